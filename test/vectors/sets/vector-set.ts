/** What came of one file: the cases that did as the file says, those that did not, and those that are not ours, by reason. */
export interface Tally {
  readonly passed: number;
  /** One line a case, by its number in the file. */
  readonly failed: readonly string[];
  readonly skipped: Readonly<Record<string, number>>;
}

/** One file of vectors, and how our code is held to it. It runs alike in Node and in a browser: no test runner, no file system. */
export interface VectorSet {
  readonly name: string;
  /** Relative to test/vectors/data. */
  readonly file: string;
  /** How many cases must pass: a file that shrank, or a filter that grew, is a failure. */
  readonly due: number;
  /** How many cases the file holds that are not ours. */
  readonly left?: number;
  run(data: never): Promise<Tally>;
}

/** `right` says whether a case did as it should; what it throws is a failure of that case alone. */
export async function tallyOf<C>(cases: readonly C[], nameOf: (one: C) => string, right: (one: C) => Promise<boolean>, skipped: Tally['skipped'] = {}): Promise<Tally> {
  const failed: string[] = [];
  for (const one of cases) {
    const problem = await right(one).then((is) => (is ? undefined : 'another result'), (error: unknown) => String(error));
    if (problem !== undefined) failed.push(`${nameOf(one)}: ${problem}`);
  }
  return { passed: cases.length - failed.length, failed, skipped };
}

/** The line that every run prints, and what is wrong with it, or nothing. */
export function reportOf({ name, due, left = 0 }: VectorSet, { passed, failed, skipped }: Tally): { readonly line: string; readonly problem: string | undefined } {
  const reasons = Object.entries(skipped);
  const leftOut = reasons.map(([reason, count]) => `; skipped ${count}: ${reason}`).join('');
  const counted = reasons.reduce((sum, [, count]) => sum + count, 0);
  const problems = [...failed, ...(passed + failed.length === due ? [] : [`${passed + failed.length} cases instead of ${due}`]), ...(counted === left ? [] : [`${counted} skipped instead of ${left}`])];
  return { line: `${name}: ${passed} of ${due}${leftOut}`, problem: problems.length > 0 ? problems.join('\n') : undefined };
}

export type Bytes = Uint8Array<ArrayBuffer>;

export const fromHex = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const toHex = (bytes: ArrayBuffer | Uint8Array): string =>
  Array.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
