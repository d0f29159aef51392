import { type KeyKeeper, MySafeError, type UnlockRecord, type UserId, fromBase64Url, makeAccountKey, openAccountKey, sealAccountKey, toBase64Url } from '../core/index.js';
import { type Argon2id, type Argon2idCost, USUAL_COST, checkedCost } from './argon2-cost.js';
import { deriveArgon2id } from './derive-argon2id.js';

const KIND = 'passphrase';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const SALT = /^[\w-]{22}$/;

export interface PassphraseKeysOptions {
  /**
   * Where the host serves `mysafe-share/keys/argon2-worker`, a module of one file; on the page's own origin. Default: beside this module, which most bundlers copy.
   * In one single file (`mysafe-share/cdn`) there is no beside: without it, the passphrase is worked on in slices of 10 ms in the page, as wherever no worker can be made.
   * A page that enforces Trusted Types lists the policy `mysafe-share`; its `worker-src` (or `script-src`) allows the URL.
   */
  readonly worker?: URL | string;
  /** Another Argon2id, in place of ours and its worker: WebAssembly takes about half the time and needs `'wasm-unsafe-eval'`. */
  readonly argon2id?: Argon2id;
  /** What new records cost: at least 19 MiB and 2 passes, at most 1 GiB and 10. Default: 3 passes over 64 MiB in 4 lanes (RFC 9106). Old records keep theirs. */
  readonly cost?: Argon2idCost;
}

/** The text a person typed, or nothing. Own fields only: a page's prototypes have no say. */
function passphraseIn(input: unknown): string | undefined {
  const typed: unknown = typeof input === 'object' && input !== null && Object.hasOwn(input, 'passphrase') ? (input as { passphrase: unknown }).passphrase : undefined;
  return typeof typed === 'string' && typed !== '' ? typed : undefined;
}

/** What a record asks for. Refused before any work is done. */
function askedBy({ params }: UnlockRecord): { readonly salt: Uint8Array; readonly cost: Argon2idCost } {
  const { salt } = params;
  if (typeof salt !== 'string' || !SALT.test(salt)) throw new MySafeError('keys/unsafe-parameters', 'The salt of a passphrase record has 16 bytes. A stored record with another one was changed.');
  return { salt: fromBase64Url(salt), cost: checkedCost(params) };
}

/**
 * Keys behind a passphrase: `input` is `{ passphrase: string }`, compared as Unicode NFKC; any but an empty one, since only its length makes it strong.
 * Whoever copies the records has to guess it, at about a second a guess on their own machine (Argon2id). It travels: the passphrase alone unlocks in every browser.
 *
 * `enrol` throws `keys/wrong-input` without a passphrase, and `unlock` refuses with it; a stored record outside of the limits of `cost` is the fault `keys/unsafe-parameters`.
 * The passphrase's bytes and what is derived from them are overwritten after use; the string itself is JavaScript's. Between calls nothing is held.
 * @throws {MySafeError} `keys/unsafe-parameters` where `cost` is outside of its limits.
 */
export function passphraseKeys({ worker, argon2id = (request) => deriveArgon2id(request, worker), cost = USUAL_COST }: PassphraseKeysOptions = {}): KeyKeeper {
  const ownCost = checkedCost(cost);

  /** Lends `use` the key that a passphrase gives under this salt and cost. */
  async function withKey<T>(passphrase: string, salt: Uint8Array, spent: Argon2idCost, use: (key: Uint8Array) => Promise<T>): Promise<T> {
    const password = new TextEncoder().encode(passphrase.normalize('NFKC'));
    try {
      const key: unknown = await argon2id({ password, salt, ...spent });
      if (!(key instanceof Uint8Array) || key.length !== KEY_BYTES) throw new MySafeError('misuse/unfit-key', 'passphraseKeys({ argon2id }) resolves to 32 bytes, as a Uint8Array.');
      return await use(key).finally(() => key.fill(0));
    } finally {
      password.fill(0);
    }
  }

  return Object.freeze({
    kind: KIND,
    asks: 'passphrase' as const,
    async enrol({ actor, input, accountKey: known }: Parameters<KeyKeeper['enrol']>[0]) {
      const passphrase = passphraseIn(input);
      if (passphrase === undefined) throw new MySafeError('keys/wrong-input', 'A passphrase is needed: enrol({ input: { passphrase } }), and not an empty one.');
      const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
      const accountKey = known ? Uint8Array.from(known) : makeAccountKey();
      const place = { kind: KIND, actor, params: { salt: toBase64Url(salt), ...ownCost } };
      return { accountKey, record: await withKey(passphrase, salt, ownCost, (key) => sealAccountKey(accountKey, key, place)) };
    },
    async unlock({ actor, records, input }: { readonly actor: UserId; readonly records: readonly UnlockRecord[]; readonly input?: unknown }) {
      const own = records.filter(({ kind }) => kind === KIND).map((record) => ({ record, ...askedBy(record) }));
      if (own.length === 0) return { ok: false, refusal: { code: 'keys/unavailable' } } as const;
      const passphrase = passphraseIn(input);
      for (const { record, salt, cost: spent } of passphrase === undefined ? [] : own) {
        const opened = await withKey(passphrase!, salt, spent, (key) => openAccountKey(record, key, actor));
        if (opened.ok) return opened;
      }
      return { ok: false, refusal: { code: 'keys/wrong-input' } } as const;
    },
    lock() { /* Nothing is held: each unlock asks for the passphrase. */ },
  });
}
