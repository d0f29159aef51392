import { expect } from '@open-wc/testing';
import { type SharingPolicy, type User, type Vault, openVault } from '../../../src/core/index.js';
import { aSecret, aWorld, ana, bruno, carla, davi, eventually, grant, joao, line, linesOf, ok, ops, own, refused, revoke, type World } from '../../support/vault-builders.js';

const VALUE = aSecret().clientSecret;
const outsider: User = { kind: 'user', id: 'user:olga', name: 'Olga Ferreira', username: 'olga', email: 'olga@elsewhere.example', status: 'active' };
const people = [ana, bruno, carla, joao, davi, outsider];

async function hers(requireVerified: SharingPolicy['requireVerified'], members: readonly User[] = [bruno, carla]) {
  const world = aWorld({ people, groups: [{ ...ops, members: members.map(({ id }) => id) }], policy: { levels: ['view', 'edit', 'manage'], requireVerified } });
  await world.enrol(...people);
  const vault = await world.vaultOf(ana);
  return { world, vault, id: ok(await vault.secrets.add(aSecret())).id };
}
const waitingIn = async (vault: Vault, id: string) => ok(await vault.sharing.waiting(id)).map(({ user, through, reason }) => [user.id, through.id, reason]);
const revealsTo = async (world: World, user: User, id: string) => {
  const vault = await world.vaultOf(user);
  return eventually(vault, async () => { const got = await vault.secrets.reveal(id); return got.ok ? got.value.clientSecret : undefined; });
};

describe('a host that wants fingerprints compared first', () => {
  it('refuses to share with a person by name until theirs was, and says who', async () => {
    const { world, vault, id } = await hers('always');
    ok(await vault.keys.verify(joao.id));
    const { problems } = refused(await vault.sharing.share(id, [grant(joao), grant(bruno)]), 'share/problem');
    expect(problems).to.deep.equal([{ principal: bruno.id, problem: 'unverified' }]);
    expect(refused(await vault.secrets.transfer(id, bruno.id), 'share/problem').problems).to.deep.equal([{ principal: bruno.id, problem: 'unverified' }]);
    expect(linesOf(ok(await vault.sharing.access(id)))).to.deep.equal([own(ana)]);
    ok(await vault.keys.verify(bruno.id, await vault.keys.fingerprint(bruno.id)));
    expect(linesOf(ok(await vault.sharing.share(id, [grant(joao), grant(bruno)])).access)).to.deep.equal([own(ana), line(joao, 'view'), line(bruno, 'view')]);
    expect(await revealsTo(world, bruno, id)).to.equal(VALUE);
  });

  it('external: for people with another e-mail domain alone', async () => {
    const { vault, id } = await hers('external');
    expect(refused(await vault.sharing.share(id, [grant(bruno), grant(outsider)]), 'share/problem').problems).to.deep.equal([{ principal: outsider.id, problem: 'unverified' }]);
    ok(await vault.sharing.share(id, [grant(bruno)]));
    ok(await vault.keys.verify(outsider.id));
    ok(await vault.sharing.share(id, [grant(outsider)]));
  });

  it('never: for nobody', async () => {
    const { vault, id } = await hers('never');
    ok(await vault.sharing.share(id, [grant(bruno), grant(outsider)]));
    expect(await waitingIn(vault, id)).to.deep.equal([]);
  });

  it('lets members of a group wait until theirs was, who then get their key by themselves', async () => {
    const { world, vault, id } = await hers('external', [bruno, outsider]);
    ok(await vault.sharing.share(id, [grant(ops)]));
    expect(await revealsTo(world, bruno, id)).to.equal(VALUE);
    expect(await waitingIn(vault, id)).to.deep.equal([[outsider.id, ops.id, 'unverified']]);
    refused(await (await world.vaultOf(outsider)).secrets.reveal(id), 'access/pending');
    ok(await vault.keys.verify(outsider.id));
    expect(await revealsTo(world, outsider, id)).to.equal(VALUE);
    expect(await waitingIn(vault, id)).to.deep.equal([]);
  });

  it('holds for whoever owns a private group: they let in whom they like', async () => {
    const { world, vault, id } = await hers('always');
    for (const member of [ana, carla]) ok(await (await world.vaultOf(bruno)).keys.verify(member.id));
    const group = await world.groupOf(bruno, 'His', [ana, carla]);
    expect(refused(await vault.sharing.share(id, [grant(group)]), 'share/problem').problems).to.deep.equal([{ principal: group.id, problem: 'unverified' }]);
    ok(await vault.keys.verify(bruno.id));
    ok(await vault.sharing.share(id, [grant(group)]));
    expect(await revealsTo(world, carla, id)).to.equal(VALUE);
    const own = await world.groupOf(ana, 'Hers', []);
    ok(await vault.sharing.share(id, [grant(own)]));
  });

  it('holds for the members of a private group too', async () => {
    const { world, vault, id } = await hers('always');
    ok(await vault.keys.verify(bruno.id));
    const group = await world.groupOf(ana, 'Friends', [bruno, joao]);
    ok(await vault.sharing.share(id, [grant(group)]));
    expect(await revealsTo(world, bruno, id)).to.equal(VALUE);
    const his = await world.vaultOf(joao);
    expect((await his.secrets.list()).items.map((item) => item.id)).to.deep.equal([id]);
    refused(await his.secrets.reveal(id), 'access/pending');
    ok(await vault.keys.verify(joao.id));
    expect(await revealsTo(world, joao, id)).to.equal(VALUE);
  });

  it('takes no key away that was given: an editor who compared nobody seals for all who had one, and for nobody new', async () => {
    const { world, vault, id } = await hers('always');
    for (const user of [bruno, joao]) ok(await vault.keys.verify(user.id));
    ok(await vault.sharing.share(id, [grant(bruno, 'manage'), grant(joao)]));
    const his = await world.vaultOf(bruno);
    ok(await his.secrets.edit(id, { clientSecret: 'by Bruno' }, { revision: 1 }));
    for (const user of [ana, joao]) expect(ok(await (await world.vaultOf(user)).secrets.reveal(id)).clientSecret).to.equal('by Bruno');
    refused(await his.sharing.share(id, [grant(carla)]), 'share/problem');
  });
});

describe('a fingerprint', () => {
  it('is 8 groups of 5 digits, the same on both sides, and another for each person', async () => {
    const world = aWorld({ people });
    await world.enrol(ana, bruno, carla);
    const [mine, his] = [(await world.vaultOf(ana)).keys, (await world.vaultOf(bruno)).keys];
    const prints = await Promise.all([ana, bruno, carla].map(({ id }) => mine.fingerprint(id)));
    expect(await Promise.all([ana, bruno, carla].map(({ id }) => his.fingerprint(id)))).to.deep.equal(prints);
    for (const print of prints) expect(print).to.match(/^\d{5}( \d{5}){7}$/);
    expect(new Set(prints).size).to.equal(3);
    expect(await mine.fingerprint(joao.id)).to.equal('');
  });

  it('that is not the present one compares nothing', async () => {
    const world = aWorld({ people });
    await world.enrol(bruno);
    const { keys } = await world.vaultOf(ana);
    const now = await keys.fingerprint(bruno.id);
    const stale = now.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    expect(refused(await keys.verify(bruno.id, stale), 'share/key-changed')).to.deep.equal({ code: 'share/key-changed', user: bruno.id, known: stale, now });
    expect((await keys.trust(bruno.id)).state).to.equal('known');
    refused(await keys.verify(joao.id), 'access/not-found');
  });
});

describe('what was compared', () => {
  const open = (world: World) => openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
  const stateOf = async (vault: Vault, ...users: User[]) => Promise.all(users.map(async ({ id }) => (await vault.keys.trust(id)).state));

  it('is remembered by the next vault of that person, and by nobody else’s', async () => {
    const world = aWorld({ people });
    await world.enrol(bruno, carla);
    const first = await open(world);
    ok(await first.keys.verify(bruno.id));
    await first.close();
    expect(await stateOf(await open(world), bruno, carla)).to.deep.equal(['verified', 'known']);
    expect(await stateOf(await world.vaultOf(carla), bruno)).to.deep.equal(['known']);
  });

  it('in two vaults of one person becomes one memory', async () => {
    const world = aWorld({ people });
    await world.enrol(bruno, carla, joao, davi);
    const vaults = await Promise.all([open(world), open(world)]);
    await Promise.all([vaults[0].keys.verify(bruno.id), vaults[1].keys.verify(carla.id), vaults[0].keys.trust(joao.id), vaults[1].keys.trust(davi.id)]);
    await Promise.all(vaults.map((vault) => vault.close()));
    const later = await open(world);
    expect(await stateOf(later, bruno, carla)).to.deep.equal(['verified', 'verified']);
    // whoever was pinned by either is known: other keys in their place are a change, not a first time
    const { startsOver } = await import('../../support/trust-builders.js');
    for (const user of [joao, davi]) await startsOver(world, user);
    expect(await stateOf(later, joao, davi)).to.deep.equal(['changed', 'changed']);
  });

  it('outlives a share and a revocation', async () => {
    const world = aWorld({ people });
    await world.enrol(bruno);
    const vault = await open(world);
    ok(await vault.keys.verify(bruno.id));
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.sharing.share(id, [grant(bruno)]));
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    await vault.close();
    expect(await stateOf(await open(world), bruno)).to.deep.equal(['verified']);
  });
});
