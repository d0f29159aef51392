/** What a spreadsheet takes for a formula, after white space and letters that nobody sees; tab and line breaks count by themselves (OWASP ASVS 5.0, 1.2.10). */
const FORMULA = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r\n]/u;
/** What ends a cell here or in a program that splits by another mark. */
const NEEDS_QUOTES = /[",;\t\r\n]/;

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180): every row ends with CRLF, and no cell is a formula to the program that opens it. */
export const csvOf = (rows: readonly (readonly string[])[]): string => rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');

/** Saves rows that `csvOf` wrote, as text or as a blob of it, under `name` and the day. Without the mark, Excel takes a file for one in the letters of the system. */
export function saveCsv(name: string, rows: BlobPart): void {
  const [day] = new Date().toISOString().split('T');
  saveFile(`${name}-${day}.csv`, new Blob(['\uFEFF', rows]), 'text/csv;charset=utf-8');
}

/** How long a browser may take to begin reading what it downloads. */
const READ_BY = 60_000;

/** Hands a file to the browser's own downloads. No policy for content stands in the way: nothing is fetched. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, READ_BY);
}
