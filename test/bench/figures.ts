export interface Times { readonly median: number; readonly worst: number }

/** How long each round took, in ms; what `restore` does after it is not counted. */
export async function times(run: (round: number) => Promise<unknown>, rounds: number, restore?: () => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await run(round);
    taken.push(performance.now() - start);
    await restore?.();
  }
  taken.sort((a, b) => a - b);
  return { median: taken[Math.floor(taken.length / 2)] ?? 0, worst: taken.at(-1) ?? 0 };
}

/** A fixed piece of work: how far the machine itself swings while the rest is measured. */
export function noise(): string {
  const taken = Array.from({ length: 20 }, () => {
    const start = performance.now();
    let sum = 0;
    for (let at = 0; at < 5_000_000; at += 1) sum = (sum * 31 + at) | 0;
    return performance.now() - start + (sum === 0.5 ? 1 : 0);
  }).sort((a, b) => a - b);
  return `noise of a fixed loop: ${((taken.at(-2) ?? 0) / (taken[0] ?? 1)).toFixed(2)} x between its best and second worst of 20`;
}

export interface Figures {
  /** Prints a median beside its target, both in ms. */
  line(what: string, taken: Times, target: number): Promise<void>;
  /** Fails where a target was not reached. Every figure is printed before. */
  finish(): void;
}

export function figures(report: (line: string) => Promise<void>): Figures {
  const missed: string[] = [];
  return {
    async line(what, { median, worst }, target) {
      if (median > target) missed.push(what);
      await report(`  ${what.padEnd(62)} median ${median.toFixed(1).padStart(7)} ms  worst ${worst.toFixed(1).padStart(7)} ms  target ${target} ms: ${median <= target ? 'reached' : 'NOT reached'}`);
    },
    finish() {
      if (missed.length > 0) throw new Error(`not reached: ${missed.join('; ')}`);
    },
  };
}
