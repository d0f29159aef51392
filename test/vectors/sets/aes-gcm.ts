import { type VectorSet, fromHex, tallyOf, toHex } from './vector-set.js';
import { type Case, type Wycheproof, casesOf, nameOf } from './wycheproof.js';

interface Group { readonly keySize: number; readonly ivSize: number; readonly tagSize: number }
interface Sealed { readonly key: string; readonly iv: string; readonly aad: string; readonly msg: string; readonly ct: string; readonly tag: string }

/** Seals to the bytes of the file and opens them again; refuses to open what is invalid. */
async function right({ key, iv, aad, msg, ct, tag, result }: Sealed & Case): Promise<boolean> {
  const cipher = await crypto.subtle.importKey('raw', fromHex(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const place = { name: 'AES-GCM', iv: fromHex(iv), additionalData: fromHex(aad), tagLength: 128 };
  const opened = await crypto.subtle.decrypt(place, cipher, fromHex(ct + tag)).then(toHex, () => undefined);
  if (result !== 'valid') return opened === undefined;
  return opened === msg && toHex(await crypto.subtle.encrypt(place, cipher, fromHex(msg))) === ct + tag;
}

const isOurs = ({ keySize, ivSize, tagSize }: Group): boolean => keySize === 256 && ivSize === 96 && tagSize === 128;

export const aesGcm: VectorSet = {
  name: 'AES-256-GCM', file: 'wycheproof/aes_gcm_test.json', due: 66, left: 250,
  run(data: Wycheproof<Group, Sealed>) {
    const cases = casesOf(data);
    const count = (is: (group: Group) => boolean): number => cases.filter((one) => !isOurs(one) && is(one)).length;
    return tallyOf(cases.filter(isOurs), nameOf, right, {
      '128-bit keys': count(({ keySize }) => keySize === 128),
      '192-bit keys, which Chromium refuses': count(({ keySize }) => keySize === 192),
      'nonces that are not 96 bits long': count(({ keySize }) => keySize === 256),
    });
  },
};
