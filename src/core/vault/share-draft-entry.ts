import type { Principal, RecipientMatch, RecipientResolution } from '../model/principal.js';
import type { Problem } from '../model/problem.js';
import { isBlocking } from '../model/principal.js';
import { MOST_PASTED, splitEntries } from './pasted-entries.js';
import type { Decision, DraftLevel } from './share-draft-rows.js';
import { type DraftContext, type EntryProblem, aboutSecret } from './share-draft-store.js';

export type Choice = Pick<RecipientMatch, 'principal' | 'problem' | 'reason'>;

/** What keeps somebody from being put on the list. */
function problemOf({ store }: DraftContext, { principal, problem, reason }: Choice, entry: string): EntryProblem | undefined {
  const hasAccess = store.state.lists.some(({ access }) => access.some((line) => line.permission !== 'own' && line.principal.id === principal.id));
  if (hasAccess) return { problem: 'has-access', entry, principal };
  return isBlocking(problem) ? { problem: problem as Problem, entry, principal, reason } : undefined;
}

/** Puts somebody on the list; `false` where they can't be chosen, and the snapshot says why. */
export function addTo(context: DraftContext, decide: (decision: Decision) => void): (choice: Choice, level?: DraftLevel) => boolean {
  const { store } = context;
  return (choice, level = 'view') => {
    const entryProblem = problemOf(context, choice, store.state.query);
    if (entryProblem) {
      store.set({ entryProblem });
      return false;
    }
    const notice = choice.problem === 'look-alike' ? { problem: { problem: choice.problem } } : {};
    decide({ principal: choice.principal, level: store.state.decisions.get(choice.principal.id)?.level ?? level, ...notice });
    return true;
  };
}

/** The text in the box: what it finds, and whom it names when it is committed. */
export function queryOf(context: DraftContext, add: ReturnType<typeof addTo>) {
  const { vault, store } = context;
  let searching: AbortController | undefined;

  function clear(): void {
    searching?.abort();
    store.set({ query: '', searching: false, matches: [], matchesFor: '', entryProblem: undefined });
  }

  async function search(text: string, delayMs = 0): Promise<void> {
    searching?.abort();
    store.set({ query: text, entryProblem: undefined, searchFault: undefined });
    if (text.trim() === '') return store.set({ searching: false, matches: [], matchesFor: text });
    const { signal } = (searching = new AbortController());
    store.set({ searching: true });
    if (delayMs > 0) await new Promise((resolve) => { setTimeout(resolve, delayMs); });
    if (signal.aborted) return;
    try {
      const matches = await vault.recipients.search(text, { signal, limit: 8, ...aboutSecret(context) });
      if (!signal.aborted) store.set({ searching: false, matches, matchesFor: text });
    } catch (searchFault) {
      if (!signal.aborted) store.set({ searching: false, matches: [], matchesFor: text, searchFault });
    }
  }

  async function commit(level?: DraftLevel): Promise<boolean> {
    const entry = store.state.query.trim();
    if (entry === '') return true;
    let answer: RecipientResolution | undefined;
    try {
      [answer] = await vault.recipients.resolve([entry], aboutSecret(context));
    } catch (searchFault) {
      if (store.state.query.trim() === entry) store.set({ searching: false, matches: [], matchesFor: store.state.query, searchFault });
      return false;
    }
    if (store.state.query.trim() !== entry) return false;
    const { principal } = answer ?? {};
    if (principal && add({ principal, problem: answer?.problem, reason: answer?.reason }, level)) {
      clear();
      return true;
    }
    if (!principal) store.set({ entryProblem: { problem: answer?.problem ?? 'unknown', entry, candidates: answer?.candidates?.length } });
    return false;
  }

  return { clear, search, commit };
}

/** Adds everybody whom pasted text names; the rest stays as unmatched entries. */
export async function pasteInto(context: DraftContext, add: ReturnType<typeof addTo>, text: string): Promise<{ readonly added: readonly Principal[]; readonly missing: number }> {
  const { vault, store } = context;
  const entries = splitEntries(text);
  if (entries.length > MOST_PASTED) {
    store.set({ entryProblem: { problem: 'too-many', entry: '' } });
    return { added: [], missing: 0 };
  }
  let answers: readonly RecipientResolution[];
  try {
    answers = await vault.recipients.resolve(entries, aboutSecret(context));
  } catch (fault) {
    store.set({ fault });
    return { added: [], missing: 0 };
  }
  const chosen: Choice[] = [];
  const unmatched = answers.filter(({ principal, problem, reason, entry }) => {
    const choice = principal && { principal, problem, reason };
    if (!choice || problemOf(context, choice, entry)) return true;
    chosen.push(choice);
    return false;
  });
  for (const choice of chosen) add(choice);
  const known = new Set(store.state.unmatched.map(({ entry }) => entry));
  store.set({ unmatched: [...store.state.unmatched, ...unmatched.filter(({ entry }) => !known.has(entry))] });
  return { added: chosen.map(({ principal }) => principal), missing: unmatched.length };
}
