import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { type DemoBrowser, startDemoBrowser } from '../support/demo-browser.js';

let demo: DemoBrowser;
before(async () => { demo = await startDemoBrowser(); });
after(() => demo.close());

describe('the activity page of the demo', () => {
  it('F34 tells who shared, opened and disabled what, as it happens, and narrows to a person and a kind', async () => {
    const { page, problems, accessibilityProblems } = await demo.openDemo({ at: 'activity' });
    const entries = page.getByRole('region', { name: 'Activity', exact: true }).getByRole('listitem');
    await entries.filter({ hasText: 'Ana Souza shared SendGrid production with João Pereira (Can view)' }).waitFor();
    assert.deepEqual(await accessibilityProblems(), []);

    await page.getByRole('link', { name: 'Integrations' }).click();
    await page.getByRole('button', { name: 'Actions for Stripe live key' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('link', { name: 'Activity' }).click();
    await entries.first().filter({ hasText: 'Ana Souza disabled Stripe live key' }).waitFor();

    await page.getByRole('combobox', { name: 'Person' }).selectOption({ label: 'João Pereira' });
    await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Opening' });
    await page.getByText('João Pereira opened SendGrid production').waitFor();
    await entries.nth(1).waitFor({ state: 'detached' });
    assert.equal(await entries.count(), 1);
    assert.deepEqual(problems, []);
  });

  it('saves as a file what the filters find', async () => {
    const { page, problems } = await demo.openDemo({ at: 'activity' });
    await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Disabling and enabling' });
    await page.getByText('Ana Souza disabled Fraud scoring sandbox').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
    assert.match(download.suggestedFilename(), /^activity-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    assert.match(lines[0] ?? '', /^\uFEFFTime \(UTC\),Person,Username,Secret,What/);
    assert.match(lines[1] ?? '', /^[\d-]+T[\d:.]+Z,Ana Souza,ana\.souza,Fraud scoring sandbox,Ana Souza disabled Fraud scoring sandbox,Disabling and enabling,/);
    assert.equal(lines.length, 2);

    await page.getByText('What Acme sees: everybody’s').click();
    const all = page.getByRole('region', { name: 'Everybody’s activity' });
    await all.getByRole('listitem').filter({ hasText: 'Bruno Lima' }).first().waitFor();
    assert.ok(await all.getByRole('listitem').count() > 20);
    assert.deepEqual(problems, []);
  });
});
