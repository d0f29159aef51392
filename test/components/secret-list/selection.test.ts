import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { reportPage } from '../../support/report-page.js';
import { type ListPageOptions, focused, listPage, until } from '../../support/secret-list-page.js';
import { ana, aWorld, bruno, grant, ok } from '../../support/vault-builders.js';

const three: ListPageOptions = { secrets: ['Alpha', 'Beta', 'Gamma'], set: { selectable: true } };

/** What Bruno sees: one he may only view, one he may edit, one he manages. */
const ofBruno: ListPageOptions = {
  secrets: ['Edits', 'Manages', 'Views'], set: { selectable: true }, actingAs: bruno, policy: { levels: ['view', 'edit', 'manage'] },
  before: async ({ vaultOf, enrol }, [edits, manages, views]) => {
    await enrol(bruno);
    const vault = await vaultOf(ana);
    for (const [secret, level] of [[edits, 'edit'], [manages, 'manage'], [views, 'view']] as const) ok(await vault.sharing.share(secret!.id, [grant(bruno, level)]));
  },
};

async function open(options: ListPageOptions = three) {
  const page = await listPage(options);
  const told: (readonly string[])[] = [];
  page.list.addEventListener('mysafe-selection', ({ ids }) => told.push(ids));
  return { page, report: reportPage(page), told };
}

describe('rows that can be ticked', () => {
  it('are there only where the host asks for them', async () => {
    const page = await listPage();
    expect(page.root.querySelector('input[type=checkbox]')).to.equal(null);
  });

  it('say how many, what can be done, and tell the host', async () => {
    const { page, report, told } = await open();
    expect(report.bar).to.deep.equal([]);
    await report.tick('Alpha', 'Gamma');
    expect(report.bar).to.deep.equal(['2 selected', 'Share selected (2)', 'Unshare…', 'Enable', 'Disable', 'Clear selection']);
    expect(page.status).to.equal('2 selected. Enter goes to what can be done');
    expect(told).to.deep.equal([[page.secrets[0]!.id], [page.secrets[0]!.id, page.secrets[2]!.id]]);
    await page.isAccessible();
  });

  it('have a name each, in both directions of the box in the header', async () => {
    const { page, report } = await open();
    expect([...page.root.querySelectorAll('.tick')].map((label) => label.textContent.trim())).to.deep.equal(['Select all on this page', 'Select Alpha', 'Select Beta', 'Select Gamma']);
    report.pageBox.click();
    await page.list.updateComplete;
    expect(report.ticked).to.deep.equal(['Alpha', 'Beta', 'Gamma']);
    await report.tick('Beta');
    expect([report.pageBox.checked, report.pageBox.indeterminate]).to.deep.equal([false, true]);
    report.pageBox.click();
    await page.list.updateComplete;
    expect([report.ticked.length, report.pageBox.checked, report.pageBox.indeterminate]).to.deep.equal([3, true, false]);
    report.pageBox.click();
    await page.list.updateComplete;
    expect([report.ticked, report.bar]).to.deep.equal([[], []]);
  });

  it('cannot be ticked where one may only view, and say why (F06)', async () => {
    const { page, report, told } = await open(ofBruno);
    const box = report.tickBox('Views');
    expect(page.root.getElementById(box.getAttribute('aria-describedby')!)!.textContent).to.equal('You need “Can edit” for this.');
    expect([box.getAttribute('aria-disabled'), box.disabled]).to.deep.equal(['true', false]);
    box.click();
    await page.list.updateComplete;
    expect([box.checked, told]).to.deep.equal([false, []]);
    report.pageBox.click();
    await page.list.updateComplete;
    expect([report.ticked, report.pageBox.checked]).to.deep.equal([['Edits', 'Manages'], true]);
    expect(report.bar.slice(0, 2)).to.deep.equal(['2 selected 1 of them can be shared', 'Share selected (1)']);
    await page.isAccessible();
  });

  it('offer no sharing where none of them can be shared', async () => {
    const { report } = await open(ofBruno);
    await report.tick('Edits');
    expect(report.bar).to.deep.equal(['1 selected None of them can be shared', 'Enable', 'Disable', 'Clear selection']);
  });

  it('stay ticked over pages and filters', async () => {
    const { page, report } = await open({ ...three, set: { selectable: true, pageSize: 2 } });
    await report.tick('Alpha');
    page.button('Next').click();
    await page.shows('Gamma');
    expect([report.ticked, report.bar[0]]).to.deep.equal([[], '1 selected']);
    await report.tick('Gamma');
    await page.type('beta');
    await page.shows('Beta');
    expect(report.bar[0]).to.equal('2 selected');
    page.button('Clear filters').click();
    await page.shows('Alpha', 'Beta');
    expect(report.ticked).to.deep.equal(['Alpha']);
  });

  it('are let go by “Clear selection”, with focus on the caption', async () => {
    const { page, report, told } = await open();
    await report.tick('Alpha', 'Beta');
    page.button('Clear selection').focus();
    page.button('Clear selection').click();
    await until(() => focused()?.localName === 'caption', 'focus on the caption');
    expect([report.bar, report.ticked, told.at(-1), page.status]).to.deep.equal([[], [], [], 'Nothing selected']);
  });

  it('lose their tick when one may no longer change them', async () => {
    const { page, report, told } = await open(ofBruno);
    await report.tick('Edits', 'Manages');
    const vault = await page.world.vaultOf(ana);
    ok(await vault.sharing.share(page.secrets[0]!.id, [grant(bruno, 'view')]));
    await until(() => told.length === 3, 'the selection, told again');
    expect([report.ticked, told.at(-1)]).to.deep.equal([['Manages'], [page.secrets[1]!.id]]);
  });

  it('are forgotten with the vault', async () => {
    const { page, report } = await open();
    await report.tick('Alpha');
    page.list.vault = await aWorld().vaultOf(ana);
    await page.settled();
    expect(report.bar).to.deep.equal([]);
  });

  it('by keyboard: Space ticks, the arrows go on, Enter goes to what can be done', async () => {
    const { page, report } = await open();
    report.tickBox('Alpha').focus();
    await page.press('Space', 'ArrowDown', 'ArrowDown', 'Space');
    expect(report.ticked).to.deep.equal(['Alpha', 'Gamma']);
    await page.press('Enter');
    expect(page.focused).to.equal('Share selected (2)');
  });

  it('keep the focused control out from under the bar', async () => {
    await setViewport({ width: 900, height: 400 });
    const { page, report } = await open({ ...three, secrets: Array.from({ length: 20 }, (_, at) => `Key ${String(at).padStart(2, '0')}`) });
    await report.tick('Key 00');
    report.tickBox('Key 00').focus();
    for (let press = 0; press < 12; press += 1) await sendKeys({ press: 'ArrowDown' });
    const bar = page.root.querySelector('[part=selection]')!.getBoundingClientRect();
    expect(focused()!.getBoundingClientRect().bottom).to.be.at.most(bar.top);
    await setViewport({ width: 1280, height: 800 });
  });

  for (const [what, width, dir] of [['as cards, where it is narrow', 360, 'ltr'], ['as cards, right to left', 360, 'rtl'], ['right to left', 1000, 'rtl']] as const) {
    it(what, async () => {
      await setViewport({ width, height: 700 });
      const { page, report } = await open();
      document.documentElement.dir = dir;
      await report.tick('Alpha', 'Beta');
      await page.isAccessible();
      const [box, name] = [report.tickBox('Alpha'), page.row('Alpha').querySelector('.name-text')!].map((one) => one.getBoundingClientRect());
      expect(dir === 'ltr' ? box!.right <= name!.left : box!.left >= name!.right, 'the box stands before the name').to.equal(true);
      expect(page.list.scrollWidth).to.be.at.most(page.list.clientWidth);
      document.documentElement.dir = 'ltr';
      await setViewport({ width: 1280, height: 800 });
    });
  }
});
