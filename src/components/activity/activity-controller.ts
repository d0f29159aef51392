import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ActivityEntry, ActivityQuery, Cursor, SecretId, User, UserId, Vault, VaultChange } from '../../core/for-components.js';

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

  readonly #host: ReactiveControllerHost;
  readonly #ask: Question;
  #next?: Cursor;
  #asking?: AbortController;
  #latest: Promise<void> = Promise.resolve();
  #stale = false;
  #told?: (fresh: number) => void;

  constructor(host: ReactiveControllerHost, ask: Question) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.entries) void this.#follow();
  }

  hostDisconnected(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#stale = false;
  }

  get loading(): boolean {
    return this.#asking !== undefined;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Resolves when no question is open. */
  get settled(): Promise<void> {
    return this.#latest;
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
    this.#stale = false;
  }

  /** Another question, or the same once more, from the newest entry on. */
  restart(): Promise<void> {
    return this.#go(START, 0);
  }

  more(): Promise<void> {
    const { entries: before = [] } = this;
    return this.#next === undefined ? this.#latest : this.#go({ at: this.#next, before, least: before.length + 1 }, 0);
  }

  /** Many changes at once are one question; those that come while one is under way are one more after it. */
  noteChange(change: VaultChange, secretId: SecretId | undefined): void {
    const concerns = TELLS.has(change.kind) && !(change.kind === 'secret' && secretId !== undefined && change.secretId !== secretId);
    if (!concerns || this.#stale) return;
    this.#stale = true;
    if (!this.loading) queueMicrotask(() => { this.#catchUp(); });
  }

  #catchUp(): void {
    if (!this.#stale || this.loading) return;
    this.#stale = false;
    void this.#follow();
  }

  /** Everything that is shown is asked for again: what one may see, and what it is called, may be different now. */
  #follow(): Promise<void> {
    const { entries = [] } = this;
    return this.#go({ before: [], least: this.hasMore ? entries.length : Infinity }, entries.length);
  }

  #go(reading: Reading, shown: number): Promise<void> {
    this.#latest = this.#load(reading, shown);
    return this.#latest;
  }

  async #load(reading: Reading, shown: number): Promise<void> {
    const { list, query } = this.#ask();
    this.#asking?.abort();
    this.#asking = undefined;
    if (!list) return;
    const asking = (this.#asking = new AbortController());
    this.#host.requestUpdate();
    try {
      const read = await readOn(list, query, reading, asking.signal);
      if (this.#asking === asking) this.#accept(read, shown);
    } catch (fault) {
      if (this.#asking === asking) this.fault = fault;
    }
    if (this.#asking === asking) this.#settle();
    else if (this.#asking) await this.#latest;
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

  #settle(): void {
    this.#asking = undefined;
    this.#host.requestUpdate();
    this.#catchUp();
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
