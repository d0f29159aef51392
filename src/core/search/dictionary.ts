import { bitsFor } from './bits.js';
import { type Sliced, inSteps } from './slices.js';
import { sortInSlices } from './sort-in-slices.js';
import { createWordTable } from './word-table.js';

/**
 * The distinct words of many people in code unit order, and who has them. Everything is in typed arrays, which cost neither memory for
 * headers nor time in the garbage collector. The words that begin alike are neighbours, and so are their ranks in `ranks`.
 */
export interface Dictionary {
  readonly size: number;
  /** Word `w` is `letters[letterStarts[w]]` up to `letterStarts[w + 1]`. */
  readonly letters: Uint16Array;
  readonly letterStarts: Uint32Array;
  /** Who has word `w`: `ranks[rankStarts[w]]` up to `rankStarts[w + 1]`. */
  readonly ranks: Uint32Array;
  readonly rankStarts: Uint32Array;
  /** Words with a run of one (beyond ASCII), two or three letters behind their first: `gramWords[gramStarts[g]]` up to `gramStarts[g + 1]`, where runs share a `g`. */
  readonly gramWords: Uint32Array;
  readonly gramStarts: Uint32Array;
  /** For an ASCII letter, and for a short part that very many words have: who has it behind the first letter of a word, a bit a rank. */
  readonly commonParts: ReadonlyMap<string, Uint32Array>;
}

const LONGEST_GRAM = 3;
const ASCII_END = 0x80;

/** The bucket of a run of letters. Different runs may share one: what is found there is looked at again. */
const bucketOf = (hash: number, buckets: number): number => (Math.imul(hash, 0x9e37_79b1) >>> 8) & (buckets - 1);
const hashOn = (hash: number, letter: number): number => Math.imul(hash, 0x0001_000b) + letter + 1;

/** Collects each person's words. */
export interface WordCollector {
  /** `word` belongs to the person that `nextPerson` will close. */
  readonly add: (word: string) => void;
  readonly nextPerson: () => void;
  /** `places` are those of the people that were collected, in rank order. */
  readonly finish: (places: Uint32Array) => Sliced<Dictionary>;
}

export function collectWords(people: number): WordCollector {
  const table = createWordTable(people * 3 + 16);
  let used = new Uint32Array(people * 8 + 64); // numbers of words, person by person
  const ends = new Uint32Array(people);
  let length = 0;
  let start = 0; // of the person at hand
  let person = 0;
  return {
    add(word) {
      if (word === '') return;
      const number = table.numberOf(word);
      for (let i = start; i < length; i += 1) if (used[i] === number) return;
      if (length === used.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(used);
        used = larger;
      }
      used[length++] = number;
    },
    nextPerson() { ends[person++] = start = length; },
    *finish(places) {
      const { letters, starts } = table.contents();
      const unitAt = (word: number, at: number) => (starts[word]! + at < starts[word + 1]! ? letters[starts[word]! + at]! : -1);
      const order = yield* sortInSlices({ count: table.size(), unitAt });
      const sorted = yield* layOutLetters(letters, starts, order);
      const postings = yield* layOutRanks(order, used, ends, places);
      const grams = yield* layOutGrams(sorted.letters, sorted.letterStarts);
      const dictionary = { size: order.length, ...sorted, ...postings, ...grams, commonParts: new Map<string, Uint32Array>() };
      yield* findCommonParts(dictionary, people);
      return dictionary;
    },
  };
}

function* layOutLetters(from: Uint16Array, starts: Uint32Array, order: Uint32Array): Sliced<Pick<Dictionary, 'letters' | 'letterStarts'>> {
  const letterStarts = new Uint32Array(order.length + 1);
  const letters = new Uint16Array(starts[order.length]!);
  let at = 0;
  yield* inSteps(order.length, (first, end) => {
    for (let w = first; w < end; w += 1) {
      const word = order[w]!;
      for (let i = starts[word]!; i < starts[word + 1]!; i += 1) letters[at++] = from[i]!;
      letterStarts[w + 1] = at;
    }
  });
  return { letters, letterStarts };
}

/** Turns counts, each one place late, into starts. */
function* sumUp(counts: Uint32Array): Sliced<void> {
  yield* inSteps(counts.length - 1, (from, to) => {
    for (let i = from; i < to; i += 1) counts[i + 1]! += counts[i]!;
  });
}

function* layOutRanks(order: Uint32Array, used: Uint32Array, ends: Uint32Array, places: Uint32Array): Sliced<Pick<Dictionary, 'ranks' | 'rankStarts'>> {
  const length = ends.at(-1) ?? 0;
  const orderOf = new Uint32Array(order.length); // of a word's number
  const rankStarts = new Uint32Array(order.length + 1);
  yield* inSteps(order.length, (from, to) => { for (let w = from; w < to; w += 1) orderOf[order[w]!] = w; });
  yield* inSteps(length, (from, to) => { for (let i = from; i < to; i += 1) rankStarts[orderOf[used[i]!]! + 1]! += 1; });
  yield* sumUp(rankStarts);
  const next = rankStarts.slice();
  const ranks = new Uint32Array(length);
  yield* inSteps(places.length, (from, to) => {
    for (let rank = from; rank < to; rank += 1) {
      const person = places[rank]!;
      for (let i = person === 0 ? 0 : ends[person - 1]!; i < ends[person]!; i += 1) ranks[next[orderOf[used[i]!]!]!++] = rank;
    }
  });
  return { ranks, rankStarts };
}

function* layOutGrams(letters: Uint16Array, letterStarts: Uint32Array): Sliced<Pick<Dictionary, 'gramWords' | 'gramStarts'>> {
  const size = letterStarts.length - 1;
  const buckets = 2 ** Math.min(18, Math.max(4, Math.ceil(Math.log2(size + 1))));
  const gramStarts = new Uint32Array(buckets + 1);
  const eachGram = (visit: (bucket: number, word: number) => void) => inSteps(size, (from, to) => {
    for (let w = from; w < to; w += 1) {
      const end = letterStarts[w + 1]!;
      for (let at = letterStarts[w]! + 1; at < end; at += 1) {
        const last = Math.min(end, at + LONGEST_GRAM);
        let hash = hashOn(0, letters[at]!);
        if (letters[at]! >= ASCII_END) visit(bucketOf(hash, buckets), w);
        for (let i = at + 1; i < last; i += 1) {
          hash = hashOn(hash, letters[i]!);
          visit(bucketOf(hash, buckets), w);
        }
      }
    }
  });
  yield* eachGram((bucket) => { gramStarts[bucket + 1]! += 1; });
  yield* sumUp(gramStarts);
  const next = gramStarts.slice();
  const gramWords = new Uint32Array(gramStarts[buckets]!);
  yield* eachGram((bucket, word) => { gramWords[next[bucket]!++] = word; });
  return { gramWords, gramStarts };
}

/** Where this share of the people's number is exceeded, the bits of a part take less room than its list, and much less time. */
const COMMON_SHARE = 16;
const FEWEST_COMMON = 1_024;

function* findCommonParts(dictionary: Dictionary & { readonly commonParts: Map<string, Uint32Array> }, people: number): Sliced<void> {
  const { gramStarts, commonParts } = dictionary;
  yield* inSteps(dictionary.size, (from, to) => {
    for (let word = from; word < to; word += 1) addLetters(dictionary, commonParts, word, people);
  });
  const many = Math.max(people / COMMON_SHARE, FEWEST_COMMON);
  for (let bucket = 0; bucket < gramStarts.length - 1; bucket += 1) {
    const count = gramStarts[bucket + 1]! - gramStarts[bucket]!;
    if (count < many) continue;
    const part = gramOf(dictionary, bucket);
    const bits = bitsFor(people);
    eachWordWithPart(dictionary, part, (word) => addRanks(dictionary, bits, word, word + 1));
    commonParts.set(part, bits);
    yield;
  }
}

function addLetters(dictionary: Dictionary, parts: Map<string, Uint32Array>, word: number, people: number): void {
  const { letters, letterStarts } = dictionary;
  for (let at = letterStarts[word]! + 1; at < letterStarts[word + 1]!; at += 1) {
    if (letters[at]! >= ASCII_END) continue;
    const letter = String.fromCharCode(letters[at]!);
    let bits = parts.get(letter);
    if (bits === undefined) parts.set(letter, (bits = bitsFor(people)));
    addRanks(dictionary, bits, word, word + 1);
  }
}

/** The run of letters that fills a bucket, as far as some of its words tell. */
function gramOf({ letters, letterStarts, gramWords, gramStarts }: Dictionary, bucket: number): string {
  const start = gramStarts[bucket]!;
  const count = gramStarts[bucket + 1]! - start;
  const votes = new Map<string, number>();
  for (let vote = 0; vote < 9; vote += 1) {
    const word = gramWords[start + Math.floor((count * vote) / 9)]!;
    const end = letterStarts[word + 1]!;
    for (let at = letterStarts[word]! + 1; at < end; at += 1) {
      let hash = 0;
      for (let i = at; i < Math.min(end, at + LONGEST_GRAM); i += 1) {
        hash = hashOn(hash, letters[i]!);
        if (bucketOf(hash, gramStarts.length - 1) !== bucket) continue;
        const gram = String.fromCharCode(...letters.subarray(at, i + 1));
        votes.set(gram, (votes.get(gram) ?? 0) + 1);
      }
    }
  }
  return [...votes].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

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

/** `visit` for each word that has `typed` behind its first letter. */
export function eachWordWithPart(dictionary: Dictionary, typed: string, visit: (word: number) => void): void {
  const { letters, letterStarts, gramWords, gramStarts } = dictionary;
  let best = -1;
  let fewest = Infinity;
  const gram = Math.min(typed.length, LONGEST_GRAM);
  for (let start = 0; start + gram <= typed.length; start += 1) {
    let hash = 0;
    for (let i = start; i < start + gram; i += 1) hash = hashOn(hash, typed.charCodeAt(i));
    const bucket = bucketOf(hash, gramStarts.length - 1);
    const count = gramStarts[bucket + 1]! - gramStarts[bucket]!;
    if (count < fewest) { fewest = count; best = bucket; }
  }
  const first = typed.charCodeAt(0);
  let previous = -1;
  for (let i = gramStarts[best]!; i < gramStarts[best + 1]!; i += 1) {
    const word = gramWords[i]!;
    if (word === previous) continue;
    previous = word;
    const last = letterStarts[word + 1]! - typed.length;
    for (let at = letterStarts[word]! + 1; at <= last; at += 1) {
      if (letters[at] !== first) continue;
      let j = 1;
      while (j < typed.length && letters[at + j] === typed.charCodeAt(j)) j += 1;
      if (j === typed.length) { visit(word); break; }
    }
  }
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
    if (depth + 1 < typed.length) probe(low, high, depth, typed[depth + 1]! + typed[depth]! + typed.slice(depth + 2), 0); // swapped
    let nextLow = high;
    let nextHigh = high;
    for (let child = low; child < high;) {
      const at = letterStarts[child]! + depth;
      if (at >= letterStarts[child + 1]!) { child += 1; continue; } // the word that ends here
      const letter = String.fromCharCode(letters[at]!);
      const end = endWith(dictionary, child, high, depth, letter, 0);
      if (letter === typed[depth]) { nextLow = child; nextHigh = end; }
      probe(child, end, depth + 1, typed, depth + 1); // another
      probe(child, end, depth + 1, typed, depth); // one too few
      child = end;
    }
    low = nextLow;
    high = nextHigh;
  }
}
