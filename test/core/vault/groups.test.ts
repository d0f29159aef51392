import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import type { StorageAdapter } from '../../../src/core/index.js';
import { aSecret, aWorld, ana, bruno, carla, disabledGroup, eventually, grant, joao, line, linesOf, maria, ok, ops, own, refused, type World } from '../../support/vault-builders.js';

const input = { name: 'Finance', enabled: true, membersMayView: true, members: [bruno.id, carla.id] };

async function withGroup(more: Partial<typeof input> = {}) {
  const world = aWorld();
  await world.enrol(ana, bruno, carla, joao);
  const vault = await world.vaultOf(ana);
  return { world, vault, group: ok(await vault.groups.save({ ...input, ...more })) };
}
const found = async (world: World, user: typeof ana, text = 'finance') => (await (await world.vaultOf(user)).recipients.search(text)).map(({ principal }) => principal.id);

describe('private groups', () => {
  it('L16, L20 are saved with a name, members and what members may see', async () => {
    const { vault, group } = await withGroup();
    expect(group).to.deep.include({ kind: 'group', name: 'Finance', origin: 'private', memberCount: 2, enabled: true, ownerId: ana.id, membersMayView: true, revision: 1 });
    expect(group.members.map(({ id }) => id).toSorted()).to.deep.equal([bruno.id, carla.id]);
    expect((await vault.groups.list()).map(({ id }) => id)).to.deep.equal([group.id]);
    refused(await vault.groups.save({ ...input, name: '  ' }), 'input/invalid');
    expect(ok(await vault.groups.save({ ...input, name: 'Twice', members: [bruno.id, bruno.id] })).memberCount).to.equal(1);
    expect(refused(await vault.groups.save({ ...input, name: 'X', members: [bruno.id, 'user:nobody'] }), 'share/problem').problems).to.deep.equal([{ principal: 'user:nobody', problem: 'unknown' }]);
  });

  it('L21 are there to share with at once, and reach their members', async () => {
    const { world, vault, group } = await withGroup();
    const { id } = ok(await vault.secrets.add(aSecret()));
    const outcome = ok(await vault.sharing.share(id, [grant(group, 'edit')]));
    expect(linesOf(outcome.access)).to.deep.equal([own(ana), line(group, 'edit')]);
    expect(ok(await (await world.vaultOf(carla)).secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
    refused(await (await world.vaultOf(joao)).secrets.get(id), 'access/not-found');
  });

  it('T6, S11 are found by their owner and, where they may view, by members; by nobody else', async () => {
    const open = await withGroup();
    for (const [user, sees] of [[ana, true], [bruno, true], [joao, false]] as const) {
      const vault = await open.world.vaultOf(user);
      expect((await found(open.world, user)).includes(open.group.id), user.name).to.equal(sees);
      expect((await vault.groups.list()).length, user.name).to.equal(sees ? 1 : 0);
      expect((await vault.groups.get(open.group.id)).ok, user.name).to.equal(sees);
      expect((await vault.recipients.resolve(['finance']))[0]?.principal?.id === open.group.id, user.name).to.equal(sees);
    }
    const closed = await withGroup({ membersMayView: false });
    for (const [user, sees] of [[ana, true], [bruno, false], [joao, false]] as const) {
      const vault = await closed.world.vaultOf(user);
      expect((await found(closed.world, user)).includes(closed.group.id), user.name).to.equal(sees);
      expect((await vault.groups.list()).length, user.name).to.equal(sees ? 1 : 0);
      expect((await vault.groups.get(closed.group.id)).ok, user.name).to.equal(sees);
    }
  });

  it('T6 can’t be shared with by somebody who may not see them, although they know the id', async () => {
    const { world, group } = await withGroup();
    const his = await world.vaultOf(joao);
    const { id } = ok(await his.secrets.add(aSecret()));
    expect(refused(await his.sharing.share(id, [grant(group)]), 'share/problem').problems).to.deep.equal([{ principal: group.id, problem: 'unknown' }]);
  });

  it('L17 hide their name, owner and description from those who may not view them', async () => {
    const { world, vault, group } = await withGroup({ membersMayView: false });
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.sharing.share(id, [grant(group), grant(joao)]));
    for (const user of [bruno, joao]) {
      const theirs = await world.vaultOf(user);
      const seen = ok(await theirs.sharing.access(id)).find(({ principal }) => principal.id === group.id)!.principal;
      expect(seen, user.name).to.deep.equal({ kind: 'group', id: group.id, name: '', origin: 'private', memberCount: 2, enabled: true });
      const all = JSON.stringify([await theirs.secrets.get(id), await theirs.sharing.explain(id, bruno.id), await theirs.activity.list(), await theirs.secrets.list()]);
      expect(all).not.to.contain('Finance');
    }
    expect(JSON.stringify(await vault.sharing.access(id))).to.contain('Finance');
  });

  it('L18 give their owner nothing of what is shared with them', async () => {
    const { world, group } = await withGroup();
    const his = await world.vaultOf(bruno);
    const { id } = ok(await his.secrets.add(aSecret()));
    ok(await his.sharing.share(id, [grant(group)]));
    refused(await (await world.vaultOf(ana)).secrets.get(id), 'access/not-found');
    expect(ok(await (await world.vaultOf(carla)).secrets.get(id)).permission).to.equal('view');
  });

  it('T8, L19 give nobody access and can’t be chosen while they are disabled', async () => {
    const { world, vault, group } = await withGroup();
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.sharing.share(id, [grant(group)]));
    const off = ok(await vault.groups.save({ ...input, id: group.id, revision: 1, enabled: false }));
    expect([off.enabled, off.revision]).to.deep.equal([false, 2]);
    refused(await (await world.vaultOf(bruno)).secrets.reveal(id), 'access/not-found');
    expect(linesOf(ok(await vault.sharing.access(id)))).to.deep.equal([own(ana), line(group, 'view', 'suspended')]);
    expect(refused(await vault.sharing.share(id, [grant(group, 'edit')]), 'share/problem').problems).to.deep.equal([{ principal: group.id, problem: 'group-disabled' }]);
    ok(await vault.groups.save({ ...input, id: group.id, revision: 2 }));
    const his = await world.vaultOf(bruno); // it may have been sealed anew meanwhile, without them
    expect(await eventually(his, async () => { const revealed = await his.secrets.reveal(id); return revealed.ok ? revealed.value.clientSecret : undefined; })).to.equal(aSecret().clientSecret);
  });

  it('have a name that is unique among one owner’s, whatever its case; a freed one can be used again', async () => {
    const { world, vault, group } = await withGroup();
    for (const name of ['Finance', 'FINANCE', ' finance ']) refused(await vault.groups.save({ ...input, name }), 'group/name-taken');
    ok(await (await world.vaultOf(bruno)).groups.save(input));
    const second = ok(await vault.groups.save({ ...input, name: 'Second' }));
    refused(await vault.groups.save({ ...input, id: second.id, revision: 1, name: 'finance' }), 'group/name-taken');
    ok(await vault.groups.save({ ...input, id: group.id, revision: 1, name: 'finance' }));
    ok(await vault.groups.save({ ...input, id: group.id, revision: 2, name: 'Money' }));
    ok(await vault.groups.save({ ...input, id: second.id, revision: 1, name: 'Finance' }));
    const racing = await Promise.all([1, 2].map(() => vault.groups.save({ ...input, name: 'Race' })));
    expect(racing.map((result) => result.ok || result.refusal.code).toSorted()).to.deep.equal(['group/name-taken', true]);
  });

  it('are changed by their owner alone, on the state that was seen', async () => {
    const { world, vault, group } = await withGroup();
    ok(await vault.groups.save({ ...input, id: group.id, revision: 1, members: [maria.id] }));
    expect(refused(await vault.groups.save({ ...input, id: group.id, revision: 1 }), 'group/changed-meanwhile').revision).to.equal(2);
    refused(await vault.groups.save({ ...input, id: group.id }), 'group/changed-meanwhile');
    refused(await (await world.vaultOf(joao)).groups.save({ ...input, id: group.id, revision: 2 }), 'access/not-found');
    refused(await (await world.vaultOf(maria)).groups.save({ ...input, id: group.id, revision: 2 }), 'access/not-permitted');
    refused(await vault.groups.save({ ...input, id: ops.id, revision: 1 }), 'access/not-found');
    expect(ok(await vault.groups.get(group.id)).members.map(({ id }) => id)).to.deep.equal([maria.id]);
  });

  it('T7 take access from whoever leaves them', async () => {
    const { world, vault, group } = await withGroup();
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.sharing.share(id, [grant(group)]));
    ok(await vault.groups.save({ ...input, id: group.id, revision: 1, members: [carla.id] }));
    refused(await (await world.vaultOf(bruno)).secrets.reveal(id), 'access/not-found');
    ok(await (await world.vaultOf(carla)).secrets.reveal(id));
  });

  it('say when they were made, as their owner signed it', async () => {
    const { world, vault, group } = await withGroup();
    const made = group.createdAt!;
    expect(Math.abs(made.getTime() - world.clock.now().getTime())).to.be.lessThan(60_000);
    world.clock.forward(86_400);
    const saved = ok(await vault.groups.save({ ...input, id: group.id, revision: 1, name: 'Money' }));
    const his = await world.vaultOf(bruno);
    for (const one of [saved, ok(await vault.groups.get(group.id)), (await vault.groups.list())[0]!, ok(await his.groups.get(group.id)), (await his.groups.list())[0]!]) expect(one.createdAt).to.deep.equal(made);
    expect((await vault.recipients.search('money'))[0]?.principal).to.not.have.property('createdAt');
  });

  it('L18, T7 tell their owner what joining opens: names of what they see themselves, a count of the rest', async () => {
    const { world, vault, group } = await withGroup();
    expect(ok(await vault.groups.opens(group.id))).to.deep.equal({ secrets: [], hidden: 0, truncated: false });
    const [first, second, third] = [ok(await vault.secrets.add(aSecret({ name: 'B' }))), ok(await vault.secrets.add(aSecret({ name: 'A' }))), ok(await vault.secrets.add(aSecret({ name: 'Ended' })))];
    ok(await vault.sharing.share(first.id, [grant(group, 'edit'), grant(joao)]));
    ok(await vault.sharing.share(second.id, [grant(group)]));
    ok(await vault.sharing.share(third.id, [grant(group, 'view', new Date(world.clock.now().getTime() + 3_600_000))]));
    const his = await world.vaultOf(bruno);
    const foreign = ok(await his.secrets.add(aSecret({ name: 'His own' })));
    ok(await his.sharing.share(foreign.id, [grant(group)]));
    await vault.secrets.disable([second.id]);
    world.clock.forward(3_601);
    const named = [{ id: second.id, name: 'A', permission: 'view' }, { id: first.id, name: 'B', permission: 'edit' }];
    expect(ok(await vault.groups.opens(group.id))).to.deep.equal({ secrets: named, hidden: 1, truncated: false });
    ok(await his.sharing.share(foreign.id, [grant(ana)]));
    expect(ok(await vault.groups.opens(group.id)).secrets.map(({ name }) => name)).to.deep.equal(['A', 'B', 'His own']);
    ok(await vault.groups.save({ ...input, id: group.id, revision: 1, enabled: false }));
    expect(ok(await vault.groups.opens(group.id)).secrets).to.have.length(3);
    refused(await his.groups.opens(group.id), 'access/not-permitted');
    refused(await (await world.vaultOf(joao)).groups.opens(group.id), 'access/not-found');
    refused(await vault.groups.opens(ops.id), 'access/not-found');
    refused(await vault.groups.opens('nonsense' as never), 'access/not-found');
  });

  it('tell of the first 200 that joining opens, and that there are more', async () => {
    const storage = memoryStorage();
    const limits: number[] = [];
    const short: StorageAdapter = { ...storage, findSecrets: (query) => { limits.push(query.limit); return storage.findSecrets({ ...query, limit: 1 }); } };
    const vault = await aWorld({ storage: short }).vaultOf(ana);
    const group = ok(await vault.groups.save(input));
    for (const name of ['A', 'B']) ok(await vault.sharing.share(ok(await vault.secrets.add(aSecret({ name }))).id, [grant(group)]));
    const { secrets, hidden, truncated } = ok(await vault.groups.opens(group.id));
    expect([secrets.map(({ name }) => name), hidden, truncated, limits.at(-1)]).to.deep.equal([['A'], 0, true, 200]);
  });

  it('T5 stand beside the directory’s groups in a search, disabled ones with their problem', async () => {
    const { world } = await withGroup({ name: 'Operations private' });
    const matches = await (await world.vaultOf(ana)).recipients.search('operations');
    expect(matches.map(({ principal }) => principal.kind === 'group' && principal.origin).toSorted()).to.deep.equal(['directory', 'private']);
    const [old] = await (await world.vaultOf(ana)).recipients.search('old team');
    expect([old?.principal.id, old?.problem]).to.deep.equal([disabledGroup.id, 'group-disabled']);
  });
});
