import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { fromBase64Url, fromUtf8, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { canonicalBytes } from '../../../src/core/crypto/canonical.js';

const data = async (name: string): Promise<string> => (await fetch(new URL(`../../support/data/jcs/${name}.json`, import.meta.url))).text();
const textOf = (value: unknown): string => fromUtf8(canonicalBytes(value));
function codeOf(value: unknown): string {
  try { return `written: ${textOf(value)}`; } catch (error) { return (error as { code?: string }).code ?? String(error); }
}

describe('canonicalBytes (RFC 8785)', () => {
  for (const name of ['arrays', 'french', 'structures', 'unicode', 'weird']) {
    it(`writes the vector “${name}” as its author does`, async () => {
      const [input, output] = await Promise.all([data(`${name}.input`), data(`${name}.output`)]);
      expect(textOf(JSON.parse(input))).to.equal(output.trim());
    });
  }

  it('refuses the vector “values”, which has floats: the sixth of six', async () => {
    expect(codeOf(JSON.parse(await data('values.input')))).to.equal('envelope/tampered');
  });

  it('refuses what could be written in more than one way, or not at all', () => {
    class Money { amount = 1; }
    const refused: readonly unknown[] = [0.5, -0, NaN, Infinity, 2 ** 53, -(2 ** 53), undefined, 1n, Symbol('s'), () => 1, [undefined], [, 1], new Date(0), new Map(), new Set([1]), new Uint8Array(2), new Money(), new String('x'), /x/,
      { toJSON: () => 'other' }, Object.create({ toJSON: () => 'other' }), '\ud800', 'a\udc00b', { '\ud800': 1 }];
    for (const value of refused) {
      expect(codeOf(value), String(value)).to.equal('envelope/tampered');
      expect(codeOf({ a: [value === undefined ? [undefined] : value] })).to.equal('envelope/tampered');
    }
    expect(() => textOf(0.5)).to.throw(/no canonical form/);
    expect(textOf({ toJSON: 'just a text' })).to.equal('{"toJSON":"just a text"}');
  });

  it('takes absent and undefined fields for the same, and no order of fields for another', () => {
    expect(textOf({ b: 1, a: undefined, c: { y: [], x: {} } })).to.equal('{"b":1,"c":{"x":{},"y":[]}}');
    expect(textOf({ c: { x: {}, y: [] }, b: 1 })).to.equal('{"b":1,"c":{"x":{},"y":[]}}');
  });

  it('keeps a field called __proto__ apart from everything else', () => {
    expect(textOf(JSON.parse('{"__proto__":{"a":1},"constructor":2}'))).to.equal('{"__proto__":{"a":1},"constructor":2}');
  });

  it('writes different values differently, and the same after JSON', () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme' }), fc.maxSafeInteger().filter((n) => !Object.is(n, -0)), fc.boolean(), fc.constant(null), fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
    })).value;
    fc.assert(fc.property(value, value, (a, b) => {
      expect(textOf(JSON.parse(textOf(a)))).to.equal(textOf(a));
      expect(JSON.parse(textOf(a))).to.deep.equal(JSON.parse(JSON.stringify(a)));
      if (textOf(a) === textOf(b)) expect(JSON.parse(JSON.stringify(a))).to.deep.equal(JSON.parse(JSON.stringify(b)));
    }), { seed: 20_260_302, numRuns: 1_000 });
  });
});

describe('base64url', () => {
  it('writes and reads every byte, without padding (RFC 4648, 5 and 10)', () => {
    const all = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    expect(fromBase64Url(toBase64Url(all))).to.deep.equal(all);
    const vectors = { '': '', f: 'Zg', fo: 'Zm8', foo: 'Zm9v', foob: 'Zm9vYg', fooba: 'Zm9vYmE', foobar: 'Zm9vYmFy' };
    for (const [text, written] of Object.entries(vectors)) expect(toBase64Url(new TextEncoder().encode(text))).to.equal(written);
    expect(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe))).to.equal('-__-');
  });

  it('takes the one text that it writes for some bytes, and no other', () => {
    for (const text of ['', 'AA', 'AAA', 'AAAA', '-_-_', 'AAECAw']) expect(toBase64Url(fromBase64Url(text))).to.equal(text);
    for (const other of ['A', 'AB' /* stray bits in its last letter */, 'AAB', 'AA==', '++++AAAA', '////AAAA', ' AAAAAAAA', 'AAAA\nAAAA', 'AAAAAAAA\n', 'é', '*']) {
      expect(() => fromBase64Url(other), JSON.stringify(other)).to.throw(DOMException).with.property('name', 'InvalidCharacterError');
    }
    expect(() => fromBase64Url('AB')).to.throw(/not canonical base64url/);
  });
});

describe('text', () => {
  it('is read whole or not at all', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).to.equal('\ufeffa');
    for (const broken of [[0xff], [0xc3], [0x61, 0xed, 0xa0, 0x80]]) expect(() => fromUtf8(Uint8Array.from(broken))).to.throw(TypeError);
  });
});
