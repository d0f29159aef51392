import type { JournalEntry, SecretRow } from '../core/index.js';
import type { Head, KeptCommit, KeptRecord, Receipt, Shelf } from './indexeddb-schema.js';
import { corruptFault } from './storage-faults.js';

type Shape = Readonly<Record<string, unknown>>;
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());

const isRecord = (value: unknown): value is KeptRecord =>
  isShape(value) && isShape(value.ref) && isText(value.ref.kind) && isText(value.ref.id) && isCount(value.revision) && isCount(value.format) &&
  'body' in value && Array.isArray(value.keys) && (value.row === undefined || isRow(value.row));

const isRow = (value: unknown): value is SecretRow =>
  isShape(value) && isText(value.secretId) && isCount(value.revision) && isCount(value.accessRevision) && isShape(value.label) && isText(value.label.name) &&
  isText(value.label.url) && Array.isArray(value.label.tags) && value.label.tags.every(isText) && isText(value.folded) && isText(value.owner) && isText(value.ownerName) &&
  typeof value.enabled === 'boolean' && isTime(value.createdAt) && Array.isArray(value.grants) && value.grants.every(isGrant);

const isGrant = (value: unknown): boolean =>
  isShape(value) && isText(value.principal) && isText(value.permission) && (value.expiresAt === undefined || isTime(value.expiresAt)) && (value.grantedAt === undefined || isTime(value.grantedAt));

const isShelf = (value: unknown): value is Shelf =>
  isShape(value) && Array.isArray(value.rows) && value.rows.every((kept: unknown) => Array.isArray(kept) && isText(kept[0]) && isRow(kept[1])) &&
  Array.isArray(value.uses) && value.uses.every((kept: unknown) => Array.isArray(kept) && isText(kept[0]) && Number.isFinite(kept[1]));

const isReceipt = (value: unknown): value is Receipt => isShape(value) && isText(value.digest) && 'result' in value;
const isEntry = (value: unknown): value is JournalEntry =>
  isShape(value) && isText(value.command) && isText(value.actor) && isTime(value.at) && Array.isArray(value.steps) && (value.secret === undefined || isText(value.secret));
const isHead = (value: unknown): value is Head => isShape(value) && isText(value.id) && isCount(value.commits);
const isCommit = (value: unknown): value is KeptCommit =>
  isShape(value) && Array.isArray(value.readers) &&
  Array.isArray(value.changes) && value.changes.every((change: unknown) => Array.isArray(change) && isShape(change[0]) && isCount(change[1]));

const reader = <T>(is: (value: unknown) => value is T, what: string) => (value: unknown, database: string): T => {
  if (is(value)) return value;
  throw corruptFault(database, what);
};

/** What the database gave, held to its shape. @throws {MySafeError} `storage/corrupt` */
export const recordFrom = reader(isRecord, 'a record');
export const shelfFrom = reader(isShelf, 'a part of the list');
export const receiptFrom = reader(isReceipt, 'the receipt of a command');
export const entryFrom = reader(isEntry, 'an entry of the journal');
export const headFrom = reader(isHead, 'the number of commits');
export const commitFrom = reader(isCommit, 'a change');
