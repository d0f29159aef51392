export interface RunningDemo {
  readonly url: string;
  close(): Promise<void>;
}
/** Resolves when the page can be opened. Port 0, the default, takes a free one. `policy` replaces the content security policy. */
export function startDemo(options?: { port?: number; policy?: string }): Promise<RunningDemo>;
