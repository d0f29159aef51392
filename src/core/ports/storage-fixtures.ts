import type { PrincipalId, UserId } from '../model/ids.js';
import type { Label } from '../model/secret.js';
import { holds } from './contract-check.js';
import type { Batch, CommitResult, RecordKind, RecordRef, RowQuery, SecretRow, StorageAdapter, StoredRecord } from './storage.js';

/** How a test opens what it tests. The space is empty at the first `open`. */
export interface StorageHarness {
  open(): Promise<StorageAdapter>;
  /** A second, independent adapter on the same data, as another tab has it; `storage` may be closed. */
  reopen(storage: StorageAdapter): Promise<StorageAdapter>;
  /** Closes and deletes what was opened. */
  clean(): Promise<void>;
}

export const ada: UserId = 'user:ada';
export const bob: UserId = 'user:bob';
export const cyd: UserId = 'user:cyd';
export const NOW = new Date('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;
/** So many milliseconds after `NOW`. */
export const later = (milliseconds = HOUR): Date => new Date(NOW.getTime() + milliseconds);
export const earlier = (milliseconds = HOUR): Date => later(-milliseconds);

/** Ids and keys that a careless store trips over. */
export const HOSTILE: readonly string[] = [
  '', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '-1', '1e3', 'NaN', 'null', 'undefined', '[]', '{}', ',', '/', '\\', '"', "'", ';--', '%00', '\u0000', 'a\u0000b', 'a',
  'a ', 'A', 'á', 'a\u0301', '\uD800', '\uDC00', '\uD800a', '😀', '\uFFFF', '\uFEFF', '\u202E', '\n', 'x'.repeat(2_048), `${'x'.repeat(2_047)}y`,
];

const counter = { next: 0 };
/** A command id that was not used before. */
export const aCommandId = (): string => `command-${String((counter.next += 1)).padStart(14, '0')}`;

export type RowParts = Partial<Omit<SecretRow, 'secretId' | 'label'>> & { readonly label?: Partial<Label> };

export function aRow(secretId: string, { label, ...parts }: RowParts = {}): SecretRow {
  const whole: Label = { name: secretId, url: 'https://example.org', tags: [], ...label };
  return {
    secretId, revision: 1, accessRevision: 1, owner: ada, ownerName: 'Ada', enabled: true, hasClientSecret: true, createdAt: NOW, grants: [], leftSinceRotation: false,
    folded: [whole.name, whole.url, whole.identifier ?? '', ...whole.tags].join('\n').toLowerCase(), ...parts, label: whole,
  };
}

export function aRecord(parts: Partial<Omit<StoredRecord, 'ref'>> & { readonly kind?: RecordKind; readonly id?: string } = {}): StoredRecord {
  const { kind = 'group', id = 'one', ...rest } = parts;
  return { ref: { kind, id }, revision: 1, format: 1, body: { sealed: 'c2VhbGVk' }, keys: [], ...rest };
}

/** A secret with its row, found by its owner. */
export const aSecret = (id: string, row: RowParts = {}): StoredRecord =>
  aRecord({ kind: 'secret', id, row: aRow(id, row), keys: [{ index: 'owner', key: row.owner ?? ada }] });
/** When a secret was last used. */
export const aUse = (id: string, at: Date, revision = 1): StoredRecord => aRecord({ kind: 'use', id, revision, body: { lastUsedAt: at.getTime() } });

/** A batch that makes its `puts` and expects each of them to be what comes before its revision. */
export function aBatch(parts: Partial<Batch> & { readonly secret?: string; readonly step?: string } = {}): Batch {
  const { secret, step = 'create', ...rest } = parts;
  const command = parts.command ?? aCommandId();
  const expect = (parts.puts ?? []).map(({ ref, revision }) => ({ ref, revision: revision === 1 ? ('absent' as const) : revision - 1 }));
  return {
    command, digest: `digest of ${command}`, expect, puts: [], deletes: [], readers: [ada], result: null,
    entry: { command, ...(secret !== undefined && { secret }), actor: ada, at: NOW, steps: [{ kind: step }] }, ...rest,
  };
}

export async function write(storage: StorageAdapter, parts: Parameters<typeof aBatch>[0]): Promise<CommitResult> {
  const outcome = await storage.commit(aBatch(parts));
  holds(outcome.kind === 'written', `a commit whose expectations hold is written, not ${outcome.kind}`);
  return outcome;
}

export const put = (storage: StorageAdapter, ...puts: readonly StoredRecord[]): Promise<CommitResult> => write(storage, { puts });
/** The next revision of a record that was read or made. */
export const next = (record: StoredRecord, parts: Partial<StoredRecord> = {}): StoredRecord => ({ ...record, revision: record.revision + 1, ...parts });
export const nameOf = ({ kind, id }: RecordRef): string => `${kind} ${id}`;

export const aQuery = (parts: Partial<RowQuery> = {}): RowQuery =>
  ({ principals: [ada], now: NOW, filter: {}, sort: { by: 'name', direction: 'ascending' }, limit: 30, ...parts });

/** The ids on the page that a query asks for. */
export async function found(storage: StorageAdapter, parts: Partial<RowQuery> = {}): Promise<readonly string[]> {
  return (await storage.findSecrets(aQuery(parts))).rows.map((row) => row.secretId);
}

export const grantTo = (principal: PrincipalId, expiresAt?: Date): SecretRow['grants'][number] => ({ principal, permission: 'view', grantedAt: NOW, ...(expiresAt && { expiresAt }) });
export const numbered = (count: number, prefix = 'secret'): readonly string[] => Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(5, '0')}`);
