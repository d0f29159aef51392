import type { StorageAdapter, StoredRecord } from '../../src/core/index.js';
import type { Times } from './figures.js';

/** What the browser benches share. */
declare const cpuTime: () => Promise<number>;

export function timesOf(taken: readonly number[]): Times {
  const sorted = [...taken].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
}

/** As `times`, and the median of how long the main thread itself worked: the same on a busy machine. */
export async function timesWithCpu(run: (round: number) => Promise<unknown>, rounds: number): Promise<Times & { readonly cpu: number }> {
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
