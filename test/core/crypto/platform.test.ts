import { expect } from '@open-wc/testing';
import { demandWebCrypto } from '../../../src/core/crypto/platform.js';
import { faultOf } from '../../support/vault-builders.js';

const { subtle } = crypto;
const without = (name: string): SubtleCrypto => Object.assign(Object.create(subtle) as SubtleCrypto, {
  importKey: (...given: Parameters<SubtleCrypto['importKey']>) => (given[2] === name ? Promise.reject(new DOMException('', 'NotSupportedError')) : subtle.importKey(...given)),
});

describe('WebCrypto', () => {
  afterEach(() => { Reflect.deleteProperty(crypto, 'subtle'); });

  for (const [what, there] of [['none, as in a page that came by plain http', undefined], ['without Ed25519', without('Ed25519')], ['without X25519', without('X25519')]] as const) {
    it(`${what}, is misuse/unsupported-browser`, async () => {
      Object.defineProperty(crypto, 'subtle', { value: there, configurable: true });
      expect(await faultOf(demandWebCrypto())).to.equal('misuse/unsupported-browser');
    });
  }

  it('as it is here will do', async () => {
    expect(await faultOf(demandWebCrypto())).to.equal('no fault');
  });
});
