// Cc: controls. Cf: zero-width and bidirectional characters, soft hyphens, tags. Cs: half a surrogate pair, which UTF-8 can't hold.
// Then what else is drawn as nothing: the grapheme joiner, the fillers of Hangul and Khmer, the blank of Braille.
// They can make two names look alike (vectors/authored/lookalike-names.json).
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0]/gu;
// What joins or varies the character before it: Persian, Indic scripts, Mongolian, ideographs and emoji need it. Behind any other it is hidden.
const FOLLOWERS = '\\u200C\\u200D\\u180B-\\u180D\\u180F\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}';
const FOLLOWER = new RegExp(`[${FOLLOWERS}]`, 'u');
const FOLLOWED = new RegExp(`(^|[^${FOLLOWERS}])([${FOLLOWERS}]+)`, 'gu');
const TAKES_NONE = /^(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Z}\p{P}\p{N}\u0300-\u036F]|)$/u;

/** A text without the characters that nobody sees. White space is seen. */
function withoutHidden(text: string): string {
  return text
    .replace(HIDDEN, (character) => (FOLLOWER.test(character) || /\s/u.test(character) ? character : ''))
    .replace(FOLLOWED, (_, before: string, followers: string) => before + (TAKES_NONE.test(before) ? '' : followers.replace(/(.)\1+/gu, '$1')));
}

/** Whether a text has characters that nobody sees. */
export const hidesCharacters = (text: string): boolean => !/^[\x20-\x7E]*$/.test(text) && withoutHidden(text) !== text;

/** A name as it is stored: composed (NFC), without hidden characters, white space folded to single spaces, trimmed. */
export function cleanText(text: string): string {
  // composed only now: what was hidden between two spaces, or a letter and its accent, kept them apart
  return withoutHidden(text.replace(/\s/gu, ' '))
    .normalize('NFC')
    .replace(/ +/gu, ' ')
    .replace(/^[\s\u200C\u200D]+|[\s\u200C\u200D]+$/gu, '');
}
