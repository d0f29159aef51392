import { argon2id as derive } from '@noble/hashes/argon2.js';
import { type VectorSet, fromHex, tallyOf, toHex } from './vector-set.js';

interface Derivation {
  readonly source: string;
  readonly password: string;
  readonly salt: string;
  readonly secret: string;
  readonly associatedData: string;
  readonly t: number;
  readonly mKiB: number;
  readonly p: number;
  readonly length: number;
  readonly tag: string;
}

export const argon2id: VectorSet = {
  name: 'Argon2id', file: '../../support/data/argon2id.json', due: 6,
  run: ({ vectors }: { readonly vectors: readonly Derivation[] }) => tallyOf(vectors, ({ source, t, mKiB, p }) => `${source}, t=${t}, m=${mKiB}, p=${p}`, async (one) =>
    toHex(derive(fromHex(one.password), fromHex(one.salt), {
      t: one.t, m: one.mKiB, p: one.p, dkLen: one.length, key: fromHex(one.secret), personalization: fromHex(one.associatedData),
    })) === one.tag),
};
