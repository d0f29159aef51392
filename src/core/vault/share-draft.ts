import type { PrincipalId, SecretId } from '../model/ids.js';
import { type Principal, type Problem, type RecipientMatch, type RecipientResolution, type User, isBlocking } from '../model/principal.js';
import type { Refusal } from '../model/refusal.js';
import type { SecretSummary } from '../model/secret.js';
import type { ShareChange, ShareOutcome, SharePlan } from '../model/sharing.js';
import type { Vault } from './open-vault.js';
import { MOST_PASTED, splitEntries } from './pasted-entries.js';
import { type AccessOfSecret, type Decision, type DraftLevel, type DraftRow, addedRows, changedBetween, changesOf, endFor, existingRows, ownersOf } from './share-draft-rows.js';

/** What is the matter with the text in the box. */
export interface EntryProblem {
  readonly problem: Problem | 'nobody' | 'too-many';
  readonly entry: string;
  readonly principal?: Principal;
  readonly candidates?: number;
  readonly reason?: string;
}

/** The share window without a window: everything there is to show, made anew at each change. */
export interface ShareSnapshot {
  /** `refused`: these secrets can't be read by this person, now or at all. */
  readonly status: 'loading' | 'ready' | 'saving' | 'refused';
  readonly secrets: readonly SecretSummary[];
  readonly owners: readonly User[];
  /** Whether this person may change who has access. */
  readonly mayShare: boolean;
  readonly query: string;
  readonly searching: boolean;
  /** Found for `matchesFor`, which is `query` once the search is done; until then those of the text before stay. */
  readonly matches: readonly RecipientMatch[];
  readonly matchesFor: string;
  readonly searchFault?: unknown;
  readonly suggested: readonly RecipientMatch[];
  readonly entryProblem?: EntryProblem;
  /** Pasted entries that named nobody, or nobody who can be chosen. */
  readonly unmatched: readonly RecipientResolution[];
  readonly added: readonly DraftRow[];
  readonly existing: readonly DraftRow[];
  readonly changes: readonly ShareChange[];
  /** Who gains and loses by `changes`; for one secret, and once it is worked out. */
  readonly plan?: SharePlan;
  /** Whether there is anything that closing would lose. */
  readonly dirty: boolean;
  /** Somebody else changed access: what they did is shown, what was decided here still stands. */
  readonly conflict: boolean;
  readonly refusal?: Refusal;
  readonly fault?: unknown;
  /** Of several secrets, those that could not be shared. */
  readonly failures: readonly { readonly secretId: SecretId; readonly refusal: Refusal }[];
}

export interface ShareDraft {
  getSnapshot(): ShareSnapshot;
  subscribe(listener: () => void): () => void;
  /** Reads secrets, access and suggestions anew. What was decided stays. */
  refresh(): Promise<void>;
  /** The text in the box: searches after `delayMs` (default 0); the newest text wins. */
  setQuery(text: string, delayMs?: number): Promise<void>;
  /** Puts somebody on the list, with `view` if not told otherwise. `false` where they can't be chosen; the problem is in the snapshot. */
  add(match: Pick<RecipientMatch, 'principal' | 'problem' | 'reason'>, level?: DraftLevel): boolean;
  /** Adds whom the text in the box names exactly; else says what is the matter. An empty box is no problem. */
  commitQuery(level?: DraftLevel): Promise<boolean>;
  /** Says that nobody matches the text in the box. */
  flagUnknown(): void;
  /** Adds everybody whom pasted text names. */
  paste(text: string): Promise<{ readonly added: readonly Principal[]; readonly missing: number }>;
  dropUnmatched(entry?: string): void;
  setLevel(id: PrincipalId, level: DraftLevel): void;
  /** Takes a new row off; marks one that has access as losing it. */
  remove(id: PrincipalId): void;
  /** Brings the row back that was removed last. */
  undoRemove(): DraftRow | undefined;
  /** Forgets everything that was decided here. */
  discard(): void;
  /** Sends the changes. Resolves with the outcomes once they are stored and read again; `undefined` where something is in the way, which the snapshot says. */
  submit(): Promise<readonly ShareOutcome[] | undefined>;
}

type State = Omit<ShareSnapshot, 'owners' | 'mayShare' | 'added' | 'existing' | 'changes' | 'dirty'> & {
  readonly lists: readonly AccessOfSecret[];
  readonly decisions: ReadonlyMap<PrincipalId, Decision>;
  readonly changed: ReadonlySet<PrincipalId>;
  readonly accessRevision?: number;
};

const EMPTY: State = {
  status: 'loading', secrets: [], query: '', searching: false, matches: [], matchesFor: '', suggested: [], unmatched: [], conflict: false, failures: [],
  lists: [], decisions: new Map(), changed: new Set(),
};

function snapshotOf(state: State, vault: Vault): ShareSnapshot {
  const { lists, decisions, changed, accessRevision: _accessRevision, ...shown } = state;
  const existing = existingRows(lists, decisions, changed);
  const added = addedRows(existing, decisions, endFor(vault.policy, new Date()));
  const changes = changesOf([...added, ...existing], decisions);
  return {
    ...shown, existing, added, changes, owners: ownersOf(lists), mayShare: state.secrets.length > 0 && state.secrets.every((secret) => secret.may.share),
    dirty: changes.length > 0 || added.length > 0 || state.query.trim() !== '' || state.unmatched.length > 0,
  };
}

/** The headless share window for one or several secrets. It begins to load at once; `getSnapshot` is cheap and stable between changes. */
export function createShareDraft(vault: Vault, secretIds: readonly SecretId[]): ShareDraft {
  let state: State = EMPTY;
  let snapshot: ShareSnapshot | undefined;
  let removed: Decision | undefined;
  let searching: AbortController | undefined;
  let planning: AbortController | undefined;
  const listeners = new Set<() => void>();
  const only = secretIds.length === 1 ? secretIds[0] : undefined;

  const getSnapshot = (): ShareSnapshot => (snapshot ??= snapshotOf(state, vault));
  function set(change: Partial<State>): void {
    state = { ...state, ...change };
    snapshot = undefined;
    for (const listener of [...listeners]) listener();
  }

  function decide(decision: Decision): void {
    set({ decisions: new Map([...state.decisions, [decision.principal.id, decision]]), refusal: undefined, entryProblem: undefined });
    void replan();
  }

  /** Works out who gains and loses; the newest changes win. */
  async function replan(): Promise<void> {
    planning?.abort();
    const { changes } = getSnapshot();
    if (only === undefined || changes.length === 0) return set({ plan: undefined });
    const { signal } = (planning = new AbortController());
    const plan = await vault.sharing.plan(only, changes, { signal }).catch(() => undefined);
    if (!signal.aborted) set({ plan: plan?.ok ? plan.value : undefined });
  }

  async function read(): Promise<Pick<State, 'secrets' | 'lists' | 'accessRevision'> | { refusal: Refusal }> {
    const secrets: SecretSummary[] = [];
    const lists: AccessOfSecret[] = [];
    for (const secretId of secretIds) {
      // The summary first: an access list that is newer than its revision can only ask once too often.
      const [summary] = (await vault.secrets.list({ filter: { id: secretId, status: 'all' }, limit: 1 })).items;
      const access = await vault.sharing.access(secretId);
      if (!access.ok) return { refusal: access.refusal };
      if (!summary) return { refusal: { code: 'access/not-found' } };
      secrets.push(summary);
      lists.push({ secretId, access: access.value });
    }
    return { secrets, lists, accessRevision: only === undefined ? undefined : secrets[0]?.accessRevision };
  }

  async function refresh(): Promise<void> {
    try {
      const [now, suggested] = await Promise.all([read(), vault.recipients.suggest({ limit: 5, ...(only !== undefined && { secretId: only }) })]);
      if ('refusal' in now) return set({ status: 'refused', refusal: now.refusal });
      set({ ...now, suggested, status: 'ready', refusal: undefined, fault: undefined });
      await replan();
    } catch (fault) {
      set({ status: state.lists.length > 0 ? 'ready' : 'refused', fault });
    }
  }

  async function setQuery(text: string, delayMs = 0): Promise<void> {
    searching?.abort();
    set({ query: text, entryProblem: undefined, searchFault: undefined });
    if (text.trim() === '') return set({ searching: false, matches: [], matchesFor: text });
    const { signal } = (searching = new AbortController());
    set({ searching: true });
    if (delayMs > 0) await new Promise((resolve) => { setTimeout(resolve, delayMs); });
    if (signal.aborted) return;
    try {
      const matches = await vault.recipients.search(text, { signal, limit: 8, ...(only !== undefined && { secretId: only }) });
      if (!signal.aborted) set({ searching: false, matches, matchesFor: text });
    } catch (searchFault) {
      if (!signal.aborted) set({ searching: false, matches: [], matchesFor: text, searchFault });
    }
  }

  const clearQuery = (): void => {
    searching?.abort();
    set({ query: '', searching: false, matches: [], matchesFor: '', entryProblem: undefined });
  };

  function problemOf({ principal, problem, reason }: Pick<RecipientMatch, 'principal' | 'problem' | 'reason'>, entry: string): EntryProblem | undefined {
    if (state.lists.some(({ access }) => access.some((line) => line.permission !== 'own' && line.principal.id === principal.id))) return { problem: 'has-access', entry, principal };
    return isBlocking(problem) ? { problem: problem as Problem, entry, principal, reason } : undefined;
  }

  function add(match: Pick<RecipientMatch, 'principal' | 'problem' | 'reason'>, level: DraftLevel = 'view'): boolean {
    const entryProblem = problemOf(match, state.query);
    if (entryProblem) {
      set({ entryProblem });
      return false;
    }
    const notice = match.problem === 'look-alike' ? { problem: { problem: match.problem } } : {};
    decide({ principal: match.principal, level: state.decisions.get(match.principal.id)?.level ?? level, ...notice });
    return true;
  }

  async function commitQuery(level?: DraftLevel): Promise<boolean> {
    const entry = state.query.trim();
    if (entry === '') return true;
    const [answer] = await vault.recipients.resolve([entry], { ...(only !== undefined && { secretId: only }) });
    if (state.query.trim() !== entry) return false;
    if (answer?.principal && add({ principal: answer.principal, problem: answer.problem, reason: answer.reason }, level)) {
      clearQuery();
      return true;
    }
    if (!answer?.principal) set({ entryProblem: { problem: answer?.problem ?? 'unknown', entry, candidates: answer?.candidates?.length } });
    return false;
  }

  async function paste(text: string): Promise<{ added: Principal[]; missing: number }> {
    const entries = splitEntries(text);
    if (entries.length > MOST_PASTED) {
      set({ entryProblem: { problem: 'too-many', entry: '' } });
      return { added: [], missing: 0 };
    }
    const answers = await vault.recipients.resolve(entries, { ...(only !== undefined && { secretId: only }) });
    const chosen = answers.flatMap(({ principal, problem, reason, entry }) => (principal && !problemOf({ principal, problem, reason }, entry) ? [{ principal, problem, reason }] : []));
    const unmatched = answers.filter(({ principal, problem, reason, entry }) => !principal || problemOf({ principal, problem, reason }, entry));
    for (const match of chosen) add(match);
    set({ unmatched: [...state.unmatched, ...unmatched.filter(({ entry }) => state.unmatched.every((other) => other.entry !== entry))] });
    return { added: chosen.map(({ principal }) => principal), missing: unmatched.length };
  }

  const rowOf = (id: PrincipalId): DraftRow | undefined => [...getSnapshot().added, ...getSnapshot().existing].find((row) => row.principal.id === id);

  function remove(id: PrincipalId): void {
    const row = rowOf(id);
    if (!row) return;
    removed = { principal: row.principal, level: row.level };
    if (row.held) return decide({ principal: row.principal, level: 'none' });
    set({ decisions: new Map([...state.decisions].filter(([other]) => other !== id)), refusal: undefined });
    void replan();
  }

  function undoRemove(): DraftRow | undefined {
    if (!removed) return undefined;
    const back = removed;
    removed = undefined;
    decide(back);
    return rowOf(back.principal.id);
  }

  const discard = (): void => {
    removed = undefined;
    clearQuery();
    set({ decisions: new Map(), unmatched: [], conflict: false, changed: new Set(), refusal: undefined, fault: undefined, failures: [], plan: undefined });
  };

  /** Puts each problem of a refused share at its row. */
  function noteProblems(refusal: Extract<Refusal, { code: 'share/problem' }>): void {
    const problems = new Map(refusal.problems.map((found) => [found.principal, found]));
    set({ refusal, decisions: new Map([...state.decisions].map(([id, decision]) => [id, { ...decision, problem: problems.get(id) }])) });
  }

  async function refused(refusal: Refusal): Promise<void> {
    if (refusal.code === 'share/problem') return noteProblems(refusal);
    set({ refusal });
    if (refusal.code !== 'share/changed-meanwhile') return;
    const before = state.lists;
    await refresh();
    set({ conflict: true, changed: changedBetween(before, state.lists), refusal: undefined });
  }

  async function send(changes: readonly ShareChange[]): Promise<readonly ShareOutcome[] | undefined> {
    if (only === undefined) return sendMany(changes);
    const at = state.accessRevision === undefined ? undefined : { accessRevision: state.accessRevision };
    const shared = await vault.sharing.share(only, changes, at);
    if (shared.ok) return [shared.value];
    await refused(shared.refusal);
    return undefined;
  }

  async function sendMany(changes: readonly ShareChange[]): Promise<readonly ShareOutcome[] | undefined> {
    const waiting = state.failures.length > 0 ? state.failures.map(({ secretId }) => secretId) : secretIds;
    const results = await vault.sharing.shareMany(waiting, changes);
    const failures = results.flatMap((result) => (result.ok ? [] : [{ secretId: result.secretId, refusal: result.refusal }]));
    set({ failures });
    return failures.length > 0 ? undefined : results.flatMap((result) => (result.ok ? [result.value] : []));
  }

  async function submit(): Promise<readonly ShareOutcome[] | undefined> {
    if (state.status === 'saving' || !(await commitQuery())) return undefined;
    const { changes } = getSnapshot();
    if (changes.length === 0) {
      set({ entryProblem: { problem: 'nobody', entry: '' } });
      return undefined;
    }
    set({ status: 'saving', refusal: undefined, fault: undefined, conflict: false, changed: new Set() });
    try {
      const outcomes = await send(changes);
      if (outcomes) discard();
      return outcomes;
    } catch (fault) {
      set({ fault });
      return undefined;
    } finally {
      set({ status: 'ready' });
    }
  }

  void refresh();
  return Object.freeze<ShareDraft>({
    getSnapshot, refresh, setQuery, add, commitQuery, paste, remove, undoRemove, discard, submit,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    flagUnknown: () => set({ entryProblem: { problem: 'unknown', entry: state.query.trim() } }),
    dropUnmatched: (entry) => set({ unmatched: entry === undefined ? [] : state.unmatched.filter((other) => other.entry !== entry) }),
    setLevel(id, level) {
      const row = rowOf(id);
      if (row) decide({ principal: row.principal, level });
    },
  });
}
