import { expect } from '@open-wc/testing';
import type { SharingEvent, User } from '../../../src/core/index.js';
import { type World, aDirectory, aSecret, aWorld, ana, bruno, carla, everybody, grant, joao, ok, ops, revoke, theGroups } from '../../support/vault-builders.js';

const HOUR = 3_600;
const after = (world: World, hours: number): Date => new Date(world.clock.now().getTime() + hours * HOUR * 1_000);

/** Ana's secret, and what the host hears. */
async function told() {
  const events: SharingEvent[] = [];
  const world = aWorld({ notifier: { async notify(event) { events.push(event); } } });
  await world.enrol(ana, bruno, carla, joao);
  const vault = await world.vaultOf(ana);
  const { id } = ok(await vault.secrets.add(aSecret()));
  const reminders = async (since?: Date): Promise<{ readonly next: Date; readonly lines: readonly string[] }> => {
    events.length = 0;
    const next = await world.authority.admin.remind(since);
    return { next, lines: events.map((event) => `${event.kind} ${event.principal}`).sort() };
  };
  return { world, vault, id, events, reminders };
}

describe('authority.admin.remind', () => {
  it('tells the host once of what ends within a day, and once of what ended', async () => {
    const { world, vault, id, reminders } = await told();
    ok(await vault.sharing.share(id, [grant(bruno, 'view', after(world, 30)), grant(ops, 'edit', after(world, 50)), grant(joao)]));
    let { next, lines } = await reminders();
    expect(lines, 'nothing ends within a day').to.deep.equal([]);
    const heard: (readonly string[])[] = [];
    for (let hour = 0; hour < 60; hour += 4) {
      world.clock.forward(4 * HOUR);
      ({ next, lines } = await reminders(next));
      if (lines.length > 0) heard.push([`${hour + 4} h`, ...lines]);
    }
    expect(heard).to.deep.equal([['8 h', 'ends-soon user:bruno'], ['28 h', 'ends-soon group:ops'], ['32 h', 'ended user:bruno'], ['52 h', 'ended group:ops']]);
  });

  it('says whose secret it is, who gave the access and when it ends, and never a value', async () => {
    const { world, vault, id, events, reminders } = await told();
    const end = after(world, 2);
    ok(await vault.sharing.share(id, [grant(bruno, 'edit', end)]));
    await reminders();
    expect(events).to.deep.equal([{ kind: 'ends-soon', at: world.clock.now(), actor: ana.id, owner: ana.id, secretId: id, secretName: 'Payments API', principal: bruno.id, permission: 'edit', expiresAt: end }]);
  });

  it('tells of a short access that was given since the last time', async () => {
    const { world, vault, id, reminders } = await told();
    const { next } = await reminders();
    world.clock.forward(HOUR);
    ok(await vault.sharing.share(id, [grant(bruno, 'view', after(world, 3))]));
    world.clock.forward(HOUR);
    expect((await reminders(next)).lines).to.deep.equal(['ends-soon user:bruno']);
  });

  it('tells nothing of what was taken away, renewed or deleted before', async () => {
    const { world, vault, id, reminders } = await told();
    const gone = ok(await vault.secrets.add(aSecret({ name: 'Another' })));
    const soon = after(world, 40);
    ok(await vault.sharing.share(id, [grant(bruno, 'view', soon), grant(carla, 'view', soon)]));
    ok(await vault.sharing.share(gone.id, [grant(bruno, 'view', soon)]));
    const { next } = await reminders();
    ok(await vault.sharing.share(id, [revoke(bruno), grant(carla, 'view', after(world, 400))]));
    ok(await vault.secrets.delete(gone.id));
    world.clock.forward(100 * HOUR);
    expect((await reminders(next)).lines).to.deep.equal([]);
  });

  it('says the first time what ends soon, and nothing of what ended long ago', async () => {
    const { world, vault, id, reminders } = await told();
    ok(await vault.sharing.share(id, [grant(bruno, 'view', after(world, 1)), grant(carla, 'view', after(world, 20))]));
    world.clock.forward(2 * HOUR);
    expect((await reminders()).lines).to.deep.equal(['ends-soon user:carla']);
  });

  it('reads more secrets than one page holds', async () => {
    const { world, vault, reminders } = await told();
    const end = after(world, 5);
    for (let at = 0; at < 101; at += 1) ok(await vault.secrets.add(aSecret({ name: `Secret ${at}` })));
    const last = (await vault.secrets.list({ limit: 100 })).items.at(-1)!;
    ok(await vault.sharing.share(last.id, [grant(bruno, 'view', end)]));
    expect((await reminders()).lines).to.deep.equal(['ends-soon user:bruno']);
  });
});

describe('authority.admin.ownerless', () => {
  it('names the secrets of who was suspended or is gone, with who may share them', async () => {
    const directory = aDirectory(everybody, theGroups);
    const world = aWorld({ directory, policy: { levels: ['view', 'edit', 'manage'] } });
    await world.enrol(ana, bruno, carla);
    const hers = ok(await (await world.vaultOf(ana)).secrets.add(aSecret({ name: 'Hers' })));
    ok(await (await world.vaultOf(ana)).sharing.share(hers.id, [grant(carla, 'manage'), grant(joao)]));
    const his = ok(await (await world.vaultOf(bruno)).secrets.add(aSecret({ name: 'His' })));
    const { admin } = world.authority;
    expect(await admin.ownerless()).to.deep.equal([]);
    const away: User = { ...ana, status: 'suspended' };
    directory.setPeople([away, ...everybody.filter(({ id }) => id !== ana.id)]);
    expect(await admin.ownerless()).to.deep.equal([{ id: hers.id, name: 'Hers', ownerId: ana.id, owner: away, managers: [carla.id], readers: [carla.id, joao.id] }]);
    directory.setGroups([]);
    directory.setPeople(everybody.filter(({ id }) => id !== bruno.id));
    expect((await admin.ownerless()).find(({ id }) => id === his.id)).to.deep.equal({ id: his.id, name: 'His', ownerId: bruno.id, managers: [], readers: [] });
  });
});

describe('authority.admin.peopleIn', () => {
  it('is the person, or who is in the directory’s group or a private one', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno, carla);
    const { admin } = world.authority;
    const private_ = ok(await (await world.vaultOf(ana)).groups.save({ name: 'Deploys', enabled: true, membersMayView: false, members: [bruno.id, joao.id] }));
    expect(await Promise.all([bruno.id, ops.id, private_.id, 'group:nowhere' as const].map((id) => admin.peopleIn(id)))).to.deep.equal([[bruno.id], [bruno.id, carla.id], [bruno.id, joao.id], []]);
  });
});
