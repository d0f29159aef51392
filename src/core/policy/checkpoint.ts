import type { Checkpoint, Entry } from '../model/entry.js';
import { type ChainState, marksBy } from './chain.js';

/** A state as its owner signs it; absent for a deleted secret. */
export function checkpointOf(state: ChainState): Checkpoint | undefined {
  const { owner, enabled, disabledBy, hasValue, grants, label, content, versions, wraps, expected, sealedGroups, createdBy, createdAt, changedBy, at, rotatedAt, leftAt } = state;
  return content && {
    owner, enabled, disabledBy, hasValue, grants, label, content, versions, wraps: [...wraps.values()], expected: [...expected], sealedGroups: [...sealedGroups], createdBy, createdAt, changedBy, changedAt: at, rotatedAt, leftAt,
  };
}

/** The state before the entry that carries a checkpoint: what it says, at the place before. */
export function stateBefore({ secret, seq }: Entry, { wraps, expected, sealedGroups, changedAt, ...state }: Checkpoint): ChainState {
  return { ...state, secret, seq: seq - 1, at: changedAt, deleted: false, wraps: marksBy(wraps), expected: new Set(expected), sealedGroups: new Set(sealedGroups), checkpointAt: 0 };
}
