import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import type { PublicKey, SealedKeyset } from '../model/sealed.js';
import { type Bytes, fromBase64Url, randomBytes, sha256, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { hpke } from './wrap.js';

const KEY_ID_BYTES = 16;

/** An unlocked person: their private key stays in this object, not extractable, in memory only. */
export interface UnlockedKeys {
  readonly publicKey: PublicKey;
  readonly pair: CryptoKeyPair;
}

/** The first 16 bytes of SHA-256 over purpose, algorithm and key (security.md 2.1). */
async function publicKeyOf(bytes: Bytes): Promise<PublicKey> {
  const label = toUtf8('mysafe/1/key X25519 ');
  const hash = await sha256(Uint8Array.from([...label, ...bytes]));
  return { id: toBase64Url(hash.subarray(0, KEY_ID_BYTES)), bytes: toBase64Url(bytes) };
}

const accountCipher = (accountKey: Uint8Array, usage: KeyUsage): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(accountKey), 'AES-GCM', false, [usage]);

const additionalData = (actor: UserId, publicKey: PublicKey): Bytes =>
  canonicalBytes({ t: 'mysafe/1/keyset', actor, key: publicKey.id, bytes: publicKey.bytes });

/** A new key pair, its private half sealed under the account key. */
export async function makeKeyset(actor: UserId, accountKey: Uint8Array): Promise<{ keys: UnlockedKeys; sealed: SealedKeyset }> {
  const pair = await hpke().kem.generateKeyPair();
  const publicKey = await publicKeyOf(new Uint8Array(await hpke().kem.serializePublicKey(pair.publicKey)));
  const secret = new Uint8Array(await hpke().kem.serializePrivateKey(pair.privateKey));
  const nonce = randomBytes(12);
  const cipher = await accountCipher(accountKey, 'encrypt');
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData(actor, publicKey) }, cipher, secret);
  const keys = await importKeys(secret, publicKey);
  secret.fill(0);
  return { keys, sealed: { nonce: toBase64Url(nonce), ciphertext: toBase64Url(new Uint8Array(ciphertext)) } };
}

async function importKeys(secret: Bytes, publicKey: PublicKey): Promise<UnlockedKeys> {
  const jwk = { kty: 'OKP', crv: 'X25519', x: publicKey.bytes, d: toBase64Url(secret) };
  const [privateKey, shared] = await Promise.all([
    crypto.subtle.importKey('jwk', jwk, 'X25519', false, ['deriveBits']),
    hpke().kem.deserializePublicKey(fromBase64Url(publicKey.bytes)),
  ]);
  return { publicKey, pair: { privateKey, publicKey: shared } };
}

/** @throws {MySafeError} `envelope/tampered` where the stored keyset is not the one that this account key sealed. */
export async function openKeyset(actor: UserId, accountKey: Uint8Array, sealed: SealedKeyset, publicKey: PublicKey): Promise<UnlockedKeys> {
  try {
    const cipher = await accountCipher(accountKey, 'decrypt');
    const data = additionalData(actor, publicKey);
    const secret = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64Url(sealed.nonce), additionalData: data }, cipher, fromBase64Url(sealed.ciphertext)));
    const keys = await importKeys(secret, publicKey);
    secret.fill(0);
    return keys;
  } catch (cause) {
    throw new MySafeError('envelope/tampered', 'Your stored keys do not open: their bytes were changed. Restore them from a backup.', { cause });
  }
}
