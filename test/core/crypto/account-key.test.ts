import { expect } from '@open-wc/testing';
import { deriveWrappingKey, makeAccountKey, openAccountKey, sealAccountKey } from '../../../src/core/crypto/account-key.js';
import { randomBytes } from '../../../src/core/crypto/bytes.js';
import { ana, bruno } from '../../support/vault-builders.js';

describe('an account key', () => {
  const place = { kind: 'test', actor: ana.id, params: { salt: 'a' } };
  const aes = (...usages: KeyUsage[]): Promise<CryptoKey> => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, usages);
  const raw = randomBytes(32);

  it('is sealed the same by bytes, by a key that encrypts, and by one that may only wrap', async () => {
    const accountKey = makeAccountKey();
    const ways = [raw, await aes('encrypt', 'decrypt'), await aes('wrapKey', 'unwrapKey')];
    for (const seals of ways) {
      const record = await sealAccountKey(accountKey, seals, place);
      for (const opens of ways) expect(await openAccountKey(record, opens, ana.id)).to.deep.equal({ ok: true, value: { accountKey } });
    }
  });

  it('opens with no other key, for nobody else, and in no other length', async () => {
    const record = await sealAccountKey(makeAccountKey(), raw, place);
    const wrong = { ok: false, refusal: { code: 'keys/wrong-input' } };
    expect(await openAccountKey(record, randomBytes(32), ana.id)).to.deep.equal(wrong);
    expect(await openAccountKey(record, raw, bruno.id)).to.deep.equal(wrong);
    expect(await openAccountKey({ ...record, params: { ...record.params, salt: 'b' } }, raw, ana.id)).to.deep.equal(wrong);
    expect(await openAccountKey({ ...record, sealed: `${record.sealed}AAAA` }, raw, ana.id)).to.deep.equal(wrong);
    for (const length of [16, 31, 33, 64]) expect(await openAccountKey(await sealAccountKey(randomBytes(length), raw, place), raw, ana.id), `${length} bytes`).to.deep.equal(wrong);
  });

  it('is wrapped under another key for each use of one secret', async () => {
    const secret = randomBytes(32);
    const [one, again, other] = await Promise.all(['one', 'one', 'other'].map((use) => deriveWrappingKey(secret, use)));
    expect(one).to.deep.equal(again);
    expect(one).to.not.deep.equal(other);
  });
});
