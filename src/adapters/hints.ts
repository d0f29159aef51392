/** Tells that something was committed: to the watchers here, and to those in other tabs. */
export interface Hints {
  watch(hint: () => void): () => void;
  tell(): void;
  close(): void;
}

/** Hints over a `BroadcastChannel`; where there is none, to the watchers here alone. */
export function broadcastHints(name: string): Hints {
  const watchers = new Map<symbol, () => void>();
  let channel: BroadcastChannel | undefined;
  let closed = false;

  function ring(): void {
    for (const key of watchers.keys()) queueMicrotask(() => watchers.get(key)?.()); // one that throws must not keep the others from hearing
  }
  function connect(): BroadcastChannel | undefined {
    if (channel || closed || typeof BroadcastChannel === 'undefined') return channel;
    try {
      channel = new BroadcastChannel(`mysafe-share:${name}`);
    } catch {
      return undefined; // an opaque origin has no other tabs
    }
    channel.onmessage = ring;
    return channel;
  }
  return {
    watch(hint) {
      connect();
      const key = Symbol('watcher');
      watchers.set(key, hint);
      return () => void watchers.delete(key);
    },
    tell() {
      ring();
      connect()?.postMessage('committed');
    },
    close() {
      closed = true;
      watchers.clear();
      channel?.close();
      channel = undefined;
    },
  };
}
