import { type PrincipalId, type RowPage, type RowQuery, type SecretRow, type SecretSort, fold } from '../core/index.js';
import { fromCursor, toCursor } from './row-cursor.js';
import { type RowEntry, type RowOrder, foldedOf, rowOrder, sortKeyOf } from './row-order.js';

/** Rows in memory, found as `StorageAdapter.findSecrets` promises. Rows that go in are kept as they are: do not change them. */
export interface RowTable {
  set(row: SecretRow): void;
  remove(id: string): void;
  /** When a secret was last used, whether or not its row is here yet; `undefined` forgets it. */
  setLastUsed(id: string, at: number | undefined): void;
  find(query: RowQuery): RowPage;
}

const MOST_COUNTED = 1_000;

/** What `fields` holds itself, and nothing that a page's prototype was polluted with. */
const own = <T extends object>(fields: T): T => Object.assign(Object.create(null) as T, fields);
const endOf = (grant: SecretRow['grants'][number]): Date | undefined => (Object.hasOwn(grant, 'expiresAt') ? grant.expiresAt : undefined);

export function rowTable(): RowTable {
  const entries = new Map<string, RowEntry>();
  const lastUsed = new Map<string, number>();
  const orders = new Map<string, RowOrder>();

  function replace(id: string, next: RowEntry | undefined): void {
    const before = entries.get(id);
    for (const order of orders.values()) {
      if (before) order.remove(before);
      if (next) order.insert(next);
    }
    if (next) entries.set(id, next);
    else entries.delete(id);
  }

  function orderFor(sort: SecretSort): RowOrder {
    const name = `${sort.by} ${sort.direction}`;
    let order = orders.get(name);
    if (!order) orders.set(name, order = rowOrder(entries.values(), sort));
    return order;
  }

  return Object.freeze({
    set(row: SecretRow): void {
      replace(row.secretId, { id: row.secretId, row, lastUsedAt: lastUsed.get(row.secretId), sharedUntil: lastEnd(row), folded: {} });
    },
    remove(id: string): void {
      replace(id, undefined);
    },
    setLastUsed(id: string, at: number | undefined): void {
      if (at === undefined) lastUsed.delete(id);
      else lastUsed.set(id, at);
      const entry = entries.get(id);
      if (entry) replace(id, { ...entry, lastUsedAt: at });
    },
    find(asked: RowQuery): RowPage {
      const query = own(asked);
      const { sort, limit } = query;
      const order = orderFor(sort);
      const page = pageOf(order, rowTest(query), limit, query.at && fromCursor(query.at, (id) => {
        const entry = entries.get(id);
        return entry && sortKeyOf(entry, sort.by);
      }));
      const first = page.found[0];
      const last = page.found.at(-1);
      return {
        rows: page.found.map(rowOf),
        ...(page.more && last && { next: toCursor('after', sortKeyOf(last, sort.by), last) }),
        ...(page.earlier && first && { previous: toCursor('before', sortKeyOf(first, sort.by), first) }),
        count: Math.min(page.count, MOST_COUNTED),
        countIsExact: page.count <= MOST_COUNTED,
      };
    },
  });
}

type RowTest = (entry: RowEntry) => boolean;

function pageOf({ entries, placeOf }: RowOrder, test: RowTest, limit: number, at: ReturnType<typeof fromCursor> | ''): {
  found: RowEntry[]; more: boolean; earlier: boolean; count: number;
} {
  /** Up to `most` rows that pass, from `start` on in steps of 1 or -1. */
  function take(start: number, step: 1 | -1, most: number): RowEntry[] {
    const taken: RowEntry[] = [];
    for (let place = start; place >= 0 && place < entries.length && taken.length < most; place += step) {
      const entry = entries[place] as RowEntry;
      if (test(entry)) taken.push(entry);
    }
    return taken;
  }
  const count = take(0, 1, MOST_COUNTED + 1).length;
  if (!at) {
    const found = take(0, 1, limit + 1);
    return { found: found.slice(0, limit), more: found.length > limit, earlier: false, count };
  }
  const place = placeOf(at.key, at.id);
  if (at.side === 'after') {
    const anchored = entries[place]?.id === at.id;
    const found = take(anchored ? place + 1 : place, 1, limit + 1);
    const earlier = found.length > 0 && take(entries.indexOf(found[0] as RowEntry) - 1, -1, 1).length > 0;
    return { found: found.slice(0, limit), more: found.length > limit, earlier, count };
  }
  const found = take(place - 1, -1, limit + 1);
  const more = found.length > 0 && take(place, 1, 1).length > 0;
  return { found: found.slice(0, limit).reverse(), more, earlier: found.length > limit, count };
}

function rowTest({ principals, now: at, text, filter: asked }: RowQuery): RowTest {
  const filter = own(asked);
  const who = new Set<PrincipalId>(principals);
  const now = at.getTime();
  const wanted = text === undefined ? '' : fold(text);
  const name = filter.name === undefined ? '' : fold(filter.name);
  const url = filter.url === undefined ? '' : fold(filter.url);
  const tags = filter.tags?.map(fold) ?? [];
  const owners = filter.owners && new Set(filter.owners);
  const status = filter.status ?? 'enabled';
  const from = filter.lastUsed?.from?.getTime();
  const until = filter.lastUsed?.until?.getTime();
  const visible = ({ row }: RowEntry): boolean =>
    who.has(row.owner) || row.grants.some((grant) => who.has(grant.principal) && (endOf(grant)?.getTime() ?? Infinity) > now);
  return (entry) => {
    const { row, lastUsedAt } = entry;
    if (status !== 'all' && row.enabled !== (status === 'enabled')) return false;
    if (filter.leftSinceRotation !== undefined && row.leftSinceRotation !== filter.leftSinceRotation) return false;
    if (filter.id !== undefined && !entry.id.startsWith(filter.id)) return false;
    if (owners && !owners.has(row.owner)) return false;
    if (filter.shared !== undefined && filter.shared !== entry.sharedUntil > now) return false;
    if (from !== undefined && !(lastUsedAt !== undefined && lastUsedAt >= from)) return false;
    if (until !== undefined && !(lastUsedAt !== undefined && lastUsedAt <= until)) return false;
    if (!visible(entry)) return false;
    if (wanted && !row.folded.includes(wanted)) return false;
    if (name && !foldedOf(entry, 'name').includes(name)) return false;
    if (url && !foldedOf(entry, 'url').includes(url)) return false;
    return tags.length === 0 || row.label.tags.some((tag) => containsAny(fold(tag), tags));
  };
}

const containsAny = (text: string, parts: readonly string[]): boolean => parts.some((part) => text.includes(part));

const lastEnd = ({ grants }: SecretRow): number =>
  grants.reduce((latest, grant) => Math.max(latest, endOf(grant)?.getTime() ?? Infinity), -Infinity);

/** A copy for the caller, joined with its last use. By hand: `structuredClone` of a page of widely shared rows takes longer than finding it. */
function rowOf({ row: { lastUsedAt: _stale, ...row }, lastUsedAt }: RowEntry): SecretRow {
  return {
    ...row,
    label: { ...row.label, tags: [...row.label.tags] },
    createdAt: new Date(row.createdAt),
    grants: row.grants.map((grant) => {
      const end = endOf(grant);
      const given = Object.hasOwn(grant, 'grantedAt') ? grant.grantedAt : undefined;
      return { ...grant, ...(end && { expiresAt: new Date(end) }), ...(given && { grantedAt: new Date(given) }) };
    }),
    ...(lastUsedAt !== undefined && { lastUsedAt: new Date(lastUsedAt) }),
  };
}
