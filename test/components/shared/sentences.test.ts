import { expect } from '@open-wc/testing';
import { type Problem, type Refusal, MySafeError } from '../../../src/core/index.js';
import { common } from '../../../src/components/shared/catalogue/common.js';
import { Localizer } from '../../../src/components/shared/localize.js';
import { sentenceFor, sentenceForFault, sentenceForProblem } from '../../../src/components/shared/sentences.js';
import { joao, maria } from '../../support/vault-builders.js';

const words = new Localizer(common, 'en');

describe('the sentence for a refusal', () => {
  const some: Partial<Record<Refusal['code'], Refusal>> = {
    'access/not-permitted': { code: 'access/not-permitted', needs: 'edit', holds: 'view' },
    'access/locked': { code: 'access/locked', state: 'locked' },
    'input/invalid': { code: 'input/invalid', issues: [] },
    'share/problem': { code: 'share/problem', problems: [{ principal: 'user:x', problem: 'suspended' }] },
    'share/too-wide': { code: 'share/too-wide', limit: 2_000 },
    'share/beyond-own-permission': { code: 'share/beyond-own-permission', holds: 'edit' },
    'share/beyond-own-end': { code: 'share/beyond-own-end', latest: new Date('2026-03-07T12:00:00Z') },
  };
  const codes = Object.keys(common).filter((key) => key.startsWith('refusal.')).map((key) => key.slice('refusal.'.length)) as Refusal['code'][];

  it('stands in the catalogue for every code', () => {
    for (const code of codes) {
      const sentence = sentenceFor(some[code] ?? ({ code } as Refusal), words);
      expect(sentence, code).to.match(/[.”]$/u);
      expect(sentence, code).to.not.match(/\{\w+\}|undefined|refusal\./u);
    }
    expect(codes.length).to.be.greaterThan(19);
  });

  it('names what is needed, held, allowed', () => {
    expect(sentenceFor(some['access/not-permitted']!, words)).to.equal('You may not do this. It needs “Can edit”.');
    expect(sentenceFor(some['share/beyond-own-permission']!, words)).to.equal('You can give at most “Can edit”, which is what you have.');
    expect(sentenceFor(some['share/too-wide']!, words)).to.equal('This would reach more than 2,000. Share with a private group instead.');
    expect(sentenceFor(some['share/beyond-own-end']!, words)).to.contain('Mar 7, 2026');
  });

  it('tells keys that are locked from keys that are not here', () => {
    expect(sentenceFor({ code: 'access/locked', state: 'not-here' }, words)).to.equal('Your keys are not in this browser.');
    expect(sentenceFor({ code: 'access/locked', state: 'locked' }, words)).to.equal('Your keys are locked. Unlock them to go on.');
  });
});

describe('the sentence for a fault', () => {
  it('follows the code of ours', () => {
    expect(sentenceForFault(new MySafeError('storage/quota', 'full'), words)).to.equal('This device is out of space. Nothing was changed. Free some space and try again.');
  });

  it('gives away nothing of what is not ours', () => {
    expect(sentenceForFault(new Error('password hunter2 was wrong'), words)).to.equal('Something went wrong. Nothing was changed. Try again.');
    expect(sentenceForFault(undefined, words)).to.equal('Something went wrong. Nothing was changed. Try again.');
  });

  it('has one for a code that the catalogue does not know', () => {
    expect(sentenceForFault(new MySafeError('misuse/unknown-actor', 'x'), words)).to.equal('Something went wrong. Nothing was changed. Try again.');
  });
});

describe('T12 the sentence for a problem', () => {
  const expected: readonly [Problem, string, Parameters<typeof sentenceForProblem>[2]][] = [
    ['unknown', 'No person or group matches “x”. Check the spelling or pick from the list.', { entry: 'x' }],
    ['ambiguous', '3 people match “x”. Pick one.', { entry: 'x', candidates: 3 }],
    ['yourself', 'You already have access.', { principal: joao }],
    ['owner', 'João Pereira owns this secret.', { principal: joao }],
    ['suspended', "João Pereira's account is suspended.", { principal: joao }],
    ['invited', 'João Pereira has not signed in yet.', { principal: joao }],
    ['group-disabled', 'João Pereira is disabled.', { principal: joao }],
    ['has-access', 'João Pereira already has access. Change it below.', { principal: joao }],
    ['outside-policy', 'Contractors see nothing.', { principal: joao, reason: 'Contractors see nothing.' }],
    ['look-alike', 'Another Maria Silva exists. Check: @maria.silva, maria.silva@example.org.', { principal: maria }],
  ];
  for (const [problem, sentence, about] of expected) {
    it(problem, () => { expect(sentenceForProblem(problem, words, about)).to.equal(sentence); });
  }

  it('look-alike without an e-mail leaves no comma behind', () => {
    expect(sentenceForProblem('look-alike', words, { principal: { ...maria, email: undefined } })).to.equal('Another Maria Silva exists. Check: @maria.silva.');
  });

  it('look-alike groups are told apart by how many people they reach', () => {
    const team = { kind: 'group', id: 'group:x', name: 'Ops', origin: 'directory', memberCount: 12, enabled: true } as const;
    expect(sentenceForProblem('look-alike', words, { principal: team })).to.equal('Another Ops exists. Check: 12 people.');
  });

  it('a host that refuses without a reason still says something', () => {
    expect(sentenceForProblem('outside-policy', words, { principal: joao, reason: '' })).to.equal('Your administrator does not allow sharing with João Pereira.');
  });
});
