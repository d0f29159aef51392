import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { WHOLE, fuzz, lineOf } from './fuzz.js';
import type { Pool } from './mutate.js';
import { targets } from './targets.js';

const SEED = Number(process.env['MYSAFE_SEED'] ?? 20_260_601);

const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as T;

/** All of BLNS, and all of hostile-json.json, as texts and as values. */
function readPool(): Pool {
  const { texts } = read<{ readonly texts: readonly string[] }>('support/data/hostile-json.json');
  return { strings: [...read<readonly string[]>('vectors/data/strings/blns.json'), ...texts], values: texts.map((text) => JSON.parse(text) as unknown) };
}

/** Sends `total` inputs to the public parsers, prints what came of them, and fails where one was uncaught, too slow, or reached nothing. */
export async function holdParsersTo(total: number): Promise<void> {
  assert.equal((await targets()).reduce((sum, { share }) => sum + share, 0), WHOLE);
  console.log(`seed ${SEED} (MYSAFE_SEED)`);
  const clean = Object.getOwnPropertyNames(Object.prototype).join();
  const reports = await fuzz(total, SEED, readPool());
  for (const report of reports) console.log(lineOf(report));
  const sum = (of: (report: (typeof reports)[number]) => number): number => reports.reduce((all, report) => all + of(report), 0);
  console.log(`fuzz: ${sum(({ inputs }) => inputs)} inputs, ${sum(({ problems }) => problems.length)} uncaught or slower than 100 ms`);
  assert.deepEqual(reports.flatMap(({ name, problems }) => problems.map((problem) => `${name}, ${problem}`)), []);
  assert.deepEqual(reports.filter(({ accepted }) => accepted === 0).map(({ name }) => name), [], 'inputs that a parser never takes reach no further than its first check');
  assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), clean);
}
