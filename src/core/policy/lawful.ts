import type { PrincipalId, UserId } from '../model/ids.js';
import { type Level, type Permission, endOf, reaches } from '../model/permission.js';
import type { Refusal } from '../model/refusal.js';
import { type Actor, type SecretState, effectivePermission, isForOrganisation, isLive } from './effective-permission.js';

/** A change of one secret, as far as the rules look at it. The journal proves these; a reader can judge them again. */
export type LawStep =
  | { readonly kind: 'label'; readonly identifier: boolean }
  | { readonly kind: 'version' | 'rekey' | 'complete' | 'disable' | 'enable' | 'leave' | 'delete' }
  | { readonly kind: 'grant'; readonly principal: PrincipalId; readonly permission: Permission; readonly expiresAt?: number }
  | { readonly kind: 'revoke'; readonly principal: PrincipalId }
  | { readonly kind: 'transfer'; readonly to: UserId }
  | { readonly kind: 'open'; readonly purpose: 'reveal' | 'edit' | 'rekey' };

const notFound: Refusal = { code: 'access/not-found' };

const lacks = (held: Level, needs: Permission | 'own'): Refusal | undefined =>
  (held === 'own' || reaches(held, needs) ? undefined : { code: 'access/not-permitted', needs, holds: held });

const NEEDS: Readonly<Record<Exclude<LawStep['kind'], 'label' | 'open'>, Permission | 'own'>> = {
  leave: 'view', version: 'edit', disable: 'edit', enable: 'edit', grant: 'manage', revoke: 'manage', rekey: 'manage', complete: 'manage', transfer: 'own', delete: 'own',
};

/** `undefined` for a step that these rules do not know. */
function neededFor(step: LawStep): Permission | 'own' | undefined {
  switch (step.kind) {
    case 'label': return step.identifier ? 'manage' : 'edit';
    case 'open': return step.purpose === 'reveal' ? 'view' : step.purpose === 'edit' ? 'edit' : 'manage';
    default: return Object.hasOwn(NEEDS, step.kind) ? NEEDS[step.kind] : undefined;
  }
}

/** Editing and revealing a disabled secret wait until it is enabled; people can still be removed (mysafe.md T21). */
function forbiddenWhileDisabled(step: LawStep): Refusal | undefined {
  if (step.kind === 'label' || step.kind === 'version') return { code: 'access/disabled' };
  if (step.kind === 'open' && step.purpose !== 'rekey') return { code: 'access/disabled' };
  if (step.kind === 'grant') return { code: 'share/secret-disabled' };
  return undefined;
}

/** The end that binds a manager, `Infinity` for none: no grant of theirs may outlast the grants that make them one. */
function latestEnd(state: SecretState, actor: Actor): number {
  const ends = state.grants
    .filter((grant) => grant.permission === 'manage' && isLive(grant, actor.at) && (grant.principal === actor.id || actor.groups.has(grant.principal)))
    .map((grant) => endOf(grant) ?? Infinity);
  return Math.max(...ends);
}

/** Ownership is transferred, never granted, and a level that the rules do not know is none: whoever may grant, up to `manage`, gives neither. */
const isGrantable = (permission: Permission): boolean => reaches('manage', permission) && reaches(permission, 'view');

function beyondOwn(state: SecretState, actor: Actor, held: Level, step: LawStep): Refusal | undefined {
  if (step.kind !== 'grant') return undefined;
  if (!isGrantable(step.permission)) return { code: 'share/beyond-own-permission', holds: 'manage' };
  if (held === 'own') return undefined;
  const latest = latestEnd(state, actor);
  return (endOf(step) ?? Infinity) > latest ? { code: 'share/beyond-own-end', latest: new Date(latest) } : undefined;
}

/** What the owner disabled, only the owner or a manager enables (security.md 3.3). */
const ownersDisable = (state: SecretState, held: Level, step: LawStep): Refusal | undefined =>
  step.kind === 'enable' && state.disabledBy === state.owner ? lacks(held, 'manage') : undefined;

/** Whether one can give up a grant of one's own: a group's grant is not theirs to leave. */
function leaves(state: SecretState, actor: Actor, held: Level, step: LawStep): Refusal | undefined {
  if (step.kind !== 'leave') return undefined;
  if (held !== 'own' && state.grants.some((grant) => grant.principal === actor.id)) return undefined;
  return lacks('none', 'view');
}

/**
 * Why `actor` may not take `step` on a secret in `state`, or `undefined` when it is lawful.
 * Uses nothing but its arguments, so that every reader of the journal can judge it again. Refusals in the order of security.md 3.3.
 */
export function lawful(state: SecretState, step: LawStep, actor: Actor): Refusal | undefined {
  if (isForOrganisation(actor)) return step.kind === 'transfer' && step.to !== actor.id && !state.deleted ? undefined : notFound; // nobody raises themselves (I2)
  const held = effectivePermission(state, actor);
  if (held === 'none') return notFound;
  const needs = neededFor(step);
  if (!needs) return notFound; // unknown is denied, to the owner too (security.md 3.4, I11)
  return lacks(held, needs)
    ?? (state.enabled ? undefined : forbiddenWhileDisabled(step) ?? ownersDisable(state, held, step))
    ?? (step.kind === 'open' && step.purpose === 'reveal' && !state.hasValue ? { code: 'secret/no-value' } : undefined)
    ?? leaves(state, actor, held, step)
    ?? beyondOwn(state, actor, held, step);
}
