import { expect } from '@open-wc/testing';
import { fromBase64Url, fromUtf8, randomBytes, randomId } from '../../../src/core/crypto/bytes.js';
import { makeDataKey, sealContent } from '../../../src/core/crypto/content.js';
import { contentMarkOf, versionOf, wrapMarkOf } from '../../../src/core/crypto/marks.js';
import { makeKeyset } from '../../../src/core/crypto/make-keyset.js';
import { areSoundKeys, encryptionStatement, formerOf, isSoundEncryption, publicKeyOf, sameKeys } from '../../../src/core/crypto/public-keys.js';
import { isSoundEncryptionKey, isSoundSigningKey, verifySignature } from '../../../src/core/crypto/verify.js';
import { wrapDataKey } from '../../../src/core/crypto/wrap.js';
import { ana } from '../../support/vault-builders.js';
import { place } from './tampering.js';

describe('what a signature says of a version', () => {
  it('is its number, the marks of what was sealed and of each wrap, and whether it was rotated or restored', async () => {
    const dataKey = makeDataKey();
    const envelope = await sealContent(dataKey, place, { details: { clientId: 'c' }, value: { clientSecret: 's' } });
    const { keys: { publicKeys } } = await makeKeyset(ana.id, randomBytes(32));
    const wrap = await wrapDataKey(dataKey, { ...envelope, secret: place.secret, sender: ana.id, senderKey: publicKeys.signing.id }, ana.id, publicKeys.encryption);
    const said = { version: envelope.version, content: await contentMarkOf(envelope), wraps: [await wrapMarkOf(wrap)] };
    expect(await versionOf({ envelope, wraps: [wrap], rotated: true })).to.deep.equal({ ...said, rotated: true });
    expect(await versionOf({ envelope, wraps: [wrap], rotated: false, restored: true })).to.deep.equal({ ...said, rotated: false, restored: true });
    const inherited = Object.assign(Object.create({ restored: true }) as object, { envelope, wraps: [wrap], rotated: false });
    expect(await versionOf(inherited)).to.deep.equal({ ...said, rotated: false });
    const { value: _value, ...empty } = envelope;
    expect(await contentMarkOf(empty)).to.not.have.property('value');
  });
});

describe('public keys', () => {
  it('of somebody who started over are signed with their former ones', async () => {
    const before = await makeKeyset(ana.id, randomBytes(32));
    const { keys: { publicKeys } } = await makeKeyset(ana.id, randomBytes(32), [before.keys.publicKeys.signing]);
    expect(publicKeys.former).to.deep.equal([before.keys.publicKeys.signing]);
    expect(await areSoundKeys(ana.id, publicKeys)).to.equal(true);
    expect(await areSoundKeys(ana.id, { ...publicKeys, former: undefined })).to.equal(false);
  });

  it('are none where their text is no base64url, or not the one way to write it', async () => {
    const { keys: { publicKeys } } = await makeKeyset(ana.id, randomBytes(32));
    for (const bytes of ['', '*', `${publicKeys.encryption.bytes}=`, `${publicKeys.encryption.bytes} `]) expect(await isSoundEncryption({ ...publicKeys.encryption, bytes })).to.equal(false);
    expect(await areSoundKeys(ana.id, { ...publicKeys, signature: '*' })).to.equal(false);
  });

  it('receive where their id is that of their bytes and they can agree on something', async () => {
    for (let time = 0; time < 60; time += 1) {
      const pair = await crypto.subtle.generateKey('X25519', true, ['deriveBits']);
      expect(await isSoundEncryptionKey(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))).to.equal(true);
    }
    const [{ keys: { publicKeys: { encryption } } }, { keys: { publicKeys: other } }] = [await makeKeyset(ana.id, randomBytes(32)), await makeKeyset(ana.id, randomBytes(32))];
    expect(await isSoundEncryption(encryption)).to.equal(true);
    expect(await isSoundEncryption({ ...encryption, id: other.encryption.id })).to.equal(false);
    for (const unsound of [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)), new Uint8Array(31), new Uint8Array()]) {
      expect(await isSoundEncryptionKey(unsound)).to.equal(false);
      expect(await isSoundEncryption(await publicKeyOf('X25519', unsound))).to.equal(false);
    }
  });

  it('are signed with the former ones where there are any, and with nothing in their place where there are none', async () => {
    const { keys: { publicKeys } } = await makeKeyset(ana.id, randomBytes(32));
    const said = `"bytes":"${publicKeys.encryption.bytes}"`;
    for (const none of [publicKeys, { ...publicKeys, former: [] }, { ...publicKeys, former: undefined }]) {
      expect(formerOf(none)).to.deep.equal([]);
      expect(fromUtf8(encryptionStatement(ana.id, none))).to.equal(`{${said},"id":"${publicKeys.encryption.id}","t":"mysafe/1/encryption-key","user":"${ana.id}"}`);
    }
    const { id, bytes } = publicKeys.signing;
    expect(fromUtf8(encryptionStatement(ana.id, { ...publicKeys, former: [publicKeys.signing] }))).to.contain(`${said},"former":[{"bytes":"${bytes}","id":"${id}"}]`);
  });

  it('are the same where both their bytes are', async () => {
    const [{ keys: { publicKeys: one } }, { keys: { publicKeys: other } }] = [await makeKeyset(ana.id, randomBytes(32)), await makeKeyset(ana.id, randomBytes(32))];
    expect(sameKeys(one, { ...one, signature: other.signature })).to.equal(true);
    expect(sameKeys(one, { ...one, signing: other.signing })).to.equal(false);
    expect(sameKeys(one, { ...one, encryption: other.encryption })).to.equal(false);
  });

  it('sign nothing where they are no points, too long, or of small order', async () => {
    const { keys: { signing, publicKeys } } = await makeKeyset(ana.id, randomBytes(32));
    const [message, key] = [randomBytes(9), fromBase64Url(publicKeys.signing.bytes)];
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', signing, message));
    expect(await isSoundSigningKey(key)).to.equal(true);
    const y = (first: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? first : 0));
    for (const unsound of [new Uint8Array(), key.slice(1), Uint8Array.from([...key, 0]), y(2) /* on no curve */, y(1) /* the identity */, y(0) /* of order 4 */]) {
      expect(await isSoundSigningKey(unsound)).to.equal(false);
      expect(await verifySignature(signature, message, unsound)).to.equal(false);
    }
    for (const other of [new Uint8Array(), signature.slice(1), Uint8Array.from([...signature, 0]), signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte))]) expect(await verifySignature(other, message, key)).to.equal(false);
    expect(await verifySignature(signature, message, key)).to.equal(true);
  });
});

describe('an id', () => {
  it('is 16 random bytes as text', () => {
    const ids = Array.from({ length: 50 }, randomId);
    expect(new Set(ids).size).to.equal(50);
    for (const id of ids) expect(fromBase64Url(id)).to.have.length(16);
  });
});
