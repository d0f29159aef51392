import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Group, type RecipientMatch, type RecipientResolution, type User, type UserId, type Vault, splitEntries } from '../../core/for-components.js';
import { Timers } from '../shared/timers.js';
import type { Member } from './member-list.js';

/** So many hits are shown, and at most so many entries are taken from a paste (components.md 1.1). */
const MOST_HITS = 50;
const MOST_PASTED = 200;
/** Red comes by itself only where nobody matches two letters or more and the person has paused so long (components.md 0.4). */
const SETTLE_MS = 600;
const SETTLE_LETTERS = 2;
const SPINNER_MS = 150;
const COUNT_MS = 500;

/** Why a text, or somebody found, can't be put on the list. */
export type EntryProblem =
  | { readonly kind: 'unknown' | 'too-many'; readonly entry: string }
  | { readonly kind: 'ambiguous'; readonly entry: string; readonly candidates: number }
  | { readonly kind: 'group'; readonly entry: string; readonly group: Group }
  | { readonly kind: 'suspended' | 'invited' | 'already'; readonly entry: string; readonly user: User };

/** The list that people are put on. */
export interface PeopleList {
  readonly vault: Vault | undefined;
  /** Whether somebody is on the list already, to stay or to join. */
  holds(id: UserId): boolean;
  addPeople(people: readonly Member[]): void;
  sayHits(count: number): void;
  sayPasted(added: number, missing: number): void;
  sayProblem(problem: EntryProblem): void;
}

type Judged = { readonly member: Member } | { readonly problem: EntryProblem };

/** Whom one may put on the list: people who can sign in. What one's own account or a look-alike is called a problem elsewhere is none here. */
function judge(entry: string, found: Pick<RecipientMatch, 'principal' | 'problem' | 'firstTime' | 'outside' | 'oddLetters'>, list: PeopleList): Judged {
  const { principal, problem, firstTime, outside, oddLetters } = found;
  if (principal.kind === 'group') return { problem: { kind: 'group', entry, group: principal } };
  if (list.holds(principal.id)) return { problem: { kind: 'already', entry, user: principal } };
  if (problem === 'suspended' || problem === 'invited') return { problem: { kind: problem, entry, user: principal } };
  return { member: { user: principal, marks: { firstTime, outside, oddLetters }, lookAlike: problem === 'look-alike' } };
}

function judgeEntry(answer: RecipientResolution, list: PeopleList): Judged {
  const { entry, principal, candidates } = answer;
  if (principal) return judge(entry, { ...answer, principal }, list);
  return { problem: candidates ? { kind: 'ambiguous', entry, candidates: candidates.length } : { kind: 'unknown', entry } };
}

/** What is typed and pasted into the box for people, and whom it finds. */
export class PeopleSearch implements ReactiveController {
  query = '';
  matches: readonly RecipientMatch[] = [];
  searching = false;
  failed = false;
  problem?: EntryProblem;
  /** Entries of a paste that could not be put on the list. */
  unmatched: readonly string[] = [];
  /** How many entries the last paste had. */
  pasted = 0;

  readonly #host: ReactiveControllerHost;
  readonly #list: PeopleList;
  readonly #timers = new Timers();
  #spins = false;
  #foundFor = '';
  #asking?: AbortController;
  #settled: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost, list: PeopleList) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  hostUpdated(): void {
    const { text, searching, matches } = this;
    if (!searching) this.#spins = false;
    this.#timers.while('spin', searching, SPINNER_MS, () => { this.#spins = true; this.#host.requestUpdate(); });
    const found = this.isCurrent && text !== '' && !this.failed && !this.problem;
    this.#timers.while(`count ${text}`, found && matches.length > 0, COUNT_MS, () => { this.#list.sayHits(matches.length); });
    this.#timers.while(`settle ${text}`, found && matches.length === 0 && text.length >= SETTLE_LETTERS, SETTLE_MS, () => { this.tell({ kind: 'unknown', entry: text }); });
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** What is typed, without spaces around. */
  get text(): string {
    return this.query.trim();
  }

  /** Whether the search has taken long enough to show it. */
  get spins(): boolean {
    return this.#spins && this.searching;
  }

  /** Whether the hits are those of what is typed now. */
  get isCurrent(): boolean {
    return !this.searching && this.#foundFor === this.text;
  }

  /** Resolves when no search is under way. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  reset(): void {
    this.#asking?.abort();
    this.#timers.clear();
    this.#foundFor = '';
    Object.assign(this, { query: '', matches: [], searching: false, failed: false, problem: undefined, unmatched: [], pasted: 0 });
  }

  tell(problem: EntryProblem): void {
    this.problem = problem;
    this.#list.sayProblem(problem);
    this.#host.requestUpdate();
  }

  /** Each letter asks anew; old hits stay until the new ones are there. */
  type(text: string): void {
    this.query = text;
    this.problem = undefined;
    this.retry();
  }

  retry(): void {
    this.#asking?.abort();
    this.failed = false;
    this.searching = this.text !== '';
    if (this.searching) this.#settled = this.#search(this.text, (this.#asking = new AbortController()).signal);
    else {
      this.matches = [];
      this.#foundFor = '';
    }
    this.#host.requestUpdate();
  }

  async #search(text: string, signal: AbortSignal): Promise<void> {
    const found = await this.#list.vault?.recipients.search(text, { signal, limit: MOST_HITS }).catch(() => undefined); // the list says that it failed
    if (signal.aborted) return;
    this.failed = found === undefined;
    this.matches = found ?? [];
    this.#foundFor = text;
    this.searching = false;
    this.#host.requestUpdate();
  }

  judge(match: RecipientMatch): Judged {
    return judge(this.text, match, this.#list);
  }

  /** Puts these on the list. */
  choose(matches: readonly RecipientMatch[], keepsText = false): void {
    const judged = matches.map((match) => this.judge(match));
    const people = judged.flatMap((one) => ('member' in one ? [one.member] : []));
    if (people.length > 0) this.#list.addPeople(people);
    const [first] = judged;
    if (first && 'problem' in first) this.tell(first.problem);
    else if (!keepsText) this.type('');
  }

  /** Adds whom the text names exactly, else says what is the matter. `true` where nothing is left in the box. */
  async commit(): Promise<boolean> {
    const { text } = this;
    if (text === '') return true;
    const [answer] = await this.#resolve([text]) ?? [];
    if (this.text !== text) return this.text === '';
    if (!answer) return false;
    const judged = judgeEntry(answer, this.#list);
    if ('problem' in judged) this.tell(judged.problem);
    else {
      this.#list.addPeople([judged.member]);
      this.type('');
    }
    return 'member' in judged;
  }

  async #resolve(entries: readonly string[]): Promise<readonly RecipientResolution[] | undefined> {
    try {
      return await this.#list.vault?.recipients.resolve(entries);
    } catch {
      this.failed = true; // the list says so, with a way to try again
      this.#host.requestUpdate();
      return undefined;
    }
  }

  /** Several entries at once; one is typed as any text is, and `false` says so. */
  paste(text: string): boolean {
    const entries = splitEntries(text);
    if (entries.length < 2) return false;
    if (entries.length > MOST_PASTED) this.tell({ kind: 'too-many', entry: '' });
    else void this.#paste(entries);
    return true;
  }

  async #paste(entries: readonly string[]): Promise<void> {
    const answers = await this.#resolve(entries);
    if (!answers) return;
    const judged = answers.map((answer) => judgeEntry(answer, this.#list));
    const people = judged.flatMap((one) => ('member' in one ? [one.member] : []));
    const problems = judged.flatMap((one) => ('problem' in one && one.problem.kind !== 'already' ? [one.problem.entry] : []));
    if (people.length > 0) this.#list.addPeople(people);
    this.unmatched = [...new Set([...this.unmatched, ...problems])];
    this.pasted = entries.length;
    this.#list.sayPasted(people.length, problems.length);
    this.#host.requestUpdate();
  }

  /** Takes an entry that could not be added away; without one, all of them. */
  drop(entry?: string): void {
    this.unmatched = entry === undefined ? [] : this.unmatched.filter((other) => other !== entry);
    this.#host.requestUpdate();
  }
}
