import type { Cursor, PrincipalId, Revision, SecretId, UserId } from '../model/ids.js';
import type { Permission } from '../model/permission.js';
import type { Label, SecretFilter, SecretSort } from '../model/secret.js';

/** Names one record. Ids and keys are at most 2,048 UTF-16 code units of any kind, none of them special. */
export type RecordRef = { readonly kind: RecordKind; readonly id: string };
/** `entry`: one signed entry of a secret's chain; `version`: a sealed state before the present one; `user`: what a person's vaults remember. */
export type RecordKind = 'secret' | 'entry' | 'version' | 'group' | 'account' | 'user' | 'claim' | 'use';

/** By what else a record is found: `list()` gives those with exactly this key. */
export interface RecordKey {
  readonly index: 'owner' | 'member' | 'secret';
  readonly key: string;
}

export interface StoredRecord {
  readonly ref: RecordRef;
  /** The compare-and-swap number: 1 when the record is made, one more at each write. Set by whoever commits. */
  readonly revision: Revision;
  readonly format: number;
  /** Plain data: `structuredClone` and JSON keep it as it is; bytes are base64url. */
  readonly body: unknown;
  /** What lists show of a secret; absent on other kinds and on a deleted secret. */
  readonly row?: SecretRow;
  readonly keys: readonly RecordKey[];
}

export interface RowGrant {
  readonly principal: PrincipalId;
  readonly permission: Permission;
  readonly expiresAt?: Date;
  /** When it was given as it is now. */
  readonly grantedAt?: Date;
}

/** The small projection of a secret that lists read. Holds no sealed part. */
export interface SecretRow {
  readonly secretId: SecretId;
  readonly revision: Revision;
  readonly accessRevision: Revision;
  readonly label: Label;
  /** Name, URL, identifier and tags, folded (see `fold`), one a line: what `text` is looked for in. */
  readonly folded: string;
  readonly owner: UserId;
  readonly ownerName: string;
  readonly enabled: boolean;
  readonly disabledBy?: UserId;
  readonly hasClientSecret: boolean;
  readonly createdAt: Date;
  /** Not stored with the row: the adapter joins it from the record `use` of the same id, whose body is `{ lastUsedAt: number }`. */
  readonly lastUsedAt?: Date;
  readonly grants: readonly RowGrant[];
  /** Whether somebody lost access since the value last became another one. */
  readonly leftSinceRotation: boolean;
}

export interface RowQuery {
  /** A row is visible when one of these owns it or holds a grant on it that has not ended at `now`. */
  readonly principals: readonly PrincipalId[];
  readonly now: Date;
  /** Looked for in `folded`. Empty finds everything. */
  readonly text?: string;
  /** Of `owners` any; an empty list of owners finds nothing, an empty list of tags filters nothing. `shared`: a grant that has not ended at `now`. */
  readonly filter: Omit<SecretFilter, 'owner'> & { readonly owners?: readonly UserId[] };
  readonly sort: SecretSort;
  readonly at?: Cursor;
  readonly limit: number;
}

export interface RowPage {
  readonly rows: readonly SecretRow[];
  readonly next?: Cursor;
  readonly previous?: Cursor;
  /** Exact up to 1,000; counting stops there and `countIsExact` is false. */
  readonly count: number;
  readonly countIsExact: boolean;
}

/** One command's trace in the journal. Entries of one secret keep their order. */
export interface JournalEntry {
  readonly command: string;
  readonly secret?: SecretId;
  readonly actor: UserId;
  readonly at: Date;
  readonly steps: readonly { readonly kind: string }[];
}

/** One record that was written or deleted. `readers` are those whose view it may have changed, before or after. */
export interface Change {
  /** Just after this change: `changes` goes on from here. */
  readonly at: Cursor;
  readonly ref: RecordRef;
  /** The revision that was written; of a deleted record, the last it had. */
  readonly revision: Revision;
  readonly readers: readonly PrincipalId[];
}

export interface Batch {
  /** The command's id: the key of its receipt, which is kept for at least 7 days. A conflict leaves no receipt. */
  readonly command: string;
  /** What the command said, hashed: the same id with another digest is a `mismatch`. */
  readonly digest: string;
  /** What is written, deleted and claimed, and what must still be so, with the revision it must have; not all that was read. What is only expected stays as it is. */
  readonly expect: readonly { readonly ref: RecordRef; readonly revision: Revision | 'absent' }[];
  /** Each takes the place of what its `ref` names, keys and row with it. One that `expect` does not name is written over whatever is there. */
  readonly puts: readonly StoredRecord[];
  /** One that is not there is passed over, and leaves no change. No ref is named twice in `puts` and `deletes` together. */
  readonly deletes: readonly RecordRef[];
  readonly entry: JournalEntry;
  readonly readers: readonly PrincipalId[];
  /** Plain data, kept with the receipt and given back when replayed. */
  readonly result: unknown;
}

export type CommitResult =
  | { readonly kind: 'written' | 'replayed'; readonly result: unknown }
  /** Every ref whose expectation did not hold, in the order of `expect`. */
  | { readonly kind: 'conflict'; readonly refs: readonly RecordRef[] }
  | { readonly kind: 'mismatch' };

/**
 * Where records live, bound to one space. An adapter sees labels, grants and ciphertext, never a key or a plaintext.
 * Every method may throw a `MySafeError` with a `storage/…` code; after `close` all of them throw `storage/closed`.
 * What goes in and what comes out is a copy: changing it changes nothing in the store.
 */
export interface StorageAdapter {
  /** The whole record, or `undefined`: absence is an answer, not an error. */
  get(ref: RecordRef): Promise<StoredRecord | undefined>;
  /**
   * Rows for lists, as of the last commit. Texts match folded and by containment, `tags` too, by any of them; `id` from its beginning and to the letter, dates inclusive, `status` `enabled` where not given.
   * Order: the sort field (texts folded, by UTF-16 code units; rows without the value last in either direction), then the secret's id, ascending in either direction.
   * A cursor holds for the query it came from; walking by `next` or `previous` shows each row that does not change meanwhile exactly once. A page may be short or empty where rows went away.
   */
  findSecrets(query: RowQuery): Promise<RowPage>;
  /**
   * Records by kind (`key` is not looked at), or by one of their keys, in the order of their ids (UTF-16 code units).
   * `after` is the last id seen; fewer than `limit` means that these are the last.
   */
  list(kind: RecordKind, by: { readonly index: RecordKey['index'] | 'kind'; readonly key: string }, page: { readonly after?: string; readonly limit: number }): Promise<readonly StoredRecord[]>;
  /**
   * All or nothing, in one order that `journal`, `changes` and every later read agree on. Of two commits that write over the same revision exactly one is `written`;
   * one that only expects a revision is never `written` after one that wrote over it.
   * The same command id again is `replayed` with the first result, whatever became of its expectations, and changes nothing; with another digest it is a `mismatch`.
   */
  commit(batch: Batch): Promise<CommitResult>;
  /** Newest first; `next` where there are older ones. With `secret`, that secret's alone. */
  journal(query: { readonly secret?: SecretId; readonly after?: Cursor; readonly limit: number }): Promise<{ readonly entries: readonly JournalEntry[]; readonly next?: Cursor }>;
  /**
   * Everything committed after `since`, in commit order; fewer than `limit` means that it is all. Inside a commit: its puts, then its deletes, as listed.
   * Without `since`, nothing but where the feed stands. `reset`: `since` is too old or not ours; read again. At least the last 10,000 commits are kept.
   */
  changes(since: Cursor | undefined, limit: number): Promise<{ readonly changes: readonly Change[]; readonly at: Cursor } | { readonly reset: true }>;
  /** Calls `hint` soon after something may have been committed, here or in another tab. Returns how to stop; after that, no more calls. `changes` is the truth. */
  watch(hint: () => void): () => void;
  /** Lets go of connections. A second call does nothing. */
  close(): Promise<void>;
}
