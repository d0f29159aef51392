const HOLD = 500;
const SLOP = 10;

/** A finger held still for half a second: what a right click is to a mouse. iOS has no `contextmenu` event for it. */
export class LongPress {
  readonly #held: (target: Element, at: { readonly x: number; readonly y: number }) => void;
  #timer?: ReturnType<typeof setTimeout>;
  #start = { x: 0, y: 0 };
  #target?: Element;
  #wasHeld = false;

  constructor(held: (target: Element, at: { readonly x: number; readonly y: number }) => void) {
    this.#held = held;
  }

  readonly onDown = (event: PointerEvent): void => {
    this.cancel();
    this.#wasHeld = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    this.#target = event.target as Element; // later the event names only the host
    this.#start = { x: event.clientX, y: event.clientY };
    this.#timer = setTimeout(() => {
      this.#wasHeld = true;
      this.#tell();
    }, HOLD);
  };

  readonly onMove = ({ clientX, clientY }: PointerEvent): void => {
    if (Math.hypot(clientX - this.#start.x, clientY - this.#start.y) > SLOP) this.cancel();
  };

  /** Lifting the finger dismisses every popover that was not open when it came down (HTML, “light dismiss”): it is told once more. */
  readonly onUp = (): void => {
    this.cancel();
    if (this.#wasHeld) setTimeout(() => { this.#tell(); });
  };

  readonly cancel = (): void => {
    clearTimeout(this.#timer);
  };

  #tell(): void {
    if (this.#target?.isConnected) this.#held(this.#target, this.#start);
  }

  /** Lifting the finger is not a press of what is under it. */
  readonly onClick = {
    capture: true,
    handleEvent: (event: Event): void => {
      if (!this.#wasHeld) return;
      this.#wasHeld = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
