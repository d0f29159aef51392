import type { PrincipalId } from '../model/ids.js';
import type { Principal } from '../model/principal.js';
import { type BitPool, bitsFor, createBitPool, hasBit } from './bits.js';
import { type Dictionary, collectWords } from './dictionary.js';
import { fold } from './fold.js';
import { type Sliced, inSteps } from './slices.js';
import { sortInSlices, textsOf } from './sort-in-slices.js';
import { eachAddressWord, eachNameWord, nameKey } from './words.js';

/** Many people who no longer change, in the order of their names: a person's place in it is the `rank`. Who left is marked. */
export interface Segment {
  readonly people: readonly Principal[];
  readonly dictionary: Dictionary;
  /** One bit a rank. */
  readonly gone: Uint32Array;
  /** Lends sets of bits, one a rank, to one search; a search within a search gets others. */
  withBits<T>(search: (bits: BitPool) => T): T;
  /** The rank of someone who has not gone, or -1. */
  rankOf(id: PrincipalId): number;
}

const STEP = 64;


/** `visit` for each word of a principal that can be searched, folded, some of them twice. Returns what it is sorted by. */
export function eachWordOf(principal: Principal, visit: (word: string) => void): string {
  const name = fold(principal.name);
  eachNameWord(name, visit);
  if (principal.kind === 'user') {
    const username = fold(principal.username);
    const email = principal.email === undefined ? '' : fold(principal.email);
    if (email.lastIndexOf('@') !== username.length || !email.startsWith(username)) eachAddressWord(username, visit); // else the e-mail has all its words
    eachAddressWord(email, visit);
  }
  return nameKey(name);
}

export const sortKeyOf = (principal: Principal): string => nameKey(fold(principal.name));

/** Where an id is in a list: a hash table that is as large as it will be from the start, because one that grows blocks the thread. */
interface IdTable {
  /** The place of `id`, or, if it has none, -1 after giving it `place`. */
  claim(id: PrincipalId, place: number): number;
  find(id: PrincipalId): number;
  /** Goes over to `people`, the same ones in another order: who is at `rank` there was at `places[rank]`. */
  reorder(people: readonly Principal[], places: Uint32Array): Sliced<void>;
}

/** The table of `people`, a list that will grow to `count`. */
function createIdTable(people: readonly Principal[], count: number): IdTable {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 1.6 + 2))); // place + 1
  const slotOf = (id: string): number => {
    let hash = 0x811c_9dc5; // FNV-1a
    for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x0100_0193);
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    while (slots[slot] !== 0 && people[slots[slot]! - 1]!.id !== id) slot = (slot + 1) & (slots.length - 1);
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
    *reorder(reordered, places) {
      const ranks = new Uint32Array(places.length);
      for (let rank = 0; rank < places.length; rank += 1) ranks[places[rank]!] = rank;
      people = reordered;
      yield* inSteps(slots.length, (from, to) => {
        for (let slot = from; slot < to; slot += 1) if (slots[slot] !== 0) slots[slot] = ranks[slots[slot]! - 1]! + 1;
      });
    },
  };
}

/** Of two with the same id the later one stays. */
function* withoutRepeats(principals: readonly Principal[]): Sliced<{ readonly people: Principal[]; readonly table: IdTable }> {
  const people: Principal[] = [];
  const table = createIdTable(people, principals.length);
  yield* inSteps(principals.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      const principal = principals[i]!;
      const place = table.claim(principal.id, people.length);
      if (place < 0) people.push(principal); else people[place] = principal;
    }
  });
  return { people, table };
}

export const compareNames = (key: string, id: PrincipalId, otherKey: string, otherId: PrincipalId): number =>
  key === otherKey ? (id < otherId ? -1 : 1) : key < otherKey ? -1 : 1;

export function* buildSegment(principals: Iterable<Principal>): Sliced<Segment> {
  const all: Principal[] = [];
  for (const principal of principals) if (all.push(principal) % STEP === 0) yield;
  const { people: given, table } = yield* withoutRepeats(all);
  const keys: string[] = [];
  const words = collectWords(given.length);
  yield* inSteps(given.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      keys.push(`${eachWordOf(given[i]!, words.add)}\0${given[i]!.id}`);
      words.nextPerson();
    }
  });
  const places = yield* sortInSlices(textsOf(keys));
  keys.length = 0;
  const people: Principal[] = [];
  yield* inSteps(places.length, (from, to) => {
    for (let rank = from; rank < to; rank += 1) people.push(given[places[rank]!]!);
  });
  yield* table.reorder(people, places);
  return toSegment(people, yield* words.finish(places), table);
}

/** On its own, so that what `rankOf` holds on to does not keep the tools of the building alive. */
function toSegment(people: readonly Principal[], dictionary: Dictionary, table: IdTable): Segment {
  const gone = bitsFor(people.length);
  const idle: BitPool[] = [];
  return {
    people, dictionary, gone,
    withBits(search) {
      const bits = idle.pop() ?? createBitPool(people.length);
      try { return search(bits); } finally {
        bits.reset();
        idle.push(bits);
      }
    },
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
