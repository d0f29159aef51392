import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'base64' | 'base64url' | 'hex';
export const ENCODINGS: readonly Encoding[] = ['UTF-8', 'UTF-16LE', 'base64', 'base64url', 'hex'];

/** Something that must not lie in a file, and what it is. */
export interface Sought { readonly what: string; readonly bytes: Buffer }
export interface Hit { readonly what: string; readonly encoding: Encoding; readonly file: string }
interface Piece { readonly of: Sought; readonly encoding: Encoding; readonly bytes: Buffer }

/** The tables of a database are compressed, which may break a run of bytes somewhere: a piece of this many letters is as good as the whole, and no accident. */
const PIECE_LETTERS: Readonly<Record<Encoding, number>> = { 'UTF-8': 10, 'UTF-16LE': 10, 'base64': 12, 'base64url': 12, 'hex': 16 };

/** Base64 as it would stand in a longer text: from each of the three alignments, without what its neighbours decide. */
const aligned = (bytes: Buffer): string[] => [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').slice(shift === 0 ? 0 : shift + 1, -4));

/** Where `wide`, each letter takes two bytes, as in the strings of a page that hold any letter beyond Latin. */
function cut(letters: Buffer, size: number, wide: boolean): Buffer[] {
  const whole = Array.from({ length: Math.floor(letters.length / size) }, (_, at) => letters.subarray(at * size, (at + 1) * size));
  return wide ? whole.map((piece) => Buffer.from(piece.toString('latin1'), 'utf16le')) : whole;
}

function piecesOf(of: Sought): Piece[] {
  const base64 = aligned(of.bytes);
  const hex = of.bytes.toString('hex');
  const texts: readonly (readonly [Encoding, readonly string[]])[] = [
    ['base64', base64], ['base64url', base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))], ['hex', [hex, hex.toUpperCase()]],
  ];
  const pieces = (encoding: Encoding, letters: Buffer, wide: boolean): Piece[] => cut(letters, PIECE_LETTERS[encoding], wide).map((bytes) => ({ of, encoding, bytes }));
  return [
    ...pieces('UTF-8', of.bytes, false), ...pieces('UTF-16LE', of.bytes, true),
    ...texts.flatMap(([encoding, all]) => all.flatMap((text) => [false, true].flatMap((wide) => pieces(encoding, Buffer.from(text, 'latin1'), wide)))),
  ];
}

const hash = (word: number): number => Math.imul(word, 0x9e3779b1) >>> 8;

/** Pieces by their first four bytes, behind a table that answers for nearly every place that none begins there. */
class Index {
  readonly #maybe = new Uint8Array(1 << 24);
  readonly #byStart = new Map<number, Piece[]>();

  constructor(pieces: readonly Piece[]) {
    for (const piece of pieces) {
      const start = piece.bytes.readInt32LE(0);
      this.#maybe[hash(start)] = 1;
      const others = this.#byStart.get(start);
      if (others) others.push(piece);
      else this.#byStart.set(start, [piece]);
    }
  }

  *in(file: Buffer): Generator<Piece> {
    let word = file.length < 4 ? 0 : file.readInt32LE(0);
    for (let at = 0; at + 4 <= file.length; at += 1) {
      if (this.#maybe[hash(word)] === 1) {
        for (const piece of this.#byStart.get(word) ?? []) if (file.subarray(at, at + piece.bytes.length).equals(piece.bytes)) yield piece;
      }
      word = (word >>> 8) | ((file[at + 4] ?? 0) << 24);
    }
  }
}

export interface Searched { readonly files: number; readonly bytes: number; readonly tables: number; readonly hits: readonly Hit[] }

/** Looks for each of these, in 5 encodings, in every file below a folder. `tables`: how many files a database has compacted. */
export async function searchFiles(folder: string, sought: readonly Sought[]): Promise<Searched> {
  const index = new Index(sought.flatMap(piecesOf));
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const hits = new Map<string, Hit>();
  let bytes = 0;
  for (const { parentPath, name } of entries) {
    const path = join(parentPath, name);
    const contents = await readFile(path);
    bytes += contents.length;
    for (const { of: { what }, encoding } of index.in(contents)) hits.set(`${what} ${encoding} ${path}`, { what, encoding, file: path.slice(folder.length + 1) });
  }
  return { files: entries.length, bytes, tables: entries.filter(({ name }) => name.endsWith('.ldb')).length, hits: [...hits.values()] };
}
