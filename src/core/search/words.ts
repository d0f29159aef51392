/**
 * How folded texts fall into words, and what a typed text asks for.
 * A name gives its words. A username or e-mail gives the words of its local part, the local part as one word, and its domain as one
 * word that begins with `@`: so a domain counts as the part of a word until somebody types the `@`.
 */

/** Letters of a word beyond these do not count: a hostile name must not cost more than a long one. */
const LONGEST_WORD = 64;
/** Words of one text beyond these do not count. */
const MOST_WORDS = 24;

const UNKNOWN = 0;
const LETTER = 1;
const IDEOGRAPH = 2;
const SEPARATOR = 3;
const APOSTROPHE = 4;

const SEPARATORS = /[\p{Z}\p{P}\p{Cc}\p{Co}$+<=>^`|~]/u;
/** Of Chinese, Japanese and Korean, which write words without spaces between them. */
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]/u;
const APOSTROPHES = /['’ʼʻ]/;

let kinds: Uint8Array | undefined;

function kindOf(code: number): number {
  kinds ??= new Uint8Array(0x1_0000);
  const known = kinds[code] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const character = String.fromCharCode(code);
  let kind = LETTER; // halves of a surrogate pair too
  if (APOSTROPHES.test(character)) kind = APOSTROPHE;
  else if (IDEOGRAPHS.test(character)) kind = IDEOGRAPH;
  else if (SEPARATORS.test(character)) kind = SEPARATOR;
  kinds[code] = kind;
  return kind;
}

/** Receives a word and where in the folded text it starts. Characters between its letters may have been left out. */
export type VisitWord = (word: string, start: number) => void;

const isBetween = (kind: number): boolean => kind >= SEPARATOR;
const withoutApostrophes = (word: string): string => word.replace(/['’ʼʻ]/g, '');

/** `visit` for each run of letters up to `end`; apostrophes inside a word are left out (`o'brien` is `obrien`). How many there were. */
function eachRun(text: string, end: number, visit: VisitWord): number {
  let at = 0;
  for (let count = 0; count < MOST_WORDS; count += 1) {
    while (at < end && isBetween(kindOf(text.charCodeAt(at)))) at += 1;
    if (at === end) return count;
    const start = at;
    let apostrophes = false;
    for (; at < end; at += 1) {
      const kind = kindOf(text.charCodeAt(at));
      if (kind === SEPARATOR) break;
      if (kind === APOSTROPHE) apostrophes = true;
    }
    const word = text.slice(start, Math.min(at, start + LONGEST_WORD));
    visit(apostrophes ? withoutApostrophes(word) : word, start);
  }
  return MOST_WORDS;
}

/** Nothing but signs ("***"): then each stretch without white space is a word. */
function eachSign(text: string, visit: VisitWord): void {
  let count = 0;
  for (const { 0: sign, index } of text.matchAll(/\S+/g)) if ((count += 1) <= MOST_WORDS) visit(sign.slice(0, LONGEST_WORD), index);
}

function isIdeographic(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (kindOf(word.charCodeAt(i)) !== IDEOGRAPH) return false;
  return true;
}

/** Where one writes Chinese, Japanese or Korean with spaces: neighbouring words as one. */
function eachJoinedWord(text: string, visit: VisitWord): void {
  let joined = '';
  let joinedStart = 0;
  let words = 0;
  const flush = () => {
    if (words > 1) visit(joined.slice(0, LONGEST_WORD), joinedStart);
    joined = '';
    words = 0;
  };
  eachRun(text, text.length, (word, start) => {
    if (!isIdeographic(word)) return flush();
    if (words === 0) joinedStart = start;
    joined += word;
    words += 1;
  });
  flush();
}

/** The words of a folded name, and where one writes Chinese, Japanese or Korean with spaces, also without them. */
export function eachNameWord(text: string, visit: VisitWord): void {
  const count = eachRun(text, text.length, visit);
  if (count === 0) eachSign(text, visit);
  if (count > 1 && /[\u1100-\uFFFF]/.test(text)) eachJoinedWord(text, visit);
}

/** The words up to `end` and, where there are several, last of all the whole from the first letter to the last. How many words there were. */
function eachLocalWord(text: string, end: number, visit: VisitWord): number {
  const count = eachRun(text, end, visit);
  if (count < 2) return count;
  let first = 0;
  while (isBetween(kindOf(text.charCodeAt(first)))) first += 1;
  visit(withoutApostrophes(trimEnd(text.slice(first, end)).slice(0, LONGEST_WORD)), first);
  return count;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 1 && isBetween(kindOf(text.charCodeAt(end - 1)))) end -= 1;
  return text.slice(0, end);
}

/** The words of a folded username or e-mail. */
export function eachAddressWord(text: string, visit: VisitWord): void {
  const at = text.lastIndexOf('@');
  let count = eachLocalWord(text, at < 0 ? text.length : at, visit);
  if (at >= 0 && at + 1 < text.length) {
    count += 1;
    visit(text.slice(at, at + LONGEST_WORD), at);
  }
  if (count === 0) eachSign(text, visit);
}

/** The words of a folded name with one space between them: by this people are in order. */
export function nameKey(text: string): string {
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(text)) return text;
  const words: string[] = [];
  eachRun(text, text.length, (word) => words.push(word));
  return words.length > 0 ? words.join(' ') : text.trim();
}

/** All words of one reading must match. Words are distinct, the longest and so the rarest first. */
export type Reading = readonly string[];

/** Letters of a typed text beyond these do not count, nor words beyond the first ten. */
const LONGEST_TEXT = 400;
const MOST_QUERY_WORDS = 10;

const reading = (words: Iterable<string>): Reading =>
  [...new Set(words)].slice(0, MOST_QUERY_WORDS).sort((a, b) => b.length - a.length);

/** One stretch without white space: `joao.pereira@exa` is read as `joao.pereira`, `@exa`, and as `joao`, `pereira`, `@exa`. */
function readChunk(chunk: string, whole: string[], split: string[]): void {
  const at = chunk.lastIndexOf('@');
  const local = at < 0 ? chunk : chunk.slice(0, at);
  const words: string[] = [];
  eachLocalWord(local, local.length, (word) => words.push(word));
  const domain = at < 0 ? '' : trimEnd(chunk.slice(at)).slice(0, LONGEST_WORD);
  const last = words.at(-1);
  if (last === undefined) {
    if (domain.length < 2) return;
    whole.push(domain); // "@exa": a domain, or somebody who is called so
    eachRun(chunk, chunk.length, (word) => split.push(word));
    return;
  }
  whole.push(last);
  split.push(...(words.length > 1 ? words.slice(0, -1) : words));
  if (domain.length > 1) { whole.push(domain); split.push(domain); }
}

/** The ways to read a folded text: one that keeps addresses whole and, if it differs, one that does not. None for a text without words. */
export function readQuery(folded: string): readonly Reading[] {
  const text = folded.slice(0, LONGEST_TEXT);
  const whole: string[] = [];
  const split: string[] = [];
  for (const { 0: chunk } of text.matchAll(/\S+/g)) readChunk(chunk, whole, split);
  if (whole.length === 0) for (const { 0: sign } of text.matchAll(/\S+/g)) whole.push(sign.slice(0, LONGEST_WORD));
  const readings = [reading(whole), reading(split)];
  const same = readings[0]?.join(' ') === readings[1]?.join(' ');
  return readings.slice(0, same ? 1 : 2).filter((words) => words.length > 0);
}
