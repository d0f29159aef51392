import type { SeenStore } from '../core/index.js';

const keyOf = (name: string, { actor, key }: Parameters<SeenStore['get']>[0]): string => `mysafe-share ${name} ${actor} ${key}`;

/** Remembers in this browser's `localStorage` how far an account was seen; pass it to `openVault({ seen })`. Where site data is blocked, nothing is known. */
export function deviceSeen({ name }: { readonly name: string }): SeenStore {
  const attempt = <T>(work: () => T): Promise<T | undefined> => {
    try {
      return Promise.resolve(work());
    } catch {
      return Promise.resolve(undefined);
    }
  };
  const read = (account: Parameters<SeenStore['get']>[0]): number | undefined => {
    const seen = Number(localStorage.getItem(keyOf(name, account)) ?? NaN);
    return Number.isSafeInteger(seen) ? seen : undefined;
  };
  return Object.freeze({
    get: (account: Parameters<SeenStore['get']>[0]) => attempt(() => read(account)),
    put: (account: Parameters<SeenStore['get']>[0], seen: number) => attempt(() => localStorage.setItem(keyOf(name, account), String(Math.max(seen, read(account) ?? 0)))),
  });
}
