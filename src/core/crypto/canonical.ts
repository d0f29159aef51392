import canonicalize from 'canonicalize';
import { MySafeError } from '../model/fault.js';
import { type Bytes, toUtf8 } from './bytes.js';

/** Half a surrogate pair: UTF-8 can't hold it. */
const LONE_SURROGATE = /\p{Cs}/u;

/** A date, a map, an instance of any class has no fields to write: two different ones would be the same bytes. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function copy(value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' && !LONE_SURROGATE.test(value)) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0)) return value;
  if (Array.isArray(value)) return Array.from(value as readonly unknown[], copy);
  if (typeof value === 'object' && isPlain(value)) {
    const own = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(value)) {
      copy(key);
      const field = (value as Record<string, unknown>)[key];
      if (field !== undefined) own[key] = copy(field);
    }
    return own;
  }
  throw new MySafeError('envelope/tampered', 'A header holds something that has no canonical form. Read the secret again.');
}

/**
 * The one byte form of a header or a command (RFC 8785): texts, `true` and `false`, whole numbers, `null`, lists and plain objects of these.
 * Absent and `undefined` fields are the same.
 * @throws {MySafeError} `envelope/tampered` for what can't be written in exactly one way
 */
export function canonicalBytes(value: unknown): Bytes {
  return toUtf8(canonicalize(copy(value))!); // `undefined` for nothing that `copy` lets through
}
