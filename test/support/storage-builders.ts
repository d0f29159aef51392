import { memoryStorage } from '../../src/adapters/memory-storage.js';
import type { Batch, RecordKind, StorageAdapter } from '../../src/core/index.js';

/** The same builders as the contract's: a row, a record, a batch, a query, where only what matters is said. */
export {
  HOSTILE, NOW, aBatch, aQuery, aRecord, aRow, aSecret, aUse, ada, bob, cyd, earlier, found, grantTo, later, next, numbered, put, write,
} from '../../src/core/ports/storage-fixtures.js';

const KINDS: readonly RecordKind[] = ['secret', 'entry', 'version', 'group', 'account', 'user', 'claim', 'use'];

/** All records and the whole journal, as one text: to see that nothing was written. */
export async function everythingIn(storage: StorageAdapter): Promise<string> {
  const records = await Promise.all(KINDS.map((kind) => storage.list(kind, { index: 'kind', key: '' }, { limit: 10_000 })));
  return JSON.stringify([records, await storage.journal({ limit: 10_000 })]);
}

/** A store that can be copied as often as a test needs the same beginning. */
export function aStorageToCopy(): { readonly storage: StorageAdapter; copy(): Promise<StorageAdapter> } {
  const good = memoryStorage();
  const batches: Batch[] = [];
  return {
    storage: { ...good, async commit(batch) { batches.push(structuredClone(batch)); return good.commit(batch); } },
    async copy() {
      const storage = memoryStorage();
      for (const batch of batches) await storage.commit(batch);
      return storage;
    },
  };
}
