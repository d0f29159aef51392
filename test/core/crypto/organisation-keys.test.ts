import { expect } from '@open-wc/testing';
import { randomBytes, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { makeKeyset } from '../../../src/core/crypto/make-keyset.js';
import { organisationKeysOf } from '../../../src/core/crypto/public-keys.js';
import { ana, faultOf } from '../../support/vault-builders.js';

const aKey = async () => (await makeKeyset(ana.id, randomBytes(32))).keys.publicKeys.signing;
const zeros = toBase64Url(new Uint8Array(32)); // of small order

describe('the keys of an organisation', () => {
  it('are known by their ids, as many as there are', async () => {
    const [one, other] = [await aKey(), await aKey()];
    expect([...await organisationKeysOf([one.bytes, other.bytes])]).to.deep.equal([[one.id, one], [other.id, other]]);
    expect((await organisationKeysOf([])).size).to.equal(0);
  });

  it('are no list where they are none', async () => {
    expect(await faultOf(organisationKeysOf('mysafe' as never))).to.equal('misuse/unfit-key');
    expect(await faultOf(organisationKeysOf({ length: 1 } as never))).to.equal('misuse/unfit-key');
  });

  it('are refused, all of them, where one is no sound key', async () => {
    const { bytes } = await aKey();
    for (const unfit of ['', 'AA', `${bytes}=`, zeros, null, 3]) {
      const refused = await organisationKeysOf([bytes, unfit as string]).then(() => undefined, (error: unknown) => error);
      expect(refused, String(unfit)).to.include({ code: 'misuse/unfit-key' });
      expect((refused as Error).message).to.match(/32 bytes of a sound Ed25519 key/);
    }
  });
});
