import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import { type StoredRecord, localAuthority, openVault, staticDirectory } from '../../../src/core/index.js';
import { deviceSeen, ephemeralKeys } from '../../../src/keys/index.js';
import { aSecret, ana, everybody, faultOf, ok } from '../../support/vault-builders.js';

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
