import { expect } from '@open-wc/testing';
import { type Result, type User, openVault } from '../../../src/core/index.js';
import { ephemeralKeys } from '../../../src/keys/index.js';
import { aSecret, aWorld, ana, bruno, carla, eventually, grant, joao, nextChange, ok, refused } from '../../support/vault-builders.js';

const locks = { kind: 'keys', state: 'locked' } as const;

async function twoTabs(user: User = ana) {
  const world = aWorld();
  const tabs = await Promise.all([1, 2].map(() => openVault({ actor: user.id, authority: world.authority, keys: world.keys })));
  return { world, first: tabs[0]!, second: tabs[1]! };
}

describe('lock', () => {
  it('holds in every tab of that person, and in nobody else’s', async () => {
    const { world, first, second } = await twoTabs();
    const his = await world.vaultOf(bruno);
    const { id } = ok(await first.secrets.add(aSecret()));
    const told = nextChange(second, ({ kind }) => kind === 'keys');
    first.keys.lock();
    expect([first.keys.state, await told, second.keys.state, his.keys.state]).to.deep.equal(['locked', locks, 'locked', 'unlocked']);
    refused(await second.secrets.reveal(id), 'access/locked');
    ok(await second.keys.unlock());
    expect([first.keys.state, second.keys.state]).to.deep.equal(['locked', 'unlocked']);
    const again = nextChange(second, ({ kind }) => kind === 'keys');
    ok(await first.keys.unlock());
    first.keys.lock();
    expect(await again).to.deep.equal(locks);
  });

  it('leaves nothing to do but to look at the list and at who has access', async () => {
    const world = aWorld();
    await world.enrol(bruno, carla);
    const vault = await world.vaultOf(ana);
    const { id } = ok(await vault.secrets.add(aSecret()));
    const group = await world.groupOf(ana, 'Friends', [bruno]);
    ok(await vault.sharing.share(id, [grant(bruno, 'edit'), grant(group)]));
    ok(await vault.secrets.edit(id, { clientSecret: 'second' }, { revision: 1 }));
    vault.keys.lock();
    const answers: Result<unknown>[] = await Promise.all([
      vault.secrets.add(aSecret()), vault.secrets.get(id), vault.secrets.reveal(id), vault.secrets.reveal(id, { version: 1 }), vault.secrets.edit(id, { name: 'x' }, { revision: 2 }), vault.secrets.edit(id, { clientSecret: 'x' }, { revision: 2 }),
      vault.secrets.restore(id, 1, { revision: 2 }), vault.secrets.transfer(id, bruno.id), vault.secrets.leave(id), vault.secrets.delete(id),
      vault.sharing.share(id, [grant(joao)]), vault.sharing.confirm(id, [carla.id]), vault.groups.save({ name: 'g', enabled: true, membersMayView: true, members: [] }), vault.activity.proof(id),
    ]);
    answers.push(...await vault.secrets.enable([id]), ...await vault.secrets.disable([id]), ...await vault.sharing.shareMany([id], [grant(joao)]));
    for (const [at, answer] of answers.entries()) expect(answer.ok ? 'accepted' : answer.refusal, `number ${at}`).to.deep.equal({ code: 'access/locked', state: 'locked' });
    expect((await vault.secrets.list()).items.map(({ revision, name }) => [revision, name])).to.deep.equal([[2, 'Payments API']]);
    expect(ok(await vault.sharing.access(id))).to.have.length(3);
    expect((await vault.groups.list()).map(({ name }) => name)).to.deep.equal(['Friends']);
    expect(ok(await vault.groups.get(group.id)).members.map((member) => member.id)).to.deep.equal([bruno.id]);
    ok(await vault.keys.unlock());
    expect(ok(await vault.secrets.reveal(id)).clientSecret).to.equal('second');
  });

  it('keeps nothing that opens what a person’s vaults remember: what is pinned while it is locked waits for the next unlock', async () => {
    const world = aWorld();
    await world.enrol(bruno);
    const vault = await world.vaultOf(ana);
    const remembered = async () => JSON.stringify(await world.storage.get({ kind: 'user', id: ana.id }));
    vault.keys.lock();
    const before = await remembered();
    ok(await vault.keys.verify(bruno.id));
    await vault.keys.trust(bruno.id);
    expect(await remembered()).to.equal(before);
    ok(await vault.keys.unlock());
    await vault.close();
    expect(await remembered()).not.to.equal(before);
    const later = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    expect((await later.keys.trust(bruno.id)).state).to.equal('verified');
  });

  it('of a closed vault does nothing, and throws nothing', async () => {
    const { first, second } = await twoTabs();
    await first.close();
    first.keys.lock();
    expect([first.keys.state, second.keys.state]).to.deep.equal(['locked', 'unlocked']);
  });
});

describe('a vault that nobody uses', () => {
  const idle = async (lockAfterSeconds: number) => {
    const world = aWorld();
    const vault = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys, lockAfterSeconds });
    return { world, vault };
  };

  it('forgets its keys after lockAfterSeconds, and again after the next unlock', async () => {
    const { vault } = await idle(0.05);
    for (const _ of [1, 2]) {
      if (vault.keys.state === 'unlocked') expect(await nextChange(vault, ({ kind }) => kind === 'keys')).to.deep.equal(locks);
      expect(vault.keys.state).to.equal('locked');
      refused(await vault.secrets.add(aSecret()), 'access/locked');
      ok(await vault.keys.unlock());
    }
  });

  /** How often the idle timer was started while `work` ran: each start puts the lock off. */
  const startsDuring = async (work: () => Promise<unknown>): Promise<number> => {
    const real = globalThis.setTimeout;
    let starts = 0;
    globalThis.setTimeout = ((handler: TimerHandler, delay?: number, ...rest: unknown[]) => {
      if (delay === SECONDS * 1_000) starts += 1;
      return real(handler, delay, ...rest);
    }) as typeof setTimeout;
    await work().finally(() => { globalThis.setTimeout = real; });
    return starts;
  };
  const SECONDS = 777.5;

  it('breaks off no unlock: who is at it is there', async () => {
    const world = aWorld();
    let [asked, answer] = [(): void => undefined, (): void => undefined];
    const slow = { ...world.keys, unlock: async (request: Parameters<typeof world.keys.unlock>[0]) => {
      asked();
      await new Promise<void>((resolve) => { answer = resolve; });
      return world.keys.unlock(request);
    } };
    await world.enrol(ana);
    const lapses: (() => void)[] = [];
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((handler: () => void, delay?: number) => (delay === SECONDS * 1_000 ? lapses.push(handler) : real(handler, delay))) as typeof setTimeout;
    try {
      const isAsked = () => new Promise<void>((resolve) => { asked = resolve; });
      const opening = [isAsked(), openVault({ actor: ana.id, authority: world.authority, keys: slow, lockAfterSeconds: SECONDS })] as const;
      await opening[0];
      answer();
      const vault = await opening[1];
      vault.keys.lock();
      const unlocking = [isAsked(), vault.keys.unlock()] as const;
      await unlocking[0];
      for (const lapse of lapses) lapse();
      answer();
      ok(await unlocking[1]);
      expect([lapses.length > 0, vault.keys.state]).to.deep.equal([true, 'unlocked']);
    } finally {
      globalThis.setTimeout = real;
    }
  });

  it('is put off by each call', async () => {
    const { vault } = await idle(SECONDS);
    const { id } = ok(await vault.secrets.add(aSecret()));
    const calls = [() => vault.secrets.list(), () => vault.secrets.reveal(id), () => vault.sharing.access(id), () => vault.recipients.search('x'), () => vault.groups.list(), () => vault.activity.list()];
    for (const call of calls) expect(await startsDuring(call), String(call)).to.equal(1);
  });

  it('is not kept awake by what other people do', async () => {
    const { world, vault } = await idle(SECONDS);
    const his = await world.vaultOf(bruno);
    const asked: string[] = [];
    const starts = await startsDuring(async () => {
      const group = ok(await his.groups.save({ name: 'g', enabled: true, membersMayView: true, members: [ana.id] }));
      // her vault looks by itself whether somebody waits for a key
      const told = nextChange(vault, (change) => change.kind === 'group' && asked.push(change.kind) === 3);
      for (const revision of [1, 2, 3]) ok(await his.groups.save({ name: `g${revision}`, enabled: true, membersMayView: true, members: [ana.id], id: group.id, revision }));
      await told;
      await world.enrol(carla, joao);
    });
    expect([starts, asked.length]).to.deep.equal([0, 3]);
  });

  it('is kept awake by the same person in another tab', async () => {
    const world = aWorld();
    const open = () => openVault({ actor: ana.id, authority: world.authority, keys: world.keys, lockAfterSeconds: SECONDS });
    const [here, there] = [await open(), await open()];
    let started: (() => void) | undefined;
    const heard = new Promise<void>((resolve) => { started = resolve; });
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((handler: TimerHandler, delay?: number, ...rest: unknown[]) => {
      if (delay === SECONDS * 1_000 && (starts += 1) === 2) started?.();
      return real(handler, delay, ...rest);
    }) as typeof setTimeout;
    let starts = 0;
    try {
      await there.secrets.list();
      await heard;
    } finally {
      globalThis.setTimeout = real;
    }
    expect([here.keys.state, there.keys.state, starts]).to.deep.equal(['unlocked', 'unlocked', 2]);
  });

  it('is locked where the machine slept for longer than that, whatever its timers say', async () => {
    const { vault } = await idle(SECONDS);
    const real = Date.now;
    Date.now = () => real() + SECONDS * 1_000 + 1;
    try {
      refused(await vault.secrets.add(aSecret()), 'access/locked');
    } finally {
      Date.now = real;
    }
    expect(vault.keys.state).to.equal('locked');
  });

  it('may wait for longer than a timer can', async () => {
    const { vault } = await idle(30 * 86_400);
    const last = await openVault({ actor: bruno.id, authority: aWorld().authority, keys: ephemeralKeys(), lockAfterSeconds: 0.05 });
    await eventually(last, async () => (last.keys.state === 'locked' ? true : undefined));
    expect(vault.keys.state).to.equal('unlocked');
  });

  it('stays open with Infinity, and once it is closed nothing more happens', async () => {
    const { vault } = await idle(Infinity);
    const { world, vault: other } = await idle(0.05);
    await other.close();
    let told = 0;
    other.subscribe(() => { told += 1; });
    // a vault that was opened later locks: so the time of the others has passed too
    const last = await openVault({ actor: bruno.id, authority: world.authority, keys: world.keys, lockAfterSeconds: 0.05 });
    await eventually(last, async () => (last.keys.state === 'locked' ? true : undefined));
    expect([vault.keys.state, told]).to.deep.equal(['unlocked', 0]);
  });
});
