import { expect } from '@open-wc/testing';
import { ana, aWorld, bruno, carla, joao, ok, refused } from '../../support/vault-builders.js';
import { startsOver } from '../../support/trust-builders.js';

const EIGHT_GROUPS = /^\d{5}( \d{5}){7}$/;

describe('what a vault knows of other people’s keys', () => {
  it('none, then known from the first time, then compared, with the day', async () => {
    const world = aWorld();
    const { keys } = await world.vaultOf(ana);
    expect(await keys.trust(bruno.id)).to.deep.equal({ state: 'none' });
    await world.enrol(bruno);
    const known = await keys.trust(bruno.id);
    expect([known.state, EIGHT_GROUPS.test(known.fingerprint ?? '')]).to.deep.equal(['known', true]);
    ok(await keys.verify(bruno.id, known.fingerprint));
    const compared = await keys.trust(bruno.id);
    expect([compared.state, compared.fingerprint, compared.verifiedAt?.toDateString()]).to.deep.equal(['verified', known.fingerprint, world.clock.now().toDateString()]);
  });

  it('changed, with both fingerprints, until they are compared; an old comparison does not hold for new keys', async () => {
    const world = aWorld();
    await world.enrol(bruno);
    const { keys } = await world.vaultOf(ana);
    const before = (await keys.trust(bruno.id)).fingerprint;
    const { keys: theirs } = await startsOver(world, bruno);
    const now = await theirs.fingerprint(bruno.id);
    expect(await keys.trust(bruno.id)).to.deep.equal({ state: 'changed', fingerprint: now, known: before });
    refused(await keys.verify(bruno.id, before), 'share/key-changed');
    ok(await keys.verify(bruno.id, now));
    expect((await keys.trust(bruno.id)).state).to.equal('verified');
  });

  it('of many people in one question', async () => {
    const world = aWorld();
    await world.enrol(bruno, carla);
    const vault = await world.vaultOf(ana);
    ok(await vault.keys.verify(carla.id));
    const trusts = await vault.keys.trusts([bruno.id, carla.id, joao.id]);
    expect([...trusts].map(([user, { state }]) => [user, state])).to.deep.equal([[bruno.id, 'known'], [carla.id, 'verified'], [joao.id, 'none']]);
  });

  it('whoever is first seen after they started over is known with their former keys: what they signed with them still holds', async () => {
    const world = aWorld();
    const theirs = await world.vaultOf(bruno);
    const { id } = ok(await theirs.secrets.add({ name: 'Old', url: 'https://old.example.org', clientId: 'old' }));
    await world.enrol(ana);
    ok(await theirs.sharing.share(id, [{ op: 'grant', principal: ana.id, permission: 'view' }]));
    await startsOver(world, bruno);
    const mine = await world.vaultOf(ana);
    expect((await mine.keys.trust(bruno.id)).state).to.equal('known');
    expect(ok(await mine.secrets.get(id)).name).to.equal('Old');
  });
});
