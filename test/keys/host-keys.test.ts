import { expect } from '@open-wc/testing';
import type { KeyKeeper, UnlockRecord } from '../../src/core/index.js';
import { hostKeys } from '../../src/keys/index.js';
import { makeHostKey } from '../support/key-keeper-harnesses.js';
import { ana, faultOf } from '../support/vault-builders.js';

const actor = ana.id;
const opening = async (keeper: KeyKeeper, ...records: readonly UnlockRecord[]): Promise<unknown> => {
  const result = await keeper.unlock({ actor, records });
  return result.ok ? [...result.value.accountKey] : result.refusal.code;
};
const withUsages = (raw: Uint8Array<ArrayBuffer>, ...usages: KeyUsage[]): Promise<CryptoKey> => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, usages);

describe('hostKeys', () => {
  it('opens with the key that enrolled, which need not be extractable; another is keys/wrong-input', async () => {
    const key = await makeHostKey();
    expect(key.extractable).to.equal(false);
    const { accountKey, record } = await hostKeys({ key }).enrol({ actor });
    expect(await opening(hostKeys({ key }), record)).to.deep.equal([...accountKey]);
    expect(await opening(hostKeys({ key: await makeHostKey() }), record)).to.equal('keys/wrong-input');
    expect(await opening(hostKeys({ key: await makeHostKey(['wrapKey', 'unwrapKey']) }), record)).to.equal('keys/wrong-input');
  });

  it('finds its record among those of other host keys', async () => {
    const key = await makeHostKey();
    const theirs = await hostKeys({ key: makeHostKey() }).enrol({ actor });
    const ours = await hostKeys({ key }).enrol({ actor });
    expect(await opening(hostKeys({ key }), theirs.record, ours.record)).to.deep.equal([...ours.accountKey]);
  });

  it('makes no difference between encrypting and wrapping, and unlocks with a key that may only open', async () => {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const [encrypting, wrapping] = await Promise.all([withUsages(raw, 'encrypt', 'decrypt'), withUsages(raw, 'wrapKey', 'unwrapKey')]);
    const opens = [encrypting, wrapping, await withUsages(raw, 'decrypt'), await withUsages(raw, 'unwrapKey')];
    for (const sealing of [encrypting, wrapping]) {
      const { accountKey, record } = await hostKeys({ key: sealing }).enrol({ actor });
      for (const key of opens) expect(await opening(hostKeys({ key }), record), `${sealing.usages.join()} ${key.usages.join()}`).to.deep.equal([...accountKey]);
    }
  });

  it('says so where the key is of another kind, or may not do what is asked', async () => {
    const record = (await hostKeys({ key: makeHostKey() }).enrol({ actor })).record;
    const hmac = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
    const cbc = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 256 }, false, ['encrypt', 'decrypt']);
    for (const key of [hmac, cbc, undefined as never, new Uint8Array(32) as never]) {
      expect(await faultOf(hostKeys({ key }).enrol({ actor }))).to.equal('misuse/unfit-key');
      expect(await faultOf(hostKeys({ key }).unlock({ actor, records: [record] }))).to.equal('misuse/unfit-key');
    }
    for (const usages of [['encrypt'], ['decrypt'], ['wrapKey'], ['unwrapKey']] as const) expect(await faultOf(hostKeys({ key: makeHostKey(usages) }).enrol({ actor })), usages[0]).to.equal('misuse/unfit-key');
  });

  it('asks a function each time, only when there is something to do, and lets through what it throws', async () => {
    const key = await makeHostKey();
    let asked = 0;
    let signedIn = true;
    const keeper = hostKeys({ key: async () => { asked += 1; if (!signedIn) throw new Error('the session ended'); return key; } });
    const { accountKey, record } = await keeper.enrol({ actor });
    expect(await opening(keeper, record)).to.deep.equal([...accountKey]);
    expect(await opening(keeper)).to.equal('keys/unavailable');
    expect(asked).to.equal(2);
    signedIn = false;
    expect(await faultOf(keeper.unlock({ actor, records: [record] }))).to.equal('no fault of ours: the session ended');
    expect(await faultOf(keeper.enrol({ actor }))).to.equal('no fault of ours: the session ended');
  });
});
