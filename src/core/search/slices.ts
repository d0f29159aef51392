/** Work that can rest: it yields often, about once in some hundred small steps. */
export type Sliced<T> = Generator<void, T>;

/** A task of input or painting gets its turn within two frames even on a slow machine. */
const SLICE_MS = 8;

interface Tasks {
  /** Waits for a later task of the event loop. */
  next(): Promise<void>;
  close(): void;
}

/** Not timers: nested ones wait 4 ms each. Node has `setImmediate`; its ports would deliver message after message without a turn for others. */
function openTasks(): Tasks {
  const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => unknown };
  if (setImmediate) return { next: () => new Promise((resolve) => { setImmediate(resolve); }), close: () => undefined };
  const { port1, port2 } = new MessageChannel();
  return {
    next: () => new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    }),
    close: () => port1.close(),
  };
}

/** Runs `work` to its end in slices of about 8 ms, with the event loop free between them. The first slice is a task of its own, unless it begins `atOnce`. */
export async function runInSlices<T>(work: Sliced<T>, { atOnce = false } = {}): Promise<T> {
  const tasks = openTasks();
  try {
    for (let waits = !atOnce; ; waits = true) {
      if (waits) await tasks.next();
      const end = performance.now() + SLICE_MS;
      do {
        const step = work.next();
        if (step.done === true) return step.value;
      } while (performance.now() < end);
    }
  } finally {
    tasks.close();
  }
}

const STEP = 256;

/** Runs `part` over the numbers from 0 to `count`, some hundred at a time. The loops stand in plain functions: engines make generators slow. */
export function* inSteps(count: number, part: (from: number, to: number) => void): Sliced<void> {
  for (let from = 0; from < count; from += STEP) {
    part(from, Math.min(from + STEP, count));
    yield;
  }
}

/** Turns counts, each one place late, into starts. */
export function* sumUp(counts: Uint32Array): Sliced<void> {
  yield* inSteps(counts.length - 1, (from, to) => {
    for (let i = from; i < to; i += 1) counts[i + 1]! += counts[i]!;
  });
}
