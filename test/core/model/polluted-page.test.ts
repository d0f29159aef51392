import { expect } from '@open-wc/testing';
import { optionalFields } from '../../support/schemas.js';
import type { PollutedDay } from './polluted-page.frame.js';

/** Required fields, and options that are no schema's. */
const MORE_FIELDS = ['level', 'permission', 'principal', 'label', 'revision', 'signal'];
/**
 * ECMA-262, 6.2.6.5: a property descriptor inherits too, so wherever `value` is planted no accessor can be defined, by anybody.
 * zod defines one on each error it makes, so what is refused elsewhere throws there.
 */
const BREAKS_THE_LANGUAGE = 'value';
const FIELDS = [...new Set([...optionalFields(), ...MORE_FIELDS])].filter((field) => field !== BREAKS_THE_LANGUAGE && !(field in Object.prototype));
const HOSTILE: readonly unknown[] = ['own', 7, { code: 'x' }];

/** A realm for the polluted day alone: planted here, `signal` and `method` would stop the test runner's own requests. */
async function openFrame(): Promise<{ readonly day: PollutedDay; close(): void }> {
  const frame = document.createElement('iframe');
  const ready = new Promise((resolve) => { window.addEventListener('message', ({ source }) => { if (source === frame.contentWindow) resolve(undefined); }); });
  frame.srcdoc = `<script type="module" src="${new URL('./polluted-page.frame.ts', import.meta.url).href}"></script>`;
  document.body.append(frame);
  await ready;
  return { day: (frame.contentWindow as unknown as { readonly day: PollutedDay }).day, close: () => frame.remove() };
}

function firstDifference(seen: readonly string[], due: readonly string[]): string {
  const at = due.findIndex((line, place) => seen[place] !== line);
  return at < 0 && seen.length === due.length ? 'none' : `${at}: ${seen[at]} instead of ${due[at]}`;
}

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

  it(`sees the same with each of ${FIELDS.length} fields planted`, async () => {
    expect(FIELDS.length).to.be.at.least(36);
    for (const field of FIELDS) {
      for (const hostile of HOSTILE) expect(firstDifference(await day([field], hostile), clean), `${field} = ${JSON.stringify(hostile)}`).to.equal('none');
    }
    console.log(`polluted prototype: ${FIELDS.length} fields, each with ${HOSTILE.length} values, alone and together`);
  }).timeout(60_000);

  it('sees the same with all of them planted at once', async () => {
    for (const hostile of HOSTILE) expect(firstDifference(await day(FIELDS, hostile), clean), JSON.stringify(hostile)).to.equal('none');
  });

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
