import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { SecretDetails, SecretId, SecretSummary, VaultChange } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { viewTexts } from '../shared/catalogue/view.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { type CloseReason, MySafeCloseEvent, MySafeOpenedEvent } from '../shared/events.js';
import { factsStyles } from '../shared/facts.styles.js';
import { unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { copyKeys, selectText } from '../shared/clipboard.js';
import { type AskedField, MySafeCopyEvent, MySafeRevealEvent } from './events.js';
import { type Said, SecretViewController } from './secret-view-controller.js';
import { secretViewStyles } from './secret-view.styles.js';
import { type Timers, pageTimers } from './timers.js';
import { TrustActions } from './trust-actions.js';
import { type WindowActions, renderWindow, spoken } from './window.js';

const texts = { ...common, ...viewTexts } as const;

/** As much of `<mysafe-share-dialog>` as this window uses. */
interface ShareWindow extends HTMLElement {
  show(secret: SecretSummary, trigger?: HTMLElement): void;
  close(reason?: CloseReason): void;
}

/**
 * Shows one API secret: its fields, its value for as long as it may be seen, and who has access.
 * @fires {MySafeRevealEvent} mysafe-reveal - Before the client secret is shown; cancel it to ask for a fresh sign-in first.
 * @fires {MySafeCopyEvent} mysafe-copy - Before a value goes to the clipboard; cancel it likewise.
 * @fires {MySafeOpenedEvent} mysafe-opened - The window is open. Does not bubble.
 * @fires {MySafeCloseEvent} mysafe-close - Before the window closes. Does not bubble; cancel it to keep it open.
 * @csspart dialog - The window.
 * @csspart title - The name of the secret.
 * @csspart field - One field: its label and its value.
 * @csspart field-label - What a field is.
 * @csspart value - What a field holds.
 * @csspart show-button - Shows and hides the client secret.
 * @csspart copy-button - Copies a value.
 * @csspart timer - How long the value stays, and “Keep showing”.
 * @csspart banner - A sentence about the state of the secret.
 * @csspart access - Who has access.
 * @csspart access-row - One line of it.
 * @csspart permission - One Yes or No.
 * @csspart key-mark - Whether somebody's fingerprint was compared, or changed.
 * @csspart compare-button - Opens the comparison of fingerprints.
 * @csspart why-button - Opens the ways by which somebody has access.
 * @csspart transfer-button - Opens the window in which somebody else becomes the owner.
 * @csspart versions-button - Opens the versions.
 * @csspart waiting - Who may read it and has no key yet.
 * @csspart waiting-row - One line of it.
 * @csspart manage-button - Opens the share window.
 */
export class SecretView extends MySafeElement<typeof texts> implements DialogHost {
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles, factsStyles, secretViewStyles];

  /** Whether the window is open. Setting it opens and closes. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The secret to show, by id. */
  @property({ attribute: 'secret-id' }) secretId?: SecretId;
  /** The secret to show; wins over `secret-id`. */
  @property({ attribute: false }) secret?: SecretSummary;

  /** @internal The passing of time, for tests. */
  timers: Timers = pageTimers;

  protected readonly texts = texts;
  @query('#title') private heading!: HTMLElement | null;
  @query('.show') private showButton!: HTMLElement | null;
  @query('[data-manage]') private manageButton!: HTMLElement | null;
  @query('mysafe-share-dialog') private shareWindow!: ShareWindow | null;
  /** Whether the share window stands in place of this one. */
  @state() private managing = false;
  @state() private said = '';
  @state() private showsAll = false;
  @state() private byHand?: { readonly field: AskedField; readonly keys: string };

  readonly #window = new DialogController(this);
  readonly #view = new SecretViewController(this, {
    vault: () => this.activeVault, secretId: () => this.#id, timers: () => this.timers, say: (what) => { this.#say(what); },
  });
  #trigger?: HTMLElement;
  /** What the secret is called, while it can't be read. */
  #name?: string;
  readonly #trust = new TrustActions(this, {
    vault: () => this.activeVault, secretId: () => this.#id, details: () => this.#details, words: () => this.words,
    say: (text) => { this.#announce(text); }, refresh: (anew) => { if (anew) this.#view.retry(); else void this.#view.refresh(); },
  });
  #replaced = false;
  readonly #holds: Partial<Record<AskedField, Element>> = {};

  get #ids(): readonly SecretId[] {
    return this.#id === undefined ? [] : [this.#id];
  }

  get #details(): SecretDetails | undefined {
    const { state: view } = this.#view;
    return view.kind === 'ready' ? view.details : undefined;
  }

  get #id(): SecretId | undefined {
    return this.secret?.id ?? this.secretId;
  }

  /** Opens the window, for `secret` where given. Focus returns to `trigger`, else to where it was. */
  show(secret?: SecretSummary, trigger?: HTMLElement): void {
    if (secret) this.secret = secret;
    this.#trigger = trigger ?? deepActiveElement();
    this.open = true;
  }

  /** Closes the window; the value is gone from the page at once. */
  close(reason: CloseReason = 'api'): void {
    this.#window.close(reason);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.open) this.requestUpdate('open', false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.managing = false;
  }

  // What DialogHost asks for.
  readonly lightDismiss = true;

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new MySafeCloseEvent(this.#ids, reason));
  }

  closed(): void {
    this.open = this.managing = false;
    this.#trigger = undefined;
    this.#view.forget();
  }

  /** Escape hides the value first. */
  stepBack(): boolean {
    if (!this.#view.shown) return false;
    this.#view.hide();
    return true;
  }

  protected override vaultReplaced(): void {
    this.#replaced = true;
  }

  protected override vaultChanged(change: VaultChange): void {
    if (!this.open) return;
    if (change.kind === 'keys') {
      if (change.state === 'unlocked') this.#view.retry();
      else this.#view.lock();
    } else if (change.kind !== 'secret' || change.secretId === this.#id) void this.#view.refresh();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const begins = this.open && (changed.has('open') || this.#replaced || this.#id !== this.#view.askedFor);
    this.#replaced &&= !this.open;
    if (begins) {
      this.showsAll = false;
      this.said = '';
      this.byHand = this.#name = undefined;
      this.#view.load();
    }
  }

  protected override updated(changed: PropertyValues): void {
    const { state } = this.#view;
    const { kind } = state;
    if (state.kind === 'ready') this.#name = state.details.name;
    this.showStates({ loading: this.open && kind === 'loading', error: kind !== 'loading' && kind !== 'ready' });
    if (changed.has('open') && !this.open) this.#closeByProperty();
    else if (this.open && !this.managing && this.isConnected && !this.#window.isOpen) this.#openWindow(changed.get('managing') === true);
  }

  #openWindow(comesBack: boolean): void {
    this.#window.show(this.#trigger);
    if (comesBack) (this.manageButton ?? this.heading)?.focus();
    else {
      this.heading?.focus();
      this.dispatchEvent(new MySafeOpenedEvent(this.#ids));
    }
  }

  #closeByProperty(): void {
    if (this.managing) {
      this.shareWindow?.close('api');
      this.managing = false;
      this.closed();
    } else if (!this.#window.close('api')) this.open = true;
  }

  #onShow(): void {
    const { state: view, opening, shown } = this.#view;
    if (view.kind !== 'ready' || opening) return;
    if (shown) this.#view.hide();
    else if (!view.details.may.reveal) this.#explainDisabled();
    else if (this.dispatchEvent(new MySafeRevealEvent(view.details.id, 'clientSecret'))) void this.#view.reveal();
  }

  #onCopy(field: AskedField): void {
    const { state: view, opening } = this.#view;
    if (view.kind !== 'ready' || opening) return;
    this.byHand = undefined;
    if (field === 'clientSecret' && !view.details.may.reveal) this.#explainDisabled();
    else if (this.dispatchEvent(new MySafeCopyEvent(view.details.id, field))) void this.#view.copy(field);
  }

  #explainDisabled(): void {
    this.#announce(this.words.text('view.disabled'));
  }

  #say(what: Said): void {
    if (what === 'hidden') this.#valueLeft();
    if (typeof what === 'object' && 'copyByHand' in what) void this.#offerCopyByHand(what.copyByHand);
    else this.#announce(spoken(what, this.words));
  }

  /** Never holds a value. The same words twice are made different, or nobody would hear them again. */
  #announce(text: string): void {
    this.said = this.said === text ? `${text}\u200B` : text;
  }

  /** “Keep showing” goes with the value; whoever was on it stays beside it. */
  #valueLeft(): void {
    this.byHand = undefined;
    const focused = this.shadowRoot?.activeElement;
    if (focused?.hasAttribute('data-keep')) this.showButton?.focus();
  }

  async #offerCopyByHand(field: AskedField): Promise<void> {
    this.byHand = { field, keys: copyKeys() };
    this.#announce(this.words.text('view.press-copy', { keys: this.byHand.keys }));
    await this.updateComplete;
    const held = this.#holds[field];
    if (held) selectText(held);
  }

  async #onManage(): Promise<void> {
    const { state: view } = this.#view;
    if (view.kind !== 'ready' || !customElements.get('mysafe-share-dialog')) return;
    this.#view.hide();
    this.managing = true;
    await this.updateComplete;
    this.shareWindow?.show(view.details, this.#trigger ?? this);
  }

  /** One window takes the place of the other. */
  readonly #onShareOpened = (): void => { this.#window.giveWay(); };

  async #onShareClose(event: Event): Promise<void> {
    await Promise.resolve(); // the event asks before that window is gone
    if (!event.defaultPrevented && this.managing) this.managing = false;
  }

  #onShowChanges(): void {
    this.#view.showChanges();
    this.heading?.focus();
  }

  readonly #keep: Record<AskedField, (element: Element | undefined) => void> = {
    clientId: (element) => { this.#holds.clientId = element; },
    clientSecret: (element) => { this.#holds.clientSecret = element; },
  };

  readonly #actions: WindowActions = {
    close: () => { this.close('cancel'); },
    retry: () => { this.#view.retry(); },
    show: () => { this.#onShow(); },
    keep: () => { this.#view.keepShowing(); },
    copy: (field) => { this.#onCopy(field); },
    manage: () => { void this.#onManage(); },
    showAll: () => { this.showsAll = true; },
    showChanges: () => { this.#onShowChanges(); },
  };

  override render(): TemplateResult {
    const { words, said, byHand, showsAll } = this;
    return html`
      <dialog part="dialog" aria-labelledby="title" @cancel=${this.#window.onCancel} @keydown=${this.#window.onKeydown}
        @pointerdown=${this.#window.onPointerdown} @pointerup=${this.#window.onPointerup}>
        ${this.open ? renderWindow({ view: this.#view, trust: this.#trust, words, me: this.activeVault?.me, levels: this.activeVault?.policy.levels ?? [], name: this.#name ?? this.secret?.name, said, byHand, showsAll, unlock: unlockForm(this, this.activeVault, (hadFocus) => { if (hadFocus) this.heading?.focus(); }), keep: this.#keep, on: this.#actions }) : nothing}
      </dialog>
      ${this.managing ? html`<mysafe-share-dialog .vault=${this.activeVault} .locale=${this.locale} .strings=${this.strings} @mysafe-opened=${this.#onShareOpened} @mysafe-close=${this.#onShareClose}></mysafe-share-dialog>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-secret-view': SecretView }
}
