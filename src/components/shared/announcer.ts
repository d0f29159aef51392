import type { ReactiveController, ReactiveControllerHost } from 'lit';

const ZERO_WIDTH_SPACE = '\u200B';

/** What the window's `role="status"` says. The same text twice differs by an invisible letter, so that it is spoken again. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.clear();
  }

  clear(): void {
    this.text = '';
  }

  say(text: string): void {
    this.text = text === this.text ? text + ZERO_WIDTH_SPACE : text;
    this.#host.requestUpdate();
  }
}
