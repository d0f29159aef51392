import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { access, add, openShare, permissions, row, share, shareWindow, toPage, toast, useDemo, view } from '../support/demo-steps.js';

const PAYPAL = 'PayPal webhooks'; // Bruno may edit it, Carla view it
const TWILIO = 'Twilio SMS'; // Bruno may view it for 14 days
const { open } = useDemo();

const recipient = (page: Page, secret: string, name: string): Locator => shareWindow(page, secret).getByRole('listitem').filter({ has: permissions(page, name) });

async function accessOf(page: Page, secret: string): Promise<string> {
  const dialog = await view(page, secret);
  const lines = (await access(dialog)).join('\n').replaceAll(' Compare fingerprint', ''); // offered once the keys of the others are known
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  return lines;
}

describe('sharing with an end, a plan and a way back, in the demo', () => {
  it('point 9: each recipient gets an end of their own, which stands in the row, and is moved or renewed there', async () => {
    const { page, accessibilityProblems } = await open();
    await openShare(page, PAYPAL);
    await add(page, 'joao', /João Pereira/);
    await page.getByLabel('Until when for João Pereira').selectOption({ label: 'For 1 day' });
    assert.deepEqual(await accessibilityProblems(), []);
    await share(page);
    await toast(page, 'Shared');
    await shareWindow(page, PAYPAL).waitFor({ state: 'hidden' });
    await openShare(page, PAYPAL);
    const chosen = (name: string): Promise<string> => page.getByLabel(`Until when for ${name}`).locator('option:checked').innerText();
    assert.match(await chosen('João Pereira'), /^Until \w+ \d+, \d{4}$/);
    assert.equal(await chosen('Bruno Lima'), 'No end');
    await page.keyboard.press('Escape');
    await openShare(page, TWILIO);
    const before = await chosen('Bruno Lima');
    await page.getByLabel('Until when for Bruno Lima').selectOption({ label: 'For 30 days' });
    await share(page);
    await shareWindow(page, TWILIO).waitFor({ state: 'hidden' });
    await openShare(page, TWILIO);
    assert.notEqual(await chosen('Bruno Lima'), before);
    await page.keyboard.press('Escape');
    await toPage(page, 'Sharing');
    await page.getByRole('tab', { name: 'Ending soon' }).click();
    await page.getByRole('button', { name: `Renew access of João Pereira to ${PAYPAL}` }).click();
    await toast(page, 'Shared');
  });

  it('point 10: the window says in one line who gains and who loses, with their names under “Details”; “Undo” after it brings everything back', async () => {
    const { page, accessibilityProblems } = await open();
    const before = await accessOf(page, PAYPAL);
    await openShare(page, PAYPAL);
    await add(page, 'joao', /João Pereira/);
    await page.getByRole('button', { name: 'Remove Carla Mendes' }).click();
    await shareWindow(page, PAYPAL).getByText(/1 person will get access.*1 will lose access/).waitFor();
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    await shareWindow(page, PAYPAL).getByText('Will get access').first().waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await share(page);
    await toast(page, 'Shared');
    await shareWindow(page, PAYPAL).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await toast(page, 'Undone');
    await row(page, PAYPAL).getByText('· 2').waitFor();
    assert.equal(await accessOf(page, PAYPAL), before);
    assert.equal(await recipient(page, PAYPAL, 'João Pereira').count(), 0);
  });
});
