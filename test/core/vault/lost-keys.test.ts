import { expect } from '@open-wc/testing';
import { openVault } from '../../../src/core/index.js';
import { ephemeralKeys } from '../../../src/keys/index.js';
import { aSecret, aWorld, ana, bruno, carla, eventually, grant, joao, line, linesOf, ok, own, refused } from '../../support/vault-builders.js';
import { startsOver } from '../../support/trust-builders.js';
import { typedKeys } from './typed-keys.js';

const VALUE = aSecret().clientSecret;

/** Bruno reads Ana's secret, and has one of his own, alone and shared with Carla. */
async function beforeTheLoss() {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
  await world.enrol(ana, bruno, carla);
  const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
  const { id } = ok(await hers.secrets.add(aSecret()));
  ok(await hers.sharing.share(id, [grant(bruno, 'edit')]));
  ok(await his.secrets.reveal(id));
  const alone = ok(await his.secrets.add(aSecret({ name: 'His alone' }))).id;
  const shared = ok(await his.secrets.add(aSecret({ name: 'His, shared' }))).id;
  ok(await his.sharing.share(shared, [grant(carla, 'manage')]));
  await his.close();
  return { world, hers, id, alone, shared };
}

describe('starting over', () => {
  it('makes new keys for somebody who lost theirs: what is theirs and what was shared with them stays in their list, and waits for a key', async () => {
    const { world, hers, id, alone, shared } = await beforeTheLoss();
    const old = (await hers.keys.trust(bruno.id)).fingerprint;
    const his = await startsOver(world, bruno);
    expect([his.keys.state, his.keys.enrolled]).to.deep.equal(['unlocked', true]);
    expect(await his.keys.fingerprint(bruno.id)).not.to.equal(old);
    expect((await his.secrets.list()).items.map((item) => item.id).toSorted()).to.deep.equal([id, alone, shared].toSorted());
    for (const one of [id, alone, shared]) refused(await his.secrets.reveal(one), 'access/pending');
    const { id: fresh } = ok(await his.secrets.add(aSecret({ name: 'Since then' })));
    expect(ok(await his.secrets.reveal(fresh)).clientSecret).to.equal(VALUE);
  });

  it('is refused to others until they compare the new fingerprint, and then gives access again', async () => {
    const { world, hers, id } = await beforeTheLoss();
    const known = await hers.keys.fingerprint(bruno.id);
    const his = await startsOver(world, bruno);
    const now = await his.keys.fingerprint(bruno.id);
    expect(refused(await hers.sharing.share(id, [grant(bruno, 'view')]), 'share/key-changed')).to.deep.equal({ code: 'share/key-changed', user: bruno.id, known, now });
    const another = ok(await hers.secrets.add(aSecret({ name: 'Another' }))).id;
    refused(await hers.sharing.share(another, [grant(carla), grant(bruno)]), 'share/key-changed');
    refused(await hers.secrets.transfer(another, bruno.id), 'share/key-changed');
    expect(linesOf(ok(await hers.sharing.access(another)))).to.deep.equal([own(ana)]);
    expect(ok(await hers.sharing.waiting(id)).map(({ user, reason }) => [user.id, reason])).to.deep.equal([[bruno.id, 'key-changed']]);
    ok(await hers.sharing.confirm(id, [bruno.id]));
    refused(await his.secrets.reveal(id), 'access/pending');

    ok(await hers.keys.verify(bruno.id, now));
    expect(await eventually(his, async () => { const got = await his.secrets.reveal(id); return got.ok ? got.value.clientSecret : undefined; })).to.equal(VALUE);
    expect(ok(await hers.sharing.waiting(id))).to.deep.equal([]);
    ok(await hers.sharing.share(another, [grant(bruno)]));
    expect(ok(await his.secrets.reveal(another)).clientSecret).to.equal(VALUE);
  });

  it('gives one’s own secrets back where somebody else manages them', async () => {
    const { world, alone, shared } = await beforeTheLoss();
    const his = await startsOver(world, bruno);
    const carlas = await world.vaultOf(carla);
    ok(await carlas.keys.verify(bruno.id, await his.keys.fingerprint(bruno.id)));
    expect(await eventually(his, async () => { const got = await his.secrets.reveal(shared); return got.ok ? got.value.clientSecret : undefined; })).to.equal(VALUE);
    refused(await his.secrets.reveal(alone), 'access/pending');
    ok(await his.secrets.delete(alone));
  });

  it('keeps who somebody was: what they signed with the old keys still holds', async () => {
    const { world, id } = await beforeTheLoss();
    const hers = await world.vaultOf(ana);
    const before = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    ok(await before.sharing.share(id, [grant(carla)]));
    const mine = await startsOver(world, ana);
    expect(ok(await mine.sharing.access(id)).map(({ principal }) => principal.id)).to.deep.equal([ana.id, bruno.id, carla.id]);
    const carlas = await world.vaultOf(carla);
    expect(ok(await carlas.secrets.reveal(id)).clientSecret).to.equal(VALUE);
    await hers.close();
  });

  it('in a browser that is unlocked remembers whom one compared, there and in the next', async () => {
    const world = aWorld();
    await world.enrol(bruno, joao);
    const vault = await world.vaultOf(ana);
    ok(await vault.keys.verify(bruno.id));
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.keys.startOver());
    refused(await vault.secrets.reveal(id), 'access/pending');
    const fresh = ok(await vault.secrets.add(aSecret({ name: 'Fresh' }))).id;
    ok(await vault.sharing.share(fresh, [grant(bruno), grant(joao)]));
    expect(linesOf(ok(await vault.sharing.access(fresh)))).to.deep.equal([own(ana), line(bruno, 'view'), line(joao, 'view')]);
    await vault.close();
    const later = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    expect([(await later.keys.trust(bruno.id)).state, (await later.keys.trust(joao.id)).state]).to.deep.equal(['verified', 'known']);
    expect(ok(await later.secrets.reveal(fresh)).clientSecret).to.equal(VALUE);
  });

  it('in a browser that is not unlocked forgets whom one compared: keys that were exchanged meanwhile are met as if for the first time', async () => {
    const world = aWorld();
    await world.enrol(bruno);
    const before = await world.vaultOf(ana);
    ok(await before.keys.verify(bruno.id));
    await startsOver(world, bruno);
    expect((await before.keys.trust(bruno.id)).state, 'the control').to.equal('changed');
    const { keys } = await startsOver(world, ana);
    const { state, known, verifiedAt } = await keys.trust(bruno.id);
    expect([state, known, verifiedAt]).to.deep.equal(['known', undefined, undefined]);
  });

  it('keeps one’s private groups: members act through them as before, and those who compared see what is saved since', async () => {
    const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
    await world.enrol(ana, bruno, carla, joao);
    const [hers, member, owner] = [await world.vaultOf(ana), await world.vaultOf(bruno), await world.vaultOf(joao)];
    const group = ok(await hers.groups.save({ name: 'Friends', enabled: true, membersMayView: true, members: [bruno.id, joao.id] }));
    const { id } = ok(await owner.secrets.add(aSecret()));
    ok(await owner.sharing.share(id, [grant(group, 'edit'), grant(carla)]));
    ok(await member.groups.get(group.id));
    await hers.close();
    const again = await startsOver(world, ana);
    ok(await member.secrets.edit(id, { name: 'By Bruno' }, { revision: 1 }));

    const saved = ok(await again.groups.save({ name: 'Dear friends', enabled: true, membersMayView: true, members: [bruno.id, joao.id], id: group.id, revision: 1 }));
    expect([saved.name, ok(await again.groups.get(group.id)).name]).to.deep.equal(['Dear friends', 'Dear friends']);
    for (const vault of [member, owner]) {
      expect(refused(await vault.groups.get(group.id), 'share/key-changed').user).to.equal(ana.id);
      ok(await vault.keys.verify(ana.id, await again.keys.fingerprint(ana.id)));
      expect(ok(await vault.groups.get(group.id)).name).to.equal('Dear friends');
    }
    await eventually(owner, async () => (ok(await world.authority.query(joao.id, { type: 'secret.waiting' })).secrets.length === 0 ? true : undefined));
    ok(await member.secrets.edit(id, { clientSecret: 'through the new keys' }, { revision: 2 }));
    const reader = await openVault({ actor: carla.id, authority: world.authority, keys: world.keys });
    expect([ok(await reader.secrets.get(id)).changedBy.id, ok(await reader.secrets.reveal(id)).clientSecret]).to.deep.equal([bruno.id, 'through the new keys']);
  });

  it('takes what the keeper asks for, and changes nothing where it is not taken', async () => {
    const world = aWorld();
    const vault = await openVault({ actor: ana.id, authority: world.authority, keys: typedKeys() });
    refused(await vault.keys.startOver({ passphrase: 'the first of all' }), 'keys/unavailable');
    ok(await vault.keys.unlock({ passphrase: 'the first of all' }));
    const { id } = ok(await vault.secrets.add(aSecret()));
    const recoveryKey = ok(await vault.keys.makeRecoveryKey({ unlockWith: { passphrase: 'the first of all' } }));
    vault.keys.lock();
    refused(await vault.keys.startOver({ passphrase: 'short' }), 'keys/wrong-input');
    ok(await vault.keys.unlock({ passphrase: 'the first of all' }));
    ok(await vault.secrets.reveal(id));
    ok(await vault.keys.startOver({ passphrase: 'the second of all' }));
    expect(await vault.keys.methods()).to.have.length(1);
    vault.keys.lock();
    refused(await vault.keys.unlock({ passphrase: 'the first of all' }), 'keys/wrong-input');
    refused(await vault.keys.unlock({ recoveryKey }), 'keys/unavailable');
    ok(await vault.keys.unlock({ passphrase: 'the second of all' }));
  });

  it('happens once where two browsers start over at the same time', async () => {
    const { world } = await beforeTheLoss();
    const keepers = [ephemeralKeys(), ephemeralKeys()];
    const vaults = await Promise.all(keepers.map((keys) => openVault({ actor: bruno.id, authority: world.authority, keys })));
    const results = await Promise.all(vaults.map((vault) => vault.keys.startOver()));
    expect(results.map((result) => result.ok || result.refusal.code).toSorted()).to.deep.equal(['keys/unavailable', true]);
    const winner = vaults[results.findIndex((result) => result.ok)]!;
    ok(await winner.secrets.add(aSecret()));
  });
});
