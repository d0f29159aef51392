import type { Principal, RecipientMarks, RecipientMatch, RecipientResolution } from '../model/principal.js';
import { type Problem, isBlocking } from '../model/problem.js';
import { MOST_PASTED, splitEntries } from './pasted-entries.js';
import { type Decision, type DraftLevel, noticeOf } from './share-draft-rows.js';
import { type DraftContext, type EntryProblem, aboutSecret } from './share-draft-store.js';

export type Choice = Pick<RecipientMatch, 'principal' | 'problem' | 'reason' | keyof RecipientMarks>;
/** Asked before somebody is put on the list; `false` keeps them off it. */
export type Admit = (principal: Principal, level: DraftLevel) => boolean;
type Add = (choice: Choice, level?: DraftLevel, admit?: Admit) => boolean;

/** What keeps somebody from being put on the list. */
function problemOf({ store }: DraftContext, { principal, problem, reason }: Choice, entry: string): EntryProblem | undefined {
  const hasAccess = store.state.lists.some(({ access }) => access.some((line) => line.permission !== 'own' && line.principal.id === principal.id));
  // Until the lists are read, the search knows it alone: adding them would quietly lower what they hold.
  if (hasAccess || problem === 'has-access') return { problem: 'has-access', entry, principal };
  return isBlocking(problem) ? { problem: problem as Problem, entry, principal, reason } : undefined;
}

const marksOf = ({ firstTime, outside, oddLetters }: RecipientMarks): RecipientMarks | undefined =>
  firstTime || outside || oddLetters ? { firstTime, outside, oddLetters } : undefined;

/** Puts somebody on the list; `false` where they can't be chosen, and the snapshot says why. */
export function addTo(context: DraftContext, decide: (decision: Decision) => void): Add {
  const { store } = context;
  return (choice, level = 'view', admit = () => true) => {
    const entryProblem = problemOf(context, choice, store.state.query);
    if (entryProblem) {
      store.set({ entryProblem });
      return false;
    }
    if (!admit(choice.principal, level)) return false;
    const notice = noticeOf({ problem: choice.problem && { problem: choice.problem }, marks: marksOf(choice) });
    decide({ principal: choice.principal, level: store.state.decisions.get(choice.principal.id)?.level ?? level, ...notice });
    return true;
  };
}

/** The text in the box: what it finds, and whom it names when it is committed. */
export function queryOf(context: DraftContext, add: Add) {
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

  async function commit(level?: DraftLevel, admit?: Admit): Promise<boolean> {
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
    if (principal && add({ ...answer, principal }, level, admit)) {
      clear();
      return true;
    }
    if (!principal) store.set({ entryProblem: { problem: answer?.problem ?? 'unknown', entry, candidates: answer?.candidates?.length } });
    return false;
  }

  return { clear, search, commit };
}

interface Pasted { readonly added: readonly Principal[]; readonly missing: number }

/** Adds everybody whom pasted text names; the rest stays as unmatched entries. Who has access already is neither: their row is there. */
export async function pasteInto(context: DraftContext, add: Add, text: string, level?: DraftLevel, admit?: Admit): Promise<Pasted> {
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
  const judged = answers.map((answer) => {
    const { principal, problem, entry } = answer;
    const choice = principal && { ...answer, principal };
    return { answer, choice, problem: choice ? problemOf(context, choice, entry) : { problem: problem ?? 'unknown', entry } };
  });
  const added = judged.flatMap(({ choice, problem }) => (choice && !problem && add(choice, level, admit) ? [choice.principal] : []));
  const unmatched = judged.filter(({ problem }) => problem && problem.problem !== 'has-access').map(({ answer }) => answer);
  const known = new Set(store.state.unmatched.map(({ entry }) => entry));
  store.set({ pasted: (known.size > 0 ? store.state.pasted : 0) + entries.length, unmatched: [...store.state.unmatched, ...unmatched.filter(({ entry }) => !known.has(entry))] });
  if (added.length === 0 && unmatched.length === 0) store.set({ entryProblem: judged.find(({ problem }) => problem)?.problem });
  return { added, missing: unmatched.length };
}
