import type { PrincipalId, SecretId } from '../model/ids.js';
import type { Principal, RecipientMatch, RecipientResolution, User } from '../model/principal.js';
import type { Problem } from '../model/problem.js';
import type { Refusal } from '../model/refusal.js';
import type { SecretSummary } from '../model/secret.js';
import type { ShareChange, SharePlan } from '../model/sharing.js';
import type { Vault } from './open-vault.js';
import { type AccessOfSecret, type Decision, type DraftRow, addedRows, changesOf, existingRows, ownersOf } from './share-draft-rows.js';

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
  /** How many entries were pasted since there were none unmatched. */
  readonly pasted: number;
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

/** What a draft keeps; the rest of a snapshot follows from it. */
export type DraftState = Omit<ShareSnapshot, 'owners' | 'mayShare' | 'added' | 'existing' | 'changes' | 'dirty'> & {
  readonly lists: readonly AccessOfSecret[];
  readonly decisions: ReadonlyMap<PrincipalId, Decision>;
  readonly changed: ReadonlySet<PrincipalId>;
  readonly accessRevision?: number;
};

const EMPTY: DraftState = {
  status: 'loading', secrets: [], query: '', searching: false, matches: [], matchesFor: '', suggested: [], unmatched: [], pasted: 0, conflict: false, failures: [],
  lists: [], decisions: new Map(), changed: new Set(),
};

function snapshotOf(state: DraftState, vault: Vault): ShareSnapshot {
  const { lists, decisions, changed, accessRevision: _accessRevision, ...shown } = state;
  const now = new Date();
  const existing = existingRows(lists, decisions, changed, vault.policy, now);
  const owners = ownersOf(lists);
  const added = addedRows(existing, owners, decisions, changed, vault.policy, now);
  const changes = changesOf([...added, ...existing], decisions);
  return {
    ...shown, existing, added, changes, owners, mayShare: state.secrets.length > 0 && state.secrets.every((secret) => secret.may.share),
    dirty: changes.length > 0 || added.length > 0 || state.query.trim() !== '' || state.unmatched.length > 0,
  };
}

/** The state of one draft. A snapshot is made at most once between two changes. */
export interface DraftStore {
  readonly state: DraftState;
  set(change: Partial<DraftState>): void;
  getSnapshot(): ShareSnapshot;
  subscribe(listener: () => void): () => void;
}

export function draftStore(vault: Vault): DraftStore {
  let state = EMPTY;
  let snapshot: ShareSnapshot | undefined;
  const listeners = new Set<() => void>();
  return {
    get state() { return state; },
    set(change) {
      state = { ...state, ...change };
      snapshot = undefined;
      for (const listener of [...listeners]) listener();
    },
    getSnapshot: () => (snapshot ??= snapshotOf(state, vault)),
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}

/** What every part of a draft works with. */
export interface DraftContext {
  readonly vault: Vault;
  readonly secretIds: readonly SecretId[];
  /** The secret, where there is but one: then its own access and policy judge each recipient. */
  readonly only?: SecretId;
  readonly store: DraftStore;
}

export const aboutSecret = ({ only }: DraftContext): { readonly secretId?: SecretId } => (only === undefined ? {} : { secretId: only });
