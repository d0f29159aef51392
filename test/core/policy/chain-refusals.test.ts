import { expect } from '@open-wc/testing';
import type { SignedStep } from '../../../src/core/model/entry.js';
import { START, chainOf, detailsOnly, eva, firstSteps, genesisBy, grantStep, grown, label, next, ops, owner, rekeyStep, rui, secret, versionStep } from './chain-builders.js';

const [create, named, version] = firstSteps() as [SignedStep, SignedStep, SignedStep];
const unknown = (kind: unknown): SignedStep => ({ kind }) as unknown as SignedStep;

describe('a first entry does not begin a chain', () => {
  const beginnings: Record<string, readonly SignedStep[]> = {
    'without a step': [],
    'where it does not begin': [named, version],
    'where it begins later': [named, create, version],
    'where another step is in its place': [{ kind: 'delete' }],
    'where it begins twice': [create, create, named, version],
    'where it begins again at its end': [create, named, version, create],
    'without anything else': [create],
    'without a label': [create, version],
    'without a name': [create, { kind: 'label', label: { ...label, name: '' } }, version],
    'without a sealed state': [create, named],
    'where it is deleted at once': [create, named, version, { kind: 'delete' }],
    'with the second version': [create, named, versionStep(2)],
    'by another person than it says': [{ kind: 'create', genesis: genesisBy(rui, { authorKey: 'key of user:owner' }) }, named, version],
    'by another key than it says': [{ kind: 'create', genesis: genesisBy(owner, { authorKey: 'key of user:rui' }) }, named, version],
    'with a step that nobody knows': [create, named, version, unknown('crown')],
    'where the owner gives up a grant that they do not have': [create, named, version, { kind: 'leave' }],
  };
  for (const [why, steps] of Object.entries(beginnings)) {
    it(why, () => expect(next(undefined, steps)).to.equal(undefined));
  }

  it('at any place but the first', () => {
    for (const seq of [0, 2, -1, 1.5, NaN]) expect(next(undefined, firstSteps(), { seq }), String(seq)).to.equal(undefined);
    expect(next(undefined, firstSteps(), { seq: 1 })?.seq).to.equal(1);
  });
});

describe('a further entry does not follow', () => {
  const before = chainOf([grantStep(rui, 'edit')]);
  const step: SignedStep = { kind: 'disable' };

  it('but at the next place, of the same secret, not before the one before, and with a step', () => {
    expect(grown(before, [step], { seq: 3, secret, at: before.at }).seq).to.equal(3);
    for (const seq of [0, 1, 2, 4, 3.5]) expect(next(before, [step], { seq }), `at ${seq}`).to.equal(undefined);
    expect(next(before, [step], { secret: 'BAAAAAAAAAAAAAAAAAAAAA' }), 'another secret').to.equal(undefined);
    for (const at of [before.at - 1, START - 1, 0]) expect(next(before, [step], { at }), 'time runs backwards').to.equal(undefined);
    expect(next(before, []), 'no step').to.equal(undefined);
  });

  it('where it begins again, alone or among others, though by whom it began', () => {
    for (const steps of [[create], [create, step], [step, create], firstSteps()]) expect(next(before, steps)).to.equal(undefined);
  });

  it('with a version that is not the next: it was there, it leaves one out, it is none', () => {
    const third = chainOf([versionStep(2)], [versionStep(3)]);
    for (const number of [0, 1, 3, 5, -4, 4.5]) expect(next(third, [versionStep(number)]), String(number)).to.equal(undefined);
    expect(grown(third, [versionStep(4)]).content?.version).to.equal(4);
    expect(next(third, [versionStep(4), versionStep(4)]), 'twice in one entry').to.equal(undefined);
    expect(grown(third, [versionStep(4), versionStep(5)]).content?.version).to.equal(5);
  });

  it('with a re-key that drops the value, or makes one', () => {
    expect(next(before, [{ kind: 'rekey', content: detailsOnly('new'), wraps: [] }])).to.equal(undefined);
    const without = grown(before, [versionStep(2, { content: detailsOnly(2) })]);
    expect(next(without, [rekeyStep('new')])).to.equal(undefined);
    expect(grown(without, [versionStep(3), rekeyStep('new')]).hasValue, 'the step before gave it one').to.equal(true);
  });

  it('with a step that nobody knows, by the owner too', () => {
    for (const kind of ['crown', '', 'CREATE', 'Version', 'constructor', '__proto__', 'toString', undefined, null, 0]) {
      expect(next(before, [unknown(kind)]), String(kind)).to.equal(undefined);
      expect(next(before, [step, unknown(kind)]), String(kind)).to.equal(undefined);
    }
  });

  it('where its actor may not: nobody’s, a viewer’s, an editor’s, one that has ended', () => {
    const shared = grown(before, [grantStep(eva, 'manage', { expiresAt: START + 10 }), grantStep('user:vera', 'view')]);
    const tries: readonly (readonly [string, SignedStep])[] = [
      ['user:nobody', step], ['user:vera', step], ['user:vera', versionStep(2)], ['user:rui', rekeyStep('new')], ['user:rui', { kind: 'complete', wraps: [] }],
      ['user:rui', grantStep('user:new')], ['user:rui', { kind: 'revoke', principal: eva }], ['user:eva', { kind: 'transfer', to: eva }], ['user:eva', { kind: 'delete' }],
      ['user:eva', grantStep('user:new', 'view')], ['user:owner', { kind: 'leave' }], ['user:owner', grantStep(rui, 'own' as 'manage')],
    ];
    for (const [actor, one] of tries) expect(next(shared, [one], { actor: actor as typeof rui }), `${actor} ${one.kind}`).to.equal(undefined);
    expect(grown(shared, [{ kind: 'revoke', principal: rui }], { actor: eva, at: START + 9 }).grants).to.have.length(2);
    expect(next(shared, [{ kind: 'revoke', principal: rui }], { actor: eva, at: START + 10 }), 'from its end on').to.equal(undefined);
  });

  it('signed with a key of the organisation, but where it gives the secret another owner and does no more', () => {
    const transfer: SignedStep = { kind: 'transfer', to: eva };
    const handed = grown(before, [transfer], { actor: 'user:admin', forOrganisation: true });
    expect([handed.owner, handed.grants.map(({ principal, permission, grantedBy }) => [principal, permission, grantedBy])]).to.deep.equal([eva, [[rui, 'edit', owner], [owner, 'manage', 'user:admin']]]);
    expect(next(before, [transfer], { actor: 'user:admin' }), 'without the key').to.equal(undefined);
    const others: readonly SignedStep[] = [step, versionStep(2), rekeyStep('new'), { kind: 'complete', wraps: [] }, grantStep(eva), { kind: 'revoke', principal: rui }, { kind: 'label', label }, { kind: 'leave' }, { kind: 'delete' }];
    for (const actor of [owner, rui, eva]) for (const other of others) for (const steps of [[other], [transfer, other], [other, transfer]]) {
      expect(next(before, steps, { actor, forOrganisation: true }), `${other.kind} by ${actor}`).to.equal(undefined);
    }
    expect(next(undefined, firstSteps(), { forOrganisation: true }), 'nor does it begin a chain').to.equal(undefined);
  });

  it('as a whole, wherever among its steps the unlawful one stands', () => {
    const lawful: readonly SignedStep[] = [{ kind: 'disable' }, { kind: 'enable' }, versionStep(2), { kind: 'label', label: { ...label, url: 'https://other.example.org' } }];
    expect(grown(before, lawful, { actor: rui }).content?.version).to.equal(2);
    const unlawful: readonly SignedStep[] = [create, { kind: 'delete' }, { kind: 'transfer', to: rui }, grantStep(rui, 'manage'), { kind: 'revoke', principal: ops }, rekeyStep('new'), versionStep(7), unknown('crown')];
    for (const one of unlawful) {
      for (let at = 0; at <= lawful.length; at += 1) expect(next(before, [...lawful.slice(0, at), one, ...lawful.slice(at)], { actor: rui }), `${one.kind} at ${at}`).to.equal(undefined);
    }
  });

  it('with what a step before it has taken away', () => {
    expect(next(before, [{ kind: 'leave' }, step], { actor: rui }), 'after leaving').to.equal(undefined);
    expect(next(before, [{ kind: 'transfer', to: eva }, { kind: 'delete' }]), 'after giving it away').to.equal(undefined);
    expect(next(before, [{ kind: 'disable' }, versionStep(2)]), 'after disabling').to.equal(undefined);
    expect(next(before, [{ kind: 'delete' }, { kind: 'enable' }]), 'after deleting').to.equal(undefined);
  });
});
