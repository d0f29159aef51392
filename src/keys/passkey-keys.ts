import { type KeyKeeper, MySafeError, type UnlockRecord, type UserId, deriveWrappingKey, fromBase64Url, makeAccountKey, openAccountKey, sealAccountKey, toBase64Url } from '../core/index.js';
import { type KnownPasskey, type PasskeyAnswer, askPasskeys, canAskPasskeys, isDeclined, makePasskey } from './passkey.js';

const KIND = 'passkey';
const SALT_BYTES = 32;
const BASE64URL = /^[\w-]+$/;
const isBase64Url = (text: unknown): text is string => typeof text === 'string' && BASE64URL.test(text) && text.length % 4 !== 1;

export interface PasskeyKeysOptions {
  /** The domain that the passkeys belong to: the page's own or a parent of it, and the same for ever. Default: the page's. */
  readonly rpId?: string;
  /** How the site is called when the passkey is made. Default: `rpId`. */
  readonly rpName?: string;
  /** How the passkey is listed on the person's device. Default: the person's id. */
  readonly userName?: string;
}

/** The passkey of a record that is this keeper's to ask. */
function knownIn(record: UnlockRecord, rpId: string): KnownPasskey & { readonly record: UnlockRecord } | undefined {
  const { kind, params } = record;
  const { credentialId, salt } = params;
  if (kind !== KIND || params['rpId'] !== rpId || !isBase64Url(credentialId) || !isBase64Url(salt)) return undefined;
  return { record, id: fromBase64Url(credentialId), salt: fromBase64Url(salt) };
}

/** Lends `use` the key that wraps under a passkey's secret, and overwrites both. */
async function withKey<T>({ secret }: PasskeyAnswer, use: (key: Uint8Array) => Promise<T>): Promise<T> {
  const key = await deriveWrappingKey(secret, 'mysafe/1/unlock-prf').finally(() => secret.fill(0));
  return use(key).finally(() => key.fill(0));
}

function cannotEnrol(cause: unknown): never {
  if (cause instanceof MySafeError) throw cause;
  if (isDeclined(cause)) throw new MySafeError('keys/wrong-input', 'No passkey was made: it was declined, or not confirmed in time.', { cause });
  throw new MySafeError('keys/unavailable', 'No passkey can be made here: that takes a secure page (https) on the domain `rpId`.', { cause });
}

/**
 * Keys behind a passkey (WebAuthn with the extension `prf`): `enrol` and `unlock` prompt the person, so call them, and an `openVault` that may, from a click.
 * It protects from the storage and from whoever reads the browser profile, and travels as far as the passkey does. Not every authenticator can do it: never the only way to one's keys.
 *
 * `keys/unavailable` where the browser or the authenticator gives no secret; `keys/wrong-input` where the person declined, waited too long or holds none of the passkeys, which a browser does
 * not tell apart, so asking again makes sense. `enrol` throws these codes, and then nothing was made; `unlock` refuses with them. Between calls nothing is held.
 */
export function passkeyKeys({ rpId, rpName, userName }: PasskeyKeysOptions = {}): KeyKeeper {
  const party = (): string => rpId ?? location.hostname;
  return Object.freeze({
    kind: KIND,
    asks: 'press' as const,
    async enrol({ actor, accountKey: known }: Parameters<KeyKeeper['enrol']>[0]) {
      if (!await canAskPasskeys()) throw new MySafeError('keys/unavailable', 'This browser has no passkeys that give a secret (WebAuthn PRF). Use another key keeper.');
      const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
      const passkey = await makePasskey({ rpId: party(), rpName: rpName ?? party(), userName: userName ?? actor, salt }).catch(cannotEnrol);
      const accountKey = known ? Uint8Array.from(known) : makeAccountKey();
      const params = { credentialId: passkey.id, salt: toBase64Url(salt), rpId: party() };
      return { accountKey, record: await withKey(passkey, (key) => sealAccountKey(accountKey, key, { kind: KIND, actor, params })) };
    },
    async unlock({ actor, records }: { readonly actor: UserId; readonly records: readonly UnlockRecord[] }) {
      const unavailable = { ok: false, refusal: { code: 'keys/unavailable' } } as const;
      if (!await canAskPasskeys()) return unavailable;
      const known = records.map((record) => knownIn(record, party())).filter((passkey) => passkey !== undefined);
      if (known.length === 0) return unavailable;
      try {
        const answer = await askPasskeys(party(), known);
        const asked = answer && known.find(({ id }) => toBase64Url(id) === answer.id);
        return asked ? await withKey(answer, (key) => openAccountKey(asked.record, key, actor)) : unavailable;
      } catch (error) {
        return isDeclined(error) ? { ok: false, refusal: { code: 'keys/wrong-input' } } as const : unavailable;
      }
    },
    lock() { /* Nothing is held: each unlock asks for the passkey. */ },
  });
}
