import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { add, openShare, row, share, shareWindow, toPage, toast, useDemo } from '../support/demo-steps.js';

const STRIPE = 'Stripe live key';
const { open } = useDemo();
const letters = (page: Page): Promise<string[]> => page.getByRole('list', { name: 'Inbox' }).getByRole('listitem').allInnerTexts();

describe('what the host can mail, in the demo', () => {
  it('F32: a share is told once it can’t be undone any more, and its end a day before; never a value', async () => {
    const { page, switchTo, accessibilityProblems } = await open();
    await openShare(page, STRIPE);
    await add(page, 'joao', /João Pereira/);
    await page.getByLabel('Until when for João Pereira').selectOption({ label: 'For 1 day' });
    await share(page);
    await toast(page, 'Shared');
    await shareWindow(page, STRIPE).waitFor({ state: 'hidden' });
    await switchTo('joao.pereira'); // closes the authority, which tells what it held
    await row(page, STRIPE).waitFor();
    await toPage(page, 'Inbox');
    await page.getByText(`Ana Souza shared ${STRIPE} with you (Can view).`).waitFor();
    await page.getByText(new RegExp(`Your access to ${STRIPE} ends `)).waitFor();
    assert.doesNotMatch((await letters(page)).join('\n'), /demo-/);
    assert.deepEqual(await accessibilityProblems(), []);
  });
});
