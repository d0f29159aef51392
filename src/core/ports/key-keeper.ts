import type { UserId } from '../model/ids.js';
import type { Result } from '../model/refusal.js';

/** Kept in the account record. Opens nothing without the keeper's part. */
export interface UnlockRecord {
  readonly kind: string;
  readonly params: Record<string, unknown>;
  /** The account key, sealed: base64url. */
  readonly sealed: string;
}

/** How a person's private keys are unlocked. */
export interface KeyKeeper {
  readonly kind: string;
  /** What it needs a person for: a passphrase as `{ passphrase }`, or a press on a button. Absent: nothing, and it is asked as soon as a vault opens. */
  readonly asks?: 'passphrase' | 'press';
  /**
   * Makes the first account key (32 random bytes) and what is kept to unlock it again: plain data of this keeper's kind. The key is the caller's to overwrite.
   * With `accountKey`, another way to that one is made, and a copy of it comes back.
   */
  enrol(request: { readonly actor: UserId; readonly input?: unknown; readonly accountKey?: Uint8Array }): Promise<{ readonly accountKey: Uint8Array; readonly record: UnlockRecord }>;
  /** `keys/unavailable` where none of the records is this keeper's or its part is not here; `keys/wrong-input` where the input does not open it. */
  unlock(request: { readonly actor: UserId; readonly records: readonly UnlockRecord[]; readonly input?: unknown }): Promise<Result<{ readonly accountKey: Uint8Array }>>;
  /** Forgets what it holds in memory and can be derived again: after it, `unlock` works as before. Never throws. */
  lock(): void;
}
