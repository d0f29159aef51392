import type { Batch, Change, CommitResult, Cursor, JournalEntry, RecordKind, RecordRef, StorageAdapter, StoredRecord } from '../core/index.js';
import { lastUsedIn } from './last-used.js';
import { rowTable } from './row-table.js';
import { closedFault } from './storage-faults.js';

/** Records in memory, shared by every adapter that was opened on them, as tabs share a database. */
export function memorySpace(): { open(): StorageAdapter } {
  const records = new Map<RecordKind, Map<string, StoredRecord>>();
  const receipts = new Map<string, { readonly digest: string; readonly result: unknown }>();
  const journal: JournalEntry[] = [];
  const feed: Omit<Change, 'at'>[] = [];
  const table = rowTable();
  const hints = new Set<() => void>();
  const spaceId = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
  const cursorAt = (place: number): Cursor => `${spaceId}.${place}`;

  function placeOf(cursor: Cursor): number | undefined {
    const [id, place] = cursor.split('.');
    const number = Number(place);
    return id === spaceId && Number.isInteger(number) && number <= feed.length ? number : undefined;
  }

  const find = (ref: RecordRef): StoredRecord | undefined => records.get(ref.kind)?.get(ref.id);

  function put(record: StoredRecord): void {
    const { kind, id } = record.ref;
    let ofKind = records.get(kind);
    if (!ofKind) records.set(kind, ofKind = new Map());
    ofKind.set(id, record);
    if (kind === 'use') table.setLastUsed(id, lastUsedIn(record.body));
    if (kind !== 'secret') return;
    if (record.row) table.set(record.row);
    else table.remove(id);
  }

  function remove({ kind, id }: RecordRef): void {
    records.get(kind)?.delete(id);
    if (kind === 'secret') table.remove(id);
    if (kind === 'use') table.setLastUsed(id, undefined);
  }

  /** Never waits, so that nothing comes between its check and its writes. */
  function commit(batch: Batch): CommitResult {
    const receipt = receipts.get(batch.command);
    if (receipt) return receipt.digest === batch.digest ? { kind: 'replayed', result: structuredClone(receipt.result) } : { kind: 'mismatch' };
    const broken = batch.expect.filter(({ ref, revision }) => (find(ref)?.revision ?? 'absent') !== revision);
    if (broken.length > 0) return structuredClone({ kind: 'conflict', refs: broken.map(({ ref }) => ref) });
    const { command, digest, result, puts, deletes, readers, entry } = structuredClone(batch);
    for (const record of puts) {
      put(record);
      feed.push({ ref: record.ref, revision: record.revision, readers });
    }
    for (const ref of deletes) {
      const gone = find(ref);
      if (!gone) continue;
      remove(ref);
      feed.push({ ref, revision: gone.revision, readers });
    }
    journal.push(entry);
    receipts.set(command, { digest, result });
    for (const hint of hints) queueMicrotask(hint); // a watcher that throws must not spoil the commit
    return { kind: 'written', result: structuredClone(result) };
  }

  function open(): StorageAdapter {
    let closed = false;
    const own = new Set<() => void>();
    const assertOpen = (): void => {
      if (closed) throw closedFault();
    };
    return Object.freeze<StorageAdapter>({
      async get(ref) {
        assertOpen();
        return structuredClone(find(ref));
      },
      async findSecrets(query) {
        assertOpen();
        return table.find(query);
      },
      async list(kind, { index, key }, { after, limit }) {
        assertOpen();
        const fits = (record: StoredRecord): boolean =>
          (after === undefined || record.ref.id > after) && (index === 'kind' || record.keys.some((own) => own.index === index && own.key === key));
        const found = [...(records.get(kind)?.values() ?? [])].filter(fits);
        found.sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1));
        return structuredClone(found.slice(0, limit));
      },
      async commit(batch) {
        assertOpen();
        return commit(batch);
      },
      async journal({ secret, after, limit }) {
        assertOpen();
        const entries: JournalEntry[] = [];
        let place = after === undefined ? journal.length : Number(after);
        let next: Cursor | undefined;
        for (place -= 1; place >= 0; place -= 1) {
          const entry = journal[place] as JournalEntry | undefined;
          if (!entry || (secret !== undefined && entry.secret !== secret)) continue;
          if (entries.length === limit) {
            next = String(place + 1);
            break;
          }
          entries.push(entry);
        }
        return { entries: structuredClone(entries), ...(next !== undefined && { next }) };
      },
      async changes(since, limit) {
        assertOpen();
        if (since === undefined) return { changes: [], at: cursorAt(feed.length) };
        const start = placeOf(since);
        if (start === undefined) return { reset: true };
        const changes = structuredClone(feed.slice(start, start + limit)).map((change, step) => ({ at: cursorAt(start + step + 1), ...change }));
        return { changes, at: cursorAt(start + changes.length) };
      },
      watch(hint) {
        assertOpen();
        const call = (): void => { if (own.has(call)) hint(); };
        hints.add(call);
        own.add(call);
        return () => {
          hints.delete(call);
          own.delete(call);
        };
      },
      async close() {
        closed = true;
        for (const call of own) hints.delete(call);
        own.clear();
      },
    });
  }
  return { open };
}
