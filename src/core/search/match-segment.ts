import type { BitPool } from './bits.js';
import type { Dictionary } from './dictionary.js';
import { addRanks, eachRangeWithMistake, endWith, firstWith } from './lookup.js';
import { eachWordWithPart } from './parts.js';
import type { Segment } from './segment.js';
import { EXACT, MISTAKE, PART, PREFIX, forgivesMistakes } from './tiers.js';
import type { Reading } from './words.js';

/** For each reading a bit for each rank that matches at a tier or better. Tiers must be asked for from the best down; the bits are then only added to. */
export type SegmentMatcher = (tier: number) => readonly Uint32Array[];

interface WordMatcher {
  /** A bit for each rank that has a word which answers the typed one at `tier` or better. */
  upTo(tier: number): Uint32Array;
}

function addParts(dictionary: Dictionary, bits: Uint32Array, typed: string): void {
  const common = dictionary.commonParts.get(typed);
  if (common === undefined) eachWordWithPart(dictionary, typed, (word) => addRanks(dictionary, bits, word, word + 1));
  else for (let i = 0; i < bits.length; i += 1) bits[i]! |= common[i]!;
}

function matchWord(dictionary: Dictionary, bits: Uint32Array, typed: string): WordMatcher {
  const low = firstWith(dictionary, 0, dictionary.size, 0, typed, 0);
  const high = endWith(dictionary, low, dictionary.size, 0, typed, 0);
  const isExact = low < high && dictionary.letterStarts[low + 1]! - dictionary.letterStarts[low]! === typed.length;
  let reached = EXACT - 1;
  const addTier = (tier: number) => {
    if (tier === EXACT && isExact) addRanks(dictionary, bits, low, low + 1);
    if (tier === PREFIX) addRanks(dictionary, bits, low, high);
    if (tier === PART) addParts(dictionary, bits, typed);
    if (tier === MISTAKE && forgivesMistakes(typed)) eachRangeWithMistake(dictionary, typed, (from, to) => addRanks(dictionary, bits, from, to));
  };
  return {
    upTo(tier) {
      while (reached < tier) addTier((reached += 1));
      return bits;
    },
  };
}

/** Puts into `into` who is in all of `sets`, which are made one by one, as long as anybody is left. */
function intersect(into: Uint32Array, sets: readonly (() => Uint32Array)[]): void {
  into.set(sets[0]!());
  for (const set of sets.slice(1)) {
    if (!into.some((bits) => bits !== 0)) return;
    const other = set();
    for (let i = 0; i < into.length; i += 1) into[i]! &= other[i]!;
  }
}

/** Matches `readings` against a segment, tier by tier, so that the costly tiers are never asked when the cheap ones suffice. */
export function matchSegment({ dictionary }: Segment, readings: readonly Reading[], pool: BitPool): SegmentMatcher {
  const matchers = new Map<string, WordMatcher>();
  const matcherOf = (typed: string): WordMatcher => {
    let matcher = matchers.get(typed);
    if (matcher === undefined) matchers.set(typed, (matcher = matchWord(dictionary, pool.take(), typed)));
    return matcher;
  };
  const found = readings.map(() => pool.take());
  return (tier) => readings.map((reading, i) => {
    const [only] = reading;
    if (reading.length === 1 && only !== undefined) return matcherOf(only).upTo(tier);
    intersect(found[i]!, reading.map((typed) => () => matcherOf(typed).upTo(tier)));
    return found[i]!;
  });
}
