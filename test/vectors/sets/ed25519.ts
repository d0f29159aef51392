import { verifySignature } from '../../../src/core/crypto/verify.js';
import { type VectorSet, fromHex, tallyOf } from './vector-set.js';
import { type Wycheproof, casesOf, nameOf } from './wycheproof.js';

interface Group { readonly publicKey: { readonly pk: string } }
interface Signed { readonly msg: string; readonly sig: string }

export const ed25519: VectorSet = {
  name: 'Ed25519', file: 'wycheproof/ed25519_test.json', due: 151,
  run: (data: Wycheproof<Group, Signed>) => tallyOf(casesOf(data), nameOf, async ({ publicKey, msg, sig, result }) =>
    await verifySignature(fromHex(sig), fromHex(msg), fromHex(publicKey.pk)) === (result === 'valid')),
};
