import { expect } from '@open-wc/testing';
import { openAccountKey, sealAccountKey } from '../../../src/core/crypto/account-key.js';
import { openState, sealState } from '../../../src/core/crypto/account-state.js';
import { fromBase64Url, randomBytes, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { makeDataKey } from '../../../src/core/crypto/content.js';
import { accountCipher, openKeyset } from '../../../src/core/crypto/keyset.js';
import { makeKeyset } from '../../../src/core/crypto/make-keyset.js';
import { areSoundKeys, fingerprintOf, publicKeyOf } from '../../../src/core/crypto/public-keys.js';
import { verifySignature } from '../../../src/core/crypto/verify.js';
import { unwrapDataKey, wrapDataKey } from '../../../src/core/crypto/wrap.js';
import type { PublicKeys } from '../../../src/core/model/sealed.js';
import { ana, bruno } from '../../support/vault-builders.js';
import { allTampered, anyId, flipped, shorterAndLonger } from './tampering.js';

const made = async (user = ana.id, accountKey = randomBytes(32)) => ({ accountKey, ...(await makeKeyset(user, accountKey)) });
const changed = (sealed: { nonce: string; ciphertext: string }) =>
  (['nonce', 'ciphertext'] as const).flatMap((field) => [...flipped(sealed[field]), ...shorterAndLonger(sealed[field])].map((text) => ({ ...sealed, [field]: text })));

describe('a keyset', () => {
  it('opens to the keys that were made, which can’t be taken out', async () => {
    const { accountKey, keys, sealed } = await made();
    const opened = await openKeyset(ana.id, accountKey, sealed, keys.publicKeys);
    const [dataKey, place] = [makeDataKey(), { secret: anyId, version: 1, commitment: 'AAAA', seq: 1, sender: ana.id, senderKey: anyId }];
    expect(await unwrapDataKey(await wrapDataKey(dataKey, place, ana.id, keys.publicKeys.encryption), place, opened.pair)).to.deep.equal(dataKey);
    const message = randomBytes(50);
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', opened.signing, message));
    expect(await verifySignature(signature, message, fromBase64Url(keys.publicKeys.signing.bytes))).to.equal(true);
    expect(await openState(ana.id, 1, await sealState(ana.id, 1, { pins: [] }, keys.state), opened.state)).to.deep.equal({ pins: [] });
    for (const key of [...[keys, opened].flatMap(({ pair, signing, state }) => [pair.privateKey, signing, state]), await accountCipher(accountKey, 'decrypt')]) expect(key.extractable).to.equal(false);
  });

  it('refuses every changed byte, another person, other public keys and another account key', async () => {
    const { accountKey, keys: { publicKeys }, sealed } = await made();
    const other = (await made(ana.id, accountKey)).keys.publicKeys;
    const tampered = changed(sealed);
    expect(tampered).to.have.length(12 + 3 + 32 + 32 + 16 + 3);
    await allTampered([
      ...tampered.map((one) => () => openKeyset(ana.id, accountKey, one, publicKeys)),
      () => openKeyset(bruno.id, accountKey, sealed, publicKeys),
      () => openKeyset(ana.id, randomBytes(32), sealed, publicKeys),
      () => openKeyset(ana.id, accountKey, sealed, { ...publicKeys, signing: other.signing }),
      () => openKeyset(ana.id, accountKey, sealed, { ...publicKeys, encryption: other.encryption }),
      () => openKeyset(ana.id, accountKey, sealed, { ...publicKeys, signature: other.signature }),
    ], 'with a cause');
  });
});

describe('public keys', () => {
  it('are sound as they were made, and with nothing in them changed, swapped, or of another person', async () => {
    const [{ keys: { publicKeys: keys } }, { keys: { publicKeys: other } }] = [await made(), await made()];
    expect(await areSoundKeys(ana.id, keys)).to.equal(true);
    expect(keys).to.have.all.keys('signing', 'encryption', 'signature');
    const zero = toBase64Url(new Uint8Array(32)); // of small order in both groups
    const wrong: PublicKeys[] = [
      ...flipped(keys.signature).map((signature) => ({ ...keys, signature })),
      ...flipped(keys.signing.bytes).map((bytes) => ({ ...keys, signing: { ...keys.signing, bytes } })),
      ...flipped(keys.encryption.bytes).map((bytes) => ({ ...keys, encryption: { ...keys.encryption, bytes } })),
      ...flipped(keys.signing.id).map((id) => ({ ...keys, signing: { ...keys.signing, id } })),
      ...flipped(keys.encryption.id).map((id) => ({ ...keys, encryption: { ...keys.encryption, id } })),
      { ...keys, signing: other.signing }, { ...keys, encryption: other.encryption }, { ...keys, signature: other.signature },
      { ...keys, signing: keys.encryption }, { ...keys, encryption: keys.signing },
      { ...keys, signing: await publicKeyOf('Ed25519', fromBase64Url(zero)) }, { ...keys, encryption: await publicKeyOf('X25519', fromBase64Url(zero)) },
      { ...keys, signing: { ...keys.signing, bytes: 'no base64url!' } },
    ];
    expect(wrong).to.have.length(64 + 32 + 32 + 16 + 16 + 8);
    for (const [at, one] of wrong.entries()) expect(await areSoundKeys(ana.id, one), `number ${at}`).to.equal(false);
    expect(await areSoundKeys(bruno.id, keys)).to.equal(false);
  });

  it('have an id of their own for each algorithm', async () => {
    const bytes = randomBytes(32);
    expect((await publicKeyOf('Ed25519', bytes)).id).not.to.equal((await publicKeyOf('X25519', bytes)).id);
  });

  it('have a fingerprint of 8 groups of 5 digits, another for each person and for each change of a key', async () => {
    const [{ keys: { publicKeys: keys } }, { keys: { publicKeys: other } }] = [await made(), await made()];
    const all = await Promise.all([
      fingerprintOf(ana.id, keys), fingerprintOf(bruno.id, keys), fingerprintOf(ana.id, { ...keys, signing: other.signing }),
      fingerprintOf(ana.id, { ...keys, encryption: other.encryption }), fingerprintOf(ana.id, { signing: keys.encryption, encryption: keys.signing }),
    ]);
    for (const one of all) expect(one).to.match(/^\d{5}( \d{5}){7}$/);
    expect(new Set(all).size).to.equal(5);
    expect(await fingerprintOf(ana.id, { ...keys, signing: { ...keys.signing } })).to.equal(all[0]);
  });
});

describe('what a person’s vaults remember', () => {
  it('opens for that person at that count alone, and with no byte changed', async () => {
    const [{ keys }, { keys: others }] = [await made(), await made()];
    const sealed = await sealState(ana.id, 7, { pins: ['…'] }, keys.state);
    expect(await openState(ana.id, 7, sealed, keys.state)).to.deep.equal({ pins: ['…'] });
    await allTampered([
      ...changed(sealed).map((one) => () => openState(ana.id, 7, one, keys.state)),
      () => openState(ana.id, 6, sealed, keys.state), () => openState(ana.id, 8, sealed, keys.state), () => openState(bruno.id, 7, sealed, keys.state), () => openState(ana.id, 7, sealed, others.state),
    ], 'with a cause');
  });
});

describe('an account key', () => {
  it('opens with its wrapping key, for its person, its kind and its parameters alone', async () => {
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
