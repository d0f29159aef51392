import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import type { PublicKey, PublicKeys, SealedKeyset } from '../model/sealed.js';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { importPair, makeEncryptionPair } from './encryption-pair.js';
import { encryptionStatement, publicKeyOf } from './public-keys.js';

const KEY_BYTES = 32;

/** An unlocked person: their private keys stay in this object, not extractable, in memory only. */
export interface UnlockedKeys {
  readonly publicKeys: PublicKeys;
  readonly pair: CryptoKeyPair;
  readonly signing: CryptoKey;
  /** Seals what this person remembers of others (see `account-state`). */
  readonly state: CryptoKey;
}

const accountCipher = (accountKey: Uint8Array, usage: KeyUsage): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(accountKey), 'AES-GCM', false, [usage]);

async function stateKey(accountKey: Uint8Array): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(accountKey), 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8('mysafe/1/account-state') };
  return crypto.subtle.deriveKey(derivation, key, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const additionalData = (actor: UserId, { signing, encryption }: Pick<PublicKeys, 'signing' | 'encryption'>): Bytes =>
  canonicalBytes({ t: 'mysafe/1/keyset', actor, signing: signing.bytes, encryption: encryption.bytes });

interface SecretHalves { readonly signing: Bytes; readonly encryption: Bytes }

async function makeSigning(): Promise<{ publicKey: PublicKey; secret: Bytes }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const { d = '', x = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { publicKey: await publicKeyOf('Ed25519', fromBase64Url(x)), secret: fromBase64Url(d) };
}

const importSigning = (secret: Bytes, publicKey: PublicKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: publicKey.bytes, d: toBase64Url(secret) }, 'Ed25519', false, ['sign']);

async function unlocked(secrets: SecretHalves, publicKeys: PublicKeys, accountKey: Uint8Array): Promise<UnlockedKeys> {
  const [signing, pair, state] = await Promise.all([
    importSigning(secrets.signing, publicKeys.signing), importPair(secrets.encryption, publicKeys.encryption), stateKey(accountKey),
  ]);
  return { publicKeys, pair, signing, state };
}

/** New keys, their private halves sealed under the account key. */
export async function makeKeyset(actor: UserId, accountKey: Uint8Array): Promise<{ keys: UnlockedKeys; sealed: SealedKeyset }> {
  const [signing, encryption] = await Promise.all([makeSigning(), makeEncryptionPair()]);
  const halves = { signing: signing.publicKey, encryption: encryption.publicKey };
  const signer = await importSigning(signing.secret, halves.signing);
  const signature = toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', signer, encryptionStatement(actor, halves.encryption))));
  const publicKeys = { ...halves, signature };
  const secret = Uint8Array.from([...signing.secret, ...encryption.secret]);
  const nonce = randomBytes(12);
  const cipher = await accountCipher(accountKey, 'encrypt');
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData(actor, halves) }, cipher, secret);
  const keys = await unlocked({ signing: signing.secret, encryption: encryption.secret }, publicKeys, accountKey);
  for (const bytes of [secret, signing.secret, encryption.secret]) bytes.fill(0);
  return { keys, sealed: { nonce: toBase64Url(nonce), ciphertext: toBase64Url(new Uint8Array(ciphertext)) } };
}

/** @throws {MySafeError} `envelope/tampered` where the stored keyset is not the one that this account key sealed. */
export async function openKeyset(actor: UserId, accountKey: Uint8Array, sealed: SealedKeyset, publicKeys: PublicKeys): Promise<UnlockedKeys> {
  try {
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
