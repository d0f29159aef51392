import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { SecretDetails, SecretId, SecretSummary, VaultChange } from '../../core/index.js';
import { common } from '../shared/catalogue/common.js';
import { formTexts } from '../shared/catalogue/form.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import type { CloseReason } from '../shared/events.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { showToast } from '../toasts/show-toast.js';
import { renderConflict } from './conflict.js';
import { MySafeSaveEvent, MySafeSavedEvent, SecretFormCloseEvent, SecretFormOpenedEvent } from './events.js';
import { renderSecret, renderTags, renderText } from './fields.js';
import type { Field, TextField } from './form-values.js';
import { SecretFormController, type Trouble } from './secret-form-controller.js';
import { secretFormStyles } from './secret-form.styles.js';

const texts = { ...common, ...formTexts } as const;

/** As much of `<mysafe-share-dialog>` as this window uses. */
interface ShareWindow extends HTMLElement {
  show(secret: SecretSummary, trigger?: HTMLElement): void;
}

/**
 * Adds an API secret, or edits one.
 * @fires {MySafeSaveEvent} mysafe-save - Before saving; cancel it to keep the window open.
 * @fires {MySafeSavedEvent} mysafe-saved - After the secret was stored.
 * @fires {SecretFormOpenedEvent} mysafe-opened - The window is open. Does not bubble.
 * @fires {SecretFormCloseEvent} mysafe-close - Before the window closes. Does not bubble; cancel it to keep it open.
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
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles, secretFormStyles];

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
  /** The secret that the share window is open for. */
  @state() private sharing?: SecretSummary;

  readonly #window = new DialogController(this);
  readonly #form = new SecretFormController(this);
  #trigger?: HTMLElement;
  #replaced = false;
  #begun?: SecretId | '';
  #toldRestored = false;
  /** Pressing a button below must not move it away by an error above. */
  #pressingFooter = false;

  /** Opens the window to edit this secret; without an id, to add one. Focus returns to `trigger`, else to where it was. */
  show(secretId?: SecretId, trigger?: HTMLElement): void {
    this.secretId = secretId;
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

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new SecretFormCloseEvent(this.secretId, reason));
  }

  closed(): void {
    this.open = false;
    this.#trigger = this.#begun = undefined;
    this.#form.end();
    this.said = '';
  }

  stepBack(): boolean {
    return false;
  }

  protected override vaultReplaced(): void {
    this.#replaced = true;
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    const { status, trouble } = this.#form;
    const waits = status === 'unavailable' && trouble?.kind === 'refused' && (trouble.refusal.code === 'access/locked' || trouble.refusal.code === 'access/pending');
    if (this.open && waits) void this.#form.load();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const vault = this.activeVault;
    const begins = this.open && vault && (changed.has('open') || this.#replaced || (this.secretId ?? '') !== this.#begun);
    if (begins) {
      this.#replaced = this.plain = this.lines = false;
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
    if (changed.has('open') && !this.open) {
      if (!this.#window.close('api')) this.open = true;
    } else if (this.open && this.isConnected && !this.#window.isOpen) this.#openWindow();
    else if (this.open && this.#form.status === 'ready' && this.shadowRoot?.activeElement === this.heading) this.#focusField('name');
  }

  #openWindow(): void {
    this.#window.show(this.#trigger);
    if (this.#form.status === 'ready') this.#focusField('name');
    else this.heading?.focus();
    this.dispatchEvent(new SecretFormOpenedEvent(this.secretId));
  }

  /** The browser closed it by itself, as Android's back gesture may. */
  #onNativeClose(): void {
    if (this.open && this.isConnected && !this.#window.isOpen) this.closed();
  }

  #focusField(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  #onLeave(field: Field): void {
    if (this.open && this.#form.status === 'ready' && !this.#pressingFooter) this.#form.check(field);
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#save();
    } else this.#window.onKeydown(event);
  };

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault(); // the form would leave the page before we know that the save worked
    void this.#save();
  }

  async #save(): Promise<void> {
    if (this.#form.status !== 'ready') return;
    if (!this.#form.checkAll()) return this.#showFirstError();
    if (!this.dispatchEvent(new MySafeSaveEvent(this.secretId))) return;
    const adds = this.secretId === undefined;
    this.said = this.words.text('form.saving');
    if (this.body?.contains(this.shadowRoot?.activeElement ?? null)) this.saveButton?.focus(); // what is inert can't keep it
    const done = await this.#form.save();
    if (done && 'saved' in done) this.#onSaved(done.saved, done.here, adds);
    else if (done) void showToast(this, { title: this.#sentence(done.failed) });
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

  #onDiscard(): void {
    this.#form.discard();
    this.#focusField('name');
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

  #sentence(trouble: Trouble): string {
    return trouble.kind === 'refused' ? sentenceFor(trouble.refusal, this.words) : sentenceForFault(trouble.fault, this.words);
  }

  #renderTrouble(trouble: Trouble | undefined): TemplateResult | typeof nothing {
    if (!trouble) return nothing;
    const retries = trouble.kind === 'failed' && this.#form.status === 'unavailable';
    return html`<div class="banner ${trouble.kind === 'failed' ? 'danger' : 'warning'}" part="banner" role="alert"><span>${this.#sentence(trouble)}</span>
      ${retries ? html`<button type="button" class="button small" @click=${() => { void this.#form.load(); this.requestUpdate(); }}>${this.words.text('retry')}</button>` : nothing}</div>`;
  }

  #renderText(field: TextField): TemplateResult {
    const form = this.#form;
    const fixed = field === 'identifier' && form.base !== undefined && !form.base.may.share;
    return renderText({
      field, words: this.words, value: form.values[field], problem: form.errors[field], fixed, hint: fixed ? this.words.text('form.identifier-fixed') : undefined,
      onInput: (text) => { form.set(field, text); }, onLeave: () => { this.#onLeave(field); },
    });
  }

  #renderSecret(): TemplateResult {
    const form = this.#form;
    return renderSecret({
      field: 'clientSecret', words: this.words, problem: form.errors.clientSecret, value: form.secret, present: form.base?.hasClientSecret ?? false,
      changes: form.changesSecret, plain: this.plain, lines: this.lines,
      onInput: (text) => { form.setSecret(text); }, onLines: (text) => { void this.#onLines(text); }, onChange: (changes) => { void this.#onChangeSecret(changes); },
      onToggle: () => { this.plain = !this.plain; }, onLeave: () => { this.#onLeave('clientSecret'); },
    });
  }

  #renderTags(): TemplateResult {
    const form = this.#form;
    return renderTags({
      field: 'tags', words: this.words, problem: form.errors.tags, hint: this.words.text('form.add-tag-hint'), tags: form.values.tags, text: form.tagText,
      onType: (text) => { form.typeTag(text); }, onAdd: () => { form.addTag(); }, onRemove: (tag, at) => { void this.#onRemoveTag(tag, at); }, onLeave: () => { this.#onLeave('tags'); },
    });
  }

  #renderFields(): TemplateResult {
    const { conflict, restored } = this.#form;
    return html`
      ${restored ? html`<div class="banner" part="banner"><span>${this.words.text('form.draft-restored')}</span><button type="button" class="link-button" @click=${this.#onDiscard}>${this.words.text('form.discard')}</button></div>` : nothing}
      ${conflict ? renderConflict(conflict, this.words, (field, side) => { this.#form.choose(field, side); }) : nothing}
      ${this.#renderText('name')}${this.#renderText('url')}${this.#renderText('clientId')}${this.#renderSecret()}
      <div class="pair">${this.#renderText('identifier')}${this.#renderText('method')}</div>
      ${this.#renderTags()}${this.#renderText('notes')}`;
  }

  #renderBody(): TemplateResult {
    const { status, trouble } = this.#form;
    if (status === 'loading') return html`<div class="field" aria-busy="true"><span class="sr-only">${this.words.text('loading')}</span>${[1, 2, 3].map(() => html`<span class="skeleton"></span>`)}</div>`;
    return html`${this.#renderTrouble(trouble)}${status === 'unavailable' ? nothing : this.#renderFields()}`;
  }

  #renderMade({ createdBy, createdAt, changedBy, changedAt }: SecretDetails): TemplateResult {
    const at = { dateStyle: 'medium', timeStyle: 'short' } as const;
    return html`<div class="made detail"><span>${this.words.rich('form.made', { name: createdBy.name, date: this.words.date(createdAt, at) })}</span>
      <span>${this.words.rich('form.changed', { name: changedBy.name, date: this.words.date(changedAt, at) })}</span></div>`;
  }

  #renderFooter(): TemplateResult {
    const { status } = this.#form;
    const saving = status === 'saving';
    return html`<div class="footer" @pointerdown=${() => { this.#pressingFooter = true; }} @pointerup=${() => { this.#pressingFooter = false; }} @pointerleave=${() => { this.#pressingFooter = false; }}>
      <button type="button" class="button" part="cancel-button" @click=${() => { this.close('cancel'); }}>${this.words.text('cancel')}</button>
      ${status === 'unavailable' ? nothing : html`<button type="submit" class="button primary save" part="save-button" aria-disabled=${saving || status === 'loading' ? 'true' : nothing}>${saving ? html`<span class="spinner"></span>` : nothing}${this.words.text('form.save')}</button>`}
    </div>`;
  }

  #renderTitle(): TemplateResult | string {
    if (this.secretId === undefined) return this.words.text('form.title-add');
    const { subject, status } = this.#form;
    if (subject !== undefined) return this.words.rich('form.title-edit', { name: subject });
    return this.words.text(status === 'loading' ? 'loading' : 'form.failed');
  }

  #renderWindow(): TemplateResult {
    const { base, status } = this.#form;
    return html`<form class="window" novalidate @submit=${this.#onSubmit}>
      <div class="header"><h2 class="title" id="title" part="title" tabindex="-1">${this.#renderTitle()}</h2>${base ? this.#renderMade(base) : nothing}</div>
      <div class="body" ?inert=${status === 'saving'}>${this.#renderBody()}</div>
      ${this.#renderFooter()}
      <p class="sr-only" role="status">${this.said}</p>
    </form>`;
  }

  override render(): TemplateResult {
    return html`
      <dialog part="dialog" aria-labelledby="title" @cancel=${this.#window.onCancel} @close=${this.#onNativeClose} @keydown=${this.#onKeydown}
        @pointerdown=${this.#window.onPointerdown} @pointerup=${this.#window.onPointerup}>${this.open ? this.#renderWindow() : nothing}</dialog>
      ${this.sharing ? html`<mysafe-share-dialog .vault=${this.activeVault} .locale=${this.locale} .strings=${this.strings} @mysafe-close=${this.#onShareClose}></mysafe-share-dialog>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-secret-form': SecretForm }
}
