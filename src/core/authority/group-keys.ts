import { toBase64Url } from '../crypto/bytes.js';
import { canonicalBytes } from '../crypto/canonical.js';
import { groupIdOf, hashOf, isGroupSignedBy, isMembershipSignedBy, readGroupEntry } from '../crypto/signatures.js';
import type { GroupContent, GroupEntry } from '../model/entry.js';
import type { GroupId, UserId } from '../model/ids.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import type { PublicKey } from '../model/sealed.js';
import { mayView } from '../directory/private-groups.js';
import type { CommandOf } from '../protocol/command.js';
import type { GroupSealing } from '../protocol/query.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { invalid } from './entries.js';
import { groupsOwnedBy } from './group-lists.js';
import { type ActiveActor, findActor } from './people.js';
import { type GroupEpochRecord, type GroupRecord, loadAccount, loadGroup, storedGroup } from './records.js';

type Save = CommandOf<'group.save'>;

/** How many epoch keys a group keeps: older ones open secrets that are not sealed anew yet. */
const MOST_EPOCHS = 20;
const MOST_SKEW_MS = 5 * 60_000;

/** Whether somebody who was in is out: then there must be a new epoch key. */
export const someoneIsOut = (before: Pick<GroupContent, 'members' | 'enabled'>, after: Pick<GroupContent, 'members' | 'enabled'>): boolean =>
  (before.enabled && !after.enabled) || before.members.some((member) => !after.members.includes(member));

const isSame = (a: unknown, b: unknown): boolean => toBase64Url(canonicalBytes(a)) === toBase64Url(canonicalBytes(b));

/** What the owner saves, as it is signed. */
export const contentOf = ({ name, description, enabled, membersMayView, members }: Save['group']): GroupContent =>
  ({ name, ...(description && { description }), enabled, membersMayView, members });

/** Held to what every reader will hold it to: the owner's signature, the next place, this content, and keys that fit. */
export async function acceptGroupEntry(context: AuthorityContext, actor: ActiveActor, before: GroupRecord | undefined, command: Save): Promise<{ entry: GroupEntry } | { refusal: Refusal }> {
  const { keys, signed, groupId } = command;
  const [entry, account] = [readGroupEntry(signed), await loadAccount(context.storage, actor.id)];
  if (!entry || !account || entry.command !== command.id || entry.group !== groupId || entry.genesis.author !== actor.id) return invalid('signed');
  if (Math.abs(entry.at - context.now()) > MOST_SKEW_MS) return { refusal: { code: 'clock/skewed', now: new Date(context.now()) } };
  const isNext = before
    ? entry.seq === before.revision + 1 && entry.prev === (await hashOf(before.signed)) && isSame(entry.genesis, before.genesis)
    : entry.seq === 1 && entry.prev === '' && entry.genesis.authorKey === account.record.publicKeys.signing.id && (await groupIdOf(entry.genesis)) === groupId;
  const key = account.record.publicKeys.signing;
  const sound = isNext && isSame(entry.content, contentOf(command.group)) && entry.epoch === keys.epoch && entry.key === keys.key.id && epochFits(before, command)
    && (await isGroupSignedBy(signed, key)) && (await areStatements(entry, command, key));
  return sound ? { entry } : invalid('signed');
}

function epochFits(before: GroupRecord | undefined, { group, keys }: Save): boolean {
  const now = before?.epochs[0];
  if (!before || !now) return keys.epoch === 1;
  if (keys.epoch === now.epoch + 1) return true;
  return keys.epoch === now.epoch && keys.key.id === now.key.id && !someoneIsOut(before, group);
}

async function areStatements({ group, genesis, epoch, content }: GroupEntry, { keys }: Save, key: PublicKey): Promise<boolean> {
  const statement = { group, genesis, epoch, key: keys.key.id };
  const members = new Set(content.members);
  const all = [{ member: '' as const, signature: keys.statement }, ...keys.proofs];
  if (keys.proofs.some(({ member }) => !members.has(member)) || keys.wraps.some(({ to }) => !members.has(to) && to !== genesis.author)) return false;
  const signed = await Promise.all(all.map(({ member, signature }) => isMembershipSignedBy({ ...statement, member }, signature, key)));
  return !signed.includes(false);
}

/** The group's keys after a save: a new epoch in front, or newcomers joined to the present one. Who is out keeps no wrap. */
export function epochsAfter(before: GroupRecord | undefined, { group, keys }: Save): GroupEpochRecord[] {
  const stay = new Set<UserId>([...group.members, ...(before ? [before.ownerId] : [])]);
  const old = (before?.epochs ?? []).map((epoch) => ({ ...epoch, wraps: epoch.wraps.filter(({ to }) => stay.has(to)), proofs: epoch.proofs.filter(({ member }) => stay.has(member)) }));
  const [now, ...older] = old;
  if (now?.epoch !== keys.epoch) return [keys, ...old].slice(0, MOST_EPOCHS);
  const fresh = new Set(keys.wraps.map(({ to }) => to));
  const proved = new Set(keys.proofs.map(({ member }) => member));
  return [{ ...now, wraps: [...now.wraps.filter(({ to }) => !fresh.has(to)), ...keys.wraps], proofs: [...now.proofs.filter(({ member }) => !proved.has(member)), ...keys.proofs] }, ...older];
}

/** What a group's owner needs to save it with these members. */
export async function readGroupSealing(context: AuthorityContext, actorId: UserId, { groupId, members }: { groupId?: GroupId; members: readonly UserId[] }): Promise<Result<GroupSealing>> {
  const [actor, loaded] = await Promise.all([findActor(context, actorId), groupId && loadGroup(context.storage, groupId)]);
  const record = loaded?.record;
  if (!actor || (groupId !== undefined && (!record || !mayView(record, actorId)))) return refuse({ code: 'access/not-found' });
  if (record && record.ownerId !== actorId) return refuse({ code: 'access/not-permitted', needs: 'own', holds: 'none' });
  const known = await Promise.all([...new Set([...members, actorId])].map(async (user) => ({ user, keys: (await loadAccount(context.storage, user))?.record.publicKeys })));
  const keyOf = new Map(known.map(({ user, keys }) => [user, keys?.encryption.id]));
  const now = record?.epochs[0];
  return accept({
    members: known.map(({ user, keys }) => ({ user, ...(keys && { keys }) })),
    ...(record && now && { current: {
      signed: record.signed, epoch: { genesis: record.genesis, epoch: now.epoch, key: now.key, statement: now.statement },
      wrapped: now.wraps.filter(({ to, key }) => keyOf.get(to) === key).map(({ to }) => to), wrap: now.wraps.find(({ to }) => to === actorId),
    } }),
  });
}

/** One's own groups where a member has keys and lacks the epoch key. */
export async function waitingGroups(context: AuthorityContext, actorId: UserId): Promise<Result<readonly GroupId[]>> {
  if (!(await findActor(context, actorId))) return accept([]);
  const owned = await groupsOwnedBy(context.storage, actorId);
  const waiting = await Promise.all(owned.map(async ({ id, members, epochs }) => {
    const wrapped = new Set(epochs[0]?.wraps.map(({ to }) => to));
    const accounts = await Promise.all(members.filter((member) => !wrapped.has(member)).map((member) => loadAccount(context.storage, member)));
    return accounts.some((account) => account !== undefined) ? [id] : [];
  }));
  return accept(waiting.flat());
}

/** Hands the epoch key to members who had no keys when they were added. */
export function completeGroup(context: AuthorityContext, actorId: UserId, command: CommandOf<'group.complete'>): Promise<Result<null>> {
  const { groupId, key, wraps } = command;
  const decide = async (): Promise<Decision> => {
    const [actor, loaded] = await Promise.all([findActor(context, actorId), loadGroup(context.storage, groupId)]);
    if (!actor || loaded?.record.ownerId !== actorId) return { refusal: { code: 'access/not-found' } };
    const { record, stored } = loaded;
    const [now, ...older] = record.epochs;
    if (now?.key.id !== key) return { refusal: { code: 'group/changed-meanwhile', revision: record.revision } };
    const held = new Set(now.wraps.map((wrap) => `${wrap.to} ${wrap.key}`));
    const fresh = wraps.filter((wrap) => record.members.includes(wrap.to) && !held.has(`${wrap.to} ${wrap.key}`));
    if (fresh.length === 0) return { unchanged: null };
    const replaced = new Set(fresh.map(({ to }) => to));
    const epochs = [{ ...now, wraps: [...now.wraps.filter(({ to }) => !replaced.has(to)), ...fresh] }, ...older];
    return {
      expect: [{ ref: { kind: 'group', id: groupId }, revision: stored }], puts: [storedGroup({ ...record, epochs }, stored)],
      at: actor.at, steps: [{ kind: 'complete', users: fresh.length }], readers: [actorId, groupId, ...fresh.map(({ to }) => to)],
    };
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}
