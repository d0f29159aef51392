import { type KeyKeeper, MySafeError, makeAccountKey, openAccountKey, sealAccountKey } from '../core/index.js';

const KIND = 'host';

/** An AES-GCM key, or where it comes from; a function is asked each time. */
export type HostKey = CryptoKey | Promise<CryptoKey> | (() => CryptoKey | Promise<CryptoKey>);

/** Each line is one ability: the two usages do the same to an account key. */
const SEALS: readonly KeyUsage[] = ['encrypt', 'wrapKey'];
const OPENS: readonly KeyUsage[] = ['decrypt', 'unwrapKey'];

function fit(key: CryptoKey, ...abilities: readonly (readonly KeyUsage[])[]): CryptoKey {
  if (key?.algorithm?.name === 'AES-GCM' && abilities.every((usages) => usages.some((usage) => key.usages.includes(usage)))) return key;
  throw new MySafeError('misuse/unfit-key', 'hostKeys({ key }) takes an AES-GCM CryptoKey with the usages encrypt and decrypt, or wrapKey and unwrapKey.');
}

/**
 * Keys under a key that the host holds: in its KMS or HSM, or given out for a session. Nothing to type, and whoever holds that key can unlock: the host can.
 * It protects from the storage and from whoever reads this browser profile. 256 bits are right; it need not be extractable, and is never stored.
 * Another key than the one that enrolled is `keys/wrong-input`. What `key` itself throws, `enrol` and `unlock` throw; a key of another kind is `misuse/unfit-key`.
 */
export function hostKeys({ key }: { readonly key: HostKey }): KeyKeeper {
  const take = async (): Promise<CryptoKey> => (typeof key === 'function' ? key() : key);
  return Object.freeze({
    kind: KIND,
    async enrol({ actor, accountKey: known }: Parameters<KeyKeeper['enrol']>[0]) {
      const wrappingKey = fit(await take(), SEALS, OPENS);
      const accountKey = known ? Uint8Array.from(known) : makeAccountKey();
      return { accountKey, record: await sealAccountKey(accountKey, wrappingKey, { kind: KIND, actor, params: {} }) };
    },
    async unlock({ actor, records }: Parameters<KeyKeeper['unlock']>[0]) {
      const own = records.filter((record) => record.kind === KIND);
      if (own.length === 0) return { ok: false, refusal: { code: 'keys/unavailable' } } as const;
      const wrappingKey = fit(await take(), OPENS);
      for (const record of own) {
        const opened = await openAccountKey(record, wrappingKey, actor);
        if (opened.ok) return opened;
      }
      return { ok: false, refusal: { code: 'keys/wrong-input' } } as const;
    },
    lock() { /* Nothing is held: each unlock asks for the host's key. */ },
  });
}
