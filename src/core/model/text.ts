// Cc: controls. Cf without the joiners U+200C and U+200D, which Persian, Indic scripts and emoji need: zero-width and bidirectional
// characters, soft hyphens, tags. They can make two names look alike (vectors/authored/lookalike-names.json).
// Cs: half a surrogate pair, which UTF-8 can't hold.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
const JOINERS = '\u200C\u200D';

/** A name as it is stored: composed (NFC), without hidden characters, white space folded to single spaces, trimmed. */
export function cleanText(text: string): string {
  return text
    .replace(/\s/gu, ' ')
    .replace(HIDDEN, (character) => (JOINERS.includes(character) ? character : ''))
    // only now: what was hidden between two spaces, or a letter and its accent, kept them apart
    .normalize('NFC')
    .replace(/ +/gu, ' ')
    .replace(/^[\s\u200C\u200D]+|[\s\u200C\u200D]+$/gu, '');
}
