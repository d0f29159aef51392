import type { PublicKey } from '../model/sealed.js';
import { type Bytes, fromBase64Url, toBase64Url } from './bytes.js';
import { publicKeyOf } from './public-keys.js';
import { hpke } from './wrap.js';

/** A fresh X25519 pair, of a person or of a group's epoch. The secret half is bytes, to be sealed and overwritten. */
export async function makeEncryptionPair(): Promise<{ publicKey: PublicKey; secret: Bytes }> {
  const { kem } = await hpke();
  const pair = await kem.generateKeyPair();
  const [bytes, secret] = await Promise.all([kem.serializePublicKey(pair.publicKey), kem.serializePrivateKey(pair.privateKey)]);
  return { publicKey: await publicKeyOf('X25519', new Uint8Array(bytes)), secret: new Uint8Array(secret) };
}

/** A pair that HPKE opens with. */
export async function importPair(secret: Bytes, publicKey: PublicKey): Promise<CryptoKeyPair> {
  const jwk = { kty: 'OKP', crv: 'X25519', x: publicKey.bytes, d: toBase64Url(secret) };
  const [privateKey, shared] = await Promise.all([
    crypto.subtle.importKey('jwk', jwk, 'X25519', false, ['deriveBits']),
    (await hpke()).kem.deserializePublicKey(fromBase64Url(publicKey.bytes)),
  ]);
  return { privateKey, publicKey: shared };
}
