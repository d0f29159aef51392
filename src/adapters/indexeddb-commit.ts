import type { Batch, CommitResult, RecordRef, StoredRecord } from '../core/index.js';
import { ALL_STORES, type Database, FEED_COMMITS, type KeptRecord, RECEIPT_MS, type Store, type Transaction } from './indexeddb-schema.js';
import { headFrom, receiptFrom, recordFrom } from './indexeddb-shapes.js';
import { shelve } from './indexeddb-shelves.js';
import { inTransaction } from './indexeddb-transaction.js';

/** Old receipts are looked for once in so many commits, at most so many at a time. */
const PRUNE_EVERY = 100;
const PRUNE_MOST = 1_000;

type Writing = Transaction<Store, 'readwrite'>;
type Write = () => Promise<unknown>;

export interface CommitOptions {
  /** Milliseconds since 1970: what the age of receipts is counted by. */
  readonly now: number;
  readonly feedCommits?: number;
}

/** Decides and writes in one transaction over all stores, so that nothing comes between and nothing is left half done. */
export function commit(database: Database, batch: Batch, options: CommitOptions): Promise<CommitResult> {
  return inTransaction(database, ALL_STORES, 'readwrite', async (transaction): Promise<CommitResult> => {
    const read = async ({ kind, id }: RecordRef): Promise<KeptRecord | undefined> => {
      const kept = await transaction.objectStore('records').get([kind, id]);
      return kept === undefined ? undefined : recordFrom(kept, database.name);
    };
    const [keptReceipt, keptHead, expected, gone] = await Promise.all([
      transaction.objectStore('receipts').get(batch.command), transaction.objectStore('head').get('head'),
      Promise.all(batch.expect.map(({ ref }) => read(ref))), Promise.all(batch.deletes.map(read)),
    ]);
    const receipt = keptReceipt === undefined ? undefined : receiptFrom(keptReceipt, database.name);
    if (receipt) return receipt.digest === batch.digest ? { kind: 'replayed', result: receipt.result } : { kind: 'mismatch' };
    const broken = batch.expect.filter(({ revision }, place) => (expected[place]?.revision ?? 'absent') !== revision);
    if (broken.length > 0) return { kind: 'conflict', refs: broken.map(({ ref }) => ref) };
    const head = headFrom(keptHead, database.name);
    const commits = head.commits + 1;
    const deleted = gone.filter((record) => record !== undefined);
    const writes: Write[] = [
      () => transaction.objectStore('head').put({ ...head, commits }, 'head'),
      ...batch.puts.map((record) => () => put(transaction, record)),
      ...deleted.map(({ ref }) => () => transaction.objectStore('records').delete([ref.kind, ref.id])),
      () => shelve(transaction, batch.puts, deleted, database.name),
      ...note(transaction, batch, deleted, commits, options),
    ];
    await Promise.all(writes.map(async (write) => write())); // a write that throws must not leave the others without anyone to catch them
    if (commits % PRUNE_EVERY === 0) await pruneReceipts(transaction, options.now - RECEIPT_MS);
    return { kind: 'written', result: batch.result };
  });
}

function put(transaction: Writing, record: StoredRecord): Promise<unknown> {
  const { kind, id } = record.ref;
  const places: KeptRecord['places'] = record.keys.map(({ index, key }) => [kind, index, key, id] as const);
  return transaction.objectStore('records').put({ ...record, places }, [kind, id]);
}

/** The receipt, the journal entry and the changes of a commit. */
function note(
  transaction: Writing, batch: Batch, deleted: readonly StoredRecord[], commits: number, { now, feedCommits = FEED_COMMITS }: CommitOptions,
): Write[] {
  const { command, digest, result, entry, readers } = batch;
  const changes = [...batch.puts, ...deleted].map(({ ref, revision }) => [ref, revision] as const);
  const feed = transaction.objectStore('feed');
  return [
    () => transaction.objectStore('receipts').put({ digest, result, at: now }, command),
    () => transaction.objectStore('journal').put({ commit: commits, ...(entry.secret !== undefined && { secret: entry.secret }), entry }),
    ...(changes.length > 0 ? [() => feed.put({ changes, readers }, commits)] : []),
    () => feed.delete(IDBKeyRange.upperBound(commits - feedCommits)),
  ];
}

async function pruneReceipts(transaction: Writing, before: number): Promise<void> {
  const receipts = transaction.objectStore('receipts');
  const old = await receipts.index('at').getAllKeys(IDBKeyRange.upperBound(before, true), PRUNE_MOST);
  await Promise.all(old.map((command) => receipts.delete(command)));
}
