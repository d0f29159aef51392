import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { DemoPage, OpenDemoOptions } from '../support/demo-browser.js';
import { row, shared, toast, useDemo } from '../support/demo-steps.js';

const [ADYEN, APPLE, PIX, GRAFANA] = ['Adyen test merchant', 'Apple Pay merchant', 'PIX gateway', 'Grafana admin'];

const demo = useDemo();

async function open(options?: OpenDemoOptions): Promise<DemoPage> {
  const opened = await demo.open(options);
  await row(opened.page, PIX).waitFor();
  return opened;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const status = (page: Page, option: string): Promise<unknown> => page.getByRole('combobox', { name: 'Status' }).selectOption({ label: option });
const rowNames = (page: Page): Promise<string[]> => page.getByRole('rowheader').allInnerTexts();

async function tick(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).click();
}

/** The window that asks before a batch. */
async function ask(page: Page, name: string, title: string): Promise<Locator> {
  await button(page, name).click();
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

async function more(page: Page, item: string): Promise<void> {
  await button(page, 'More').click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('the report of API secrets, from end to end', () => {
  it('F14: narrows down by each field, says how many filters are in use, and takes them back', async () => {
    const { page, accessibilityProblems } = await open();
    await button(page, 'Filters').click();
    const panel = page.getByRole('group', { name: 'Filters' });
    await panel.getByLabel('Tags').fill('payments');
    await panel.getByLabel('Owner').fill('ana.souza');
    await row(page, 'Chargeback portal').waitFor({ state: 'detached' });
    assert.deepEqual(await rowNames(page), [ADYEN, APPLE, 'PayPal webhooks', PIX, 'Stripe live key']);
    await panel.getByLabel('Last use from').fill('2020-01-01');
    await row(page, ADYEN).waitFor({ state: 'detached' });
    await panel.getByLabel('URL').fill('stripe');
    await row(page, PIX).waitFor({ state: 'detached' });
    assert.deepEqual(await rowNames(page), ['Stripe live key']);
    assert.deepEqual(await accessibilityProblems(), []);
    await button(page, 'Filters (4)').click();
    await button(page, 'Clear filters').click();
    await row(page, ADYEN).waitFor();
    assert.ok(await button(page, 'Filters').isVisible());
  });

  it('F06: cannot tick what one may only view, and says why', async () => {
    const { page } = await open();
    const box = page.getByRole('checkbox', { name: 'Select BigQuery reader' });
    await box.click({ force: true }); // a person would try
    assert.deepEqual([await box.isChecked(), await box.getAttribute('aria-disabled')], [false, 'true']);
    await page.getByText('You need “Can edit” for this.').first().waitFor({ state: 'attached' });
  });

  it('F10, F11: shares several in one window', async () => {
    const { page, signInAs } = await open();
    await tick(page, 'Stripe live key', 'Exchange rates feed');
    await button(page, 'Share selected (2)').click();
    const dialog = page.getByRole('dialog', { name: 'Share 2 API secrets' });
    await dialog.getByRole('combobox').fill('helena.brandao');
    await dialog.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await toast(page, 'Shared');
    for (const name of ['Stripe live key', 'Exchange rates feed']) await shared(page, name, 'Yes');
    await page.getByRole('group', { name: 'Selected API secrets' }).waitFor({ state: 'detached' });
    await signInAs('helena.brandao');
    await row(page, 'Exchange rates feed').waitFor();
  });

  it('F10, F16, F17: disables and enables several, after one question with the count', async () => {
    const { page, accessibilityProblems } = await open();
    await tick(page, ADYEN, APPLE, GRAFANA);
    const asked = await ask(page, 'Disable', 'Disable 3 API secrets?');
    assert.deepEqual(await accessibilityProblems(), []);
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'detached' });
    await (await ask(page, 'Disable', 'Disable 3 API secrets?')).getByRole('button', { name: 'Disable' }).click();
    await toast(page, '3 API secrets disabled');
    for (const name of [ADYEN, APPLE, GRAFANA]) await row(page, name).waitFor({ state: 'detached' });
    await status(page, 'Disabled');
    await row(page, GRAFANA).waitFor();
    await tick(page, ADYEN, APPLE);
    await (await ask(page, 'Enable', 'Enable 2 API secrets?')).getByRole('button', { name: 'Enable' }).click();
    await toast(page, '2 API secrets enabled');
    await status(page, 'Enabled');
    await row(page, ADYEN).waitFor();
    assert.equal(await row(page, GRAFANA).count(), 0);
  });

  it('unshares several after saying who loses access; what one may not stays ticked with its reason', async () => {
    const { page, switchTo } = await open();
    await tick(page, APPLE, PIX, GRAFANA);
    const asked = await ask(page, 'Unshare…', 'Unshare 3 API secrets?');
    await asked.getByText('2 people and 1 group will lose access:').waitFor();
    assert.deepEqual(await asked.getByRole('listitem').locator('bdi').allInnerTexts().then((texts) => texts.filter((text) => !/[@·]/.test(text))), ['Payments on-call', 'Liam Gallagher', 'João Pereira']);
    await asked.getByRole('button', { name: 'Unshare' }).click();
    const done = page.getByRole('dialog', { name: '2 of 3 unshared' });
    await done.waitFor();
    const results = (await done.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    assert.deepEqual(results, [`${APPLE} 2 lost access`, `${PIX} 2 lost access`, `${GRAFANA} You may not do this. It needs “Can manage”.`]);
    await done.getByRole('button', { name: 'Close' }).click();
    for (const name of [APPLE, PIX]) await shared(page, name, 'No');
    await row(page, GRAFANA).getByText('You may not do this. It needs “Can manage”.').waitFor();
    await page.getByText('1 selected').first().waitFor();
    await switchTo('joao.pereira');
    await row(page, GRAFANA).waitFor();
    assert.equal(await row(page, PIX).count(), 0);
  });

  it('exports what the filters show as a CSV', async () => {
    const { page } = await open();
    await page.getByRole('combobox', { name: 'Shared' }).selectOption({ label: 'No' });
    await row(page, PIX).waitFor({ state: 'detached' });
    const downloading = page.waitForEvent('download');
    await more(page, 'Export CSV');
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^api-secrets-\d{4}-\d\d-\d\d\.csv$/);
    const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    assert.equal(head, '\uFEFFID,Name,URL,Tags,Shared,Owner,Last use,Status');
    assert.equal(rows.length, 2);
    assert.match(rows[0] ?? '', /^'?[\w-]{22},Exchange rates feed,https:\/\/openexchangerates.org\/api,finance,No,Ana Souza,,Enabled$/);
    assert.match(rows[1] ?? '', /^'?[\w-]{22},Stripe live key,https:\/\/api.stripe.com\/v1,"payments, production",No,Ana Souza,\d{4}-\d\d-\d\dT[\d:.]+Z,Enabled$/);
    await toast(page, 'CSV saved');
  });

  it('prints what the filters show, and nothing else of the page', async () => {
    const { page, context } = await open();
    await context.addInitScript(() => { window.print = () => { document.documentElement.dataset['printed'] = 'yes'; }; });
    await page.reload();
    await row(page, PIX).waitFor();
    await page.getByRole('searchbox').fill('stripe');
    await row(page, PIX).waitFor({ state: 'detached' });
    await more(page, 'Print');
    await page.waitForSelector('html[data-printed=yes]');
    await page.emulateMedia({ media: 'print' });
    const report = page.locator('[data-mysafe-print]');
    assert.ok(await report.getByRole('heading', { name: 'API secrets' }).isVisible());
    assert.ok(await report.getByRole('cell', { name: 'Stripe live key' }).isVisible());
    assert.match(await report.locator('p').innerText(), /^1 API secret · Search: “stripe” · Status: Enabled · Ana Souza, /);
    assert.equal(await page.getByRole('heading', { name: 'Integrations' }).isVisible(), false);
    await page.emulateMedia({ media: 'screen' });
    assert.ok(await page.getByRole('heading', { name: 'Integrations' }).isVisible());
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await report.count(), 0);
  });

  it('does all of it by keyboard', async () => {
    const { page } = await open();
    await page.getByRole('checkbox', { name: 'Select Exchange rates feed' }).focus();
    for (const key of ['Space', 'Enter', 'Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('dialog', { name: 'Disable 1 API secret?' }).waitFor();
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await toast(page, '1 API secret disabled');
    await row(page, 'Exchange rates feed').waitFor({ state: 'detached' });
  });
});
