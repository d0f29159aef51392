import type { SecretRow, StoredRecord } from '../core/index.js';
import type { Shelf, Store, Transaction } from './indexeddb-schema.js';
import { shelfFrom } from './indexeddb-shapes.js';
import { lastUsedIn } from './last-used.js';

/** Rows lie on so many shelves. Chromium reads 10,000 values in 140 ms and 512 of the same size together in 80, and a commit still rewrites only some 20 rows. */
const SHELVES = 512;

/** FNV-1a over the UTF-16 code units: spreads ids of any kind evenly. */
export function shelfOf(id: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x0100_0193);
  return (hash >>> 0) % SHELVES;
}

const EMPTY: Shelf = { rows: [], uses: [] };

/** Brings the shelves to what a commit writes and deletes. */
export async function shelve(
  transaction: Transaction<Store, 'readwrite'>, puts: readonly StoredRecord[], deleted: readonly StoredRecord[], database: string,
): Promise<void> {
  const rows = new Map<string, SecretRow | undefined>();
  const uses = new Map<string, number | undefined>();
  for (const { ref } of deleted) {
    if (ref.kind === 'secret') rows.set(ref.id, undefined);
    if (ref.kind === 'use') uses.set(ref.id, undefined);
  }
  for (const { ref, row, body } of puts) {
    if (ref.kind === 'secret') rows.set(ref.id, row);
    if (ref.kind === 'use') uses.set(ref.id, lastUsedIn(body));
  }
  const shelves = transaction.objectStore('shelves');
  const places = [...new Set([...rows.keys(), ...uses.keys()].map(shelfOf))];
  await Promise.all(places.map(async (place) => {
    const kept = await shelves.get(place);
    const shelf = kept === undefined ? EMPTY : shelfFrom(kept, database);
    const isHere = ([id, value]: readonly [string, unknown]): boolean => value !== undefined && shelfOf(id) === place;
    await shelves.put({
      rows: [...shelf.rows.filter(([id]) => !rows.has(id)), ...([...rows].filter(isHere) as [string, SecretRow][])],
      uses: [...shelf.uses.filter(([id]) => !uses.has(id)), ...([...uses].filter(isHere) as [string, number][])],
    }, place);
  }));
}
