import type { Revision, UserId } from '../model/ids.js';
import { type Grant, type GrantTerms, endOf } from '../model/permission.js';
import type { PlainChange, ShareOutcome } from '../model/sharing.js';
import { type Actor, type SecretState, isLive } from './effective-permission.js';
import { lawful, type LawStep } from './lawful.js';

/** The grant that `change` leaves behind. */
function granted(change: PlainChange & { op: 'grant' }, by: UserId, at: number, setAt: Revision): Grant {
  const expiresAt = endOf(change);
  return { principal: change.principal, permission: change.permission, grantedBy: by, grantedAt: at, setAt, ...(expiresAt !== undefined && { expiresAt }) };
}

export type ChangeOutcome = ShareOutcome['results'][number]['outcome'];

/** What one change would do to the grants as they are. */
export function outcomeOf(grants: readonly GrantTerms[], change: PlainChange): ChangeOutcome {
  const held = grants.find((grant) => grant.principal === change.principal);
  if (change.op === 'revoke') return held ? 'revoked' : 'unchanged';
  if (!held) return 'granted';
  return held.permission === change.permission && endOf(held) === endOf(change) ? 'unchanged' : 'changed';
}

/** The changes that put back what `changes` would change. Access that has ended gives nothing, so it is not brought back. */
export function undoOf(grants: readonly GrantTerms[], changes: readonly PlainChange[], at: number): readonly PlainChange[] {
  return changes.filter((change) => outcomeOf(grants, change) !== 'unchanged').map(({ principal }): PlainChange => {
    const held = grants.find((grant) => grant.principal === principal);
    if (!held || !isLive(held, at)) return { op: 'revoke', principal };
    const expiresAt = endOf(held);
    return { op: 'grant', principal, permission: held.permission, ...(expiresAt !== undefined && { expiresAt }) };
  });
}

/** The grants after `changes`, those that stay in their old order, new ones behind. */
export function changedGrants(grants: readonly Grant[], changes: readonly PlainChange[], actor: Pick<Actor, 'id' | 'at'>, setAt: Revision): readonly Grant[] {
  const next = new Map(grants.map((grant) => [grant.principal, grant]));
  for (const change of changes) {
    if (outcomeOf(grants, change) === 'unchanged') continue;
    if (change.op === 'revoke') next.delete(change.principal);
    else next.set(change.principal, granted(change, actor.id, actor.at, setAt));
  }
  return [...next.values()];
}

/** The state after a lawful step. `setAt` is the access revision that the step belongs to. */
export function apply(state: SecretState<Grant>, step: LawStep, actor: Actor, setAt: Revision): SecretState<Grant> {
  switch (step.kind) {
    case 'grant': return { ...state, grants: changedGrants(state.grants, [{ op: 'grant', ...step }], actor, setAt) };
    case 'revoke': return { ...state, grants: changedGrants(state.grants, [{ op: 'revoke', principal: step.principal }], actor, setAt) };
    case 'leave': return { ...state, grants: state.grants.filter((grant) => grant.principal !== actor.id) };
    case 'disable': return disabledBy(state, actor);
    case 'enable': return { ...state, enabled: true, disabledBy: undefined };
    case 'transfer': return transferred(state, step.to, actor, setAt);
    case 'delete': return { ...state, deleted: true, grants: [], hasValue: false };
    case 'label': case 'version': case 'rekey': case 'complete': case 'open': return state;
  }
}

/** Who disabled it first stands, but the owner's word goes over an editor's: what the owner disabled, only the owner or a manager enables. */
function disabledBy(state: SecretState<Grant>, actor: Actor): SecretState<Grant> {
  return state.enabled || actor.id === state.owner ? { ...state, enabled: false, disabledBy: actor.id } : state;
}

/** The new owner's grant falls away, the old owner keeps `manage` (security.md 3.3); what the owner had disabled stays disabled by the owner. */
function transferred(state: SecretState<Grant>, to: UserId, actor: Actor, setAt: Revision): SecretState<Grant> {
  const others = state.grants.filter((grant) => grant.principal !== to && grant.principal !== state.owner);
  const kept = granted({ op: 'grant', principal: state.owner, permission: 'manage' }, actor.id, actor.at, setAt);
  return { ...state, owner: to, disabledBy: state.disabledBy === state.owner ? to : state.disabledBy, grants: to === state.owner ? others : [...others, kept] };
}

/** Judges each step in turn on the state that the ones before it leave. */
export function applyAll(state: SecretState<Grant>, steps: readonly LawStep[], actor: Actor, setAt: Revision): { state: SecretState<Grant> } | { refusal: NonNullable<ReturnType<typeof lawful>> } {
  let next = state;
  for (const step of steps) {
    const refusal = lawful(next, step, actor);
    if (refusal) return { refusal };
    next = apply(next, step, actor, setAt);
  }
  return { state: next };
}
