import * as z from 'zod/mini';
import { type GroupId, type SecretId, type UserId, groupIdSchema, principalIdSchema, revisionSchema, secretIdSchema, userIdSchema } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { endOf, grantSchema, timeSchema } from '../model/permission.js';
import { type Signed, genesisSchema, seqSchema, signedSchema } from '../model/entry.js';
import { envelopeSchema, memberWrapSchema, memoryPartSchema, publicKeySchema, publicKeysSchema, sealedPartSchema, unlockRecordSchema, wrapSchema } from '../model/sealed.js';
import { labelSchema } from '../model/secret.js';
import type { SecretState } from '../policy/index.js';
import type { RecordKey, RecordRef, SecretRow, StorageAdapter, StoredRecord } from '../ports/storage.js';
import { fold } from '../search/fold.js';

/** The format that this version writes. Another one is `storage/corrupt` until it has a migration. */
export const FORMAT = 2;

export const secretRecordSchema = z.object({
  id: secretIdSchema,
  owner: userIdSchema,
  revision: revisionSchema,
  accessRevision: revisionSchema,
  label: labelSchema,
  enabled: z.boolean(),
  disabledBy: z.optional(userIdSchema),
  deleted: z.boolean(),
  grants: z.array(grantSchema),
  /** The access revision at which each principal was last touched, revoked ones too; the newest 2,000. */
  touched: z.array(z.object({ principal: principalIdSchema, at: revisionSchema })),
  /** Absent on a deleted secret. */
  envelope: z.optional(envelopeSchema),
  wraps: z.array(wrapSchema),
  /** The last signed entry: its place and its hash. */
  seq: seqSchema,
  head: z.string(),
  /** The entries that changed the owner, and the last checkpoint. */
  transfers: z.array(seqSchema),
  checkpoint: z.optional(seqSchema),
  /** When the present version was made. */
  sealedAt: timeSchema,
  rotatedAt: timeSchema,
  leftAt: z.optional(timeSchema),
  createdAt: timeSchema,
  createdBy: userIdSchema,
  changedAt: timeSchema,
  changedBy: userIdSchema,
});

const epochSchema = z.object({
  epoch: seqSchema,
  key: publicKeySchema,
  statement: z.string(),
  wraps: z.array(memberWrapSchema),
  proofs: z.array(z.object({ member: userIdSchema, signature: z.string() })),
});

export const groupRecordSchema = z.object({
  id: groupIdSchema,
  ownerId: userIdSchema,
  revision: revisionSchema,
  name: z.string(),
  description: z.optional(z.string()),
  enabled: z.boolean(),
  membersMayView: z.boolean(),
  members: z.array(userIdSchema),
  genesis: genesisSchema,
  /** The last state as its owner signed it. */
  signed: signedSchema,
  /** The newest first; older ones open secrets that are not sealed anew yet. */
  epochs: z.array(epochSchema).check(z.minLength(1)),
});

export const accountRecordSchema = z.object({
  user: userIdSchema,
  publicKeys: publicKeysSchema,
  keyset: sealedPartSchema,
  unlock: z.array(unlockRecordSchema),
});

export const memorySchema = z.object({ counter: z.int(), sealed: memoryPartSchema });
export const storedEntrySchema = z.object({ signed: signedSchema });
export const versionRecordSchema = z.object({ envelope: envelopeSchema, wraps: z.array(wrapSchema), at: timeSchema, by: userIdSchema });

export type SecretRecord = z.infer<typeof secretRecordSchema>;
export type GroupRecord = z.infer<typeof groupRecordSchema>;
export type AccountRecord = z.infer<typeof accountRecordSchema>;
export type VersionRecord = z.infer<typeof versionRecordSchema>;
export type GroupEpochRecord = z.infer<typeof epochSchema>;
/** A record as it was read, with the number to compare and swap on. */
export interface Loaded<T> { readonly record: T; readonly stored: number }

async function load<S extends z.ZodMiniType>(storage: StorageAdapter, ref: RecordRef, schema: S): Promise<Loaded<z.infer<S>> | undefined> {
  const found = await storage.get(ref);
  if (!found) return undefined;
  return { record: parseStored(schema, found.format === FORMAT ? found.body : undefined, `${ref.kind} record`), stored: found.revision };
}

export const loadSecret = (storage: StorageAdapter, id: SecretId): Promise<Loaded<SecretRecord> | undefined> => load(storage, { kind: 'secret', id }, secretRecordSchema);
export const loadGroup = (storage: StorageAdapter, id: GroupId): Promise<Loaded<GroupRecord> | undefined> => load(storage, { kind: 'group', id }, groupRecordSchema);
export const loadAccount = (storage: StorageAdapter, id: UserId): Promise<Loaded<AccountRecord> | undefined> => load(storage, { kind: 'account', id }, accountRecordSchema);
export const loadMemory = (storage: StorageAdapter, id: UserId): Promise<Loaded<z.infer<typeof memorySchema>> | undefined> => load(storage, { kind: 'user', id }, memorySchema);
/** One entry or version of a secret: ids in the order of their numbers. */
const numbered = (id: SecretId, number: number): string => `${id} ${String(number).padStart(7, '0')}`;
export const entryRef = (id: SecretId, seq: number): RecordRef => ({ kind: 'entry', id: numbered(id, seq) });
export const versionRef = (id: SecretId, version: number): RecordRef => ({ kind: 'version', id: numbered(id, version) });
export const loadVersion = (storage: StorageAdapter, id: SecretId, version: number): Promise<Loaded<VersionRecord> | undefined> => load(storage, versionRef(id, version), versionRecordSchema);

/** At most `limit` signed entries after `after`, the oldest first. */
export async function listEntries(storage: StorageAdapter, id: SecretId, after: number, limit: number): Promise<Signed[]> {
  const found = await storage.list('entry', { index: 'secret', key: id }, { after: after > 0 ? numbered(id, after) : undefined, limit });
  return found.map(({ body }) => parseStored(storedEntrySchema, body, 'signed entry').signed);
}
/** The entries at these places, in this order. */
export async function entriesAt(storage: StorageAdapter, id: SecretId, places: readonly number[]): Promise<Signed[]> {
  const found = await Promise.all(places.map((seq) => load(storage, entryRef(id, seq), storedEntrySchema)));
  return found.flatMap((entry) => (entry ? [entry.record.signed] : []));
}
export async function listVersions(storage: StorageAdapter, id: SecretId): Promise<VersionRecord[]> {
  const found = await storage.list('version', { index: 'secret', key: id }, { after: undefined, limit: 100 });
  return found.map(({ body }) => parseStored(versionRecordSchema, body, 'version'));
}

export const parseGroup = (stored: StoredRecord): GroupRecord => parseStored(groupRecordSchema, stored.body, 'group record');

/** What the rules see of a record. */
export const stateOf = (record: SecretRecord): SecretState<SecretRecord['grants'][number]> => ({
  owner: record.owner, enabled: record.enabled, disabledBy: record.disabledBy, deleted: record.deleted,
  hasValue: record.envelope?.value !== undefined, grants: record.grants,
});

/** What the rules see of a row. */
export const stateOfRow = (row: SecretRow): SecretState => ({
  owner: row.owner, enabled: row.enabled, disabledBy: row.disabledBy, deleted: false, hasValue: row.hasClientSecret,
  grants: row.grants.map((grant) => ({ ...grant, expiresAt: endOf(grant)?.getTime() })),
});

function rowGrantOf(grant: SecretRecord['grants'][number]): SecretRow['grants'][number] {
  const expiresAt = endOf(grant);
  return { principal: grant.principal, permission: grant.permission, grantedAt: new Date(grant.grantedAt), ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }) };
}

/** The record's row; `undefined` for a deleted one, which no list shows. */
export function rowOf(record: SecretRecord, ownerName: string): SecretRow | undefined {
  if (record.deleted) return undefined;
  const { label } = record;
  return {
    secretId: record.id, revision: record.revision, accessRevision: record.accessRevision, label,
    folded: [label.name, label.url, label.identifier ?? '', ...label.tags].map(fold).join('\n'),
    owner: record.owner, ownerName, enabled: record.enabled, ...(record.disabledBy && { disabledBy: record.disabledBy }),
    hasClientSecret: record.envelope?.value !== undefined, createdAt: new Date(record.createdAt),
    grants: record.grants.map(rowGrantOf), leftSinceRotation: (record.leftAt ?? 0) > record.rotatedAt,
  };
}

/**
 * Finds the secrets where something may be due: where a reader has no wrap yet or somebody who left has one, where a grant ends, and where a group holds a
 * grant, because people come and go without anything here being written. One key for the owner and for each manager.
 */
function completionKeys(record: SecretRecord, waiting: boolean): RecordKey[] {
  const changesByItself = record.grants.some((grant) => grant.principal.startsWith('group:') || endOf(grant) !== undefined);
  if (record.deleted || !(waiting || changesByItself)) return [];
  const managers = record.grants.filter((grant) => grant.permission === 'manage').map((grant) => grant.principal);
  return [record.owner, ...managers].map((principal) => ({ index: 'member', key: principal }));
}

export function storedSecret(record: SecretRecord, options: { stored: number; ownerName: string; waiting: boolean }): StoredRecord {
  return {
    ref: { kind: 'secret', id: record.id }, revision: options.stored + 1, format: FORMAT, body: record,
    row: rowOf(record, options.ownerName),
    keys: [{ index: 'owner', key: record.owner }, ...completionKeys(record, options.waiting)],
  };
}

export const storedGroup = (record: GroupRecord, stored: number): StoredRecord => ({
  ref: { kind: 'group', id: record.id }, revision: stored + 1, format: FORMAT, body: record,
  keys: [{ index: 'owner', key: record.ownerId }, ...record.members.map((member): RecordKey => ({ index: 'member', key: member }))],
});

export const storedAccount = (record: AccountRecord, stored: number): StoredRecord => ({
  ref: { kind: 'account', id: record.user }, revision: stored + 1, format: FORMAT, body: record, keys: [],
});

export const storedMemory = (user: UserId, body: z.infer<typeof memorySchema>, stored: number): StoredRecord => ({ ref: { kind: 'user', id: user }, revision: stored + 1, format: FORMAT, body, keys: [] });
const ofSecret = (id: SecretId): RecordKey[] => [{ index: 'secret', key: id }];
/** The keys of a numbered record, by its id. */
export const entryKeyOf = (id: string): RecordKey[] => ofSecret(id.split(' ')[0] ?? id);
export const storedEntry = (id: SecretId, seq: number, signed: Signed): StoredRecord => ({ ref: entryRef(id, seq), revision: 1, format: FORMAT, body: { signed }, keys: ofSecret(id) });
export const storedVersion = (id: SecretId, record: VersionRecord): StoredRecord =>
  ({ ref: versionRef(id, record.envelope.version), revision: 1, format: FORMAT, body: record, keys: ofSecret(id) });

/** A claim on something that must be unique: the id says what, the body whose. */
export const storedClaim = (id: string, owner: UserId): StoredRecord => ({ ref: { kind: 'claim', id }, revision: 1, format: FORMAT, body: { owner }, keys: [{ index: 'owner', key: owner }] });

/** An identifier is unique among one owner's secrets (mysafe.md T11). */
export const identifierClaim = (owner: UserId, identifier: string): RecordRef => ({ kind: 'claim', id: `identifier ${owner} ${identifier}` });
/** A private group's name is unique among one owner's groups. */
export const groupNameClaim = (owner: UserId, name: string): RecordRef => ({ kind: 'claim', id: `group-name ${owner} ${fold(name)}` });
