import { type VectorSet, fromHex, tallyOf, toHex } from './vector-set.js';
import { type Case, type Wycheproof, casesOf, nameOf } from './wycheproof.js';

interface Derivation { readonly ikm: string; readonly salt: string; readonly info: string; readonly size: number; readonly okm: string }

async function right({ ikm, salt, info, size, okm, result }: Derivation & Case): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', fromHex(ikm), 'HKDF', false, ['deriveBits']);
  const derived = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: fromHex(salt), info: fromHex(info) }, key, size * 8).then(toHex, () => undefined);
  return result === 'valid' ? derived === okm : derived === undefined;
}

export const hkdf: VectorSet = {
  name: 'HKDF-SHA256', file: 'wycheproof/hkdf_sha256_test.json', due: 86,
  run: (data: Wycheproof<object, Derivation>) => tallyOf(casesOf(data), nameOf, right),
};
