import { expect } from '@open-wc/testing';
import { type Authority, type SecretId, type SharingEvent, type VaultChange, localAuthority, openVault } from '../../../src/core/index.js';
import { ephemeralKeys } from '../../../src/keys/index.js';
import { aSecret, aVault, aWorld, ana, bruno, carla, eventually, faultOf, grant, joao, nextChange, ok, refused, revoke } from '../../support/vault-builders.js';

describe('openVault', () => {
  it('makes keys at the first time, and unlocks the same ones afterwards', async () => {
    const { world, vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    expect([vault.me.id, vault.keys.state, vault.policy]).to.deep.equal([ana.id, 'unlocked', { levels: ['view', 'edit'], requireEnd: false, requireVerified: 'never', joiners: 'confirm' }]);
    const account = JSON.stringify(await world.storage.get({ kind: 'account', id: ana.id }));
    const again = await openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    expect(ok(await again.secrets.reveal(secret!.id)).clientSecret).to.equal(aSecret().clientSecret);
    expect(JSON.stringify(await world.storage.get({ kind: 'account', id: ana.id }))).to.equal(account);
  });

  it('two at once end with one account, and both can open everything', async () => {
    const world = aWorld();
    const vaults = await Promise.all([1, 2, 3].map(() => openVault({ actor: ana.id, authority: world.authority, keys: world.keys })));
    const { id } = ok(await vaults[0]!.secrets.add(aSecret()));
    for (const vault of vaults) expect(ok(await vault.secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
  });

  it('knows nobody by an id that the directory does not', async () => {
    const world = aWorld();
    for (const actor of ['user:nobody', 'ana', '', 'group:ops', 'user:', 'user:a b', null, undefined, 3, {}]) {
      expect(await faultOf(openVault({ actor: actor as never, authority: world.authority, keys: world.keys })), JSON.stringify(actor)).to.equal('misuse/unknown-actor');
    }
  });

  it('says where a page may not have WebCrypto', async () => {
    const world = aWorld();
    const open = () => openVault({ actor: ana.id, authority: world.authority, keys: world.keys });
    Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
    try {
      expect(await faultOf(open())).to.equal('misuse/unsupported-browser');
    } finally {
      Reflect.deleteProperty(crypto, 'subtle');
    }
    expect((await open()).keys.state).to.equal('unlocked');
  });

  it('is frozen through and through, and shows no keys', async () => {
    const { vault } = await aVault({ actingAs: ana });
    for (const part of [vault, vault.secrets, vault.sharing, vault.recipients, vault.groups, vault.activity, vault.keys]) expect(Object.isFrozen(part)).to.equal(true);
    for (const [name, part] of Object.entries(vault.keys)) expect(['function', 'string', 'boolean', 'undefined'], name).to.include(typeof part);
    const { items } = await new Proxy(vault, {}).secrets.list();
    expect(items).to.deep.equal([]);
  });
});

describe('a locked vault', () => {
  it('lists and shows access, and opens, shares and adds nothing until it is unlocked', async () => {
    const { vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const { id } = secret!;
    const changed = nextChange(vault, ({ kind }) => kind === 'keys');
    vault.keys.lock();
    expect([vault.keys.state, await changed]).to.deep.equal(['locked', { kind: 'keys', state: 'locked' }]);
    expect((await vault.secrets.list()).items.map((item) => item.id)).to.deep.equal([id]);
    expect(ok(await vault.sharing.access(id))).to.have.length(1);
    const answers = await Promise.all([vault.secrets.get(id), vault.secrets.reveal(id), vault.secrets.add(aSecret()), vault.sharing.share(id, [grant(bruno)]), vault.secrets.edit(id, { clientSecret: 'x' }, { revision: 1 }), vault.secrets.transfer(id, bruno.id)]);
    for (const answer of answers) expect(refused(answer, 'access/locked').state).to.equal('locked');
    expect((await vault.activity.list()).entries.map(({ kind }) => kind)).to.deep.equal(['create']);
    ok(await vault.keys.unlock());
    expect(vault.keys.state).to.equal('unlocked');
    ok(await vault.secrets.get(id));
    ok(await vault.secrets.reveal(id));
    ok(await vault.sharing.share(id, [grant(bruno)]));
  });

  it('is not-here where the keys are in another browser, and makes no new ones', async () => {
    const { world, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const account = JSON.stringify(await world.storage.get({ kind: 'account', id: ana.id }));
    const elsewhere = await openVault({ actor: ana.id, authority: world.authority, keys: ephemeralKeys() });
    expect(elsewhere.keys.state).to.equal('not-here');
    expect(refused(await elsewhere.secrets.reveal(secret!.id), 'access/locked').state).to.equal('not-here');
    refused(await elsewhere.keys.unlock(), 'keys/unavailable');
    expect((await elsewhere.secrets.list()).count).to.equal(1);
    expect(JSON.stringify(await world.storage.get({ kind: 'account', id: ana.id }))).to.equal(account);
  });

  it('stays locked where it is locked while it is being unlocked', async () => {
    const { vault } = await aVault({ actingAs: ana });
    vault.keys.lock();
    const unlocking = vault.keys.unlock();
    vault.keys.lock();
    refused(await unlocking, 'access/locked');
    expect(vault.keys.state).to.equal('locked');
    refused(await vault.secrets.add(aSecret()), 'access/locked');
  });
});

describe('a closed vault', () => {
  it('throws misuse/vault-closed at everything, tells nobody anything more, and leaves the authority to others', async () => {
    const { world, vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const { id } = secret!;
    const other = await world.vaultOf(bruno);
    await vault.close();
    const told: VaultChange[] = [];
    vault.subscribe((change) => told.push(change));
    const calls = [
      () => vault.secrets.add(aSecret()), () => vault.secrets.list(), () => vault.secrets.get(id), () => vault.secrets.reveal(id), () => vault.secrets.edit(id, { name: 'x' }, { revision: 1 }), () => vault.secrets.enable([id]),
      () => vault.secrets.disable([id]), () => vault.secrets.transfer(id, bruno.id), () => vault.secrets.leave(id), () => vault.secrets.delete(id), () => vault.sharing.access(id), () => vault.sharing.explain(id, ana.id),
      () => vault.sharing.plan(id, [grant(bruno)]), () => vault.sharing.share(id, [grant(bruno)]), () => vault.sharing.shareMany([id], [grant(bruno)]), () => vault.recipients.search('x'), () => vault.recipients.suggest(),
      () => vault.recipients.resolve(['x']), () => vault.groups.list(), () => vault.groups.get('group:x'), () => vault.groups.save({ name: 'g', enabled: true, membersMayView: true, members: [] }), () => vault.activity.list(), () => vault.keys.unlock(),
    ];
    for (const call of calls) expect(await faultOf(call()), String(call)).to.equal('misuse/vault-closed');
    ok(await other.secrets.add(aSecret()));
    expect(told).to.deep.equal([]);
    await vault.close();
  });
});

describe('subscribe', () => {
  it('S21 tells one vault what another did', async () => {
    const world = aWorld();
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    const { id } = ok(await hers.secrets.add(aSecret()));
    const count = async () => (await his.secrets.list()).count;
    const arrives = eventually(his, async () => ((await count()) === 1 ? true : undefined));
    ok(await hers.sharing.share(id, [grant(bruno)]));
    await arrives;
    const goes = eventually(his, async () => ((await count()) === 0 ? true : undefined));
    ok(await hers.sharing.share(id, [revoke(bruno)]));
    await goes;
  });

  it('tells nobody of what they can’t see', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno, joao);
    const [hers, his, strangers] = [await world.vaultOf(ana), await world.vaultOf(bruno), await world.vaultOf(joao)];
    const told: VaultChange[] = [];
    strangers.subscribe((change) => told.push(change));
    const { id } = ok(await hers.secrets.add(aSecret()));
    ok(await hers.sharing.share(id, [grant(bruno)]));
    const last = nextChange(strangers, ({ kind }) => kind === 'secret');
    ok(await his.secrets.reveal(id));
    const mine = ok(await strangers.secrets.add(aSecret()));
    expect(await last).to.deep.include({ kind: 'secret', secretId: mine.id });
    expect(told.filter(({ kind }) => kind === 'secret').map((change) => change.kind === 'secret' && change.secretId)).to.deep.equal([mine.id]);
  });

  it('looks who waits for a key where a secret was changed, not where it was only used', async () => {
    const world = aWorld();
    await world.enrol(ana);
    const looked: SecretId[] = [];
    let lookedAt = (): void => undefined;
    const query: Authority['query'] = (actor, asked, options) => {
      if (asked.type === 'secret.waiting' && asked.secretId !== undefined) { looked.push(asked.secretId); lookedAt(); }
      return world.authority.query(actor, asked, options);
    };
    const vault = await openVault({ actor: ana.id, authority: { ...world.authority, query }, keys: world.keys });
    const looks = (at: SecretId) => new Promise<void>((resolve) => { (lookedAt = () => { if (looked.includes(at)) resolve(); })(); });
    const used = ok(await vault.secrets.add(aSecret()));
    await looks(used.id);
    looked.length = 0;
    const told = nextChange(vault, (change) => change.kind === 'secret');
    ok(await vault.secrets.reveal(used.id));
    expect(await told).to.deep.include({ kind: 'secret', secretId: used.id, used: true });
    const { id } = ok(await vault.secrets.add(aSecret({ name: 'Another' })));
    await looks(id);
    expect(looked).to.deep.equal([id]);
  });

  it('goes on where a listener throws, and stops where it was stopped', async () => {
    const { vault } = await aVault({ actingAs: ana });
    const thrown: unknown[] = [];
    const seen: string[] = [];
    const before = window.onerror;
    window.onerror = (_message, _source, _line, _column, error) => { thrown.push(error); return true; };
    const stopThrowing = vault.subscribe(() => { throw new RangeError('mine'); });
    try {
      const stop = vault.subscribe((change) => { seen.push(change.kind); });
      const first = nextChange(vault, ({ kind }) => kind === 'secret');
      const { id } = ok(await vault.secrets.add(aSecret()));
      await first;
      const second = nextChange(vault, ({ kind }) => kind === 'secret');
      stop();
      ok(await vault.secrets.delete(id));
      await second;
      expect([seen, thrown.length > 0, thrown.every((error) => error instanceof RangeError)]).to.deep.equal([['secret'], true, true]);
    } finally {
      stopThrowing();
      window.onerror = before;
    }
  });
});

describe('the notifier', () => {
  it('is told who was let in, changed and removed, once it is written', async () => {
    const events: SharingEvent[] = [];
    const world = aWorld({ notifier: { async notify(event) { events.push(event); } } });
    const vault = await world.vaultOf(ana);
    const { id } = ok(await vault.secrets.add(aSecret()));
    refused(await vault.sharing.share(id, [grant(bruno), grant(ana)]), 'share/problem');
    ok(await vault.sharing.share(id, [grant(bruno), grant(carla)]));
    ok(await vault.sharing.share(id, [grant(bruno, 'edit'), revoke(carla), grant(joao)]));
    ok(await vault.sharing.share(id, [grant(bruno, 'edit')]));
    expect(events.map((event) => [event.kind, event.principal, 'permission' in event ? event.permission : undefined])).to.deep.equal([
      ['granted', bruno.id, 'view'], ['granted', carla.id, 'view'], ['changed', bruno.id, 'edit'], ['revoked', carla.id, undefined], ['granted', joao.id, 'view'],
    ]);
    expect(events[0]).to.deep.include({ actor: ana.id, secretId: id, secretName: 'Payments API', at: world.clock.now() });
  });

  it('may fail in any way: the share stands', async () => {
    for (const notify of [() => Promise.reject(new Error('down')), () => { throw new Error('down'); }, () => undefined]) {
      const { vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()], notifier: { notify: notify as () => Promise<void> } });
      expect(ok(await vault.sharing.share(secret!.id, [grant(bruno)])).sharedWith).to.equal(1);
    }
  });
});

describe('signals', () => {
  it('stop every question', async () => {
    const { vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const { id } = secret!;
    const options = { signal: AbortSignal.abort() };
    const asked = [vault.secrets.list({}, options), vault.secrets.get(id, options), vault.secrets.reveal(id, options), vault.sharing.access(id, options), vault.sharing.explain(id, ana.id, options), vault.sharing.plan(id, [grant(bruno)], options),
      vault.recipients.search('x', options), vault.recipients.suggest(options), vault.recipients.resolve(['x'], options), vault.groups.list(options), vault.groups.get('group:x', options), vault.activity.list({}, options)];
    const names = await Promise.all(asked.map((work) => (work as Promise<unknown>).then(() => 'answered', (error: Error) => error.name)));
    expect(names).to.deep.equal(Array(asked.length).fill('AbortError'));
    const late = new AbortController();
    const searching = vault.recipients.search('bru', { signal: late.signal });
    late.abort();
    expect(await searching.then(() => 'answered', (error: Error) => error.name)).to.equal('AbortError');
  });
});

describe('a store whose answer was lost', () => {
  it('is asked again with the same command, which happens once', async () => {
    const { MySafeError } = await import('../../../src/core/index.js');
    const world = aWorld();
    const sent: string[] = [];
    let lost: string | undefined;
    const storage: typeof world.storage = { ...world.storage, async commit(batch) {
      const result = await world.storage.commit(batch);
      sent.push(batch.command);
      if (!batch.entry.secret || lost) return result;
      lost = batch.command;
      throw new MySafeError('storage/outcome-unknown', 'lost');
    } };
    const authority = localAuthority({ storage, directory: world.directory });
    const vault = await openVault({ actor: ana.id, authority, keys: world.keys });
    ok(await vault.secrets.add(aSecret({ identifier: 'ONCE' })));
    expect([(await vault.secrets.list()).count, sent.filter((command) => command === lost).length]).to.deep.equal([1, 2]);
  });
});
