import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ActivityEntry, ActivityQuery, Cursor, SecretId, User, UserId, Vault, VaultChange } from '../../core/for-components.js';
import { Questions } from '../shared/questions.js';

/** Answers a page of the activity. */
export type ActivitySource = Vault['activity']['list'];
/** What to ask now, and whom: nobody while there is no vault. */
type Question = () => { readonly list: ActivitySource | undefined; readonly query: ActivityQuery };

const AT_ONCE = 50;
const MOST_AT_ONCE = 200;
const TELLS: ReadonlySet<VaultChange['kind']> = new Set(['secret', 'group', 'reset']);

/** Where to begin, what stands before that already, and how many entries are wanted at least. */
interface Reading {
  readonly at?: Cursor;
  readonly before: readonly ActivityEntry[];
  readonly least: number;
}

const START: Reading = { before: [], least: 1 };

/** Holds the entries that are shown: the latest question wins, old entries stay until the new ones are there, changes of the vault are followed. */
export class ActivityController implements ReactiveController {
  /** Newest first. */
  entries?: readonly ActivityEntry[];
  /** What went wrong with the last question. The entries are still those of the last answer. */
  fault?: unknown;
  /** How many came in above the others with the last change. */
  fresh = 0;
  /** Who did something that was listed since the list is of these secrets. */
  readonly people = new Map<UserId, User>();

  readonly #ask: Question;
  #next?: Cursor;
  readonly #questions: Questions;
  #told?: (fresh: number) => void;

  constructor(host: ReactiveControllerHost, ask: Question) {
    this.#ask = ask;
    this.#questions = new Questions(host, () => this.#follow());
    host.addController(this);
  }

  hostConnected(): void {
    if (this.entries) void this.#follow();
  }

  hostDisconnected(): void {
    this.#questions.stop();
  }

  get loading(): boolean {
    return this.#questions.open;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Resolves when no question is open. */
  get settled(): Promise<void> {
    return this.#questions.settled;
  }

  /** Calls `told` whenever entries came in by themselves. */
  onFresh(told: (fresh: number) => void): void {
    this.#told = told;
  }

  /** Another vault, or other secrets: nothing of the old ones may stay. */
  clear(): void {
    this.entries = this.fault = this.#next = undefined;
    this.fresh = 0;
    this.people.clear();
  }

  /** Another question, or the same once more, from the newest entry on. */
  restart(): Promise<void> {
    return this.#go(START, 0);
  }

  more(): Promise<void> {
    const { entries: before = [] } = this;
    return this.#next === undefined ? this.settled : this.#go({ at: this.#next, before, least: before.length + 1 }, 0);
  }

  noteChange(change: VaultChange, secretId: SecretId | undefined): void {
    const concerns = TELLS.has(change.kind) && !(change.kind === 'secret' && secretId !== undefined && change.secretId !== secretId);
    if (concerns) this.#questions.noteChange();
  }

  /** Everything that is shown is asked for again: what one may see, and what it is called, may be different now. */
  #follow(): Promise<void> {
    const { entries = [] } = this;
    return this.#go({ before: [], least: this.hasMore ? entries.length : Infinity }, entries.length);
  }

  async #go(reading: Reading, shown: number): Promise<void> {
    const { list, query } = this.#ask();
    if (!list) return this.#questions.stop();
    return this.#questions.ask((signal) => readOn(list, query, reading, signal), {
      take: (read) => { this.#accept(read, shown); },
      fail: (fault) => { this.fault = fault; },
    });
  }

  #accept({ entries, next }: Read, shown: number): void {
    const newest = shown > 0 ? this.entries?.[0]?.at : undefined;
    this.fresh = newest ? entries.filter(({ at }) => at > newest).length : 0;
    this.entries = entries;
    this.#next = next;
    this.fault = undefined;
    for (const { actor } of entries) this.people.set(actor.id, actor);
    if (this.fresh > 0) this.#told?.(this.fresh);
  }
}

interface Read { readonly entries: readonly ActivityEntry[]; readonly next: Cursor | undefined }

/** A page may be empty and lead on: it is asked until enough is there, or there is no more. */
async function readOn(list: ActivitySource, query: ActivityQuery, { at, before, least }: Reading, signal: AbortSignal): Promise<Read> {
  const entries = [...before];
  let next = at;
  do {
    const limit = Math.min(MOST_AT_ONCE, Math.max(AT_ONCE, least - entries.length));
    const page = await list({ ...query, limit, ...(next !== undefined && { at: next }) }, { signal });
    entries.push(...page.entries);
    next = page.next;
  } while (entries.length < least && next !== undefined);
  return { entries, next };
}
