import type { PrincipalId } from '../model/ids.js';
import type { Principal, RecipientMatch } from '../model/principal.js';
import { fold } from './fold.js';
import { matchesOf } from './highlight.js';
import { setBit } from './bits.js';
import { type Loose, type Source, bestOf, looseSource, segmentSource } from './ranking.js';
import { type Segment, buildSegment, eachWordOf } from './segment.js';
import { runInSlices } from './slices.js';
import { type Reading, nameKey, readQuery } from './words.js';

export interface PrincipalSearchOptions {
  /** How many to find at most; 20 if not given. */
  readonly limit?: number;
  /**
   * How often one shares with a principal: among equally good matches the higher one comes first. It is asked for at most 1,000
   * principals a search, the first by name, so where more than that match equally well, a favourite may be missed until more is typed.
   */
  readonly weightOf?: (id: PrincipalId) => number;
}

/** Finds principals while somebody types. */
export interface PrincipalIndex {
  readonly size: number;
  /** Adds a principal, or replaces the one with its id. */
  add(principal: Principal): void;
  /** Removes a principal; an id that is not there is no error. */
  remove(id: PrincipalId): void;
  /**
   * Best first: whole words, then beginnings, then parts, then words with one mistake in four letters or more; among equals the higher
   * weight, then who has an address as it was typed, then names that begin with the text, then names in code unit order of their folded letters. All words of the text must match, in any
   * order, in name, username or e-mail. Of the text the first 400 UTF-16 units and ten words count, of a word the first 64.
   */
  search(text: string, options?: PrincipalSearchOptions): readonly RecipientMatch[];
}

/** So many newcomers are looked through one by one; more are indexed in the background. */
const MOST_LOOSE = 256;
const DEFAULT_LIMIT = 20;

/**
 * Indexes principals in slices of about 8 ms. They are kept, not copied: to change one, add it again.
 * The index is a frozen plain object, safe behind a framework's proxy.
 */
export async function createPrincipalIndex(principals: Iterable<Principal>): Promise<PrincipalIndex> {
  const people = await createPeople(principals);
  return Object.freeze<PrincipalIndex>({
    get size() { return people.size(); },
    add: people.add,
    remove: people.remove,
    search(text, { limit = DEFAULT_LIMIT, weightOf } = {}) {
      const folded = fold(text.slice(0, 2_000)).trim();
      const readings = readQuery(folded);
      if (readings.length === 0 || !(limit > 0)) return [];
      const key = nameKey(folded);
      const best = withSources(people.segments(), readings, key, [looseSource(people.loose(), readings, key)],
        (sources) => bestOf(sources, Math.floor(limit), weightOf));
      return best.map(({ principal }) => ({ principal, matches: matchesOf(principal, readings) }));
    },
  });
}

/** Calls `use` with a source for each segment beside the `others`. */
function withSources<T>([segment, ...rest]: readonly Segment[], readings: readonly Reading[], key: string, others: readonly Source[], use: (sources: readonly Source[]) => T): T {
  if (segment === undefined) return use(others);
  return segment.withBits((bits) => withSources(rest, readings, key, [...others, segmentSource(segment, readings, key, bits)], use));
}

interface People {
  size(): number;
  segments(): readonly Segment[];
  loose(): Iterable<Loose>;
  add(principal: Principal): void;
  remove(id: PrincipalId): void;
}

function toLoose(principal: Principal): Loose {
  const words: string[] = [];
  const key = eachWordOf(principal, (word) => words.push(word));
  return { principal, words, key };
}

/** Segments, the larger first, and newcomers in none of them. A principal lives in one place only. */
async function createPeople(principals: Iterable<Principal>): Promise<People> {
  const loose = new Map<PrincipalId, Loose>();
  const living = new Map<Segment, number>();
  /** Ids that changed while a merge was under way. */
  let changed: Set<PrincipalId> | undefined;

  const drop = (id: PrincipalId): void => {
    if (loose.delete(id)) return;
    for (const [segment, count] of living) {
      const rank = segment.rankOf(id);
      if (rank < 0) continue;
      setBit(segment.gone, rank);
      living.set(segment, count - 1);
      return;
    }
  };
  const change = (id: PrincipalId): void => { changed?.add(id); drop(id); };
  const isDue = (): boolean => loose.size >= MOST_LOOSE || [...living].some(([{ people }, count]) => count * 2 < people.length);

  /** What one merge takes in: the newcomers, the segments that lost half of their people, and the small ones, so that there are never many. */
  const chooseSegments = (): Segment[] => {
    const chosen: Segment[] = [];
    let count = loose.size;
    for (const [segment, alive] of [...living].sort((a, b) => a[1] - b[1])) {
      if (alive >= count * 4 && alive * 2 >= segment.people.length) continue;
      chosen.push(segment);
      count += alive;
    }
    return chosen;
  };
  function* everyone(newcomers: readonly Loose[], segments: readonly Segment[]): Iterable<Principal> {
    for (const segment of segments) for (const principal of segment.people) if (segment.rankOf(principal.id) >= 0) yield principal;
    for (const { principal } of newcomers) yield principal;
  }
  const merge = async (): Promise<void> => {
    const newcomers = [...loose.values()];
    const segments = chooseSegments();
    const during = (changed = new Set());
    const merged = await runInSlices(buildSegment(everyone(newcomers, segments)));
    for (const one of newcomers) if (loose.get(one.principal.id) === one) loose.delete(one.principal.id);
    for (const segment of segments) living.delete(segment);
    let count = merged.people.length;
    for (const id of during) {
      const rank = merged.rankOf(id);
      if (rank < 0) continue;
      setBit(merged.gone, rank);
      count -= 1;
    }
    if (count > 0) living.set(merged, count);
  };
  const settle = async (): Promise<void> => {
    try { while (isDue()) await merge(); } finally { changed = undefined; }
  };

  const first = await runInSlices(buildSegment(principals));
  if (first.people.length > 0) living.set(first, first.people.length);
  return {
    size: () => [...living.values()].reduce((sum, count) => sum + count, loose.size),
    segments: () => [...living.keys()],
    loose: () => loose.values(),
    add(principal) {
      change(principal.id);
      loose.set(principal.id, toLoose(principal));
      if (changed === undefined && isDue()) void settle();
    },
    remove(id) {
      change(id);
      if (changed === undefined && isDue()) void settle();
    },
  };
}
