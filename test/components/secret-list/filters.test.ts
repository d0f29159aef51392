import { expect } from '@open-wc/testing';
import type { MySafeQueryEvent } from '../../../src/components/secret-list/events.js';
import { reportPage } from '../../support/report-page.js';
import { type ListPage, type ListPageOptions, listPage, until } from '../../support/secret-list-page.js';
import { ana, bruno, grant, ok } from '../../support/vault-builders.js';

const three: ListPageOptions = {
  secrets: [{ name: 'Payments', url: 'https://pay.example.org', tags: ['live', 'money'] }, { name: 'Metrics', url: 'https://m.example.org', tags: ['Prod'] }, { name: 'Mail', url: 'https://mail.example.org' }],
};

async function withFilters(options: ListPageOptions = three): Promise<ListPage & ReturnType<typeof reportPage>> {
  const page = await listPage(options);
  const report = reportPage(page);
  await report.openFilters();
  return Object.create(page, Object.getOwnPropertyDescriptors(report)) as ListPage & ReturnType<typeof reportPage>;
}

describe('the filters of the list (F14)', () => {
  it('are behind “Filters”, which says whether they are open', async () => {
    const page = await listPage(three);
    const button = page.button('Filters');
    expect([button.getAttribute('aria-expanded'), page.root.querySelector('#filters')]).to.deep.equal(['false', null]);
    button.click();
    await page.list.updateComplete;
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect([...page.root.querySelectorAll('#filters label')].map((label) => label.textContent.trim())).to.deep.equal(
      ['ID', 'Name', 'URL', 'Tags', 'Owner', 'Last use from', 'Last use until', 'Someone left since last change']);
    await page.isAccessible();
  });

  for (const [field, text, names] of [
    ['Name', 'páy', ['Payments']], ['URL', 'm.example', ['Metrics']], ['Tags', 'prod', ['Metrics']], ['Tags', 'money, pro', ['Metrics', 'Payments']], ['Owner', 'costa', ['Mail', 'Metrics', 'Payments']], ['Owner', 'bruno', []],
  ] as const) {
    it(`by ${field}, as one types: “${text}”`, async () => {
      const page = await withFilters();
      await page.fill(field, text);
      await page.shows(...names);
    });
  }

  it('by the beginning of an ID, as the column shows it', async () => {
    const page = await withFilters();
    await page.fill('ID', page.secrets[1]!.id.slice(0, 8));
    await page.shows('Metrics');
  });

  it('by the days of the last use, both of them included', async () => {
    const page = await withFilters({ ...three, now: new Date(2026, 2, 2, 23, 59, 30), before: async ({ vaultOf, clock }, secrets) => {
      const vault = await vaultOf(ana);
      ok(await vault.secrets.reveal(secrets[0]!.id));
      clock.forward(3_600);
      ok(await vault.secrets.reveal(secrets[1]!.id));
    } });
    await page.fill('Last use until', '2026-03-02');
    await page.shows('Payments');
    expect(page.field('Last use from').max).to.equal('2026-03-02');
    await page.fill('Last use until', '2026-03-03');
    await page.shows('Metrics', 'Payments');
    await page.fill('Last use from', '2026-03-03');
    await page.shows('Metrics');
  });

  it('are all of them at once, and with the search', async () => {
    const page = await withFilters();
    await page.fill('URL', 'example');
    await page.fill('Tags', 'live,prod');
    await page.type('pay');
    await page.shows('Payments');
  });

  it('say how many are in use, while they are closed too, and “Clear filters” takes them back', async () => {
    const page = await withFilters();
    expect(page.has('Clear filters')).to.equal(false);
    await page.fill('Name', 'm');
    await page.fill('Last use from', '2020-01-01');
    await page.fill('Last use until', '2020-01-02');
    expect(page.has('Filters (2)')).to.equal(true);
    await page.fill('Last use from', '');
    await page.fill('Last use until', '');
    page.button('Filters (1)').click();
    await page.shows('Mail', 'Metrics', 'Payments');
    page.button('Clear filters').click();
    await until(() => page.has('Filters'), 'no filter in use');
    expect([page.focused, page.has('Clear filters')]).to.deep.equal(['Search API secrets', false]);
    await page.isAccessible();
  });

  it('offer one way back where nothing matches', async () => {
    const page = await withFilters();
    await page.fill('Name', 'zzz');
    await page.shows();
    expect([...page.root.querySelectorAll('button')].filter((button) => button.textContent === 'Clear filters')).to.have.length(1);
    page.button('Clear filters').click();
    await page.shows('Mail', 'Metrics', 'Payments');
    expect(page.field('Name').value).to.equal('');
  });

  it('are told to the host as a vault takes them', async () => {
    const page = await withFilters();
    const told: MySafeQueryEvent[] = [];
    page.list.addEventListener('mysafe-query', (event) => told.push(event));
    await page.fill('Tags', 'a');
    await page.fill('Last use until', '2026-03-02');
    expect(told.at(-1)!.filter).to.deep.equal({ status: 'enabled', tags: ['a'], lastUsed: { until: new Date(2026, 2, 2, 23, 59, 59, 999) } });
  });

  it('can be set by the host', async () => {
    const page = await listPage(three);
    page.list.filters = { tags: 'prod' };
    await page.shows('Metrics');
    expect(page.has('Filters (1)')).to.equal(true);
  });

  it('leave a day out of account that is none', async () => {
    const page = await listPage(three);
    page.list.filters = { usedFrom: 'soon', usedUntil: '2026-3-1' };
    await page.list.updateComplete;
    await page.shows('Mail', 'Metrics', 'Payments');
    expect(page.has('Filters')).to.equal(true);
  });

  it('filter the rows of a host alike', async () => {
    const page = await withFilters({ ...three, before: async ({ vaultOf }, [first]) => {
      ok(await (await vaultOf(ana)).sharing.share(first!.id, [grant(bruno)]));
      ok(await (await vaultOf(ana)).secrets.reveal(first!.id));
    } });
    page.list.secrets = (await page.vault.secrets.list()).items;
    for (const [filters, names] of [
      [{ id: page.secrets[2]!.id.slice(0, 8) }, ['Mail']], [{ name: 'PAY' }, ['Payments']], [{ url: 'm.ex' }, ['Metrics']], [{ tags: 'money,prod' }, ['Metrics', 'Payments']],
      [{ owner: 'ana' }, ['Mail', 'Metrics', 'Payments']], [{ owner: 'bruno' }, []], [{ usedFrom: '2026-03-02', usedUntil: '2026-03-02' }, ['Payments']], [{ usedUntil: '2026-03-01' }, []],
    ] as const) {
      page.list.filters = filters;
      await page.list.updateComplete;
      await page.shows(...names);
    }
  });
});
