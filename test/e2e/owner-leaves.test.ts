import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overflow, row, toPage, useDemo, view } from '../support/demo-steps.js';

const PAYPAL = 'PayPal webhooks';
const { open } = useDemo();

describe('an owner who is gone, in the demo', () => {
  it('point 12: what they owned is listed for the host, which hands it over with its own key; the new owner is told, and the history shows it', async () => {
    const { page, switchTo, accessibilityProblems } = await open({ as: 'carla.mendes' });
    await row(page, PAYPAL).waitFor();
    await toPage(page, 'People');
    await page.getByText('Every secret has an owner who is there.').waitFor();
    await page.getByLabel('Suspend', { exact: true }).selectOption({ label: 'Ana Souza' });
    await page.getByRole('button', { name: 'Suspend them' }).click(); // the page is loaded anew
    const without = page.getByRole('list', { name: 'Secrets without an owner' });
    const paypal = without.getByRole('listitem').filter({ hasText: PAYPAL });
    await paypal.getByRole('combobox', { name: `New owner of ${PAYPAL}` }).selectOption({ label: 'Bruno Lima · has access' });
    assert.deepEqual([await accessibilityProblems(), await overflow(page)], [[], 0]);
    await page.getByRole('button', { name: `Hand over ${PAYPAL}` }).click();
    await page.getByRole('status').getByText(`Bruno Lima owns ${PAYPAL} now.`).waitFor();
    await paypal.waitFor({ state: 'detached' });

    await switchTo('bruno.lima');
    await toPage(page, 'Inbox');
    await page.getByText(`Carla Mendes made you the owner of ${PAYPAL}.`).waitFor();
    await toPage(page, 'Integrations');
    const access = (await view(page, PAYPAL)).getByRole('table', { name: /Who has access/ });
    assert.deepEqual(await access.getByRole('row').filter({ hasText: 'Owner' }).filter({ hasText: 'Bruno Lima' }).count(), 1);
    await access.getByRole('row').filter({ hasText: 'Ana Souza' }).getByText('Can manage').waitFor();
    await page.keyboard.press('Escape');
    await toPage(page, 'Security');
    await page.getByLabel('API secret', { exact: true }).selectOption({ label: PAYPAL });
    const history = page.getByRole('list', { name: `History of ${PAYPAL}` });
    const entry = history.getByRole('listitem').filter({ hasText: 'made Bruno Lima the owner' });
    assert.match(await entry.innerText(), /Carla Mendes made Bruno Lima the owner\.[^]*Signature verified\s*Acme’s own key/);
    assert.deepEqual(await accessibilityProblems(), []);
  });
});
