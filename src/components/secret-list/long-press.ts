const HOLD = 500;
const SLOP = 10;

/** A finger held still for half a second: what a right click is to a mouse. iOS has no `contextmenu` event for it. */
export class LongPress {
  readonly #held: (event: PointerEvent) => void;
  #timer?: ReturnType<typeof setTimeout>;
  #start = { x: 0, y: 0 };

  constructor(held: (event: PointerEvent) => void) {
    this.#held = held;
  }

  readonly onDown = (event: PointerEvent): void => {
    this.cancel();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    this.#start = { x: event.clientX, y: event.clientY };
    this.#timer = setTimeout(() => { this.#held(event); }, HOLD);
  };

  readonly onMove = ({ clientX, clientY }: PointerEvent): void => {
    if (Math.hypot(clientX - this.#start.x, clientY - this.#start.y) > SLOP) this.cancel();
  };

  readonly cancel = (): void => {
    clearTimeout(this.#timer);
  };
}
