import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import { localAuthority, openVault, staticDirectory } from '../../../src/core/index.js';
import { ephemeralKeys } from '../../../src/keys/index.js';
import { START, aClock, aSecret, ana, bruno, everybody, faultOf, grant, ok, refused } from '../../support/vault-builders.js';

const HOUR = 3_600_000;

describe('the authority’s clock', () => {
  it('revives nothing that ended when it is turned back, not even by loading the page again (security.md 3.1)', async () => {
    const [storage, directory, keys] = [memoryStorage(), staticDirectory({ users: everybody }), ephemeralKeys()];
    const clock = aClock();
    const load = () => localAuthority({ storage, directory, clock: () => clock.now() });
    const mine = await openVault({ actor: ana.id, authority: load(), keys });
    await openVault({ actor: bruno.id, authority: load(), keys });
    const { id } = ok(await mine.secrets.add(aSecret()));
    ok(await mine.sharing.share(id, [grant(bruno, 'view', new Date(START.getTime() + HOUR))]));
    clock.forward(2 * 3_600);
    ok(await mine.secrets.add(aSecret({ name: 'Something later' })));
    clock.set(START);
    const his = await openVault({ actor: bruno.id, authority: load(), keys });
    refused(await his.secrets.get(id), 'access/not-found');
    expect((await his.secrets.list()).items).to.deep.equal([]);
  });

  it('is asked for again where the store did not answer at first', async () => {
    const storage = memoryStorage();
    let broken = true;
    const flaky = { ...storage, journal: (query: Parameters<typeof storage.journal>[0]) => (broken ? Promise.reject(new Error('gone')) : storage.journal(query)) };
    const authority = localAuthority({ storage: flaky, directory: staticDirectory({ users: everybody }) });
    const open = () => openVault({ actor: ana.id, authority, keys: ephemeralKeys() });
    expect(await faultOf(open())).to.equal('no fault of ours: gone');
    broken = false;
    expect((await open()).keys.state).to.equal('unlocked');
  });
});
