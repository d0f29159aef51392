import { expect } from '@open-wc/testing';
import type { GrantTerms } from '../../../src/core/model/permission.js';
import { addSteps, editSteps, keySteps, lowersAccess, shareSteps, transferSteps } from '../../../src/core/policy/index.js';
import { eva, genesisBy, label, ops, owner, rui, withValue, wrapFor } from './chain-builders.js';

const content = withValue(1);
const wraps = [wrapFor(rui, 1)];
const END = 5_000;

describe('what is signed', () => {
  it('of a new secret is its beginning, its label and its first version, in this order', () => {
    expect(addSteps(genesisBy(owner), label, content, wraps)).to.deep.equal([
      { kind: 'create', genesis: genesisBy(owner) }, { kind: 'label', label }, { kind: 'version', version: 1, rotated: true, content, wraps },
    ]);
  });

  it('of an edit is what was changed: the label, the version, both or nothing', () => {
    const version = { version: 4, rotated: false, content, wraps };
    expect(editSteps(label, undefined)).to.deep.equal([{ kind: 'label', label }]);
    expect(editSteps(undefined, version)).to.deep.equal([{ kind: 'version', version: 4, rotated: false, content, wraps }]);
    expect(editSteps(label, version)).to.deep.equal([{ kind: 'label', label }, { kind: 'version', ...version }]);
    expect(editSteps(undefined, undefined)).to.deep.equal([]);
  });

  it('of keys is a re-key where it was sealed anew, also for nobody else, and else keys for whom there are some', () => {
    expect(keySteps(wraps, content)).to.deep.equal([{ kind: 'rekey', content, wraps }]);
    expect(keySteps([], content)).to.deep.equal([{ kind: 'rekey', content, wraps: [] }]);
    expect(keySteps(wraps, undefined)).to.deep.equal([{ kind: 'complete', wraps }]);
    expect(keySteps([], undefined)).to.deep.equal([]);
  });

  it('of a share is the keys first, then each change in its order, and nothing that is so already', () => {
    const held: GrantTerms[] = [{ principal: rui, permission: 'view' }, { principal: ops, permission: 'edit', expiresAt: END }];
    expect(shareSteps(held, [
      { op: 'grant', principal: eva, permission: 'manage', expiresAt: END }, { op: 'grant', principal: rui, permission: 'view' }, { op: 'revoke', principal: ops },
      { op: 'revoke', principal: 'user:gone' }, { op: 'grant', principal: 'user:new', permission: 'view', expiresAt: undefined },
    ], wraps, content)).to.deep.equal([
      { kind: 'rekey', content, wraps }, { kind: 'grant', principal: eva, permission: 'manage', expiresAt: END }, { kind: 'revoke', principal: ops },
      { kind: 'grant', principal: 'user:new', permission: 'view' },
    ]);
    expect(shareSteps(held, [{ op: 'grant', principal: rui, permission: 'edit' }], wraps, undefined)).to.deep.equal([{ kind: 'complete', wraps }, { kind: 'grant', principal: rui, permission: 'edit' }]);
    expect(shareSteps(held, [{ op: 'revoke', principal: eva }], [], undefined)).to.deep.equal([]);
  });

  it('of what is sealed anew since somebody left says where nobody is left', () => {
    expect(keySteps(wraps, content, true)).to.deep.equal([{ kind: 'rekey', content, wraps, nobodyLeft: true }]);
    expect(keySteps(wraps, undefined, true)).to.deep.equal([{ kind: 'complete', wraps }]);
    expect(shareSteps([], [], wraps, content, true)).to.deep.equal([{ kind: 'rekey', content, wraps, nobodyLeft: true }]);
  });

  it('of a transfer is the cleared label where there is one, the keys, and who owns it then', () => {
    const cleared = { name: label.name, url: label.url, tags: label.tags };
    expect(transferSteps(eva, [], undefined)).to.deep.equal([{ kind: 'transfer', to: eva }]);
    expect(transferSteps(eva, wraps, cleared)).to.deep.equal([{ kind: 'label', label: cleared }, { kind: 'complete', wraps }, { kind: 'transfer', to: eva }]);
  });
});

describe('access is lowered', () => {
  const held: GrantTerms[] = [{ principal: rui, permission: 'edit' }, { principal: ops, permission: 'view' }];

  it('where somebody keeps less than they hold, whatever else changes', () => {
    expect(lowersAccess(held, [{ op: 'grant', principal: eva, permission: 'view' }, { op: 'grant', principal: rui, permission: 'view' }])).to.equal(true);
  });

  it('neither by more, by the same, by a new grant, nor by taking one away, which is no grant', () => {
    for (const permission of ['edit', 'manage'] as const) expect(lowersAccess(held, [{ op: 'grant', principal: rui, permission }])).to.equal(false);
    expect(lowersAccess(held, [{ op: 'grant', principal: eva, permission: 'view' }, { op: 'revoke', principal: rui }])).to.equal(false);
    expect(lowersAccess(held, [])).to.equal(false);
  });
});
