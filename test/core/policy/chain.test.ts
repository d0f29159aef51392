import { expect } from '@open-wc/testing';
import type { SignedStep } from '../../../src/core/model/entry.js';
import type { Label } from '../../../src/core/model/secret.js';
import { MOST_VERSIONS } from '../../../src/core/policy/index.js';
import { START, chainOf, detailsOnly, eva, firstSteps, genesisBy, grantStep, grown, keyOf, label, next, ops, owner, rekeyStep, rui, secret, versionStep, withValue, wrapFor } from './chain-builders.js';

const sealedBy = (author: typeof owner, version: number, seq: number, at: number, content = withValue(version)) =>
  ({ ...content, version, seq, prev: `hash ${seq - 1}`, author, authorKey: keyOf(author), at });

describe('the first entry', () => {
  it('begins a secret of whoever made it, at its time', () => {
    expect(grown(undefined, firstSteps())).to.deep.equal({
      secret, seq: 1, at: START, owner, enabled: true, deleted: false, hasValue: true, grants: [], label, content: sealedBy(owner, 1, 1, START), versions: [],
      wraps: new Map([[owner, wrapFor(owner, 1)]]), expected: new Set(), sealedGroups: new Set(), createdBy: owner, createdAt: START - 10, changedBy: owner, rotatedAt: START, checkpointAt: 0,
    });
  });

  it('can share it with people at once', () => {
    const { grants } = grown(undefined, [...firstSteps(), grantStep(rui, 'edit')]);
    expect(grants).to.deep.equal([{ principal: rui, permission: 'edit', grantedBy: owner, grantedAt: START, setAt: 1 }]);
  });

  it('counts its rotation from the entry, also where it says that nothing was rotated', () => {
    const [create, named] = firstSteps() as [SignedStep, SignedStep];
    expect(grown(undefined, [create, named, versionStep(1, { rotated: false })]).rotatedAt).to.equal(START);
  });
});

describe('each further entry', () => {
  it('moves place, time and who changed it last, and leaves the state before as it was', () => {
    const before = chainOf([grantStep(rui, 'edit')]);
    const copy = structuredClone(before);
    const after = grown(before, [{ kind: 'disable' }], { actor: rui, at: START + 50 });
    expect(after).to.deep.equal({ ...copy, seq: 3, at: START + 50, changedBy: rui, enabled: false, disabledBy: rui });
    expect(before).to.deep.equal(copy);
  });

  it('may be of the same moment', () => {
    expect(grown(chainOf(), [{ kind: 'disable' }], { at: START }).at).to.equal(START);
  });

  it('holds as many steps as it likes, each on what the ones before it left', () => {
    const after = grown(chainOf(), [grantStep(rui, 'view'), grantStep(rui, 'manage'), { kind: 'transfer', to: eva }]);
    expect([after.owner, after.grants.map(({ principal, permission, setAt }) => [principal, permission, setAt])]).to.deep.equal([eva, [[rui, 'manage', 2], [owner, 'manage', 2]]]);
  });

  it('lets somebody act through a group that is shown, by its grant alone', () => {
    const shared = chainOf([grantStep(ops, 'edit')]);
    expect(grown(shared, [{ kind: 'disable' }], { actor: rui, groups: [ops] }).disabledBy).to.equal(rui);
    expect(next(shared, [{ kind: 'disable' }], { actor: rui, groups: ['group:other'] })).to.equal(undefined);
    expect(next(shared, [{ kind: 'disable' }], { actor: rui })).to.equal(undefined);
  });
});

describe('a label', () => {
  const renamed: Label = { ...label, name: 'Other', tags: [] };

  it('takes the place of the one before', () => {
    expect(grown(chainOf(), [{ kind: 'label', label: renamed }]).label).to.deep.equal(renamed);
  });

  it('is an editor’s, but for the identifier, which is a manager’s: to change, to give and to take away', () => {
    const shared = chainOf([grantStep(rui, 'edit'), grantStep(eva, 'manage')]);
    expect(grown(shared, [{ kind: 'label', label: renamed }], { actor: rui }).label).to.equal(renamed);
    const { identifier: _identifier, ...without } = label;
    for (const other of [{ ...label, identifier: 'other' }, without]) {
      expect(next(shared, [{ kind: 'label', label: other }], { actor: rui })).to.equal(undefined);
      const changed = grown(shared, [{ kind: 'label', label: other }], { actor: eva });
      expect(changed.label).to.equal(other);
      expect(next(changed, [{ kind: 'label', label }], { actor: rui })).to.equal(undefined);
    }
  });
});

describe('a version', () => {
  it('carries its place, its author and its marks, and keeps the one before', () => {
    const after = grown(chainOf([grantStep(rui, 'edit')]), [versionStep(2, { wraps: [wrapFor(rui, 2)] })], { actor: rui });
    expect(after.content).to.deep.equal(sealedBy(rui, 2, 3, START + 2));
    expect(after.versions).to.deep.equal([sealedBy(owner, 1, 1, START)]);
    expect(after.wraps, 'nobody has a key but for whom it was wrapped').to.deep.equal(new Map([[rui, wrapFor(rui, 2)]]));
  });

  it('says when the value became another one, and does not where it stayed', () => {
    const before = chainOf();
    expect(grown(before, [versionStep(2, { rotated: true })]).rotatedAt).to.equal(START + 1);
    expect(grown(before, [versionStep(2, { rotated: false })]).rotatedAt).to.equal(START);
  });

  it('decides whether there is a value', () => {
    const without = grown(chainOf(), [versionStep(2, { content: detailsOnly(2) })]);
    expect(without.hasValue).to.equal(false);
    expect(grown(without, [versionStep(3)]).hasValue).to.equal(true);
  });

  it(`can be gone back to for ${MOST_VERSIONS} versions, the newest first`, () => {
    expect(MOST_VERSIONS).to.equal(20);
    const upTo = (last: number) => chainOf(...Array.from({ length: last - 1 }, (_, at) => [versionStep(at + 2)]));
    const numbers = (last: number): number[] => upTo(last).versions.map(({ version }) => version);
    expect(numbers(4)).to.deep.equal([3, 2, 1]);
    expect(numbers(21)).to.deep.equal(Array.from({ length: 20 }, (_, at) => 20 - at));
    expect(numbers(23)).to.deep.equal(Array.from({ length: 20 }, (_, at) => 22 - at));
  });
});

describe('a re-key', () => {
  const before = chainOf([versionStep(2, { wraps: [wrapFor(owner, 2), wrapFor(rui, 2)] })]);

  it('is the same version sealed anew, for whom it is wrapped alone, and says that somebody left', () => {
    const after = grown(before, [rekeyStep('new')]);
    expect(after.content).to.deep.equal(sealedBy(owner, 2, 3, START + 2, withValue('new')));
    expect([after.versions, after.hasValue, after.rotatedAt]).to.deep.equal([before.versions, true, before.rotatedAt]);
    expect(after.wraps).to.deep.equal(new Map([[owner, wrapFor(owner, 'new')]]));
    expect([before.leftAt, after.leftAt]).to.deep.equal([undefined, START + 2]);
  });

  it('of a secret without a value has none', () => {
    const without = grown(before, [versionStep(3, { content: detailsOnly(3) })]);
    const after = grown(without, [{ kind: 'rekey', content: detailsOnly('new'), wraps: [] }]);
    expect([after.hasValue, after.content?.version, after.wraps.size]).to.deep.equal([false, 3, 0]);
  });

  it('is counted as the first version where it is the first sealed state', () => {
    const [create, named] = firstSteps() as [SignedStep, SignedStep];
    const first = grown(undefined, [create, named, { kind: 'rekey', content: detailsOnly(1), wraps: [] }]);
    expect(first.content?.version).to.equal(1);
    expect(grown(first, [versionStep(2)]).versions.map(({ version }) => version)).to.deep.equal([1]);
  });

  it('comes before the changes, so that a manager can remove themselves: afterwards they could hand out no keys', () => {
    const shared = chainOf([grantStep(rui, 'manage')]);
    const after = grown(shared, [rekeyStep('new'), { kind: 'revoke', principal: rui }], { actor: rui });
    expect([after.grants, [...after.wraps.keys()], after.content?.author]).to.deep.equal([[], [owner], rui]);
    expect(next(shared, [{ kind: 'revoke', principal: rui }, rekeyStep('new')], { actor: rui })).to.equal(undefined);
  });
});

describe('further keys', () => {
  it('are put beside those that there are, and take the place of an older one', () => {
    const before = chainOf();
    const after = grown(before, [{ kind: 'complete', wraps: [wrapFor(rui, 2), wrapFor(owner, 2)] }]);
    expect(after.wraps).to.deep.equal(new Map([[owner, wrapFor(owner, 2)], [rui, wrapFor(rui, 2)]]));
    expect([after.content, after.versions, after.leftAt]).to.deep.equal([before.content, before.versions, undefined]);
    expect(before.wraps.size, 'the map before').to.equal(1);
  });
});

describe('a grant', () => {
  it('gathers who was named as a member, and waits', () => {
    const before = chainOf();
    const once = grown(before, [grantStep(ops, 'view', { expected: [rui] })]);
    expect(once.expected).to.deep.equal(new Set([rui]));
    const twice = grown(once, [grantStep('group:dev', 'view', { expected: [rui, eva] }), grantStep(eva)]);
    expect(twice.expected).to.deep.equal(new Set([rui, eva]));
    expect([before.expected.size, once.expected.size]).to.deep.equal([0, 1]);
  });

  it('holds its end, who gave it and the entry it was set at, and nothing else', () => {
    expect(grown(chainOf(), [grantStep(ops, 'view', { expiresAt: 9_000, expected: [rui] })]).grants)
      .to.deep.equal([{ principal: ops, permission: 'view', expiresAt: 9_000, grantedBy: owner, grantedAt: START + 1, setAt: 2 }]);
  });
});

describe('the other steps', () => {
  it('leave: takes one’s own grant, and says that somebody left', () => {
    const after = grown(chainOf([grantStep(rui), grantStep(eva)]), [{ kind: 'leave' }], { actor: rui });
    expect([after.grants.map(({ principal }) => principal), after.leftAt]).to.deep.equal([[eva], START + 2]);
  });

  it('revoke: takes a grant away, and by itself no key', () => {
    const after = grown(chainOf([grantStep(rui)]), [{ kind: 'revoke', principal: rui }]);
    expect([after.grants, after.leftAt, after.wraps.size]).to.deep.equal([[], undefined, 1]);
  });

  it('disable and enable: keep who did it', () => {
    const off = chainOf([{ kind: 'disable' }]);
    expect([off.enabled, off.disabledBy]).to.deep.equal([false, owner]);
    const on = grown(off, [{ kind: 'enable' }]);
    expect([on.enabled, on.disabledBy]).to.deep.equal([true, undefined]);
  });

  it('transfer: leaves keys, versions and who made it', () => {
    const before = chainOf([versionStep(2)]);
    const after = grown(before, [{ kind: 'transfer', to: eva }]);
    expect([after.owner, after.createdBy, after.wraps, after.versions, after.content]).to.deep.equal([eva, owner, before.wraps, before.versions, before.content]);
  });

  it('delete: leaves no sealed state, no version, no key and no grant, and nothing follows it', () => {
    const after = grown(chainOf([versionStep(2), grantStep(rui)]), [{ kind: 'delete' }]);
    expect([after.deleted, after.hasValue, after.content, after.versions, after.wraps.size, after.grants]).to.deep.equal([true, false, undefined, [], 0, []]);
    for (const step of [{ kind: 'enable' }, versionStep(1), { kind: 'delete' }, { kind: 'label', label }] as const) expect(next(after, [step]), step.kind).to.equal(undefined);
  });
});

describe('a beginning', () => {
  it('says when the secret was made; the entry says when it was signed', () => {
    const [, ...rest] = firstSteps();
    const state = grown(undefined, [{ kind: 'create', genesis: genesisBy(owner, { at: 7 }) }, ...rest], { at: 70 });
    expect([state.createdAt, state.at, state.rotatedAt, state.content?.at]).to.deep.equal([7, 70, 70, 70]);
  });
});
