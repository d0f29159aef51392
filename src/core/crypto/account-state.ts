import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import type { SealedPart } from '../model/sealed.js';
import { type Bytes, fromBase64Url, fromUtf8, randomBytes, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';

const additionalData = (actor: UserId, counter: number): Bytes => canonicalBytes({ t: 'mysafe/1/account-state', actor, counter });

/** Seals what a person's vaults remember. Only they hold the key, so a state that opens is theirs; the counter tells a newer one from an older. */
export async function sealState(actor: UserId, counter: number, state: unknown, key: CryptoKey): Promise<SealedPart> {
  const nonce = randomBytes(12);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData(actor, counter) }, key, toUtf8(JSON.stringify(state)));
  return { nonce: toBase64Url(nonce), ciphertext: toBase64Url(new Uint8Array(sealed)) };
}

/** @throws {MySafeError} `envelope/tampered` where it was not sealed by this person at this count. */
export async function openState(actor: UserId, counter: number, { nonce, ciphertext }: SealedPart, key: CryptoKey): Promise<unknown> {
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64Url(nonce), additionalData: additionalData(actor, counter) }, key, fromBase64Url(ciphertext));
    return JSON.parse(fromUtf8(new Uint8Array(plain))) as unknown;
  } catch (cause) {
    throw new MySafeError('envelope/tampered', 'What this account remembers of other people’s keys does not open: its stored bytes were changed. Restore it from a backup.', { cause });
  }
}
