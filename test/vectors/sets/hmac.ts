import { type VectorSet, fromHex, tallyOf, toHex } from './vector-set.js';
import { type Case, type Wycheproof, casesOf, nameOf } from './wycheproof.js';

interface Group { readonly tagSize: number }
interface Tagged { readonly key: string; readonly msg: string; readonly tag: string }

/** WebCrypto verifies whole tags only: a tag cut to 128 bits is compared with the beginning of the whole one. */
async function right({ key, msg, tag, tagSize, result }: Group & Tagged & Case): Promise<boolean> {
  const mac = await crypto.subtle.importKey('raw', fromHex(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  const whole = toHex(await crypto.subtle.sign('HMAC', mac, fromHex(msg)));
  const same = tagSize === 256 ? await crypto.subtle.verify('HMAC', mac, fromHex(tag), fromHex(msg)) : whole.slice(0, tagSize / 4) === tag;
  return same === (result === 'valid') && (!same || whole.startsWith(tag));
}

export const hmac: VectorSet = {
  name: 'HMAC-SHA256', file: 'wycheproof/hmac_sha256_test.json', due: 174,
  run: (data: Wycheproof<Group, Tagged>) => tallyOf(casesOf(data), nameOf, right),
};
