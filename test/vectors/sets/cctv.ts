import { verifySignature } from '../../../src/core/crypto/verify.js';
import { fromHex, toHex } from './vector-set.js';

/** A point on which Ed25519 libraries differ; `flags` say what is odd about it. */
interface Odd { readonly number: number; readonly key: string; readonly sig: string; readonly msg: string; readonly flags: readonly string[] | null }

export const CCTV_FILE = 'cctv/ed25519vectors.json';
/** One signature must have one truth: a key with any of these lets it have two (security.md, M5). */
const UNSOUND = ['low_order_A', 'low_order_component_A', 'non_canonical_A'];

/** Our verifier's answers, eight a byte, the first case in the highest bit; and how many of them accept an unsound key. */
export interface Answers { readonly cases: number; readonly accepted: number; readonly unsoundAccepted: number; readonly bits: string }

export async function answersTo(data: readonly Odd[]): Promise<Answers> {
  const answers = await Promise.all(data.map(({ key, sig, msg }) => verifySignature(fromHex(sig), new TextEncoder().encode(msg), fromHex(key))));
  const bytes = new Uint8Array(Math.ceil(data.length / 8));
  answers.forEach((accepted, at) => { if (accepted) bytes[at >> 3]! |= 0x80 >> (at & 7); });
  return {
    cases: data.length,
    accepted: answers.filter(Boolean).length,
    unsoundAccepted: data.filter(({ flags }, at) => answers[at] && flags?.some((flag) => UNSOUND.includes(flag))).length,
    bits: toHex(bytes),
  };
}
