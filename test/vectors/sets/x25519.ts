import { isSoundEncryptionKey } from '../../../src/core/crypto/verify.js';
import { type VectorSet, fromHex, tallyOf, toHex } from './vector-set.js';
import { type Case, type Wycheproof, casesOf, nameOf } from './wycheproof.js';

interface Agreement { readonly public: string; readonly private: string; readonly shared: string }

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410, 7). */
const PKCS8 = '302e020100300506032b656e04220420';
const ZEROS = '00'.repeat(32);

async function agree({ public: theirs, private: mine }: Agreement): Promise<string> {
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('pkcs8', fromHex(PKCS8 + mine), 'X25519', false, ['deriveBits']),
    crypto.subtle.importKey('raw', fromHex(theirs), 'X25519', false, []),
  ]);
  return toHex(await crypto.subtle.deriveBits({ name: 'X25519', public: publicKey }, privateKey, 256));
}

/** Agrees as the file says; where that would be zeros, the engine or our own check refuses the key, and our check refuses no other. */
async function right(one: Agreement & Case): Promise<boolean> {
  const sound = await isSoundEncryptionKey(fromHex(one.public));
  if (one.shared === ZEROS) return !sound && one.flags.includes('ZeroSharedSecret') && await agree(one).catch(() => ZEROS) === ZEROS;
  return sound && await agree(one) === one.shared;
}

export const x25519: VectorSet = {
  name: 'X25519', file: 'wycheproof/x25519_test.json', due: 518,
  run: (data: Wycheproof<object, Agreement>) => tallyOf(casesOf(data), nameOf, right),
};
