import { expect } from '@open-wc/testing';
import { type KeyKeeper, type User, openVault } from '../../../src/core/index.js';
import { deviceKeys, ephemeralKeys, hostKeys } from '../../../src/keys/index.js';
import { type World, aSecret, aWorld, ana, invited, nextChange, ok, refused } from '../../support/vault-builders.js';
import { typedKeys } from './typed-keys.js';

const RIGHT = { passphrase: 'correct horse battery staple' };
const WRONG = { passphrase: 'Correct horse battery staple' };
const RECOVERY_KEY = /^([0-9A-HJKMNP-TV-Z]{6}-){8}[0-9A-HJKMNP-TV-Z]{6}$/;

const open = ({ authority }: Pick<World, 'authority'>, keys: KeyKeeper, user: User = ana) => openVault({ actor: user.id, authority, keys });
const kindsOf = async (keys: { methods(): Promise<readonly { kind: string }[]> }) => (await keys.methods()).map(({ kind }) => kind);
const accountOf = async ({ storage }: World) => JSON.stringify(await storage.get({ kind: 'account', id: ana.id }));

/** Ana's vault with a passphrase, unlocked. */
async function typed() {
  const world = aWorld();
  const keeper = typedKeys();
  const vault = await open(world, keeper);
  ok(await vault.keys.unlock(RIGHT));
  return { world, keeper, vault, id: ok(await vault.secrets.add(aSecret())).id };
}

describe('keys that need nobody', () => {
  const name = `keys-test-${crypto.randomUUID()}`;
  after(() => { indexedDB.deleteDatabase(`${name}-keys`); });
  const keepers: Readonly<Record<string, () => Promise<KeyKeeper>>> = {
    ephemeralKeys: async () => ephemeralKeys(), deviceKeys: async () => deviceKeys({ name }),
    hostKeys: async () => hostKeys({ key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']) }),
  };
  for (const [kind, make] of Object.entries(keepers)) {
    it(`${kind} are made at the first opening, unlocked at each one after it, and again after a lock`, async () => {
      const [world, keeper] = [aWorld(), await make()];
      const first = await open(world, keeper);
      expect([first.keys.state, first.keys.enrolled, first.keys.asks, first.keys.kind]).to.deep.equal(['unlocked', true, undefined, keeper.kind]);
      const { id } = ok(await first.secrets.add(aSecret()));
      const again = await open(world, keeper);
      expect(ok(await again.secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
      again.keys.lock();
      refused(await again.secrets.reveal(id), 'access/locked');
      ok(await again.keys.unlock());
      expect(ok(await again.secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
      expect(await kindsOf(again.keys)).to.deep.equal([keeper.kind]);
    });
  }

  it('are not made for somebody who was invited and has not come yet', async () => {
    const world = aWorld();
    const vault = await open(world, ephemeralKeys(), invited);
    expect([vault.keys.state, vault.keys.enrolled]).to.deep.equal(['not-here', false]);
    expect(await world.storage.get({ kind: 'account', id: invited.id })).to.equal(undefined);
  });
});

describe('keys that ask a person', () => {
  it('ask nothing when a vault opens: it is locked, and tells whether there are keys already', async () => {
    const [world, keeper] = [aWorld(), typedKeys()];
    const vault = await open(world, keeper);
    expect([vault.keys.state, vault.keys.enrolled, vault.keys.asks, vault.keys.kind, keeper.asked()]).to.deep.equal(['locked', false, 'passphrase', 'typed', 0]);
    refused(await vault.secrets.add(aSecret()), 'access/locked');
    expect((await vault.secrets.list()).items).to.deep.equal([]);
    expect(await world.storage.get({ kind: 'account', id: ana.id })).to.equal(undefined);
  });

  it('are made by the first unlock, with what the person types then', async () => {
    const world = aWorld();
    const vault = await open(world, typedKeys());
    const changed = nextChange(vault, ({ kind }) => kind === 'keys');
    ok(await vault.keys.unlock(RIGHT));
    expect([await changed, vault.keys.state, vault.keys.enrolled]).to.deep.equal([{ kind: 'keys', state: 'unlocked' }, 'unlocked', true]);
    const { id } = ok(await vault.secrets.add(aSecret()));
    const keeper = typedKeys();
    const later = await open(world, keeper);
    expect([later.keys.state, later.keys.enrolled, keeper.asked()]).to.deep.equal(['locked', true, 0]);
    for (const input of [WRONG, undefined, null, {}, 'correct horse battery staple', { passphrase: 3 }]) refused(await later.keys.unlock(input), 'keys/wrong-input');
    expect(later.keys.state).to.equal('locked');
    ok(await later.keys.unlock(RIGHT));
    expect(ok(await later.secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
  });

  it('are not made with what the keeper does not take, and can be tried again', async () => {
    const world = aWorld();
    const vault = await open(world, typedKeys());
    for (const input of [undefined, { passphrase: 'short' }]) refused(await vault.keys.unlock(input), 'keys/wrong-input');
    expect([vault.keys.state, vault.keys.enrolled]).to.deep.equal(['locked', false]);
    expect(await world.storage.get({ kind: 'account', id: ana.id })).to.equal(undefined);
    ok(await vault.keys.unlock(RIGHT));
  });

  it('are one person’s where two tabs make them at once', async () => {
    const world = aWorld();
    const vaults = await Promise.all([1, 2, 3].map(() => open(world, typedKeys())));
    for (const result of await Promise.all(vaults.map((vault) => vault.keys.unlock(RIGHT)))) ok(result);
    const { id } = ok(await vaults[0]!.secrets.add(aSecret()));
    for (const vault of vaults) ok(await vault.secrets.reveal(id));
  });
});

describe('ways to unlock', () => {
  it('more than one: each opens, and one that was taken away opens nothing any more', async () => {
    const { world, vault, id } = await typed();
    const device = ephemeralKeys();
    refused(await vault.keys.addMethod(device), 'keys/wrong-input');
    refused(await vault.keys.addMethod(device, { unlockWith: WRONG }), 'keys/wrong-input');
    expect(await kindsOf(vault.keys)).to.deep.equal(['typed']);
    ok(await vault.keys.addMethod(device, { unlockWith: RIGHT }));
    expect(await kindsOf(vault.keys)).to.deep.equal(['typed', 'ephemeral']);
    const byDevice = await open(world, device);
    expect([byDevice.keys.state, ok(await byDevice.secrets.reveal(id)).clientSecret]).to.deep.equal(['unlocked', aSecret().clientSecret]);

    const [first, second] = await byDevice.keys.methods();
    ok(await byDevice.keys.removeMethod(first!.id));
    const later = await open(world, typedKeys());
    refused(await later.keys.unlock(RIGHT), 'keys/unavailable');
    expect(later.keys.state).to.equal('not-here');
    expect(await byDevice.keys.methods()).to.deep.equal([second]);
    ok(await byDevice.secrets.reveal(id));
  });

  it('never none: the last one stays; one that is not there is no error', async () => {
    const { world, vault } = await typed();
    const before = await accountOf(world);
    const [only] = await vault.keys.methods();
    expect(refused(await vault.keys.removeMethod(only!.id), 'input/invalid').issues).to.deep.equal([{ path: ['unlock'], code: 'out-of-range' }]);
    refused(await vault.keys.removeMethod('garbage'), 'input/invalid');
    ok(await vault.keys.removeMethod('A'.repeat(22)));
    expect(await accountOf(world)).to.equal(before);
  });

  it('another passphrase is another way, and what the new keeper does not take adds none', async () => {
    const { vault } = await typed();
    refused(await vault.keys.addMethod(typedKeys(), { unlockWith: RIGHT, input: { passphrase: 'short' } }), 'keys/wrong-input');
    ok(await vault.keys.addMethod(typedKeys(), { unlockWith: RIGHT, input: { passphrase: 'another one for the tablet' } }));
    vault.keys.lock();
    ok(await vault.keys.unlock({ passphrase: 'another one for the tablet' }));
    ok(await vault.keys.unlock(RIGHT));
    expect(await kindsOf(vault.keys)).to.deep.equal(['typed', 'typed']);
  });
});

describe('a recovery key', () => {
  it('is printed once and opens everything, in a browser that holds nothing', async () => {
    const { world, vault, id } = await typed();
    refused(await vault.keys.makeRecoveryKey(), 'keys/wrong-input');
    const printed = ok(await vault.keys.makeRecoveryKey({ unlockWith: RIGHT }));
    expect(printed).to.match(RECOVERY_KEY);
    expect(await kindsOf(vault.keys)).to.deep.equal(['typed', 'recovery']);
    for (const keeper of [typedKeys(), ephemeralKeys()]) {
      const elsewhere = await open(world, keeper);
      refused(await elsewhere.keys.unlock({ recoveryKey: `0${printed.slice(1)}` === printed ? `1${printed.slice(1)}` : `0${printed.slice(1)}` }), 'keys/wrong-input');
      for (const none of ['', 'garbage', 3, null, undefined]) refused(await elsewhere.keys.unlock({ recoveryKey: none }), none === undefined && keeper.kind === 'ephemeral' ? 'keys/unavailable' : 'keys/wrong-input');
      ok(await elsewhere.keys.unlock({ recoveryKey: printed.toLowerCase().replaceAll('-', ' ') }));
      expect([elsewhere.keys.state, ok(await elsewhere.secrets.reveal(id)).clientSecret]).to.deep.equal(['unlocked', aSecret().clientSecret]);
    }
  });

  it('gives a browser that was not-here a way of its own', async () => {
    const { world, vault, id } = await typed();
    const recoveryKey = ok(await vault.keys.makeRecoveryKey({ unlockWith: RIGHT }));
    const device = ephemeralKeys();
    const elsewhere = await open(world, device);
    expect(elsewhere.keys.state).to.equal('not-here');
    ok(await elsewhere.keys.unlock({ recoveryKey }));
    ok(await elsewhere.keys.addMethod(device, { unlockWith: { recoveryKey } }));
    const later = await open(world, device);
    expect([later.keys.state, ok(await later.secrets.reveal(id)).clientSecret]).to.deep.equal(['unlocked', aSecret().clientSecret]);
  });

  it('opens nothing any more once there is another, or once it was taken away', async () => {
    const { world, vault } = await typed();
    const first = ok(await vault.keys.makeRecoveryKey({ unlockWith: RIGHT }));
    const second = ok(await vault.keys.makeRecoveryKey({ unlockWith: RIGHT }));
    expect(await kindsOf(vault.keys)).to.deep.equal(['typed', 'recovery']);
    const elsewhere = await open(world, ephemeralKeys());
    refused(await elsewhere.keys.unlock({ recoveryKey: first }), 'keys/wrong-input');
    ok(await elsewhere.keys.unlock({ recoveryKey: second }));
    ok(await vault.keys.removeMethod((await vault.keys.methods()).find(({ kind }) => kind === 'recovery')!.id));
    const later = await open(world, ephemeralKeys());
    refused(await later.keys.unlock({ recoveryKey: second }), 'keys/unavailable');
  });

  it('is one person’s: it opens nobody else’s keys', async () => {
    const { world, vault } = await typed();
    const hers = ok(await vault.keys.makeRecoveryKey({ unlockWith: RIGHT }));
    const his = await world.vaultOf({ ...ana, id: 'user:bruno' });
    ok(await his.keys.makeRecoveryKey());
    his.keys.lock();
    refused(await his.keys.unlock({ recoveryKey: hers }), 'keys/wrong-input');
    expect(his.keys.state).to.equal('locked');
  });
});
