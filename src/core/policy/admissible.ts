import type { PrincipalId, UserId } from '../model/ids.js';
import type { Principal, User } from '../model/principal.js';
import type { Problem } from '../model/problem.js';
import { endOf } from '../model/permission.js';
import type { PrincipalProblem, Refusal } from '../model/refusal.js';
import { MOST_GRANTS, type PlainChange, type SharingPolicy } from '../model/sharing.js';

/** What a share is held to beside the journal: the host's policy, its directory and the clock. */
export interface ShareContext {
  readonly actor: UserId;
  readonly owner: UserId;
  readonly at: number;
  readonly policy: SharingPolicy;
  /** Whom the directory knows and the actor may see, of those that the changes name. */
  readonly principals: ReadonlyMap<PrincipalId, Principal>;
  /** The host's own rule; its reason is shown. */
  readonly outside: ReadonlyMap<PrincipalId, string>;
  readonly grantsAfter: number;
}

/** The first problem with choosing `principal`, in the order of mysafe.md T12. `undefined` for a principal means that nobody by that id can be chosen. */
export function problemWith(
  principal: Principal | undefined,
  context: { readonly actor: UserId; readonly owner?: UserId; readonly hasAccess?: boolean; readonly outside?: string; readonly lookAlike?: boolean },
): Problem | undefined {
  if (!principal) return 'unknown';
  if (principal.id === context.actor) return 'yourself';
  if (principal.id === context.owner) return 'owner';
  if (principal.kind === 'user' && principal.status === 'suspended') return 'suspended';
  if (principal.kind === 'user' && principal.status === 'invited') return 'invited';
  if (principal.kind === 'group' && !principal.enabled) return 'group-disabled';
  if (context.hasAccess) return 'has-access';
  if (context.outside !== undefined) return 'outside-policy';
  return context.lookAlike ? 'look-alike' : undefined;
}

/** Whether an owner can't look after their secrets any more: suspended, or unknown to the directory. Then the organisation hands them over. */
export const isGone = (owner: User | undefined): boolean => !owner || owner.status === 'suspended';

function outsidePolicy(change: PlainChange & { op: 'grant' }, { policy, at }: ShareContext): Refusal | undefined {
  const invalid = (field: string): Refusal => ({ code: 'input/invalid', issues: [{ path: [field], code: 'out-of-range' }] });
  if (!policy.levels.includes(change.permission)) return invalid('permission');
  const end = endOf(change);
  if (end === undefined) return policy.requireEnd ? { code: 'share/end-required' } : undefined;
  if (end <= at) return invalid('expiresAt');
  const latest = policy.longestGrantSeconds === undefined ? Infinity : at + policy.longestGrantSeconds * 1_000;
  return end > latest ? invalid('expiresAt') : undefined;
}

/**
 * Why a lawful share is still refused here and now: every problem with a principal, then what the host's policy says.
 * A revocation is always admissible: a grant to somebody suspended or vanished can be taken back.
 */
export function admissible(changes: readonly PlainChange[], context: ShareContext): Refusal | undefined {
  const grants = changes.filter((change) => change.op === 'grant');
  const problems = grants.flatMap(({ principal }): PrincipalProblem[] => {
    const reason = context.outside.get(principal);
    const problem = problemWith(context.principals.get(principal), { actor: context.actor, owner: context.owner, outside: reason });
    return problem ? [{ principal, problem, ...(problem === 'outside-policy' && { reason }) }] : [];
  });
  if (problems.length > 0) return { code: 'share/problem', problems };
  for (const change of grants) {
    const refusal = outsidePolicy(change, context);
    if (refusal) return refusal;
  }
  return context.grantsAfter > MOST_GRANTS ? { code: 'share/too-wide', limit: MOST_GRANTS } : undefined;
}
