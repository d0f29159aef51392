import { expect } from '@open-wc/testing';
import { csvOf, saveFile } from '../../../src/components/shared/csv.js';
import cells from '../../support/data/csv-formula-cells.json' with { type: 'json' };
import { parseCsv, testDownloads } from '../../support/downloads.js';

describe('a CSV', () => {
  describe('lets no cell be a formula (ASVS 5.0, 1.2.10)', () => {
    for (const cell of cells.mustNeutralise) {
      it(`${JSON.stringify(cell)} gets an apostrophe`, () => { expect(parseCsv(csvOf([[cell, 'next']]))).to.deep.equal([[`'${cell}`, 'next']]); });
    }
  });

  describe('quotes what would end the cell (RFC 4180, 2.6 and 2.7)', () => {
    for (const cell of cells.mustBeQuotedOnly) {
      it(JSON.stringify(cell), () => {
        expect(csvOf([[cell]]).startsWith('"')).to.equal(true);
        expect(parseCsv(csvOf([[cell, 'next']]))).to.deep.equal([[cell, 'next']]);
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
    const downloads = testDownloads();
    try { saveFile('list.csv', '\uFEFFa,é\r\n', 'text/csv;charset=utf-8'); } finally { downloads.restore(); }
    const [file] = downloads.files;
    expect([file?.name, await file?.text]).to.deep.equal(['list.csv', '\uFEFFa,é\r\n']);
  });
});
