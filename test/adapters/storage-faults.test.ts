import { expect } from '@open-wc/testing';
import { closedFault, corruptFault, databaseFault, lostConnection, toFault } from '../../src/adapters/storage-faults.js';
import { type FaultCode, MySafeError } from '../../src/core/index.js';

const WAYS_OUT: readonly (readonly [FaultCode, RegExp])[] = [
  ['storage/quota', /Free space/], ['storage/newer-schema', /Reload the page/], ['storage/blocked', /Close the other tabs/], ['storage/unavailable', /Allow this site to store data/], ['storage/corrupt', /Restore it from a backup/],
];

describe('faults of a storage', () => {
  it('say what happened, to which database and what to do', () => {
    for (const [code, way] of WAYS_OUT) {
      const fault = databaseFault(code, 'acme');
      expect([fault.code, fault.cause]).to.deep.equal([code, undefined]);
      expect(fault.message).to.contain('“acme”').and.to.match(way);
    }
    expect(closedFault()).to.include({ code: 'storage/closed', message: 'This storage was closed and can’t be used any more. Open a new one.' });
  });

  it('keep what was thrown below, and have their code for a sentence where there is none', () => {
    const cause = new DOMException('gone', 'NotReadableError');
    expect([databaseFault('storage/corrupt', 'acme', cause).cause, corruptFault('acme', 'a record', cause).cause]).to.deep.equal([cause, cause]);
    expect(databaseFault('misuse/vault-closed', 'acme').message).to.equal('misuse/vault-closed');
  });

  it('are told by the name that IndexedDB throws; any other is “not now”', () => {
    const codes = { QuotaExceededError: 'storage/quota', VersionError: 'storage/newer-schema', DataError: 'storage/corrupt', NotReadableError: 'storage/corrupt', NotFoundError: 'storage/corrupt', UnknownError: 'storage/unavailable', toString: 'storage/unavailable' };
    for (const [name, code] of Object.entries(codes)) {
      const thrown = new DOMException('', name);
      const fault = toFault(thrown, 'acme');
      expect(fault).to.be.instanceOf(MySafeError).and.to.include({ code, cause: thrown });
    }
  });

  it('leave what is a fault already, and what IndexedDB did not throw', () => {
    for (const other of [closedFault(), new TypeError('ours'), 'text', undefined]) expect(toFault(other, 'acme')).to.equal(other);
  });

  it('tell a connection that went away from anything else', () => {
    const named = (name: string): Error => Object.assign(new Error(), { name });
    expect([new DOMException('', 'InvalidStateError'), new DOMException('', 'AbortError'), named('AbortError')].map(lostConnection)).to.deep.equal([true, true, true]);
    expect([new DOMException('', 'QuotaExceededError'), new Error(), { name: 'AbortError' }, undefined, ''].map(lostConnection)).to.deep.equal([false, false, false, false, false]);
  });
});
