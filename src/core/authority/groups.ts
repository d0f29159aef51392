import type { GroupDetails } from '../model/group.js';
import type { GroupId, UserId } from '../model/ids.js';
import type { Group, User } from '../model/principal.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { type ActiveActor, findActor } from './people.js';
import { type GroupRecord, groupNameClaim, loadGroup, storedClaim, storedGroup } from './records.js';
import { asGroup, mayView } from '../directory/private-groups.js';
import type { GroupReading } from '../protocol/query.js';
import { acceptGroupEntry, epochsAfter } from './group-keys.js';
import { groupsOwnedBy, groupsWithMember } from './group-lists.js';

type Save = CommandOf<'group.save'>;

const notFound: Refusal = { code: 'access/not-found' };

/** The first member that can't be one, as a refusal. */
async function memberProblem(context: AuthorityContext, members: readonly UserId[]): Promise<Refusal | undefined> {
  const known = new Set((await context.directory.get(members)).map((member) => member.id));
  const unknown = members.filter((member) => !known.has(member));
  return unknown.length > 0 ? { code: 'share/problem', problems: unknown.map((principal) => ({ principal, problem: 'unknown' })) } : undefined;
}

/** Makes a private group or changes one's own (security.md 3.3: its owner alone), as its owner signed it. */
export function saveGroup(context: AuthorityContext, actorId: UserId, command: Save): Promise<Result<GroupDetails>> {
  const { group: input, groupId } = command;
  const decide = async (): Promise<Decision> => {
    const [actor, loaded] = await Promise.all([findActor(context, actorId), loadGroup(context.storage, groupId)]);
    if (!actor || (input.id !== undefined && input.id !== groupId)) return { refusal: notFound };
    if (input.id !== undefined || loaded) {
      const refusal = refusalToChange(loaded?.record, actor, input.revision);
      if (refusal) return { refusal };
    }
    const problem = await memberProblem(context, input.members);
    if (problem) return { refusal: problem };
    const sound = await acceptGroupEntry(context, actor, loaded?.record, command);
    if ('refusal' in sound) return sound;
    const record: GroupRecord = {
      id: groupId, ownerId: actorId, revision: sound.entry.seq, ...sound.entry.content, members: [...sound.entry.content.members],
      genesis: sound.entry.genesis, signed: command.signed, epochs: epochsAfter(loaded?.record, command),
    };
    return planGroup(context, actor, loaded, record);
  };
  return commit(context, actorId, command, decide, () => readGroup(context, actorId, groupId));
}

function refusalToChange(record: GroupRecord | undefined, actor: ActiveActor, seen: number | undefined): Refusal | undefined {
  if (!record || !mayView(record, actor.id)) return notFound;
  if (record.ownerId !== actor.id) return { code: 'access/not-permitted', needs: 'own', holds: 'none' };
  return record.revision === seen ? undefined : { code: 'group/changed-meanwhile', revision: record.revision };
}

async function planGroup(context: AuthorityContext, actor: ActiveActor, loaded: { record: GroupRecord; stored: number } | undefined, record: GroupRecord): Promise<Decision> {
  const ref = { kind: 'group', id: record.id } as const;
  const old = loaded && groupNameClaim(actor.id, loaded.record.name);
  const claim = groupNameClaim(actor.id, record.name);
  const renamed = old?.id !== claim.id;
  if (renamed && (await context.storage.get(claim))) return { refusal: { code: 'group/name-taken' } };
  return {
    expect: [{ ref, revision: loaded?.stored ?? 'absent' }, ...(renamed ? [{ ref: claim, revision: 'absent' as const }] : []), ...(renamed && old ? [{ ref: old, revision: 1 }] : [])],
    puts: [storedGroup(record, loaded?.stored ?? 0), ...(renamed ? [storedClaim(claim.id, actor.id)] : [])],
    deletes: renamed && old ? [old] : [],
    at: actor.at, steps: [loaded ? { kind: 'label', fields: [] } : { kind: 'create' }],
    readers: [actor.id, record.id, ...record.members, ...(loaded?.record.members ?? [])],
  };
}

/** With the day that its owner signed. */
const shown = (record: GroupRecord): Group => ({ ...asGroup(record), createdAt: new Date(record.genesis.at) });

/** A private group with its members: for its owner, and for members where they may view it. */
export async function readGroup(context: AuthorityContext, actorId: UserId, id: GroupId): Promise<Result<GroupReading>> {
  const [actor, loaded] = await Promise.all([findActor(context, actorId), loadGroup(context.storage, id)]);
  if (!actor || !loaded || !mayView(loaded.record, actorId)) return refuse(notFound);
  const members = await context.directory.get(loaded.record.members);
  return accept({ ...shown(loaded.record), revision: loaded.record.revision, signed: loaded.record.signed, members: members.filter((member): member is User => member.kind === 'user') });
}

/** The private groups that a person owns, and those they belong to and may view; by name. */
export async function listGroups(context: AuthorityContext, actorId: UserId): Promise<Result<readonly Group[]>> {
  if (!(await findActor(context, actorId))) return accept([]);
  const [owned, joined] = await Promise.all([groupsOwnedBy(context.storage, actorId), groupsWithMember(context.storage, actorId)]);
  const visible = new Map([...owned, ...joined.filter((group) => group.membersMayView)].map((group) => [group.id, group]));
  return accept([...visible.values()].map(shown).sort((a, b) => (a.name < b.name ? -1 : 1)));
}
