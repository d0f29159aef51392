import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ElementHandle, Page } from 'playwright-core';
import { addressOf } from '../support/demo-browser.js';
import { add, box, share, shareWindow, toast, useDemo, view } from '../support/demo-steps.js';

const STRIPE = 'Stripe live key';
const SENDGRID = 'SendGrid production';
const isItsModule = (url: URL): boolean => url.pathname.includes('share-window-');
type Element = HTMLElement & { open: boolean; close(): void };

const demo = useDemo();
const giveAccess = (page: Page, name: string): Promise<void> => page.getByRole('button', { name: `Give access to ${name}` }).click();
/** The element that is asked to open, wherever in the page it stands. */
const opening = async (page: Page): Promise<ElementHandle<Element>> => {
  const found = page.locator('mysafe-share-dialog[open]');
  await found.waitFor({ state: 'attached' });
  return await found.elementHandle() as ElementHandle<Element>;
};

/** The demo in a page whose share window does not come before `come` is called. */
async function slowPage(): Promise<{ page: Page; come: (to: ElementHandle<Element>) => Promise<void> }> {
  const { context } = await demo.open();
  const page = await context.newPage();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route(isItsModule, async (route) => { await held; await route.continue(); });
  await page.goto(addressOf(demo.url, {}));
  return { page, async come(to) {
    release();
    // its looks come with it
    await page.waitForFunction((element) => element.shadowRoot?.adoptedStyleSheets.some(({ cssRules }) => [...cssRules].some(({ cssText }) => cssText.includes('.listbox'))), to);
  } };
}

describe('what is in the share window (docs/adr/0019)', () => {
  it('opens where it comes late, for what was asked for last', async () => {
    const { page, come } = await slowPage();
    await giveAccess(page, STRIPE);
    const element = await opening(page);
    await giveAccess(page, SENDGRID);
    await come(element);
    await shareWindow(page, SENDGRID).waitFor();
    assert.equal(await page.getByRole('dialog').count(), 1);
  });

  it('opens nothing where it was closed before it came, and the next time all the same', async () => {
    const { page, come } = await slowPage();
    await giveAccess(page, STRIPE);
    const element = await opening(page);
    assert.equal(await element.evaluate((one) => { one.close(); return one.open; }), false);
    await come(element);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await giveAccess(page, STRIPE);
    await box(page).waitFor();
  });

  it('leaves everything as it was where it can’t be loaded, says so, and the page hears of it', async () => {
    const { context } = await demo.open();
    const page = await context.newPage();
    await page.route(isItsModule, (route) => route.abort());
    await page.goto(addressOf(demo.url, {}));
    const heard = page.waitForEvent('pageerror');
    await giveAccess(page, STRIPE);
    assert.match((await heard).message, /share-window-/);
    await toast(page, 'Something went wrong. Nothing was changed. Try again.');
    assert.deepEqual([await page.locator('mysafe-share-dialog[open]').count(), await box(page).count()], [0, 0]);
    const window = await view(page, STRIPE);
    const heardAgain = page.waitForEvent('pageerror');
    await window.getByRole('button', { name: 'Manage access' }).click();
    await heardAgain;
    await page.locator('mysafe-secret-view mysafe-share-dialog').waitFor({ state: 'detached' });
    assert.equal(await window.isVisible(), true);
  });

  it('takes the place of the view window, and gives it back', async () => {
    const { page } = await demo.open();
    const window = await view(page, STRIPE);
    await window.getByRole('button', { name: 'Manage access' }).click();
    await window.waitFor({ state: 'hidden' });
    await add(page, 'joao', /João Pereira/);
    await share(page);
    await window.getByRole('row', { name: /João Pereira/ }).waitFor();
  });
});
