export interface HeldTimers {
  /** How many are waiting. */
  readonly waiting: number;
  /** Their time has come. */
  pass(): void;
  restore(): void;
}

/** Holds back every timer of so many milliseconds: a pause takes no time, and that nothing comes of it can be seen. */
export function holdTimers(milliseconds: number): HeldTimers {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  const held = new Map<number, () => void>();
  let last = 0;
  globalThis.setTimeout = ((run: () => void, delay?: number, ...given: unknown[]) => {
    if (delay !== milliseconds) return realSet(run, delay, ...given);
    held.set(last -= 1, run);
    return last;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (id) => { if (!held.delete(Number(id))) realClear(id); };
  return {
    get waiting() { return held.size; },
    pass() {
      const due = [...held.values()];
      held.clear();
      for (const run of due) run();
    },
    restore: () => Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear }),
  };
}
