import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Cursor, SecretPage, SecretQuery, VaultChange } from '../../core/for-components.js';
import { RowSlots } from './row-slots.js';

/** Answers one page. */
export type ListSecrets = (query: SecretQuery, options: { readonly signal: AbortSignal }) => Promise<SecretPage>;

/** What to ask now, and whom: nobody while there is no vault. */
type Question = () => { readonly list: ListSecrets | undefined; readonly query: SecretQuery };

/** Where a page stands: its cursor and how many rows come before it. */
interface Place {
  readonly at?: Cursor;
  readonly before: number;
}

const START: Place = { before: 0 };
const CHANGES_ROWS: ReadonlySet<VaultChange['kind']> = new Set(['secret', 'group', 'reset', 'keys']);

/** Holds the page that the list shows: the latest question wins, old rows stay until the new ones are there, changes of the vault are followed. */
export class SecretListController implements ReactiveController {
  page?: SecretPage;
  /** What went wrong with the last question. The rows are still those of the last answer. */
  fault?: unknown;
  readonly slots = new RowSlots();

  readonly #host: ReactiveControllerHost;
  readonly #ask: Question;
  #shown: Place = START;
  #wanted: Place = START;
  #asking?: AbortController;
  #latest: Promise<void> = Promise.resolve();
  #stale = false;
  #asked = false;

  constructor(host: ReactiveControllerHost, ask: Question) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#asked) void this.refresh();
  }

  hostDisconnected(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#stale = false;
  }

  get loading(): boolean {
    return this.#asking !== undefined;
  }

  /** Resolves when no question is open. */
  get settled(): Promise<void> {
    return this.#latest;
  }

  /** How many rows come before the page. */
  get before(): number {
    return this.#shown.before;
  }

  /** Another vault, or none: nothing of the old one may stay. */
  clear(): void {
    this.page = undefined;
    this.fault = undefined;
    this.#shown = START;
    this.#stale = false;
  }

  /** Another question: from its first page. */
  restart(): Promise<void> {
    return this.#go(START);
  }

  /** The same place again. */
  refresh(): Promise<void> {
    return this.#go(this.#wanted);
  }

  next(): Promise<void> {
    return this.page?.next ? this.#go({ at: this.page.next, before: this.before + this.page.items.length }) : this.#latest;
  }

  previous(limit: number): Promise<void> {
    return this.page?.previous ? this.#go({ at: this.page.previous, before: Math.max(0, this.before - limit) }) : this.#latest;
  }

  /** Many changes at once are one question; those that come while one is under way are one more after it. */
  noteChange(change: VaultChange): void {
    if (!CHANGES_ROWS.has(change.kind) || this.#stale) return;
    this.#stale = true;
    if (!this.loading) queueMicrotask(() => { this.#catchUp(); });
  }

  #catchUp(): void {
    if (!this.#stale || this.loading) return;
    this.#stale = false;
    void this.refresh();
  }

  #go(place: Place): Promise<void> {
    this.#wanted = place;
    this.#latest = this.#load(place);
    return this.#latest;
  }

  async #load(place: Place): Promise<void> {
    const { list, query } = this.#ask();
    this.#asking?.abort();
    this.#asking = undefined;
    if (!list) return;
    this.#asked = true;
    const asking = (this.#asking = new AbortController());
    this.#host.requestUpdate();
    try {
      const page = await list({ ...query, ...(place.at && { at: place.at }) }, { signal: asking.signal });
      if (this.#asking === asking && page.items.length === 0 && place.at) return await this.restart(); // its rows are gone
      if (this.#asking === asking) this.#accept(page, place);
    } catch (fault) {
      if (this.#asking === asking) this.fault = fault;
    }
    if (this.#asking === asking) this.#settle();
    else if (this.#asking) await this.#latest;
  }

  #accept(page: SecretPage, place: Place): void {
    this.page = page;
    this.slots.seat(page.items.map(({ id }) => id));
    this.fault = undefined;
    this.#shown = page.previous ? place : START;
  }

  #settle(): void {
    this.#asking = undefined;
    this.#host.requestUpdate();
    this.#catchUp();
  }
}
