import type { SecretId, UserId } from '../model/ids.js';
import type { Principal, User } from '../model/principal.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { type PlainChange, type SharePlan, MOST_READERS } from '../model/sharing.js';
import { explain } from '../policy/index.js';
import type { AuthorityContext } from './context.js';
import { findActor, findPrincipals, principalIn, readersOf } from './people.js';
import { loadAccount, stateOf } from './records.js';
import { takeFor } from './secret-record.js';
import { afterChanges } from './sharing.js';

/** Lists of a plan stop here and say `truncated`. */
const MOST_NAMED = 200;

const first = <T>(list: readonly T[]): readonly T[] => list.slice(0, MOST_NAMED);
const missingFrom = (people: ReadonlyMap<UserId, User>, others: ReadonlyMap<UserId, User>): User[] => [...people.values()].filter(({ id }) => !others.has(id));

/** Who would gain, lose and keep access. Changes nothing. Costs one look at each reader before and after. */
export async function planShare(context: AuthorityContext, actorId: UserId, secretId: SecretId, changes: readonly PlainChange[]): Promise<Result<SharePlan>> {
  const taken = await takeFor(context, actorId, secretId, { kind: 'revoke', principal: actorId });
  if ('refusal' in taken) return refuse(taken.refusal);
  const changed = await afterChanges(context, taken, changes);
  if ('refusal' in changed) return refuse(changed.refusal);
  const { record, actor } = taken;
  const [before, after] = await Promise.all([readersOf(context, stateOf(record), actor.at), readersOf(context, stateOf(changed.next), actor.at)]);
  if (before === 'too-wide' || after === 'too-wide') return refuse({ code: 'share/too-wide', limit: MOST_READERS });
  const gains = missingFrom(after, before);
  const revoked = changes.filter((change) => change.op === 'revoke').map(({ principal }) => principal);
  const kept = revoked.map((id) => after.get(id as UserId)).filter((user) => user !== undefined);
  const keeps = await Promise.all(first(kept).map(async (user) => ({ user, through: await pathsOf(user.id) })));
  const accounts = await Promise.all(first(gains).map(async (user) => ({ user, account: await loadAccount(context.storage, user.id) })));
  const loses = missingFrom(before, after);
  return accept({
    gains: first(gains), loses: first(loses), keeps, pending: accounts.filter(({ account }) => !account).map(({ user }) => user),
    truncated: [gains, loses, kept].some((list) => list.length > MOST_NAMED),
  });

  async function pathsOf(user: UserId): Promise<readonly Principal[]> {
    const person = await findActor(context, user);
    if (!person || 'refusal' in changed) return [];
    const through = explain(stateOf(changed.next), person).filter(({ live }) => live).map((path) => path.through);
    const people = await findPrincipals(context, actor, through);
    return through.map((id) => principalIn(people, id));
  }
}
