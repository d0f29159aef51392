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
/** What belongs to the character before it: marks, hidden characters, the voicing of halfwidth kana. */
const FOLLOWS = /^[\p{M}\p{Cf}\p{DI}\uFF9E\uFF9F]/u;
/** Korean letters, which compose to syllables. */
const JAMO = /[\u1100-\u11FF\u3131-\u318E\uA960-\uA97F\uD7B0-\uD7FF\uFFA0-\uFFDC]/;

const UNKNOWN = 0;
const BASE = 1;
const FOLLOWER = 2;
const LETTER_OF_SYLLABLE = 3;
const SURROGATE = 4;
let traits: Uint8Array | undefined;

function traitOf(text: string, at: number): number {
  traits ??= new Uint8Array(0x1_0000);
  const unit = text.charCodeAt(at);
  const known = traits[unit]!;
  if (known !== UNKNOWN) return known;
  const character = String.fromCharCode(unit);
  let trait = BASE;
  if (unit >= 0xd800 && unit < 0xe000) trait = SURROGATE;
  else if (JAMO.test(character)) trait = LETTER_OF_SYLLABLE;
  else if (FOLLOWS.test(character)) trait = FOLLOWER;
  return (traits[unit] = trait);
}

/** Where what must be folded as one ends: a character with what follows it, or a run of Korean letters. */
function clusterEnd(text: string, start: number): number {
  const trait = traitOf(text, start);
  let end = start + (trait === SURROGATE && text.codePointAt(start)! > 0xffff ? 2 : 1);
  if (trait === LETTER_OF_SYLLABLE) {
    while (end < text.length && traitOf(text, end) === LETTER_OF_SYLLABLE) end += 1;
    return end;
  }
  for (; end < text.length; end += 1) {
    const next = traitOf(text, end);
    if (next === FOLLOWER) continue;
    if (next !== SURROGATE || !FOLLOWS.test(text.slice(end, end + 2))) return end;
    end += 1;
  }
  return end;
}

/** Texts repeat their letters. Bounded, since a hostile text need not. */
const MOST_CLUSTERS = 4_096;
const LONGEST_CLUSTER = 16;
const clusters = new Map<string, string>();
/** The same for single units, by their codes. */
let units: (string | undefined)[] | undefined;

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

function foldUnit(code: number): string {
  units ??= Array.from({ length: 0x1_0000 }, () => undefined);
  return (units[code] ??= foldCluster(String.fromCharCode(code)));
}

/** A text as it is compared: without case, accents, width and hidden characters. `fold('Łódź') === 'lodz'`. */
export function fold(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase();
  let folded = '';
  for (let start = 0; start < text.length;) {
    const end = clusterEnd(text, start);
    folded += end - start === 1 ? foldUnit(text.charCodeAt(start)) : foldCluster(text.slice(start, end));
    start = end;
  }
  return folded;
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
  let folded = '';
  for (let start = 0; start < text.length;) {
    const end = clusterEnd(text, start);
    folded += foldCluster(text.slice(start, end));
    while (starts.length < folded.length) {
      starts.push(start);
      ends.push(end);
    }
    start = end;
  }
  return { text: folded, originOf: (start, end) => [starts[start] ?? text.length, ends[end - 1] ?? text.length] };
}
