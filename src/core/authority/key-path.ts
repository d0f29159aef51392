import type { GroupId, UserId } from '../model/ids.js';
import type { Through } from '../model/entry.js';
import type { Wrap } from '../model/sealed.js';
import { isLive } from '../policy/index.js';
import type { KeyPath } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import type { ActiveActor } from './people.js';
import { type SecretRecord, loadAccount, loadGroup } from './records.js';

/** The id of the key that is wrapped for somebody now. */
export const encryptionKeyOf = async (context: AuthorityContext, user: UserId): Promise<string | undefined> => (await loadAccount(context.storage, user))?.record.publicKeys.encryption.id;

/** Somebody's way to a data key: the wrap for `key`, which is theirs now, else that of a private group which they belong to and whose epoch key is wrapped for them. */
export async function keyPathOf(context: AuthorityContext, actorId: UserId, key: string | undefined, wraps: readonly Wrap[]): Promise<KeyPath> {
  const own = wraps.find((wrap) => wrap.to === actorId && wrap.key === key);
  if (own) return { wrap: own };
  for (const wrap of wraps) {
    if (!wrap.to.startsWith('group:')) continue;
    const group = (await loadGroup(context.storage, wrap.to as GroupId))?.record;
    const epoch = group?.epochs.find(({ key }) => key.id === wrap.key);
    const groupKey = group?.enabled && group.members.includes(actorId) ? epoch?.wraps.find(({ to }) => to === actorId) : undefined;
    if (groupKey && epoch) return { wrap, groupKey: { ...groupKey, publicKey: epoch.key } };
  }
  return {};
}

/** Groups through which somebody may act on a secret, with the owner's proof where the group is a private one. */
export async function throughOf(context: AuthorityContext, actor: ActiveActor, record: SecretRecord): Promise<readonly Through[]> {
  if (record.owner === actor.id) return [];
  const granted = record.grants.filter((grant) => actor.groups.has(grant.principal) && isLive(grant, actor.at)).map(({ principal }) => principal as GroupId);
  const cited = await Promise.all(granted.map(async (id): Promise<Through | undefined> => {
    const group = (await loadGroup(context.storage, id))?.record;
    if (!group) return { group: id };
    const epoch = group.epochs.find(({ key }) => record.wraps.some((wrap) => wrap.to === id && wrap.key === key.id));
    const proof = epoch?.proofs.find(({ member }) => member === actor.id);
    return epoch && proof && { group: id, proof: { genesis: group.genesis, epoch: epoch.epoch, key: epoch.key.id, signature: proof.signature } };
  }));
  return cited.filter((through) => through !== undefined);
}
