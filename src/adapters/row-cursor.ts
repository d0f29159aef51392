import type { Cursor } from '../core/index.js';
import type { RowEntry, SortKey } from './row-order.js';

/** A place between two rows: just after or just before the row that stood there when the page was made. */
export interface RowPlace {
  readonly side: 'after' | 'before';
  readonly key: SortKey;
  readonly id: string;
}

/** A URL of 2,048 characters can fold to many more, and a cursor is at most 4,000 long (model/ids.ts). */
const MOST_KEY_LENGTH = 400;

export function toCursor(side: RowPlace['side'], key: SortKey, { id }: RowEntry): Cursor {
  const short = typeof key === 'string' ? key.slice(0, MOST_KEY_LENGTH) : (key ?? null);
  return JSON.stringify([side, short, id]);
}

/** Where a cursor points, or `undefined` where it is not one of ours. `keyOf` finds the key that a row has now, by its id. */
export function fromCursor(cursor: Cursor, keyOf: (id: string) => SortKey): RowPlace | undefined {
  let parts: unknown;
  try { parts = JSON.parse(cursor); } catch { return undefined; }
  if (!Array.isArray(parts)) return undefined;
  const [side, key, id] = parts as unknown[];
  if ((side !== 'after' && side !== 'before') || typeof id !== 'string') return undefined;
  if (key !== null && typeof key !== 'string' && typeof key !== 'number') return undefined;
  return { side, key: wholeKey(key ?? undefined, () => keyOf(id)), id };
}

function wholeKey(key: SortKey, now: () => SortKey): SortKey {
  if (typeof key !== 'string' || key.length < MOST_KEY_LENGTH) return key;
  const whole = now();
  return typeof whole === 'string' && whole.startsWith(key) ? whole : key;
}
