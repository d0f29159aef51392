import { deriveWrappingKey } from './account-key.js';
import { type Bytes, joined, sha256, toUtf8 } from './bytes.js';

/** Crockford's base 32: no I, L, O, U. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_BYTES = 32;
const CHECK_BITS = 14;
/** 256 + 14 bits, five to a symbol. */
const LENGTH = 54;
const GROUP = 6;
/** Nobody types more than this, however they space it. */
const MOST_CHARACTERS = 500;

/** The first 14 bits of a labelled SHA-256: a wrong or swapped symbol goes unnoticed once in 16,384. */
async function checkOf(key: Bytes): Promise<number> {
  const hash = await sha256(joined(toUtf8('mysafe/1/recovery-check'), key));
  return new DataView(hash.buffer).getUint16(0) >>> (16 - CHECK_BITS);
}

const toNumber = (bytes: Uint8Array): bigint => bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
const toBytes = (number: bigint): Bytes => Uint8Array.from({ length: KEY_BYTES }, (_, at) => Number((number >> BigInt(8 * (KEY_BYTES - 1 - at))) & 0xffn));

/** 32 random bytes as a person prints them: 54 symbols in nine groups of six, joined by “-”. The last 14 bits are a check. */
export async function formatRecoveryKey(key: Uint8Array): Promise<string> {
  const bytes = Uint8Array.from(key);
  const number = (toNumber(bytes) << BigInt(CHECK_BITS)) | BigInt(await checkOf(bytes));
  const symbols = Array.from({ length: LENGTH }, (_, at) => SYMBOLS[Number((number >> BigInt(5 * (LENGTH - 1 - at))) & 31n)]).join('');
  return symbols.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

/**
 * The 32 bytes that were printed, or `undefined` where it is no recovery key or was mistyped.
 * Upper or lower case, with or without spaces and dashes; O is read as 0, I and L as 1.
 */
export async function parseRecoveryKey(text: string): Promise<Bytes | undefined> {
  if (text.length > MOST_CHARACTERS) return undefined;
  const typed = text.toUpperCase().replace(/[\s\p{Pd}]/gu, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = Array.from(typed, (symbol) => SYMBOLS.indexOf(symbol));
  if (values.length !== LENGTH || values.includes(-1)) return undefined;
  const number = values.reduce((sum, value) => (sum << 5n) | BigInt(value), 0n);
  const key = toBytes(number >> BigInt(CHECK_BITS));
  return Number(number & BigInt(2 ** CHECK_BITS - 1)) === (await checkOf(key)) ? key : undefined;
}

/** What wraps the account key in a record of kind `recovery`. The key is random, so no slow function is needed (security.md 2.1). */
export const recoveryWrappingKey = (key: Uint8Array): Promise<Bytes> => deriveWrappingKey(key, 'mysafe/1/unlock-recovery');
