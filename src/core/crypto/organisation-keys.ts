import { MySafeError } from '../model/fault.js';
import type { PublicKey } from '../model/sealed.js';
import { fromBase64Url } from './bytes.js';
import { publicKeyOf } from './public-keys.js';
import { isSoundSigningKey } from './verify.js';

const unfit = (): MySafeError =>
  new MySafeError('misuse/unfit-key', 'An organisation key is not the 32 bytes of a sound Ed25519 key as base64url: the “x” of its JWK.');

/** @throws {MySafeError} `misuse/unfit-key` */
export async function soundKeysById(given: readonly unknown[]): Promise<ReadonlyMap<string, PublicKey>> {
  if (!Array.isArray(given)) throw unfit();
  const keys = await Promise.all(given.map(async (text: unknown) => {
    const bytes = await Promise.resolve(text as string).then(fromBase64Url).catch(() => undefined);
    if (!bytes || !(await isSoundSigningKey(bytes))) throw unfit();
    return publicKeyOf('Ed25519', bytes);
  }));
  return new Map(keys.map((key) => [key.id, key]));
}
