import type { PrincipalId } from '../model/ids.js';
import type { Principal } from '../model/principal.js';
import { matchSegment } from './match-segment.js';
import type { BitPool } from './bits.js';
import { type Segment, compareNames, ranksOfNames, sortKeyOf } from './segment.js';
import { EXACT, NO_MATCH, type Tier, tierOfAll } from './tiers.js';
import type { Reading } from './words.js';

/** A principal in no segment, with its folded words. */
export interface Loose {
  readonly principal: Principal;
  readonly words: readonly string[];
  readonly key: string;
}

export interface Ranked {
  readonly principal: Principal;
  /** Among equals the lower comes first: who matches the text with its addresses whole, then whose name begins with it. */
  readonly order: number;
  weight: number;
}

/** Gives at most `most` who match at `tier` and at no better one, in order. Tiers are asked for from the best down, each once. */
export type Source = (tier: Tier, most: number) => readonly Ranked[];

/** Weights are asked for so many principals a search at most. */
const MOST_WEIGHED = 1_000;

export function segmentSource(segment: Segment, readings: readonly Reading[], key: string, pool: BitPool): Source {
  const match = matchSegment(segment, readings, pool);
  const { people, gone } = segment;
  const seen = pool.take();
  let names: readonly [number, number] | undefined;
  return (tier, most) => {
    const found: Ranked[] = [];
    const take = (bits: Uint32Array, from: number, to: number, order: number) => {
      for (let block = from >>> 5; block << 5 < to && found.length < most; block += 1) {
        let left = bits[block]! & ~seen[block]! & ~gone[block]!;
        if (block << 5 < from) left &= -1 << (from & 31);
        if (to - (block << 5) < 32) left &= (1 << (to & 31)) - 1;
        for (; left !== 0 && found.length < most; left &= left - 1) {
          found.push({ principal: people[(block << 5) + 31 - Math.clz32(left & -left)]!, order, weight: 0 });
        }
      }
    };
    names ??= ranksOfNames(segment, key);
    const [first, end] = names;
    match(tier).forEach((bits, reading) => {
      take(bits, first, end, reading * 2);
      take(bits, 0, first, reading * 2 + 1);
      take(bits, end, people.length, reading * 2 + 1);
      for (let block = 0; block < seen.length; block += 1) seen[block]! |= bits[block]!;
    });
    return found;
  };
}

export function looseSource(loose: Iterable<Loose>, readings: readonly Reading[], key: string): Source {
  const byTier: (Ranked & { readonly name: string })[][] = [[], [], [], [], []];
  for (const { principal, words, key: name } of loose) {
    const tiers = readings.map((reading) => tierOfAll(words, reading));
    const best = Math.min(...tiers);
    byTier[best]!.push({ principal, name, weight: 0, order: tiers.findIndex((tier) => tier === best) * 2 + (name.startsWith(key) ? 0 : 1) });
  }
  return (tier, most) => byTier[tier]!
    .sort((a, b) => a.order - b.order || compareNames(a.name, a.principal.id, b.name, b.principal.id))
    .slice(0, most);
}

/** The best `limit` of all sources. */
export function bestOf(sources: readonly Source[], limit: number, weightOf?: (id: PrincipalId) => number): readonly Ranked[] {
  const best: Ranked[] = [];
  let weighable = weightOf ? MOST_WEIGHED : 0;
  /** The first `wanted` of a list by weight; among equals the order of the source. */
  const byWeight = (list: readonly Ranked[], wanted: number): readonly Ranked[] => {
    if (weightOf === undefined) return list.slice(0, wanted);
    for (let i = 0; i < list.length && weighable > 0; i += 1, weighable -= 1) list[i]!.weight = weightOf(list[i]!.principal.id) || 0;
    const sorted = list.some(({ weight }) => weight !== 0) ? [...list].sort((a, b) => b.weight - a.weight) : list;
    return sorted.slice(0, wanted);
  };
  for (let tier: Tier = EXACT; tier < NO_MATCH && best.length < limit; tier += 1) {
    const wanted = limit - best.length;
    const lists = sources
      .map((source) => byWeight(source(tier as Tier, Math.max(wanted, weighable)), wanted))
      .filter((list) => list.length > 0);
    best.push(...(lists.length > 1 ? interleave(lists.flat()) : lists.flat()).slice(0, wanted));
  }
  return best;
}

function interleave(ranked: readonly Ranked[]): Ranked[] {
  return ranked
    .map((one) => ({ one, key: sortKeyOf(one.principal) }))
    .sort((a, b) => b.one.weight - a.one.weight || a.one.order - b.one.order
      || compareNames(a.key, a.one.principal.id, b.key, b.one.principal.id))
    .map(({ one }) => one);
}
