import { expect } from '@open-wc/testing';
import { randomBytes, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { makeDataKey } from '../../../src/core/crypto/content.js';
import { makeEncryptionPair, importPair } from '../../../src/core/crypto/encryption-pair.js';
import { makeKeyset } from '../../../src/core/crypto/make-keyset.js';
import { type WrapPlace, unwrapDataKey, unwrapGroupKey, wrapDataKey, wrapGroupKey } from '../../../src/core/crypto/wrap.js';
import type { MemberWrap, Wrap } from '../../../src/core/model/sealed.js';
import { ana, anId, bruno } from '../../support/vault-builders.js';
import { allTampered, anyId, flipped, shorterAndLonger } from './tampering.js';

const at: WrapPlace = { secret: anyId, version: 2, commitment: 'AAAA', seq: 3, sender: bruno.id, senderKey: anyId };
const group = 'group:AAAAAAAAAAAAAAAAAAAAAA';
const keysOf = async (user = ana.id) => (await makeKeyset(user, randomBytes(32))).keys;

const changedBytes = <T extends Wrap | MemberWrap>(wrap: T): T[] =>
  (['enc', 'ciphertext'] as const).flatMap((field) => [...flipped(wrap[field]), ...shorterAndLonger(wrap[field])].map((text) => ({ ...wrap, [field]: text })));

describe('a wrapped data key', () => {
  it('opens for whom it was made, with fresh bytes at each wrap', async () => {
    const [keys, dataKey] = [await keysOf(), makeDataKey()];
    const wraps = await Promise.all([1, 2].map(() => wrapDataKey(dataKey, at, ana.id, keys.publicKeys.encryption)));
    for (const wrap of wraps) expect(await unwrapDataKey(wrap, at, keys.pair)).to.deep.equal(dataKey);
    expect(wraps[0]!.enc).not.to.equal(wraps[1]!.enc);
    expect(wraps[0]).to.deep.include({ to: ana.id, key: keys.publicKeys.encryption.id, seq: 3, sender: bruno.id, senderKey: anyId });
  });

  it('opens for the members of a group with its epoch key', async () => {
    const [dataKey, { publicKey, secret }] = [makeDataKey(), await makeEncryptionPair()];
    const wrap = await wrapDataKey(dataKey, at, group, publicKey);
    expect(await unwrapDataKey(wrap, at, await importPair(secret, publicKey))).to.deep.equal(dataKey);
    expect(wrap.to).to.equal(group);
  });

  it('refuses every changed byte of enc and ciphertext, and what was cut or lengthened', async () => {
    const keys = await keysOf();
    const changed = changedBytes(await wrapDataKey(makeDataKey(), at, ana.id, keys.publicKeys.encryption));
    expect(changed).to.have.length(32 + 3 + 48 + 3);
    await allTampered(changed.map((one) => () => unwrapDataKey(one, at, keys.pair)), 'with a cause');
  });

  it('is bound to each thing that both sides know, one by one, and opens for nobody else', async () => {
    const [keys, others] = [await keysOf(), await keysOf(bruno.id)];
    const wrap = await wrapDataKey(makeDataKey(), at, ana.id, keys.publicKeys.encryption);
    const said: Partial<Wrap>[] = [{ to: bruno.id }, { to: group }, { key: others.publicKeys.encryption.id }, { seq: 2 }, { sender: ana.id }, { senderKey: 'BAAAAAAAAAAAAAAAAAAAAA' }];
    const places: Partial<WrapPlace>[] = [{ secret: anId() }, { version: 1 }, { commitment: 'AAAB' }];
    await allTampered([
      () => unwrapDataKey(wrap, at, others.pair),
      ...said.map((one) => () => unwrapDataKey({ ...wrap, ...one }, at, keys.pair)),
      ...places.map((one) => () => unwrapDataKey(wrap, { ...at, ...one }, keys.pair)),
    ]);
  });

  it('is not made for a key that is none', async () => {
    for (const bytes of ['', 'AAAA', toBase64Url(new Uint8Array(31)), toBase64Url(new Uint8Array(32)) /* low order: RFC 7748, 6.1 */]) {
      const made = await wrapDataKey(makeDataKey(), at, ana.id, { id: 'AAAA', bytes }).then(() => 'made', () => 'refused');
      expect(made, bytes).to.equal('refused');
    }
  });
});

describe('a group’s wrapped epoch key', () => {
  it('opens for its member to the key that opens what is wrapped for the group', async () => {
    const [keys, { publicKey, secret }, dataKey] = [await keysOf(), await makeEncryptionPair(), makeDataKey()];
    const member = await wrapGroupKey(secret, group, publicKey.id, ana.id, keys.publicKeys.encryption);
    const opened = await unwrapGroupKey(member, group, publicKey.id, keys.pair);
    expect(opened).to.deep.equal(secret);
    expect(await unwrapDataKey(await wrapDataKey(dataKey, at, group, publicKey), at, await importPair(opened, publicKey))).to.deep.equal(dataKey);
  });

  it('refuses every changed byte, another group, another epoch key and another member', async () => {
    const [keys, others, { publicKey, secret }] = [await keysOf(), await keysOf(bruno.id), await makeEncryptionPair()];
    const wrap = await wrapGroupKey(secret, group, publicKey.id, ana.id, keys.publicKeys.encryption);
    await allTampered([
      ...changedBytes(wrap).map((one) => () => unwrapGroupKey(one, group, publicKey.id, keys.pair)),
      () => unwrapGroupKey(wrap, 'group:BAAAAAAAAAAAAAAAAAAAAA', publicKey.id, keys.pair),
      () => unwrapGroupKey(wrap, group, anyId, keys.pair),
      () => unwrapGroupKey({ ...wrap, to: bruno.id }, group, publicKey.id, keys.pair),
      () => unwrapGroupKey({ ...wrap, key: others.publicKeys.encryption.id }, group, publicKey.id, keys.pair),
      () => unwrapGroupKey(wrap, group, publicKey.id, others.pair),
    ]);
  });
});
