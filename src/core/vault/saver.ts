/** Keeps what changes, in the background. */
export interface Saver {
  /** Notes that something changed. */
  changed(): void;
  /** What `work` changes is kept once, after it. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Goes on with what could not be kept before. */
  resume(): void;
  settled(): Promise<void>;
}

/** Calls `save` soon after a change while `may` holds: one at a time, and once more for what changed meanwhile. What it fails to keep waits for the next change. */
export function saver(save: () => Promise<void>, may: () => boolean): Saver {
  let dirty = false;
  let atWork = 0;
  let saving: Promise<void> | undefined;
  const isDue = (): boolean => dirty && atWork === 0 && may();

  async function saveAll(): Promise<void> {
    while (isDue()) {
      dirty = false;
      await save().catch(() => undefined);
    }
    saving = undefined;
  }

  function resume(): void {
    if (isDue()) saving ??= Promise.resolve().then(saveAll);
  }

  return {
    resume,
    changed() {
      dirty = true;
      resume();
    },
    async together(work) {
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
        resume();
      }
    },
    settled: async () => saving,
  };
}
