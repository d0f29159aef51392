import type { Database, Store, Transaction } from './indexeddb-schema.js';

/**
 * Runs `work` in one transaction and waits until it is on disk. `work` awaits nothing but this transaction's requests: it would end under anything else (security.md, M16).
 * Where a request or `work` fails, nothing is written, and the reason that the database gives goes before that of the request (M15).
 */
export async function inTransaction<Stores extends Store, Mode extends 'readonly' | 'readwrite', T>(
  database: Database, stores: Stores[], mode: Mode, work: (transaction: Transaction<Stores, Mode>) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(stores, mode, { durability: 'strict' });
  const done = transaction.done.then(() => undefined, (error: unknown) => ({ error }));
  let value: T;
  try {
    value = await work(transaction);
  } catch (error) {
    try { transaction.abort(); } catch { /* it has ended by itself */ }
    await done;
    throw transaction.error ?? error;
  }
  const failed = await done;
  if (failed) throw failed.error;
  return value;
}
