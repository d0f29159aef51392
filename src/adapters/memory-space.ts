import type { Batch, Change, CommitResult, Cursor, JournalEntry, RecordKind, RecordRef, StorageAdapter, StoredRecord } from '../core/index.js';
import { lastUsedIn } from './last-used.js';
import { rowTable } from './row-table.js';
import { closedFault } from './storage-faults.js';

/** Records in memory, shared by every adapter that was opened on them, as tabs share a database. */
export function memorySpace(): { open(): StorageAdapter } {
  const state = emptyState();
  return { open: () => openAdapter(state) };
}

type State = ReturnType<typeof emptyState>;
const emptyState = () => ({
  id: Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(''),
  records: new Map<RecordKind, Map<string, StoredRecord>>(),
  table: rowTable(),
  receipts: new Map<string, { readonly digest: string; readonly result: unknown }>(),
  journal: [] as JournalEntry[],
  feed: [] as Omit<Change, 'at'>[],
  hints: new Set<() => void>(),
});

const find = ({ records }: State, { kind, id }: RecordRef): StoredRecord | undefined => records.get(kind)?.get(id);

function put({ records, table }: State, record: StoredRecord): void {
  const { kind, id } = record.ref;
  const ofKind = records.get(kind) ?? new Map<string, StoredRecord>();
  records.set(kind, ofKind.set(id, record));
  if (kind === 'use') table.setLastUsed(id, lastUsedIn(record.body));
  if (kind !== 'secret') return;
  if (record.row) table.set(record.row);
  else table.remove(id);
}

function remove({ records, table }: State, { kind, id }: RecordRef): void {
  records.get(kind)?.delete(id);
  if (kind === 'secret') table.remove(id);
  if (kind === 'use') table.setLastUsed(id, undefined);
}

/** Never waits, so that nothing comes between its check and its writes. */
function commit(state: State, batch: Batch): CommitResult {
  const receipt = state.receipts.get(batch.command);
  if (receipt) return receipt.digest === batch.digest ? { kind: 'replayed', result: structuredClone(receipt.result) } : { kind: 'mismatch' };
  const broken = batch.expect.filter(({ ref, revision }) => (find(state, ref)?.revision ?? 'absent') !== revision);
  if (broken.length > 0) return structuredClone({ kind: 'conflict', refs: broken.map(({ ref }) => ref) });
  const { command, digest, result, puts, deletes, readers, entry } = structuredClone(batch);
  for (const record of puts) {
    put(state, record);
    state.feed.push({ ref: record.ref, revision: record.revision, readers });
  }
  for (const ref of deletes) {
    const gone = find(state, ref);
    if (!gone) continue;
    remove(state, ref);
    state.feed.push({ ref, revision: gone.revision, readers });
  }
  state.journal.push(entry);
  state.receipts.set(command, { digest, result });
  for (const hint of state.hints) queueMicrotask(hint); // one that throws must not spoil the commit
  return { kind: 'written', result: structuredClone(result) };
}

function list({ records }: State, ...[kind, { index, key }, { after, limit }]: Parameters<StorageAdapter['list']>): readonly StoredRecord[] {
  const fits = (record: StoredRecord): boolean =>
    (after === undefined || record.ref.id > after) && (index === 'kind' || record.keys.some((own) => own.index === index && own.key === key));
  const found = [...(records.get(kind)?.values() ?? [])].filter(fits);
  return structuredClone(found.sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1)).slice(0, limit));
}

function readJournal({ journal }: State, { secret, after, limit }: Parameters<StorageAdapter['journal']>[0]): Awaited<ReturnType<StorageAdapter['journal']>> {
  const places: number[] = [];
  for (let place = (after === undefined ? journal.length : Number(after)) - 1; place >= 0 && places.length <= limit; place -= 1) {
    const entry = journal[place];
    if (entry && (secret === undefined || entry.secret === secret)) places.push(place);
  }
  const entries = structuredClone(places.slice(0, limit).flatMap((place) => journal[place] ?? []));
  return { entries, ...(places.length > limit && { next: String(places[limit - 1]) }) };
}

function readChanges({ id, feed }: State, since: Cursor | undefined, limit: number): Awaited<ReturnType<StorageAdapter['changes']>> {
  const cursorAt = (place: number): Cursor => `${id}.${place}`;
  if (since === undefined) return { changes: [], at: cursorAt(feed.length) };
  const [, space, place] = /^(\w+)\.(\d{1,15})$/.exec(since) ?? [];
  const start = Number(place);
  if (space !== id || start > feed.length) return { reset: true };
  const changes = structuredClone(feed.slice(start, start + limit)).map((change, step) => ({ at: cursorAt(start + step + 1), ...change }));
  return { changes, at: cursorAt(start + changes.length) };
}

function openAdapter(state: State): StorageAdapter {
  let closed = false;
  const own = new Set<() => void>();
  function whileOpen<Args extends unknown[], T>(answer: (...args: Args) => T): (...args: Args) => T {
    return (...args) => {
      if (closed) throw closedFault();
      return answer(...args);
    };
  }
  const later = <Args extends unknown[], T>(answer: (...args: Args) => T) => {
    const guarded = whileOpen(answer);
    return async (...args: Args): Promise<T> => guarded(...args);
  };
  return Object.freeze<StorageAdapter>({
    get: later((ref) => structuredClone(find(state, ref))),
    findSecrets: later((query) => state.table.find(query)),
    list: later((kind, by, page) => list(state, kind, by, page)),
    commit: later((batch) => commit(state, batch)),
    journal: later((query) => readJournal(state, query)),
    changes: later((since, limit) => readChanges(state, since, limit)),
    watch: whileOpen((hint) => {
      const call = (): void => { if (own.has(call)) hint(); };
      own.add(call);
      state.hints.add(call);
      return () => { if (own.delete(call)) state.hints.delete(call); };
    }),
    async close() {
      closed = true;
      for (const call of own) state.hints.delete(call);
      own.clear();
    },
  });
}
