import { expect } from '@open-wc/testing';
import type { GroupId, UserId } from '../../../src/core/model/ids.js';
import type { Grant, GrantTerms } from '../../../src/core/model/permission.js';
import { type Actor, apply, effectivePermission, explain, isForOrganisation, isLive, lawful, otherPaths, sharedWith } from '../../../src/core/policy/index.js';

const owner: UserId = 'user:owner';
const rui: UserId = 'user:rui';
const ops: GroupId = 'group:ops';
const dev: GroupId = 'group:dev';
const END = 5_000;

const at = (time: number, ...groups: GroupId[]): Actor => ({ id: rui, groups: new Set(groups), at: time });
const secret = (...grants: GrantTerms[]) => ({ owner, deleted: false, grants });

describe('effectivePermission', () => {
  it('ends a grant at the very moment of its end', () => {
    const state = secret({ principal: rui, permission: 'view', expiresAt: END });
    expect(effectivePermission(state, at(END - 1))).to.equal('view');
    expect(effectivePermission(state, at(END))).to.equal('none');
    expect(effectivePermission(state, at(END + 1))).to.equal('none');
    expect([isLive({ expiresAt: END }, END - 1), isLive({ expiresAt: END }, END), isLive({}, Number.MAX_SAFE_INTEGER), isLive({ expiresAt: 0 }, 0)]).to.deep.equal([true, false, true, false]);
  });

  it('T9 gives the union of what was given directly and through groups, whatever their order', () => {
    const grants: GrantTerms[] = [{ principal: rui, permission: 'view' }, { principal: ops, permission: 'manage', expiresAt: END }, { principal: dev, permission: 'edit' }];
    for (const list of [grants, grants.toReversed()]) {
      expect(effectivePermission(secret(...list), at(0, ops, dev))).to.equal('manage');
      expect(effectivePermission(secret(...list), at(END, ops, dev))).to.equal('edit');
      expect(effectivePermission(secret(...list), at(END, ops))).to.equal('view');
    }
  });

  it('T7 resolves a group at the time of access', () => {
    const state = secret({ principal: ops, permission: 'edit' });
    expect(effectivePermission(state, at(0))).to.equal('none');
    expect(effectivePermission(state, at(0, ops))).to.equal('edit');
  });

  it('gives the owner everything, and nobody anything of a deleted secret', () => {
    const state = secret({ principal: owner, permission: 'view' });
    expect(effectivePermission(state, { id: owner, groups: new Set(), at: 0 })).to.equal('own');
    expect(effectivePermission({ ...state, deleted: true }, { id: owner, groups: new Set(), at: 0 })).to.equal('none');
  });
});

describe('explain', () => {
  it('T9 names every path, the strongest first, ended ones as ended', () => {
    const state = secret({ principal: rui, permission: 'view', expiresAt: END }, { principal: ops, permission: 'edit' }, { principal: dev, permission: 'manage' });
    expect(explain(state, at(END, ops))).to.deep.equal([
      { through: ops, permission: 'edit', expiresAt: undefined, live: true },
      { through: rui, permission: 'view', expiresAt: END, live: false },
    ]);
    expect(otherPaths(state, at(END, ops, dev))).to.deep.equal([dev, ops]);
    expect(otherPaths(state, at(END))).to.deep.equal([]);
  });

  it('names the owner first, and no path to a deleted secret', () => {
    const mine = { owner: rui, deleted: false, grants: [{ principal: ops, permission: 'edit' as const }] };
    expect(explain(mine, at(0, ops)).map(({ through, permission }) => [through, permission])).to.deep.equal([[rui, 'own'], [ops, 'edit']]);
    expect(explain({ ...mine, deleted: true }, at(0, ops))).to.deep.equal([]);
  });

  it('leaves ended paths out of those that are left (stillThrough)', () => {
    expect(otherPaths(secret({ principal: ops, permission: 'edit', expiresAt: END }), at(END, ops))).to.deep.equal([]);
    expect(otherPaths(secret({ principal: ops, permission: 'edit', expiresAt: END }), at(END - 1, ops))).to.deep.equal([ops]);
  });
});

describe('sharedWith', () => {
  it('T10 counts the grants that have not ended, and no others', () => {
    const grants: GrantTerms[] = [{ principal: rui, permission: 'view', expiresAt: END }, { principal: ops, permission: 'edit' }, { principal: dev, permission: 'edit', expiresAt: END + 1 }];
    expect([sharedWith([], 0), sharedWith(grants, END - 1), sharedWith(grants, END), sharedWith(grants, END + 1)]).to.deep.equal([0, 3, 2, 1]);
  });
});

describe('what a manager may grant', () => {
  const state = (expiresAt?: number) => ({ owner, enabled: true, deleted: false, hasValue: true, grants: [{ principal: rui, permission: 'manage' as const, expiresAt }] });
  const granting = (permission: 'view' | 'manage', expiresAt?: number) => ({ kind: 'grant' as const, principal: 'user:x' as UserId, permission, expiresAt });

  it('is nothing that outlasts their own grant', () => {
    expect(lawful(state(END), granting('view', END), at(0))).to.equal(undefined);
    expect(lawful(state(END), granting('view', END + 1), at(0))).to.deep.equal({ code: 'share/beyond-own-end', latest: new Date(END) });
    expect(lawful(state(END), granting('view'), at(0))).to.deep.equal({ code: 'share/beyond-own-end', latest: new Date(END) });
    expect(lawful(state(), granting('manage'), at(0))).to.equal(undefined);
  });

  it('is measured by the longest of the grants that make them a manager, not by weaker ones', () => {
    const two = { ...state(END), grants: [...state(END).grants, { principal: ops, permission: 'manage' as const, expiresAt: END * 2 }, { principal: dev, permission: 'edit' as const }] };
    expect(lawful(two, granting('view', END * 2), at(0, ops, dev))).to.equal(undefined);
    expect(lawful(two, granting('view', END * 2 + 1), at(0, ops, dev))).to.deep.equal({ code: 'share/beyond-own-end', latest: new Date(END * 2) });
    expect(lawful(two, granting('view', END * 2), at(0, dev))).to.deep.equal({ code: 'share/beyond-own-end', latest: new Date(END) });
  });

  it('is no level that the rules do not know', () => {
    expect(lawful(state(), { ...granting('view'), permission: 'own' as 'view' }, at(0))?.code).to.equal('share/beyond-own-permission');
  });
});

describe('what an owner may grant', () => {
  it('I1 is no ownership, and no level that the rules do not know', () => {
    const state = { owner, enabled: true, deleted: false, hasValue: true, grants: [] };
    for (const permission of ['own', 'none', 'admin', 'constructor', ''] as readonly string[]) {
      const step = { kind: 'grant' as const, principal: rui, permission: permission as 'view' };
      expect(lawful(state, step, { id: owner, groups: new Set(), at: 0 }), permission).to.deep.equal({ code: 'share/beyond-own-permission', holds: 'manage' });
    }
  });
});

describe('an end that a page’s prototype was polluted with', () => {
  it('ends nothing, is given to nobody and binds nobody', () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    const state = { owner, enabled: true, deleted: false, hasValue: true, grants: [{ principal: rui, permission: 'manage', grantedBy: owner, grantedAt: 0, setAt: 1 }] as readonly Grant[] };
    for (const hostile of [0, 'own', new Date(0)]) {
      prototype['expiresAt'] = hostile;
      try {
        const step = { kind: 'grant' as const, principal: ops, permission: 'manage' as const };
        expect(effectivePermission(state, at(END))).to.equal('manage');
        expect(lawful(state, step, at(END))).to.equal(undefined);
        expect(Object.hasOwn(apply(state, step, at(END), 2).grants[1]!, 'expiresAt')).to.equal(false);
        expect(explain(state, at(END))[0]).to.deep.equal({ through: rui, permission: 'manage', expiresAt: undefined, live: true });
        expect(sharedWith(state.grants, END)).to.equal(1);
      } finally {
        delete prototype['expiresAt'];
      }
    }
  });
});

describe('isForOrganisation', () => {
  it('takes an actor’s own word alone', () => {
    const inherited = Object.create({ forOrganisation: true }, Object.getOwnPropertyDescriptors(at(0))) as Actor;
    expect(isForOrganisation({ ...at(0), forOrganisation: true })).to.equal(true);
    expect([at(0), { ...at(0), forOrganisation: undefined } as unknown as Actor, inherited].map(isForOrganisation)).to.deep.equal([false, false, false]);
  });
});
