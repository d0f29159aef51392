/** Letters that Unicode does not decompose, as people type them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŧ: 't', ŋ: 'n', ĸ: 'k', ſ: 's', ς: 'σ',
};

// Accents of Latin, Greek and Cyrillic, and the optional points of Hebrew and Arabic, which the same word has or has not. Every other
// mark is a letter of its word (Indic and Thai vowels, kana voicing, the hamza on an alef) and stays.
const ACCENTS =
  /[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/g;
/** Nothing to see: zero-width and bidirectional characters, fillers, tags, controls that are not white space. */
const HIDDEN = /[\p{Cf}\p{DI}\0-\x08\x0E-\x1F\x7F-\x84\x86-\x9F]/gu;
const PRINTABLE_ASCII = /^[\t-\r\x20-\x7E]*$/;
// What must be folded as one: a character with its marks and the hidden ones between, or a run of Korean letters that compose to syllables.
const CLUSTER =
  /[\u1100-\u11FF\u3131-\u318E\uA960-\uA97F\uD7B0-\uD7FF\uFFA0-\uFFDC]+|[^\t-\r\x20-\x7E][\p{M}\p{Cf}\p{DI}\uFF9E\uFF9F]*|[\x20-\x7E][\p{M}\p{Cf}\p{DI}]+/gu;

/** Texts repeat their letters. Bounded, since a hostile text need not. */
const MOST_CLUSTERS = 4_096;
const LONGEST_CLUSTER = 16;
const clusters = new Map<string, string>();

function foldCluster(cluster: string): string {
  const known = clusters.get(cluster);
  if (known !== undefined) return known;
  const folded = cluster
    .replace(HIDDEN, '')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(HIDDEN, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþħıŧŋĸſς]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
  if (cluster.length > LONGEST_CLUSTER) return folded;
  if (clusters.size >= MOST_CLUSTERS) clusters.clear();
  clusters.set(cluster, folded);
  return folded;
}

/** A text as it is compared: without case, accents, width and hidden characters. `fold('Łódź') === 'lodz'`. */
export function fold(text: string): string {
  return (PRINTABLE_ASCII.test(text) ? text : text.replace(CLUSTER, foldCluster)).toLowerCase();
}

/** A folded text that remembers where its characters came from. */
export interface FoldedText {
  readonly text: string;
  /** A half-open range of the folded text, as a range of the original: whole characters, with their marks. */
  originOf(start: number, end: number): readonly [number, number];
}

/** `fold(text)` with the way back. */
export function foldWithOrigin(text: string): FoldedText {
  if (PRINTABLE_ASCII.test(text)) return { text: text.toLowerCase(), originOf: (start, end) => [start, end] };
  const starts: number[] = [];
  const ends: number[] = [];
  const note = (length: number, start: number, end: number) => {
    for (let i = 0; i < length; i += 1) { starts.push(start); ends.push(end); }
  };
  let folded = '';
  let at = 0;
  const copyUntil = (end: number) => {
    for (let i = at; i < end; i += 1) note(1, i, i + 1);
    folded += text.slice(at, end).toLowerCase();
  };
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    copyUntil(index);
    at = index + cluster.length;
    const part = foldCluster(cluster);
    note(part.length, index, at);
    folded += part;
  }
  copyUntil(text.length);
  return { text: folded, originOf: (start, end) => [starts[start] ?? text.length, ends[end - 1] ?? text.length] };
}
