import type { Timers } from './timers.js';

/** How long a value stays on the screen before it hides by itself. */
export const SHOWN_SECONDS = 30;
/** From here on the person can still say “Keep showing”: 20 seconds, as WCAG 2.2.1 asks. */
export const WARNED_SECONDS = 20;

/** A value while it is on the screen: hides after its time, or as soon as the page is out of sight. */
export class ShownValue {
  readonly version: number;
  readonly text: string;
  secondsLeft = SHOWN_SECONDS;
  readonly #timers: Timers;
  readonly #changed: (ended: boolean) => void;
  readonly #stops: (() => void)[] = [];
  #until: number;

  constructor(value: { readonly clientSecret: string; readonly version: number }, timers: Timers, changed: (ended: boolean) => void) {
    this.text = value.clientSecret;
    this.version = value.version;
    this.#timers = timers;
    this.#changed = changed;
    this.#until = timers.now() + SHOWN_SECONDS * 1_000;
    this.#stops.push(timers.every(1_000, () => { this.#tick(); }), this.#watchSight());
  }

  /** Starts the time again. */
  keep(): void {
    this.#until = this.#timers.now() + SHOWN_SECONDS * 1_000;
    this.#tick();
  }

  end(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #tick(): void {
    this.secondsLeft = Math.max(0, Math.ceil((this.#until - this.#timers.now()) / 1_000));
    this.#changed(this.secondsLeft === 0);
  }

  #watchSight(): () => void {
    const left = (): void => { this.#changed(true); };
    const hidden = (): void => { if (document.hidden) left(); };
    addEventListener('blur', left);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      removeEventListener('blur', left);
      document.removeEventListener('visibilitychange', hidden);
    };
  }
}
