import * as z from 'zod/mini';
import type { UserId } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Bytes, fromBase64Url, fromUtf8, randomBytes, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { deriveWrappingKey } from './account-key.js';

const fileSchema = z.strictObject({ t: z.literal('mysafe/1/backup'), actor: z.string(), nonce: z.string(), sealed: z.string() });

async function cipherOf(recoveryKey: Uint8Array, usage: KeyUsage): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', await deriveWrappingKey(recoveryKey, 'mysafe/1/backup'), 'AES-GCM', false, [usage]);
}

const additionalData = (actor: string): Bytes => canonicalBytes({ t: 'mysafe/1/backup', actor });

/** A backup as the text of a file: AES-256-GCM under a key that only the recovery key gives. */
export async function sealBackup(actor: UserId, content: unknown, recoveryKey: Uint8Array): Promise<string> {
  const nonce = randomBytes(12);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData(actor) }, await cipherOf(recoveryKey, 'encrypt'), toUtf8(JSON.stringify(content)));
  return JSON.stringify({ t: 'mysafe/1/backup', actor, nonce: toBase64Url(nonce), sealed: toBase64Url(new Uint8Array(sealed)) });
}

/** What a backup holds; `undefined` where the file is none, is another person's, or another recovery key's. */
export async function openBackup(actor: UserId, file: string, recoveryKey: Uint8Array): Promise<unknown> {
  try {
    const parsed = parseInput(fileSchema, JSON.parse(file) as unknown);
    if (!parsed.ok || parsed.value.actor !== actor) return undefined;
    const { nonce, sealed } = parsed.value;
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64Url(nonce), additionalData: additionalData(actor) }, await cipherOf(recoveryKey, 'decrypt'), fromBase64Url(sealed));
    return JSON.parse(fromUtf8(new Uint8Array(plain))) as unknown;
  } catch {
    return undefined;
  }
}
