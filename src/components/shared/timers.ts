/** Runs something once a condition has held for a while. */
export class Timers {
  readonly #running = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #done = new Set<string>();

  /** Starts waiting when `holds` becomes true, stops when it becomes false. `name`'s first word is the timer, the rest is what it waits for. */
  while(name: string, holds: boolean, milliseconds: number, run: () => void): void {
    const family = name.split(' ', 1)[0] ?? name;
    for (const other of [...this.#running.keys(), ...this.#done]) if (other !== name && other.split(' ', 1)[0] === family) this.#stop(other);
    if (!holds) this.#stop(name);
    else if (!this.#running.has(name) && !this.#done.has(name)) {
      this.#running.set(name, setTimeout(() => {
        this.#running.delete(name);
        this.#done.add(name);
        run();
      }, milliseconds));
    }
  }

  #stop(name: string): void {
    clearTimeout(this.#running.get(name));
    this.#running.delete(name);
    this.#done.delete(name);
  }

  clear(): void {
    for (const name of [...this.#running.keys(), ...this.#done]) this.#stop(name);
  }
}
