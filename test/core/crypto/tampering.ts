import { expect } from '@open-wc/testing';
import { fromBase64Url, toBase64Url } from '../../../src/core/crypto/bytes.js';
import type { Place } from '../../../src/core/crypto/content.js';
import { ana, faultOf } from '../../support/vault-builders.js';

/** An id of a secret, and of a key. */
export const anyId = 'AAAAAAAAAAAAAAAAAAAAAA';
/** The second entry of a chain, as far as content and wraps are bound to it. */
export const place: Place = { secret: anyId, version: 2, seq: 3, prev: 'A'.repeat(43), author: ana.id, authorKey: anyId };

/** Every copy of base64url `text` with one byte changed. */
export const flipped = (text: string): string[] => {
  const bytes = fromBase64Url(text);
  return Array.from(bytes, (_, at) => toBase64Url(bytes.map((byte, here) => (here === at ? byte ^ 1 : byte))));
};
export const shorterAndLonger = (text: string): string[] => [toBase64Url(fromBase64Url(text).slice(0, -1)), toBase64Url(new Uint8Array([...fromBase64Url(text), 0])), ''];

/** Each of these rejects with `envelope/tampered`. */
export async function allTampered(work: readonly (() => Promise<unknown>)[]): Promise<void> {
  expect(work.length).to.be.greaterThan(0);
  for (const [at, open] of work.entries()) expect(await faultOf(open()), `number ${at}`).to.equal('envelope/tampered');
}
