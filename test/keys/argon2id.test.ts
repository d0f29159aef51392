import { expect } from '@open-wc/testing';
import type { Argon2idRequest } from '../../src/keys/argon2-cost.js';
import { computeArgon2id, computeInSlices } from '../../src/keys/argon2id.js';
import { deriveArgon2id } from '../../src/keys/derive-argon2id.js';
import { WORKER } from '../support/key-keeper-harnesses.js';

interface Vector { readonly source: string; readonly password: string; readonly salt: string; readonly secret: string; readonly associatedData: string; readonly t: number; readonly mKiB: number; readonly p: number; readonly length: number; readonly tag: string }

const { vectors } = await (await fetch('/test/support/data/argon2id.json')).json() as { vectors: readonly Vector[] };
const fromHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const requestOf = ({ password, salt, secret, associatedData, t, mKiB, p }: Vector) =>
  ({ password: fromHex(password), salt: fromHex(salt), t, m: mKiB, p, ...(secret && { key: fromHex(secret), personalization: fromHex(associatedData) }) });

const ways: Readonly<Record<string, (request: Argon2idRequest) => Uint8Array | Promise<Uint8Array>>> = {
  'in one go, as the worker does': computeArgon2id, 'in slices': computeInSlices, 'in the worker': (request) => deriveArgon2id(request, WORKER),
};

describe('Argon2id gives the published tags', function () {
  this.timeout(60_000);
  it('for six vectors', () => expect(vectors.filter(({ length }) => length === 32).length).to.equal(6));
  for (const [way, compute] of Object.entries(ways)) {
    for (const [at, vector] of vectors.entries()) {
      it(`${way}: number ${at + 1}, m = ${vector.mKiB} KiB, t = ${vector.t}, p = ${vector.p} (${vector.source.split(',')[0]})`, async () => {
        expect(toHex(await compute(requestOf(vector)))).to.equal(vector.tag);
      });
    }
  }
});
