import type { PrincipalId, Revision, UserId } from './ids.js';
import type { Level, Permission } from './permission.js';
import type { Problem } from './problem.js';
import type { AccessEntry } from './sharing.js';

/** What is wrong with one field of what was passed in. Never holds the value. */
export interface InputIssue {
  readonly path: readonly (string | number)[];
  readonly code: 'required' | 'too-long' | 'too-many' | 'wrong-type' | 'unknown-key' | 'out-of-range';
}

/** What is wrong with one principal of a share. */
export interface PrincipalProblem {
  readonly principal: PrincipalId;
  readonly problem: Problem;
  /** The host's own words, for `outside-policy`. */
  readonly reason?: string;
}

/** Why something was refused. A code never changes its meaning; the sentence shown for it may. */
export type Refusal =
  /** Also when it exists and is not yours: one answer. */
  | { readonly code: 'access/not-found' }
  | { readonly code: 'access/not-permitted'; readonly needs: Permission | 'own'; readonly holds: Exclude<Level, 'own'> }
  /** Revealing or editing a disabled secret. */
  | { readonly code: 'access/disabled' }
  /** This vault's keys are locked, or were never in this browser. */
  | { readonly code: 'access/locked'; readonly state: 'locked' | 'not-here' }
  /** You have a grant; its key is not there yet. */
  | { readonly code: 'access/pending' }
  | { readonly code: 'input/invalid'; readonly issues: readonly InputIssue[] }
  /** Every problem there is; nothing was changed. */
  | { readonly code: 'share/problem'; readonly problems: readonly PrincipalProblem[] }
  | { readonly code: 'share/secret-disabled' }
  | { readonly code: 'share/end-required' }
  | { readonly code: 'share/too-wide'; readonly limit: number }
  | { readonly code: 'share/beyond-own-permission'; readonly holds: Permission }
  | { readonly code: 'share/beyond-own-end'; readonly latest: Date }
  /** Only where a principal that you touch was changed too; else the change is joined by itself. */
  | { readonly code: 'share/changed-meanwhile'; readonly accessRevision: Revision; readonly access: readonly AccessEntry[] }
  | { readonly code: 'secret/changed-meanwhile'; readonly revision: Revision }
  | { readonly code: 'secret/identifier-taken' }
  | { readonly code: 'secret/no-value' }
  | { readonly code: 'group/changed-meanwhile'; readonly revision: Revision }
  /** Unique among one owner's groups. */
  | { readonly code: 'group/name-taken' }
  /** Somebody's keys are not the ones that were pinned: two fingerprints, to be compared with that person. */
  | { readonly code: 'share/key-changed'; readonly user: UserId; readonly known: string; readonly now: string }
  /** The signed time is more than 5 minutes from the authority's. */
  | { readonly code: 'clock/skewed'; readonly now: Date }
  | { readonly code: 'keys/wrong-input'; readonly triesLeft?: number }
  | { readonly code: 'keys/unavailable' };

export type RefusalCode = Refusal['code'];
export type Result<T, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

export const accept = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const refuse = <R extends Refusal>(refusal: R): { ok: false; refusal: R } => ({ ok: false, refusal });

