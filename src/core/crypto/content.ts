import * as z from 'zod/mini';
import { MySafeError } from '../model/fault.js';
import type { SecretId, UserId } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import type { Envelope, SealedPart } from '../model/sealed.js';
import { type Bytes, fromBase64Url, fromUtf8, randomBytes, sha256, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';

/** 12-byte nonce: NIST SP 800-38D, 8.2. */
const NONCE_BYTES = 12;
/** Padded lengths start here and double, so that the size tells little (security.md 2.2). */
const LEAST_PADDED_BYTES = 256;
const SUITE = 'MS1';

type Part = 'details' | 'value';
/** Where a ciphertext belongs in the chain of its secret: it opens nowhere else. */
export interface Place { readonly secret: SecretId; readonly version: number; readonly seq: number; readonly prev: string; readonly author: UserId; readonly authorKey: string }
type Placed = Omit<Place, 'secret'>;

const detailsSchema = z.strictObject({ clientId: z.string(), notes: z.optional(z.string()) });
const valueSchema = z.strictObject({ clientSecret: z.string() });
export type Details = z.infer<typeof detailsSchema>;
export type Value = z.infer<typeof valueSchema>;

/** A fresh data key. One for each version and each re-seal. */
export const makeDataKey = (): Bytes => randomBytes(32);

/** HKDF-SHA-256 of the data key for one use at one place. */
async function keyFor(dataKey: Bytes, place: Place, use: Part | 'commitment'): Promise<{ readonly from: CryptoKey; readonly how: HkdfParams }> {
  const from = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveBits', 'deriveKey']);
  return { from, how: { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: canonicalBytes({ t: 'mysafe/1/content-key', suite: SUITE, use, ...place }) } };
}

async function commitmentOf(dataKey: Bytes, place: Place): Promise<string> {
  const { from, how } = await keyFor(dataKey, place, 'commitment');
  return toBase64Url(new Uint8Array(await crypto.subtle.deriveBits(how, from, 256)));
}

async function partKey(dataKey: Bytes, place: Place, part: Part, usage: KeyUsage): Promise<CryptoKey> {
  const { from, how } = await keyFor(dataKey, place, part);
  return crypto.subtle.deriveKey(how, from, { name: 'AES-GCM', length: 256 }, false, [usage]);
}

const additionalData = (place: Place, part: Part): Promise<Bytes> =>
  sha256(canonicalBytes({ t: 'mysafe/1/content', suite: SUITE, part, ...place }));

/** Length, text, zeros: up to the next of 256, 512, 1,024, … bytes. */
function pad(text: Bytes): Bytes {
  let size = LEAST_PADDED_BYTES;
  while (size < text.length + 4) size *= 2;
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, text.length);
  padded.set(text, 4);
  return padded;
}

function unpad(padded: Bytes): Bytes {
  const length = new DataView(padded.buffer).getUint32(0);
  return padded.subarray(4, 4 + length);
}

async function sealPart(dataKey: Bytes, place: Place, part: Part, content: Details | Value): Promise<SealedPart> {
  const nonce = randomBytes(NONCE_BYTES);
  const plain = pad(toUtf8(JSON.stringify(content)));
  const [key, data] = await Promise.all([partKey(dataKey, place, part, 'encrypt'), additionalData(place, part)]);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: data }, key, plain);
  plain.fill(0);
  return { nonce: toBase64Url(nonce), ciphertext: toBase64Url(new Uint8Array(ciphertext)) };
}

const tampered = (part: string, cause?: unknown): MySafeError =>
  new MySafeError('envelope/tampered', `The sealed ${part} of this secret does not open: its stored bytes were changed or moved. Restore it from a backup.`, { cause });

/** Opens a part of an envelope, once the data key is held to its commitment. */
async function openPart<S extends z.ZodMiniType>(dataKey: Bytes, secret: SecretId, envelope: Omit<Envelope, 'details' | 'value'>, part: Part, sealed: SealedPart, schema: S): Promise<z.infer<S>> {
  const place = placeOf(secret, envelope);
  const [key, data] = await Promise.all([partKey(dataKey, place, part, 'decrypt'), additionalData(place, part), checkCommitment(dataKey, secret, envelope)]);
  try {
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64Url(sealed.nonce), additionalData: data }, key, fromBase64Url(sealed.ciphertext)));
    const parsed = parseInput(schema, JSON.parse(fromUtf8(unpad(plain))) as unknown);
    plain.fill(0);
    if (parsed.ok) return parsed.value;
  } catch (cause) {
    throw tampered(part, cause);
  }
  throw tampered(part);
}

const placeOf = (secret: SecretId, { version, seq, prev, author, authorKey }: Placed): Place => ({ secret, version, seq, prev, author, authorKey });

/** Seals one version of a secret under `dataKey`. */
export async function sealContent(dataKey: Bytes, place: Place, content: { readonly details: Details; readonly value?: Value }): Promise<Envelope> {
  const [commitment, details, value] = await Promise.all([
    commitmentOf(dataKey, place),
    sealPart(dataKey, place, 'details', content.details),
    content.value && sealPart(dataKey, place, 'value', content.value),
  ]);
  const { secret: _secret, ...placed } = place;
  return { suite: SUITE, ...placed, commitment, details, ...(value && { value }) };
}

/** Holds the data key to the envelope's commitment. @throws {MySafeError} `envelope/tampered` */
export async function checkCommitment(dataKey: Bytes, secret: SecretId, envelope: Placed & Pick<Envelope, 'commitment'>): Promise<void> {
  if (await commitmentOf(dataKey, placeOf(secret, envelope)) !== envelope.commitment) throw tampered('key');
}

/** @throws {MySafeError} `envelope/tampered` where the bytes, their place or the key are not the ones that were sealed. */
export const openDetails = (dataKey: Bytes, secret: SecretId, envelope: Omit<Envelope, 'value'>): Promise<Details> =>
  openPart(dataKey, secret, envelope, 'details', envelope.details, detailsSchema);

/** The value part, where the version has one. @throws {MySafeError} `envelope/tampered` */
export async function openValue(dataKey: Bytes, secret: SecretId, envelope: Envelope): Promise<Value | undefined> {
  if (envelope.value) return openPart(dataKey, secret, envelope, 'value', envelope.value, valueSchema);
  await checkCommitment(dataKey, secret, envelope);
  return undefined;
}
