import type { ContentMark, WrapMark } from '../model/entry.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import { fromBase64Url, joined, sha256, toBase64Url } from './bytes.js';

const hashOf = async (first: string, second: string): Promise<string> =>
  toBase64Url(await sha256(joined(fromBase64Url(first), fromBase64Url(second))));

/** What a signature says of an envelope: whoever may view holds the data key too, so the sealed bytes themselves are signed. */
export async function contentMarkOf(envelope: Pick<Envelope, 'commitment' | 'details' | 'value'>): Promise<ContentMark> {
  const { commitment, details } = envelope;
  const value = Object.hasOwn(envelope, 'value') ? envelope.value : undefined;
  const [detailsHash, valueHash] = await Promise.all([hashOf(details.nonce, details.ciphertext), value && hashOf(value.nonce, value.ciphertext)]);
  return { commitment, details: detailsHash, ...(valueHash && { value: valueHash }) };
}

/** What a signature says of a wrap. */
export const wrapMarkOf = async ({ to, key, enc, ciphertext }: Wrap): Promise<WrapMark> => ({ to, key, hash: await hashOf(enc, ciphertext) });
export const wrapMarksOf = (wraps: readonly Wrap[]): Promise<WrapMark[]> => Promise.all(wraps.map(wrapMarkOf));

interface NewVersion { readonly envelope: Envelope; readonly wraps: readonly Wrap[]; readonly rotated: boolean; readonly restored?: true }
/** What a signature says of a new version. */
export async function versionOf(fresh: NewVersion) {
  const { envelope, wraps, rotated } = fresh;
  const restored = Object.hasOwn(fresh, 'restored') && fresh.restored;
  return { version: envelope.version, rotated, ...(restored && { restored }), content: await contentMarkOf(envelope), wraps: await wrapMarksOf(wraps) };
}
