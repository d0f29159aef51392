import { expect } from '@open-wc/testing';
import { BREAKS_THE_LANGUAGE, FIELDS, HOSTILE, firstDifference, openFrame } from './polluted-days.js';
import type { PollutedDay } from './polluted-page.frame.js';

describe('a page whose Object.prototype was polluted', () => {
  let day: PollutedDay;
  let close: () => void;
  let clean: readonly string[];
  before(async () => {
    ({ day, close } = await openFrame());
    clean = await day([], undefined);
  });
  after(() => close());

  it('is compared with a day that is the same every time, and shows refusals', async () => {
    expect(await day([], undefined)).to.deep.equal(clean);
    expect(clean.join()).to.contain('access/not-permitted').and.to.contain('access/not-found').and.to.contain('input/invalid').and.to.contain('"clientSecret":"s"');
  });

  it(`sees the same with each of ${FIELDS.length} fields planted (with each of the values: npm run test:deep -- polluted)`, async () => {
    expect(FIELDS.length).to.be.at.least(36);
    for (const [at, field] of FIELDS.entries()) {
      const hostile = HOSTILE[at % HOSTILE.length];
      expect(firstDifference(await day([field], hostile), clean), `${field} = ${JSON.stringify(hostile)}`).to.equal('none');
    }
  }).timeout(90_000);

  it('sees the same with all of them planted at once', async () => {
    for (const hostile of HOSTILE) expect(firstDifference(await day(FIELDS, hostile), clean), JSON.stringify(hostile)).to.equal('none');
  }).timeout(30_000);

  it(`refuses no less with “${BREAKS_THE_LANGUAGE}” planted, which no page survives whole`, async () => {
    const isRefused = (line: string): boolean => line.startsWith('{"ok":false') || /^"\w*Error: /.test(line);
    for (const hostile of HOSTILE) {
      const seen = await day([BREAKS_THE_LANGUAGE], hostile);
      expect(seen).to.have.length(clean.length);
      // once a change was refused that went through before, what follows from it is another day
      const other = clean.findIndex((line, at) => !isRefused(line) && isRefused(seen[at]!));
      const accepted = clean.filter((line, at) => isRefused(line) && !isRefused(seen[at]!) && (other < 0 || at < other));
      expect(accepted).to.deep.equal([]);
      expect(clean.filter(isRefused).length).to.be.at.least(6);
    }
  });

  it('leaves this page as it was', () => {
    for (const field of [...FIELDS, BREAKS_THE_LANGUAGE]) expect(field in Object.prototype, field).to.equal(false);
  });
});
