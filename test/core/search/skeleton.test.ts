import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { cleanText, hidesCharacters } from '../../../src/core/model/text.js';
import type { User } from '../../../src/core/model/principal.js';
import { fold } from '../../../src/core/search/fold.js';
import { looksLike, looksOf, mixesScripts, skeleton } from '../../../src/core/search/skeleton.js';
import { createTwinTable } from '../../../src/core/search/twins.js';

const SEED = 20_261_123;
interface Pair { readonly a: string; readonly b: string; readonly why: string }
const { pairs } = await (await fetch(new URL('../../support/data/lookalike-names.json', import.meta.url))).json() as { readonly pairs: readonly Pair[] };

/** Letters that can be confused, the pieces of imitated labels, and anything at all. */
const pieces = ['I', 'l', 'L', '1', '|', 'i', 'o', '0', 'O', 'rn', 'r', 'n', 'm', 'v', 'vv', 'w', '\u0430', '\u0391', '\u03BD', '\u039D', '\u0397', '\u0406', '\u0131', '\u0130', '\u029F', 'ß', 'ss', '\u2713', '🔒', '👩\u200D💻', ' ', '\u00A0', '\u200B', '\u200D',
  '\u202E', '(you)', '( you )', '[Owner]', '(', ')', 'you', 'has access', "'", '\u2019', '-', '\u2013', '\u0301', '\u3099', 'か', '\u1100', '\u1161', '１', 'ﬃ', 'A', 'z', '@', '.'];
const texts = fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 12 }));

const alike: readonly (readonly [string, string, string])[] = [
  ['Paul', 'PauI', 'a capital I as an l'], ['Ian', 'lan', 'a small l as an I'], ['user1', 'userl', '1 and l'], ['ADMIN', 'ADMlN', 'an l among capitals'], ['NEIL', 'NElL', 'an l for the I of NEIL'],
  ['scope', '\u0455\u0441\u043E\u0440\u0435', 'Cyrillic throughout'], ['Nikos', '\u039Dikos', 'a Greek capital that is no v'], ['Vera', '\u03BDera', 'a Greek small letter that is a v'],
  ['Bernard', 'Bemard', 'r n and m'], ['Wanda', 'VVanda', 'two v'], ['Ada', 'Ada [Owner]', 'another label'], ['Ada', '(You) Ada 🔒', 'label and padlock'], ['Ada', 'A🔒da', 'a padlock within'],
  ['Ana-Maria', 'Ana\u2013Maria', 'dash kinds'], ['María', 'Maria', 'an accent, as in the search'], ['ADA', 'ada', 'case'], ['ISTANBUL', 'istanbul', 'case of i'],
];

describe(`skeleton (seed ${SEED})`, () => {
  it('is the same when it is taken again', () => {
    fc.assert(fc.property(texts, (text) => { expect(skeleton(skeleton(text))).to.equal(skeleton(text)); }), { seed: SEED, numRuns: 5_000 });
  });

  it('is one for texts that are the same to the search', () => {
    fc.assert(fc.property(texts, texts, (a, b) => { expect(skeleton(fold(a))).to.equal(skeleton(a)); if (fold(a) === fold(b)) expect(looksLike(a, b)).to.be.true; }), { seed: SEED, numRuns: 3_000 });
  });

  it('is empty only where there is nothing to see', () => {
    fc.assert(fc.property(texts, (text) => { expect(skeleton(text) === '').to.equal(fold(text).trim() === ''); }), { seed: SEED, numRuns: 3_000 });
  });

  it('passes letters of other scripts', () => {
    for (const [latin, other] of [['Olga', '\u0555lga'], ['Gina', '\u13C0ina'], ['Lisa', '\uA4E1isa']] as const) expect(looksLike(latin, other), other).to.equal(false);
  });

  it('makes looking alike go both ways, and everything looks like itself', () => {
    fc.assert(fc.property(texts, texts, (a, b) => { expect([looksLike(a, b), looksLike(a, a)]).to.deep.equal([looksLike(b, a), true]); }), { seed: SEED, numRuns: 3_000 });
  });

  it('ends in time for hostile texts', () => {
    for (const text of ['(you)'.repeat(4_000), `${'(you)'.repeat(4_000)}x`, '('.repeat(20_000), `(${' '.repeat(20_000)}`, '🔒'.repeat(10_000), 'I'.repeat(20_000)]) expect(looksLike(text, text)).to.be.true;
  });

  for (const [a, b, why] of alike) it(`takes “${a}” for “${b}”: ${why}`, () => { expect(looksLike(a, b)).to.be.true; });

  const different: readonly (readonly [string, string])[] = [
    ['Ana', 'Anna'], ['João', 'Joana'], ['Maria Silva', 'Mario Silva'], ['Ilse', 'Lise'], ['Neil', 'Nell'], ['NEIL', 'NELL'], ['Ian', 'Lan'], ['CARLA', 'CARIA'], ['Bill', 'Bili'], ['user1', 'user2'], ['a10', 'a1'],
    ['Team 6', 'Team 9'], ['Анна', 'Инна'], ['Νίκος', 'Νίκη'], ['Maria Silva (Lisboa)', 'Maria Silva (Porto)'], ['Maria Silva (HR)', 'Maria Silva'], ['李', '季'], ['You', 'Ada'], ['Ada You', 'Ada'],
  ];
  for (const [a, b] of different) it(`tells “${a}” from “${b}”`, () => { expect(looksLike(a, b)).to.be.false; });
});

describe('the vectors of look-alike names', () => {
  it('are 22', () => { expect(pairs).to.have.lengthOf(22); });

  for (const { a, b, why } of pairs) {
    it(`${why}: one is taken for the other, or hides something`, () => {
      expect(looksLike(a, b) || hidesCharacters(b)).to.be.true;
      for (const name of [a, b]) expect([hidesCharacters(cleanText(name)), cleanText(cleanText(name))]).to.deep.equal([false, cleanText(name)]);
    });
  }
});

describe('a name that mixes scripts', () => {
  for (const name of ['p\u0430ypal', 'Ad\u0430 Lovelace', '\u03BFps', 'ор\u0435n', 'a\u0561', '\u13DFarol']) it(`is noticed: ${name}`, () => { expect(mixesScripts(name)).to.be.true; });
  for (const name of ['João Pereira', 'Иван Petrov', 'Группа API', 'Team Ω', '田中 Taro', '田中Taro', 'β-testers', 'Æsir', 'Straße', 'شركة API', '', '👩‍💻 Ana']) it(`is none: ${name}`, () => { expect(mixesScripts(name)).to.be.false; });
});

describe('createTwinTable', () => {
  const person = (name: string, at: number): User => ({ kind: 'user', id: `user:${at}`, name, username: `u${at}`, status: 'active' });

  it('finds whoever looksLike() finds', () => {
    fc.assert(fc.property(fc.array(texts, { maxLength: 12 }), (names) => {
      const people = names.map(person);
      const table = createTwinTable(({ name }) => [name]);
      for (const one of people) table.add(one);
      for (const name of names) {
        const due = people.filter((one) => looksLike(one.name, name)).map(({ id }) => id).sort();
        expect(table.alike(name).map(({ id }) => id).sort(), JSON.stringify([name, looksOf(name)])).to.deep.equal(due);
      }
    }), { seed: SEED, numRuns: 1_000 });
  });

  for (const [a, b, why] of alike) {
    it(`finds “${a}” and “${b}” by either: ${why}`, () => {
      const table = createTwinTable(({ name }) => [name]);
      for (const one of [person(a, 1), person(b, 2), person('Somebody', 3)]) table.add(one);
      for (const name of [a, b]) expect(table.alike(name).map(({ id }) => id).sort()).to.deep.equal(['user:1', 'user:2']);
    });
  }

  it('has each once, though several of their texts are alike', () => {
    const table = createTwinTable(() => ['ada', 'ADA', 'ada 🔒']);
    table.add(person('Ada', 1));
    expect(table.alike('Ada')).to.have.lengthOf(1);
  });
});
