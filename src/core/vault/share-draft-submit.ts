import type { Refusal } from '../model/refusal.js';
import type { ShareChange, ShareOutcome } from '../model/sharing.js';
import { changedBetween, noticeOf } from './share-draft-rows.js';
import type { DraftContext } from './share-draft-store.js';

/** Puts each problem of a refused share at its row. */
function noteProblems({ store }: DraftContext, refusal: Extract<Refusal, { code: 'share/problem' }>): void {
  const problems = new Map(refusal.problems.map((found) => [found.principal, found]));
  store.set({ refusal, decisions: new Map([...store.state.decisions].map(([id, decision]) => [id, { ...decision, problem: problems.get(id) ?? noticeOf(decision).problem }])) });
}

async function refused(context: DraftContext, refusal: Refusal, refresh: () => Promise<void>): Promise<void> {
  const { store } = context;
  const isProblem = refusal.code === 'share/problem';
  // the owner can't be chosen: whom it names became the owner meanwhile
  const isConflict = isProblem ? refusal.problems.some(({ problem }) => problem === 'owner') : refusal.code === 'share/changed-meanwhile';
  if (isProblem) noteProblems(context, refusal);
  else store.set({ refusal });
  if (!isConflict) return;
  const before = store.state.lists;
  await refresh();
  store.set({ conflict: true, changed: changedBetween(before, store.state.lists), refusal: undefined });
}

/** Each secret stands alone; a second try is for those alone that failed, until something else is decided. */
async function sendToMany({ vault, secretIds, store }: DraftContext, changes: readonly ShareChange[]): Promise<readonly ShareOutcome[] | undefined> {
  const failed = store.state.failures.map(({ secretId }) => secretId);
  const results = await vault.sharing.shareMany(failed.length > 0 ? failed : secretIds, changes);
  const failures = results.flatMap((result) => (result.ok ? [] : [{ secretId: result.secretId, refusal: result.refusal }]));
  store.set({ failures });
  const outcomes = results.flatMap((result) => (result.ok ? [result.value] : []));
  return outcomes.length > 0 ? outcomes : undefined;
}

async function send(context: DraftContext, changes: readonly ShareChange[], refresh: () => Promise<void>): Promise<readonly ShareOutcome[] | undefined> {
  const { vault, only, store } = context;
  if (only === undefined) return sendToMany(context, changes);
  const { accessRevision } = store.state;
  const shared = await vault.sharing.share(only, changes, accessRevision === undefined ? undefined : { accessRevision });
  if (shared.ok) return [shared.value];
  await refused(context, shared.refusal, refresh);
  return undefined;
}

/** Sends what was decided. `undefined` where something is in the way; the snapshot says what, and nothing is lost. */
export async function submitDraft(context: DraftContext, parts: { commit(): Promise<boolean>; refresh(): Promise<void>; discard(): void }): Promise<readonly ShareOutcome[] | undefined> {
  const { store } = context;
  const isSaving = (): boolean => store.state.status === 'saving';
  if (isSaving() || !(await parts.commit()) || isSaving()) return undefined;
  const { changes } = store.getSnapshot();
  if (changes.length === 0) {
    store.set({ entryProblem: { problem: 'nobody', entry: '' } });
    return undefined;
  }
  store.set({ status: 'saving', refusal: undefined, fault: undefined, conflict: false, changed: new Set() });
  try {
    const outcomes = await send(context, changes, () => parts.refresh());
    if (outcomes && store.state.failures.length === 0) parts.discard();
    return outcomes;
  } catch (fault) {
    store.set({ fault });
    return undefined;
  } finally {
    store.set({ status: 'ready' });
  }
}
