import type { UserId } from '../model/ids.js';
import type { PublicKey, PublicKeys } from '../model/sealed.js';
import { type Bytes, fromBase64Url, joined, sha256, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { isSoundEncryptionKey, verifySignature } from './verify.js';

const KEY_ID_BYTES = 16;

/** A public key with its id: the first 16 bytes of SHA-256 over purpose, algorithm and key (security.md 2.1). */
export async function publicKeyOf(algorithm: 'Ed25519' | 'X25519', bytes: Bytes): Promise<PublicKey> {
  const hash = await sha256(joined(toUtf8(`mysafe/1/key ${algorithm} `), bytes));
  return { id: toBase64Url(hash.subarray(0, KEY_ID_BYTES)), bytes: toBase64Url(bytes) };
}

/** The keys of an organisation by their ids. @throws {MySafeError} `misuse/unfit-key` where one is no sound Ed25519 key. */
export const organisationKeysOf = async (given: readonly string[]): Promise<ReadonlyMap<string, PublicKey>> =>
  (given.length === 0 ? new Map<string, PublicKey>() : (await import('./on-demand.js')).soundKeysById(given));

/** Whether an X25519 key has the id that belongs to its bytes, and can agree on anything but zeros. */
export async function isSoundEncryption({ id, bytes }: PublicKey): Promise<boolean> {
  try {
    const raw = fromBase64Url(bytes);
    return (await publicKeyOf('X25519', raw)).id === id && (await isSoundEncryptionKey(raw));
  } catch {
    return false;
  }
}

/** The signing keys that a person's present ones took the place of. */
export const formerOf = (keys: { readonly former?: readonly PublicKey[] }): readonly PublicKey[] => (Object.hasOwn(keys, 'former') ? keys.former ?? [] : []);

/** What a signing key says of the encryption key beside it, and of the signing keys before it: whoever keeps the accounts can add none. */
export const encryptionStatement = (user: UserId, keys: Pick<PublicKeys, 'encryption' | 'former'>): Bytes => {
  const [{ encryption }, former] = [keys, formerOf(keys)];
  return canonicalBytes({ t: 'mysafe/1/encryption-key', user, id: encryption.id, bytes: encryption.bytes, ...(former.length > 0 && { former: former.map(({ id, bytes }) => ({ id, bytes })) }) });
};

/** Whether these keys are what they say: ids that fit, sound points, and the encryption key signed for this person. */
export async function areSoundKeys(user: UserId, given: PublicKeys): Promise<boolean> {
  const [{ signing, encryption, signature }, former] = [given, formerOf(given)];
  try {
    const keys = [signing, ...former].map(({ id, bytes }) => ({ id, bytes: fromBase64Url(bytes) }));
    const [raw, statement] = [fromBase64Url(signature), encryptionStatement(user, given)];
    const ids = await Promise.all(keys.map(async ({ id, bytes }) => (await publicKeyOf('Ed25519', bytes)).id === id));
    return !ids.includes(false) && (await isSoundEncryption(encryption)) && (await verifySignature(raw, statement, fromBase64Url(signing.bytes)));
  } catch {
    return false;
  }
}

export const sameKeys = (a: PublicKeys, b: PublicKeys): boolean => a.signing.bytes === b.signing.bytes && a.encryption.bytes === b.encryption.bytes;

/** 8 groups of 5 digits over a person's id and both keys: what two people compare (security.md 2.8). */
export async function fingerprintOf(user: UserId, { signing, encryption }: Pick<PublicKeys, 'signing' | 'encryption'>): Promise<string> {
  const hash = await sha256(canonicalBytes({ t: 'mysafe/1/fingerprint', user, signing: signing.bytes, encryption: encryption.bytes }));
  const words = new DataView(hash.buffer);
  return Array.from({ length: 8 }, (_, at) => String(words.getUint32(at * 4) % 100_000).padStart(5, '0')).join(' ');
}
