import { expect } from '@open-wc/testing';
import { type KeyKeeper, type UnlockRecord, fromBase64Url, openAccountKey } from '../../src/core/index.js';
import { passkeyKeys } from '../../src/keys/index.js';
import { askPasskeys, makePasskey } from '../../src/keys/passkey.js';
import { addAuthenticator, passkeysOn, removeAuthenticator, setVerified } from '../support/key-keeper-harnesses.js';
import { ana, faultOf } from '../support/vault-builders.js';

const actor = ana.id;
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
const opening = async (keeper: KeyKeeper, ...records: readonly UnlockRecord[]): Promise<unknown> => {
  const result = await keeper.unlock({ actor, records });
  return result.ok ? [...result.value.accountKey] : result.refusal.code;
};

describe('passkeyKeys', () => {
  let authenticators: string[] = [];
  const plugIn = async (options?: { readonly hasPrf?: boolean }): Promise<string> => {
    const added = await addAuthenticator(options);
    authenticators.push(added);
    return added;
  };
  const unplug = async (authenticator: string): Promise<void> => {
    authenticators = authenticators.filter((one) => one !== authenticator);
    await removeAuthenticator(authenticator);
  };
  afterEach(async () => { for (const one of authenticators) await unplug(one); });

  it('gets 32 bytes that are the same for one salt, when made and ever after, and others for another salt or passkey (M17)', async () => {
    await plugIn();
    const [salt, other] = [random(32), random(32)];
    const about = { rpId: location.hostname, rpName: 'Test', userName: 'ana' };
    const made = await makePasskey({ ...about, salt });
    const second = await makePasskey({ ...about, salt });
    const secretOf = async (id: string, under: Uint8Array<ArrayBuffer>) => [...(await askPasskeys(location.hostname, [{ id: fromBase64Url(id), salt: under }]))!.secret];
    expect(made.secret.length).to.equal(32);
    expect(await secretOf(made.id, salt)).to.deep.equal([...made.secret]);
    expect(await secretOf(made.id, salt)).to.deep.equal([...made.secret]);
    expect(await secretOf(made.id, other)).to.not.deep.equal([...made.secret]);
    expect([...second.secret]).to.not.deep.equal([...made.secret]);
  });

  it('keeps the passkey’s id, 32 random bytes and the domain in the record, and the same passkey is not used twice', async () => {
    const authenticator = await plugIn();
    const keeper = passkeyKeys({ rpName: 'Acme', userName: 'Ana' });
    const records = [(await keeper.enrol({ actor })).record, (await keeper.enrol({ actor })).record];
    for (const { params } of records) {
      expect(Object.keys(params).sort()).to.deep.equal(['credentialId', 'nonce', 'rpId', 'salt']);
      expect([params['rpId'], fromBase64Url(String(params['salt'])).length]).to.deep.equal([location.hostname, 32]);
    }
    expect(new Set(records.map(({ params }) => params['salt'])).size).to.equal(2);
    expect((await passkeysOn(authenticator)).length, 'the second did not replace the first').to.equal(2);
  });

  it('wraps under HKDF-SHA256 of the passkey’s secret, named for this use alone', async () => {
    await plugIn();
    const { accountKey, record } = await passkeyKeys().enrol({ actor });
    const { credentialId, salt } = record.params as { credentialId: string; salt: string };
    const { secret } = (await askPasskeys(location.hostname, [{ id: fromBase64Url(credentialId), salt: fromBase64Url(salt) }]))!;
    const base = await crypto.subtle.importKey('raw', Uint8Array.from(secret), 'HKDF', false, ['deriveBits']);
    const info = new TextEncoder().encode('mysafe/1/unlock-prf');
    const key = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, base, 256);
    const opened = await openAccountKey(record, new Uint8Array(key), actor);
    expect(opened.ok && opened.value.accountKey).to.deep.equal(accountKey);
  });

  it('opens with whichever of several passkeys is at hand, in one prompt', async () => {
    const first = await plugIn();
    const keeper = passkeyKeys();
    const { accountKey, record } = await keeper.enrol({ actor });
    await unplug(first);
    await plugIn();
    const added = await keeper.enrol({ actor, accountKey });
    expect(await opening(keeper, record, added.record)).to.deep.equal([...accountKey]);
    expect(await opening(keeper, record), 'the first alone is not at hand').to.equal('keys/wrong-input');
  });

  it('throws keys/unavailable where the authenticator gives no secret', async () => {
    await plugIn({ hasPrf: false });
    expect(await faultOf(passkeyKeys().enrol({ actor }))).to.equal('keys/unavailable');
  });

  it('is keys/unavailable where the browser has no passkeys, or says that they give no secret', async () => {
    await plugIn();
    const keeper = passkeyKeys();
    const { record } = await keeper.enrol({ actor });
    const { PublicKeyCredential } = globalThis;
    for (const without of [undefined, { getClientCapabilities: async () => ({ 'extension:prf': false }) }]) {
      Object.defineProperty(globalThis, 'PublicKeyCredential', { value: without, configurable: true, writable: true });
      try {
        expect(await faultOf(keeper.enrol({ actor }))).to.equal('keys/unavailable');
        expect(await opening(keeper, record)).to.equal('keys/unavailable');
      } finally {
        Object.defineProperty(globalThis, 'PublicKeyCredential', { value: PublicKeyCredential, configurable: true, writable: true });
      }
    }
    expect(await opening(keeper, record)).to.be.an('array');
  });

  it('is keys/wrong-input where the person declines, and makes nothing then', async () => {
    const authenticator = await plugIn();
    const keeper = passkeyKeys();
    const { record } = await keeper.enrol({ actor });
    await setVerified(authenticator, false);
    expect(await faultOf(keeper.enrol({ actor }))).to.equal('keys/wrong-input');
    expect(await opening(keeper, record)).to.equal('keys/wrong-input');
    expect((await passkeysOn(authenticator)).length).to.equal(1);
  });

  it('is keys/unavailable for a domain that is not the page’s, and for records of another domain or without sense', async () => {
    await plugIn();
    const { record } = await passkeyKeys().enrol({ actor });
    const foreign = passkeyKeys({ rpId: 'elsewhere.example' });
    expect(await faultOf(foreign.enrol({ actor }))).to.equal('keys/unavailable');
    expect(await opening(foreign, record)).to.equal('keys/unavailable');
    expect(await opening(foreign, { ...record, params: { ...record.params, rpId: 'elsewhere.example' } })).to.equal('keys/unavailable');
    for (const change of [{ credentialId: '' }, { credentialId: 7 }, { credentialId: '!' }, { credentialId: 'AAAAA' }, { salt: null }, { salt: '' }]) {
      expect(await opening(passkeyKeys(), { ...record, params: { ...record.params, ...change } }), JSON.stringify(change)).to.equal('keys/unavailable');
    }
  });
});
