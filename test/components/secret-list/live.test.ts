import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { aList, listPage, nameOf, pageOf, until } from '../../support/secret-list-page.js';
import { aSecret, ana, bruno, grant, ok, revoke } from '../../support/vault-builders.js';

describe('the list follows the vault', () => {
  const shared = (page: { cell(name: string, column: string): HTMLElement }): string => nameOf(page.cell('Stripe live key', 'Shared'));

  it('says Yes at once after a share, and No after the last one is taken back (S22)', async () => {
    const page = await listPage();
    const [secret] = page.secrets;
    ok(await page.vault.sharing.share(secret!.id, [grant(bruno)]));
    await until(() => shared(page) === 'Yes · 1', 'Yes');
    ok(await page.vault.sharing.share(secret!.id, [revoke(bruno)]));
    await until(() => shared(page) === 'No', 'No');
  });

  it('in every list of the page', async () => {
    const page = await listPage();
    const other = pageOf(await aList(page.vault), page);
    await other.shows('Stripe live key');
    ok(await page.vault.sharing.share(page.secrets[0]!.id, [grant(bruno)]));
    await until(() => shared(page) === 'Yes · 1' && shared(other) === 'Yes · 1', 'Yes in both');
  });

  it('and another person’s list gains and loses the row', async () => {
    const page = await listPage();
    await page.world.enrol(bruno);
    const his = pageOf(await aList(await page.world.vaultOf(bruno)), page);
    await his.settled();
    ok(await page.vault.sharing.share(page.secrets[0]!.id, [grant(bruno)]));
    await his.shows('Stripe live key');
    ok(await page.vault.sharing.share(page.secrets[0]!.id, [revoke(bruno)]));
    await his.shows();
  });

  it('many changes at once are few questions', async () => {
    let asked = 0;
    const page = await listPage({ wrap: (vault) => ({ ...vault, secrets: { ...vault.secrets, list: (...args) => { asked += 1; return vault.secrets.list(...args); } } }) });
    asked = 0;
    await Promise.all(Array.from({ length: 20 }, (_, at) => page.vault.secrets.add(aSecret({ name: `Key ${at}` }))));
    await until(() => page.names.length === 21, 'all rows');
    expect(asked).to.be.at.most(20);
  });

  it('keeps focus on the row’s button while rows come and move', async () => {
    const page = await listPage({ secrets: ['Stripe live key'] });
    page.button('Give access to Stripe live key').focus();
    ok(await page.vault.secrets.add(aSecret({ name: 'Alpha' })));
    await page.shows('Alpha', 'Stripe live key');
    expect(page.focused).to.equal('Give access to Stripe live key');
    ok(await page.vault.secrets.edit(page.secrets[0]!.id, { name: 'Aaa' }, { revision: page.secrets[0]!.revision }));
    await page.shows('Aaa', 'Alpha');
    expect(page.focused).to.equal('Give access to Aaa');
  });

  it('puts focus on the caption when its row is gone', async () => {
    const page = await listPage({ secrets: ['Stripe live key', 'Other'] });
    page.button('View Stripe live key').focus();
    ok(await page.vault.secrets.delete(page.secrets[0]!.id));
    await page.shows('Other');
    expect(page.root.activeElement?.localName).to.equal('caption');
  });

  it('never takes focus that is elsewhere', async () => {
    const page = await listPage({ secrets: ['Stripe live key', 'Other'] });
    page.search.focus();
    ok(await page.vault.secrets.delete(page.secrets[0]!.id));
    await page.shows('Other');
    expect(page.root.activeElement).to.equal(page.search);
  });
});

describe('keys in the rows', () => {
  it('↓ and ↑ go to the same button of the next and previous row', async () => {
    const page = await listPage({ secrets: ['A', 'B', 'C'] });
    page.button('Give access to A').focus();
    await page.press('ArrowDown');
    expect(page.focused).to.equal('Give access to B');
    await page.press('ArrowDown', 'ArrowDown');
    expect(page.focused).to.equal('Give access to C');
    await page.press('ArrowUp');
    expect(page.focused).to.equal('Give access to B');
  });

  it('↓ passes over a row that lacks the button', async () => {
    const page = await listPage({
      actingAs: bruno, secrets: ['B'],
      before: async ({ vaultOf }, [secret]) => {
        const his = await vaultOf(bruno);
        ok(await his.secrets.add(aSecret({ name: 'A' })));
        ok(await his.secrets.add(aSecret({ name: 'C' })));
        ok(await (await vaultOf(ana)).sharing.share(secret!.id, [grant(bruno)]));
      },
    });
    page.button('Give access to A').focus();
    await page.press('ArrowDown');
    expect(page.focused).to.equal('Give access to C');
  });

  it('Tab visits the address, View, Give access and ⋮ of a row in turn', async () => {
    const page = await listPage();
    page.cell('Stripe live key', 'URL').querySelector('a')!.focus();
    const visited: string[] = [];
    for (let presses = 0; presses < 3; presses += 1) {
      await page.press('Tab');
      visited.push(page.focused);
    }
    expect(visited).to.deep.equal(['View Stripe live key', 'Give access to Stripe live key', 'Actions for Stripe live key']);
  });

  it('focusRow(id) goes to the row’s first button and tells whether there is one', async () => {
    const page = await listPage();
    expect(page.list.focusRow(page.secrets[0]!.id)).to.equal(true);
    expect(page.focused).to.equal('View Stripe live key');
    expect(page.list.focusRow('x'.repeat(22))).to.equal(false);
  });
});

describe('where the list is narrow', () => {
  afterEach(() => setViewport({ width: 1280, height: 800 }));

  for (const width of [390, 320]) {
    it(`rows are cards at ${width} px, still a table to a screen reader, and nothing sticks out`, async () => {
      await setViewport({ width, height: 800 });
      const page = await listPage({ secrets: [{ name: 'Stripe live key', tags: ['payments', 'production'] }, 'x'.repeat(200)] });
      const row = page.row('Stripe live key');
      expect(getComputedStyle(row).display).to.equal('grid');
      expect([page.table, row, ...row.cells].map((element) => element.getAttribute('role'))).to.deep.equal(['table', 'row', 'rowheader', 'cell', 'cell', 'cell', 'cell', 'cell', 'cell', 'cell']);
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      await page.isAccessible();
    });
  }

  it('sorting stays at hand', async () => {
    await setViewport({ width: 390, height: 800 });
    const page = await listPage({ secrets: ['A', 'B'] });
    page.button('Name').click();
    await page.shows('B', 'A');
  });
});
