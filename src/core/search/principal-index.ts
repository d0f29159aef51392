import type { PrincipalId } from '../model/ids.js';
import type { Principal, RecipientMatch } from '../model/principal.js';
import { fold } from './fold.js';
import { matchesOf } from './highlight.js';
import { createLivingPeople } from './living-people.js';
import { type Source, bestOf, looseSource, segmentSource } from './ranking.js';
import type { Segment } from './segment.js';
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

const DEFAULT_LIMIT = 20;

/**
 * Indexes principals in slices of about 8 ms. They are kept, not copied: to change one, add it again.
 * The index is a frozen plain object, safe behind a framework's proxy.
 */
export async function createPrincipalIndex(principals: Iterable<Principal>): Promise<PrincipalIndex> {
  const people = await createLivingPeople(principals);
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
