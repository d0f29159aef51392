/** Work that can rest: it yields often, about once in some hundred small steps. */
export type Sliced<T> = Generator<void, T>;

/** A task of input or painting gets its turn within two frames even on a slow machine. */
const SLICE_MS = 8;

/** Runs `work` to its end in slices of about 8 ms, with the event loop free between them. The first slice is a task of its own. */
export async function runInSlices<T>(work: Sliced<T>): Promise<T> {
  // A message, not a timer: nested timers wait 4 ms each. The open port keeps Node running until the work is done, and no longer.
  const { port1, port2 } = new MessageChannel();
  const nextTask = () => new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
  try {
    for (;;) {
      await nextTask();
      const end = performance.now() + SLICE_MS;
      do {
        const step = work.next();
        if (step.done === true) return step.value;
      } while (performance.now() < end);
    }
  } finally {
    port1.close();
  }
}

const RUN = 2_048;
const STEP = 512;

/** The numbers from 0 to `count` in the order of `compare`, which never answers 0 for two of them. A merge sort, since the built-in one can't rest. */
export function* sortInSlices(count: number, compare: (a: number, b: number) => number): Sliced<Uint32Array> {
  let from = Uint32Array.from({ length: count }, (_, i) => i);
  let to = new Uint32Array(count);
  for (let start = 0; start < count; start += RUN) {
    from.subarray(start, start + RUN).sort(compare);
    yield;
  }
  for (let width = RUN; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) yield* merge(from, to, start, width, compare);
    [from, to] = [to, from];
  }
  return from;
}

function* merge(from: Uint32Array, to: Uint32Array, start: number, width: number, compare: (a: number, b: number) => number): Sliced<void> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(middle + width, from.length);
  let left = start;
  let right = middle;
  for (let at = start; at < end; at += 1) {
    const takeLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) < 0);
    to[at] = from[takeLeft ? left++ : right++]!;
    if (at % STEP === 0) yield;
  }
}
