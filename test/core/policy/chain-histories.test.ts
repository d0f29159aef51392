import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Entry, SignedStep } from '../../../src/core/model/entry.js';
import type { GroupId, PrincipalId, UserId } from '../../../src/core/model/ids.js';
import type { Permission } from '../../../src/core/model/permission.js';
import { type ChainState, checkpointOf, followed, stateBefore } from '../../../src/core/policy/index.js';
import { detailsOnly, entryAfter, firstSteps, label, owner, withValue, wrapFor } from './chain-builders.js';
import { Oracle } from './chain-oracle.js';

/** Always the same run; a failure prints the counterexample, and this seed finds it again. */
const SEED = 20_261_123;
const HISTORIES = 1_500;

const users = [owner, 'user:b', 'user:c', 'user:d'] as const satisfies readonly UserId[];
const membership: Readonly<Record<UserId, readonly GroupId[]>> = { [owner]: [], 'user:b': ['group:g', 'group:h'], 'user:c': [], 'user:d': ['group:h'] };

/** A step as it is drawn; what depends on the chain, such as the number of a version, it says as one more or less than is due. */
type Draft = (oracle: Oracle, at: number, nonce: number) => SignedStep;
interface Turn { readonly by: UserId; readonly wait: number; readonly amiss: 'seq' | 'time' | 'secret' | 'nothing'; readonly drafts: readonly Draft[] }

const anyUser = fc.constantFrom(...users);
const anyPrincipal: fc.Arbitrary<PrincipalId> = fc.constantFrom(...users, 'group:g', 'group:h');
const anyLevel: fc.Arbitrary<Permission> = fc.constantFrom('view', 'edit', 'manage', 'manage');
const anyWraps = fc.array(fc.tuple(anyPrincipal, fc.nat(99)).map(([to, hash]) => wrapFor(to, hash)), { maxLength: 3 });
const seldom = fc.nat(19).map((drawn) => drawn === 0);
const always = (step: fc.Arbitrary<SignedStep>): fc.Arbitrary<Draft> => step.map((one) => () => one);

const anyDraft: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ name: fc.constantFrom('n', 'm'), identifier: fc.constantFrom('pay', 'pay', 'other', undefined) }).map((fields): Draft => () => ({ kind: 'label', label: { ...label, ...fields } })),
  fc.record({ wrong: seldom, rotated: fc.boolean(), hasValue: fc.boolean(), wraps: anyWraps }).map(({ wrong, rotated, hasValue, wraps }): Draft => (oracle, _, nonce) =>
    ({ kind: 'version', version: oracle.nextVersion + (wrong ? nonce % 3 - 1 : 0), rotated, wraps, content: hasValue ? withValue(nonce) : detailsOnly(nonce) })),
  fc.record({ wrong: seldom, wraps: anyWraps }).map(({ wrong, wraps }): Draft => (oracle, _, nonce) =>
    ({ kind: 'rekey', wraps, content: oracle.hasValue !== wrong ? withValue(nonce) : detailsOnly(nonce) })),
  always(fc.record({ kind: fc.constant('complete' as const), wraps: anyWraps })),
  fc.record({ principal: anyPrincipal, permission: anyLevel, end: fc.option(fc.integer({ min: -2, max: 60 }), { nil: undefined }), expected: fc.option(fc.array(anyUser, { maxLength: 2 }), { nil: undefined }) })
    .map(({ principal, permission, end, expected }): Draft => (_, at) => ({ kind: 'grant', principal, permission, ...(end !== undefined && { expiresAt: at + end }), ...(expected && { expected }) })),
  always(fc.record({ kind: fc.constant('revoke' as const), principal: anyPrincipal })),
  always(fc.record({ kind: fc.constant('transfer' as const), to: anyUser })),
  always(fc.record({ kind: fc.constantFrom('disable', 'enable', 'enable', 'leave', 'leave') })),
  seldom.map((deletes): Draft => () => ({ kind: deletes ? 'delete' : 'enable' })),
  fc.constant<Draft>((oracle) => ({ kind: 'checkpoint', state: checkpointOf(oracle.state())! })),
  seldom.map((begins): Draft => () => (begins ? firstSteps()[0]! : { kind: 'disable' })),
);
const anyTurn: fc.Arbitrary<Turn> = fc.record({
  by: fc.oneof(anyUser, fc.constant(owner)), wait: fc.integer({ min: 0, max: 8 }), drafts: fc.array(anyDraft, { minLength: 1, maxLength: 3 }),
  amiss: fc.nat(59).map((drawn) => (['seq', 'time', 'secret'] as const)[drawn] ?? 'nothing'),
});

/** The owner shares it with somebody first: else hardly anybody else could do anything. */
const sharing: fc.Arbitrary<Turn> = fc.uniqueArray(fc.tuple(anyPrincipal, anyLevel), { selector: ([principal]) => principal, minLength: 1, maxLength: 4 })
  .map((grants) => ({ by: owner, wait: 1, amiss: 'nothing', drafts: grants.map(([principal, permission]) => () => ({ kind: 'grant', principal, permission })) }));

/** The drafts as steps: each is told what the ones before it, if lawful, have left. */
function entryOf({ by, wait, amiss, drafts }: Turn, before: ChainState, oracle: Oracle, nonce: number): Entry {
  const at = before.at + (amiss === 'time' ? -1 : wait);
  const said = { actor: by, at, ...(amiss === 'seq' && { seq: before.seq + (nonce % 2) * 2 }), ...(amiss === 'secret' && { secret: 'BAAAAAAAAAAAAAAAAAAAAA' }) };
  const steps: SignedStep[] = [];
  drafts.forEach((draft, place) => {
    const midway = new Oracle([...oracle.events, ...steps.map((step) => ({ entry: entryAfter(before, steps, said), step }))], oracle.last);
    steps.push(draft(midway, at, nonce * 10 + place));
  });
  return entryAfter(before, steps, said);
}

function comparable(state: ChainState): object {
  const grants = state.grants.toSorted((a, b) => (a.principal < b.principal ? -1 : 1));
  return { ...state, grants, content: state.content, disabledBy: state.disabledBy, leftAt: state.leftAt };
}

it(`is, after any history, what looking back over all of it says (seed ${SEED})`, function () {
  this.timeout(60_000);
  const count = { followed: 0, refused: 0, kinds: new Map<string, number>() };
  fc.assert(fc.property(sharing, fc.array(anyTurn, { maxLength: 25 }), (shared, turns) => {
    const first = entryAfter(undefined, firstSteps());
    let state = followed(undefined, first, new Set())!;
    let oracle = new Oracle().after(first, new Set())!;
    [shared, ...turns].forEach((turn, nonce) => {
      const entry = entryOf(turn, state, oracle, nonce);
      const groups = new Set<PrincipalId>(membership[turn.by]);
      const [after, expected] = [followed(state, entry, groups), oracle.after(entry, groups)];
      expect(after !== undefined, JSON.stringify(entry)).to.equal(expected !== undefined);
      count[after ? 'followed' : 'refused'] += 1;
      if (!after || !expected) return;
      for (const { kind } of entry.steps) count.kinds.set(kind, (count.kinds.get(kind) ?? 0) + 1);
      expect(comparable(after)).to.deep.include(expected.state());
      const checkpoint = checkpointOf(after);
      if (checkpoint) expect(stateBefore({ ...entry, seq: after.seq + 1 }, checkpoint)).to.deep.equal({ ...after, disabledBy: after.disabledBy, leftAt: after.leftAt, checkpointAt: 0 });
      [state, oracle] = [after, expected];
    });
  }), { seed: SEED, numRuns: HISTORIES });
  expect(count.followed).to.be.greaterThan(HISTORIES);
  expect(count.refused).to.be.greaterThan(HISTORIES);
  for (const kind of ['label', 'version', 'rekey', 'complete', 'grant', 'revoke', 'transfer', 'disable', 'enable', 'leave', 'delete', 'checkpoint']) expect(count.kinds.get(kind) ?? 0, kind).to.be.at.least(10);
  console.log(`seed ${SEED}: ${HISTORIES} histories, ${count.followed} entries followed, ${count.refused} did not`);
});
