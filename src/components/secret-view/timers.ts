/** The passing of time, so that a test can make it pass. */
export interface Timers {
  /** Milliseconds since some moment; never runs backwards. */
  now(): number;
  /** Calls `run` every so many milliseconds until the returned function is called. */
  every(milliseconds: number, run: () => void): () => void;
  /** Calls `run` once, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void;
}

export const pageTimers: Timers = {
  now: () => performance.now(),
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds);
    return () => { clearInterval(timer); };
  },
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => { clearTimeout(timer); };
  },
};
