import { makeEncryptionPair, importPair } from '../../src/core/crypto/encryption-pair.js';
import { groupIdOf, signMembership } from '../../src/core/crypto/signatures.js';
import { wrapGroupKey } from '../../src/core/crypto/wrap.js';
import type { GroupId, PrincipalId, User } from '../../src/core/index.js';
import type { GroupRecord } from '../../src/core/authority/records.js';
import type { GroupEpoch, Recipient } from '../../src/core/protocol/query.js';
import { ana, anId, bruno, carla, davi, grant, joao, maria, ok, ops, revoke } from '../support/vault-builders.js';
import type { Attack } from './attack.js';
import type { Scene } from './scene.js';

const edits = async (scene: Scene) => (await scene.vault(ana)).secrets.edit(scene.id, { clientSecret: 'newer' }, { revision: 1 });
const sharesWith = (principal: { id: PrincipalId }) => async (scene: Scene) => (await scene.vault(ana)).sharing.share(scene.id, [grant(principal as User)]);
const removesCarla = async (scene: Scene) => (await scene.vault(ana)).sharing.share(scene.id, [revoke(carla)]);

/** The server has one recipient more than there are: its accomplice, by these paths. */
export const ghost = (through: (scene: Scene) => readonly PrincipalId[]) => async (scene: Scene) => {
  const { publicKeys: keys } = await scene.keysOf(davi);
  scene.liar.answer('secret.sealing', (sealing) => ({ ...sealing, recipients: [...sealing.recipients, { to: davi.id, user: davi, keys, wrapped: false, through: through(scene) }] }));
};
const slipped = (name: string, act: Attack['act'], through: (scene: Scene) => readonly PrincipalId[] = () => [davi.id], before?: Attack['before']): Attack =>
  ({ name, code: 'no effect', lie: ghost(through), act, ...(before && { before }) });

interface Grouped { group: GroupId }
const members = [bruno.id, joao.id];
/** A private group of Ana's with a grant to the secret. */
async function withGroup(scene: Scene): Promise<void> {
  const vault = await scene.vault(ana);
  const group = ok(await vault.groups.save({ name: 'Finance', enabled: true, membersMayView: true, members }));
  ok(await vault.sharing.share(scene.id, [grant(group)]));
  Object.assign(scene, { group: group.id });
}
const groupOf = (scene: Scene): GroupId => (scene as unknown as Grouped).group;
const saves = (more: readonly User[], revision = 1) => async (scene: Scene) =>
  (await scene.vault(ana)).groups.save({ id: groupOf(scene), revision, name: 'Finance', enabled: true, membersMayView: true, members: [...members, ...more.map(({ id }) => id)] });
const epochs = (name: string, code: string, change: (epoch: GroupEpoch, scene: Scene) => Promise<GroupEpoch>): Attack => ({
  name, code, before: withGroup, act: edits,
  lie: (scene) => scene.liar.answer('secret.sealing', async (sealing) => ({
    ...sealing, recipients: await Promise.all(sealing.recipients.map(async (one): Promise<Recipient> => ('epoch' in one ? { ...one, epoch: await change(one.epoch, scene) } : one))),
  })),
});
/** A private group that the server's accomplice made, whole and signed. */
async function groupOfDavi(scene: Scene): Promise<Recipient & { epoch: GroupEpoch }> {
  const { publicKeys, signing } = await scene.keysOf(davi);
  const genesis = { author: davi.id, authorKey: publicKeys.signing.id, at: 1, nonce: anId() };
  const to = await groupIdOf(genesis);
  const key = publicKeys.encryption;
  return { to, wrapped: false, epoch: { genesis, epoch: 1, key, statement: await signMembership({ group: to, genesis, epoch: 1, key: key.id, member: '' }, signing) } };
}
const removed = async (scene: Scene) => { await withGroup(scene); ok(await saves([davi])(scene)); Object.assign(scene, { old: await recordOf(scene) }); ok(await saves([], 2)(scene)); };
const recordOf = async (scene: Scene): Promise<GroupRecord> => (await scene.world.storage.get({ kind: 'group', id: groupOf(scene) }))!.body as GroupRecord;
const oldOf = (scene: Scene): GroupRecord => (scene as unknown as { old: GroupRecord }).old;

export const ghostAttacks: readonly Attack[] = [
  slipped('an escrow key among the recipients of an edit (ETH/USI 2026: a server-chosen recovery key)', edits),
  slipped('a ghost among the recipients of a share (GCHQ’s “ghost proposal” 2018)', sharesWith(joao)),
  slipped('a ghost among those who remain, when somebody is removed', removesCarla),
  slipped('a ghost among those who wait for their key', async (scene) => (await scene.vault(ana)).sharing.confirm(scene.id, [joao.id])),
  slipped('a ghost among those that a new owner is told with', async (scene) => (await scene.vault(ana)).secrets.transfer(scene.id, bruno.id)),
  slipped('a ghost by a group that has no grant', edits, () => [ops.id]),
  slipped('a ghost by the path of somebody else', edits, () => [bruno.id, ana.id]),
  slipped('a ghost joins a directory group after it was granted, at an edit (Bitwarden’s automatic confirmation)', edits, () => [ops.id], async (scene) => ok(await sharesWith(ops)(scene))),
  slipped('a ghost joins a directory group, when somebody is removed', removesCarla, () => [ops.id], async (scene) => ok(await sharesWith(ops)(scene))),
  slipped('a ghost joins a directory group, when another person is let in', sharesWith(joao), () => [ops.id], async (scene) => ok(await sharesWith(ops)(scene))),
  slipped('a ghost said to be a member of a private group', edits, (scene) => [groupOf(scene)], withGroup),
  slipped('a ghost in a private group, told at the grant as if it were one of the directory', async (scene) => (await scene.vault(ana)).sharing.share(scene.other, [grant({ id: groupOf(scene) } as never)]), (scene) => [groupOf(scene)], withGroup),
  { name: 'a real joiner of a directory group waits until somebody confirms them by name', code: 'no effect', before: async (scene) => ok(await sharesWith(ops)(scene)),
    lie: ({ directory }) => directory.setGroups([{ ...ops, members: [...ops.members, davi.id] }]), act: edits },
  { name: 'a private group of the server’s accomplice among the recipients', code: 'no effect', act: edits,
    async lie(scene) { const evil = await groupOfDavi(scene); scene.liar.answer('secret.sealing', (sealing) => ({ ...sealing, recipients: [...sealing.recipients, evil] })); } },
  epochs('a group’s epoch key exchanged behind the id that its owner signed', 'chain/forged', async (epoch, scene) => ({ ...epoch, key: { id: epoch.key.id, bytes: (await scene.keysOf(davi)).publicKeys.encryption.bytes } })),
  epochs('a group’s epoch key of another owner', 'chain/forged', async (_epoch, scene) => (await groupOfDavi(scene)).epoch),
  epochs('an epoch key that another signed in the owner’s place', 'chain/forged', async (epoch, scene) => {
    const { publicKeys: { encryption: key }, signing } = await scene.keysOf(davi);
    return { ...epoch, key, statement: await signMembership({ group: groupOf(scene), genesis: epoch.genesis, epoch: epoch.epoch, key: key.id, member: '' }, signing) };
  }),
  epochs('the statement of a group without its owner’s hand', 'chain/forged', async (epoch) => ({ ...epoch, epoch: epoch.epoch + 1 })),
  { name: 'a group’s epoch rolled back to one that a removed member opens', code: 'chain/rolled-back', before: removed,
    lie: (scene) => scene.liar.answer('secret.sealing', (sealing) => {
      const { genesis, epochs: [old] } = oldOf(scene);
      return { ...sealing, recipients: sealing.recipients.map((one) => ('epoch' in one ? { ...one, wrapped: false, epoch: { genesis, epoch: old!.epoch, key: old!.key, statement: old!.statement } } : one)) };
    }),
    act: async (scene) => (await scene.vault(ana)).sharing.share(scene.other, [grant({ id: groupOf(scene) } as never)]) },
  { name: 'a group’s owner is handed an epoch key that the server knows', code: 'chain/forged', before: withGroup, act: saves([maria]),
    async lie(scene) {
      const { publicKey, secret } = await makeEncryptionPair();
      const wrap = await wrapGroupKey(secret, groupOf(scene), publicKey.id, ana.id, (await scene.keysOf(ana)).publicKeys.encryption);
      Object.assign(scene, { pair: await importPair(secret, publicKey) });
      scene.liar.answer('group.sealing', ({ current, ...rest }) => ({ ...rest, ...(current && { current: { ...current, wrap, epoch: { ...current.epoch, key: publicKey } } }) }));
    } },
  { name: 'a group’s owner is handed a newer epoch that she never made', code: 'chain/forged', before: withGroup, act: saves([maria]),
    lie: (scene) => scene.liar.answer('group.sealing', ({ current, ...rest }) => ({ ...rest, ...(current && { current: { ...current, epoch: { ...current.epoch, epoch: 7 } } }) })) },
  { name: 'a ghost among the members that a group’s key is wrapped for', code: 'no effect', before: withGroup, act: saves([maria]),
    async lie(scene) { const { publicKeys: keys } = await scene.keysOf(davi); scene.liar.answer('group.sealing', (sealing) => ({ ...sealing, members: [...sealing.members, { user: davi.id, keys }] })); } },
  { name: 'a member’s keys exchanged when they are added to a group', code: 'no effect', before: async (scene) => { await withGroup(scene); await (await scene.vault(ana)).keys.trust(maria.id); }, act: saves([maria]),
    async lie(scene) { const { publicKeys: keys } = await scene.keysOf(davi); scene.liar.answer('group.sealing', (sealing) => ({ ...sealing, members: sealing.members.map((one) => (one.user === maria.id ? { ...one, keys } : one)) })); } },
  { name: 'a ghost shown as a member of a private group', code: 'chain/forged', before: withGroup, lie: (scene) => scene.liar.answer('group.read', (reading) => ({ ...reading, members: [...reading.members, davi] })), act: async (scene) => (await scene.fresh(bruno)).groups.get(groupOf(scene)) },
  { name: 'another owner shown of a private group', code: 'chain/forged', before: withGroup, lie: (scene) => scene.liar.answer('group.read', (reading) => ({ ...reading, ownerId: davi.id })), act: async (scene) => (await scene.fresh(bruno)).groups.get(groupOf(scene)) },
  { name: 'the name of a private group changed', code: 'chain/forged', before: withGroup, lie: (scene) => scene.liar.answer('group.read', (reading) => ({ ...reading, name: 'Everybody' })), act: async (scene) => (await scene.fresh(bruno)).groups.get(groupOf(scene)) },
  { name: 'a private group rolled back to before somebody was removed', code: 'chain/rolled-back', before: removed, act: async (scene) => (await scene.vault(ana)).groups.get(groupOf(scene)),
    lie: (scene) => scene.liar.answer('group.read', (reading) => ({ ...reading, signed: oldOf(scene).signed, revision: oldOf(scene).revision })) },
  { name: 'nobody left, says the server: the removed person’s key stays the key', code: 'no effect', act: removesCarla, lie: (scene) => scene.liar.answer('secret.sealing', (sealing) => ({ ...sealing, someoneLeaves: false })),
    after: async (scene) => { const last = scene.liar.commands.filter(({ type }) => type === 'secret.share').at(-1)!; if (!('resealed' in last) || !last.resealed) throw new Error('it was not sealed anew'); } },
  { name: 'the removed person is still among the recipients', code: 'no effect', act: removesCarla,
    lie: (scene) => scene.liar.answer('secret.sealing', async (sealing) => ({ ...sealing, someoneLeaves: false, recipients: [...sealing.recipients, { to: carla.id, user: carla, keys: (await scene.keysOf(carla)).publicKeys, wrapped: true, through: [carla.id] }] })),
    after: async (scene) => { const last = scene.liar.commands.filter(({ type }) => type === 'secret.share').at(-1)!; if (!('resealed' in last) || !last.resealed || last.wraps.some(({ to }) => to === carla.id)) throw new Error('she was given the new key'); } },
];
