import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import type { PublicKey, PublicKeys, SealedKeyset } from '../model/sealed.js';
import { type Bytes, fromBase64Url, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { importPair } from './encryption-pair.js';
import { areSoundKeys } from './public-keys.js';

const KEY_BYTES = 32;

/** An unlocked person: their private keys stay in this object, not extractable, in memory only. */
export interface UnlockedKeys {
  readonly publicKeys: PublicKeys;
  readonly pair: CryptoKeyPair;
  readonly signing: CryptoKey;
  /** Seals what this person remembers of others (see `account-state`). */
  readonly state: CryptoKey;
}

export const accountCipher = (accountKey: Uint8Array, usage: KeyUsage): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(accountKey), 'AES-GCM', false, [usage]);

async function stateKey(accountKey: Uint8Array): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(accountKey), 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8('mysafe/1/account-state') };
  return crypto.subtle.deriveKey(derivation, key, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export const additionalData = (actor: UserId, { signing, encryption }: Pick<PublicKeys, 'signing' | 'encryption'>): Bytes =>
  canonicalBytes({ t: 'mysafe/1/keyset', actor, signing: signing.bytes, encryption: encryption.bytes });

interface SecretHalves { readonly signing: Bytes; readonly encryption: Bytes }

export const importSigning = (secret: Bytes, publicKey: PublicKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: publicKey.bytes, d: toBase64Url(secret) }, 'Ed25519', false, ['sign']);

export async function unlocked(secrets: SecretHalves, publicKeys: PublicKeys, accountKey: Uint8Array): Promise<UnlockedKeys> {
  const [signing, pair, state] = await Promise.all([
    importSigning(secrets.signing, publicKeys.signing), importPair(secrets.encryption, publicKeys.encryption), stateKey(accountKey),
  ]);
  return { publicKeys, pair, signing, state };
}

/** @throws {MySafeError} `envelope/tampered` where the stored keyset is not the one that this account key sealed. */
export async function openKeyset(actor: UserId, accountKey: Uint8Array, sealed: SealedKeyset, publicKeys: PublicKeys): Promise<UnlockedKeys> {
  try {
    if (!(await areSoundKeys(actor, publicKeys))) throw new TypeError('the public keys are not the ones that were made with the keyset');
    const cipher = await accountCipher(accountKey, 'decrypt');
    const data = additionalData(actor, publicKeys);
    const secret = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64Url(sealed.nonce), additionalData: data }, cipher, fromBase64Url(sealed.ciphertext)));
    const keys = await unlocked({ signing: secret.slice(0, KEY_BYTES), encryption: secret.slice(KEY_BYTES) }, publicKeys, accountKey);
    secret.fill(0);
    return keys;
  } catch (cause) {
    throw new MySafeError('envelope/tampered', 'Your stored keys do not open: their bytes were changed. Restore them from a backup.', { cause });
  }
}
