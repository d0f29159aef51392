import { findCommonParts, layOutGrams } from './parts.js';
import { type Sliced, inSteps, sumUp } from './slices.js';
import { keyOf, sortInSlices } from './sort-in-slices.js';
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
      const keyAt = (word: number, depth: number) => {
        const at = starts[word]! + depth;
        const left = starts[word + 1]! - at;
        return keyOf(left > 0 ? letters[at]! : -1, left > 1 ? letters[at + 1]! : -1, left > 2 ? letters[at + 2]! : -1);
      };
      const order = yield* sortInSlices({ count: table.size(), keyAt });
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
