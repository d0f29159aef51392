import type { ContentMark, Genesis, SignedStep, WrapMark } from '../model/entry.js';
import type { UserId } from '../model/ids.js';
import type { Label } from '../model/secret.js';
import type { PlainChange } from '../model/sharing.js';
import { endOf, type GrantTerms, rankOf } from '../model/permission.js';
import { outcomeOf } from './apply.js';

/** What is signed of each command. The vault signs these steps and the authority writes no others. Keys come first: whoever removes themselves could not hand them out any more. */

export const addSteps = (genesis: Genesis, label: Label, content: ContentMark, wraps: readonly WrapMark[]): SignedStep[] =>
  [{ kind: 'create', genesis }, { kind: 'label', label }, { kind: 'version', version: 1, rotated: true, content, wraps }];

export const editSteps = (label: Label | undefined, version: { readonly version: number; readonly rotated: boolean; readonly restored?: true; readonly content: ContentMark; readonly wraps: readonly WrapMark[] } | undefined): SignedStep[] =>
  [...(label ? [{ kind: 'label', label } as const] : []), ...(version ? [{ kind: 'version', ...version } as const] : [])];

/** Keys for those who wait, or the same version sealed anew. */
export function keySteps(wraps: readonly WrapMark[], resealed: ContentMark | undefined, nobodyLeft = false): SignedStep[] {
  if (resealed) return [{ kind: 'rekey', content: resealed, wraps, ...(nobodyLeft && { nobodyLeft }) }];
  return wraps.length > 0 ? [{ kind: 'complete', wraps }] : [];
}

/** Whether somebody keeps less than they hold: the version is sealed anew then, as for somebody who leaves (security.md 2.7). */
export const lowersAccess = (grants: readonly GrantTerms[], changes: readonly PlainChange[]): boolean => changes.some((change) => {
  const held = grants.find(({ principal }) => principal === change.principal);
  return change.op === 'grant' && held !== undefined && rankOf(change.permission) < rankOf(held.permission);
});

const changeStep = (change: PlainChange): SignedStep => {
  if (change.op === 'revoke') return { kind: 'revoke', principal: change.principal };
  const expiresAt = endOf(change);
  return { kind: 'grant', principal: change.principal, permission: change.permission, ...(expiresAt !== undefined && { expiresAt }) };
};

/** A share without what is so already. */
export const shareSteps = (grants: readonly GrantTerms[], changes: readonly PlainChange[], wraps: readonly WrapMark[], resealed: ContentMark | undefined, nobodyLeft = false): SignedStep[] =>
  [...keySteps(wraps, resealed, nobodyLeft), ...changes.filter((change) => outcomeOf(grants, change) !== 'unchanged').map(changeStep)];

/** `cleared`: the label without its identifier, where the new owner uses it already. */
export const transferSteps = (to: UserId, wraps: readonly WrapMark[], cleared: Label | undefined): SignedStep[] =>
  [...(cleared ? [{ kind: 'label', label: cleared } as const] : []), ...keySteps(wraps, undefined), { kind: 'transfer', to }];
