import { expect } from '@open-wc/testing';
import type { Checkpoint, SignedStep } from '../../../src/core/model/entry.js';
import { type ChainState, checkpointOf, stateBefore } from '../../../src/core/policy/index.js';
import { START, chainOf, entryAfter, eva, firstSteps, grantStep, grown, next, ops, owner, rekeyStep, rui, versionStep, wrapFor } from './chain-builders.js';

const said = (state: ChainState): Checkpoint => {
  const checkpoint = checkpointOf(state);
  if (!checkpoint) throw new Error('a deleted secret adds up to nothing');
  return checkpoint;
};
const stepOf = (state: ChainState): SignedStep => ({ kind: 'checkpoint', state: said(state) });
/** Everything that a chain can hold. */
const full = chainOf([versionStep(2)], [grantStep(ops, 'manage', { expected: [rui, eva] }), grantStep(rui, 'edit', { expiresAt: START + 99 })], [rekeyStep('new', [wrapFor(owner, 3), wrapFor(rui, 3)])], [{ kind: 'disable' }]);

describe('a checkpoint', () => {
  it('is what the chain adds up to, as plain data', () => {
    const { owner: by, content, versions, grants, label } = full;
    expect(said(full)).to.deep.equal({
      owner: by, enabled: false, disabledBy: owner, hasValue: true, grants, label, content, versions, wraps: [wrapFor(owner, 3), wrapFor(rui, 3)], expected: [rui, eva], sealedGroups: [],
      createdBy: owner, createdAt: START - 10, changedBy: owner, changedAt: START + 4, rotatedAt: START + 1, leftAt: START + 3,
    });
    expect([grants.length, versions.length, content?.version]).to.deep.equal([2, 1, 2]);
  });

  it('is a beginning for who reads from there: the state at the place before the entry that carries it', () => {
    const entry = entryAfter(full, [stepOf(full)]);
    expect(stateBefore(entry, said(full))).to.deep.equal(full);
    expect(stateBefore(entry, JSON.parse(JSON.stringify(said(full))) as Checkpoint), 'from its bytes').to.deep.equal(full);
  });

  it('forgets where the one before it was, which its own entry says', () => {
    const marked = grown(full, [stepOf(full)]);
    expect([marked.checkpointAt, stateBefore(entryAfter(marked, []), said(marked)).checkpointAt]).to.deep.equal([6, 0]);
  });

  it('changes nothing but place, time and where the last one is', () => {
    const after = grown(full, [stepOf(full)]);
    expect(after).to.deep.equal({ ...full, seq: 6, at: START + 5, checkpointAt: 6 });
    expect(grown(after, [{ kind: 'enable' }]).checkpointAt, 'and is remembered').to.equal(6);
    expect(grown(undefined, [...firstSteps(), stepOf(chainOf())]).checkpointAt).to.equal(1);
  });

  it('is the owner’s alone, as things are at that step', () => {
    const shared = grown(full, [grantStep(eva, 'manage'), { kind: 'enable' }].reverse() as SignedStep[]);
    expect(next(shared, [stepOf(shared)], { actor: eva })).to.equal(undefined);
    expect(next(shared, [stepOf(shared)], { actor: rui, groups: [ops] })).to.equal(undefined);
    expect(next(shared, [{ kind: 'transfer', to: eva }, stepOf(shared)])).to.equal(undefined);
    expect(next(shared, [stepOf(shared)], { forOrganisation: true }), 'with a key of the organisation').to.equal(undefined);
    expect(grown(shared, [stepOf(shared), { kind: 'transfer', to: eva }]).owner).to.equal(eva);
    expect(grown(grown(shared, [{ kind: 'transfer', to: eva }]), [stepOf(shared)], { actor: eva }).checkpointAt).to.equal(7 + 1);
  });

  it('saves no unlawful step beside it', () => {
    expect(next(full, [stepOf(full), versionStep(9)])).to.equal(undefined);
    expect(next(full, [versionStep(9), stepOf(full)])).to.equal(undefined);
  });

  it('of a deleted secret is none, and brings none back (I6)', () => {
    const deleted = grown(full, [{ kind: 'delete' }]);
    expect(checkpointOf(deleted)).to.equal(undefined);
    expect(next(deleted, [stepOf(full)])).to.equal(undefined);
    expect(next(full, [{ kind: 'delete' }, stepOf(full)])).to.equal(undefined);
  });
});
