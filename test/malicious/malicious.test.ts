import { expect } from '@open-wc/testing';
import { ana, bruno, davi, eventually, grant, joao, ok, ops } from '../support/vault-builders.js';
import { accepted } from './accepted.js';
import { attack, tally } from './attack.js';
import { ghost, ghostAttacks } from './ghosts.js';
import { historyAttacks } from './history.js';
import { keyAttacks } from './keys.js';
import { readingAttacks } from './reading.js';
import { VALUE, aScene } from './scene.js';

describe('a malicious server (security.md, goal 4)', () => {
  for (const [about, attacks] of Object.entries({ keys: keyAttacks, history: historyAttacks, 'what is stored and shown': readingAttacks, 'ghosts and groups': ghostAttacks })) {
    describe(about, () => { for (const one of attacks) attack(one); });
  }

  after(() => {
    const { detected, attacks } = tally();
    console.log(`malicious server: ${detected} of ${attacks} detected`);
    expect(attacks).to.be.greaterThan(39);
  });
});

describe('a server that tells no time that is one', () => {
  for (const now of [NaN, Infinity, 1e300, 9e15, 0.5, undefined]) {
    it(`but ${now}: what a vault remembers can be read again, and what is known of the time is signed by`, async () => {
      const scene = await aScene();
      scene.liar.answer('account.read', (account) => ({ ...account, now: now as number }));
      scene.liar.answer('secret.chain', (part) => ({ ...part, now: now as number }));
      const session = await scene.fresh(joao);
      ok(await session.keys.verify(bruno.id));
      expect(Number.isNaN((await session.keys.trust(bruno.id)).verifiedAt?.getTime())).to.equal(false);
      await session.close();
      for (const one of await (await scene.vault(ana)).secrets.disable([scene.id])) ok(one);
      scene.liar.repent();
      for (const one of await (await scene.vault(ana)).secrets.enable([scene.id])) ok(one);
      expect((await (await scene.fresh(joao)).keys.trust(bruno.id)).state).to.equal('verified');
      await scene.close();
    });
  }
});

describe('what no reader can detect, and what happens then (security.md T3)', () => {
  it('control: what an accomplice can open is found', async () => {
    const scene = await aScene();
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(davi)]));
    expect(await scene.stolen()).to.be.greaterThan(0);
    await scene.close();
  });

  accepted('keys that are exchanged before anybody saw them are pinned; the fingerprint is that of the server’s keys, which a comparison shows', async (scene) => {
    const { publicKeys } = await (await import('../../src/core/crypto/make-keyset.js')).makeKeyset('user:joao', crypto.getRandomValues(new Uint8Array(32))).then(({ keys }) => keys);
    const honest = await (await scene.fresh(bruno)).keys.fingerprint('user:joao');
    scene.liar.answer('principal.keys', (all) => all.map((one) => (one.user === 'user:joao' ? { ...one, keys: publicKeys } : one)));
    const seen = await (await scene.fresh(ana)).keys.trust('user:joao');
    expect([seen.state, seen.fingerprint === honest]).to.deep.equal(['known', false]);
  });

  accepted('a new session that is shown an older history, and whose memory is withheld, sees that history', async (scene) => {
    const session = await scene.fresh(bruno);
    ok(await session.secrets.get(scene.id));
    await session.close();
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(davi)]));
    await scene.show((await scene.entries()).slice(0, 2));
    scene.liar.answer('secret.read', (reading) => ({ ...reading, seq: 2, summary: { ...reading.summary, access: reading.summary.access.slice(0, 3), changedAt: scene.world.clock.now() } }));
    scene.liar.answer('account.read', ({ account, ...rest }) => ({ ...rest, ...(account && { account: { ...account, memory: undefined } }) }));
    expect((await (await scene.fresh(bruno)).secrets.reveal(scene.id)).ok).to.equal(true);
  });

  accepted('a secret can be withheld: it is as if there were none', async (scene) => {
    scene.liar.answer('secret.find', (page) => ({ ...page, items: [] }));
    expect((await (await scene.fresh(bruno)).secrets.list()).items).to.deep.equal([]);
  });

  accepted('a list shows labels on the server’s word; opening the secret does not', async (scene) => {
    scene.liar.answer('secret.find', (page) => ({ ...page, items: page.items.map((item) => ({ ...item, name: 'Not it' })) }));
    const vault = await scene.fresh(bruno);
    expect((await vault.secrets.list()).items[0]?.name).to.equal('Not it');
    expect(ok(await vault.secrets.get(scene.id)).name).to.equal('The secret');
  });

  accepted('when a secret was last used, who left since, and its list of versions are the server’s word', async (scene) => {
    const never = new Date(0);
    scene.liar.answer('secret.read', ({ summary, ...rest }) => ({ ...rest, summary: { ...summary, leftSinceRotation: true, lastUsedAt: never } }));
    scene.liar.answer('secret.versions', (versions) => versions.map((one) => ({ ...one, at: never })));
    const vault = await scene.vault(ana);
    const { leftSinceRotation, lastUsedAt } = ok(await vault.secrets.get(scene.id));
    const [newest] = ok(await vault.secrets.versions(scene.id));
    expect([leftSinceRotation, lastUsedAt, newest?.at]).to.deep.equal([true, never, never]);
  });

  accepted('at the grant, the members of a directory group are the directory’s word', async (scene) => {
    scene.directory.setGroups([{ ...ops, members: [...ops.members, davi.id] }]);
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(ops)]));
    expect(await scene.stolen()).to.be.greaterThan(0);
  });

  accepted('a private group that a vault never saw is told to it as one of the directory, with an accomplice in it', async (scene) => {
    const group = ok(await (await scene.vault(joao)).groups.save({ name: 'Joint', enabled: true, membersMayView: true, members: [ana.id, bruno.id] }));
    await ghost(() => [group.id])(scene);
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(group)]));
    expect(await scene.stolen()).to.be.greaterThan(0);
  });

  accepted('that somebody acts through a directory group is the server’s word, and the proof says so', async (scene) => {
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(ops, 'manage')]));
    await scene.append(await scene.forge(davi, { through: [{ group: ops.id }], steps: [{ kind: 'disable' }] }));
    const proof = ok(await (await scene.fresh(bruno)).activity.proof(scene.id));
    expect(proof.map(({ onWord }) => onWord)).to.deep.equal([false, false, false, true]);
  });

  accepted('whoever has the organisation’s key, with the server, can hand a secret over whose owner is there; the history shows every reader that it was done with that key', async (scene) => {
    await scene.append(await scene.forge(davi, { actorKey: scene.organisation.id, steps: [{ kind: 'transfer', to: joao.id }] }, scene.organisation.key));
    const proof = ok(await (await scene.fresh(bruno)).activity.proof(scene.id));
    expect(proof.map(({ forOrganisation }) => forOrganisation)).to.deep.equal([false, false, true]);
  });

  accepted('whether joiners wait is the server’s policy', async (scene) => {
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(ops)]));
    scene.directory.setGroups([{ ...ops, members: [...ops.members, davi.id] }]);
    scene.liar.answer('policy.get', (policy) => ({ ...policy, joiners: 'automatic' }));
    const vault = await scene.fresh(ana);
    await eventually(vault, async () => ((await scene.stolen()) > 0 ? true : undefined));
  });

  accepted('an editor whose grant has ended can still sign at a time before the end, until something later is signed', async (scene) => {
    const end = scene.world.clock.now().getTime() + 60_000;
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(bruno, 'edit', new Date(end))]));
    scene.world.clock.forward(3_600);
    await scene.append(await scene.forge(bruno, { at: end - 1, steps: [{ kind: 'disable' }, { kind: 'enable' }] }));
    expect(ok(await (await scene.fresh(ana)).secrets.reveal(scene.id)).clientSecret).to.equal(VALUE);
  });
});
