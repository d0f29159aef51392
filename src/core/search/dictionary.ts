import { type Sliced, sortInSlices } from './slices.js';

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
  /** Words with a run of one, two or three letters behind their first: `gramWords[gramStarts[g]]` up to `gramStarts[g + 1]`, where runs share a `g`. */
  readonly gramWords: Uint32Array;
  readonly gramStarts: Uint32Array;
}

const STEP = 256;
/** No map grows so far that its growing is felt. */
const SHARDS = 64;
const LONGEST_GRAM = 3;

/** The bucket of a run of letters. Different runs may share one: what is found there is looked at again. */
const gramBucket = (dictionary: Pick<Dictionary, 'gramStarts'>, hash: number): number =>
  (Math.imul(hash, 0x9e37_79b1) >>> 8) & (dictionary.gramStarts.length - 2);
const hashOn = (hash: number, letter: number): number => Math.imul(hash, 0x0001_000b) + letter + 1;

/** Collects each person's words, in rank order. */
export interface WordCollector {
  /** `word` belongs to the person that `nextPerson` will close. */
  readonly add: (word: string) => void;
  readonly nextPerson: () => void;
  readonly finish: () => Sliced<Dictionary>;
}

export function collectWords(people: number): WordCollector {
  const shards = Array.from({ length: SHARDS }, () => new Map<string, number>());
  const words: string[] = [];
  let used = new Uint32Array(people * 8 + 64); // numbers of words, person by person
  const ends = new Uint32Array(people);
  let length = 0;
  let person = 0;
  const numberOf = (word: string): number => {
    const shard = shards[(word.charCodeAt(0) * 31 + word.charCodeAt(word.length - 1)) % SHARDS]!;
    const known = shard.get(word);
    if (known !== undefined) return known;
    shard.set(word, words.length);
    return words.push(word) - 1;
  };
  return {
    add(word) {
      if (word === '') return;
      const number = numberOf(word);
      for (let i = person === 0 ? 0 : ends[person - 1]!; i < length; i += 1) if (used[i] === number) return;
      if (length === used.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(used);
        used = larger;
      }
      used[length++] = number;
    },
    nextPerson() { ends[person++] = length; },
    *finish() {
      shards.length = 0;
      const order = yield* sortInSlices(words.length, (a, b) => (words[a]! < words[b]! ? -1 : 1));
      const letters = yield* layOutLetters(words, order);
      words.length = 0;
      const postings = yield* layOutRanks(order, used, ends);
      const grams = yield* layOutGrams(letters.letters, letters.letterStarts);
      return { size: order.length, ...letters, ...postings, ...grams };
    },
  };
}

function* layOutLetters(words: readonly string[], order: Uint32Array): Sliced<Pick<Dictionary, 'letters' | 'letterStarts'>> {
  const letterStarts = new Uint32Array(order.length + 1);
  for (let w = 0; w < order.length; w += 1) {
    letterStarts[w + 1] = letterStarts[w]! + words[order[w]!]!.length;
    if (w % STEP === 0) yield;
  }
  const letters = new Uint16Array(letterStarts[order.length]!);
  let at = 0;
  for (let w = 0; w < order.length; w += 1) {
    const word = words[order[w]!]!;
    for (let i = 0; i < word.length; i += 1) letters[at++] = word.charCodeAt(i);
    if (w % STEP === 0) yield;
  }
  return { letters, letterStarts };
}

function* layOutRanks(order: Uint32Array, used: Uint32Array, ends: Uint32Array): Sliced<Pick<Dictionary, 'ranks' | 'rankStarts'>> {
  const place = new Uint32Array(order.length); // of a number in the order
  for (let w = 0; w < order.length; w += 1) { place[order[w]!] = w; if (w % STEP === 0) yield; }
  const length = ends.at(-1) ?? 0;
  const rankStarts = new Uint32Array(order.length + 1);
  for (let i = 0; i < length; i += 1) { rankStarts[place[used[i]!]! + 1]! += 1; if (i % STEP === 0) yield; }
  for (let w = 0; w < order.length; w += 1) { rankStarts[w + 1]! += rankStarts[w]!; if (w % STEP === 0) yield; }
  const next = rankStarts.slice();
  const ranks = new Uint32Array(length);
  let at = 0;
  for (let rank = 0; rank < ends.length; rank += 1) {
    for (; at < ends[rank]!; at += 1) ranks[next[place[used[at]!]!]!++] = rank;
    if (rank % STEP === 0) yield;
  }
  return { ranks, rankStarts };
}

function* layOutGrams(letters: Uint16Array, letterStarts: Uint32Array): Sliced<Pick<Dictionary, 'gramWords' | 'gramStarts'>> {
  const size = letterStarts.length - 1;
  const buckets = 2 ** Math.min(18, Math.max(4, Math.ceil(Math.log2(size + 1))));
  const table = { gramStarts: new Uint32Array(buckets + 1) };
  function* eachGram(visit: (bucket: number, word: number) => void): Sliced<void> {
    for (let w = 0; w < size; w += 1) {
      const end = letterStarts[w + 1]!;
      for (let at = letterStarts[w]! + 1; at < end; at += 1) {
        let hash = 0;
        const last = Math.min(end, at + LONGEST_GRAM);
        for (let i = at; i < last; i += 1) visit(gramBucket(table, (hash = hashOn(hash, letters[i]!))), w);
      }
      if (w % STEP === 0) yield;
    }
  }
  const { gramStarts } = table;
  yield* eachGram((bucket) => { gramStarts[bucket + 1]! += 1; });
  for (let g = 0; g < buckets; g += 1) gramStarts[g + 1]! += gramStarts[g]!;
  const next = gramStarts.slice();
  const gramWords = new Uint32Array(gramStarts[buckets]!);
  yield* eachGram((bucket, word) => { gramWords[next[bucket]!++] = word; });
  return { gramWords, gramStarts };
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
    const bucket = gramBucket(dictionary, hash);
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
