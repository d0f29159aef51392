import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { MySafeError } from '../model/fault.js';
import type { SecretId, UserId } from '../model/ids.js';
import type { PublicKey, Wrap } from '../model/sealed.js';
import { type Bytes, fromBase64Url, toBase64Url } from './bytes.js';
import { canonicalBytes } from './canonical.js';

let suite: CipherSuite | undefined;
/** HPKE base mode: X25519, HKDF-SHA256, AES-256-GCM (RFC 9180; security.md 2.3). Made at first use. */
export const hpke = (): CipherSuite => (suite ??= new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }));

interface WrapPlace { readonly secret: SecretId; readonly version: number; readonly commitment: string }

const infoOf = (place: WrapPlace, recipient: UserId, recipientKey: string): Bytes =>
  canonicalBytes({ t: 'mysafe/1/wrap', suite: 'MS1', ...place, recipient, recipientKey });

/** Wraps a data key for one person. The permission is not in it: whoever may view holds the same key as whoever may edit. */
export async function wrapDataKey(dataKey: Bytes, place: WrapPlace, recipient: UserId, key: PublicKey): Promise<Wrap> {
  const recipientPublicKey = await hpke().kem.deserializePublicKey(fromBase64Url(key.bytes));
  const { enc, ct } = await hpke().seal({ recipientPublicKey, info: infoOf(place, recipient, key.id) }, dataKey);
  return { user: recipient, key: key.id, enc: toBase64Url(new Uint8Array(enc)), ciphertext: toBase64Url(new Uint8Array(ct)) };
}

/** @throws {MySafeError} `envelope/tampered` where the wrap was not made for this key, person, secret and version. */
export async function unwrapDataKey(wrap: Wrap, place: WrapPlace, recipient: UserId, keys: CryptoKeyPair): Promise<Bytes> {
  try {
    const opened = await hpke().open(
      { recipientKey: keys, enc: fromBase64Url(wrap.enc), info: infoOf(place, recipient, wrap.key) },
      fromBase64Url(wrap.ciphertext),
    );
    return new Uint8Array(opened);
  } catch (cause) {
    throw new MySafeError('envelope/tampered', 'Your key for this secret does not open: its stored bytes were changed or moved. Ask whoever shared it to share it again.', { cause });
  }
}
