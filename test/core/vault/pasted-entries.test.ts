import { expect } from '@open-wc/testing';
import { splitEntries } from '../../../src/core/index.js';

describe('splitEntries', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['commas, semicolons, lines and tabs', 'a@x.org, b@x.org;c@x.org\r\nd@x.org\te@x.org', ['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org', 'e@x.org']],
    ['spaces between addresses', ' a@x.org  b@x.org\u00A0c@x.org ', ['a@x.org', 'b@x.org', 'c@x.org']],
    ['but not spaces in names', 'Ana Costa, João Pereira', ['Ana Costa', 'João Pereira']],
    ['nor where one word of many is no address', 'Ana a@x.org', ['Ana a@x.org']],
    ['a name before an address in brackets', 'Ana Costa <a@x.org>', ['a@x.org']],
    ['a quoted name with a comma', '"Costa, Ana" <a@x.org>, b@x.org', ['a@x.org', 'b@x.org']],
    ['an unfinished quote parts as ever', '"Costa, Ana', ['"Costa', 'Ana']],
    ['a quote that ends on the next line is none', '"Costa\nAna", b@x.org', ['"Costa', 'Ana"', 'b@x.org']],
    ['mailto: in any case', 'mailto:a@x.org, MAILTO:b@x.org', ['a@x.org', 'b@x.org']],
    ['quotes around an entry', '"Ana Costa"; "joao"', ['Ana Costa', 'joao']],
    ['each once, without regard to case, the last spelling', 'joao, JOAO, Joao', ['Joao']],
    ['empty entries are none', ' , ;; \n\t ', []],
    ['a single word', 'joao', ['joao']],
    ['nothing', '', []],
  ];
  for (const [what, text, entries] of cases) {
    it(`parts ${what}`, () => { expect(splitEntries(text)).to.deep.equal(entries); });
  }

  it('takes time in proportion to the text, whatever it is made of', () => {
    const timeOf = (text: string): number => {
      const start = performance.now();
      splitEntries(text);
      return performance.now() - start;
    };
    for (const piece of ['"', '<', '<a@', 'a@x.org ', '",', ' ', '<a@b>']) {
      timeOf(piece.repeat(2_000));
      expect(timeOf(piece.repeat(50_000)), piece).to.be.lessThan(500);
    }
  });
});
