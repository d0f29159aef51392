import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { overflow, row, useDemo } from '../support/demo-steps.js';

const SEEDING_SECONDS = 15;

const demo = useDemo();
const { open } = demo;

const signedIn = (page: Page): Promise<string> => page.getByLabel('Signed in as').evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text ?? '');

describe('the demo', () => {
  it(`sets itself up within ${SEEDING_SECONDS} s, with a progress bar`, async (test) => {
    const { page, ready } = await open({ fresh: true, until: 'seeding' });
    assert.ok(await page.getByRole('progressbar', { name: 'Setting up the demo' }).isVisible());
    await ready();
    const seconds = await page.evaluate(() => (performance.getEntriesByName('seed', 'measure')[0]?.duration ?? NaN) / 1000);
    test.diagnostic(`  the demo seeds in ${seconds.toFixed(1)} s`);
    assert.ok(seconds <= SEEDING_SECONDS, `it took ${seconds} s`);
  });

  it('starts with Ana, her secrets and those shared with her', async () => {
    const { page } = await open();
    assert.equal(await signedIn(page), 'Ana Souza');
    await row(page, 'Stripe live key').getByRole('cell', { name: 'No', exact: true }).waitFor();
    await row(page, 'SendGrid production').getByText('Yes', { exact: true }).waitFor();
    await row(page, 'Grafana admin').getByText('João Pereira').waitFor();
  });

  it('has a directory of at least 200 people and 12 groups', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'People' }).click();
    const [, people, groups] = /^(\d+) people and (\d+) teams/.exec(await page.locator('#people-detail').innerText()) ?? [];
    assert.ok(Number(people) >= 200 && Number(groups) >= 12, `${people} people, ${groups} groups`);
    assert.equal(await page.getByRole('listitem').filter({ hasText: 'Maria Silva' }).count(), 2);
    await page.getByRole('listitem').filter({ hasText: 'Suspended' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Invited' }).waitFor();
    assert.match(await page.getByRole('listitem').filter({ hasText: 'Platform Engineering' }).innerText(), /12 people/);
  });

  it('opens the vault of whom the address names', async () => {
    const { page } = await open({ as: 'joao.pereira' });
    assert.equal(await signedIn(page), 'João Pereira');
    await row(page, 'SendGrid production').waitFor();
    assert.equal(await row(page, 'Stripe live key').count(), 0);
  });

  it('changes who is signed in with the switcher, and back with the Back button', async () => {
    const { page, switchTo, ready } = await open();
    await switchTo('maria.silva2');
    assert.equal(new URL(page.url()).searchParams.get('as'), 'maria.silva2');
    assert.equal(await signedIn(page), 'Maria Silva (maria.silva2)');
    await row(page, 'Firebase Android').waitFor();
    assert.equal(await row(page, 'Stripe live key').count(), 0);
    await page.goBack();
    await ready('ana.souza');
    await row(page, 'Stripe live key').waitFor();
  });

  it('keeps what was done over a reload, until the demo is reset', async () => {
    const { page, ready } = await open();
    const secret = row(page, 'Exchange rates feed');
    await secret.getByRole('button', { name: 'Actions for Exchange rates feed' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await secret.waitFor({ state: 'detached' });
    await page.reload();
    await ready();
    await row(page, 'Datadog payments').waitFor();
    assert.equal(await secret.count(), 0);
    await page.getByRole('button', { name: 'Reset demo' }).click();
    await page.waitForSelector('html[data-state="seeding"]');
    await ready();
    await secret.waitFor();
  });

  it('tells when it knows nobody by that name, and leads back', async () => {
    const { page, ready } = await open({ as: 'nobody.here', until: 'nobody' });
    await page.getByText('Nobody at Acme has the username “nobody.here”.').waitFor();
    await page.getByRole('link', { name: 'Continue as Ana Souza' }).click();
    await ready('ana.souza');
  });

  for (const [username, sentence] of [['rui.tavares', 'The account of Rui Tavares is suspended.'], ['nina.kowalczyk', 'Nina Kowalczyk was invited and has not signed in yet.']] as const) {
    it(`lets ${username} in no more than a host would`, async () => {
      const { page } = await open({ as: username, until: 'nobody' });
      await page.getByText(sentence).waitFor();
    });
  }

  it('starts over where setting up was interrupted', async () => {
    const { page, context } = await open({ fresh: true, until: 'seeding' });
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0.5);
    await page.close();
    const again = await context.newPage();
    await again.goto(demo.url);
    await again.waitForSelector('html[data-state="ready"]');
    await row(again, 'SendGrid production').getByText('Yes', { exact: true }).waitFor();
  });

  it('is set up by one of two tabs', async () => {
    const { page, context, ready } = await open({ fresh: true, until: 'seeding' });
    const other = await context.newPage();
    await other.goto(demo.url);
    await other.waitForSelector('html[data-state="ready"]');
    await ready();
    const seedings = await Promise.all([page, other].map((tab) => tab.evaluate(() => performance.getEntriesByName('seed', 'measure').length)));
    assert.deepEqual(seedings, [1, 0]);
  });

  it('starts over in every tab where one is told to', async () => {
    const { page, context, ready } = await open();
    const other = await context.newPage();
    await other.goto(demo.url);
    await other.waitForSelector('html[data-state="ready"]');
    await page.getByRole('button', { name: 'Reset demo' }).click();
    await Promise.all([page, other].map((tab) => tab.waitForSelector('html[data-state="seeding"]')));
    await other.waitForSelector('html[data-state="ready"]');
    await ready();
    for (const tab of [page, other]) await row(tab, 'Stripe live key').waitFor();
  });

  it('says what is wrong where the browser keeps no data, and tries again', async () => {
    const { page, ready } = await open();
    await page.addInitScript(() => {
      const open = indexedDB.open.bind(indexedDB);
      indexedDB.open = (...args) => {
        if (sessionStorage.getItem('blocked')) throw new DOMException('Blocked.', 'SecurityError');
        return open(...args);
      };
    });
    await page.evaluate(() => sessionStorage.setItem('blocked', 'yes'));
    await page.reload();
    await page.getByRole('alert').getByText(/Allow (this site|site data)/).waitFor();
    await page.evaluate(() => sessionStorage.clear());
    await page.getByRole('button', { name: 'Retry' }).click();
    await ready();
    await row(page, 'Stripe live key').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing for axe to find in the ${colorScheme} theme`, async () => {
      const { page, accessibilityProblems, signInAs } = await open({ colorScheme });
      await row(page, 'Stripe live key').waitFor();
      assert.deepEqual(await accessibilityProblems(), []);
      await page.getByRole('link', { name: 'People' }).click();
      assert.deepEqual(await accessibilityProblems(), []);
      await page.goto(`${demo.url}?as=nobody`);
      await page.waitForSelector('html[data-state="nobody"]');
      assert.deepEqual(await accessibilityProblems(), []);
      await signInAs('ana.souza');
    });
  }

  it('follows the system’s theme until one is chosen, and remembers that', async () => {
    const { page, ready } = await open({ colorScheme: 'dark' });
    const theme = page.getByRole('button', { name: 'Dark theme' });
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    assert.equal(await theme.getAttribute('aria-pressed'), 'true');
    await theme.click();
    await page.reload();
    await ready();
    assert.equal(await theme.getAttribute('aria-pressed'), 'false');
    assert.notEqual(await background(), dark);
  });

  it('fits a window of 320 pixels', async () => {
    const { page } = await open({ viewport: { width: 320, height: 640 } });
    await row(page, 'Stripe live key').waitFor();
    assert.equal(await overflow(page), 0);
    await page.getByRole('link', { name: 'People' }).click();
    assert.equal(await overflow(page), 0);
  });
});
