import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { shareWith, toast, useDemo, view } from '../support/demo-steps.js';

const STRIPE = 'Stripe live key';
const { open } = useDemo();

async function changeNotes(page: Page, notes: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${STRIPE}` }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: `Edit ${STRIPE}` });
  await form.getByRole('textbox', { name: 'Notes' }).fill(notes);
  await form.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'API key updated');
  await form.waitFor({ state: 'hidden' });
}

describe('looking back at a secret, in the demo', () => {
  it('an older version is compared and restored', async () => {
    const { page, accessibilityProblems } = await open();
    await changeNotes(page, 'Rotated by hand.');
    const dialog = await view(page, STRIPE);
    await dialog.getByText('Rotated by hand.').waitFor();
    await dialog.getByRole('button', { name: 'Versions' }).click();
    const versions = page.getByRole('dialog', { name: `Versions of ${STRIPE}` });
    await versions.getByRole('button', { name: 'Compare version 1 with the current one' }).click();
    await versions.getByRole('table').getByRole('cell', { name: 'Rotated by hand.' }).waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await versions.getByRole('button', { name: 'Restore version 1' }).click();
    await versions.getByText('Version 3').waitFor();
    await versions.getByText('Close', { exact: true }).click(); // the toast, which stands in the same window, has one named so
    await dialog.getByText('Rotated by hand.').waitFor({ state: 'hidden' });
  });

  it('every way by which somebody can see it is told in words', async () => {
    const { page, accessibilityProblems } = await open();
    await shareWith(page, STRIPE, 'joao', 'João Pereira', true);
    const dialog = await view(page, STRIPE);
    await dialog.getByRole('button', { name: 'Why can João Pereira see this?' }).click();
    const why = page.getByRole('dialog', { name: 'Why can João Pereira see this?' });
    await why.getByText('João Pereira was given “Can edit”.').waitFor();
    await why.getByText(/^By Ana Souza, on /).waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await page.keyboard.press('Escape');
    await why.waitFor({ state: 'detached' });
    assert.equal(await dialog.isVisible(), true);
  });
});
