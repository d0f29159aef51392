import { type Bytes, randomId } from '../crypto/bytes.js';
import { makeEncryptionPair } from '../crypto/encryption-pair.js';
import type { UnlockedKeys } from '../crypto/keyset.js';
import { isSoundEncryption } from '../crypto/public-keys.js';
import { groupIdOf, hashOf, isGroupSignedBy, readGroupEntry, signGroupEntry, signMembership } from '../crypto/signatures.js';
import { unwrapGroupKey, wrapGroupKey } from '../crypto/wrap.js';
import type { Genesis, GroupContent, GroupEntry, Signed } from '../model/entry.js';
import { MySafeError } from '../model/fault.js';
import type { GroupDetails, GroupInput } from '../model/group.js';
import type { GroupId, PrincipalId, UserId } from '../model/ids.js';
import { type Result, accept } from '../model/refusal.js';
import type { PublicKey } from '../model/sealed.js';
import type { GroupKeys } from '../protocol/command.js';
import type { GroupReading, GroupSealing } from '../protocol/query.js';
import type { Connection } from './connection.js';
import { MOST_ATTEMPTS } from './signing.js';
import { isMadeBy, pinNewcomers, trusted } from './trust.js';
import { lacksComparison } from './wrapping.js';

const forged = (): MySafeError =>
  new MySafeError('chain/forged', 'A private group is not as its owner signed it. Nothing was done with it. Keep the data and tell whoever runs the storage.');

const rolledBack = (): MySafeError =>
  new MySafeError('chain/rolled-back', 'A private group is in an older state than one that was already seen here. Nothing was done with it. Keep the data and tell whoever runs the storage.');

const contentOf = ({ name, description, enabled, membersMayView, members }: GroupInput): GroupContent => ({ name, ...(description && { description }), enabled, membersMayView, members });
const someoneIsOut = (before: GroupContent, after: GroupContent): boolean => (before.enabled && !after.enabled) || before.members.some((member) => !after.members.includes(member));

/** A group's last state, once it is clear that its owner signed it and that no newer one was seen. @throws {MySafeError} `chain/forged`, `chain/rolled-back` */
export async function verifiedGroup(connection: Connection, id: GroupId, signed: Signed): Promise<Result<GroupEntry>> {
  const entry = readGroupEntry(signed);
  if (entry?.group !== id || (await groupIdOf(entry.genesis)) !== id) throw forged();
  const made = await isMadeBy(connection, entry.genesis, (key) => isGroupSignedBy(signed, key));
  if (!made.ok) return made;
  if (!made.value) throw forged();
  const [mark, head] = [connection.memory.secrets.get(id), await hashOf(signed)];
  if (mark && (mark.seq > entry.seq || (mark.seq === entry.seq && mark.head !== head))) throw rolledBack();
  if (mark?.seq !== entry.seq) remember(connection, entry, head);
  return accept(entry);
}

/** Notes how far a group was seen, and which epoch key it has since: an older one is none of its keys any more. */
function remember({ memory }: Connection, { group, seq, epoch, key }: GroupEntry, head: string): void {
  memory.secrets.set(group, { id: group, seq, head });
  if ((memory.groups.get(group)?.seq ?? 0) < epoch) memory.groups.set(group, { id: group, seq: epoch, head: key });
  memory.changed();
}

/** Holds what the authority shows of a group to what its owner signed. @throws {MySafeError} `chain/forged` */
export async function heldGroup(connection: Connection, reading: GroupReading): Promise<Result<GroupDetails>> {
  const { signed, ...group } = reading;
  const entry = await verifiedGroup(connection, group.id, signed);
  if (!entry.ok) return entry;
  const { content, seq, genesis } = entry.value;
  const members = new Set(content.members);
  const agrees = group.name === content.name && group.description === content.description && group.enabled === content.enabled && group.membersMayView === content.membersMayView
    && group.ownerId === genesis.author && group.revision === seq && group.members.every(({ id }) => members.has(id));
  if (!agrees) throw forged();
  return accept({ ...group, createdAt: new Date(genesis.at) });
}

interface Epoch { readonly epoch: number; readonly key: PublicKey; readonly secret: Bytes; readonly isNew: boolean }

/**
 * The epoch key that the group has after this save: another one where somebody is out, or where one's own way to it is lost.
 * The present one is the one that `last` signs: anybody can wrap a key of theirs for a public key. @throws {MySafeError} `chain/forged`
 */
async function epochFor({ actor }: Connection, keys: UnlockedKeys, group: GroupId, current: GroupSealing['current'], last: GroupEntry | undefined, out: boolean): Promise<Epoch> {
  if (current && (current.epoch.epoch !== last?.epoch || current.epoch.key.id !== last.key || !(await isSoundEncryption(current.epoch.key)))) throw forged();
  const wrap = current?.wrap;
  if (current && !out && wrap?.to === actor && wrap.key === keys.publicKeys.encryption.id) {
    return { epoch: current.epoch.epoch, key: current.epoch.key, secret: await unwrapGroupKey(wrap, group, current.epoch.key.id, keys.pair), isNew: false };
  }
  const { publicKey, secret } = await makeEncryptionPair();
  return { epoch: (current?.epoch.epoch ?? 0) + 1, key: publicKey, secret, isNew: true };
}

/** Members whose fingerprint the host wants compared first. */
async function uncomparedAmong(connection: Connection, users: readonly UserId[]): Promise<ReadonlySet<PrincipalId>> {
  if (connection.policy().requireVerified === 'never' || users.length === 0) return new Set();
  const people = await connection.ask({ type: 'principal.get', ids: [...users] });
  return new Set((people.ok ? people.value : []).filter((person) => person.kind === 'user' && lacksComparison(connection, person)).map(({ id }) => id));
}

/** Wraps the epoch key for members whose keys are trusted; the others wait. */
async function wrapsFor(connection: Connection, group: GroupId, { key, secret }: Epoch, members: GroupSealing['members']) {
  await pinNewcomers(connection, members.filter(({ keys }) => keys).map(({ user }) => user));
  const waiting = await uncomparedAmong(connection, members.map(({ user }) => user));
  const wraps = await Promise.all(members.map(async ({ user, keys }) => {
    const held = keys && (waiting.has(user) ? undefined : await trusted(connection, user, keys).catch(() => undefined));
    return held?.ok ? [await wrapGroupKey(secret, group, key.id, user, held.value.encryption)] : [];
  }));
  return wraps.flat();
}

async function keysFor(connection: Connection, unlocked: UnlockedKeys, group: GroupId, genesis: Genesis, epoch: Epoch, content: GroupContent, sealing: GroupSealing): Promise<GroupKeys> {
  const wrapped = new Set(epoch.isNew ? [] : sealing.current?.wrapped);
  const lacking = sealing.members.filter(({ user }) => (content.members.includes(user) || user === genesis.author) && !wrapped.has(user));
  const statement = { group, genesis, epoch: epoch.epoch, key: epoch.key.id };
  const before = epoch.isNew ? new Set<UserId>() : new Set(sealing.current && readGroupEntry(sealing.current.signed)?.content.members);
  const proofs = await Promise.all(content.members.filter((member) => !before.has(member)).map(async (member) => ({ member, signature: await signMembership({ ...statement, member }, unlocked.signing) })));
  const wraps = await wrapsFor(connection, group, epoch, lacking);
  return { epoch: epoch.epoch, key: epoch.key, statement: await signMembership({ ...statement, member: '' }, unlocked.signing), wraps, proofs };
}

/** Makes or changes one's own private group: signs the whole of it, with an epoch key that only those who stay can open. */
export async function saveGroup(connection: Connection, input: GroupInput): Promise<Result<GroupDetails>> {
  for (let attempt = 1; ; attempt += 1) {
    const unlocked = connection.keys.take();
    if (!unlocked.ok) return unlocked;
    const keys = unlocked.value;
    const sealing = await connection.ask({ type: 'group.sealing', ...(input.id && { groupId: input.id }), members: [...input.members] });
    if (!sealing.ok) return sealing;
    const current = input.id ? sealing.value.current : undefined;
    const last = current && input.id ? await verifiedGroup(connection, input.id, current.signed) : undefined;
    if (last && !last.ok) return last;
    const genesis = last?.value.genesis ?? { author: connection.actor, authorKey: keys.publicKeys.signing.id, at: connection.now(), nonce: randomId() };
    const groupId = input.id ?? await groupIdOf(genesis);
    const content = contentOf(input);
    const epoch = await epochFor(connection, keys, groupId, current, last?.value, last !== undefined && someoneIsOut(last.value.content, content));
    const groupKeys = await keysFor(connection, keys, groupId, genesis, epoch, content, sealing.value);
    epoch.secret.fill(0);
    const id = randomId();
    const entry: GroupEntry = {
      v: 1, suite: 'MS1', group: groupId, genesis, seq: (last?.value.seq ?? 0) + 1, prev: current ? await hashOf(current.signed) : '', command: id,
      at: connection.now(), content, epoch: epoch.epoch, key: epoch.key.id,
    };
    const signed = await signGroupEntry(entry, keys.signing);
    const saved = await connection.tell('group.save', { groupId, group: { ...input, members: [...input.members] }, keys: groupKeys, signed }, id);
    if (saved.ok) remember(connection, entry, await hashOf(signed));
    if (saved.ok || saved.refusal.code !== 'clock/skewed' || attempt === MOST_ATTEMPTS) return saved;
    connection.learnTime(saved.refusal.now.getTime());
  }
}

/** Hands the epoch key to members of one's own group who have keys now. */
export async function completeGroup(connection: Connection, groupId: GroupId): Promise<void> {
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return;
  const read = await connection.ask({ type: 'group.read', groupId });
  const sealing = read.ok ? await connection.ask({ type: 'group.sealing', groupId, members: read.value.members.map(({ id }) => id) }) : undefined;
  const current = sealing?.ok ? sealing.value.current : undefined;
  const entry = current && await verifiedGroup(connection, groupId, current.signed);
  if (!sealing?.ok || !current || !entry?.ok) return;
  const epoch = await epochFor(connection, unlocked.value, groupId, current, entry.value, false);
  if (epoch.isNew) return;
  const wrapped = new Set(current.wrapped);
  const lacking = sealing.value.members.filter(({ user }) => entry.value.content.members.includes(user) && !wrapped.has(user));
  const wraps = await wrapsFor(connection, groupId, epoch, lacking);
  epoch.secret.fill(0);
  if (wraps.length > 0) await connection.tell('group.complete', { groupId, key: epoch.key.id, wraps });
}
