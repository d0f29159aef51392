import { expect } from '@open-wc/testing';
import type { PrincipalId } from '../../../src/core/model/ids.js';
import type { Principal } from '../../../src/core/model/principal.js';
import { type Problem, isBlocking } from '../../../src/core/model/problem.js';
import { type PlainChange, type SharingPolicy, defaultPolicy } from '../../../src/core/model/sharing.js';
import { admissible, isGone, problemWith } from '../../../src/core/policy/index.js';
import { ana, bruno, carla, disabledGroup, invited, joao, maria, ops, suspended } from '../../support/vault-builders.js';

const asGroup = ({ id, name, members, enabled = true }: typeof ops): Principal => ({ kind: 'group', id, name, origin: 'directory', memberCount: members.length, enabled });
const NOW = 1_000_000;

describe('problemWith (mysafe.md T12)', () => {
  // Each row has every later problem too, as far as one principal can: the first one is named.
  const everything = { actor: ana.id, owner: joao.id, hasAccess: true, outside: 'not ours', lookAlike: true };
  const rows: readonly (readonly [Problem, Principal | undefined, Partial<typeof everything>])[] = [
    ['unknown', undefined, everything],
    ['yourself', { ...ana, status: 'suspended' }, { ...everything, owner: ana.id }],
    ['owner', { ...joao, status: 'invited' }, everything],
    ['suspended', suspended, everything],
    ['invited', invited, everything],
    ['group-disabled', asGroup(disabledGroup), everything],
    ['has-access', bruno, everything],
    ['outside-policy', bruno, { ...everything, hasAccess: false }],
    ['look-alike', maria, { actor: ana.id, owner: joao.id, lookAlike: true }],
  ];
  const order: readonly Problem[] = ['unknown', 'ambiguous', 'yourself', 'owner', 'suspended', 'invited', 'group-disabled', 'has-access', 'outside-policy', 'look-alike'];

  for (const [problem, principal, context] of rows) {
    it(`names ${problem} before whatever comes after it`, () => {
      expect(problemWith(principal, { actor: ana.id, ...context })).to.equal(problem);
    });
  }

  it('tests them in the order that is promised; ambiguous is the directory’s to say', () => {
    expect(rows.map(([problem]) => problem)).to.deep.equal(order.filter((problem) => problem !== 'ambiguous'));
  });

  it('finds nothing wrong with an active person or an enabled group', () => {
    expect(problemWith(bruno, { actor: ana.id, owner: joao.id })).to.equal(undefined);
    expect(problemWith(asGroup(ops), { actor: ana.id })).to.equal(undefined);
  });

  it('blocks by all but has-access and look-alike', () => {
    expect(order.filter((problem) => !isBlocking(problem))).to.deep.equal(['has-access', 'look-alike']);
    expect(isBlocking(undefined)).to.equal(false);
  });
});

describe('isGone', () => {
  it('says so of an owner who is suspended or vanished, and of no other', () => {
    expect([undefined, suspended].map(isGone)).to.deep.equal([true, true]);
    expect([ana, invited].map(isGone)).to.deep.equal([false, false]);
  });
});

describe('admissible', () => {
  const principals = new Map<PrincipalId, Principal>([ana, joao, bruno, carla, suspended, invited, asGroup(ops), asGroup(disabledGroup)].map((principal) => [principal.id, principal]));
  const standard: SharingPolicy = { ...defaultPolicy, levels: ['view', 'edit'], requireEnd: false };
  const judge = (changes: readonly PlainChange[], { outside = [], grantsAfter = 1, ...policy }: Partial<SharingPolicy> & { outside?: readonly (readonly [PrincipalId, string])[]; grantsAfter?: number } = {}) =>
    admissible(changes, { actor: ana.id, owner: joao.id, at: NOW, policy: { ...standard, ...policy }, principals, outside: new Map(outside), grantsAfter });
  const granting = (principal: PrincipalId, more: { permission?: 'view' | 'edit' | 'manage'; expiresAt?: number } = {}): PlainChange => ({ op: 'grant', principal, permission: 'view', ...more });

  it('lists every problem at once, in the order of the changes', () => {
    const refusal = judge([granting(suspended.id), granting('user:nobody'), granting(bruno.id), granting(ana.id), granting(joao.id), granting(disabledGroup.id), granting(invited.id), granting(carla.id)], { outside: [[carla.id, 'contractor']] });
    expect(refusal).to.deep.equal({ code: 'share/problem', problems: [
      { principal: suspended.id, problem: 'suspended' }, { principal: 'user:nobody', problem: 'unknown' }, { principal: ana.id, problem: 'yourself' },
      { principal: joao.id, problem: 'owner' }, { principal: disabledGroup.id, problem: 'group-disabled' }, { principal: invited.id, problem: 'invited' },
      { principal: carla.id, problem: 'outside-policy', reason: 'contractor' },
    ] });
  });

  it('lets anybody be revoked: suspended, vanished, disabled', () => {
    for (const principal of [suspended.id, 'user:nobody', disabledGroup.id, invited.id] as const) expect(judge([{ op: 'revoke', principal }], { requireEnd: true })).to.equal(undefined);
  });

  it('T3 offers the levels that the host lists, and no other', () => {
    expect(judge([granting(bruno.id, { permission: 'manage' })])).to.deep.equal({ code: 'input/invalid', issues: [{ path: ['permission'], code: 'out-of-range' }] });
    expect(judge([granting(bruno.id, { permission: 'manage' })], { levels: ['view', 'manage'] })).to.equal(undefined);
    expect(judge([granting(bruno.id, { permission: 'edit' })], { levels: ['view', 'manage'] })?.code).to.equal('input/invalid');
  });

  it('asks for an end where the host does', () => {
    expect(judge([granting(bruno.id)], { requireEnd: true })).to.deep.equal({ code: 'share/end-required' });
    expect(judge([granting(bruno.id, { expiresAt: NOW + 1 })], { requireEnd: true })).to.equal(undefined);
  });

  it('refuses an end that is not in the future, or further off than the host allows', () => {
    const out = { code: 'input/invalid', issues: [{ path: ['expiresAt'], code: 'out-of-range' }] };
    expect(judge([granting(bruno.id, { expiresAt: NOW })])).to.deep.equal(out);
    expect(judge([granting(bruno.id, { expiresAt: 0 })])).to.deep.equal(out);
    expect(judge([granting(bruno.id, { expiresAt: NOW + 60_000 })], { longestGrantSeconds: 60 })).to.equal(undefined);
    expect(judge([granting(bruno.id, { expiresAt: NOW + 60_001 })], { longestGrantSeconds: 60 })).to.deep.equal(out);
  });

  it('holds at most 1,000 grants', () => {
    expect(judge([granting(bruno.id)], { grantsAfter: 1_000 })).to.equal(undefined);
    expect(judge([granting(bruno.id)], { grantsAfter: 1_001 })).to.deep.equal({ code: 'share/too-wide', limit: 1_000 });
  });

  it('names the problem with a person before what policy says of the change', () => {
    expect(judge([granting(bruno.id, { permission: 'manage' }), granting('user:nobody')])?.code).to.equal('share/problem');
  });
});
