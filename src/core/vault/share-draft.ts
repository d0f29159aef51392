import type { PrincipalId, SecretId } from '../model/ids.js';
import type { Principal } from '../model/principal.js';
import type { ShareOutcome } from '../model/sharing.js';
import type { Vault } from './open-vault.js';
import { type Admit, type Choice, addTo, pasteInto, queryOf } from './share-draft-entry.js';
import { loader, planner } from './share-draft-loading.js';
import { type Decision, type DraftLevel, type DraftRow, noticeOf, renewedEnd } from './share-draft-rows.js';
import { type DraftContext, type ShareSnapshot, draftStore } from './share-draft-store.js';
import { submitDraft } from './share-draft-submit.js';

export interface ShareDraft {
  getSnapshot(): ShareSnapshot;
  subscribe(listener: () => void): () => void;
  /** Reads secrets, access and suggestions anew. What was decided stays. */
  refresh(): Promise<void>;
  /** The text in the box: searches after `delayMs` (default 0); the newest text wins. */
  setQuery(text: string, delayMs?: number): Promise<void>;
  /** Puts somebody on the list, with `view` if not told otherwise, if `admit` lets them. `false` where they can't be chosen; the problem is in the snapshot. */
  add(match: Choice, level?: DraftLevel, admit?: Admit): boolean;
  /** Adds whom the text in the box names exactly; else says what is the matter. An empty box is no problem. */
  commitQuery(level?: DraftLevel, admit?: Admit): Promise<boolean>;
  /** Says that nobody matches the text in the box. */
  flagUnknown(): void;
  /** Adds everybody whom pasted text names. */
  paste(text: string, level?: DraftLevel, admit?: Admit): Promise<{ readonly added: readonly Principal[]; readonly missing: number }>;
  dropUnmatched(entry?: string): void;
  setLevel(id: PrincipalId, level: DraftLevel): void;
  /** Until when the access lasts; `undefined` for no end. */
  setEnd(id: PrincipalId, expiresAt: Date | undefined): void;
  /** Gives access for as long again as it was given for, from now. */
  renew(id: PrincipalId): void;
  /** Takes a new row off; marks one that has access as losing it. */
  remove(id: PrincipalId): void;
  /** Brings the row back that was removed last. */
  undoRemove(): DraftRow | undefined;
  /** Forgets everything that was decided here. */
  discard(): void;
  /**
   * Sends the changes. Resolves with the outcomes once they are stored and read again; `undefined` where something is in the way, which the snapshot says.
   * Of several secrets some may fail: the outcomes are of the others, and the snapshot's `failures` of those.
   */
  submit(): Promise<readonly ShareOutcome[] | undefined>;
}

/** Who is on the list, and taking them off again. */
function rowsOf({ vault, store }: DraftContext, replan: () => Promise<void>) {
  let removed: Decision | undefined;
  const find = (id: PrincipalId): DraftRow | undefined => [...store.getSnapshot().added, ...store.getSnapshot().existing].find((row) => row.principal.id === id);

  function decide(decision: Decision): void {
    store.set({ decisions: new Map([...store.state.decisions, [decision.principal.id, decision]]), refusal: undefined, entryProblem: undefined, failures: [] });
    void replan();
  }

  function setEnd(id: PrincipalId, at: Date | undefined): void {
    const row = find(id);
    if (!row) return;
    const held = row.held === 'varies' ? 'view' : row.held;
    decide({ principal: row.principal, level: row.level === 'none' ? held ?? 'view' : row.level, ...noticeOf({ ...row, end: { at } }) });
  }

  return {
    decide, setEnd,
    renew(id: PrincipalId) {
      const entry = find(id)?.entry;
      if (entry) setEnd(id, renewedEnd(entry, vault.policy, new Date()));
    },
    setLevel(id: PrincipalId, level: DraftLevel) {
      const row = find(id);
      if (row) decide({ principal: row.principal, level, ...noticeOf(row) });
    },
    remove(id: PrincipalId) {
      const row = find(id);
      if (!row) return;
      removed = { principal: row.principal, level: row.level, ...noticeOf(row) };
      if (row.held) return decide({ principal: row.principal, level: 'none' });
      store.set({ decisions: new Map([...store.state.decisions].filter(([other]) => other !== id)), refusal: undefined, failures: [] });
      void replan();
    },
    undoRemove() {
      const back = removed;
      removed = undefined;
      if (back) decide(back);
      return back && find(back.principal.id);
    },
    forget() {
      removed = undefined;
      store.set({ decisions: new Map(), unmatched: [], conflict: false, changed: new Set(), refusal: undefined, fault: undefined, failures: [], plan: undefined });
    },
  };
}

/** The headless share window for one or several secrets. It begins to load at once; `getSnapshot` is cheap and stable between changes. */
export function createShareDraft(vault: Vault, secretIds: readonly SecretId[]): ShareDraft {
  const store = draftStore(vault);
  const context: DraftContext = { vault, secretIds, store, ...(secretIds.length === 1 && { only: secretIds[0] }) };
  const replan = planner(context);
  const refresh = loader(context, replan);
  const rows = rowsOf(context, replan);
  const add = addTo(context, rows.decide);
  const query = queryOf(context, add);
  const discard = (): void => {
    query.clear();
    rows.forget();
  };
  void refresh();
  return Object.freeze<ShareDraft>({
    getSnapshot: store.getSnapshot, subscribe: store.subscribe, refresh, add, discard,
    setQuery: query.search, commitQuery: query.commit,
    flagUnknown: () => { store.set({ entryProblem: { problem: 'unknown', entry: store.state.query.trim() } }); },
    paste: (text, level, admit) => pasteInto(context, add, text, level, admit),
    dropUnmatched: (entry) => { store.set({ unmatched: entry === undefined ? [] : store.state.unmatched.filter((other) => other.entry !== entry) }); },
    setLevel: rows.setLevel, setEnd: rows.setEnd, renew: rows.renew, remove: rows.remove, undoRemove: rows.undoRemove,
    submit: () => submitDraft(context, { commit: query.commit, refresh, discard }),
  });
}
