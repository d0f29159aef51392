import type { ReactiveControllerHost } from 'lit';

/** What becomes of an answer, and of what went wrong. */
interface Outcome<T> {
  take(answer: T): unknown;
  fail(fault: unknown): void;
}

/** One question at a time: the latest wins. Changes that come while it is under way are one more question after it. */
export class Questions {
  readonly #host: ReactiveControllerHost;
  readonly #again: () => unknown;
  #asking?: AbortController;
  #latest: Promise<void> = Promise.resolve();
  #stale = false;

  /** `again` asks the same once more. */
  constructor(host: ReactiveControllerHost, again: () => unknown) {
    this.#host = host;
    this.#again = again;
  }

  get open(): boolean {
    return this.#asking !== undefined;
  }

  /** Resolves when no question is open. */
  get settled(): Promise<void> {
    return this.#latest;
  }

  /** Resolves when this question, or the one that took its place, is answered. */
  ask<T>(question: (signal: AbortSignal) => Promise<T>, outcome: Outcome<T>): Promise<void> {
    this.#latest = this.#run(question, outcome);
    return this.#latest;
  }

  /** Something changed. Many changes at once are one question. */
  noteChange(): void {
    if (this.#stale) return;
    this.#stale = true;
    if (!this.open) queueMicrotask(() => { this.#catchUp(); });
  }

  /** Nobody waits for an answer any more. */
  stop(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#stale = false;
  }

  #catchUp(): void {
    if (!this.#stale || this.open) return;
    this.#stale = false;
    this.#again();
  }

  async #run<T>(question: (signal: AbortSignal) => Promise<T>, { take, fail }: Outcome<T>): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#host.requestUpdate();
    try {
      const answer = await question(asking.signal);
      if (this.#asking === asking) take(answer);
    } catch (fault) {
      if (this.#asking === asking) fail(fault);
    }
    if (this.#asking !== asking) return this.open ? this.#latest : undefined;
    this.#asking = undefined;
    this.#host.requestUpdate();
    this.#catchUp();
  }
}
