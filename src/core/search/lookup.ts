import type { Dictionary } from './dictionary.js';

/** Sets the bit of everyone who has one of the words from `low` to `high`. */
export function addRanks({ ranks, rankStarts }: Dictionary, bits: Uint32Array, low: number, high: number): void {
  const end = rankStarts[high]!;
  for (let i = rankStarts[low]!; i < end; i += 1) {
    const rank = ranks[i]!;
    bits[rank >>> 5]! |= 1 << (rank & 31);
  }
}

/** Below 0 if word `w` from its letter `depth` on comes before `typed` from `from` on, 0 if it begins with it, else above 0. */
function compareAt({ letters, letterStarts }: Dictionary, w: number, depth: number, typed: string, from: number): number {
  let at = letterStarts[w]! + depth;
  const end = letterStarts[w + 1]!;
  for (let i = from; i < typed.length; i += 1, at += 1) {
    if (at >= end) return -1;
    const difference = letters[at]! - typed.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Of the words from `low` to `high`, which are alike up to `depth`, the first that goes on with `typed` from `from` on (or would, if none does). */
export function firstWith(dictionary: Dictionary, low: number, high: number, depth: number, typed: string, from: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareAt(dictionary, middle, depth, typed, from) < 0) low = middle + 1; else high = middle;
  }
  return low;
}

/** The first behind those that `firstWith` finds. */
export function endWith(dictionary: Dictionary, low: number, high: number, depth: number, typed: string, from: number): number {
  let step = 1; // gallop: most ranges are short
  while (low + step < high && compareAt(dictionary, low + step - 1, depth, typed, from) <= 0) { low += step; step *= 2; }
  high = Math.min(high, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareAt(dictionary, middle, depth, typed, from) <= 0) low = middle + 1; else high = middle;
  }
  return low;
}

/** `visit` for each range of words that begin with `typed` but for one mistake. Ranges may overlap. */
export function eachRangeWithMistake(dictionary: Dictionary, typed: string, visit: (low: number, high: number) => void): void {
  const { letters, letterStarts } = dictionary;
  const probe = (low: number, high: number, depth: number, rest: string, from: number) => {
    const first = firstWith(dictionary, low, high, depth, rest, from);
    const end = endWith(dictionary, first, high, depth, rest, from);
    if (first < end) visit(first, end);
  };
  let low = 0;
  let high = dictionary.size;
  for (let depth = 0; depth < typed.length && low < high; depth += 1) {
    probe(low, high, depth, typed, depth + 1); // one too many
    if (depth + 1 < typed.length && typed[depth] !== typed[depth + 1]) probe(low, high, depth, typed[depth + 1]! + typed[depth]! + typed.slice(depth + 2), 0); // swapped
    let nextLow = high;
    let nextHigh = high;
    for (let child = low; child < high;) {
      const at = letterStarts[child]! + depth;
      if (at >= letterStarts[child + 1]!) { child += 1; continue; } // the word that ends here
      const letter = String.fromCharCode(letters[at]!);
      const end = endWith(dictionary, child, high, depth, letter, 0);
      if (letter === typed[depth]) { nextLow = child; nextHigh = end; } else probe(child, end, depth + 1, typed, depth + 1); // another
      probe(child, end, depth + 1, typed, depth); // one too few
      child = end;
    }
    low = nextLow;
    high = nextHigh;
  }
}
