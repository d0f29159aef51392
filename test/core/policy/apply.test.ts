import { expect } from '@open-wc/testing';
import type { GroupId, PrincipalId, UserId } from '../../../src/core/model/ids.js';
import type { Grant } from '../../../src/core/model/permission.js';
import { type Actor, type LawStep, type SecretState, apply, applyAll, changedGrants, outcomeOf, undoOf } from '../../../src/core/policy/index.js';

const owner: UserId = 'user:owner';
const rui: UserId = 'user:rui';
const eva: UserId = 'user:eva';
const ops: GroupId = 'group:ops';
const NOW = 1_000, END = 5_000;

const by = (id: UserId, at = NOW): Actor => ({ id, groups: new Set<PrincipalId>(), at });
const grantTo = (principal: PrincipalId, permission: Grant['permission'], more: Partial<Grant> = {}): Grant => ({ principal, permission, grantedBy: owner, grantedAt: 1, setAt: 1, ...more });
const secret = (...grants: Grant[]): SecretState<Grant> => ({ owner, enabled: true, disabledBy: undefined, deleted: false, hasValue: true, grants });
const disabled = (disabledBy: UserId, ...grants: Grant[]): SecretState<Grant> => ({ ...secret(...grants), enabled: false, disabledBy });

describe('outcomeOf', () => {
  const held = [grantTo(rui, 'view', { expiresAt: END }), grantTo(ops, 'edit')];

  it('tells a new grant from a changed one and from the same again', () => {
    expect(outcomeOf(held, { op: 'grant', principal: eva, permission: 'view' })).to.equal('granted');
    expect(outcomeOf(held, { op: 'grant', principal: rui, permission: 'edit', expiresAt: END })).to.equal('changed');
    expect(outcomeOf(held, { op: 'grant', principal: rui, permission: 'view', expiresAt: END + 1 })).to.equal('changed');
    expect(outcomeOf(held, { op: 'grant', principal: rui, permission: 'view' })).to.equal('changed');
    expect(outcomeOf(held, { op: 'grant', principal: rui, permission: 'view', expiresAt: END })).to.equal('unchanged');
    expect(outcomeOf(held, { op: 'grant', principal: ops, permission: 'edit' })).to.equal('unchanged');
  });

  it('revokes what is held, and nothing else', () => {
    expect(outcomeOf(held, { op: 'revoke', principal: rui })).to.equal('revoked');
    expect(outcomeOf(held, { op: 'revoke', principal: eva })).to.equal('unchanged');
  });
});

describe('undoOf', () => {
  it('puts back what would change, with its end, and takes what would be new', () => {
    const held = [grantTo(rui, 'view', { expiresAt: END }), grantTo(ops, 'edit')];
    expect(undoOf(held, [
      { op: 'grant', principal: rui, permission: 'manage' }, { op: 'revoke', principal: ops }, { op: 'grant', principal: eva, permission: 'view' },
    ], NOW)).to.deep.equal([
      { op: 'grant', principal: rui, permission: 'view', expiresAt: END }, { op: 'grant', principal: ops, permission: 'edit' }, { op: 'revoke', principal: eva },
    ]);
  });

  it('says nothing of what would stay, and brings back no access that has ended', () => {
    const held = [grantTo(rui, 'view', { expiresAt: END }), grantTo(ops, 'edit')];
    expect(undoOf(held, [{ op: 'grant', principal: ops, permission: 'edit' }, { op: 'revoke', principal: eva }], NOW)).to.deep.equal([]);
    expect(undoOf(held, [{ op: 'grant', principal: rui, permission: 'manage' }], END)).to.deep.equal([{ op: 'revoke', principal: rui }]);
  });
});

describe('changedGrants', () => {
  it('keeps the order, puts new grants behind, and says who set them, when and at which revision', () => {
    const before = [grantTo(rui, 'view'), grantTo(ops, 'edit', { expiresAt: END }), grantTo(eva, 'manage')];
    const after = changedGrants(before, [
      { op: 'grant', principal: 'user:new', permission: 'view', expiresAt: END }, { op: 'grant', principal: rui, permission: 'edit' },
      { op: 'grant', principal: ops, permission: 'edit', expiresAt: END }, { op: 'revoke', principal: eva }, { op: 'revoke', principal: 'user:gone' },
    ], by(owner), 7);
    const set = { grantedBy: owner, grantedAt: NOW, setAt: 7 };
    expect(after).to.deep.equal([
      { principal: rui, permission: 'edit', ...set }, before[1], { principal: 'user:new', permission: 'view', expiresAt: END, ...set },
    ]);
    expect(after[1], 'what is granted again as it was keeps when it was set').to.equal(before[1]);
  });

  it('gives a grant without an end no end at all', () => {
    const [grant] = changedGrants([], [{ op: 'grant', principal: rui, permission: 'view', expiresAt: undefined }], by(owner), 2);
    expect(Object.keys(grant!)).to.not.include('expiresAt');
  });
});

describe('apply', () => {
  it('leaves the state as it is where a step changes nothing that the rules read', () => {
    const state = disabled(rui, grantTo(rui, 'edit'));
    const steps: readonly LawStep[] = [{ kind: 'label', identifier: true }, { kind: 'version' }, { kind: 'rekey' }, { kind: 'complete' }, { kind: 'open', purpose: 'edit' }];
    for (const step of steps) expect(apply(state, step, by(owner), 2), step.kind).to.equal(state);
  });

  it('grants and revokes one principal, as it would in a share', () => {
    const state = secret(grantTo(rui, 'view'));
    expect(apply(state, { kind: 'grant', principal: ops, permission: 'edit', expiresAt: END }, by(eva), 4)).to.deep.equal(
      secret(grantTo(rui, 'view'), grantTo(ops, 'edit', { grantedBy: eva, grantedAt: NOW, setAt: 4, expiresAt: END })));
    expect(apply(state, { kind: 'revoke', principal: rui }, by(eva), 4)).to.deep.equal(secret());
  });

  it('takes from who leaves their own grant alone', () => {
    const state = secret(grantTo(rui, 'view'), grantTo(ops, 'edit'), grantTo(eva, 'view'));
    expect(apply(state, { kind: 'leave' }, { ...by(rui), groups: new Set([ops]) }, 2)).to.deep.equal(secret(grantTo(ops, 'edit'), grantTo(eva, 'view')));
  });

  it('keeps who disabled it first, but the owner’s word goes over an editor’s', () => {
    expect(apply(secret(), { kind: 'disable' }, by(rui), 2)).to.deep.equal(disabled(rui));
    expect(apply(disabled(owner), { kind: 'disable' }, by(rui), 2)).to.deep.equal(disabled(owner));
    expect(apply(disabled(rui), { kind: 'disable' }, by(eva), 2)).to.deep.equal(disabled(rui));
    expect(apply(disabled(rui), { kind: 'disable' }, by(owner), 2)).to.deep.equal(disabled(owner));
    expect(apply(disabled(rui, grantTo(eva, 'edit')), { kind: 'enable' }, by(eva), 2)).to.deep.equal(secret(grantTo(eva, 'edit')));
  });

  it('leaves nothing of a deleted secret to give away', () => {
    expect(apply(disabled(rui, grantTo(rui, 'edit')), { kind: 'delete' }, by(owner), 2)).to.deep.equal({ ...disabled(rui), deleted: true, hasValue: false });
  });

  it('gives a secret to its new owner, whose grant falls away, and leaves the old one a manager', () => {
    const state = secret(grantTo(rui, 'view', { expiresAt: END }), grantTo(ops, 'edit'), grantTo(owner, 'view'));
    const kept = grantTo(owner, 'manage', { grantedAt: NOW, setAt: 3 });
    expect(apply(state, { kind: 'transfer', to: rui }, by(owner), 3)).to.deep.equal({ ...secret(grantTo(ops, 'edit'), kept), owner: rui });
    expect(apply(state, { kind: 'transfer', to: owner }, by(owner), 3)).to.deep.equal(secret(grantTo(rui, 'view', { expiresAt: END }), grantTo(ops, 'edit')));
  });

  it('keeps a disable with whoever it belongs to when the owner changes', () => {
    expect(apply(disabled(owner), { kind: 'transfer', to: eva }, by(owner), 3).disabledBy).to.equal(eva);
    expect(apply(disabled(rui), { kind: 'transfer', to: eva }, by(owner), 3).disabledBy).to.equal(rui);
  });
});

describe('applyAll', () => {
  it('judges each step on what the ones before it leave', () => {
    const steps: readonly LawStep[] = [{ kind: 'grant', principal: rui, permission: 'view' }, { kind: 'transfer', to: rui }, { kind: 'revoke', principal: ops }];
    expect(applyAll(secret(grantTo(ops, 'edit')), steps, by(owner), 6)).to.deep.equal({ state: { ...secret(grantTo(owner, 'manage', { grantedAt: NOW, setAt: 6 })), owner: rui } });
  });

  it('stops at the first step that is not lawful, with its refusal and no state', () => {
    const steps: readonly LawStep[] = [{ kind: 'transfer', to: rui }, { kind: 'delete' }, { kind: 'leave' }];
    expect(applyAll(secret(), steps, by(owner), 6)).to.deep.equal({ refusal: { code: 'access/not-permitted', needs: 'own', holds: 'manage' } });
  });

  it('leaves the state itself where there is no step', () => {
    const state = secret();
    expect(applyAll(state, [], by(owner), 6)).to.deep.equal({ state });
  });
});
