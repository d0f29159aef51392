import type { Principal, RecipientMatch } from '../model/principal.js';
import { foldWithOrigin } from './fold.js';
import { EXACT, MISTAKE, NO_MATCH, lengthWithOneMistake, tierOf, tierOfAll } from './tiers.js';
import { type Reading, eachAddressWord, eachNameWord } from './words.js';

type Field = RecipientMatch['matches'][number]['field'];
type Range = readonly [number, number];

interface FoldedField {
  readonly field: Field;
  readonly folded: ReturnType<typeof foldWithOrigin>;
  readonly words: readonly { readonly text: string; readonly start: number }[];
}

function foldField(field: Field, text: string): FoldedField {
  const folded = foldWithOrigin(text);
  const words: { text: string; start: number }[] = [];
  (field === 'name' ? eachNameWord : eachAddressWord)(folded.text, (word, start) => words.push({ text: word, start }));
  return { field, folded, words };
}

function foldFields(principal: Principal): FoldedField[] {
  const fields = [foldField('name', principal.name)];
  if (principal.kind === 'user') {
    fields.push(foldField('username', principal.username));
    if (principal.email !== undefined) fields.push(foldField('email', principal.email));
  }
  return fields;
}

/** Where letters `from` to `to` of `word`, which starts at `start` in `text`, are there: signs and spaces in it were left out of the word. */
function spanOf(text: string, word: string, start: number, from: number, to: number): Range {
  let at = start;
  let first = start;
  for (let i = 0; i < to; i += 1, at += 1) {
    while (text[at] !== word[i]) at += 1;
    if (i === from) first = at;
  }
  return [first, at];
}

const isFree = (taken: readonly Range[], [start, end]: Range): boolean => taken.every((range) => end <= range[0] || range[1] <= start);

/** Where `typed` stands in a field, at the best word that still has room for it. */
function findIn({ folded, words }: FoldedField, typed: string, worst: number, taken: readonly Range[]): Range | undefined {
  let best: number = worst + 1;
  let found: Range | undefined;
  for (const { text: word, start } of words) {
    const tier = tierOf(word, typed);
    if (tier >= best) continue;
    const from = tier === MISTAKE ? 0 : word.indexOf(typed);
    const length = tier === MISTAKE ? Math.min(word.length, lengthWithOneMistake(word, typed)) : typed.length;
    const span = spanOf(folded.text, word, start, from, from + length);
    if (!isFree(taken, span)) continue;
    best = tier;
    found = span;
    if (tier === EXACT) break;
  }
  return found;
}

/** A domain follows its local part without a gap: what was typed in one go is marked in one go. */
function joinAddress(text: string, ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last?.[1] === range[0] && text[range[0]] === '@') joined[joined.length - 1] = [last[0], range[1]];
    else joined.push(range);
  }
  return joined;
}

function rangesIn(field: FoldedField, reading: Reading, worstOf: (typed: string) => number): Range[] {
  const taken: Range[] = [];
  for (const typed of reading) {
    const span = findIn(field, typed, worstOf(typed), taken);
    if (span) taken.push(span);
  }
  return joinAddress(field.folded.text, taken.sort((a, b) => a[0] - b[0])).map(([start, end]) => field.folded.originOf(start, end));
}

/** The letters that matched, field by field. Ranges are in order and do not overlap; a mistake is shown only where nothing better is found. */
export function matchesOf(principal: Principal, readings: readonly Reading[]): RecipientMatch['matches'] {
  const fields = foldFields(principal);
  const words = fields.flatMap((field) => field.words.map(({ text }) => text));
  let best: Reading = [];
  let bestTier: number = NO_MATCH + 1;
  for (const reading of readings) {
    const tier = tierOfAll(words, reading);
    if (tier < bestTier) { bestTier = tier; best = reading; }
  }
  const worstOf = (typed: string): number => (words.some((word) => word.includes(typed)) ? MISTAKE - 1 : MISTAKE);
  return fields
    .map((field) => ({ field: field.field, ranges: rangesIn(field, best, worstOf) }))
    .filter(({ ranges }) => ranges.length > 0);
}
