import type { RowPage, RowQuery, SecretRow } from '../core/index.js';
import { type Database, FEED_COMMITS, type Head, type Transaction } from './indexeddb-schema.js';
import { commitFrom, headFrom, rowFrom, useFrom } from './indexeddb-shapes.js';
import { inTransaction } from './indexeddb-transaction.js';
import { type RowTable, rowTable } from './row-table.js';

/** Reading so many commits one by one takes as long as reading all rows. */
const MOST_CAUGHT_UP = 500;

type Reading = Transaction<'head' | 'feed' | 'rows' | 'uses'>;
interface Rows {
  readonly table: RowTable;
  head: Head;
}

/** All rows in memory, brought up to date in the same transaction that looks how far the store is. */
export function indexedDbRows(feedCommits = FEED_COMMITS): { find(database: Database, query: RowQuery): Promise<RowPage> } {
  let rows: Rows | undefined;
  return {
    async find(database, query) {
      await inTransaction(database, ['head', 'feed', 'rows', 'uses'], 'readonly', async (transaction) => {
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
  const uses = transaction.objectStore('uses');
  const [rows, usedIds, times] = await Promise.all([transaction.objectStore('rows').getAll(), uses.getAllKeys(), uses.getAll()]);
  const table = rowTable();
  for (const [place, id] of usedIds.entries()) table.setLastUsed(id, useFrom(times[place], name));
  for (const row of rows) table.set(rowFrom(row, name));
  return table;
}

/** Reads what was changed up to `head`. What it returns brings the table there. */
async function catchUp(transaction: Reading, name: string, { table, head: known }: Rows, head: Head): Promise<() => void> {
  const kept = await transaction.objectStore('feed').getAll(IDBKeyRange.bound(known.commits + 1, head.commits));
  const changed = kept.flatMap((commit) => commitFrom(commit, name).changes.map(([ref]) => ref));
  const idsOf = (kind: 'secret' | 'use'): string[] => [...new Set(changed.flatMap((ref) => (ref.kind === kind ? [ref.id] : [])))];
  const [secrets, uses] = [idsOf('secret'), idsOf('use')];
  const [rows, times] = await Promise.all([
    Promise.all(secrets.map((id) => transaction.objectStore('rows').get(id))), Promise.all(uses.map((id) => transaction.objectStore('uses').get(id))),
  ]);
  const checkedRows = rows.map((row): SecretRow | undefined => row && rowFrom(row, name));
  const checkedTimes = times.map((time) => (time === undefined ? undefined : useFrom(time, name)));
  return () => {
    for (const [place, id] of uses.entries()) table.setLastUsed(id, checkedTimes[place]);
    for (const [place, id] of secrets.entries()) {
      const row = checkedRows[place];
      if (row) table.set(row);
      else table.remove(id);
    }
  };
}
