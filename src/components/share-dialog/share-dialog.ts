import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { RecipientMatch, SecretId, SecretSummary, ShareSnapshot, Vault } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { shareTexts } from '../shared/catalogue/share.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { type CloseReason, MySafeCloseEvent, MySafeOpenedEvent } from '../shared/events.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import type { ShareWords } from '../shared/picker/words.js';
import { onDemand } from '../shared/register.js';
import { showToast } from '../toasts/show-toast.js';
import { ShareController } from './share-controller.js';
import type { ShareElement } from './share-element.js';
import type { ShareWindow } from './share-window.js';

const texts = { ...common, ...shareTexts };

/**
 * The window in which a person decides who else can open a secret.
 * @slot subtitle - Replaces the line under the title.
 * @slot before-field - Above the box.
 * @slot after-list - Below the rows.
 * @slot footer-start - At the start of the footer.
 * @fires {MySafeShareEvent} mysafe-share - Before saving; cancel it to keep the window open.
 * @fires {MySafeSharedEvent} mysafe-shared - After the changes were stored and read again.
 * @fires {MySafeShareRefusedEvent} mysafe-share-refused - Nothing was changed.
 * @fires {MySafeRecipientAddEvent} mysafe-recipient-add - Before somebody is put on the list.
 * @fires {MySafeRecipientRemoveEvent} mysafe-recipient-remove - Before somebody is taken off.
 * @fires {MySafeRecipientInvalidEvent} mysafe-recipient-invalid - Something typed or pasted names nobody who can be chosen.
 * @fires {MySafeOpenedEvent} mysafe-opened - The window is open.
 * @fires {MySafeCloseEvent} mysafe-close - Before the window closes.
 */
export class ShareDialog extends MySafeElement<typeof texts> implements DialogHost, ShareElement {
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles];

  /** Whether the window is open. Setting it opens and closes. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The secret to share, by id. */
  @property({ attribute: 'secret-id' }) secretId?: SecretId;
  /** The secret to share; wins over `secret-id`. */
  @property({ attribute: false }) secret?: Pick<SecretSummary, 'id'>;
  /** Several secrets at once; wins over `secret`. Each keeps whom it is shared with. */
  @property({ attribute: false }) secrets?: readonly Pick<SecretSummary, 'id'>[];
  /** Whether new rows begin with Can edit. */
  @property({ type: Boolean, attribute: 'default-edit' }) defaultEdit = false;
  /** From how many letters on suggestions show; 0 shows people one shares with often at once. */
  @property({ type: Number, attribute: 'min-chars' }) minChars = 1;
  /** Milliseconds to wait after a letter before searching. */
  @property({ type: Number }) debounce = 0;
  /** At most so many suggestions, up to 8. */
  @property({ type: Number, attribute: 'max-suggestions' }) maxSuggestions = 8;
  /** Whether red may come by itself after a pause, or only on commit. */
  @property({ attribute: 'validate-on' }) validateOn: 'settle' | 'commit' = 'settle';
  /** Whether what is not sent is kept in memory for the next time. */
  @property() draft: 'memory' | 'off' = 'memory';

  protected readonly texts = texts;
  readonly #dialog = new DialogController(this);
  readonly #share = new ShareController(this);
  /** What is in the window, loaded as soon as the element is in a page. */
  #window?: ShareWindow;
  #trigger?: HTMLElement;

  /** Opens the window, for `secret` where given. Focus returns to `trigger`, else to where it was. */
  show(secret?: Pick<SecretSummary, 'id'>, trigger?: HTMLElement): void {
    if (secret) this.secret = secret;
    this.#trigger = trigger ?? deepActiveElement();
    this.open = true;
  }

  /** Closes the window; what is not sent is kept. */
  close(reason: CloseReason = 'api'): void {
    if (this.#dialog.isOpen) this.#dialog.close(reason);
    else this.open = false; // it is not shown yet
  }

  /** Puts people or groups on the list. */
  addRecipients(list: readonly RecipientMatch[]): void {
    for (const match of list) this.#share.choose(match);
  }

  /** Forgets what was decided here. */
  reset(): void {
    this.#share.discard();
  }

  /** Reads secrets and access anew. */
  async refresh(): Promise<void> {
    await this.#share.draft?.refresh();
  }

  /** Whether the box names nobody wrong and there is something to share; marks what is in the way. */
  async validate(): Promise<boolean> {
    return (await this.#share.commitText()) && (this.snapshot?.changes.length ?? 0) > 0;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#input')?.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#window) this.#load().catch(() => undefined); // opening tries again, and tells
  }

  async #load(): Promise<void> {
    const loaded = await import('./share-window.js');
    this.#window ??= new loaded.ShareWindow(this, this.#share, this.#dialog);
    this.requestUpdate();
  }

  get snapshot(): ShareSnapshot | undefined {
    return this.#share.snapshot;
  }

  get shareWords(): ShareWords {
    return this.words;
  }

  get shareVault(): Vault | undefined {
    return this.activeVault;
  }

  get secretIds(): readonly SecretId[] {
    if (this.secrets) return this.secrets.map(({ id }) => id);
    const id = this.secret?.id ?? this.secretId;
    return id === undefined ? [] : [id];
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { activeVault: vault, secretIds } = this;
    if (!vault) this.#share.stop();
    if (!this.open || !this.isConnected || !vault || secretIds.length === 0 || this.#share.isFor(vault, secretIds)) return;
    this.#share.start(vault, secretIds, this.draft === 'memory');
    this.#window?.begin();
    if (!this.#window) this.#load().catch((fault: unknown) => { this.#failed(fault); });
  }

  /** Its window can't be loaded. */
  #failed(fault: unknown): void {
    reportError(fault);
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new MySafeCloseEvent(this.secretIds, 'unavailable'));
    showToast(this, { title: this.words.text('fault.other') }).catch(() => undefined); // where no module can be loaded the toast can't be either
  }

  protected override updated(changed: PropertyValues): void {
    if (this.open && this.isConnected && this.snapshot && this.#window && !this.#dialog.isOpen) this.#opened();
    else if (!this.open && changed.get('open')) this.#shut();
    this.#window?.updated();
    this.#showStates();
  }

  #opened(): void {
    this.#dialog.show(this.#trigger);
    this.#trigger = undefined;
    this.focus();
    this.dispatchEvent(new MySafeOpenedEvent(this.secretIds));
    onDemand().catch(() => undefined); // what is said after a share is here by then
  }

  #shut(): void {
    this.open = !this.#dialog.close('api');
    if (this.open) return;
    this.#share.stop(); // it may not have been shown yet
    this.#trigger = undefined;
  }

  #showStates(): void {
    const { status, mayShare, dirty, entryProblem, refusal, fault } = this.snapshot ?? {};
    this.showStates({
      loading: status === 'loading', readonly: status === 'ready' && !mayShare, dirty: dirty === true,
      invalid: entryProblem !== undefined, error: refusal !== undefined || fault !== undefined,
    });
  }

  // What DialogController asks.

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new MySafeCloseEvent(this.secretIds, reason));
  }

  closed(): void {
    this.open = false;
    this.#share.stop();
  }

  stepBack(): boolean {
    return this.#window?.stepBack() ?? false;
  }

  get lightDismiss(): boolean {
    return !this.snapshot?.dirty;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (!this.#window?.onKeydown(event)) this.#dialog.onKeydown(event);
  };

  override render(): TemplateResult | typeof nothing {
    const content = this.#window?.render();
    if (!content) return nothing;
    return html`<dialog part="dialog" aria-labelledby="title" aria-describedby="subtitle" @cancel=${this.#dialog.onCancel} @keydown=${this.#onKeydown}
        @pointerdown=${this.#dialog.onPointerdown} @pointerup=${this.#dialog.onPointerup}>
      ${content}
      <div class="sr-only" part="status" role="status">${this.#share.said}</div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-share-dialog': ShareDialog }
}
