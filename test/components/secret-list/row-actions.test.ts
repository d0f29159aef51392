import { expect } from '@open-wc/testing';
import { MySafeError, type SecretSummary } from '../../../src/core/index.js';
import type { ListAction } from '../../../src/components/shared/rows/events.js';
import { type ListPage, listPage, toast, until } from '../../support/secret-list-page.js';
import { testClipboard } from '../../support/secret-view-page.js';
import { ana } from '../../support/vault-builders.js';

const NAME = 'Stripe live key';

/** What the list asks of one of its windows, instead of opening it. */
function opened(page: ListPage, tag: 'mysafe-share-dialog' | 'mysafe-secret-view' | 'mysafe-secret-form'): unknown[][] {
  const calls: unknown[][] = [];
  const target = page.root.querySelector<HTMLElement>(tag)!;
  Object.assign(target, { show: (...args: unknown[]) => calls.push(args) });
  return calls;
}

async function choose(page: ListPage, item: string, name = NAME): Promise<void> {
  await page.openMenu(name);
  page.item(item).click();
}

const dialogIn = (page: ListPage, tag: string): HTMLDialogElement | null | undefined => page.root.querySelector(tag)?.shadowRoot?.querySelector('dialog[open]');

describe('what can be done in a row', () => {
  afterEach(() => { document.querySelectorAll('mysafe-toasts').forEach((region) => region.remove()); });

  it('the magnifying glass opens “View API secret” (S23)', async () => {
    const page = await listPage();
    page.button(`View ${NAME}`).click();
    await until(() => dialogIn(page, 'mysafe-secret-view'), 'the view window');
  });

  it('“Give access to …” opens the share window', async () => {
    const page = await listPage();
    page.button(`Give access to ${NAME}`).click();
    await until(() => dialogIn(page, 'mysafe-share-dialog'), 'the share window');
  });

  it('the menu’s first item opens the share window, and Escape brings focus back to ⋮', async () => {
    const page = await listPage();
    await choose(page, 'Share this API secret');
    await until(() => dialogIn(page, 'mysafe-share-dialog'), 'the share window');
    await page.press('Escape');
    await until(() => page.focused === `Actions for ${NAME}`, 'focus on ⋮');
  });

  const windows = [
    ['Share this API secret', 'mysafe-share-dialog', 'share'], ['View API secret', 'mysafe-secret-view', 'view'], ['Edit', 'mysafe-secret-form', 'edit'],
  ] as const;
  for (const [item, tag, action] of windows) {
    it(`“${item}” opens its window for the row, to return to ⋮`, async () => {
      const page = await listPage();
      const calls = opened(page, tag);
      await choose(page, item);
      const [about, trigger] = calls[0] as [SecretSummary | string, HTMLElement];
      expect([typeof about === 'string' ? about : about.id, trigger]).to.deep.equal([page.secrets[0]!.id, page.button(`Actions for ${NAME}`)]);
    });

    it(`“${item}” opens nothing where the host takes ${action} over`, async () => {
      const page = await listPage();
      const calls = opened(page, tag);
      const told: (readonly [ListAction, string | undefined, string | undefined])[] = [];
      page.list.addEventListener('mysafe-action', (event) => {
        event.preventDefault();
        told.push([event.action, event.secretId, event.secret?.name]);
      });
      await choose(page, item);
      expect([calls, told]).to.deep.equal([[], [[action, page.secrets[0]!.id, NAME]]]);
    });
  }

  it('“Add API secret” opens an empty form', async () => {
    const page = await listPage();
    const calls = opened(page, 'mysafe-secret-form');
    page.button('Add API secret').click();
    expect(calls).to.deep.equal([[undefined, page.button('Add API secret')]]);
  });

  describe('Disable', () => {
    it('acts at once and says so, without asking', async () => {
      const page = await listPage({ secrets: [NAME, 'Other'] });
      await choose(page, 'Disable');
      expect((await toast(`${NAME} disabled`)).button('Undo')).to.exist;
      await page.shows('Other');
      const { items } = await page.vault.secrets.list({ filter: { status: 'disabled' } });
      expect(items.map(({ name }) => name)).to.deep.equal([NAME]);
    });

    it('moves focus to the caption, since the row is gone', async () => {
      const page = await listPage({ secrets: [NAME, 'Other'] });
      await choose(page, 'Disable');
      await page.shows('Other');
      await until(() => page.root.activeElement?.localName === 'caption', 'focus on the caption');
      await toast(`${NAME} disabled`); // so that it is not the next test's
    });

    it('keeps focus on ⋮ where disabled ones are shown', async () => {
      const page = await listPage({ set: { filterStatus: 'all' } });
      await choose(page, 'Disable');
      await until(() => page.cell(NAME, 'Status').textContent.includes('Disabled'), 'the new status');
      await toast(`${NAME} disabled`);
      expect(page.focused).to.equal(`Actions for ${NAME}`);
    });

    it('is taken back by Undo, which brings focus to the row', async () => {
      const page = await listPage({ secrets: [NAME, 'Other'] });
      await choose(page, 'Disable');
      const shown = await toast(`${NAME} disabled`);
      await page.shows('Other');
      shown.button('Undo').click();
      await toast(`${NAME} enabled`);
      await page.shows('Other', NAME);
      await until(() => page.focused === `View ${NAME}`, 'focus on the row');
    });

    it('is not done where the host says no', async () => {
      const page = await listPage();
      page.list.addEventListener('mysafe-action', (event) => { event.preventDefault(); });
      await choose(page, 'Disable');
      expect((await page.vault.secrets.list()).items[0]?.enabled).to.equal(true);
    });

    it('says why where it is refused, and changes nothing', async () => {
      const refusing = { code: 'access/not-permitted', needs: 'edit', holds: 'view' } as const;
      const page = await listPage({ wrap: (vault) => ({ ...vault, secrets: { ...vault.secrets, disable: ([secretId]) => Promise.resolve([{ secretId: secretId!, ok: false, refusal: refusing }]) } }) });
      await choose(page, 'Disable');
      await until(() => page.banners.includes('You may not do this. It needs “Can edit”.'), 'the reason');
      expect(page.status).to.equal('You may not do this. It needs “Can edit”.');
      await page.isAccessible();
      page.button('Close').click();
      await until(() => page.banners.length === 0, 'no banner');
    });
  });

  it('Enable brings it back and says so (F17)', async () => {
    const page = await listPage({ set: { filterStatus: 'all' }, before: async ({ vaultOf }, [secret]) => (await vaultOf(ana)).secrets.disable([secret!.id]) });
    await choose(page, 'Enable');
    await toast(`${NAME} enabled`);
    await until(() => page.cell(NAME, 'Status').textContent.includes('Enabled'), 'the new status');
  });

  describe('Copy Client secret', () => {
    it('puts the value on the clipboard and nowhere else', async () => {
      const clipboard = testClipboard();
      const page = await listPage({ secrets: [{ name: NAME, clientSecret: 'sk_live_42' }] });
      await choose(page, 'Copy Client secret');
      const shown = await toast('Copied');
      expect([clipboard.texts, shown.detail]).to.deep.equal([['sk_live_42'], `Client secret of ${NAME}`]);
      expect(document.documentElement.outerHTML + page.root.innerHTML + page.status).not.to.include('sk_live_42');
      clipboard.restore();
    });

    it('opens the view window where the clipboard refuses', async () => {
      const clipboard = testClipboard();
      clipboard.forbid();
      const page = await listPage();
      const calls = opened(page, 'mysafe-secret-view');
      await choose(page, 'Copy Client secret');
      await until(() => calls.length === 1, 'the view window');
      expect((calls[0]![0] as SecretSummary).id).to.equal(page.secrets[0]!.id);
      clipboard.restore();
    });

    it('says why where the vault refuses, and copies nothing', async () => {
      const clipboard = testClipboard();
      const pending = { ok: false, refusal: { code: 'access/pending' } } as const;
      const page = await listPage({ wrap: (vault) => ({ ...vault, secrets: { ...vault.secrets, reveal: () => Promise.resolve(pending) } }) });
      await choose(page, 'Copy Client secret');
      await until(() => page.banners.some((banner) => banner.startsWith('Your key for this secret is not here yet.')), 'the reason');
      expect(clipboard.texts).to.deep.equal([]);
      clipboard.restore();
    });

    it('says what broke where the secret was tampered with', async () => {
      const clipboard = testClipboard();
      const tampered = new MySafeError('envelope/tampered', 'The test changed it.');
      const page = await listPage({ wrap: (vault) => ({ ...vault, secrets: { ...vault.secrets, reveal: () => Promise.reject(tampered) } }) });
      await choose(page, 'Copy Client secret');
      await until(() => page.banners.some((banner) => banner.startsWith('This secret was changed outside of the vault')), 'the sentence');
      clipboard.restore();
    });
  });
});
