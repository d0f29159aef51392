import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CloseReason } from './events.js';

export interface DialogHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** Asked before closing; `false` keeps the window open. */
  mayClose(reason: CloseReason): boolean;
  /** The window is gone; focus is back where it was. */
  closed(reason: CloseReason): void;
  /** One step back on Escape; `true` when a step was taken and the window stays. */
  stepBack(): boolean;
  /** Whether a press on the backdrop closes. */
  readonly lightDismiss: boolean;
}

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** The element that has focus, through every open shadow root. */
export function deepActiveElement(): HTMLElement | undefined {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement && at !== document.body ? at : undefined;
}

/** Where Tab stops at and inside an element, in order, through slots and open shadow roots. */
function stopsAt(element: Element): HTMLElement[] {
  if (!(element instanceof HTMLElement) || element.inert) return [];
  const own = element.matches(FOCUSABLE) && element.tabIndex >= 0 && element.getClientRects().length > 0 ? [element] : [];
  const slotted = element instanceof HTMLSlotElement ? element.assignedElements({ flatten: true }) : [];
  const inside = slotted.length > 0 ? slotted : [...(element.shadowRoot ?? element).children];
  return [...own, ...inside.flatMap(stopsAt)];
}

/** One modal `<dialog>` in the host's shadow root: opens it, keeps Tab inside, closes it by the rules, gives focus back by hand (components.md 0.5). */
export class DialogController implements ReactiveController {
  readonly #host: DialogHost;
  #returnTo: readonly HTMLElement[] = [];
  #pressedOutside = false;
  #shows = false;

  constructor(host: DialogHost) {
    this.#host = host;
    host.addController(this);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  hostDisconnected(): void {
    this.#shows = false;
    this.#dialog?.close();
  }

  /** Opens the window. Focus returns to `trigger`, else to where it is now, else to the first of `fallbacks` that is still there. */
  show(trigger?: HTMLElement, ...fallbacks: readonly HTMLElement[]): void {
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    const from = trigger ?? deepActiveElement();
    this.#returnTo = [...(from ? [from] : []), ...fallbacks];
    from?.focus();
    dialog.showModal();
    this.#shows = true;
    dialog.addEventListener('close', this.#onClosedByBrowser, { once: true });
  }

  /** A browser may close it without asking: a second “back” in a row. */
  readonly #onClosedByBrowser = (): void => {
    if (!this.#shows || this.isOpen) return;
    this.#shows = false;
    this.#host.closed('escape');
  };

  get isOpen(): boolean {
    return this.#dialog?.open ?? false;
  }

  /** Leaves its place to another window; `show` brings it back. */
  giveWay(): void {
    this.#shows = false;
    this.#dialog?.close();
  }

  /** Closes by the rules: the host may keep it open. */
  close(reason: CloseReason): boolean {
    const dialog = this.#dialog;
    if (!dialog?.open) return true;
    if (!this.#host.mayClose(reason)) return false;
    this.#shows = false;
    dialog.close();
    const target = this.#returnTo.find((element) => element.isConnected && element.getClientRects().length > 0) ?? this.#host;
    target.focus();
    this.#host.closed(reason);
    return true;
  }

  /** The browser's own wish to close: “back” on a phone, or Escape where focus is in nothing. */
  readonly onCancel = (event: Event): void => {
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    if (!this.#host.stepBack()) this.close('escape');
  };

  /** Escape goes one step back a press; Tab stays inside. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (!this.#host.stepBack()) this.close('escape');
    } else if (event.key === 'Tab') this.#wrap(event);
  };

  #wrap(event: KeyboardEvent): void {
    const stops = this.#dialog ? stopsAt(this.#dialog) : [];
    const [first, last] = [stops[0], stops.at(-1)];
    const active = deepActiveElement();
    const wraps = event.shiftKey ? active === first || !stops.some((stop) => stop === active) : active === last;
    if (!wraps) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  #outside(event: PointerEvent | MouseEvent): boolean {
    const dialog = this.#dialog;
    if (!dialog || event.target !== dialog) return false;
    const box = dialog.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  }

  /** A backdrop press closes only where press and release are both outside (reach-ui#132). */
  readonly onPointerdown = (event: PointerEvent): void => {
    this.#pressedOutside = this.#outside(event);
  };

  readonly onPointerup = (event: PointerEvent): void => {
    const closes = this.#pressedOutside && this.#outside(event) && this.#host.lightDismiss;
    this.#pressedOutside = false;
    if (closes) this.close('backdrop');
  };
}
