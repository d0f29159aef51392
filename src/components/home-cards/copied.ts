import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SecretId } from '../../core/for-components.js';

/** How long a button shows that it has copied, in milliseconds. */
const SHOWN = 2_000;

/** Which secret was copied just now. */
export class Copied implements ReactiveController {
  id?: SecretId;
  readonly #host: ReactiveControllerHost;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#set(undefined);
  }

  note(id: SecretId): void {
    this.#set(id);
    this.#timer = setTimeout(() => { this.#set(undefined); }, SHOWN);
  }

  #set(id: SecretId | undefined): void {
    clearTimeout(this.#timer);
    this.id = id;
    this.#host.requestUpdate();
  }
}
