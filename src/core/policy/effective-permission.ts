import type { GroupId, PrincipalId, UserId } from '../model/ids.js';
import { type GrantTerms, type Level, type Permission, endOf, rankOf } from '../model/permission.js';

/** What the rules need to know of a secret. A record and a journal can both give it. */
export interface SecretState<G extends GrantTerms = GrantTerms> {
  readonly owner: UserId;
  readonly enabled: boolean;
  /** Who disabled it, while it is disabled. */
  readonly disabledBy?: UserId;
  readonly deleted: boolean;
  readonly hasValue: boolean;
  readonly grants: readonly G[];
}

/** Who asks: an active person, the enabled groups that have them as a member now, and the authority's time. */
export interface Actor {
  readonly id: UserId;
  readonly groups: ReadonlySet<PrincipalId>;
  readonly at: number;
  /** Signs with a key of the organisation, which the host pinned: hands secrets over to others, and does nothing else, whatever the person may do besides. */
  readonly forOrganisation?: true;
}

/** Its own word alone: what a page's prototype was polluted with is none. */
export const isForOrganisation = (actor: Actor): boolean => Boolean(actor.forOrganisation) && Object.hasOwn(actor, 'forOrganisation');

/** Whether a grant has not ended at `at`. A grant ends at the very moment of `expiresAt` (security.md 3.1: t < expiresAt). */
export const isLive = (grant: { readonly expiresAt?: number }, at: number): boolean => at < (endOf(grant) ?? Infinity);

/** The most that `actor` holds: the owner's `own`, else the highest live grant to them or to a group of theirs. Linear in the grants. */
export function effectivePermission(state: Pick<SecretState, 'owner' | 'deleted' | 'grants'>, actor: Actor): Level {
  if (state.deleted) return 'none';
  if (state.owner === actor.id) return 'own';
  let best: Level = 'none';
  let bestRank = 0;
  for (const grant of state.grants) {
    const rank = rankOf(grant.permission);
    if (rank <= bestRank || !isLive(grant, actor.at)) continue;
    if (grant.principal !== actor.id && !actor.groups.has(grant.principal)) continue;
    best = grant.permission;
    bestRank = rank;
  }
  return best;
}

export interface Path {
  readonly through: PrincipalId;
  readonly permission: Permission | 'own';
  readonly expiresAt?: number;
  readonly live: boolean;
}

/** Every path by which `actor` reaches the secret, ended ones too (`live: false`), the strongest first. */
export function explain(state: Pick<SecretState, 'owner' | 'deleted' | 'grants'>, actor: Actor): readonly Path[] {
  if (state.deleted) return [];
  const own: Path[] = state.owner === actor.id ? [{ through: actor.id, permission: 'own', live: true }] : [];
  const granted = state.grants
    .filter((grant) => grant.principal === actor.id || actor.groups.has(grant.principal))
    .map((grant): Path => ({ through: grant.principal, permission: grant.permission, expiresAt: endOf(grant), live: isLive(grant, actor.at) }))
    .sort((a, b) => rankOf(b.permission) - rankOf(a.permission));
  return [...own, ...granted];
}

/** Groups through which somebody reaches the secret without a grant of their own. */
export function otherPaths(state: Pick<SecretState, 'owner' | 'deleted' | 'grants'>, actor: Actor): readonly GroupId[] {
  return explain(state, actor)
    .filter((path) => path.live && path.through !== actor.id)
    .map((path) => path.through as GroupId);
}

/** Whether the secret counts as shared at `at`: it holds a grant that has not ended (mysafe.md T10). */
export const sharedWith = (grants: readonly { readonly expiresAt?: number }[], at: number): number =>
  grants.reduce((count, grant) => (isLive(grant, at) ? count + 1 : count), 0);
