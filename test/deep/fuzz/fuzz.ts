import { MySafeError } from '../../../src/core/index.js';
import { type Pool, mutateText, mutateValue } from './mutate.js';
import { type Random, randomFrom } from './random.js';
import { type Target, targets } from './targets.js';

/** Goal 6 of security.md, section 5. */
export const WHOLE = 1_000_000;
const LONGEST_MS = 100;
const MOST_CHANGES = 4;
/** What took long is taken again, and the shortest counts: a machine that paused is not a parser that hangs. */
const TRIES = 3;

export interface TargetReport {
  readonly name: string;
  readonly inputs: number;
  readonly accepted: number;
  readonly refused: number;
  readonly slowestMs: number;
  /** What was thrown without a code, or took too long: by the number of the input, never its text. */
  readonly problems: readonly string[];
}

function inputFor({ valid, ofTexts }: Target, random: Random, pool: Pool): unknown {
  const isHostile = random.below(4) === 0;
  let input = ofTexts ? (isHostile ? random.oneOf(pool.strings) : random.oneOf(valid)) : isHostile ? random.oneOf(pool.values) : random.oneOf(valid);
  const changes = random.below(MOST_CHANGES + 1);
  for (let change = 0; change < changes; change += 1) input = ofTexts ? mutateText(input as string, random, pool) : mutateValue(input, random, pool);
  return input;
}

async function attempt(target: Target, input: unknown): Promise<{ readonly taken: boolean; readonly ms: number; readonly problem?: string }> {
  const start = performance.now();
  try {
    const answer = target.take(input);
    const taken = typeof answer === 'boolean' ? answer : await answer;
    return { taken, ms: performance.now() - start };
  } catch (error) {
    const coded = error instanceof MySafeError || (error instanceof DOMException && error.name === target.throws);
    return { taken: false, ms: performance.now() - start, ...(!coded && { problem: `threw ${error instanceof Error ? error.name : typeof error}` }) };
  }
}

async function fuzzOne(target: Target, inputs: number, random: Random, pool: Pool): Promise<TargetReport> {
  const problems: string[] = [];
  let [accepted, slowestMs] = [0, 0];
  for (let at = 0; at < inputs; at += 1) {
    const input = inputFor(target, random, pool);
    const { taken, ms: first, problem } = await attempt(target, input);
    let ms = first;
    for (let again = 1; ms > LONGEST_MS && again < TRIES; again += 1) ms = Math.min(ms, (await attempt(target, input)).ms);
    if (taken) accepted += 1;
    else if (target.takesAll && !problem) problems.push(`input ${at} broke a promise`);
    slowestMs = Math.max(slowestMs, ms);
    if (problem) problems.push(`input ${at} ${problem}`);
    if (ms > LONGEST_MS) problems.push(`input ${at} took ${ms.toFixed()} ms`);
  }
  return { name: target.name, inputs, accepted, refused: inputs - accepted, slowestMs, problems };
}

/** Sends `total` inputs in all to the parsers, each its share. The same seed and total, the same inputs. */
export async function fuzz(total: number, seed: number, pool: Pool): Promise<readonly TargetReport[]> {
  const all = await targets();
  const reports: TargetReport[] = [];
  for (const [at, target] of all.entries()) reports.push(await fuzzOne(target, Math.ceil(target.share * total / WHOLE), randomFrom(seed + at), pool));
  return reports;
}

export const lineOf = ({ name, inputs, accepted, refused, slowestMs, problems }: TargetReport): string =>
  `${name}: ${inputs} inputs, ${accepted} taken, ${refused} refused, ${problems.length} uncaught or too slow, slowest ${slowestMs.toFixed(1)} ms`;
