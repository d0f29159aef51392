/** What a caller can't mend by asking differently. Thrown, never returned. */
export type FaultCode =
  | 'storage/unavailable' | 'storage/outcome-unknown' | 'storage/quota' | 'storage/blocked' | 'storage/newer-schema'
  | 'storage/corrupt' | 'storage/closed' | 'envelope/tampered' | 'chain/forged' | 'chain/rolled-back'
  /** A stored unlock record asks for less work than is safe, or for more than any of ours does: it is not obeyed. */
  | 'keys/unsafe-parameters'
  /** What `unlock` refuses, thrown by a keeper's `enrol`: nothing was made. */
  | 'keys/wrong-input' | 'keys/unavailable'
  | 'misuse/vault-closed' | 'misuse/unknown-actor' | 'misuse/unsupported-browser' | 'misuse/unfit-key' | 'misuse/invalid-directory' | 'misuse/invalid-policy' | 'misuse/command-reused';

/** A broken promise of a store, of sealed bytes or of the caller. `code` is stable; the message says what to do and holds no value. */
export class MySafeError extends Error {
  override readonly name = 'MySafeError';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
