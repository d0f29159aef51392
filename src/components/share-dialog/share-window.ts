import type { TemplateResult } from 'lit';
import type { ShareSnapshot, Vault } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { shareTexts } from '../shared/catalogue/share.js';
import { shareWindowTexts } from '../shared/catalogue/share-window.js';
import { type DialogController, deepActiveElement } from '../shared/dialog-controller.js';
import { Localizer } from '../shared/localize.js';
import { unlockForm } from '../shared/lock.js';
import { pickerStyles } from '../shared/picker/picker.styles.js';
import type { BannerActions } from './banners.js';
import { PlanDetails } from './plan-details.js';
import { RowFocus } from './row-focus.js';
import { ShareBox, submits } from './share-box.js';
import type { ShareController } from './share-controller.js';
import type { ShareElement } from './share-element.js';
import { ShareRows } from './share-rows.js';
import { shareWindowStyles } from './share-window.styles.js';
import type { WindowWords } from './share-words.js';
import { SharingFlow } from './sharing-flow.js';
import { shareWindow } from './window.js';

const texts = { ...common, ...shareTexts, ...shareWindowTexts };

/** What is in the share window: its parts, and what concerns the whole of it. */
export class ShareWindow {
  readonly #element: ShareElement;
  readonly #share: ShareController;
  readonly #dialog: DialogController;
  readonly #focus: RowFocus;
  readonly #flow: SharingFlow;
  readonly #box: ShareBox;
  readonly #rows: ShareRows;
  readonly #plan: PlanDetails;

  constructor(element: ShareElement, share: ShareController, dialog: DialogController) {
    this.#element = element;
    this.#share = share;
    this.#dialog = dialog;
    this.#focus = new RowFocus(element);
    this.#flow = new SharingFlow(element, share, dialog, () => this.#focusProblem());
    this.#box = new ShareBox(element, share, dialog, this.#focus);
    this.#rows = new ShareRows(element, share, this.#flow, this.#focus);
    this.#plan = new PlanDetails(element);
    const sheets = [pickerStyles, shareWindowStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
    element.shadowRoot?.adoptedStyleSheets.push(...sheets);
  }

  /** It shows other secrets now, or the same ones again. */
  begin(): void {
    this.#flow.compared.clear();
    this.#rows.showsAll = false;
  }

  updated(): void {
    this.#box.updated();
    this.#keepFocus();
  }

  /** One step back on Escape; `false` where there is none left. */
  stepBack(): boolean {
    return this.#box.stepBack();
  }

  /** `true` when the key did something here. */
  onKeydown(event: KeyboardEvent): boolean {
    if (!submits(event) || event.isComposing || event.keyCode === 229) return false;
    event.preventDefault();
    void this.#flow.submit();
    return true;
  }

  async #focusProblem(): Promise<void> {
    await this.#element.updateComplete;
    const inBox = this.#box.showProblem();
    if (!this.#focus.toProblem() && inBox) this.#element.focus();
  }

  /** After a button or a form that is gone by then. */
  async #refreshAndFocus(): Promise<void> {
    await this.#element.refresh();
    await this.#element.updateComplete;
    this.#element.focus();
  }

  /** Focus would be nowhere in rows that are inert while saving, or in a box that goes because this person may not share. */
  #keepFocus(): void {
    const { snapshot } = this.#share;
    const root = this.#element.renderRoot as ShadowRoot;
    if (root.activeElement?.closest('[inert]')) root.querySelector<HTMLElement>('[part=share-button]')?.focus();
    else if (this.#dialog.isOpen && snapshot && snapshot.status !== 'loading' && !snapshot.mayShare && !deepActiveElement()) root.querySelector<HTMLElement>('#title')?.focus();
  }

  #banners(snapshot: ShareSnapshot, vault: Vault, words: WindowWords): BannerActions {
    const element = this.#element;
    const disabled = snapshot.secrets.filter(({ enabled }) => !enabled).map(({ id }) => id);
    return {
      words, restored: this.#share.restored && snapshot.dirty,
      discard: () => { element.reset(); element.focus(); },
      enable: () => void vault.secrets.enable(disabled).then(() => this.#refreshAndFocus()),
      retry: () => void this.#refreshAndFocus(),
      compare: (refusal) => void this.#flow.compareAndShare(refusal),
    };
  }

  /** Nothing while nothing is shared. */
  render(): TemplateResult | undefined {
    const { snapshot } = this.#share;
    const element = this.#element;
    const { shareVault: vault } = element;
    if (!snapshot || !vault) return undefined;
    const words = new Localizer(texts, element.shareWords.locale, element.strings);
    return shareWindow({
      words, vault, snapshot, plan: this.#plan.render(snapshot.plan, words), unlock: unlockForm(element, vault, () => void this.#refreshAndFocus()), showsAll: this.#rows.showsAll,
      rows: this.#rows.view(snapshot, vault, words), banners: this.#banners(snapshot, vault, words), box: this.#box.view(snapshot, vault, words),
      showAll: () => { this.#rows.showAll(); },
      addSuggested: (match) => { this.#box.choose(match, { edit: false, keepOpen: true }); element.focus(); },
      close: () => { element.close('cancel'); }, submit: () => void this.#flow.submit(),
    }, element.secretIds.length);
  }
}
