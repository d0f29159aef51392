import type { PrincipalId } from '../model/ids.js';
import type { Principal } from '../model/principal.js';
import { setBit } from './bits.js';
import type { Loose } from './ranking.js';
import { type Segment, buildSegment, eachWordOf } from './segment.js';
import { runInSlices } from './slices.js';

/** The people of an index: most in segments, the larger first built, newcomers in none. Each is in one place only. */
export interface LivingPeople {
  readonly size: () => number;
  readonly segments: () => readonly Segment[];
  readonly loose: () => Iterable<Loose>;
  readonly add: (principal: Principal) => void;
  readonly remove: (id: PrincipalId) => void;
}

/** So many newcomers are looked through one by one; more are indexed in the background. */
const MOST_LOOSE = 256;

/** Segments, with how many of their people are still there. */
type Living = Map<Segment, number>;

function toLoose(principal: Principal): Loose {
  const words: string[] = [];
  const key = eachWordOf(principal, (word) => words.push(word));
  return { principal, words, key };
}

/** What a merge takes in beside the newcomers: segments that lost half of their people, and small ones, so that there are never many. */
function chooseSegments(living: Living, newcomers: number): Segment[] {
  const chosen: Segment[] = [];
  let count = newcomers;
  for (const [segment, alive] of [...living].sort((a, b) => a[1] - b[1])) {
    if (alive >= count * 4 && alive * 2 >= segment.people.length) continue;
    chosen.push(segment);
    count += alive;
  }
  return chosen;
}

function* everyone(newcomers: readonly Loose[], segments: readonly Segment[]): Iterable<Principal> {
  for (const segment of segments) for (const principal of segment.people) if (segment.rankOf(principal.id) >= 0) yield principal;
  for (const { principal } of newcomers) yield principal;
}

/** Marks one as gone where it is still there. */
function drop(living: Living, id: PrincipalId): void {
  for (const [segment, count] of living) {
    const rank = segment.rankOf(id);
    if (rank < 0) continue;
    setBit(segment.gone, rank);
    living.set(segment, count - 1);
    return;
  }
}

export async function createLivingPeople(principals: Iterable<Principal>): Promise<LivingPeople> {
  const loose = new Map<PrincipalId, Loose>();
  const first = await runInSlices(buildSegment(principals));
  const living: Living = new Map(first.people.length > 0 ? [[first, first.people.length]] : []);
  /** Ids that changed while a merge was under way: what it merged of them is out of date. */
  let changed: Set<PrincipalId> | undefined;

  const isDue = (): boolean => loose.size >= MOST_LOOSE || [...living].some(([{ people }, count]) => count * 2 < people.length);
  const merge = async (): Promise<void> => {
    const newcomers = [...loose.values()];
    const segments = chooseSegments(living, loose.size);
    const during = (changed = new Set());
    const merged = await runInSlices(buildSegment(everyone(newcomers, segments)));
    for (const one of newcomers) if (loose.get(one.principal.id) === one) loose.delete(one.principal.id);
    for (const segment of segments) living.delete(segment);
    const fresh: Living = new Map([[merged, merged.people.length]]);
    for (const id of during) drop(fresh, id);
    for (const [segment, count] of fresh) if (count > 0) living.set(segment, count);
  };
  const settle = async (): Promise<void> => {
    try { while (isDue()) await merge(); } finally { changed = undefined; }
  };
  const change = (id: PrincipalId): void => {
    changed?.add(id);
    if (!loose.delete(id)) drop(living, id);
  };
  const settleIfDue = (): void => { if (changed === undefined && isDue()) void settle(); };
  return {
    size: () => [...living.values()].reduce((sum, count) => sum + count, loose.size),
    segments: () => [...living.keys()],
    loose: () => loose.values(),
    add(principal) {
      change(principal.id);
      loose.set(principal.id, toLoose(principal));
      settleIfDue();
    },
    remove(id) {
      change(id);
      settleIfDue();
    },
  };
}
