import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type DemoBrowser, addressOf, startDemoBrowser, watch } from '../support/demo-browser.js';
import { activeOption, box, option, row, toast } from '../support/demo-steps.js';
import { serveCdnPage } from '../support/pages/cdn-page.js';
import type { PageServer } from '../support/pages/page-server.js';
import { askForMany, editGroup, keepSafe, seeWhoLeft, usePassphrase } from '../support/walk-windows.js';

/** What the library itself asks of a page: its script, and Lit's policy for its own templates. Its style sheets are constructed, its stores are no connections. */
const STRICTEST = ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html'];
/** And what the demo's own page asks: a style sheet and an icon of its own origin, and the worker that derives a passphrase. */
const DEMO = [...STRICTEST.slice(0, -1), 'trusted-types lit-html mysafe-share', "style-src 'self'", "img-src 'self'"];

const STRIPE = 'Stripe live key';

async function choose(page: Page, item: string, name = STRIPE): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function addOne(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add API secret' }).click();
  const form = page.getByRole('dialog', { name: 'Add API secret' });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Enter a name.', { exact: true }).first().waitFor();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Aardvark feed');
  await form.getByRole('textbox', { name: 'URL' }).fill('https://aardvark.example');
  await form.getByRole('textbox', { name: 'Client ID' }).fill('acme');
  await form.getByRole('textbox', { name: 'Tags' }).fill('feed,');
  await form.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'API secret saved');
  await row(page, 'Aardvark feed').waitFor();
}

async function shareByMouse(page: Page): Promise<void> {
  await choose(page, 'Share this API secret');
  await box(page).fill('nobody@example.org');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByText(/^No person or group matches/).first().waitFor();
  await box(page).fill('joao');
  await option(page, /João Pereira/).click();
  await page.getByRole('group', { name: 'Permissions for João Pereira' }).getByLabel('Can edit').check();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await toast(page, 'Shared');
  await row(page, STRIPE).getByText('Yes', { exact: true }).waitFor();
}

async function shareByKeyboard(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Give access to ${STRIPE}` }).focus();
  await page.keyboard.press('Enter');
  await box(page).waitFor();
  await page.keyboard.type('bru');
  await activeOption(page, /Bruno Lima/).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function viewAndReveal(page: Page): Promise<void> {
  await page.getByRole('button', { name: `View ${STRIPE}` }).click();
  const dialog = page.getByRole('dialog', { name: STRIPE });
  await dialog.getByRole('heading', { name: 'Who has access (2)' }).waitFor();
  await dialog.getByRole('button', { name: 'Show Client secret' }).click();
  await dialog.getByText(/^demo-stripe/).waitFor();
  await dialog.getByRole('button', { name: 'Copy Client ID' }).click();
  await dialog.getByText(/Press (Ctrl|⌘)|Client ID copied/).first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

async function editAndDisable(page: Page): Promise<void> {
  await choose(page, 'Edit');
  const form = page.getByRole('dialog', { name: `Edit ${STRIPE}` });
  await form.getByRole('textbox', { name: 'Notes' }).fill('Edited.');
  await form.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'API key updated');
  await choose(page, 'Disable');
  await toast(page, `${STRIPE} disabled`);
  await page.getByLabel('Status').selectOption({ label: 'Disabled' });
  await choose(page, 'Enable');
  await toast(page, `${STRIPE} enabled`);
  await page.getByLabel('Status').selectOption({ label: 'Enabled' });
  await row(page, STRIPE).waitFor();
}

async function unshare(page: Page): Promise<void> {
  await choose(page, 'Share this API secret');
  for (const name of ['João Pereira', 'Bruno Lima']) await page.getByRole('button', { name: `Remove ${name}` }).click();
  await page.getByText('2 people will lose access').waitFor();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await row(page, STRIPE).getByText('No', { exact: true }).waitFor();
}

/** Everything that a person does with one secret, from adding to taking access away. */
async function walk(page: Page): Promise<void> {
  for (const step of [addOne, shareByMouse, shareByKeyboard, viewAndReveal, editAndDisable, unshare]) await step(page);
  await page.getByRole('searchbox').fill('nothing like that');
  await row(page, STRIPE).waitFor({ state: 'detached' });
}

/** What a page must not do, done on purpose. */
async function violate(page: Page, problems: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    document.body.setAttribute('style', 'color: red');
    try { document.body.appendChild(document.createElement('p')).innerHTML = '<b>markup</b>'; } catch { /* Trusted Types refuse it */ }
    document.body.appendChild(document.createElement('img')).src = 'https://outside.example/picture';
  });
  for (const directive of ['style-src-attr', 'require-trusted-types-for', 'img-src']) {
    while (!problems.some((problem) => problem.startsWith(`CSP: ${directive}`))) await page.waitForEvent('console', { timeout: 10_000 });
  }
}

describe('under the strictest content security policy', () => {
  let demo: DemoBrowser;
  let cdn: PageServer;
  before(async () => { [demo, cdn] = await Promise.all([startDemoBrowser({ policy: DEMO.join('; ') }), serveCdnPage(STRICTEST.join('; '))]); });
  after(() => Promise.all([demo.close(), cdn.close()]));

  it('the demo is walked from end to end without a violation, and one made on purpose is seen', async () => {
    const { page, context, problems, strayRequests, switchTo } = await demo.openDemo();
    await walk(page);
    await seeWhoLeft(page, STRIPE);
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.getByRole('link', { name: 'Integrations' }).click();
    await switchTo('joao.pereira');
    await page.reload();
    await row(page, 'SendGrid production').waitFor();
    assert.deepEqual({ problems, strayRequests }, { problems: [], strayRequests: [] });
    await violate(page, problems);
    await context.close();
  });

  it('so are its groups, its report, its Security page and its ways to unlock', async () => {
    const { page, context, problems, strayRequests } = await demo.openDemo();
    for (const part of [editGroup, askForMany, keepSafe]) await part(page);
    await usePassphrase(page, addressOf(demo.url, { keys: 'passphrase' }));
    assert.deepEqual({ problems, strayRequests }, { problems: [], strayRequests: [] });
    await violate(page, problems);
    await context.close();
  });

  it('so is a page with the single file of the package', async () => {
    const page = await newPage(demo.browser);
    const { problems, strayRequests } = await watch(page, cdn.url);
    await page.goto(cdn.url);
    await page.waitForSelector('html[data-state="ready"]');
    await walk(page);
    assert.deepEqual({ problems, strayRequests }, { problems: [], strayRequests: [] });
    await violate(page, problems);
    await page.context().close();
  });
});

const newPage = async (browser: Browser): Promise<Page> => (await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })).newPage();
