/** A seeded source of choices: the same seed, the same inputs, in every engine. */
export interface Random {
  /** A whole number from 0, below `end`. */
  below(end: number): number;
  oneOf<T>(list: readonly T[]): T;
}

/** mulberry32: 32 bits of state, good enough to wander with; nothing secret comes of it. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
  return { below, oneOf: (list) => list[below(list.length)]! };
}
