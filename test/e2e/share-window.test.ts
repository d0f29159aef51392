import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressOf } from '../support/demo-browser.js';
import { box, useDemo } from '../support/demo-steps.js';

const STRIPE = 'Stripe live key';
const ITS_MODULE = 'share-window-';

const demo = useDemo();

describe('what is in the share window (docs/adr/0019)', () => {
  it('opens nothing where it can’t be loaded, and the page hears of it', async () => {
    const { context } = await demo.open();
    const page = await context.newPage();
    await page.route((url) => url.pathname.includes(ITS_MODULE), (route) => route.abort());
    await page.goto(addressOf(demo.url, {}));
    const button = page.getByRole('button', { name: `Give access to ${STRIPE}` });
    const heard = page.waitForEvent('pageerror');
    await button.click();
    assert.match((await heard).message, new RegExp(ITS_MODULE));
    assert.equal(await box(page).count(), 0);
    assert.equal(await page.locator('mysafe-share-dialog').first().evaluate((dialog) => (dialog as HTMLElement & { open: boolean }).open), false);
  });
});
