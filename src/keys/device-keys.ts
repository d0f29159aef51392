import { openDB } from 'idb';
import { type KeyKeeper, MySafeError } from '../core/index.js';
import { storedKeys } from './stored-keys.js';

const STORE = 'keys';

function unavailable(cause: unknown): never {
  throw new MySafeError('storage/unavailable', 'This browser did not let us keep keys (IndexedDB). Allow site data for this page, or use another key keeper.', { cause });
}

/**
 * Keeps a person's way to their keys in this browser, in the IndexedDB database `name`: the easiest start, nothing to type.
 * It protects values from the storage, the server and other users; not from whoever can read this browser profile (security.md M1).
 */
export function deviceKeys({ name }: { readonly name: string }): KeyKeeper {
  // Opening is awaited in a function of its own: where site data is blocked, `indexedDB.open` throws instead of failing.
  const open = async () => openDB(`${name}-keys`, 1, { upgrade: (fresh) => { fresh.createObjectStore(STORE); } });
  const use = async <T>(work: (database: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
    const database = await open().catch(unavailable);
    try {
      return await work(database).catch(unavailable);
    } finally {
      database.close();
    }
  };
  return storedKeys('device', {
    get: (id) => use(async (database) => (await database.get(STORE, id)) as Uint8Array | undefined),
    put: (id, key) => use(async (database) => { await database.put(STORE, key, id); }),
  });
}
