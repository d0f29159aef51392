import { expect } from '@open-wc/testing';
import type { SecretId, Vault } from '../../../src/core/index.js';
import { type World, aDirectory, aSecret, aWorld, ana, bruno, carla, eventually, everybody, grant, joao, ok, refused, revoke, theGroups } from '../../support/vault-builders.js';

const DAY = 86_400;

async function hers() {
  const directory = aDirectory(everybody, theGroups);
  const world = aWorld({ directory });
  await world.enrol(ana, bruno, carla);
  const vault = await world.vaultOf(ana);
  return { world, directory, vault, id: ok(await vault.secrets.add(aSecret())).id };
}
const sealOf = async ({ storage }: World, id: SecretId) => ((await storage.get({ kind: 'secret', id }))!.body as { envelope: { commitment: string } }).envelope.commitment;
const holdersOf = async ({ storage }: World, id: SecretId) => ((await storage.get({ kind: 'secret', id }))!.body as { wraps: { to: string }[] }).wraps.map(({ to }) => to);
/** Waits until the vault has sealed it anew by itself. */
const sealedAnew = async (world: World, vault: Vault, id: SecretId, before: string) =>
  eventually(vault, async () => ((await sealOf(world, id)) === before ? undefined : holdersOf(world, id)));

describe('a secret is sealed anew by itself', () => {
  it('at once by the open vault of its owner, where the only other person leaves', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno)]));
    const before = await sealOf(world, id);
    ok(await (await world.vaultOf(bruno)).secrets.leave(id));
    expect(await sealedAnew(world, vault, id, before)).to.deep.equal([ana.id]);
    expect(await vault.sharing.due()).to.deep.equal({ count: 0 });
  });

  it('at the next unlock, where somebody left or their time was over while the owner was away; until then it is counted, with its age', async () => {
    const { world, vault, id } = await hers();
    const { id: other } = ok(await vault.secrets.add(aSecret()));
    const end = new Date(world.clock.now().getTime() + DAY * 1_000);
    ok(await vault.sharing.share(id, [grant(bruno)]));
    ok(await vault.sharing.share(other, [grant(carla, 'view', end)]));
    const [before, otherBefore] = [await sealOf(world, id), await sealOf(world, other)];
    vault.keys.lock();
    world.clock.forward(2 * DAY);
    ok(await (await world.vaultOf(bruno)).secrets.leave(id));
    expect(await vault.sharing.due()).to.deep.equal({ count: 2, since: end });
    expect(await vault.sharing.due({ secretId: other })).to.deep.equal({ count: 1, since: end });
    expect(await (await world.vaultOf(carla)).sharing.due({ secretId: id }), 'of somebody without access').to.deep.equal({ count: 0 });
    expect(await vault.sharing.due({ secretId: 'none' })).to.deep.equal({ count: 0 });
    refused(await vault.sharing.sealAnew(id), 'access/locked');
    ok(await vault.keys.unlock());
    expect(await sealedAnew(world, vault, id, before)).to.deep.equal([ana.id]);
    expect(await sealedAnew(world, vault, other, otherBefore)).to.deep.equal([ana.id]);
    expect(await vault.sharing.due()).to.deep.equal({ count: 0 });
  });

  it('by an open vault when the time of somebody is over, also where it was given meanwhile', async () => {
    const { world, vault, id } = await hers();
    const end = new Date(world.clock.now().getTime() + DAY * 1_000);
    const real = globalThis.setTimeout;
    const timed = new Promise<() => void>((resolve) => {
      globalThis.setTimeout = ((handler: () => void, delay = 0) => (delay > DAY * 900 && delay <= DAY * 1_000 ? resolve(handler) : real(handler, delay))) as typeof setTimeout;
    });
    const before = await sealOf(world, id);
    try {
      ok(await vault.sharing.share(id, [grant(bruno, 'view', end)]));
      const wake = await timed;
      world.clock.forward(DAY + 1);
      wake();
    } finally {
      globalThis.setTimeout = real;
    }
    expect(await sealedAnew(world, vault, id, before)).to.deep.equal([ana.id]);
  });

  it('at the next unlock, where somebody was suspended; who comes back gets a key again', async () => {
    const { world, directory, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno)]));
    const before = await sealOf(world, id);
    directory.setPeople(everybody.map((user) => (user.id === bruno.id ? { ...user, status: 'suspended' } : user)));
    vault.keys.lock();
    ok(await vault.keys.unlock());
    expect(await sealedAnew(world, vault, id, before)).to.deep.equal([ana.id]);
    directory.setPeople(everybody);
    vault.keys.lock();
    ok(await vault.keys.unlock());
    await eventually(vault, async () => ((await holdersOf(world, id)).includes(bruno.id) || undefined));
    ok(await (await world.vaultOf(bruno)).secrets.reveal(id));
  });
});

describe('whoever left stays known until the value is another one', () => {
  /** Bruno’s time is over, and nobody has sealed it anew yet. */
  async function ended() {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'view', new Date(world.clock.now().getTime() + 1_000)), grant(joao, 'edit')]));
    world.clock.forward(60);
    return { world, vault, id };
  }
  const left = async (vault: Vault, id: SecretId) => ok(await vault.secrets.get(id)).leftSinceRotation;

  it('where only the notes were edited, which seals without them', async () => {
    const { world, vault, id } = await ended();
    ok(await vault.secrets.edit(id, { notes: 'new notes' }, { revision: 1 }));
    expect(await holdersOf(world, id)).to.not.include(bruno.id);
    expect(await left(vault, id)).to.equal(true);
    ok(await vault.secrets.edit(id, { clientSecret: 'another' }, { revision: 2 }));
    expect(await left(vault, id)).to.equal(false);
  });

  it('where a value is restored that they knew', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno)]));
    world.clock.forward(60);
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    world.clock.forward(60);
    ok(await vault.secrets.edit(id, { clientSecret: 'rotated' }, { revision: 1 }));
    expect(await left(vault, id)).to.equal(false);
    ok(await vault.secrets.restore(id, 1, { revision: 2 }));
    expect(await left(vault, id)).to.equal(true);
    refused(await vault.secrets.restore(id, 1, { revision: 2 }), 'secret/changed-meanwhile');
  });

  it('and nobody is said to have left where nobody ever did', async () => {
    const { vault, id } = await hers();
    ok(await vault.secrets.edit(id, { clientSecret: 'second' }, { revision: 1 }));
    ok(await vault.secrets.restore(id, 1, { revision: 2 }));
    expect(await left(vault, id)).to.equal(false);
  });
});
