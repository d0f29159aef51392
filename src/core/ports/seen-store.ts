import type { UserId } from '../model/ids.js';

/**
 * Where a device remembers how far it has seen an account, outside of the authority's reach: one number for each set of keys.
 * With it, an authority that puts everything back to an older state is noticed by whoever was here before. Neither method ever rejects.
 */
export interface SeenStore {
  /** The highest number that was put for these keys; `undefined` where nothing is known. */
  get(account: { readonly actor: UserId; readonly key: string }): Promise<number | undefined>;
  /** Keeps the number, unless a higher one is there: another tab may have been faster. */
  put(account: { readonly actor: UserId; readonly key: string }, seen: number): Promise<void>;
}
