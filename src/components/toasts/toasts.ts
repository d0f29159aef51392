import { type CSSResultGroup, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { common } from '../shared/catalogue/common.js';
import { deepActiveElement } from '../shared/dialog-controller.js';
import { checkIcon, closeIcon } from '../shared/icons.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { openModal } from './open-modal.js';
import type { Toast } from './show-toast.js';
import { toastsStyles } from './toasts.styles.js';

/** How long toasts stay, and how long a new region stands empty before it speaks. In milliseconds. */
export interface ToastDurations {
  readonly plain: number;
  readonly withAction: number;
  readonly settle: number;
}

interface Shown extends Toast {
  readonly id: number;
}

const MOST_AT_ONCE = 3;
let made = 0;

/**
 * Short messages over the page, read out as they come. While a modal window is open they are shown inside it, since everything behind it is inert.
 * @csspart region - Around all toasts.
 * @csspart toast - One message.
 * @csspart title - Its first text.
 * @csspart detail - Its second text.
 * @csspart action - Its button, such as “Undo”.
 * @csspart close-button - The cross.
 */
export class Toasts extends MySafeElement<typeof common> {
  static override styles: CSSResultGroup = [MySafeElement.styles, toastsStyles];

  /** 6 s, with a button 10 s; as long as the pointer or focus is on one, all stay. */
  @property({ attribute: false }) durations: ToastDurations = { plain: 6_000, withAction: 10_000, settle: 100 };
  @state() private shown: readonly Shown[] = [];
  @query('.region') private region!: HTMLElement;

  protected readonly texts = common;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #held = false;
  #cameFrom?: HTMLElement;
  /** The region that stands in for this one inside an open modal; and, in that region, the one it stands in for. */
  #away?: Toasts;
  #home?: Toasts;

  /** Says `toast`, inside the modal that is open, if one is. `from` tells where to look for it. */
  async show(from: Element, toast: Toast): Promise<void> {
    if (!this.#placeFor(from).hasUpdated) {
      await this.#placeFor(from).updateComplete;
      await new Promise((resolve) => setTimeout(resolve, this.durations.settle)); // a live region is heard only if it was there before
    }
    await this.#placeFor(from).#take([{ ...toast, id: (made += 1) }]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#raise();
    document.addEventListener('focusin', this.#onFocusMoved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#onFocusMoved);
    this.#stopTimers();
    // Whoever opened the modal may be gone with it; what was said still holds.
    if (this.#home) this.#home.#comeHome(this);
  }

  protected override firstUpdated(): void {
    this.#raise();
  }

  #placeFor(from?: Element): Toasts {
    const modal = openModal(from);
    if (this.#away && this.#away.parentNode !== modal) this.#away.remove();
    if (!modal || modal.contains(this)) return this;
    return (this.#away ??= this.#standIn(modal));
  }

  #standIn(modal: HTMLDialogElement): Toasts {
    const standIn = document.createElement(this.localName) as Toasts;
    Object.assign(standIn, { durations: this.durations, strings: this.strings, theme: this.theme, locale: this.locale });
    standIn.#home = this;
    standIn.className = 'in-window'; // where that fills the view, its buttons are at the bottom
    modal.addEventListener('close', () => { standIn.remove(); }, { once: true });
    return modal.appendChild(standIn);
  }

  #comeHome(standIn: Toasts): void {
    this.#away = undefined;
    standIn.#home = undefined;
    const { shown } = standIn;
    if (this.isConnected && shown.length > 0) void this.#placeFor().#take(shown);
  }

  async #take(toasts: readonly Shown[]): Promise<void> {
    if (!this.#holdsFocus()) this.#cameFrom = deepActiveElement();
    this.#raise();
    this.shown = [...this.shown, ...toasts].slice(-MOST_AT_ONCE);
    if (!this.#held) this.#startTimers();
    await this.updateComplete;
  }

  /** Shows the region again, above whatever was opened since. */
  #raise(): void {
    if (!this.isConnected || !this.hasUpdated) return;
    if (this.region.matches(':popover-open')) this.region.hidePopover();
    this.region.showPopover();
  }

  readonly #onFocusMoved = (): void => { this.follow(); };

  /** Moves what is shown into the modal window that is open now, if one is. */
  follow(): void {
    if (this.#home || this.#holdsFocus()) return;
    if (this.#away || this.shown.length === 0) return;
    this.#cameFrom = deepActiveElement();
    const place = this.#placeFor();
    if (place === this) return;
    const moving = this.shown;
    this.shown = [];
    this.#stopTimers();
    void place.#take(moving);
  }

  #holdsFocus(): boolean {
    return this.shadowRoot?.activeElement != null;
  }

  #startTimers(): void {
    for (const { id, action, undo } of this.shown) {
      if (!this.#timers.has(id)) this.#timers.set(id, setTimeout(() => { this.#dismiss(id); }, action || undo ? this.durations.withAction : this.durations.plain));
    }
  }

  #stopTimers(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  readonly #hold = (): void => {
    this.#held = true;
    this.#stopTimers();
  };

  readonly #letGo = (event: FocusEvent | PointerEvent): void => {
    const stays = event instanceof FocusEvent ? this.region.matches(':hover') : this.#holdsFocus();
    if (stays) return;
    this.#held = false;
    this.#startTimers();
  };

  #dismiss(id: number): void {
    const focused = this.#holdsFocus();
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
    if (focused && this.#cameFrom?.isConnected) this.#cameFrom.focus();
    if (focused || this.shown.length === 0) this.#held = false;
    if (!this.#held) this.#startTimers();
  }

  #act({ id }: Shown, run: () => void): void {
    this.#dismiss(id);
    run();
  }

  #renderToast(toast: Shown): TemplateResult {
    const { id, title, detail, action, undo } = toast;
    const button = (label: string, run: () => void): TemplateResult => html`<button class="action" part="action" type="button" @click=${() => { this.#act(toast, run); }}>${label}</button>`;
    return html`<div class="toast" part="toast">
      ${checkIcon()}
      <div class="words"><bdi class="title" part="title">${title}</bdi>${detail ? html`<bdi class="detail" part="detail">${detail}</bdi>` : nothing}</div>
      ${undo ? button(this.words.text('undo'), undo) : nothing}${action ? button(action.label, () => { action.run(); }) : nothing}
      <button class="close" part="close-button" type="button" aria-label=${this.words.text('close')} @click=${() => { this.#dismiss(id); }}>${closeIcon()}</button>
    </div>`;
  }

  override render(): TemplateResult {
    return html`<div class="region" part="region" popover="manual" role="status" aria-live="polite" aria-atomic="false"
      @pointerenter=${this.#hold} @pointerleave=${this.#letGo} @focusin=${this.#hold} @focusout=${this.#letGo}
    >${repeat(this.shown, ({ id }) => id, (toast) => this.#renderToast(toast))}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-toasts': Toasts }
}
