import { readFileSync } from 'node:fs';
import type { Principal, User } from '../../src/core/model/principal.js';
import { type PrincipalIndex, createPrincipalIndex } from '../../src/core/search/principal-index.js';
import { makePeople } from '../support/people.js';
import { type TypedQueries, makeQueries } from '../support/typed-queries.js';
import { type Engine, miniSearchEngine, ourEngine, uFuzzyEngine } from './search-peers.js';

/** `node --import tsx --expose-gc test/bench/search.bench.ts` */
const SEED = 20_260_101;
const people = makePeople(100_000, SEED);
const collectGarbage = (globalThis as { gc?: () => void }).gc ?? (() => undefined);

const timeOf = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
const ms = (time: number): string => `${time.toFixed(time < 10 ? 3 : 0)} ms`;
function target(what: string, value: string, reached: boolean): void {
  if (!reached) process.exitCode = 1;
  console.log(`${what}: ${value} (${reached ? 'reached' : 'NOT reached'})`);
}

/** The same work all the time: what its times differ by is the machine's doing. */
const noise: number[] = [];
function measureNoise(): void {
  for (let round = 0; round < 20; round += 1) {
    noise.push(timeOf(() => { let x = 1; for (let i = 0; i < 400_000; i += 1) x = Math.imul(x ^ i, 0x0100_0193); return x; }));
  }
}

/** How long this thread has been on a processor, in ms: on Linux without the time that other programs took, elsewhere by the clock. */
function processorTime(): number {
  try { return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6; } catch { return performance.now(); }
}

interface Watched<T> { readonly value: T; readonly took: number; readonly worked: number; readonly longest: number; readonly longestWork: number }

/** How long `work` took, by the clock and on the processor, and the longest time between two turns of the event loop meanwhile. */
async function watchBlocks<T>(work: () => Promise<T>): Promise<Watched<T>> {
  let watching = true;
  let [longest, longestWork] = [0, 0];
  const [start, startWork] = [performance.now(), processorTime()];
  let [last, lastWork] = [start, startWork];
  const beat = (): void => {
    const [now, work] = [performance.now(), processorTime()];
    longest = Math.max(longest, now - last);
    longestWork = Math.max(longestWork, work - lastWork);
    [last, lastWork] = [now, work];
    if (watching) setImmediate(beat);
  };
  setImmediate(beat);
  const value = await work();
  watching = false;
  return { value, took: performance.now() - start, worked: processorTime() - startWork, longest, longestWork };
}

async function memoryInUse(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => { setTimeout(resolve, 20); }); // array buffers are freed a little later
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Reads every letter once, so that texts put together from pieces are whole before memory is compared. */
const touch = (principals: readonly Principal[]): number =>
  principals.reduce((sum, one) => sum + (/\uFFFF/.test(`${one.id}`) || /\uFFFF/.test(one.name) || (one.kind === 'user' && (/\uFFFF/.test(one.username) || /\uFFFF/.test(one.email ?? ''))) ? 1 : 0), 0);

async function benchBuild(): Promise<PrincipalIndex> {
  touch(people);
  await createPrincipalIndex(people.slice(0, 5_000)); // lets the engine compile
  const before = await memoryInUse();
  const builds = [];
  for (let round = 0; round < 3; round += 1) builds.push(await watchBlocks(() => createPrincipalIndex(people)));
  const kept = builds[2]!.value;
  builds.forEach((build) => { (build as { value?: unknown }).value = undefined; });
  const memory = (await memoryInUse() - before) / 1e6;
  console.log('\n100,000 principals: build');
  const worked = Math.min(...builds.map((build) => build.worked));
  target('build on the processor, best of 3, at most 1,500 ms', `${ms(worked)} (by the clock: ${builds.map(({ took }) => ms(took)).join(', ')})`, worked <= 1_500);
  const longest = Math.min(...builds.map((build) => build.longestWork));
  target('longest block on the processor, best of 3, less than 50 ms', `${ms(longest)} (by the clock: ${builds.map((build) => ms(build.longest)).join(', ')})`, longest < 50);
  target('memory beside the principals, at most 50 MB', `${memory.toFixed(1)} MB`, memory <= 50);
  return kept;
}

function benchChanges(index: PrincipalIndex): void {
  const newcomer = (i: number): User => ({ kind: 'user', id: `user:new-${i}`, name: `Nova Pessoa ${i}`, username: `nova.pessoa${i}`, email: `nova.pessoa${i}@example.org`, status: 'active' });
  const adds = Array.from({ length: 1_000 }, (_, i) => { const one = newcomer(i); return timeOf(() => index.add(one)); });
  const removes = Array.from({ length: 1_000 }, (_, i) => timeOf(() => index.remove(people[i * 50]!.id)));
  console.log('\nchanges');
  for (const [name, times] of [['add', adds], ['remove', removes]] as const) {
    const [p50, p99] = [quantile(times, 0.5) * 1_000, quantile(times, 0.99) * 1_000];
    target(`${name} one, at most 50 µs`, `p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs`, p99 <= 50);
  }
}

interface Measured {
  /** Per kind the best of the times of each query: what it costs. */
  readonly best: ReadonlyMap<string, readonly number[]>;
  /** Every asking, with what else the machine did meanwhile. */
  readonly every: readonly number[];
}

/** Asks each query `rounds` times, after a warm-up. */
function measure(find: Engine['find'], queries: TypedQueries, rounds: number): Measured {
  for (const list of Object.values(queries)) for (const text of list.slice(0, 20)) find(text);
  const every: number[] = [];
  const best = new Map(Object.entries(queries).map(([kind, list]) => [kind, list.map((text) => {
    const times = Array.from({ length: rounds }, () => timeOf(() => find(text)));
    every.push(...times);
    return Math.min(...times);
  })]));
  measureNoise();
  return { best, every };
}

const ROUNDS = 12;
const p99 = (times: readonly number[]): number => quantile(times, 0.99);
const shown = (times: readonly number[]): string => `${ms(quantile(times, 0.5))} / ${ms(p99(times))}`;
const worstOf = ({ best }: Measured): number => Math.max(...[...best.values()].map(p99));

function benchKeystrokes(index: PrincipalIndex): void {
  const find = (text: string): readonly string[] => index.search(text).map(({ principal }) => principal.id);
  const many = makeQueries(people, 200, SEED);
  const { 'long garbage': _garbage, ...few } = makeQueries(people, 15, SEED); // a peer took 75 s for one line of garbage
  const ours = measure(find, many, ROUNDS);
  const alike = measure(find, few, ROUNDS);
  const peers = [miniSearchEngine(people), uFuzzyEngine(people)].map((engine) => ({ name: engine.name, ...measure(engine.find, few, 3) }));
  console.log(`\n100,000 principals: a keystroke, p50 / p99 of the best of ${ROUNDS} askings (seed ${SEED}; ours 200 queries a kind, peers 15, best of 3, and no garbage)`);
  for (const [kind, times] of ours.best) {
    const others = peers.flatMap(({ name, best }) => (best.has(kind) ? [`${name} ${shown(best.get(kind)!)}`] : []));
    console.log([kind.padEnd(13), shown(times), ...others].join('   '));
  }
  target('p99 of the worst kind, at most 2 ms', ms(worstOf(ours)), worstOf(ours) <= 2);
  console.log(`p99 of every asking, with the machine's noise: ${ms(p99(ours.every))}`);
  const all = ({ best }: Measured): number => p99([...best.values()].flat());
  for (const peer of peers) {
    const ratio = all(peer) / all(alike);
    target(`p99 of the same queries at least 8 times better than ${peer.name}`, `${ms(all(alike))} and ${ms(all(peer))}, ${ratio.toFixed(0)}x`, ratio >= 8);
  }
  const weighed = measure((text) => index.search(text, { weightOf: (id) => id.length % 7 }).map(({ principal }) => principal.id), makeQueries(people, 60, SEED), ROUNDS);
  console.log(`with weights: worst kind ${ms(worstOf(weighed))}`);
}

async function benchMillion(): Promise<void> {
  const million = makePeople(1_000_000, SEED);
  const { value: index, took, worked, longest, longestWork } = await watchBlocks(() => createPrincipalIndex(million));
  const measured = measure((text) => index.search(text).map(({ principal }) => principal.id), makeQueries(million, 100, SEED), ROUNDS);
  console.log(`\n1,000,000 principals: build ${ms(worked)} on the processor (${ms(took)} by the clock), longest block ${ms(longestWork)} (${ms(longest)})`);
  console.log([...measured.best].map(([kind, times]) => `${kind} ${shown(times)}`).join(', '));
  target('p99 of the worst kind, at most 15 ms', ms(worstOf(measured)), worstOf(measured) <= 15);
}

interface JudgedQuery { readonly query: string; readonly expect: readonly string[]; readonly within: number }

async function benchJudged(): Promise<void> {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../support/${name}.json`, import.meta.url), 'utf8'));
  const directory = read('judged-directory') as readonly Principal[];
  const queries = read('judged-queries') as readonly JudgedQuery[];
  console.log('\njudged queries');
  for (const engine of [await ourEngine(directory), miniSearchEngine(directory), uFuzzyEngine(directory)]) {
    const good = queries.filter(({ query, expect, within }) => {
      const first = engine.find(query).slice(0, within);
      return expect.every((id) => first.includes(id));
    });
    const line = `${good.length} of ${queries.length}`;
    if (engine.name === 'mysafe-share') target('mysafe-share, all', line, good.length === queries.length); else console.log(`${engine.name}: ${line}`);
  }
}

measureNoise();
const index = await benchBuild();
measureNoise();
benchKeystrokes(index);
benchChanges(index);
await benchJudged();
await benchMillion();
measureNoise();
console.log(`\nnoise: the same loop took p50 ${ms(quantile(noise, 0.5))}, p99 ${ms(p99(noise))}, worst ${ms(Math.max(...noise))} over the run`);
