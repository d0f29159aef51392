import { expect } from '@open-wc/testing';
import { fromBase64Url, type Bytes } from '../../../src/core/crypto/bytes.js';
import { makeDataKey, openDetails, openValue, sealContent } from '../../../src/core/crypto/content.js';
import type { Envelope } from '../../../src/core/model/sealed.js';
import { bruno } from '../../support/vault-builders.js';
import { allTampered, anyId as secret, flipped, place, shorterAndLonger } from './tampering.js';

const content = { details: { clientId: 'client', notes: 'ünïcödé 🔑 notes' }, value: { clientSecret: 'the value' } };
const openBoth = (dataKey: Bytes, id: string, envelope: Envelope) => Promise.all([openDetails(dataKey, id, envelope), openValue(dataKey, id, envelope)]);

describe('content', () => {
  it('opens to what was sealed, with and without a value and notes, up to the limits', async () => {
    for (const one of [content, { details: { clientId: 'c' } }, { details: { clientId: 'c' }, value: { clientSecret: '\u0000\ud800"\\' } }, { details: { clientId: 'c', notes: 'n'.repeat(10_000) }, value: { clientSecret: '€'.repeat(21_845) } }]) {
      const dataKey = makeDataKey();
      const [details, value] = await openBoth(dataKey, secret, await sealContent(dataKey, place, one));
      expect([{ ...details }, value && { ...value }]).to.deep.equal([one.details, 'value' in one ? one.value : undefined]);
    }
  });

  it('is new bytes at every seal: another nonce for each part, nothing of the plaintext', async () => {
    const dataKey = makeDataKey();
    const envelopes = await Promise.all(Array.from({ length: 50 }, () => sealContent(dataKey, place, content)));
    const nonces = envelopes.flatMap(({ details, value }) => [details.nonce, value!.nonce]);
    expect(new Set(nonces).size).to.equal(100);
    expect(nonces.map((nonce) => fromBase64Url(nonce).length)).to.deep.equal(Array(100).fill(12));
    expect(new Set(envelopes.flatMap(({ details, value }) => [details.ciphertext, value!.ciphertext])).size).to.equal(100);
    expect(new Set(envelopes.map(({ commitment }) => commitment)).size, 'the commitment is the key’s').to.equal(1);
  });

  it('is padded to 256, 512, 1,024, … bytes, so that its size tells little', async () => {
    const sizeOf = async (letters: number): Promise<number> => {
      const { value } = await sealContent(makeDataKey(), place, { details: { clientId: 'c' }, value: { clientSecret: 'x'.repeat(letters) } });
      return fromBase64Url(value!.ciphertext).length - 16;
    };
    // {"clientSecret":"…"} is 19 letters more than the value, and its length takes four bytes
    expect(await Promise.all([1, 233, 234, 489, 490, 1_001, 1_002, 65_513, 65_536].map(sizeOf))).to.deep.equal([256, 256, 512, 512, 1_024, 1_024, 2_048, 65_536, 131_072]);
  });

  it('refuses every changed byte of nonce, ciphertext and commitment, and what was cut or lengthened', async () => {
    const dataKey = makeDataKey();
    const envelope = await sealContent(dataKey, place, content);
    const changed: Envelope[] = (['details', 'value'] as const).flatMap((part) => (['nonce', 'ciphertext'] as const).flatMap((field) =>
      [...flipped(envelope[part]![field]), ...shorterAndLonger(envelope[part]![field])].map((text) => ({ ...envelope, [part]: { ...envelope[part]!, [field]: text } }))));
    changed.push(...[...flipped(envelope.commitment), ...shorterAndLonger(envelope.commitment)].map((commitment) => ({ ...envelope, commitment })));
    expect(changed).to.have.length(2 * (12 + 3 + 272 + 3) + 32 + 3);
    await allTampered(changed.map((one) => () => openBoth(dataKey, secret, one)));
  });

  it('says whether it was the key or a part that did not open, and what was thrown below', async () => {
    const dataKey = makeDataKey();
    const envelope = await sealContent(dataKey, place, content);
    const faultWith = (changed: Partial<Envelope>) => openDetails(dataKey, secret, { ...envelope, ...changed }).then(() => undefined, (error: Error) => error);
    const [key, part] = await Promise.all([faultWith({ commitment: 'AAAA' }), faultWith({ details: envelope.value! })]);
    expect([key?.message, key?.cause]).to.deep.equal(['The sealed key of this secret does not open: its stored bytes were changed or moved. Restore it from a backup.', undefined]);
    expect(part?.message).to.match(/^The sealed details of this secret/);
    expect(part?.cause).to.be.instanceOf(DOMException);
  });

  it('holds the key to its commitment before it decrypts anything', async () => {
    const envelope = await sealContent(makeDataKey(), place, content);
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    let decrypted = 0;
    Object.defineProperty(crypto.subtle, 'decrypt', { configurable: true, value: (...args: Parameters<typeof decrypt>) => { decrypted += 1; return decrypt(...args); } });
    try {
      const another = makeDataKey();
      for (const open of [openDetails, openValue]) expect((await open(another, secret, envelope).catch((error: unknown) => error) as Error).message).to.match(/^The sealed key of this secret/);
      expect(decrypted).to.equal(0);
    } finally {
      Reflect.deleteProperty(crypto.subtle, 'decrypt');
    }
  });

  it('opens at its own place in its own chain alone: secret, version, entry, the entry before, author and their key are bound, each by itself', async () => {
    const dataKey = makeDataKey();
    const envelope = await sealContent(dataKey, place, content);
    await openBoth(dataKey, secret, envelope);
    const elsewhere: Partial<typeof place>[] = [{ version: 1 }, { seq: 2 }, { prev: `${'A'.repeat(42)}E` }, { prev: '' }, { author: bruno.id }, { authorKey: 'BAAAAAAAAAAAAAAAAAAAAA' }];
    for (const moved of elsewhere) {
      // the commitment of the other place too: then the part itself has to tell
      const other = await sealContent(dataKey, { ...place, ...moved }, content);
      await allTampered([
        () => openBoth(dataKey, secret, { ...envelope, ...moved }),
        () => openBoth(dataKey, secret, { ...envelope, ...moved, commitment: other.commitment }),
        () => openBoth(dataKey, secret, { ...envelope, details: other.details }),
        () => openBoth(dataKey, secret, { ...envelope, value: other.value }),
      ]);
    }
    const foreign = await sealContent(dataKey, { ...place, secret: 'BAAAAAAAAAAAAAAAAAAAAA' }, content);
    await allTampered([() => openBoth(dataKey, foreign.commitment, envelope), () => openBoth(dataKey, secret, { ...foreign, commitment: envelope.commitment }), () => openBoth(dataKey, secret, foreign)]);
  });

  it('opens with its own key alone, and neither part in the place of the other', async () => {
    const dataKey = makeDataKey();
    const envelope = await sealContent(dataKey, place, content);
    await allTampered([
      () => openBoth(makeDataKey(), secret, envelope),
      () => openBoth(dataKey, secret, { ...envelope, details: envelope.value! }),
      () => openBoth(dataKey, secret, { ...envelope, value: envelope.details }),
    ]);
  });

  it('refuses what opens to another shape', async () => {
    const dataKey = makeDataKey();
    const envelopes = await Promise.all([{ clientSecret: 3 }, { clientSecret: 'x', more: 1 }, {}, [], 'text'].map((value) => sealContent(dataKey, place, { details: content.details, value: value as never })));
    await allTampered(envelopes.map((envelope) => () => openValue(dataKey, secret, envelope)));
  });
});
