import { expect } from '@open-wc/testing';
import { openDetails, openValue } from '../../../src/core/crypto/content.js';
import { importPair } from '../../../src/core/crypto/encryption-pair.js';
import { openKeyset } from '../../../src/core/crypto/keyset.js';
import { unwrapDataKey, unwrapGroupKey } from '../../../src/core/crypto/wrap.js';
import type { AccountRecord, GroupRecord, SecretRecord } from '../../../src/core/authority/records.js';
import { type GroupId, type GroupInput, type SecretId, type User, openVault } from '../../../src/core/index.js';
import { aSecret, aWorld, ana, bruno, carla, davi, eventually, faultOf, grant, joao, ok, refused, type World } from '../../support/vault-builders.js';

const VALUE = aSecret().clientSecret;
const input = (members: readonly User[], more: Partial<GroupInput> = {}): GroupInput => ({ name: 'Friends', enabled: true, membersMayView: true, members: members.map(({ id }) => id), ...more });
const groupOf = async (world: World, id: GroupId) => (await world.storage.get({ kind: 'group', id }))!.body as GroupRecord;
const secretOf = async (world: World, id: SecretId) => (await world.storage.get({ kind: 'secret', id }))!.body as SecretRecord;
const epochsOf = async (world: World, id: GroupId) => (await groupOf(world, id)).epochs.map(({ epoch }) => epoch);
const revealOf = async (world: World, user: User, id: SecretId) => (await world.vaultOf(user)).secrets.reveal(id);

/** Ana's secret, shared with her group of Bruno and Carla. */
async function friends(permission: 'view' | 'edit' | 'manage' = 'view', more: Partial<GroupInput> = {}) {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
  await world.enrol(ana, bruno, carla, joao);
  const vault = await world.vaultOf(ana);
  const group = ok(await vault.groups.save(input([bruno, carla], more)));
  const { id } = ok(await vault.secrets.add(aSecret()));
  ok(await vault.sharing.share(id, [grant(group, permission)]));
  /** Saves the group on its last state. */
  const save = async (next: GroupInput) => ok(await vault.groups.save({ ...next, id: group.id, revision: (await groupOf(world, group.id)).revision }));
  return { world, vault, group, id, save };
}

/** Until nothing is due to be sealed anew: the secret's wrap for the group is for its present epoch, or there is none. */
const sealedAnew = (world: World, vault: Awaited<ReturnType<World['vaultOf']>>, id: SecretId, before: SecretRecord) =>
  eventually(vault, async () => { const now = await secretOf(world, id); return now.envelope!.commitment === before.envelope!.commitment ? undefined : now; });

describe('a private group’s epoch key', () => {
  it('changes where somebody is out, by removal or by disabling, and stays where somebody joins or the name changes', async () => {
    const { world, group, save } = await friends();
    expect(await epochsOf(world, group.id)).to.deep.equal([1]);
    await save(input([bruno, carla], { name: 'Dear friends', description: 'more', membersMayView: false }));
    await save(input([bruno, carla, joao]));
    expect(await epochsOf(world, group.id)).to.deep.equal([1]);
    await save(input([bruno, joao]));
    expect(await epochsOf(world, group.id)).to.deep.equal([2, 1]);
    await save(input([bruno, joao], { enabled: false }));
    expect(await epochsOf(world, group.id)).to.deep.equal([3, 2, 1]);
    await save(input([bruno, joao]));
    expect(await epochsOf(world, group.id)).to.deep.equal([3, 2, 1]);
    await save(input([carla, joao]));
    const { epochs } = await groupOf(world, group.id);
    expect(epochs.map(({ epoch }) => epoch)).to.deep.equal([4, 3, 2, 1]);
    for (const { wraps, proofs } of epochs) expect([...wraps.map(({ to }) => to), ...proofs.map(({ member }) => member)]).not.to.include(bruno.id);
  });

  it('is wrapped once for the whole group: a joiner reads everything that is shared with it, and nothing is sealed anew', async () => {
    const { world, vault, group, id, save } = await friends();
    const second = ok(await vault.secrets.add(aSecret({ name: 'Second' }))).id;
    ok(await vault.sharing.share(second, [grant(group, 'edit')]));
    const before = await Promise.all([id, second].map((one) => secretOf(world, one)));
    expect(before[0]!.wraps.map(({ to }) => to)).to.deep.equal([ana.id, group.id]);
    refused(await revealOf(world, joao, id), 'access/not-found');
    await save(input([bruno, carla, joao]));
    for (const one of [id, second]) expect(ok(await revealOf(world, joao, one)).clientSecret).to.equal(VALUE);
    expect(await Promise.all([id, second].map((one) => secretOf(world, one)))).to.deep.equal(before);
  });

  it('that a removed member kept, with everything that was stored before, opens nothing that is sealed after', async () => {
    const { world, vault, group, id, save } = await friends();
    const account = (await world.storage.get({ kind: 'account', id: bruno.id }))!.body as AccountRecord;
    const { accountKey } = ok(await world.keys.unlock({ actor: bruno.id, records: account.unlock }));
    const keys = await openKeyset(bruno.id, accountKey, account.keyset, account.publicKeys);
    const [old, [epoch]] = [await secretOf(world, id), (await groupOf(world, group.id)).epochs];
    const epochPair = await importPair(await unwrapGroupKey(epoch!.wraps.find(({ to }) => to === bruno.id)!, group.id, epoch!.key.id, keys.pair), epoch!.key);
    const opened = async ({ envelope, wraps }: SecretRecord) => {
      const { version, commitment } = envelope!;
      const dataKey = await unwrapDataKey(wraps.find(({ to }) => to === group.id)!, { secret: id, version, commitment }, epochPair);
      return [(await openDetails(dataKey, id, envelope!)).clientId, (await openValue(dataKey, id, envelope!))?.clientSecret];
    };
    expect(await opened(old), 'the control').to.deep.equal(['pay-client', VALUE]);

    await save(input([carla]));
    const now = await sealedAnew(world, vault, id, old);
    expect(await faultOf(opened(now))).to.equal('envelope/tampered');
    ok(await vault.secrets.edit(id, { clientSecret: 'later' }, { revision: 1 }));
    expect(await faultOf(opened(await secretOf(world, id)))).to.equal('envelope/tampered');
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect(ok(await revealOf(world, carla, id)).clientSecret).to.equal('later');
  });

  it('reaches members who had no keys as soon as they have some, from a vault of the group’s owner', async () => {
    const { world, id, save } = await friends();
    await save(input([bruno, carla, davi]));
    const his = await world.vaultOf(davi);
    expect(await eventually(his, async () => { const got = await his.secrets.reveal(id); return got.ok ? got.value.clientSecret : undefined; })).to.equal(VALUE);
  });
});

describe('what a private group may do on a secret', () => {
  it('a member edits and disables as the group may, and a third person sees it proved', async () => {
    const { world, vault, id } = await friends('edit');
    ok(await vault.sharing.share(id, [grant(joao)]));
    const member = await world.vaultOf(bruno);
    ok(await member.secrets.edit(id, { name: 'By Bruno', clientSecret: 'by Bruno' }, { revision: 1 }));
    ok((await member.secrets.disable([id]))[0]!);
    ok((await member.secrets.enable([id]))[0]!);
    const reader = await world.vaultOf(joao);
    const seen = ok(await reader.secrets.get(id));
    expect([seen.name, seen.changedBy.id, ok(await reader.secrets.reveal(id)).clientSecret]).to.deep.equal(['By Bruno', bruno.id, 'by Bruno']);
    expect(ok(await reader.activity.proof(id)).map(({ actor, onWord }) => [actor.id, onWord])).to.deep.equal([[ana.id, false], [ana.id, false], [ana.id, false], [bruno.id, false], [bruno.id, false], [bruno.id, false]]);
  });

  it('a member of a group that they may not view edits all the same, and learns nothing of it', async () => {
    const { world, vault, id } = await friends('edit', { membersMayView: false, name: 'Hidden name' });
    const member = await world.vaultOf(bruno);
    ok(await member.secrets.edit(id, { clientSecret: 'by Bruno' }, { revision: 1 }));
    expect(ok(await vault.secrets.reveal(id)).clientSecret).to.equal('by Bruno');
    expect(ok(await revealOf(world, carla, id)).clientSecret).to.equal('by Bruno');
    expect(JSON.stringify([await member.secrets.get(id), await member.sharing.access(id), await member.activity.proof(id)])).not.to.contain('Hidden name');
  });

  it('a manager by the group shares on, and somebody who left it can do nothing more', async () => {
    const { world, id, save } = await friends('manage');
    const member = await world.vaultOf(bruno);
    ok(await member.sharing.share(id, [grant(joao, 'edit')]));
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
    await save(input([carla]));
    refused(await member.sharing.share(id, [grant(davi)]), 'access/not-found');
    refused(await member.secrets.edit(id, { name: 'x' }, { revision: 1 }), 'access/not-found');
    const reader = await world.vaultOf(joao);
    ok(await reader.secrets.edit(id, { name: 'By João' }, { revision: 1 }));
  });
});

/** Ana's secret, shared with a group of Bruno's in which she, Carla and João are. Her vault is the only one of hers that is open. */
async function inBrunosGroup() {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
  const hers = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
  await world.enrol(bruno, carla, joao);
  const his = await world.vaultOf(bruno);
  const group = ok(await his.groups.save(input([ana, carla, joao])));
  const { id } = ok(await hers.secrets.add(aSecret()));
  ok(await hers.sharing.share(id, [grant(group)]));
  return { world, hers, his, group, id };
}

describe('after somebody is out of a group', () => {
  it('the owner’s vault seals the secret anew in the background; its version stays', async () => {
    const { world, vault, group, id, save } = await friends();
    const before = await secretOf(world, id);
    world.clock.forward(60);
    await save(input([carla]));
    const now = await sealedAnew(world, vault, id, before);
    expect([now.envelope!.version, now.wraps.map(({ to }) => to)]).to.deep.equal([1, [ana.id, group.id]]);
    expect(now.wraps.find(({ to }) => to === group.id)!.key).to.equal((await groupOf(world, group.id)).epochs[0]!.key.id);
    expect((await vault.secrets.list()).items.map(({ leftSinceRotation }) => leftSinceRotation)).to.deep.equal([true]);
  });

  it('a manager’s vault does it while the owner’s is away', async () => {
    const { world, id, hers, group, his } = await inBrunosGroup();
    const manager = await world.vaultOf(joao);
    ok(await hers.sharing.share(id, [grant(joao, 'manage')]));
    await hers.close();
    const before = await secretOf(world, id);
    ok(await his.groups.save(input([ana, joao], { id: group.id, revision: 1 })));
    const now = await sealedAnew(world, manager, id, before);
    expect(now.envelope!.author).to.equal(joao.id);
    for (const user of [ana, joao]) expect(ok(await revealOf(world, user, id)).clientSecret).to.equal(VALUE);
  });

  it('a group’s owner who may not share the secret only marks it: the next vault of the secret’s owner does it', async () => {
    const { world, id, hers, group, his } = await inBrunosGroup();
    await hers.close();
    const waiting = async (user: User) => ok(await world.authority.query(user.id, { type: 'secret.waiting' })).secrets;
    expect(await waiting(ana)).to.deep.equal([]);
    const before = await secretOf(world, id);
    ok(await his.groups.save(input([ana, joao], { id: group.id, revision: 1 })));
    expect([await waiting(ana), await waiting(bruno)]).to.deep.equal([[id], []]);
    expect((await secretOf(world, id)).envelope!.commitment).to.equal(before.envelope!.commitment);
    refused(await revealOf(world, carla, id), 'access/not-found');
    const next = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    await sealedAnew(world, next, id, before);
    expect(await waiting(ana)).to.deep.equal([]);
    expect(ok(await next.secrets.get(id)).leftAt).to.be.instanceOf(Date);
  });
});
