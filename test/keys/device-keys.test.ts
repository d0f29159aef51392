import { expect } from '@open-wc/testing';
import { deleteDB, openDB } from 'idb';
import { openVault } from '../../src/core/index.js';
import { deviceKeys } from '../../src/keys/index.js';
import { aSecret, aWorld, ana, ok } from '../support/vault-builders.js';

const STORE = 'keys';

/** What the browser profile holds of these keys, in the files of one database. */
async function readProfile(name: string): Promise<readonly (readonly [IDBValidKey, unknown])[]> {
  const database = await openDB(`${name}-keys`);
  const [keys, values] = [await database.getAllKeys(STORE), await database.getAll(STORE) as unknown[]];
  database.close();
  return keys.map((key, at) => [key, values[at]] as const);
}

async function writeProfile(name: string, entries: Awaited<ReturnType<typeof readProfile>>): Promise<void> {
  const database = await openDB(`${name}-keys`, 1, { upgrade: (fresh) => { fresh.createObjectStore(STORE); } });
  for (const [key, value] of entries) await database.put(STORE, value, key);
  database.close();
}

describe('deviceKeys', () => {
  const [hers, copied, other] = ['hers', 'copied', 'other'].map((browser) => `device-keys-${browser}-${crypto.randomUUID()}`) as [string, string, string];
  after(async () => { for (const name of [hers, copied, other]) await deleteDB(`${name}-keys`); });

  it('unlock for whoever copied the browser profile, and in no other browser', async () => {
    const world = aWorld();
    const open = (name: string) => openVault({ actor: ana.id, authority: world.authority, keys: deviceKeys({ name }) });
    const vault = await open(hers);
    const { id } = ok(await vault.secrets.add(aSecret()));
    await vault.close();
    const read = await readProfile(hers);
    expect(read.map(([, key]) => key instanceof Uint8Array && key.length), 'a key as it is, wrapped under nothing').to.deep.equal([32]);
    await writeProfile(copied, read);
    const thief = await open(copied);
    expect([thief.keys.state, ok(await thief.secrets.reveal(id)).clientSecret]).to.deep.equal(['unlocked', aSecret().clientSecret]);
    expect((await open(other)).keys.state, 'the control').to.equal('not-here');
  });
});
