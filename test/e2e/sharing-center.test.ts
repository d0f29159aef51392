import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overflow, row, toPage, toast, useDemo } from '../support/demo-steps.js';

const { open } = useDemo({ at: 'sharing' });

describe('the sharing center, in the demo', () => {
  it('leads from what is shared by me to revoking it, to who sees what and why, and to what ends soon', async () => {
    const { page, accessibilityProblems } = await open();
    await page.getByRole('table', { name: 'Shared with me' }).getByRole('rowheader', { name: 'Grafana admin' }).waitFor();
    await page.getByRole('tab', { name: 'Shared by me' }).click();
    await page.getByRole('button', { name: 'Revoke access of João Pereira to SendGrid production' }).click();
    await toast(page, 'Shared');
    await page.getByRole('button', { name: 'Revoke access of João Pereira to SendGrid production' }).waitFor({ state: 'detached' });
    assert.deepEqual(await accessibilityProblems(), []);
    await page.getByRole('tab', { name: 'Ending soon' }).click();
    await page.getByRole('table', { name: 'Ending soon' }).waitFor();
    await page.getByRole('tab', { name: 'What can … see?' }).click();
    await page.getByRole('searchbox', { name: 'Person' }).fill('joao');
    await page.getByRole('button', { name: /João Pereira/ }).click();
    await page.getByRole('button', { name: 'Why can João Pereira see Grafana admin?' }).click();
    await page.getByRole('dialog', { name: 'Why can João Pereira see this?' }).getByText('João Pereira owns it.').waitFor();
    await page.keyboard.press('Escape');
    await toPage(page, 'Integrations');
    await row(page, 'SendGrid production').getByText('No', { exact: true }).waitFor();
  });

  it('fits a phone', async () => {
    const { page } = await open({ viewport: { width: 390, height: 800 } });
    await page.getByRole('tab', { name: 'Shared by me' }).click();
    await page.getByRole('table', { name: 'Shared by me' }).getByRole('row').nth(1).waitFor();
    assert.equal(await overflow(page), 0);
  });
});
