import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import { type StoredRecord, localAuthority, openVault, staticDirectory } from '../../../src/core/index.js';
import { deviceSeen, ephemeralKeys } from '../../../src/keys/index.js';
import { aSecret, ana, bruno, everybody, faultOf, ok } from '../../support/vault-builders.js';

const KINDS = ['secret', 'entry', 'version', 'account', 'user'] as const;
const directory = staticDirectory({ users: everybody });

describe('an account that was put back as a whole', () => {
  it('is noticed by a device that saw more of it, and by no other', async () => {
    const [storage, keys, seen] = [memoryStorage(), ephemeralKeys(), deviceSeen({ name: crypto.randomUUID() })];
    const vault = await openVault({ actor: ana.id, authority: localAuthority({ storage, directory }), keys, seen });
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.secrets.get(id));
    await vault.close();
    const older = (await Promise.all(KINDS.map((kind) => storage.list(kind, { index: 'kind', key: '' }, { limit: 100 })))).flat();
    const again = await openVault({ actor: ana.id, authority: localAuthority({ storage, directory }), keys, seen });
    ok(await again.secrets.edit(id, { name: 'Renamed' }, { revision: 1 }));
    ok(await again.secrets.get(id));
    await again.close();

    const rolled = memoryStorage();
    const put = (puts: readonly StoredRecord[]) => rolled.commit({
      command: crypto.randomUUID(), digest: '', expect: [], puts, deletes: [], readers: [], result: null, entry: { command: '', actor: ana.id, at: new Date(), steps: [] },
    });
    await put(older);
    const authority = localAuthority({ storage: rolled, directory });
    expect(await faultOf(openVault({ actor: ana.id, authority, keys, seen }))).to.equal('chain/rolled-back');
    const newDevice = await openVault({ actor: ana.id, authority, keys, seen: deviceSeen({ name: crypto.randomUUID() }) });
    expect(ok(await newDevice.secrets.get(id)).name, 'a device that never saw it can be shown an older state').to.equal(aSecret().name);
    const honest = await openVault({ actor: ana.id, authority: localAuthority({ storage, directory }), keys, seen });
    expect(ok(await honest.secrets.get(id)).name).to.equal('Renamed');
  });

  it('is noticed again at each unlock, and what is learnt meanwhile is not written over it', async () => {
    const [storage, keys] = [memoryStorage(), ephemeralKeys()];
    const authority = localAuthority({ storage, directory });
    const [vault, other] = [await openVault({ actor: ana.id, authority, keys }), await openVault({ actor: bruno.id, authority, keys })];
    const first = await storage.get({ kind: 'user', id: ana.id });
    for (let at = 0; at < 3; at += 1) ok(await vault.secrets.get(ok(await vault.secrets.add(aSecret({ name: `Secret ${at}` }))).id));
    vault.keys.lock();
    ok(await vault.keys.unlock());
    vault.keys.lock();
    const kept = (await storage.get({ kind: 'user', id: ana.id }))!;
    await storage.commit({
      command: crypto.randomUUID(), digest: '', expect: [], deletes: first ? [] : [{ kind: 'user', id: ana.id }], readers: [], result: null, entry: { command: '', actor: ana.id, at: new Date(), steps: [] },
      puts: first ? [{ ...first, revision: kept.revision + 1 }] : [],
    });
    const rolled = JSON.stringify((await storage.get({ kind: 'user', id: ana.id }))?.body);
    for (let round = 0; round < 2; round += 1) {
      expect(await faultOf(vault.keys.unlock())).to.equal('chain/rolled-back');
      expect(vault.keys.state).to.equal('locked');
      expect((await vault.keys.trust(bruno.id)).state).to.equal('known');
    }
    await vault.close();
    expect(JSON.stringify((await storage.get({ kind: 'user', id: ana.id }))?.body)).to.equal(rolled);
    await other.close();
  });

  it('is no one’s fault where somebody started over', async () => {
    const [storage, keys, seen] = [memoryStorage(), ephemeralKeys(), deviceSeen({ name: crypto.randomUUID() })];
    const authority = localAuthority({ storage, directory });
    const vault = await openVault({ actor: ana.id, authority, keys, seen });
    for (let at = 0; at < 3; at += 1) ok(await vault.secrets.get(ok(await vault.secrets.add(aSecret({ name: `Secret ${at}` }))).id));
    await vault.close();
    const fresh = await openVault({ actor: ana.id, authority, keys: ephemeralKeys(), seen });
    ok(await fresh.keys.startOver());
    await fresh.close();
    expect((await openVault({ actor: ana.id, authority, keys: ephemeralKeys(), seen })).keys.state).to.equal('not-here');
  });
});
