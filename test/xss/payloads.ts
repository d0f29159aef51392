/** Hostile texts, by where they come from. The files are copies, byte for byte, beside their licences in ./data. */
export interface Payloads {
  readonly counts: { readonly lines: number; readonly naughty: number; readonly vectors: number };
  /** The lines of the XSS list, the naughty strings, the vectors of the HTML5 Security Cheatsheet, and its whole page as one text. */
  readonly all: readonly string[];
}

const read = async (file: string): Promise<string> => (await fetch(new URL(`./data/${file}`, import.meta.url))).text();

/** Every payload. @throws where a file does not hold as many as its README says, so that none is lost in silence. */
export async function readPayloads(): Promise<Payloads> {
  const [list, blns, page] = await Promise.all([read('xss-payload-list.txt'), read('blns.json'), read('h5sc-vectors.txt')]);
  const lines = list.replace(/\n$/, '').split('\n');
  const naughty = JSON.parse(blns) as string[];
  const vectors = page.split(/(?=<div id="\d+">)/).slice(1);
  const counts = { lines: lines.length, naughty: naughty.length, vectors: vectors.length };
  if (JSON.stringify(counts) !== '{"lines":6613,"naughty":515,"vectors":139}') throw new Error(`The files of payloads changed: ${JSON.stringify(counts)}`);
  return { counts, all: [...lines, ...naughty, ...vectors, page] };
}

/** About `count` of `all`, evenly spread. */
export function spread<T>(all: readonly T[], count: number): T[] {
  const stride = Math.ceil(all.length / count);
  return all.filter((_, at) => at % stride === 0);
}
