import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { SecretId, SecretSummary, VaultChange } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { formTexts } from '../shared/catalogue/form.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { type CloseReason, MySafeCloseEvent, MySafeOpenedEvent } from '../shared/events.js';
import { factsStyles } from '../shared/facts.styles.js';
import { formStyles } from '../shared/form.styles.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { showToast } from '../toasts/show-toast.js';
import { MySafeSaveEvent, MySafeSavedEvent } from './events.js';
import { SecretFormController } from './secret-form-controller.js';
import { secretFormStyles } from './secret-form.styles.js';
import { type WindowActions, renderWindow, sentenceOf } from './window.js';

const texts = { ...common, ...formTexts } as const;

/** As much of `<mysafe-share-dialog>` as this window uses. */
interface ShareWindow extends HTMLElement {
  show(secret: SecretSummary, trigger?: HTMLElement): void;
}

/**
 * Adds an API secret, or edits one.
 * @fires {MySafeSaveEvent} mysafe-save - Before saving; cancel it to keep the window open.
 * @fires {MySafeSavedEvent} mysafe-saved - After the secret was stored.
 * @fires {MySafeOpenedEvent} mysafe-opened - The window is open. Does not bubble.
 * @fires {MySafeCloseEvent} mysafe-close - Before the window closes. Does not bubble; cancel it to keep it open.
 * @csspart dialog - The window.
 * @csspart title - What it does.
 * @csspart field - One field: label, control, hint, error.
 * @csspart label - What a field is.
 * @csspart input - What is typed into.
 * @csspart error - What is wrong with a field.
 * @csspart banner - A sentence about the whole.
 * @csspart conflict - Both versions, where somebody saved meanwhile.
 * @csspart save-button - Saves.
 * @csspart cancel-button - Closes; what was typed is kept.
 */
export class SecretForm extends MySafeElement<typeof texts> implements DialogHost {
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles, factsStyles, formStyles, secretFormStyles];

  /** Whether the window is open. Setting it opens and closes. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The secret to edit. Without one, a secret is added. */
  @property({ attribute: 'secret-id' }) secretId?: SecretId;

  protected readonly texts = texts;
  @query('#title') private heading!: HTMLElement | null;
  @query('.save') private saveButton!: HTMLElement | null;
  @query('.body') private body!: HTMLElement | null;
  @query('mysafe-share-dialog') private shareWindow!: ShareWindow | null;
  @state() private plain = false;
  @state() private lines = false;
  @state() private said = '';
  /** Whether it opened to change the client secret. */
  @state() private rotates = false;
  /** The secret that the share window is open for. */
  @state() private sharing?: SecretSummary;

  readonly #window = new DialogController(this);
  readonly #form = new SecretFormController(this);
  #trigger?: HTMLElement;
  #replaced = false;
  /** The secret that the form began with, `''` for a new one. */
  #begun?: string;
  #toldRestored = false;
  /** The field that had focus when the keys were locked. */
  #left = '';
  /** Pressing a button below must not move it away by an error above. */
  #pressingFooter = false;

  /** Opens the window to edit this secret, with `rotates` on its client secret; without an id, to add one. Focus returns to `trigger`, else to where it was. */
  show(secretId?: SecretId, trigger?: HTMLElement, { rotates = false }: { readonly rotates?: boolean } = {}): void {
    this.secretId = secretId;
    this.rotates = rotates;
    this.#trigger = trigger ?? deepActiveElement();
    this.open = true;
  }

  /** Closes the window; what was typed is kept, but for the client secret. */
  close(reason: CloseReason = 'api'): void {
    this.#window.close(reason);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.open) this.requestUpdate('open', false);
  }

  // What DialogHost asks for.
  get lightDismiss(): boolean {
    return !this.#form.dirty && this.#form.status !== 'saving';
  }

  get #ids(): readonly SecretId[] {
    return this.secretId === undefined ? [] : [this.secretId];
  }

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new MySafeCloseEvent(this.#ids, reason));
  }

  closed(): void {
    this.open = this.rotates = false;
    this.#trigger = this.#begun = undefined;
    this.#form.end();
  }

  stepBack(): boolean {
    return false;
  }

  protected override vaultReplaced(): void {
    this.#replaced = true;
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind === 'keys') this.#keysChanged(change.state === 'unlocked');
    const { status, trouble } = this.#form;
    const waits = status === 'unavailable' && trouble?.kind === 'refused' && (trouble.refusal.code === 'access/locked' || trouble.refusal.code === 'access/pending');
    if (this.open && waits) void this.#form.load();
  }

  /** What was typed waits out of sight; it comes back covered. */
  #keysChanged(unlocked: boolean): void {
    const { trouble } = this.#form;
    this.plain = false;
    if (!unlocked) this.#left = this.shadowRoot?.activeElement?.id ?? '';
    else if (this.#form.status === 'ready' && trouble?.kind === 'refused' && trouble.refusal.code === 'access/locked') this.#form.trouble = undefined;
  }

  readonly #onUnlocked = async (hadFocus: boolean): Promise<void> => {
    await this.updateComplete;
    if (!hadFocus) return;
    if (this.#form.status !== 'ready') this.heading?.focus();
    else this.#focusField(this.renderRoot.querySelector(`#${this.#left || 'name'}`) ? this.#left || 'name' : 'name');
  };

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const vault = this.activeVault;
    const begins = this.open && vault && (changed.has('open') || this.#replaced || (this.secretId ?? '') !== this.#begun);
    if (begins) {
      this.#replaced = this.plain = this.lines = false;
      this.said = '';
      this.#begun = this.secretId ?? '';
      this.#form.begin(vault, this.secretId);
    }
    this.#tellRestored();
  }

  /** Once, when a draft has come back. */
  #tellRestored(): void {
    const { restored } = this.#form;
    if (restored && !this.#toldRestored) this.said = this.words.text('form.draft-restored');
    this.#toldRestored = restored;
  }

  protected override updated(changed: PropertyValues): void {
    const { status, dirty, firstError, trouble } = this.#form;
    this.showStates({ loading: this.open && status === 'loading', dirty, invalid: firstError !== undefined, error: trouble !== undefined });
    if (changed.has('open') && !this.open) {
      if (!this.#window.close('api')) this.open = true;
    } else if (this.open && this.isConnected && !this.#window.isOpen) this.#openWindow();
    else if (this.open && this.#form.status === 'ready' && this.shadowRoot?.activeElement === this.heading) this.#begin();
  }

  /** What this was opened for has focus, once it is there. */
  #begin(): void {
    if (this.rotates) void this.#onChangeSecret(true);
    else this.#focusField('name');
  }

  #openWindow(): void {
    this.#window.show(this.#trigger);
    if (this.#form.status === 'ready' && !isLocked(this.activeVault)) this.#focusField('name');
    else this.heading?.focus();
    this.dispatchEvent(new MySafeOpenedEvent(this.#ids));
  }

  #focusField(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#save();
    } else this.#window.onKeydown(event);
  };

  async #save(): Promise<void> {
    if (this.#form.status !== 'ready' || isLocked(this.activeVault)) return;
    if (!this.#form.checkAll()) return this.#showFirstError();
    if (!this.dispatchEvent(new MySafeSaveEvent(this.secretId))) return;
    const adds = this.secretId === undefined;
    this.said = this.words.text('form.saving');
    if (this.body?.contains(this.shadowRoot?.activeElement ?? null)) this.saveButton?.focus(); // what is inert can't keep it
    const done = await this.#form.save();
    if (done && 'saved' in done) this.#onSaved(done.saved, done.here, adds);
    else if (done) void showToast(this, { title: sentenceOf(done.failed, this.words) });
    else await this.#showFailure();
  }

  #onSaved(saved: SecretSummary, here: boolean, adds: boolean): void {
    this.dispatchEvent(new MySafeSavedEvent(saved.id));
    if (here && !this.#window.close('saved')) {
      this.#begun = undefined;
      this.requestUpdate();
    }
    const share = { label: this.words.text('toast.share-it'), run: (): void => { void this.#share(saved); } };
    void showToast(this, { title: this.words.text(adds ? 'toast.saved' : 'toast.updated'), ...(saved.may.share && { action: share }) });
  }

  async #share(secret: SecretSummary): Promise<void> {
    this.sharing = secret;
    await this.updateComplete;
    this.shareWindow?.show(secret);
  }

  async #onShareClose(event: Event): Promise<void> {
    await Promise.resolve(); // the event asks before that window is gone
    if (!event.defaultPrevented) this.sharing = undefined;
  }

  async #showFailure(): Promise<void> {
    this.said = '';
    if (this.#form.firstError) return this.#showFirstError();
    await this.updateComplete;
    if (this.#form.conflict) this.#focusField('conflict');
  }

  async #showFirstError(): Promise<void> {
    await this.updateComplete;
    if (this.#form.firstError) this.#focusField(this.#form.firstError);
  }

  async #onChangeSecret(changes: boolean): Promise<void> {
    this.lines = this.plain = false;
    this.#form.changeSecret(changes);
    await this.updateComplete;
    this.#focusField(changes ? 'clientSecret' : 'change-secret');
  }

  async #onLines(text: string): Promise<void> {
    this.lines = true;
    this.#form.setSecret(text);
    await this.updateComplete;
    this.#focusField('clientSecret');
  }

  async #onRemoveTag(tag: string, at: number): Promise<void> {
    this.#form.removeTag(tag);
    await this.updateComplete;
    const left = this.renderRoot.querySelectorAll<HTMLElement>('.remove-tag');
    (left[Math.min(at, left.length - 1)] ?? this.renderRoot.querySelector<HTMLElement>('#tags'))?.focus();
  }

  readonly #actions: WindowActions = {
    submit: (event) => {
      event.preventDefault(); // the form would leave the page before we know that the save worked
      void this.#save();
    },
    cancel: () => { this.close('cancel'); },
    discard: () => {
      this.#form.discard();
      this.#focusField('name');
    },
    retry: () => {
      void this.#form.load();
      this.requestUpdate();
    },
    leave: (field) => { if (this.open && this.#form.status === 'ready' && !this.#pressingFooter && !isLocked(this.activeVault)) this.#form.check(field); },
    changeSecret: (changes) => { void this.#onChangeSecret(changes); },
    lines: (text) => { void this.#onLines(text); },
    toggle: () => { this.plain = !this.plain; },
    removeTag: (tag, at) => { void this.#onRemoveTag(tag, at); },
    pressFooter: (pressing) => { this.#pressingFooter = pressing; },
  };

  override render(): TemplateResult {
    const { words, plain, lines, said, rotates } = this;
    const window = this.open ? renderWindow({ form: this.#form, words, adds: this.secretId === undefined, rotates, plain, lines, said, unlock: unlockForm(this, this.activeVault, this.#onUnlocked), on: this.#actions }) : nothing;
    return html`
      <dialog part="dialog" aria-labelledby="title" @cancel=${this.#window.onCancel} @keydown=${this.#onKeydown}
        @pointerdown=${this.#window.onPointerdown} @pointerup=${this.#window.onPointerup}>${window}</dialog>
      ${this.sharing ? html`<mysafe-share-dialog .vault=${this.activeVault} .locale=${this.locale} .strings=${this.strings} @mysafe-close=${this.#onShareClose}></mysafe-share-dialog>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-secret-form': SecretForm }
}
