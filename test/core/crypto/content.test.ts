import { expect } from '@open-wc/testing';
import { fromBase64Url, randomBytes, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { makeDataKey, openDetails, openValue, sealContent } from '../../../src/core/crypto/content.js';
import { makeKeyset, openKeyset } from '../../../src/core/crypto/keyset.js';
import { openAccountKey, sealAccountKey } from '../../../src/core/crypto/account-key.js';
import { unwrapDataKey, wrapDataKey } from '../../../src/core/crypto/wrap.js';
import type { Envelope, Wrap } from '../../../src/core/model/sealed.js';
import { ana, anId, bruno, faultOf } from '../../support/vault-builders.js';

const secret = 'AAAAAAAAAAAAAAAAAAAAAA';
const place = { secret, version: 1, author: ana.id };
const content = { details: { clientId: 'client', notes: 'ünïcödé 🔑 notes' }, value: { clientSecret: 'the value' } };

/** Every copy of base64url `text` with one byte changed. */
const flipped = (text: string): string[] => {
  const bytes = fromBase64Url(text);
  return Array.from(bytes, (_, at) => toBase64Url(bytes.map((byte, here) => (here === at ? byte ^ 1 : byte))));
};
const shorterAndLonger = (text: string): string[] => [toBase64Url(fromBase64Url(text).slice(0, -1)), toBase64Url(new Uint8Array([...fromBase64Url(text), 0])), ''];

const openBoth = (dataKey: Uint8Array<ArrayBuffer>, id: string, envelope: Envelope) => Promise.all([openDetails(dataKey, id, envelope), openValue(dataKey, id, envelope)]);
async function allTampered(work: readonly (() => Promise<unknown>)[]): Promise<void> {
  expect(work.length).to.be.greaterThan(0);
  for (const [at, open] of work.entries()) expect(await faultOf(open()), `number ${at}`).to.equal('envelope/tampered');
}

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

  it('opens nowhere else: another secret, version, author, part or key', async () => {
    const dataKey = makeDataKey();
    const envelope = await sealContent(dataKey, place, content);
    await openBoth(dataKey, secret, envelope);
    const other = await sealContent(dataKey, { ...place, version: 2 }, content);
    await allTampered([
      () => openBoth(dataKey, 'BAAAAAAAAAAAAAAAAAAAAA', envelope),
      () => openBoth(dataKey, secret, { ...envelope, version: 2 }),
      () => openBoth(dataKey, secret, { ...envelope, author: bruno.id }),
      () => openBoth(dataKey, secret, { ...envelope, details: envelope.value! }),
      () => openBoth(dataKey, secret, { ...envelope, value: envelope.details }),
      () => openBoth(dataKey, secret, { ...envelope, value: other.value! }),
      () => openBoth(dataKey, secret, { ...envelope, details: other.details }),
      // and with the commitment that this place would have
      () => openBoth(dataKey, secret, { ...envelope, version: 2, commitment: other.commitment }),
      () => openBoth(makeDataKey(), secret, envelope),
    ]);
  });

  it('refuses what opens to another shape', async () => {
    const dataKey = makeDataKey();
    for (const value of [{ clientSecret: 3 }, { clientSecret: 'x', more: 1 }, {}, [], 'text', null]) {
      const envelope = await sealContent(dataKey, place, { details: content.details, value: value as never });
      if (value === null) continue;
      expect(await faultOf(openValue(dataKey, secret, envelope))).to.equal('envelope/tampered');
    }
  });
});

describe('wraps', () => {
  const at = { secret, version: 1, commitment: 'AAAA' };
  const pair = async (user = ana.id) => (await makeKeyset(user, randomBytes(32))).keys;

  it('open to the data key for whom they were made', async () => {
    const [keys, dataKey] = [await pair(), makeDataKey()];
    const wraps = await Promise.all([1, 2].map(() => wrapDataKey(dataKey, at, ana.id, keys.publicKey)));
    for (const wrap of wraps) expect(await unwrapDataKey(wrap, at, ana.id, keys.pair)).to.deep.equal(dataKey);
    expect(wraps[0]!.enc, 'a fresh key at each wrap').not.to.equal(wraps[1]!.enc);
  });

  it('refuse every changed byte of enc and ciphertext, and what was cut or lengthened', async () => {
    const keys = await pair();
    const wrap = await wrapDataKey(makeDataKey(), at, ana.id, keys.publicKey);
    const changed: Wrap[] = (['enc', 'ciphertext'] as const).flatMap((field) => [...flipped(wrap[field]), ...shorterAndLonger(wrap[field])].map((text) => ({ ...wrap, [field]: text })));
    expect(changed).to.have.length(32 + 3 + 48 + 3);
    await allTampered(changed.map((one) => () => unwrapDataKey(one, at, ana.id, keys.pair)));
  });

  it('open for nobody else and nowhere else', async () => {
    const [keys, others] = [await pair(), await pair(bruno.id)];
    const wrap = await wrapDataKey(makeDataKey(), at, ana.id, keys.publicKey);
    await allTampered([
      () => unwrapDataKey(wrap, at, ana.id, others.pair),
      () => unwrapDataKey(wrap, at, bruno.id, keys.pair),
      () => unwrapDataKey({ ...wrap, key: others.publicKey.id }, at, ana.id, keys.pair),
      () => unwrapDataKey(wrap, { ...at, secret: anId() }, ana.id, keys.pair),
      () => unwrapDataKey(wrap, { ...at, version: 2 }, ana.id, keys.pair),
      () => unwrapDataKey(wrap, { ...at, commitment: 'AAAB' }, ana.id, keys.pair),
    ]);
  });

  it('are not made for a key that is none', async () => {
    for (const bytes of ['', 'AAAA', toBase64Url(new Uint8Array(31)), toBase64Url(new Uint8Array(32)) /* low order: RFC 7748, 6.1 */]) {
      const made = await wrapDataKey(makeDataKey(), at, ana.id, { id: 'AAAA', bytes }).then(() => 'made', () => 'refused');
      expect(made, bytes).to.equal('refused');
    }
  });
});

describe('keysets and account keys', () => {
  it('open to the pair that was made, which can’t be taken out', async () => {
    const accountKey = randomBytes(32);
    const { keys, sealed } = await makeKeyset(ana.id, accountKey);
    const opened = await openKeyset(ana.id, accountKey, sealed, keys.publicKey);
    const dataKey = makeDataKey();
    const at = { secret, version: 1, commitment: 'AAAA' };
    expect(await unwrapDataKey(await wrapDataKey(dataKey, at, ana.id, keys.publicKey), at, ana.id, opened.pair)).to.deep.equal(dataKey);
    expect([keys.pair.privateKey.extractable, opened.pair.privateKey.extractable]).to.deep.equal([false, false]);
  });

  it('refuse every changed byte, another person, another public key and another account key', async () => {
    const accountKey = randomBytes(32);
    const { keys: { publicKey }, sealed } = await makeKeyset(ana.id, accountKey);
    const other = (await makeKeyset(ana.id, accountKey)).keys.publicKey;
    const changed = (['nonce', 'ciphertext'] as const).flatMap((field) => [...flipped(sealed[field]), ...shorterAndLonger(sealed[field])].map((text) => ({ ...sealed, [field]: text })));
    await allTampered([
      ...changed.map((one) => () => openKeyset(ana.id, accountKey, one, publicKey)),
      () => openKeyset(bruno.id, accountKey, sealed, publicKey),
      () => openKeyset(ana.id, randomBytes(32), sealed, publicKey),
      () => openKeyset(ana.id, accountKey, sealed, other),
      () => openKeyset(ana.id, accountKey, sealed, { ...publicKey, id: other.id }),
      () => openKeyset(ana.id, accountKey, sealed, { ...publicKey, bytes: other.bytes }),
    ]);
  });

  it('an account key opens with its wrapping key, for its person, its kind and its parameters alone', async () => {
    const [accountKey, wrappingKey] = [randomBytes(32), randomBytes(32)];
    const record = await sealAccountKey(accountKey, wrappingKey, { kind: 'test', actor: ana.id, params: { id: 'one', rounds: 5 } });
    const opened = await openAccountKey(record, wrappingKey, ana.id);
    expect(opened.ok && opened.value.accountKey).to.deep.equal(accountKey);
    const wrong = [
      openAccountKey(record, randomBytes(32), ana.id), openAccountKey(record, wrappingKey, bruno.id), openAccountKey({ ...record, kind: 'other' }, wrappingKey, ana.id),
      openAccountKey({ ...record, params: { ...record.params, rounds: 1 } }, wrappingKey, ana.id), openAccountKey({ ...record, params: {} }, wrappingKey, ana.id),
      ...flipped(record.sealed).map((sealed) => openAccountKey({ ...record, sealed }, wrappingKey, ana.id)),
    ];
    for (const answer of await Promise.all(wrong)) expect(answer).to.deep.equal({ ok: false, refusal: { code: 'keys/wrong-input' } });
  });
});
