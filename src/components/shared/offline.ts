import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether the browser says that it is offline. */
export class Offline implements ReactiveController {
  now = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.now = !navigator.onLine;
    window.addEventListener('offline', this.#note);
    window.addEventListener('online', this.#note);
  }

  hostDisconnected(): void {
    window.removeEventListener('offline', this.#note);
    window.removeEventListener('online', this.#note);
  }

  readonly #note = (event: Event): void => {
    this.now = event.type === 'offline';
    this.#host.requestUpdate();
  };
}
