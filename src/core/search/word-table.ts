/** Numbers the distinct words it is given, from 0. Letters are kept in one array: a map of strings takes five times as long. */
export interface WordTable {
  readonly size: () => number;
  readonly numberOf: (word: string) => number;
  /** Word `w` is `letters[starts[w]]` up to `starts[w + 1]`. Valid until the next word is added. */
  readonly contents: () => { readonly letters: Uint16Array; readonly starts: Uint32Array };
}

const grown = <A extends Uint16Array | Uint32Array>(old: A, larger: A): A => {
  larger.set(old);
  return larger;
};

export function createWordTable(expected: number): WordTable {
  let slots = new Uint32Array(2 ** Math.ceil(Math.log2(expected * 2 + 16))); // number + 1
  let letters = new Uint16Array(expected * 12 + 64);
  let starts = new Uint32Array(expected + 2);
  let hashes = new Uint32Array(expected + 1);
  let size = 0;

  const isWord = (number: number, word: string): boolean => {
    const start = starts[number]!;
    if (starts[number + 1]! - start !== word.length) return false;
    for (let i = 0; i < word.length; i += 1) if (letters[start + i] !== word.charCodeAt(i)) return false;
    return true;
  };
  const widen = (): void => {
    slots = new Uint32Array(slots.length * 2);
    for (let number = 0; number < size; number += 1) {
      let slot = hashes[number]! & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  };
  const append = (word: string, hash: number): number => {
    const start = starts[size]!;
    if (start + word.length > letters.length) letters = grown(letters, new Uint16Array(letters.length * 2));
    if (size + 2 > starts.length) starts = grown(starts, new Uint32Array(starts.length * 2));
    if (size + 1 > hashes.length) hashes = grown(hashes, new Uint32Array(hashes.length * 2));
    for (let i = 0; i < word.length; i += 1) letters[start + i] = word.charCodeAt(i);
    starts[size + 1] = start + word.length;
    hashes[size] = hash;
    size += 1;
    if (size * 2 > slots.length) widen();
    return size - 1;
  };
  return {
    size: () => size,
    numberOf(word) {
      let hash = 0x811c_9dc5; // FNV-1a, mixed once more for its low bits
      for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x0100_0193);
      hash = (hash ^ (hash >>> 15)) >>> 0;
      let slot = hash & (slots.length - 1);
      for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
        if (hashes[number - 1] === hash && isWord(number - 1, word)) return number - 1;
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = size + 1;
      return append(word, hash);
    },
    contents: () => ({ letters, starts }),
  };
}
