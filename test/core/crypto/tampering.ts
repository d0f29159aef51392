import { expect } from '@open-wc/testing';
import { fromBase64Url, toBase64Url } from '../../../src/core/crypto/bytes.js';
import type { Place } from '../../../src/core/crypto/content.js';
import { MySafeError } from '../../../src/core/model/fault.js';
import { ana } from '../../support/vault-builders.js';

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

/** Each of these rejects with `envelope/tampered`, says what to do and, unless nothing was thrown below it, why. */
export async function allTampered(work: readonly (() => Promise<unknown>)[], because: 'with a cause' | 'of itself' | 'either' = 'either'): Promise<void> {
  expect(work.length).to.be.greaterThan(0);
  for (const [at, open] of work.entries()) {
    const fault = await open().then(() => undefined, (error: unknown) => error);
    if (!(fault instanceof MySafeError)) expect.fail(`number ${at}: ${String(fault)}`);
    expect(fault.code, `number ${at}`).to.equal('envelope/tampered');
    expect(fault.message, `number ${at}`).to.match(/Restore (it|them) from a backup\.$|Ask whoever shared it to share it again\.$/);
    if (because !== 'either') expect(fault.cause !== undefined, `number ${at} has a cause`).to.equal(because === 'with a cause');
  }
}
