import type { UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { UnlockRecord } from '../ports/key-keeper.js';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from './bytes.js';
import { type Canonical, canonicalBytes } from './canonical.js';

interface Place { readonly kind: string; readonly actor: UserId; readonly params: Readonly<Record<string, unknown>> }

/** Kind and parameters are bound, so that a store can't swap or weaken them (security.md 2.1). */
const additionalData = ({ kind, actor, params }: Place): Bytes => canonicalBytes({ t: 'mysafe/1/unlock', kind, actor, params: params as Canonical });

const cipherOf = (key: Uint8Array, usage: KeyUsage): Promise<CryptoKey> => crypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, [usage]);

/** A fresh account key: 32 random bytes. */
export const makeAccountKey = (): Bytes => randomBytes(32);

/** Seals an account key under a keeper's own 32-byte key, for the keeper to return from `enrol`. */
export async function sealAccountKey(accountKey: Uint8Array, wrappingKey: Uint8Array, place: Place): Promise<UnlockRecord> {
  const nonce = randomBytes(12);
  const params = { ...place.params, nonce: toBase64Url(nonce) };
  const cipher = await cipherOf(wrappingKey, 'encrypt');
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData({ ...place, params }) }, cipher, Uint8Array.from(accountKey));
  return { kind: place.kind, params, sealed: toBase64Url(new Uint8Array(sealed)) };
}

/** Opens what `sealAccountKey` sealed; `keys/wrong-input` where the key or the record is another. */
export async function openAccountKey(record: UnlockRecord, wrappingKey: Uint8Array, actor: UserId): Promise<Result<{ readonly accountKey: Uint8Array }>> {
  try {
    const cipher = await cipherOf(wrappingKey, 'decrypt');
    const iv = fromBase64Url(String(record.params['nonce']));
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: additionalData({ kind: record.kind, actor, params: record.params }) }, cipher, fromBase64Url(record.sealed));
    return accept({ accountKey: new Uint8Array(opened) });
  } catch {
    return refuse({ code: 'keys/wrong-input' });
  }
}
