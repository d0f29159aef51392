import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { access, row, toast, useDemo, view } from '../support/demo-steps.js';

const PAYPAL = 'PayPal webhooks';
const { open } = useDemo();

describe('giving a secret away, in the demo', () => {
  it('F36: Ana makes Bruno the owner, and both see it', async () => {
    const { page, switchTo, accessibilityProblems } = await open();
    const hers = await view(page, PAYPAL);
    await hers.getByRole('button', { name: 'Make somebody else the owner…' }).click();
    const asked = page.getByRole('dialog', { name: `Who should own ${PAYPAL}?` });
    await asked.getByRole('radio', { name: /^Bruno Lima @bruno\.lima/ }).check();
    await asked.getByText('Bruno Lima becomes the owner.').waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await asked.getByRole('button', { name: 'Make owner' }).click();
    await toast(page, `Bruno Lima owns “${PAYPAL}” now`);
    await hers.getByRole('button', { name: 'Make somebody else the owner…' }).waitFor({ state: 'detached' });
    const lines = (await access(hers)).map((line) => line.replace(/ Compare fingerprint| Why\?/g, ''));
    assert.equal(lines[0], 'BL Bruno Lima Owner @bruno.lima · bruno.lima@acme.example Yes Yes');
    assert.ok(lines.includes('AS Ana Souza You @ana.souza · ana.souza@acme.example Can manage Yes Yes'), lines.join('\n'));
    assert.equal(await hers.getByRole('button', { name: 'Manage access' }).evaluate((button) => button.matches(':focus')), true);
    await page.keyboard.press('Escape');
    await hers.waitFor({ state: 'hidden' });
    await switchTo('bruno.lima');
    await row(page, PAYPAL).getByText('You', { exact: true }).waitFor();
    await (await view(page, PAYPAL)).getByRole('button', { name: 'Make somebody else the owner…' }).waitFor();
  });
});
