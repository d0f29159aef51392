/** At most so many at once (components.md 1.1). */
export const MOST_PASTED = 200;

/** `Name <mail>` and `mailto:mail` both mean the address. */
function addressOf(entry: string): string {
  const bracketed = /<([^<>\s]+@[^<>\s]+)>\s*$/u.exec(entry)?.[1];
  return (bracketed ?? entry).trim().replace(/^mailto:/iu, '').replace(/^"(.*)"$/u, '$1').trim();
}

/** Spaces part entries only where every word is an address: names have spaces of their own. */
function parts(line: string): string[] {
  const words = line.trim().split(/\s+/u);
  return words.length > 1 && words.every((word) => word.includes('@') && !word.includes('<')) ? words : [line];
}

/** Pasted text as single entries: split on comma, semicolon, line end, tab, or spaces between addresses; trimmed; each once. */
export function splitEntries(text: string): readonly string[] {
  // A quoted name may hold a comma, as in `"Costa, Ana" <ana@example.org>`.
  const entries = (text.match(/(?:"[^"\n\r]*"|[^,;\n\r\t])+/gu) ?? []).flatMap(parts).map(addressOf).filter((entry) => entry !== '');
  return [...new Map(entries.map((entry) => [entry.toLowerCase(), entry])).values()];
}
