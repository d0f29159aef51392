export const bitsFor = (count: number): Uint32Array => new Uint32Array((count + 31) >>> 5);
export const hasBit = (bits: Uint32Array, at: number): boolean => (bits[at >>> 5]! & (1 << (at & 31))) !== 0;
export const setBit = (bits: Uint32Array, at: number): void => { bits[at >>> 5]! |= 1 << (at & 31); };

/** Sets of bits for one search at a time, used again by the next: new ones for every keystroke would keep the garbage collector busy. */
export interface BitPool {
  /** An empty set, until `reset`. */
  readonly take: () => Uint32Array;
  readonly reset: () => void;
}

export function createBitPool(count: number): BitPool {
  const sets: Uint32Array[] = [];
  let taken = 0;
  return {
    take() {
      const bits = (sets[taken] ??= bitsFor(count));
      taken += 1;
      return bits.fill(0);
    },
    reset() { taken = 0; },
  };
}
