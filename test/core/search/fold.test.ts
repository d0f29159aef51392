import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { fold, foldWithOrigin } from '../../../src/core/search/fold.js';

const SEED = 20_260_101;

describe('fold', () => {
  for (const [text, folded] of [['Łódź', 'lodz'], ['STRAẞE', 'strasse'], ['Nguyễn Đức', 'nguyen duc'], ['İstanbul ısı', 'istanbul isi'], ['ΟΔΟΣ ὁδός', 'οδοσ οδοσ'], ['Ёлка', 'елка'],
    ['김', '김'], ['\u1100\u1175\u11B7', '김'], ['ｶﾞＡ', 'ガa'], ['か\u3099', 'が'], ['שָׁלוֹם', 'שלום'], ['مُحَمَّد', 'محمد'], ['a\u200B\u202Eb\u00AD', 'ab'], ['e\u200B\u0301', 'e'], ['ﬁ', 'fi']] as const) {
    it(`takes ${text} for ${folded}`, () => {
      expect(fold(text)).to.equal(folded);
    });
  }

  it('keeps apart what marks tell apart outside Latin, Greek and Cyrillic', () => {
    for (const [one, other] of [['की', 'कि'], ['ปู', 'ปี'], ['أ', 'ا'], ['が', 'か'], ['김', '긴']] as const) expect(fold(one)).not.to.equal(fold(other));
  });

  it(`folds a folded text to itself, and knows where each letter came from (seed ${SEED})`, () => {
    const unit = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('e\u0301', 'ß', 'İ', '\u200B', '\uD800', 'ｶﾞ', '\u1100', '\u1175', 'Σ', 'É', '﷽'));
    fc.assert(fc.property(fc.array(unit, { maxLength: 12 }).map((parts) => parts.join('')), (text) => {
      const { text: folded, originOf } = foldWithOrigin(text);
      const origins = Array.from({ length: folded.length }, (_, i) => originOf(i, i + 1));
      return folded === fold(text) && fold(folded) === folded
        && origins.every(([start, end], i) => start < end && start >= (origins[i - 1]?.[0] ?? 0) && fold(text.slice(start, end)).includes(folded.charAt(i)));
    }), { seed: SEED, numRuns: 1_000 });
  }).timeout(60_000);
});
