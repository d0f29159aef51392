import type { PrincipalId } from '../model/ids.js';
import type { Principal } from '../model/principal.js';
import { type Dictionary, collectWords } from './dictionary.js';
import { fold } from './fold.js';
import { type Sliced, sortInSlices } from './slices.js';
import { eachAddressWord, eachNameWord, nameKey } from './words.js';

/** Many people who no longer change, in the order of their names: a person's place in it is the `rank`. Who left is marked. */
export interface Segment {
  readonly people: readonly Principal[];
  readonly dictionary: Dictionary;
  /** One bit a rank. */
  readonly gone: Uint32Array;
  /** The rank of someone who has not gone, or -1. */
  rankOf(id: PrincipalId): number;
}

const STEP = 64;

export const bitsFor = (count: number): Uint32Array => new Uint32Array((count + 31) >>> 5);
export const hasBit = (bits: Uint32Array, at: number): boolean => (bits[at >>> 5]! & (1 << (at & 31))) !== 0;
export const setBit = (bits: Uint32Array, at: number): void => { bits[at >>> 5]! |= 1 << (at & 31); };

/** `visit` for each word of a principal that can be searched, folded, some of them twice. */
export function eachWordOf(principal: Principal, visit: (word: string) => void): void {
  eachNameWord(fold(principal.name), visit);
  if (principal.kind !== 'user') return;
  eachAddressWord(fold(principal.username), visit);
  if (principal.email !== undefined) eachAddressWord(fold(principal.email), visit);
}

export const sortKeyOf = (principal: Principal): string => nameKey(fold(principal.name));

/** Where an id is in a list: a hash table that is as large as it will be from the start, because one that grows blocks the thread. */
interface IdTable {
  /** The place of `id`, or, if it has none, -1 after giving it `place`. */
  claim(id: PrincipalId, place: number): number;
  find(id: PrincipalId): number;
}

function createIdTable(count: number, idAt: (place: number) => PrincipalId): IdTable {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 1.6 + 2))); // place + 1
  const slotOf = (id: string): number => {
    let hash = 0x811c_9dc5; // FNV-1a
    for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x0100_0193);
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    while (slots[slot] !== 0 && idAt(slots[slot]! - 1) !== id) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  return {
    claim(id, place) {
      const slot = slotOf(id);
      const found = slots[slot]! - 1;
      if (found < 0) slots[slot] = place + 1;
      return found;
    },
    find: (id) => slots[slotOf(id)]! - 1,
  };
}

/** Of two with the same id the later one stays. */
function* withoutRepeats(principals: readonly Principal[]): Sliced<Principal[]> {
  const kept: Principal[] = [];
  const table = createIdTable(principals.length, (place) => kept[place]!.id);
  for (const [i, principal] of principals.entries()) {
    const place = table.claim(principal.id, kept.length);
    if (place < 0) kept.push(principal); else kept[place] = principal;
    if (i % STEP === 0) yield;
  }
  return kept;
}

function* inOrderOfNames(principals: readonly Principal[]): Sliced<Principal[]> {
  const keys: string[] = [];
  for (const principal of principals) {
    if (keys.push(sortKeyOf(principal)) % STEP === 0) yield;
  }
  const order = yield* sortInSlices(principals.length, (a, b) => compareNames(keys[a]!, principals[a]!.id, keys[b]!, principals[b]!.id));
  const sorted: Principal[] = [];
  for (const place of order) if (sorted.push(principals[place]!) % STEP === 0) yield;
  return sorted;
}

export const compareNames = (key: string, id: PrincipalId, otherKey: string, otherId: PrincipalId): number =>
  key === otherKey ? (id < otherId ? -1 : 1) : key < otherKey ? -1 : 1;

export function* buildSegment(principals: Iterable<Principal>): Sliced<Segment> {
  const all: Principal[] = [];
  for (const principal of principals) if (all.push(principal) % STEP === 0) yield;
  const people = yield* inOrderOfNames(yield* withoutRepeats(all));
  const table = createIdTable(people.length, (place) => people[place]!.id);
  const words = collectWords(people.length);
  for (const [rank, principal] of people.entries()) {
    table.claim(principal.id, rank);
    eachWordOf(principal, words.add);
    words.nextPerson();
    if (rank % STEP === 0) yield;
  }
  const dictionary = yield* words.finish();
  const gone = bitsFor(people.length);
  return {
    people, dictionary, gone,
    rankOf(id) {
      const rank = table.find(id);
      return rank >= 0 && !hasBit(gone, rank) ? rank : -1;
    },
  };
}

/** The ranks of those whose name begins with `key`, half-open: they are neighbours. */
export function ranksOfNames({ people }: Segment, key: string): readonly [number, number] {
  const search = (isBefore: (name: string) => boolean): number => {
    let low = 0;
    let high = people.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(sortKeyOf(people[middle]!))) low = middle + 1; else high = middle;
    }
    return low;
  };
  return [search((name) => name < key), search((name) => name < key || name.startsWith(key))];
}
