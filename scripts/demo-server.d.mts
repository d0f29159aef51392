export interface RunningDemo {
  readonly url: string;
  close(): Promise<void>;
}
/** Resolves when the page can be opened. Port 0, the default, takes a free one. */
export function startDemo(options?: { port?: number }): Promise<RunningDemo>;
