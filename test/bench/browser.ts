import type { StorageAdapter, StoredRecord } from '../../src/core/index.js';

/** What the browser benches share: the page that runs them prints what is reported. */
declare const report: (line: string) => Promise<void>;
declare const cpuTime: () => Promise<number>;

export interface Times { readonly best: number; readonly median: number; readonly worst: number; readonly cpu?: number }

export function timesOf(taken: readonly number[]): Times {
  const sorted = [...taken].sort((a, b) => a - b);
  return { best: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
}

export async function times(run: (round: number) => Promise<unknown>, rounds: number): Promise<Times> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await run(round);
    taken.push(performance.now() - start);
  }
  return timesOf(taken);
}

/** As `times`, and the median of how long the main thread itself worked: the same on a busy machine. */
export async function timesWithCpu(run: (round: number) => Promise<unknown>, rounds: number): Promise<Times> {
  const worked: number[] = [];
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [idle, before] = [await cpuTime(), await cpuTime()];
    const start = performance.now();
    await run(round);
    taken.push(performance.now() - start);
    worked.push(Math.max(0, await cpuTime() - before - (before - idle))); // asking takes time as well
  }
  return { ...timesOf(taken), cpu: timesOf(worked).median };
}

/** A fixed piece of work: how far the machine itself swings while the rest is measured. */
export function noise(): number {
  const taken = Array.from({ length: 20 }, () => {
    const start = performance.now();
    let sum = 0;
    for (let at = 0; at < 5_000_000; at += 1) sum = (sum * 31 + at) | 0;
    return performance.now() - start + (sum === 0.5 ? 1 : 0);
  }).sort((a, b) => a - b);
  return (taken.at(-2) ?? 0) / (taken[0] ?? 1);
}

export const line = (what: string, { best, median, worst, cpu }: Times, target: number): Promise<void> =>
  report(`  ${what.padEnd(64)} best ${best.toFixed(1).padStart(7)} ms  median ${median.toFixed(1).padStart(7)} ms  worst ${worst.toFixed(1).padStart(7)} ms  target ${target} ms: ${median <= target ? 'reached' : 'NOT reached'}${cpu === undefined ? '' : `  main thread ${cpu.toFixed(1)} ms`}`);

export const unwrap = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

export const MANY = 10_000;

/** Copies of a real record under fresh ids, through the adapter's own commit: sealing 10,000 would only measure sealing. */
export async function fill(storage: StorageAdapter, original: StoredRecord): Promise<void> {
  const id = (at: number): string => `bench${String(at).padStart(17, '0')}`;
  for (let start = 0; start < MANY; start += 500) {
    const puts = Array.from({ length: 500 }, (_, offset): StoredRecord => {
      const at = start + offset;
      const label = { name: `Secret ${(at * 7919) % MANY}`, url: `https://service-${at % 97}.example`, tags: [`team-${at % 12}`] };
      const row = { ...original.row!, secretId: id(at), label, folded: `${label.name.toLowerCase()}\n${label.url}\n\n${label.tags[0]}` };
      return { ...original, ref: { kind: 'secret', id: id(at) }, revision: 1, body: { ...(original.body as object), id: id(at), label }, row };
    });
    const written = await storage.commit({
      command: `fill-${start}`, digest: 'fill', expect: puts.map(({ ref }) => ({ ref, revision: 'absent' as const })), puts, deletes: [], readers: [], result: null,
      entry: { command: `fill-${start}`, actor: 'user:p0', at: new Date(), steps: [] },
    });
    if (written.kind !== 'written') throw new Error(written.kind);
  }
}
