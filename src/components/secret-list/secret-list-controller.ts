import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Cursor, SecretPage, SecretQuery, VaultChange } from '../../core/for-components.js';
import { Questions } from '../shared/questions.js';
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

  readonly #ask: Question;
  #shown: Place = START;
  #wanted: Place = START;
  readonly #questions: Questions;
  #asked = false;

  constructor(host: ReactiveControllerHost, ask: Question) {
    this.#ask = ask;
    this.#questions = new Questions(host, () => this.refresh());
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#asked) void this.refresh();
  }

  hostDisconnected(): void {
    this.#questions.stop();
  }

  get loading(): boolean {
    return this.#questions.open;
  }

  /** Resolves when no question is open. */
  get settled(): Promise<void> {
    return this.#questions.settled;
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
    return this.page?.next ? this.#go({ at: this.page.next, before: this.before + this.page.items.length }) : this.settled;
  }

  previous(limit: number): Promise<void> {
    return this.page?.previous ? this.#go({ at: this.page.previous, before: Math.max(0, this.before - limit) }) : this.settled;
  }

  noteChange({ kind }: VaultChange): void {
    if (CHANGES_ROWS.has(kind)) this.#questions.noteChange();
  }

  async #go(place: Place): Promise<void> {
    this.#wanted = place;
    const { list, query } = this.#ask();
    if (!list) return this.#questions.stop();
    this.#asked = true;
    return this.#questions.ask((signal) => list({ ...query, ...(place.at && { at: place.at }) }, { signal }), {
      take: (page) => {
        if (page.items.length === 0 && place.at) void this.restart(); // its rows are gone
        else this.#accept(page, place);
      },
      fail: (fault) => { this.fault = fault; },
    });
  }

  #accept(page: SecretPage, place: Place): void {
    this.page = page;
    this.slots.seat(page.items.map(({ id }) => id));
    this.fault = undefined;
    this.#shown = page.previous ? place : START;
  }
}
