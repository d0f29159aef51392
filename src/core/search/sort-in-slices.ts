import { type Sliced, inSteps } from './slices.js';

const FEW = 8;
const MANY = 256;
/** Units of a text in one key. */
const UNITS = 3;

/** Three units as one number that compares as they do; -1 stands for a unit behind the end, which is less than any. */
export const keyOf = (first: number, second: number, third: number): number => ((first + 1) * 0x1_0001 + second + 1) * 0x1_0001 + third + 1;

/** What is sorted: distinct texts, known by their places from 0. */
export interface Texts {
  readonly count: number;
  /** Units of a text from `depth` on, as `keyOf` puts them together. */
  readonly keyAt: (place: number, depth: number) => number;
}

interface Sorting {
  readonly texts: Texts;
  readonly places: Uint32Array;
  /** Of the text at the same index of `places`, at the depth that its range has been sorted to. */
  readonly keys: Float64Array;
}

export const textsOf = (texts: readonly string[]): Texts => ({
  count: texts.length,
  keyAt(place, depth) {
    const text = texts[place]!;
    const left = text.length - depth;
    return keyOf(left > 0 ? text.charCodeAt(depth) : -1, left > 1 ? text.charCodeAt(depth + 1) : -1, left > 2 ? text.charCodeAt(depth + 2) : -1);
  },
});

/**
 * The places of `texts` in code unit order. A quicksort that compares three units at a time (Bentley and Sedgewick,
 * "Fast algorithms for sorting and searching strings"): many texts begin alike, and the built-in sort can't rest.
 */
export function* sortInSlices(texts: Texts): Sliced<Uint32Array> {
  const places = new Uint32Array(texts.count);
  yield* inSteps(texts.count, (from, to) => { for (let i = from; i < to; i += 1) places[i] = i; });
  const sorting = { texts, places, keys: new Float64Array(texts.count) };
  const ranges = [0, texts.count, 0, 0]; // to do: low, high, depth, whether it has its keys; flat, as there are very many
  let rests = 0;
  while (ranges.length > 0) {
    const hasKeys = ranges.pop() === 1;
    const depth = ranges.pop()!;
    const high = ranges.pop()!;
    const low = ranges.pop()!;
    if (high - low > MANY) yield;
    if (!hasKeys) loadKeys(sorting, low, high, depth);
    if (high - low <= FEW) {
      sortFew(sorting, low, high, depth + UNITS);
      if ((rests += 1) % MANY === 0) yield;
      continue;
    }
    const [less, more] = partition(sorting, low, high);
    if (more < high) ranges.push(more, high, depth, 1);
    if (more - less > 1) ranges.push(less, more, depth + UNITS, 0);
    if (low < less) ranges.push(low, less, depth, 1);
  }
  return places;
}

function loadKeys({ texts, places, keys }: Sorting, from: number, to: number, depth: number): void {
  for (let i = from; i < to; i += 1) {
    keys[i] = texts.keyAt(places[i]!, depth);
  }
}

function sortFew({ texts, places, keys }: Sorting, low: number, high: number, depth: number): void {
  for (let i = low + 1; i < high; i += 1) {
    const place = places[i]!;
    const key = keys[i]!;
    let at = i;
    for (; at > low; at -= 1) {
      const before = keys[at - 1]!;
      if (before < key || (before === key && isBefore(texts, places[at - 1]!, place, depth))) break;
      places[at] = places[at - 1]!;
      keys[at] = before;
    }
    places[at] = place;
    keys[at] = key;
  }
}

function isBefore({ keyAt }: Texts, place: number, other: number, depth: number): boolean {
  for (let at = depth; ; at += UNITS) {
    const difference = keyAt(place, at) - keyAt(other, at);
    if (difference !== 0) return difference < 0;
  }
}

/** Brings what is less than a middle key before what equals it, and what is more behind. Returns where the equal ones begin and end. */
function partition({ places, keys }: Sorting, low: number, high: number): readonly [number, number] {
  const [a, b, c] = [keys[low]!, keys[(low + high) >>> 1]!, keys[high - 1]!];
  const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  let less = low;
  let more = high;
  for (let at = low; at < more;) {
    const key = keys[at]!;
    if (key === pivot) { at += 1; continue; }
    const other = key < pivot ? less++ : --more;
    const place = places[at]!;
    keys[at] = keys[other]!;
    places[at] = places[other]!;
    keys[other] = key;
    places[other] = place;
    if (key < pivot) at += 1;
  }
  return [less, more];
}
