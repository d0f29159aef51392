import { fold } from './fold.js';

/**
 * Letters that are drawn as another one, after folding: of Cyrillic and Greek, and rare Latin ones, by the letter of the keyboard.
 * By the principle of Unicode's confusables (UTS 39, section 4), cut to what names of people are written in. Greek small letters stand
 * with the letter that they look like; where the capital looks like another one, see `CAPITALS`.
 */
const SHAPES: Readonly<Record<string, string>> = {
  a: '\u0430\u03B1\u0251', b: '\u0432\u044C\u03B2', c: '\u0441', d: '\u0501', e: '\u0435\u03B5', g: '\u050D\u0261', h: '\u043D\u04BB', i: '\u0456\u03B9\u0269',
  j: '\u0458\u03F3\u0237', k: '\u043A\u03BA', l: '1|\u04CF\u01C0', m: '\u043C', n: '\u03B7', o: '0\u043E\u03BF', p: '\u0440\u03C1', q: '\u051B', r: '\u0433', s: '\u0455',
  t: '\u0442\u03C4', u: '\u03C5', v: '\u03BD\u0475', w: '\u051D\u0461\u03C9', x: '\u0445\u03C7', y: '\u0443\u04AF\u03B3', z: '\u03B6', 3: '\u0437',
  "'": '`\u2018\u2019\u201B\u02BC\u02BB\u02BD\u02B9\u2032\uA78C', '-': '\u2010\u2012\u2013\u2014\u2015\u2212\u2043\u058A',
};

/**
 * Capitals that are drawn as something else than their small letters: I as l, Greek \u0397 as H. A capital L is not drawn as l, so it gets a
 * letter of its own: else “Ilse” would look like “Lise”.
 */
const CAPITALS: Readonly<Record<string, string>> = { I: 'l', '\u0406': 'l', '\u0399': 'l', L: '\u029F', '\u0397': 'h', '\u039D': 'n', '\u03A5': 'y', '\u039C': 'm' };

/** Pictures, check marks, padlocks, logos, blank signs: no name has them, a false badge does. */
const PICTURES = /[\p{So}\p{Co}\p{Extended_Pictographic}\p{Emoji_Modifier}\u221A]/gu;
/** What our own window says about people, in brackets behind or before a name. */
const LABEL = '[([{<] ?(?:you|me|owner|admin|verified|official|trusted|added|has access|suspended|first time|outside|private group) ?[)\\]}>]';

let shapes: ReadonlyMap<string, string> | undefined;
let labels: { readonly after: RegExp; readonly before: RegExp } | undefined;

const PLAIN = /^[a-z2-9@._' -]*$/;

function shapeOf(text: string): string {
  shapes ??= new Map(Object.entries(SHAPES).flatMap(([shape, letters]) => [...letters].map((letter) => [letter, shape] as const)));
  const known = shapes;
  return text.replace(/[^a-z2-9@._ ]/gu, (letter) => known.get(letter) ?? letter);
}

function withoutLabels(text: string): string {
  labels ??= { after: new RegExp(`(?: ?${LABEL})+$`, 'u'), before: new RegExp(`^(?:${LABEL} ?)+`, 'u') };
  return text.replace(labels.after, '').replace(labels.before, '');
}

/** A text as it is drawn: folded, without pictures and imitated labels, letters and signs that look alike as one. `skeleton('\u0430dm\u0456n \u2713') === 'admin'`. */
export function skeleton(text: string): string {
  const folded = fold(text);
  if (PLAIN.test(folded)) return tidy(folded);
  const bare = tidy(folded.replace(PICTURES, '').normalize('NFC')) || tidy(folded);
  const shaped = tidy(shapeOf(bare));
  return withoutLabels(shaped) || shaped;
}

/** One space between words, and pairs of letters that are drawn as one. */
const tidy = (text: string): string => text.replace(/\s+/gu, ' ').trim().replace(/rn/g, 'm').replace(/vv/g, 'w');

/** What a text looks like in two ways: as people search, without regard to case, and as it stands there, with its capitals. */
export interface Looks {
  readonly folded: string;
  readonly drawn: string;
}

const DRAWN_CAPITAL = /[IL\u0406\u0399\u0397\u039D\u03A5\u039C]/;

export function looksOf(text: string): Looks {
  const folded = skeleton(text);
  const whole = text.normalize('NFKC');
  if (!DRAWN_CAPITAL.test(whole)) return { folded, drawn: folded };
  return { folded, drawn: skeleton(whole.replace(/[IL\u0406\u0399\u0397\u039D\u03A5\u039C]/g, (capital) => CAPITALS[capital] ?? capital)) };
}

/** Whether somebody can take one text for the other. */
export function looksLike(a: string, b: string): boolean {
  const [one, other] = [looksOf(a), looksOf(b)];
  return one.folded === other.folded || one.drawn === other.drawn;
}

/** Scripts that have letters of the same shapes. */
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u];

/** Whether one word mixes scripts whose letters look alike (UTS 39, section 5). Words of different scripts beside each other are no mixture. */
export function mixesScripts(text: string): boolean {
  if (/^[\0-\u024F]*$/.test(text)) return false;
  const words = text.normalize('NFKC').match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => SCRIPTS.filter((script) => script.test(word)).length > 1);
}
