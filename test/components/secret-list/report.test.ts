import { expect } from '@open-wc/testing';
import { MySafeError, type SecretPage, type SecretSummary, type Vault } from '../../../src/core/index.js';
import { type Downloads, parseCsv, testDownloads } from '../../support/downloads.js';
import { reportPage } from '../../support/report-page.js';
import { type ListPage, type ListPageOptions, listPage, nameOf, toast, until } from '../../support/secret-list-page.js';
import { ana, bruno, grant, ok } from '../../support/vault-builders.js';

const three: ListPageOptions = {
  secrets: [{ name: '=HYPERLINK("x")', url: 'https://pay.example.org', tags: ['live', 'money'], clientSecret: 'never-in-a-file' }, { name: 'Metrics', url: 'https://m.example.org' }, { name: 'Mail, “old”' }],
  before: async ({ vaultOf, enrol }, [first, , third]) => {
    await enrol(bruno);
    const vault = await vaultOf(ana);
    ok(await vault.sharing.share(first!.id, [grant(bruno)]));
    ok(await vault.secrets.reveal(first!.id));
    await vault.secrets.disable([third!.id]);
  },
};

/** The vault, whose pages after the first the test lets through one by one. */
function slowPages() {
  const waiting: (() => void)[] = [];
  const asked: number[] = [];
  const wrap = (vault: Vault): Vault => ({
    ...vault,
    secrets: {
      ...vault.secrets,
      async list(query, options): Promise<SecretPage> {
        if (query?.limit !== 100) return vault.secrets.list(query, options);
        asked.push(query.limit);
        // pages of two: a report of three rows is a long one then
        const page = await vault.secrets.list({ ...query, limit: 2 }, options);
        if (query.at) await new Promise<void>((resolve) => { waiting.push(resolve); });
        return page;
      },
    },
  });
  return { wrap, waiting, asked };
}

async function open(options: ListPageOptions = three) {
  const page = await listPage(options);
  return { page, report: reportPage(page) };
}

/** What is in the page for paper. */
const printed = (): ShadowRoot | undefined => document.querySelector('[data-mysafe-print]')?.shadowRoot ?? undefined;
const printedRows = (): string[][] => [...printed()!.querySelectorAll('tr')].map((row) => [...row.cells].map(nameOf));

describe('“More” of the list', () => {
  let downloads: Downloads;
  let prints: number;
  const { print } = window;

  beforeEach(() => {
    downloads = testDownloads();
    prints = 0;
    window.print = () => { prints += 1; };
  });
  afterEach(() => {
    downloads.restore();
    window.print = print;
    document.querySelectorAll('mysafe-toasts, [data-mysafe-print]').forEach((left) => left.remove());
  });

  const exported = async (page: ListPage): Promise<readonly (readonly string[])[]> => {
    const file = await until(() => downloads.files[0], 'the file');
    await page.list.updateComplete;
    return parseCsv((await file.text).replace(/^\uFEFF/, ''));
  };

  it('is a menu: keys walk it, Escape goes back', async () => {
    const { page } = await open();
    page.button('More').focus();
    await page.press('Enter');
    await until(() => page.menu?.matches(':focus-within'), 'the menu');
    expect([page.items.map(nameOf), page.focused, page.button('More').getAttribute('aria-expanded')]).to.deep.equal([['Export CSV', 'Print'], 'Export CSV', 'true']);
    await page.isAccessible();
    await page.press('ArrowDown');
    expect(page.focused).to.equal('Print');
    await page.press('Escape');
    await page.closed();
    expect(page.focused).to.equal('More');
  });

  it('is the host’s where it takes it over', async () => {
    const { page, report } = await open();
    const told: string[] = [];
    page.list.addEventListener('mysafe-action', (event) => { event.preventDefault(); told.push(event.action); });
    await report.more('Export CSV');
    await report.more('Print');
    expect([told, downloads.files, prints]).to.deep.equal([['export', 'print'], [], 0]);
  });

  describe('exports', () => {
    it('what the filters show, with whole ids, formulas made harmless, and no value', async () => {
      const { page, report } = await open();
      await report.more('Export CSV');
      const rows = await exported(page);
      const [second, first] = (await page.vault.secrets.list({ sort: { by: 'name', direction: 'descending' } })).items;
      const safe = ({ id }: SecretSummary): string => (id.startsWith('-') ? `'${id}` : id); // an id may look like a formula too
      expect(rows).to.deep.equal([
        ['ID', 'Name', 'URL', 'Tags', 'Shared', 'Owner', 'Last use', 'Status'],
        [safe(first!), '\'=HYPERLINK("x")', 'https://pay.example.org', 'live, money', 'Yes', 'Ana Costa', first!.lastUsedAt!.toISOString(), 'Enabled'],
        [safe(second!), 'Metrics', 'https://m.example.org', '', 'No', 'Ana Costa', '', 'Enabled'],
      ]);
      const [file] = downloads.files;
      expect(file!.name).to.match(/^api-secrets-\d{4}-\d\d-\d\d\.csv$/);
      const text = await file!.text;
      expect(text.startsWith('\uFEFF'), 'the mark of UTF-8').to.equal(true);
      for (const sealed of ['never-in-a-file', 'pay-client']) expect(text).to.not.contain(sealed);
      expect((await toast('CSV saved')).detail).to.equal('2 secrets');
    });

    it('as it is searched, filtered and sorted', async () => {
      const { page, report } = await open();
      await page.choose('Status', 'All');
      page.button('Name').click();
      await page.shows('Metrics', 'Mail, “old”', '=HYPERLINK("x")');
      await page.type('m');
      await page.shows('Metrics', 'Mail, “old”', '=HYPERLINK("x")');
      await report.more('Export CSV');
      expect((await exported(page)).slice(1).map(([, name]) => name)).to.deep.equal(['Metrics', 'Mail, “old”', '\'=HYPERLINK("x")']);
    });

    it('the columns that the host picks', async () => {
      const { page, report } = await open({ ...three, set: { columns: ['status', 'name', 'action'] } });
      await report.more('Export CSV');
      expect((await exported(page))[0]).to.deep.equal(['ID', 'Status', 'Name']);
    });

    it('every page, with how far it is', async () => {
      const { wrap, waiting, asked } = slowPages();
      const { page, report } = await open({ ...three, wrap, set: { filterStatus: 'all' } });
      await report.more('Export CSV');
      await until(() => waiting[0], 'the second page, asked for');
      const bar = await until(() => page.root.querySelector('progress'), 'the bar');
      expect([bar.value, bar.max, bar.ariaLabel, nameOf(page.root.querySelector('[part=progress] span')!)]).to.deep.equal([2, 3, 'Exporting…', 'Exporting… 2 of 3']);
      await page.isAccessible();
      waiting[0]!();
      expect(await exported(page)).to.have.length(4);
      await until(() => !page.root.querySelector('progress'), 'no bar');
      expect(asked).to.deep.equal([100, 100]);
    });

    describe('many pages', () => {
      const { now } = performance;
      let time = 0;
      let asking: () => void;
      beforeEach(() => { time = 0; asking = () => undefined; performance.now = () => time; });
      afterEach(() => { performance.now = now; });

      /** Pages of one row, each taking `took` ms of the clock. */
      const pagesTaking = (took: number, log: string[]) => (vault: Vault): Vault => ({
        ...vault,
        secrets: {
          ...vault.secrets,
          async list(query, options): Promise<SecretPage> {
            if (query?.limit !== 100) return vault.secrets.list(query, options);
            asking();
            log.push('page');
            time += took;
            return vault.secrets.list({ ...query, limit: 1 }, options);
          },
        },
      });

      it('lets a frame through as often as a slice has taken its part of one', async () => {
        const real = window.MessageChannel; // of all that waits for frames here, the report alone uses one
        for (const [took, expected] of [[9, ['frame', 'page', 'frame', 'page', 'frame', 'page']], [4, ['frame', 'page', 'page', 'frame', 'page']]] as const) {
          const log: string[] = [];
          const { page, report } = await open({ ...three, wrap: pagesTaking(took, log), set: { filterStatus: 'all' } });
          window.MessageChannel = class extends real { constructor() { super(); log.push('frame'); } };
          try {
            await report.more('Export CSV');
            expect(await exported(page)).to.have.length(4);
          } finally { window.MessageChannel = real; }
          expect(log).to.deep.equal(expected);
          downloads.restore();
          downloads = testDownloads();
        }
      });

      it('draws how far it is without drawing the rows anew', async () => {
        const log: string[] = [];
        const { page, report } = await open({ ...three, wrap: pagesTaking(100, log), set: { filterStatus: 'all' } });
        const { list } = page;
        const render = list.render.bind(list);
        list.render = () => { log.push('rows'); return render(); };
        asking = () => { log.push(`bar at ${page.root.querySelector('progress')?.value ?? 'nothing'}`); };
        await report.more('Export CSV');
        expect(await exported(page)).to.have.length(4);
        const pages = log.slice(log.indexOf('page'));
        expect(pages.slice(0, pages.lastIndexOf('page') + 1)).to.deep.equal(['page', 'rows', 'bar at 1', 'page', 'bar at 2', 'page']);
      });
    });

    it('nothing where it is cancelled; focus goes back', async () => {
      const { wrap, waiting } = slowPages();
      const { page, report } = await open({ ...three, wrap, set: { filterStatus: 'all' } });
      await report.more('Export CSV');
      await until(() => page.root.querySelector('progress'), 'the bar');
      page.button('Cancel').focus();
      page.button('Cancel').click();
      await page.list.updateComplete;
      waiting[0]!();
      await until(() => !page.root.querySelector('progress'), 'no bar');
      expect([page.focused, downloads.files, page.banners]).to.deep.equal(['More', [], []]);
    });

    it('says what went wrong, and leaves no file', async () => {
      const wrap = (vault: Vault): Vault => ({ ...vault, secrets: { ...vault.secrets, list: (query) => (query?.limit === 100 ? Promise.reject(new MySafeError('storage/unavailable', 'gone')) : vault.secrets.list(query)) } });
      const { page, report } = await open({ ...three, wrap });
      await report.more('Export CSV');
      await until(() => page.banners.length === 1, 'the sentence');
      expect([page.banners, downloads.files]).to.deep.equal([['The storage did not answer. Nothing was changed. Try again.'], []]);
    });

    it('the rows of a host', async () => {
      const { page, report } = await open();
      page.list.secrets = (await page.vault.secrets.list({ filter: { name: 'metrics' } })).items;
      await page.shows('Metrics');
      await report.more('Export CSV');
      expect(await exported(page)).to.have.length(2);
    });

    it('while the keys are locked', async () => {
      const { page, report } = await open();
      page.vault.keys.lock();
      await page.list.updateComplete;
      await report.more('Export CSV');
      expect(await exported(page)).to.have.length(3);
    });
  });

  describe('prints', () => {
    it('what the filters show, and says by what it was filtered', async () => {
      const { page, report } = await open();
      await page.choose('Status', 'All');
      await page.choose('Shared', 'No');
      await report.more('Print');
      await until(() => prints === 1, 'print');
      expect(printedRows()).to.deep.equal([
        ['Name', 'URL', 'Tags', 'Shared', 'Owner', 'Last use', 'Status'],
        ['Mail, “old”', 'https://pay.example.org', '', 'No', 'Ana Costa', '', 'Disabled'],
        ['Metrics', 'https://m.example.org', '', 'No', 'Ana Costa', '', 'Enabled'],
      ]);
      expect(nameOf(printed()!.querySelector('h1')!)).to.equal('API secrets');
      expect(nameOf(printed()!.querySelector('p')!)).to.match(/^2 API secrets · Shared: No · Status: All · Ana Costa, /);
    });

    it('on paper alone, and there nothing else', async () => {
      const { page, report } = await open();
      await report.more('Print');
      const root = await until(() => prints === 1 && printed(), 'print');
      const display = (element: Element): string => getComputedStyle(element).display;
      expect([display(root.host), display(page.list.parentElement!)]).to.deep.equal(['none', 'block']);
      const [sheet] = document.adoptedStyleSheets.slice(-1);
      const rule = [...sheet!.cssRules].find((one): one is CSSMediaRule => one instanceof CSSMediaRule)!;
      rule.media.mediaText = 'screen'; // as paper would have it
      expect([display(root.host), display(page.list.parentElement!)]).to.deep.equal(['block', 'none']);
      rule.media.mediaText = 'print';
    });

    it('and leaves nothing in the page afterwards, nor when somebody signs out', async () => {
      const { page, report } = await open();
      const sheets = document.adoptedStyleSheets.length;
      await report.more('Print');
      await until(() => prints === 1 && printed(), 'print');
      dispatchEvent(new Event('afterprint'));
      expect([printed(), document.adoptedStyleSheets.length]).to.deep.equal([undefined, sheets]);
      await report.more('Print');
      await until(() => prints === 2 && printed(), 'print again');
      page.list.vault = undefined;
      await page.list.updateComplete;
      expect([printed(), document.adoptedStyleSheets.length]).to.deep.equal([undefined, sheets]);
    });

    it('once at a time: what was printed before is gone', async () => {
      const { report } = await open();
      await report.more('Print');
      await until(() => prints === 1, 'print');
      await report.more('Print');
      await until(() => prints === 2, 'print again');
      expect(document.querySelectorAll('[data-mysafe-print]')).to.have.length(1);
    });

    it('each filter in words', async () => {
      const { page, report } = await open({ ...three, set: { query: 'a', filterLeft: true, filters: { name: 'x', tags: 'a,b', owner: 'ana', usedFrom: '2026-03-01', usedUntil: '2026-03-31' } } });
      await page.settled();
      await report.more('Print');
      await until(() => prints === 1, 'print');
      expect(nameOf(printed()!.querySelector('p')!)).to.contain('0 API secrets · Search: “a” · Name: “x” · Owner: “ana” · Tags: a and b · Last use: from Mar 1, 2026 until Mar 31, 2026 · Someone left since last change · Status: Enabled · ');
    });
  });
});
