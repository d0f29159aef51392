import type { RowPage, RowQuery } from '../core/index.js';
import { type Database, FEED_COMMITS, type Head, type Transaction } from './indexeddb-schema.js';
import { commitFrom, headFrom, shelfFrom } from './indexeddb-shapes.js';
import { shelfOf } from './indexeddb-shelves.js';
import { inTransaction } from './indexeddb-transaction.js';
import { type RowTable, rowTable } from './row-table.js';

/** Reading so many commits one by one takes as long as reading all rows. */
const MOST_CAUGHT_UP = 500;

type Reading = Transaction<'head' | 'feed' | 'shelves'>;
interface Rows {
  readonly table: RowTable;
  head: Head;
}

/** All rows in memory, brought up to date in the same transaction that looks how far the store is. */
export function indexedDbRows(feedCommits = FEED_COMMITS): { find(database: Database, query: RowQuery): Promise<RowPage> } {
  let rows: Rows | undefined;
  return {
    async find(database, query) {
      await inTransaction(database, ['head', 'feed', 'shelves'], 'readonly', async (transaction) => {
        const head = headFrom(await transaction.objectStore('head').get('head'), database.name);
        const known = rows?.head.id === head.id ? rows : undefined;
        // a read that began before another one may see an older store; the table never goes back
        if (known && known.head.commits >= head.commits) return;
        if (!known || head.commits - known.head.commits > Math.min(MOST_CAUGHT_UP, feedCommits)) {
          const loaded = { table: await loadAll(transaction, database.name), head };
          if (rows?.head.id !== head.id || rows.head.commits < head.commits) rows = loaded;
          return;
        }
        const apply = await catchUp(transaction, database.name, known, head);
        if (known.head.commits >= head.commits) return;
        apply();
        known.head = head;
      });
      return (rows as Rows).table.find(query);
    },
  };
}

async function loadAll(transaction: Reading, name: string): Promise<RowTable> {
  const table = rowTable();
  for (const kept of await transaction.objectStore('shelves').getAll()) {
    const { rows, uses } = shelfFrom(kept, name);
    for (const [id, at] of uses) table.setLastUsed(id, at);
    for (const [, row] of rows) table.set(row);
  }
  return table;
}

/** Reads what was changed up to `head`. What it returns brings the table there. */
async function catchUp(transaction: Reading, name: string, { table, head: known }: Rows, head: Head): Promise<() => void> {
  const kept = await transaction.objectStore('feed').getAll(IDBKeyRange.bound(known.commits + 1, head.commits));
  const changed = kept.flatMap((commit) => commitFrom(commit, name).changes.map(([ref]) => ref));
  const idsOf = (kind: 'secret' | 'use'): string[] => [...new Set(changed.flatMap((ref) => (ref.kind === kind ? [ref.id] : [])))];
  const [secrets, uses] = [idsOf('secret'), idsOf('use')];
  const places = [...new Set([...secrets, ...uses].map(shelfOf))];
  const shelves = (await Promise.all(places.map((place) => transaction.objectStore('shelves').get(place)))).map((shelf) => shelfFrom(shelf, name));
  return () => {
    const rows = new Map(shelves.flatMap((shelf) => shelf.rows));
    const times = new Map(shelves.flatMap((shelf) => shelf.uses));
    for (const id of uses) table.setLastUsed(id, times.get(id));
    for (const id of secrets) {
      const row = rows.get(id);
      if (row) table.set(row);
      else table.remove(id);
    }
  };
}
