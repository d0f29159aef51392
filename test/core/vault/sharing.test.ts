import { expect } from '@open-wc/testing';
import { unwrapDataKey } from '../../../src/core/crypto/wrap.js';
import { openKeyset } from '../../../src/core/crypto/keyset.js';
import { type QueryResult, type SecretId, type User, type Vault, openVault } from '../../../src/core/index.js';
import type { SecretRecord } from '../../../src/core/authority/records.js';
import type { PublicKeys } from '../../../src/core/model/sealed.js';
import {
  aDirectory, aSecret, aWorld, ana, bruno, carla, davi, disabledGroup, eventually, everybody, grant, invited, joao, line, linesOf, ok, ops, own, refused, revoke, suspended, theGroups, type World, type WorldOptions,
} from '../../support/vault-builders.js';

const VALUE = 'correct horse battery staple';

async function hers(options: WorldOptions = {}): Promise<{ world: World; vault: Vault; id: SecretId }> {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] }, ...options });
  await world.enrol(ana, bruno, carla, joao);
  const vault = await world.vaultOf(ana);
  return { world, vault, id: ok(await vault.secrets.add(aSecret())).id };
}

const stored = async (world: World, id: SecretId): Promise<SecretRecord> => (await world.storage.get({ kind: 'secret', id }))!.body as SecretRecord;
const accessOf = async (vault: Vault, id: SecretId) => linesOf(ok(await vault.sharing.access(id)));
const revealOf = async (world: World, user: typeof ana, id: SecretId) => (await world.vaultOf(user)).secrets.reveal(id);

describe('sharing.share', () => {
  it('S01, S21 lets people in as far as their permission goes, and tells what it did', async () => {
    const { world, vault, id } = await hers();
    const outcome = ok(await vault.sharing.share(id, [grant(bruno), grant(joao, 'edit')]));
    expect([outcome.secretId, outcome.shared, outcome.sharedWith, outcome.accessRevision]).to.deep.equal([id, true, 2, 2]);
    expect(outcome.results).to.deep.equal([{ principal: bruno.id, outcome: 'granted' }, { principal: joao.id, outcome: 'granted' }]);
    expect(linesOf(outcome.access)).to.deep.equal([own(ana), line(bruno, 'view'), line(joao, 'edit')]);
    expect(outcome.access[1]?.grantedBy?.id).to.equal(ana.id);
    expect(outcome.access[1]!.grantedAt!.getTime() - world.clock.now().getTime()).to.be.within(0, 5_000);
    for (const user of [bruno, joao]) expect(ok(await revealOf(world, user, id)).clientSecret).to.equal(VALUE);
    expect(ok(await (await world.vaultOf(bruno)).secrets.get(id)).may).to.deep.equal({ reveal: true, edit: false, disable: false, enable: false, share: false, transfer: false, leave: true, delete: false });
    expect(ok(await (await world.vaultOf(joao)).secrets.get(id)).may).to.deep.equal({ reveal: true, edit: true, disable: true, enable: false, share: false, transfer: false, leave: true, delete: false });
  });

  it('T10, L09 shared is derived: yes while a grant is left, no when the last one goes', async () => {
    const { vault, id } = await hers();
    const row = async () => { const [item] = (await vault.secrets.list()).items; return [item?.shared, item?.sharedWith]; };
    expect(await row()).to.deep.equal([false, 0]);
    ok(await vault.sharing.share(id, [grant(bruno), grant(joao), grant(ops)]));
    expect(await row()).to.deep.equal([true, 3]);
    ok(await vault.sharing.share(id, [revoke(bruno), revoke(ops)]));
    expect(await row()).to.deep.equal([true, 1]);
    const outcome = ok(await vault.sharing.share(id, [revoke(joao)]));
    expect([outcome.shared, outcome.sharedWith, ...(await row())]).to.deep.equal([false, 0, false, 0]);
    expect(await accessOf(vault, id)).to.deep.equal([own(ana)]);
  });

  it('L08 a revoked person gets nothing any more, even with the wrap and the envelope that were stored before', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno), grant(joao)]));
    const before = await stored(world, id);
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    for (const refusal of [await revealOf(world, bruno, id), await (await world.vaultOf(bruno)).secrets.get(id)]) refused(refusal, 'access/not-found');
    expect((await (await world.vaultOf(bruno)).secrets.list()).items).to.deep.equal([]);

    const after = await stored(world, id);
    expect(after.wraps.map(({ to }) => to).toSorted()).to.deep.equal([ana.id, joao.id]);
    expect(after.envelope!.commitment).not.to.equal(before.envelope!.commitment);
    expect(after.envelope!.value!.ciphertext).not.to.equal(before.envelope!.value!.ciphertext);
    // Bruno's own keys, the wrap he had, and what is stored now
    const account = (await world.storage.get({ kind: 'account', id: bruno.id }))!.body as { keyset: { nonce: string; ciphertext: string }; publicKeys: PublicKeys; unlock: [] };
    const { accountKey } = ok(await world.keys.unlock({ actor: bruno.id, records: account.unlock }));
    const keys = await openKeyset(bruno.id, accountKey, account.keyset, account.publicKeys);
    const wrap = before.wraps.find(({ to }) => to === bruno.id)!;
    const { openValue } = await import('../../../src/core/crypto/content.js');
    const oldKey = await unwrapDataKey(wrap, { secret: id, version: 1, commitment: before.envelope!.commitment }, keys.pair);
    expect((await openValue(oldKey, id, before.envelope!))?.clientSecret, 'the control: the old key opens the old envelope').to.equal(VALUE);
    const codes = await Promise.all([openValue(oldKey, id, after.envelope!), openValue(oldKey, id, { ...after.envelope!, commitment: before.envelope!.commitment }),
      unwrapDataKey(wrap, { secret: id, version: 1, commitment: after.envelope!.commitment }, keys.pair)].map((work) => work.then(() => 'opened', (error: { code: string }) => error.code)));
    expect(codes).to.deep.equal(['envelope/tampered', 'envelope/tampered', 'envelope/tampered']);
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
  });

  it('lets somebody in after it was sealed anew', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno)]));
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    ok(await vault.sharing.share(id, [grant(bruno), grant(carla)]));
    for (const user of [bruno, carla, ana]) expect(ok(await revealOf(world, user, id)).clientSecret).to.equal(VALUE);
    expect(ok(await vault.secrets.get(id)).version).to.equal(1);
  });

  it('swaps people in one step: one gets in, the other out', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno)]));
    const outcome = ok(await vault.sharing.share(id, [revoke(bruno), grant(joao, 'edit')]));
    expect(outcome.results.map((result) => result.outcome)).to.deep.equal(['revoked', 'granted']);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
  });

  it('F21, F22 is all or nothing, and lists every problem', async () => {
    const { vault, id } = await hers();
    const refusal = refused(await vault.sharing.share(id, [grant(bruno), grant(suspended), { op: 'grant', principal: 'user:nobody', permission: 'view' }, grant(disabledGroup), grant(ana), grant(invited)]), 'share/problem');
    expect(refusal.problems).to.deep.equal([
      { principal: suspended.id, problem: 'suspended' }, { principal: 'user:nobody', problem: 'unknown' }, { principal: disabledGroup.id, problem: 'group-disabled' },
      { principal: ana.id, problem: 'yourself' }, { principal: invited.id, problem: 'invited' },
    ]);
    expect(await accessOf(vault, id)).to.deep.equal([own(ana)]);
    expect(ok(await vault.secrets.get(id)).accessRevision).to.equal(1);
  });

  it('T12 a manager can choose neither themselves nor the owner', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'manage')]));
    const refusal = refused(await (await world.vaultOf(bruno)).sharing.share(id, [grant(ana), grant(bruno, 'view')]), 'share/problem');
    expect(refusal.problems).to.deep.equal([{ principal: ana.id, problem: 'owner' }, { principal: bruno.id, problem: 'yourself' }]);
  });

  it('refuses no changes, one principal twice, and what is no change', async () => {
    const { vault, id } = await hers();
    expect(refused(await vault.sharing.share(id, []), 'input/invalid').issues).to.deep.equal([{ path: [], code: 'required' }]);
    expect(refused(await vault.sharing.share(id, [grant(bruno), grant(joao), revoke(bruno)]), 'input/invalid').issues).to.deep.equal([{ path: [2, 'principal'], code: 'too-many' }]);
    for (const change of [{ op: 'own', principal: bruno.id }, { op: 'grant', principal: bruno.id }, { op: 'grant', principal: 'bruno', permission: 'view' }, { op: 'grant', principal: bruno.id, permission: 'own' }, { op: 'revoke', principal: bruno.id, permission: 'view' }, { op: 'grant', principal: bruno.id, permission: 'view', expiresAt: new Date(NaN) }, { op: 'grant', principal: bruno.id, permission: 'view', expiresAt: 5 }]) {
      refused(await vault.sharing.share(id, [change as never]), 'input/invalid');
    }
  });

  it('says unchanged where it is so already, and moves nothing', async () => {
    const { vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno)]));
    const outcome = ok(await vault.sharing.share(id, [grant(bruno), revoke(joao), { op: 'revoke', principal: 'user:nobody' }]));
    expect(outcome.results.map((result) => result.outcome)).to.deep.equal(['unchanged', 'unchanged', 'unchanged']);
    expect(outcome.accessRevision).to.equal(2);
    expect(ok(await vault.sharing.share(id, [grant(bruno), grant(joao)])).results.map((result) => result.outcome)).to.deep.equal(['unchanged', 'granted']);
  });

  it('sets exactly this permission and this end', async () => {
    const { world, vault, id } = await hers();
    const end = new Date(world.clock.now().getTime() + 60_000);
    expect(ok(await vault.sharing.share(id, [grant(bruno, 'edit', end)])).access[1]?.expiresAt).to.deep.equal(end);
    const outcome = ok(await vault.sharing.share(id, [grant(bruno, 'view')]));
    expect([outcome.results[0]?.outcome, outcome.access[1]?.permission, outcome.access[1]?.expiresAt]).to.deep.equal(['changed', 'view', undefined]);
  });

  it('T3, T23 is for the owner and managers, not for editors and viewers', async () => {
    const { world, vault, id } = await hers();
    for (const [permission, code] of [['view', 'access/not-permitted'], ['edit', 'access/not-permitted'], ['manage', 'ok']] as const) {
      ok(await vault.sharing.share(id, [grant(bruno, permission)]));
      const result = await (await world.vaultOf(bruno)).sharing.share(id, [grant(joao)]);
      expect(result.ok ? 'ok' : result.refusal.code, permission).to.equal(code);
    }
  });

  it('lets a manager give up their own grant by revoking it, and says so', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'manage'), grant(joao)]));
    const outcome = ok(await (await world.vaultOf(bruno)).sharing.share(id, [revoke(bruno)]));
    expect([outcome.results, outcome.access, outcome.shared, outcome.sharedWith]).to.deep.equal([[{ principal: bruno.id, outcome: 'revoked' }], [], true, 1]);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
  });

  it('T21, F12 refuses to share a disabled secret, but lets people be removed', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno), grant(joao)]));
    ok((await vault.secrets.disable([id]))[0]!);
    refused(await vault.sharing.share(id, [grant(carla)]), 'share/secret-disabled');
    refused(await vault.sharing.share(id, [revoke(joao), grant(bruno, 'edit')]), 'share/secret-disabled');
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    ok((await vault.secrets.enable([id]))[0]!);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
  });
});

describe('sharing while somebody else does', () => {
  it('T13 joins changes that touch nobody in common', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'manage')]));
    const { accessRevision } = ok(await vault.secrets.get(id));
    ok(await (await world.vaultOf(bruno)).sharing.share(id, [grant(joao)]));
    const outcome = ok(await vault.sharing.share(id, [grant(carla)], { accessRevision }));
    expect(linesOf(outcome.access)).to.deep.equal([own(ana), line(bruno, 'manage'), line(joao, 'view'), line(carla, 'view')]);
  });

  it('T13 asks again where somebody was touched by both, with what is so now', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'manage'), grant(joao)]));
    const { accessRevision } = ok(await vault.secrets.get(id));
    ok(await (await world.vaultOf(bruno)).sharing.share(id, [revoke(joao)]));
    const refusal = refused(await vault.sharing.share(id, [grant(joao, 'edit'), grant(carla)], { accessRevision }), 'share/changed-meanwhile');
    expect([refusal.accessRevision, linesOf(refusal.access)]).to.deep.equal([accessRevision + 1, [own(ana), line(bruno, 'manage')]]);
    ok(await vault.sharing.share(id, [grant(joao, 'edit')], { accessRevision: refusal.accessRevision }));
    ok(await vault.sharing.share(id, [grant(joao, 'view')]));
  });

  it('keeps both where two vaults share at once', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'manage')]));
    const his = await world.vaultOf(bruno);
    const outcomes = await Promise.all([vault.sharing.share(id, [grant(joao)]), his.sharing.share(id, [grant(carla, 'edit')]), vault.sharing.share(id, [grant(ops)])]);
    outcomes.forEach((outcome) => ok(outcome));
    expect((await accessOf(vault, id)).map(({ principal }) => principal).toSorted()).to.deep.equal([ana.id, bruno.id, carla.id, joao.id, ops.id].toSorted());
    for (const user of [joao, carla]) expect(ok(await revealOf(world, user, id)).clientSecret).to.equal(VALUE);
  });

  it('seals anew where somebody loses access between asking for keys and sharing', async () => {
    const { world, vault, id } = await hers();
    const end = new Date(world.clock.now().getTime() + 60_000);
    ok(await vault.sharing.share(id, [grant(bruno, 'view', end)]));
    const before = (await stored(world, id)).envelope!.commitment;
    let between = true;
    const authority: typeof world.authority = { ...world.authority, execute: (actor, command) => {
      if (command.type === 'secret.share' && between) { between = false; world.clock.forward(61); }
      return world.authority.execute(actor, command);
    } };
    const mine = await openVault({ actor: ana.id, authority, keys: world.keys });
    ok(await mine.sharing.share(id, [grant(joao)]));
    const after = await stored(world, id);
    expect(after.envelope!.commitment).not.to.equal(before);
    expect(after.wraps.map(({ to }) => to).toSorted()).to.deep.equal([ana.id, joao.id]);
  });
});

describe('lowering somebody’s access', () => {
  it('seals the version anew at once, and says of nobody that they left (security.md 2.7)', async () => {
    const { world, vault, id } = await hers();
    await world.enrol(joao);
    ok(await vault.sharing.share(id, [grant(joao, 'edit')]));
    const before = (await stored(world, id)).envelope!.commitment;
    ok(await vault.sharing.share(id, [grant(joao, 'view')]));
    expect((await stored(world, id)).envelope!.commitment).not.to.equal(before);
    const details = ok(await vault.secrets.get(id));
    expect([details.leftSinceRotation, details.leftAt]).to.deep.equal([false, undefined]);
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
  });

  it('raising it seals nothing anew', async () => {
    const { world, vault, id } = await hers();
    await world.enrol(joao);
    ok(await vault.sharing.share(id, [grant(joao, 'view')]));
    const before = (await stored(world, id)).envelope!.commitment;
    ok(await vault.sharing.share(id, [grant(joao, 'edit')]));
    expect((await stored(world, id)).envelope!.commitment).to.equal(before);
  });
});

describe('sharing with groups', () => {
  it('F01, T7 gives every member access, joiners too as soon as they have a key, and leavers none', async () => {
    const directory = aDirectory();
    const { world, vault, id } = await hers({ directory });
    ok(await vault.sharing.share(id, [grant(ops, 'edit')]));
    for (const user of [bruno, carla]) expect(ok(await revealOf(world, user, id)).clientSecret).to.equal(VALUE);
    expect(ok(await vault.sharing.access(id)).map(({ principal }) => principal.id)).to.deep.equal([ana.id, ops.id]);
    directory.setGroups([{ ...ops, members: [carla.id, joao.id] }, disabledGroup]);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    refused(await revealOf(world, joao, id), 'access/pending');
    // a vault of Ana's that opens now does nothing by itself: that João belongs there is the host's word alone
    await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    expect(ok(await vault.sharing.waiting(id)).map(({ user, through, reason }) => [user.id, through.id, reason])).to.deep.equal([[joao.id, ops.id, 'joined']]);
    refused(await revealOf(world, joao, id), 'access/pending');
    ok(await vault.sharing.confirm(id, [joao.id]));
    expect(ok(await revealOf(world, joao, id)).clientSecret).to.equal(VALUE);
    expect(ok(await vault.sharing.waiting(id))).to.deep.equal([]);
  });

  it('F01 gives joiners access by itself where the host chose so', async () => {
    const directory = aDirectory();
    const { world, vault, id } = await hers({ directory, policy: { levels: ['view', 'edit', 'manage'], joiners: 'automatic' } });
    ok(await vault.sharing.share(id, [grant(ops, 'edit')]));
    directory.setGroups([{ ...ops, members: [carla.id, joao.id] }, disabledGroup]);
    refused(await revealOf(world, joao, id), 'access/pending');
    await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    const his = await world.vaultOf(joao);
    expect(await eventually(his, async () => { const got = await his.secrets.reveal(id); return got.ok ? got.value.clientSecret : undefined; })).to.equal(VALUE);
  });

  it('seals a leaver of a group out at the next share', async () => {
    const directory = aDirectory();
    const { world, vault, id } = await hers({ directory });
    ok(await vault.sharing.share(id, [grant(ops)]));
    const before = (await stored(world, id)).envelope!.commitment;
    directory.setGroups([{ ...ops, members: [carla.id] }, disabledGroup]);
    ok((await vault.secrets.disable([id]))[0]!);
    ok((await vault.secrets.enable([id]))[0]!);
    ok(await vault.sharing.share(id, [grant(joao)]));
    const after = await stored(world, id);
    expect(after.envelope!.commitment).not.to.equal(before);
    expect(after.wraps.map(({ to }) => to).toSorted()).to.deep.equal([ana.id, carla.id, joao.id].toSorted());
  });

  it('F04 members of a group that can edit can disable', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(ops, 'edit')]));
    const member = await world.vaultOf(carla);
    expect(ok((await member.secrets.disable([id]))[0]!).enabled).to.equal(false);
    expect(ok((await member.secrets.enable([id]))[0]!).enabled).to.equal(true);
  });

  it('T8, F07, L19 a disabled group gives nobody access while it is disabled, and stays in the list', async () => {
    const directory = aDirectory();
    const { world, vault, id } = await hers({ directory });
    ok(await vault.sharing.share(id, [grant(ops)]));
    directory.setGroups([{ ...ops, enabled: false }, disabledGroup]);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect((await (await world.vaultOf(bruno)).secrets.list()).items).to.deep.equal([]);
    expect(await accessOf(vault, id)).to.deep.equal([own(ana), line(ops, 'view', 'suspended')]);
    expect(refused(await vault.sharing.share(id, [grant(ops, 'edit')]), 'share/problem').problems[0]?.problem).to.equal('group-disabled');
    directory.setGroups(theGroups);
    expect(ok(await revealOf(world, bruno, id)).clientSecret).to.equal(VALUE);
  });

  it('T9 tells through which groups a revoked person still has access', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'view'), grant(ops, 'edit')]));
    expect(ok(await (await world.vaultOf(bruno)).secrets.get(id)).permission).to.equal('edit');
    const outcome = ok(await vault.sharing.share(id, [revoke(bruno)]));
    expect(outcome.results).to.deep.equal([{ principal: bruno.id, outcome: 'revoked', stillThrough: [ops.id] }]);
    expect(ok(await revealOf(world, bruno, id)).clientSecret).to.equal(VALUE);
  });

  it('F35 stays with whoever was let in when whoever shared is suspended', async () => {
    const directory = aDirectory();
    const world = aWorld({ directory });
    await world.enrol(ana, bruno);
    const { id } = ok(await (await world.vaultOf(ana)).secrets.add(aSecret()));
    ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)]));
    directory.setPeople(everybody.map((one) => (one.id === ana.id ? { ...one, status: 'suspended' } : one)));
    expect(ok(await (await world.vaultOf(bruno)).secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
  });

  it('lets a grant to somebody suspended or vanished be seen and taken back', async () => {
    const directory = aDirectory();
    const { world, vault, id } = await hers({ directory });
    ok(await vault.sharing.share(id, [grant(bruno), grant(joao), grant(ops)]));
    directory.setGroups([]);
    directory.setPeople(everybody.filter(({ id: one }) => one !== joao.id).map((user) => (user.id === bruno.id ? { ...user, status: 'suspended' as const } : user)));
    expect(await accessOf(vault, id)).to.deep.equal([own(ana), line(bruno, 'view', 'suspended'), line(joao, 'view', 'suspended'), line(ops, 'view', 'suspended')]);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect(ok(await vault.sharing.share(id, [revoke(bruno), revoke(joao), revoke(ops)])).results.map((result) => result.outcome)).to.deep.equal(['revoked', 'revoked', 'revoked']);
    expect(await accessOf(vault, id)).to.deep.equal([own(ana)]);
  });
});

describe('the ends of grants', () => {
  it('give nothing from the very moment of the end on, and no end is revived by a clock that is turned back', async () => {
    const { world, vault, id } = await hers();
    const end = new Date(world.clock.now().getTime() + 60_000);
    ok(await vault.sharing.share(id, [grant(bruno, 'edit', end), grant(joao)]));
    world.clock.set(new Date(end.getTime() - 1));
    expect(ok(await revealOf(world, bruno, id)).clientSecret).to.equal(VALUE);
    world.clock.set(end);
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect((await (await world.vaultOf(bruno)).secrets.list()).items).to.deep.equal([]);
    expect(await accessOf(vault, id)).to.deep.equal([own(ana), line(bruno, 'edit', 'expired'), line(joao, 'view')]);
    expect((await vault.secrets.list()).items[0]?.sharedWith).to.equal(1);
    world.clock.set(new Date(0));
    refused(await revealOf(world, bruno, id), 'access/not-found');
    expect((await (await world.vaultOf(bruno)).secrets.list()).items).to.deep.equal([]);
  });

  it('stay passed for another authority on an older clock, once something was written after them', async () => {
    const { world, vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno, 'edit', new Date(world.clock.now().getTime() + 60_000))]));
    const start = world.clock.now();
    world.clock.forward(120);
    ok(await vault.secrets.edit(id, { name: 'Later' }, { revision: 1 }));
    const { localAuthority } = await import('../../../src/core/index.js');
    const turnedBack = localAuthority({ storage: world.storage, directory: world.directory, clock: () => start });
    refused(await turnedBack.query(bruno.id, { type: 'secret.read', secretId: id }), 'access/not-found');
    ok(await turnedBack.query(ana.id, { type: 'secret.read', secretId: id }));
  });

  it('requireEnd, longestGrantSeconds and the levels are the host’s', async () => {
    const { world, vault, id } = await hers({ policy: { levels: ['view'], longestGrantSeconds: 60 } });
    const within = (seconds: number) => new Date(world.clock.now().getTime() + seconds * 1_000);
    expect(vault.policy).to.deep.equal({ levels: ['view'], requireEnd: true, longestGrantSeconds: 60, requireVerified: 'never', joiners: 'confirm' });
    refused(await vault.sharing.share(id, [grant(bruno)]), 'share/end-required');
    refused(await vault.sharing.share(id, [grant(bruno, 'edit', within(60))]), 'input/invalid');
    refused(await vault.sharing.share(id, [grant(bruno, 'view', within(61))]), 'input/invalid');
    refused(await vault.sharing.share(id, [grant(bruno, 'view', within(0))]), 'input/invalid');
    ok(await vault.sharing.share(id, [grant(bruno, 'view', within(60))]));
  });

  it('a manager gives nothing that outlasts their own grant', async () => {
    const { world, vault, id } = await hers();
    const end = new Date(world.clock.now().getTime() + 60_000);
    ok(await vault.sharing.share(id, [grant(bruno, 'manage', end)]));
    const his = await world.vaultOf(bruno);
    expect(refused(await his.sharing.share(id, [grant(joao)]), 'share/beyond-own-end').latest).to.deep.equal(end);
    ok(await his.sharing.share(id, [grant(joao, 'manage', end)]));
  });

  it('the host’s own rule refuses with its reason, and whatever is not true refuses', async () => {
    for (const answer of [{ reason: 'contractors only' }, false, undefined, null, {}, 'yes', Promise.resolve(true)]) {
      const { vault, id } = await hers({ allow: (({ principal, actor }: { principal: { id: string }; actor: { id: string } }) => (principal.id === bruno.id && actor.id === ana.id ? answer : true)) as never });
      const [problem] = refused(await vault.sharing.share(id, [grant(bruno), grant(joao)]), 'share/problem').problems;
      expect(problem).to.deep.equal({ principal: bruno.id, problem: 'outside-policy', reason: (answer as { reason?: string } | null | undefined)?.reason ?? '' });
      ok(await vault.sharing.share(id, [grant(joao)]));
      expect((await vault.recipients.search('bruno', { secretId: id }))[0]?.problem).to.equal('outside-policy');
    }
  });
});

describe('sharing.plan, explain and shareMany', () => {
  it('T9 plan names who gains, loses, keeps and waits, and changes nothing', async () => {
    const { vault, id } = await hers();
    ok(await vault.sharing.share(id, [grant(bruno), grant(ops), grant(joao)]));
    const plan = ok(await vault.sharing.plan(id, [revoke(bruno), revoke(joao), grant(davi)]));
    expect({ gains: plan.gains.map((user) => user.id), loses: plan.loses.map((user) => user.id), keeps: plan.keeps.map(({ user, through }) => [user.id, through.map((one) => one.id)]), pending: plan.pending.map((user) => user.id), truncated: plan.truncated })
      .to.deep.equal({ gains: [davi.id], loses: [joao.id], keeps: [[bruno.id, [ops.id]]], pending: [davi.id], truncated: false });
    expect((await accessOf(vault, id)).length).to.equal(4);
    expect(refused(await vault.sharing.plan(id, [grant(suspended)]), 'share/problem').problems).to.have.length(1);
  });

  it('explain names every path and what they come to', async () => {
    const { world, vault, id } = await hers();
    const end = new Date(world.clock.now().getTime() + 60_000);
    ok(await vault.sharing.share(id, [grant(bruno, 'view', end), grant(ops, 'edit')]));
    const told = ok(await vault.sharing.explain(id, bruno.id));
    expect([told.user.id, told.permission, told.paths.map(({ through, permission, expiresAt, live }) => [through.id, permission, expiresAt, live])]).to.deep.equal([bruno.id, 'edit', [[ops.id, 'edit', undefined, true], [bruno.id, 'view', end, true]]]);
    world.clock.set(end);
    expect(ok(await vault.sharing.explain(id, bruno.id)).paths.map(({ live }) => live)).to.deep.equal([true, false]);
    expect(ok(await vault.sharing.explain(id, davi.id))).to.deep.include({ permission: 'none', paths: [] });
    expect(ok(await vault.sharing.explain(id, suspended.id)).permission).to.equal('none');
    expect(ok(await vault.sharing.explain(id, ana.id)).permission).to.equal('own');
    expect(refused(await vault.sharing.explain(id, 'user:nobody'), 'share/problem').problems[0]?.problem).to.equal('unknown');
  });

  it('F10 shareMany adds to each secret, drops nobody, and gives a result for each', async () => {
    const { vault, id } = await hers();
    const second = ok(await vault.secrets.add(aSecret({ name: 'Second' }))).id;
    const disabled = ok(await vault.secrets.add(aSecret({ name: 'Third' }))).id;
    ok((await vault.secrets.disable([disabled]))[0]!);
    ok(await vault.sharing.share(id, [grant(joao)]));
    const results = await vault.sharing.shareMany([id, disabled, second, 'garbage'], [grant(bruno)]);
    expect(results.map((result) => [result.secretId, result.ok ? 'ok' : result.refusal.code])).to.deep.equal([[id, 'ok'], [disabled, 'share/secret-disabled'], [second, 'ok'], ['garbage', 'access/not-found']]);
    expect((await accessOf(vault, id)).map(({ principal }) => principal)).to.deep.equal([ana.id, joao.id, bruno.id]);
  });
});

describe('people without keys yet', () => {
  it('are pending until somebody’s vault who may share sees that they have some: nobody does anything', async () => {
    const { world, vault, id } = await hers();
    const outcome = ok(await vault.sharing.share(id, [grant(davi, 'edit')]));
    expect(linesOf(outcome.access)).to.deep.equal([own(ana), line(davi, 'edit', 'pending')]);
    const revisions = async () => { const { revision, accessRevision } = ok(await vault.secrets.get(id)); return [revision, accessRevision]; };
    const before = await revisions();
    const his = await world.vaultOf(davi);
    expect((await his.secrets.list()).items.map((item) => item.id)).to.deep.equal([id]);
    const value = await eventually(his, async () => { const got = await his.secrets.reveal(id); if (!got.ok) expect(got.refusal.code).to.equal('access/pending'); return got.ok ? got.value.clientSecret : undefined; });
    expect(value).to.equal(VALUE);
    expect(await accessOf(vault, id)).to.deep.equal([own(ana), line(davi, 'edit')]);
    expect(await revisions()).to.deep.equal(before);
  });

  it('can’t enrol with a key that is none', async () => {
    const { world } = await hers();
    const none = { id: 'A'.repeat(22), bytes: 'A'.repeat(43) };
    refused(await world.authority.execute(davi.id, {
      id: 'DDDDDDDDDDDDDDDDDDDDDD', type: 'account.enrol', publicKeys: { signing: none, encryption: none, signature: 'A'.repeat(86) }, keyset: { nonce: 'AAAA', ciphertext: 'AAAA' }, unlock: { kind: 'none', params: {}, sealed: 'AAAA' },
    }), 'input/invalid');
  });

  it('wait where an authority names a key that is none, and stop nobody else from getting theirs', async () => {
    const { world, id } = await hers();
    await world.enrol(davi);
    (await world.vaultOf(ana)).keys.lock(); // or it would give him his key as soon as it is told of the share
    const none = <T extends { keys?: PublicKeys }>(one: T): T => ({ ...one, ...(one.keys && { keys: { ...one.keys, encryption: { ...one.keys.encryption, bytes: 'A'.repeat(43) } } }) });
    const query: typeof world.authority.query = async (actor, asked, options) => {
      const answer = await world.authority.query(actor, asked, options);
      if (!answer.ok) return answer;
      const value: unknown = answer.value;
      if (asked.type === 'principal.keys') return { ok: true, value: (value as QueryResult<{ type: 'principal.keys'; users: [] }>).map((one) => (one.user === davi.id ? none(one) : one)) } as unknown as typeof answer;
      if (asked.type !== 'secret.sealing') return answer;
      const sealing = value as QueryResult<{ type: 'secret.sealing'; secretId: SecretId }>;
      return { ok: true, value: { ...sealing, recipients: sealing.recipients.map((one) => (one.to === davi.id && 'user' in one ? none(one) : one)) } } as unknown as typeof answer;
    };
    const vault = await openVault({ actor: ana.id, authority: { ...world.authority, query }, keys: world.keys });
    const outcome = ok(await vault.sharing.share(id, [grant(davi), grant(bruno)]));
    expect(linesOf(outcome.access)).to.deep.equal([own(ana), line(davi, 'view', 'pending'), line(bruno, 'view')]);
    ok(await vault.secrets.edit(id, { clientSecret: 'new' }, { revision: 1 }));
    expect(ok(await revealOf(world, bruno, id)).clientSecret).to.equal('new');
    refused(await revealOf(world, davi, id), 'access/pending');
  });
});

describe('when something was shared', () => {
  it('the newest grant that reaches the person who asks says so: their own, or one of a group of theirs', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno, joao);
    const hers = await world.vaultOf(ana);
    const { id } = ok(await hers.secrets.add(aSecret()));
    const sharedAt = async (user: User): Promise<readonly (Date | undefined)[]> => {
      const vault = await world.vaultOf(user);
      return [(await vault.secrets.list()).items[0]?.sharedAt, ok(await vault.secrets.get(id)).sharedAt];
    };
    const times: Date[] = [];
    for (const change of [grant(bruno), grant(joao), grant(ops), grant(bruno, 'edit', new Date('2026-03-03T00:00:00Z'))]) {
      world.clock.forward(60);
      times.push(world.clock.now());
      ok(await hers.sharing.share(id, [change]));
    }
    expect([await sharedAt(ana), await sharedAt(bruno), await sharedAt(joao)]).to.deep.equal([[undefined, undefined], [times[3], times[3]], [times[1], times[1]]]);
    world.clock.set(new Date('2026-03-03T00:00:00Z'));
    expect(await sharedAt(bruno), 'his own ended; the group’s stays').to.deep.equal([times[2], times[2]]);
  });
});
