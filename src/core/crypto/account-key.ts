import type { UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { UnlockRecord } from '../ports/key-keeper.js';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';

interface Place { readonly kind: string; readonly actor: UserId; readonly params: Readonly<Record<string, unknown>> }
/** 32 bytes, or an AES-GCM key that may encrypt and decrypt, or wrap and unwrap. It need not be extractable. */
export type WrappingKey = Uint8Array | CryptoKey;

/** 32 bytes and the tag of AES-GCM. */
const SEALED_BYTES = 48;

/** Kind and parameters are bound, so that a store can't swap or weaken them (security.md 2.1). */
const additionalData = ({ kind, actor, params }: Place): Bytes => canonicalBytes({ t: 'mysafe/1/unlock', kind, actor, params });

const importCipher = (key: Uint8Array, usage: KeyUsage): Promise<CryptoKey> => crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, [usage]);
const cipherOf = async (key: WrappingKey, usage: KeyUsage): Promise<CryptoKey> => (key instanceof Uint8Array ? importCipher(key, usage) : key);

/** A fresh account key: 32 random bytes. */
export const makeAccountKey = (): Bytes => randomBytes(32);

/** A keeper's 32-byte wrapping key from a uniformly random secret: HKDF-SHA256, no salt. Not for anything a person thought up. */
export async function deriveWrappingKey(secret: Uint8Array, info: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(secret), 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8(info) }, key, 256));
}

/** A key that may only wrap encrypts the same bytes: wrapping a raw AES key is encrypting it (Web Cryptography API, `wrapKey`). */
async function encrypt(cipher: CryptoKey, algorithm: AesGcmParams, accountKey: Uint8Array): Promise<ArrayBuffer> {
  if (cipher.usages.includes('encrypt')) return crypto.subtle.encrypt(algorithm, cipher, Uint8Array.from(accountKey));
  const wrapped = await crypto.subtle.importKey('raw', Uint8Array.from(accountKey), 'AES-GCM', true, ['encrypt']);
  return crypto.subtle.wrapKey('raw', wrapped, cipher, algorithm);
}

async function decrypt(cipher: CryptoKey, algorithm: AesGcmParams, sealed: Bytes): Promise<ArrayBuffer> {
  if (cipher.usages.includes('decrypt')) return crypto.subtle.decrypt(algorithm, cipher, sealed);
  const unwrapped = await crypto.subtle.unwrapKey('raw', sealed, cipher, algorithm, 'AES-GCM', true, ['encrypt']);
  return crypto.subtle.exportKey('raw', unwrapped);
}

/** Seals an account key under a keeper's own key, for the keeper to return from `enrol`. */
export async function sealAccountKey(accountKey: Uint8Array, wrappingKey: WrappingKey, place: Place): Promise<UnlockRecord> {
  const nonce = randomBytes(12);
  const params = { ...place.params, nonce: toBase64Url(nonce) };
  const cipher = await cipherOf(wrappingKey, 'encrypt');
  const sealed = await encrypt(cipher, { name: 'AES-GCM', iv: nonce, additionalData: additionalData({ ...place, params }) }, accountKey);
  return { kind: place.kind, params, sealed: toBase64Url(new Uint8Array(sealed)) };
}

/** Opens what `sealAccountKey` sealed; `keys/wrong-input` where the key or the record is another. Longer ones are not tried: they could be made to open under many passphrases at once (partitioning oracle). */
export async function openAccountKey(record: UnlockRecord, wrappingKey: WrappingKey, actor: UserId): Promise<Result<{ readonly accountKey: Uint8Array }>> {
  try {
    const sealed = fromBase64Url(record.sealed);
    if (sealed.length !== SEALED_BYTES) return refuse({ code: 'keys/wrong-input' });
    const cipher = await cipherOf(wrappingKey, 'decrypt');
    const iv = fromBase64Url(String(record.params['nonce']));
    const opened = await decrypt(cipher, { name: 'AES-GCM', iv, additionalData: additionalData({ kind: record.kind, actor, params: record.params }) }, sealed);
    return accept({ accountKey: new Uint8Array(opened) });
  } catch {
    return refuse({ code: 'keys/wrong-input' });
  }
}
