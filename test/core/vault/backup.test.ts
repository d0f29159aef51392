import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import { type StorageAdapter, type User, type Vault, localAuthority, openVault, staticDirectory } from '../../../src/core/index.js';
import { ephemeralKeys } from '../../../src/keys/index.js';
import { aSecret, ana, bruno, carla, everybody, grant, ok, refused } from '../../support/vault-builders.js';

const directory = staticDirectory({ users: everybody });
const VALUE = aSecret().clientSecret;

/** One person's browser: its storage, and whose vaults are opened on it with keys that live there. */
function aBrowser(embedded = true) {
  const storage: StorageAdapter = memoryStorage();
  const authority = localAuthority({ storage, directory, embedded });
  const keys = ephemeralKeys();
  return { storage, open: (user: User): Promise<Vault> => openVault({ actor: user.id, authority, keys }) };
}

describe('a backup', () => {
  it('brings everything back into a cleared browser: secrets, their history, who has access, pins', async () => {
    const before = aBrowser();
    const mine = await before.open(ana);
    const his = await before.open(bruno);
    const { id } = ok(await mine.secrets.add(aSecret()));
    ok(await mine.sharing.share(id, [grant(bruno)]));
    ok(await mine.keys.verify(bruno.id));
    ok(await mine.secrets.edit(id, { clientSecret: 'another value' }, { revision: 1 }));
    const fingerprint = await mine.keys.fingerprint(ana.id);
    const { file, recoveryKey } = ok(await mine.keys.backup());
    await mine.close();
    await his.close();

    const cleared = aBrowser();
    const empty = await cleared.open(ana);
    expect([empty.keys.state, (await empty.keys.fingerprint(ana.id)) === fingerprint], 'keys of somebody who never was here').to.deep.equal(['unlocked', false]);
    ok(await empty.keys.restore(file, recoveryKey));
    expect(await empty.keys.fingerprint(ana.id)).to.equal(fingerprint);
    expect(ok(await empty.secrets.reveal(id)).clientSecret).to.equal('another value');
    expect(ok(await empty.secrets.reveal(id, { version: 1 })).clientSecret).to.equal(VALUE);
    expect(ok(await empty.sharing.access(id)).map(({ principal }) => principal.id)).to.deep.equal([ana.id, bruno.id]);
    expect((await empty.keys.trust(bruno.id)).state).to.equal('verified');
    expect(ok(await empty.activity.proof(id)).map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
    expect((await empty.secrets.list()).items.map((item) => item.id)).to.deep.equal([id]);
    ok(await empty.secrets.edit(id, { name: 'Still mine' }, { revision: 2 }));
  });

  it('opens by the browser’s own keeper from then on, with no recovery key', async () => {
    const before = aBrowser();
    const { file, recoveryKey } = ok(await (await before.open(ana)).keys.backup());
    const cleared = aBrowser();
    const vault = await cleared.open(ana);
    ok(await vault.keys.restore(file, recoveryKey));
    const fingerprint = await vault.keys.fingerprint(ana.id);
    await vault.close();
    const again = await cleared.open(ana);
    expect([again.keys.state, await again.keys.fingerprint(ana.id)]).to.deep.equal(['unlocked', fingerprint]);
  });

  it('is refused where other keys are in use, and leaves nothing behind', async () => {
    const before = aBrowser();
    const mine = await before.open(ana);
    const { id } = ok(await mine.secrets.add(aSecret()));
    const { file, recoveryKey } = ok(await mine.keys.backup());
    const elsewhere = aBrowser();
    const used = await elsewhere.open(ana);
    ok(await used.secrets.add(aSecret({ name: 'Made with other keys' })));
    refused(await used.keys.restore(file, recoveryKey), 'keys/unavailable');
    expect(await elsewhere.storage.get({ kind: 'secret', id })).to.equal(undefined);
    expect((await used.secrets.list()).items.map(({ name }) => name)).to.deep.equal(['Made with other keys']);
  });

  it('changes nothing that is there already, and can be read twice', async () => {
    const { open } = aBrowser();
    const vault = await open(ana);
    const { id } = ok(await vault.secrets.add(aSecret()));
    const { file, recoveryKey } = ok(await vault.keys.backup());
    ok(await vault.secrets.edit(id, { name: 'Newer' }, { revision: 1 }));
    for (let round = 0; round < 2; round += 1) ok(await vault.keys.restore(file, recoveryKey));
    expect(ok(await vault.secrets.get(id)).name).to.equal('Newer');
  });

  it('opens with its own recovery key alone, and for its own person', async () => {
    const { open } = aBrowser();
    const [hers, his] = [await open(ana), await open(carla)];
    const first = ok(await hers.keys.backup());
    const second = ok(await hers.keys.backup());
    refused(await hers.keys.restore(first.file, second.recoveryKey), 'keys/wrong-input');
    refused(await his.keys.restore(second.file, second.recoveryKey), 'keys/wrong-input');
    for (const file of ['', '{}', second.file.slice(0, -9), second.file.replace('"nonce":"', '"nonce":"A')]) refused(await hers.keys.restore(file, second.recoveryKey), 'keys/wrong-input');
  });

  it('holds no value, no name and no key in a readable way', async () => {
    const vault = await aBrowser().open(ana);
    ok(await vault.secrets.add(aSecret({ name: 'A very telling name' })));
    const { file, recoveryKey } = ok(await vault.keys.backup());
    for (const canary of [VALUE ?? '', 'A very telling name', recoveryKey]) expect(file).not.to.contain(canary);
  });

  it('holds keys and pins alone where the authority is not this person’s own', async () => {
    const server = aBrowser(false);
    const vault = await server.open(ana);
    const { id } = ok(await vault.secrets.add(aSecret()));
    const { file, recoveryKey } = ok(await vault.keys.backup());
    const elsewhere = await openVault({ actor: ana.id, authority: localAuthority({ storage: server.storage, directory }), keys: ephemeralKeys() });
    expect(elsewhere.keys.state).to.equal('not-here');
    ok(await elsewhere.keys.restore(file, recoveryKey));
    expect(ok(await elsewhere.secrets.reveal(id)).clientSecret).to.equal(VALUE);
    const cleared = await openVault({ actor: ana.id, authority: localAuthority({ storage: memoryStorage(), directory }), keys: ephemeralKeys() });
    ok(await cleared.keys.restore(file, recoveryKey));
    expect((await cleared.secrets.list()).items).to.deep.equal([]);
  });
});
