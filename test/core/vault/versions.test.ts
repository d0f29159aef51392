import { expect } from '@open-wc/testing';
import { aSecret, aWorld, ana, bruno, carla, grant, joao, ok, refused, revoke } from '../../support/vault-builders.js';

/** Ana's secret, at its `count`th value. */
async function edited(count: number) {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
  await world.enrol(ana, bruno, carla, joao);
  const vault = await world.vaultOf(ana);
  const { id } = ok(await vault.secrets.add(aSecret({ clientSecret: 'value 1', notes: 'notes 1' })));
  for (let version = 2; version <= count; version += 1) ok(await vault.secrets.edit(id, { clientSecret: `value ${version}`, notes: `notes ${version}` }, { revision: version - 1 }));
  return { world, vault, id };
}
const numbers = (from: number, to: number) => Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => from + Math.sign(to - from) * at);

describe('secrets.versions', () => {
  it('are the present one and the 20 before it, the newest first, by whom and when', async () => {
    const { world, vault, id } = await edited(25);
    const versions = ok(await vault.secrets.versions(id));
    expect(versions.map(({ version }) => version)).to.deep.equal(numbers(25, 5));
    expect(versions.map(({ current }) => current)).to.deep.equal([true, ...Array<boolean>(20).fill(false)]);
    for (const { by, readable, hasClientSecret, at } of versions) expect([by.id, readable, hasClientSecret, Math.abs(at.getTime() - world.clock.now().getTime()) < 60_000]).to.deep.equal([ana.id, true, true, true]);
    for (const version of [25, 24, 5]) expect(ok(await vault.secrets.reveal(id, { version }))).to.deep.equal({ clientSecret: `value ${version}`, version });
    for (const version of [4, 26]) refused(await vault.secrets.reveal(id, { version }), 'access/not-found');
    for (const version of [0, -1, 1.5, 'x', null]) refused(await vault.secrets.reveal(id, { version: version as number }), 'input/invalid');
  });

  it('from before somebody came are closed to them, and open from then on', async () => {
    const { world, vault, id } = await edited(3);
    ok(await vault.sharing.share(id, [grant(bruno, 'edit')]));
    const his = await world.vaultOf(bruno);
    ok(await his.secrets.edit(id, { clientSecret: 'value 4' }, { revision: 3 }));
    ok(await his.secrets.edit(id, { clientSecret: 'value 5' }, { revision: 4 }));
    expect(ok(await his.secrets.versions(id)).map(({ version, by, readable }) => [version, by.id, readable])).to.deep.equal([[5, bruno.id, true], [4, bruno.id, true], [3, ana.id, true], [2, ana.id, false], [1, ana.id, false]]);
    for (const version of [4, 3]) expect(ok(await his.secrets.reveal(id, { version })).clientSecret).to.equal(`value ${version}`);
    for (const version of [2, 1]) {
      refused(await his.secrets.reveal(id, { version }), 'access/pending');
      refused(await his.secrets.restore(id, version, { revision: 5 }), 'access/pending');
    }
    expect(ok(await vault.secrets.reveal(id, { version: 2 })).clientSecret).to.equal('value 2');
  });

  it('are for those who may edit', async () => {
    const { world, vault, id } = await edited(2);
    ok(await vault.sharing.share(id, [grant(bruno)]));
    const his = await world.vaultOf(bruno);
    expect(refused(await his.secrets.versions(id), 'access/not-permitted').needs).to.equal('edit');
    refused(await his.secrets.reveal(id, { version: 1 }), 'access/not-found');
    expect(ok(await his.secrets.reveal(id, { version: 2 })).clientSecret).to.equal('value 2');
    refused(await (await world.vaultOf(carla)).secrets.versions(id), 'access/not-found');
  });

  it('go with the secret: none is stored any more once it is deleted', async () => {
    const { world, vault, id } = await edited(23);
    const stored = () => world.storage.list('version', { index: 'secret', key: id }, { limit: 100 });
    expect(await stored()).to.have.length(20);
    ok(await vault.secrets.delete(id));
    expect(await stored()).to.deep.equal([]);
  });
});

describe('secrets.restore', () => {
  it('makes the sealed parts of an older version the newest, for everybody who may read now; the name stays as it is', async () => {
    const { world, vault, id } = await edited(2);
    ok(await vault.sharing.share(id, [grant(bruno, 'edit'), grant(carla)]));
    ok(await vault.secrets.edit(id, { name: 'New name', clientSecret: 'value 3', notes: null }, { revision: 2 }));
    const his = await world.vaultOf(bruno);
    const restored = ok(await his.secrets.restore(id, 2, { revision: 3 }));
    expect([restored.name, restored.revision]).to.deep.equal(['New name', 4]);
    for (const user of [ana, bruno, carla]) {
      const theirs = await world.vaultOf(user);
      expect(ok(await theirs.secrets.reveal(id))).to.deep.equal({ clientSecret: 'value 2', version: 4 });
      expect(ok(await theirs.secrets.get(id)).notes).to.equal('notes 2');
    }
    expect(ok(await vault.secrets.versions(id)).map(({ version, by }) => [version, by.id])).to.deep.equal([[4, bruno.id], [3, ana.id], [2, ana.id], [1, ana.id]]);
  });

  it('is refused to who can only view, on an older state, while it is disabled, and for what is no version', async () => {
    const { world, vault, id } = await edited(2);
    ok(await vault.sharing.share(id, [grant(carla)]));
    refused(await (await world.vaultOf(carla)).secrets.restore(id, 1, { revision: 2 }), 'access/not-permitted');
    refused(await (await world.vaultOf(joao)).secrets.restore(id, 1, { revision: 2 }), 'access/not-found');
    expect(refused(await vault.secrets.restore(id, 1, { revision: 1 }), 'secret/changed-meanwhile').revision).to.equal(2);
    refused(await vault.secrets.restore(id, 7, { revision: 2 }), 'access/not-found');
    for (const version of [0, 'x', undefined]) refused(await vault.secrets.restore(id, version as number, { revision: 2 }), 'input/invalid');
    refused(await vault.secrets.restore(id, 1, undefined as never), 'input/invalid');
    refused(await vault.secrets.restore('garbage', 1, { revision: 2 }), 'access/not-found');
    ok((await vault.secrets.disable([id]))[0]!);
    refused(await vault.secrets.restore(id, 1, { revision: 3 }), 'access/disabled');
    expect(ok(await vault.secrets.versions(id))).to.have.length(2);
  });

  it('brings back that there was no value', async () => {
    const { vault, id } = await edited(1);
    ok(await vault.secrets.edit(id, { clientSecret: null }, { revision: 1 }));
    ok(await vault.secrets.restore(id, 1, { revision: 2 }));
    expect(ok(await vault.secrets.reveal(id)).clientSecret).to.equal('value 1');
    ok(await vault.secrets.restore(id, 2, { revision: 3 }));
    refused(await vault.secrets.reveal(id), 'secret/no-value');
  });
});

describe('leftSinceRotation', () => {
  it('is so from the moment that somebody lost access until the value is another one', async () => {
    const { world, vault, id } = await edited(1);
    ok(await vault.secrets.add(aSecret({ name: 'Another' })));
    const left = async () => {
      const [yes, no] = await Promise.all([true, false].map(async (leftSinceRotation) => (await vault.secrets.list({ filter: { leftSinceRotation } })).items.map((item) => item.id)));
      const row = (await vault.secrets.list()).items.find((item) => item.id === id)!;
      expect([yes!.includes(id), no!.includes(id), ok(await vault.secrets.get(id)).leftSinceRotation]).to.deep.equal([row.leftSinceRotation, !row.leftSinceRotation, row.leftSinceRotation]);
      return row.leftSinceRotation;
    };
    ok(await vault.sharing.share(id, [grant(bruno), grant(carla)]));
    expect(await left()).to.equal(false);
    world.clock.forward(60);
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    expect(await left()).to.equal(true);
    const gone = ok(await vault.secrets.get(id));
    expect(gone.leftAt!.getTime()).to.be.greaterThan(gone.rotatedAt.getTime());
    world.clock.forward(60);
    ok(await vault.secrets.edit(id, { name: 'Renamed', notes: 'other notes' }, { revision: 1 }));
    expect(await left(), 'a name and notes are not the value').to.equal(true);
    world.clock.forward(60);
    ok(await vault.secrets.edit(id, { clientSecret: 'rotated' }, { revision: 2 }));
    expect(await left()).to.equal(false);
    const rotated = ok(await vault.secrets.get(id));
    expect([rotated.leftAt, rotated.rotatedAt.getTime() > gone.leftAt!.getTime()]).to.deep.equal([gone.leftAt, true]);
    world.clock.forward(60);
    ok(await (await world.vaultOf(carla)).secrets.leave(id));
    expect(await left()).to.equal(true);
  });
});

describe('secrets.compare', () => {
  it('says what an older version held of what can be shown, and of the client secret only whether it is another one', async () => {
    const { vault, id } = await edited(2);
    expect(ok(await vault.secrets.compare(id, 1))).to.deep.equal({ clientId: { then: 'pay-client', now: 'pay-client' }, notes: { then: 'notes 1', now: 'notes 2' }, clientSecret: 'changed' });
    expect(ok(await vault.secrets.compare(id, 2))).to.deep.equal({ clientId: { then: 'pay-client', now: 'pay-client' }, notes: { then: 'notes 2', now: 'notes 2' }, clientSecret: 'same' });
    ok(await vault.secrets.edit(id, { clientId: 'other-client', notes: null, clientSecret: 'value 1' }, { revision: 2 }));
    expect(ok(await vault.secrets.compare(id, 1))).to.deep.equal({ clientId: { then: 'pay-client', now: 'other-client' }, notes: { then: 'notes 1', now: undefined }, clientSecret: 'same' });
    expect(JSON.stringify(ok(await vault.secrets.compare(id, 2)))).to.not.contain('value');
  });

  it('says that the older one had none', async () => {
    const { vault, id } = await edited(1);
    ok(await vault.secrets.edit(id, { clientSecret: null }, { revision: 1 }));
    ok(await vault.secrets.edit(id, { clientSecret: 'a new one' }, { revision: 2 }));
    expect(ok(await vault.secrets.compare(id, 2)).clientSecret).to.equal('added');
  });

  it('is journaled as opened to edit, and is no use of it', async () => {
    const { vault, id } = await edited(2);
    const { lastUsedAt } = ok(await vault.secrets.get(id));
    ok(await vault.secrets.compare(id, 1));
    const [latest] = (await vault.activity.list({ secretId: id })).entries;
    expect([latest?.kind, latest?.purpose, ok(await vault.secrets.get(id)).lastUsedAt]).to.deep.equal(['open', 'edit', lastUsedAt]);
  });

  it('is refused to who can only view, for a version from before they came, and for what is none', async () => {
    const { world, vault, id } = await edited(2);
    ok(await vault.sharing.share(id, [grant(bruno, 'edit'), grant(carla)]));
    refused(await (await world.vaultOf(bruno)).secrets.compare(id, 1), 'access/pending');
    refused(await (await world.vaultOf(carla)).secrets.compare(id, 1), 'access/not-permitted');
    refused(await (await world.vaultOf(joao)).secrets.compare(id, 1), 'access/not-found');
    refused(await vault.secrets.compare(id, 7), 'access/not-found');
    refused(await vault.secrets.compare('garbage', 1), 'access/not-found');
    for (const version of [0, 1.5, 'x', undefined]) refused(await vault.secrets.compare(id, version as number), 'input/invalid');
  });
});
