import { bitsFor } from './bits.js';
import type { Dictionary } from './dictionary.js';
import { addRanks } from './lookup.js';
import { type Sliced, inSteps, sumUp } from './slices.js';

const LONGEST_GRAM = 3;
const ASCII_END = 0x80;

/** The bucket of a run of letters. Different runs may share one: what is found there is looked at again. */
const bucketOf = (hash: number, buckets: number): number => (Math.imul(hash, 0x9e37_79b1) >>> 8) & (buckets - 1);
const hashOn = (hash: number, letter: number): number => Math.imul(hash, 0x0001_000b) + letter + 1;

export function* layOutGrams(letters: Uint16Array, letterStarts: Uint32Array): Sliced<Pick<Dictionary, 'gramWords' | 'gramStarts'>> {
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
const COMMON_SHARE = 32;
const FEWEST_COMMON = 1_024;

export function* findCommonParts(dictionary: Dictionary & { readonly commonParts: Map<string, Uint32Array> }, people: number): Sliced<void> {
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
