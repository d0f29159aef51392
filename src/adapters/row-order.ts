import { type SecretRow, type SecretSort, fold } from '../core/index.js';

/** A row with what it is sorted by, each key folded at most once. Never changed after it was made, but for those keys. */
export interface RowEntry {
  readonly id: string;
  readonly row: SecretRow;
  readonly lastUsedAt?: number;
  /** The end of the grant that lasts longest: `Infinity` for one without an end, `-Infinity` where there is no grant. */
  readonly sharedUntil: number;
  folded: Partial<Record<'name' | 'url' | 'owner', string>>;
}

/** What a row is sorted by; a row without it comes last in either direction. */
export type SortKey = string | number | undefined;

/** The name, URL or owner's name of a row as it is compared. */
export function foldedOf(entry: RowEntry, field: 'name' | 'url' | 'owner'): string {
  return (entry.folded[field] ??= fold(field === 'owner' ? entry.row.ownerName : entry.row.label[field]));
}

export function sortKeyOf(entry: RowEntry, by: SecretSort['by']): SortKey {
  if (by === 'lastUsedAt') return entry.lastUsedAt;
  if (by === 'createdAt') return entry.row.createdAt.getTime();
  return foldedOf(entry, by);
}

/** Entries in one order, kept so while entries come and go. Ties are broken by id, ascending in either direction. */
export interface RowOrder {
  readonly entries: readonly RowEntry[];
  /** The first place that is not before this key and id. */
  placeOf(key: SortKey, id: string): number;
  insert(entry: RowEntry): void;
  remove(entry: RowEntry): void;
}

export function rowOrder(all: Iterable<RowEntry>, { by, direction }: SecretSort): RowOrder {
  const sign = direction === 'ascending' ? -1 : 1;
  function compare(entry: RowEntry, key: SortKey, id: string): number {
    const own = sortKeyOf(entry, by);
    if (own !== key) {
      if (own === undefined) return 1;
      if (key === undefined) return -1;
      return own < key ? sign : -sign;
    }
    if (entry.id === id) return 0;
    return entry.id < id ? -1 : 1;
  }
  const entries = [...all].sort((a, b) => compare(a, sortKeyOf(b, by), b.id));
  function placeOf(key: SortKey, id: string): number {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(entries[middle] as RowEntry, key, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  const placeOfEntry = (entry: RowEntry): number => placeOf(sortKeyOf(entry, by), entry.id);
  return {
    entries,
    placeOf,
    insert: (entry) => void entries.splice(placeOfEntry(entry), 0, entry),
    remove: (entry) => void entries.splice(placeOfEntry(entry), 1),
  };
}
