import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { JournalEntry, PrincipalId, RecordKey, RecordKind, RecordRef, Revision, SecretRow, StoredRecord } from '../core/index.js';

export const SCHEMA_VERSION = 1;
/** At least so many commits stay in the feed (`StorageAdapter.changes`). */
export const FEED_COMMITS = 10_000;
/** How long the receipt of a command is kept: 7 days, in milliseconds (security.md 4.1). */
export const RECEIPT_MS = 7 * 24 * 60 * 60 * 1_000;

/** A record with the places at which `list` finds it: kind, index, key and id. */
export interface KeptRecord extends StoredRecord {
  readonly places: readonly (readonly [RecordKind, RecordKey['index'], string, string])[];
}
/** Some rows, each with its id, and when some secrets were last used: milliseconds since 1970. */
export interface Shelf {
  readonly rows: readonly (readonly [string, SecretRow])[];
  readonly uses: readonly (readonly [string, number])[];
}
export interface Receipt {
  readonly digest: string;
  readonly result: unknown;
  /** When it was written: milliseconds since 1970. */
  readonly at: number;
}
export interface KeptCommit {
  readonly changes: readonly (readonly [RecordRef, Revision])[];
  readonly readers: readonly PrincipalId[];
}
/** Which space this is, and the number of its last commit: bumped in the transaction that commits, so no reader sees a later number without an earlier one. */
export interface Head {
  readonly id: string;
  readonly commits: number;
}

export interface MySafeSchema extends DBSchema {
  records: { key: [RecordKind, string]; value: KeptRecord; indexes: { places: [RecordKind, RecordKey['index'], string, string] } };
  /** Apart from the records, so that a list never reads sealed parts. */
  shelves: { key: number; value: Shelf };
  receipts: { key: string; value: Receipt; indexes: { at: number } };
  journal: { key: number; value: { commit: number; secret?: string; entry: JournalEntry }; indexes: { secret: [string, number] } };
  feed: { key: number; value: KeptCommit };
  head: { key: 'head'; value: Head };
}

export type Store = StoreNames<MySafeSchema>;
export type Database = IDBPDatabase<MySafeSchema>;
export type Transaction<Stores extends Store, Mode extends IDBTransactionMode = 'readonly'> = IDBPTransaction<MySafeSchema, Stores[], Mode>;

export const ALL_STORES: Store[] = ['records', 'shelves', 'receipts', 'journal', 'feed', 'head'];

/** Makes what is missing. A later version adds its own steps below, each for those who come from before it. */
export function upgrade(database: Database, from: number): void {
  if (from >= 1) return;
  database.createObjectStore('records').createIndex('places', 'places', { multiEntry: true });
  database.createObjectStore('shelves');
  database.createObjectStore('receipts').createIndex('at', 'at');
  database.createObjectStore('journal', { keyPath: 'commit' }).createIndex('secret', ['secret', 'commit']);
  database.createObjectStore('feed');
  const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
  void database.createObjectStore('head').put({ id, commits: 0 }, 'head');
}
