import type { Change, Cursor, JournalEntry, RecordRef, SecretId, StorageAdapter, StoredRecord } from '../core/index.js';
import { type Database, FEED_COMMITS, type KeptRecord } from './indexeddb-schema.js';
import { commitFrom, entryFrom, headFrom, recordFrom } from './indexeddb-shapes.js';
import { inTransaction } from './indexeddb-transaction.js';

const withoutPlaces = ({ places: _places, ...record }: KeptRecord): StoredRecord => record;

export async function getRecord(database: Database, { kind, id }: RecordRef): Promise<StoredRecord | undefined> {
  const kept = await database.get('records', [kind, id]);
  return kept === undefined ? undefined : withoutPlaces(recordFrom(kept, database.name));
}

export async function listRecords(database: Database, ...[kind, { index, key }, { after, limit }]: Parameters<StorageAdapter['list']>): Promise<readonly StoredRecord[]> {
  const start = index === 'kind' ? [kind] : [kind, index, key];
  // an array sorts after every text, and a shorter array before its longer ones
  const range = IDBKeyRange.bound(after === undefined ? start : [...start, after], [...start, []], true, true);
  const kept = index === 'kind' ? await database.getAll('records', range, limit) : await database.getAllFromIndex('records', 'places', range, limit);
  return kept.map((record) => withoutPlaces(recordFrom(record, database.name)));
}

export async function readJournal(
  database: Database, { secret, after, limit }: { readonly secret?: SecretId; readonly after?: Cursor; readonly limit: number },
): Promise<{ readonly entries: readonly JournalEntry[]; readonly next?: Cursor }> {
  const end = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
  if (!Number.isSafeInteger(end)) return { entries: [] };
  return inTransaction(database, ['journal'], 'readonly', async (transaction) => {
    const entries: JournalEntry[] = [];
    let next: Cursor | undefined;
    const journal = transaction.objectStore('journal');
    let cursor = secret === undefined
      ? await journal.openCursor(IDBKeyRange.upperBound(end, true), 'prev')
      : await journal.index('secret').openCursor(IDBKeyRange.bound([secret, 0], [secret, end], false, true), 'prev');
    for (let last = 0; cursor; cursor = await cursor.continue()) {
      if (entries.length === limit) {
        next = String(last);
        break;
      }
      last = cursor.value.commit;
      entries.push(entryFrom(cursor.value.entry, database.name));
    }
    return { entries, ...(next !== undefined && { next }) };
  });
}

/** A place in the feed: the space, the commit and how many of its changes are behind. */
const toCursor = (space: string, commit: number, behind = 0): Cursor => `${space}.${commit}.${behind}`;

function fromCursor(cursor: Cursor): { space: string; commit: number; behind: number } | undefined {
  const [, space, commit, behind] = /^(\w+)\.(\d{1,15})\.(\d{1,6})$/.exec(cursor) ?? [];
  return space === undefined ? undefined : { space, commit: Number(commit), behind: Number(behind) };
}

/** A cursor at commit c with b changes behind stands before the others of c; with 0 behind, after all of it. */
export async function readChanges(
  database: Database, since: Cursor | undefined, limit: number, feedCommits = FEED_COMMITS,
): Promise<{ readonly changes: readonly Change[]; readonly at: Cursor } | { readonly reset: true }> {
  const from = since === undefined ? undefined : fromCursor(since);
  if (since !== undefined && !from) return { reset: true };
  return inTransaction(database, ['head', 'feed'], 'readonly', async (transaction) => {
    const head = headFrom(await transaction.objectStore('head').get('head'), database.name);
    if (!from) return { changes: [], at: toCursor(head.id, head.commits) };
    const oldest = head.commits - feedCommits + 1;
    const first = from.behind > 0 ? from.commit : from.commit + 1;
    if (from.space !== head.id || from.commit > head.commits || first < oldest) return { reset: true };
    const range = IDBKeyRange.lowerBound(first);
    const feed = transaction.objectStore('feed');
    const [commits, kept] = await Promise.all([feed.getAllKeys(range, limit + 1), feed.getAll(range, limit + 1)]);
    const changes = commits.flatMap((commit, place): Change[] => {
      const { changes: made, readers } = commitFrom(kept[place], database.name);
      return made
        .map(([ref, revision], i) => ({ at: toCursor(head.id, commit, i + 1 === made.length ? 0 : i + 1), ref, revision, readers }))
        .slice(commit === from.commit ? from.behind : 0);
    });
    const page = changes.slice(0, limit);
    return { changes: page, at: page.length < limit ? toCursor(head.id, head.commits) : (page.at(-1)?.at ?? since ?? '') };
  });
}
