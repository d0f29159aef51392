import { expect } from '@open-wc/testing';
import { csvOf, saveFile } from '../../../src/components/shared/csv.js';
import cells from '../../support/data/csv-formula-cells.json' with { type: 'json' };

/** What a program reads that keeps to RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push(row.splice(0));
  }
  return rows;
}

describe('a CSV', () => {
  describe('lets no cell be a formula (ASVS 5.0, 1.2.10)', () => {
    for (const cell of cells.mustNeutralise) {
      it(`${JSON.stringify(cell)} gets an apostrophe`, () => { expect(parse(csvOf([[cell, 'next']]))).to.deep.equal([[`'${cell}`, 'next']]); });
    }
  });

  describe('quotes what would end the cell (RFC 4180, 2.6 and 2.7)', () => {
    for (const cell of cells.mustBeQuotedOnly) {
      it(JSON.stringify(cell), () => {
        expect(csvOf([[cell]]).startsWith('"')).to.equal(true);
        expect(parse(csvOf([[cell, 'next']]))).to.deep.equal([[cell, 'next']]);
      });
    }
  });

  describe('leaves alone', () => {
    for (const cell of cells.mustStayAsIs) it(JSON.stringify(cell), () => { expect(csvOf([[cell]])).to.equal(`${cell}\r\n`); });
  });

  it('has a line for each row, and none for no rows', () => {
    expect(csvOf([['a', 'b'], ['c', '']])).to.equal('a,b\r\nc,\r\n');
    expect(csvOf([])).to.equal('');
  });

  it('is handed to the downloads under its name, as it is', async () => {
    let asked: { name: string; text: Promise<string> } | undefined;
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function noted(this: HTMLAnchorElement) {
      asked = { name: this.download, text: fetch(this.href).then((answer) => answer.text()) };
    };
    try { saveFile('list.csv', 'a,é\r\n', 'text/csv;charset=utf-8'); } finally { HTMLAnchorElement.prototype.click = click; }
    expect([asked?.name, await asked?.text]).to.deep.equal(['list.csv', 'a,é\r\n']);
  });
});
