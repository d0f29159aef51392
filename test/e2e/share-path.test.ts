import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { access, activeOption, add, box, menu, openShare, option, permissions, row, share, shareWindow, shareWith, shared, toast, useDemo, view } from '../support/demo-steps.js';

const STRIPE = 'Stripe live key';
const SENDGRID = 'SendGrid production';

const { open } = useDemo();

const isOff = (item: Locator): Promise<string | null> => item.getAttribute('aria-disabled');

describe('sharing an API secret, from end to end', () => {
  it('S01–S06, S12, S14–S20, S22–S24, L13, F09: by mouse, from the list to the people who have access', async () => {
    const { page } = await open();
    await shared(page, STRIPE, 'No');
    await openShare(page, STRIPE);
    await add(page, 'joao', /João Pereira/);
    assert.equal(await permissions(page, 'João Pereira').getByLabel('Can view').isChecked(), true);
    assert.equal(await permissions(page, 'João Pereira').getByLabel('Can edit').isChecked(), false);
    await add(page, 'bruno', /Bruno Lima/);
    await permissions(page, 'Bruno Lima').getByLabel('Can edit').check();
    await page.getByText('People with Can edit can also disable this secret.').waitFor();
    await page.getByText('2 people will get access').waitFor();
    await share(page);
    await toast(page, 'Shared');
    await shared(page, STRIPE, 'Yes');
    const rows = await access(await view(page, STRIPE));
    assert.equal(rows.length, 3);
    assert.match(rows[0] ?? '', /Ana Souza.*Owner/);
    assert.match(rows[1] ?? '', /João Pereira.*Yes No$/);
    assert.match(rows[2] ?? '', /Bruno Lima.*Yes Yes$/);
  });

  it('by keyboard alone: six keys and three letters from the list to "Shared"', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: `Give access to ${STRIPE}` }).focus();
    await page.keyboard.press('Enter');
    await box(page).waitFor();
    await page.keyboard.type('bru');
    await activeOption(page, /Bruno Lima/).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'Shared');
    await shared(page, STRIPE, 'Yes');
    assert.equal(await page.getByRole('button', { name: `Give access to ${STRIPE}` }).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button), true);
  });

  it('by keyboard alone: the menu, the boxes, taking somebody off, and the view window', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: `Actions for ${SENDGRID}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Share this API secret' }).waitFor();
    await page.keyboard.press('Enter');
    await permissions(page, 'João Pereira').waitFor();
    await permissions(page, 'João Pereira').getByLabel('Can edit').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'João Pereira can now edit');
    await shareWindow(page, SENDGRID).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: `Actions for ${SENDGRID}` }).press('Enter');
    await page.getByRole('menuitem', { name: 'Share this API secret' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove João Pereira' }).focus();
    await page.keyboard.press('Delete');
    await page.getByText('Will lose access', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await shared(page, SENDGRID, 'No');
    await page.getByRole('button', { name: `View ${SENDGRID}` }).press('Enter');
    await page.getByRole('heading', { name: 'Who has access (0)' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('S07–S10, F01, F02, F08: finds people by name, username and e-mail, and groups of both kinds', async () => {
    const { page } = await open();
    await openShare(page, STRIPE);
    for (const text of ['pereira joao', 'joao.pereira', 'joao.pereira@acme', 'joão']) {
      await box(page).fill(text);
      await option(page, /João Pereira/).waitFor();
    }
    await add(page, 'platform eng', /Platform Engineering.*12 people/);
    await add(page, 'on-call', /Payments on-call/);
    await page.getByText(/\d+ people will get access/).waitFor();
    await share(page);
    await toast(page, 'Shared');
    const rows = await access(await view(page, STRIPE));
    assert.match(rows.join('\n'), /Platform Engineering.*Yes No\n.*Payments on-call.*Yes No/);
  });

  it('S13: somebody who does not exist turns the box red, in words too, and nothing is shared', async () => {
    const { page } = await open();
    await openShare(page, STRIPE);
    await box(page).fill('nobody@example.org');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await shareWindow(page, STRIPE).getByText('No person or group matches “nobody@example.org”. Check the spelling or pick from the list.').first().waitFor();
    assert.equal(await box(page).getAttribute('aria-invalid'), 'true');
    await box(page).fill('');
    assert.equal(await box(page).getAttribute('aria-invalid'), 'false');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await shared(page, STRIPE, 'No');
  });

  it('S21, L12, F03, F05: with Can view a recipient reveals and copies, but does not edit or disable', async () => {
    const { page, switchTo } = await open();
    await shareWith(page, STRIPE, 'bruno', 'Bruno Lima');
    await switchTo('bruno.lima');
    await shared(page, STRIPE, 'Yes');
    await menu(page, STRIPE);
    for (const name of ['Share this API secret', 'Edit', 'Disable']) assert.equal(await isOff(page.getByRole('menuitem', { name })), 'true');
    await page.keyboard.press('Escape');
    const dialog = await view(page, STRIPE);
    await dialog.getByRole('button', { name: 'Show Client secret' }).click();
    await dialog.getByText(/^demo-stripe/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByText(/^demo-stripe/).waitFor({ state: 'detached' });
  });

  it('S17, S18, F05: with Can edit a recipient edits, disables and enables', async () => {
    const { page, switchTo } = await open();
    await shareWith(page, STRIPE, 'bruno', 'Bruno Lima', true);
    await switchTo('bruno.lima');
    await menu(page, STRIPE);
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const form = page.getByRole('dialog', { name: `Edit ${STRIPE}` });
    await form.getByRole('textbox', { name: 'Notes' }).fill('Edited by Bruno.');
    await form.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'API key updated');
    await menu(page, STRIPE);
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await toast(page, `${STRIPE} disabled`);
    await row(page, STRIPE).waitFor({ state: 'detached' });
    await page.getByLabel('Status').selectOption({ label: 'Disabled' });
    await menu(page, STRIPE);
    await page.getByRole('menuitem', { name: 'Enable' }).click();
    await toast(page, `${STRIPE} enabled`);
    await page.getByLabel('Status').selectOption({ label: 'Enabled' });
    await row(page, STRIPE).waitFor();
    await switchTo('ana.souza');
    await (await view(page, STRIPE)).getByText('Edited by Bruno.').waitFor();
  });

  it('L05–L09: unshared, it is gone for them, and "No" when nobody is left; all of it again after a reload', async () => {
    const { page, switchTo, ready } = await open();
    await shared(page, SENDGRID, 'Yes');
    await openShare(page, SENDGRID);
    await page.getByRole('button', { name: 'Remove João Pereira' }).click();
    await page.getByText('Will lose access', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo removing João Pereira' }).click();
    await page.getByText('Will lose access', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove João Pereira' }).click();
    await page.getByText('1 person will lose access').waitFor();
    await share(page);
    await toast(page, 'Shared');
    await toast(page, 'João Pereira no longer has access');
    await shared(page, SENDGRID, 'No');
    await page.reload();
    await ready('ana.souza');
    await shared(page, SENDGRID, 'No');
    await page.getByRole('button', { name: `View ${SENDGRID}` }).click();
    await page.getByRole('heading', { name: 'Who has access (0)' }).waitFor();
    await page.keyboard.press('Escape');
    await switchTo('joao.pereira');
    await row(page, 'Grafana admin').waitFor();
    assert.equal(await row(page, SENDGRID).count(), 0);
    await switchTo('ana.souza');
    await shareWith(page, SENDGRID, 'joao', 'João Pereira');
    await page.reload();
    await ready('ana.souza');
    await shared(page, SENDGRID, 'Yes');
    await switchTo('joao.pereira');
    await shared(page, SENDGRID, 'Yes');
  });

  it('another tab of the same person shows it at once', async () => {
    const { page, context } = await open();
    const other = await context.newPage();
    await other.goto(page.url());
    await shared(other, STRIPE, 'No');
    await shareWith(page, STRIPE, 'carla', 'Carla Mendes');
    await shared(other, STRIPE, 'Yes');
  });

  it('L01–L03, F20: adds a secret, which its maker owns', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Add API secret' }).click();
    const form = page.getByRole('dialog', { name: 'Add API secret' });
    await form.getByRole('button', { name: 'Save' }).click();
    for (const text of ['Enter a name.', 'Enter a URL.', 'Enter a client ID.']) await form.getByText(text, { exact: true }).first().waitFor();
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Aardvark feed');
    await form.getByRole('textbox', { name: 'URL' }).fill('https://aardvark.example');
    await form.getByRole('textbox', { name: 'Client ID' }).fill('acme');
    await form.getByRole('textbox', { name: 'Identifier' }).fill('stripe-live');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('You already use this identifier.').first().waitFor();
    await form.getByRole('textbox', { name: 'Identifier' }).fill('aardvark');
    await form.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'API secret saved');
    await row(page, 'Aardvark feed').getByText('You', { exact: true }).waitFor();
    await shared(page, 'Aardvark feed', 'No');
  });

  it('F13: the Shared filter offers Yes, No and All', async () => {
    const { page } = await open();
    await row(page, STRIPE).waitFor();
    await page.getByLabel('Shared', { exact: true }).selectOption({ label: 'Yes' });
    await row(page, STRIPE).waitFor({ state: 'detached' });
    await page.getByLabel('Shared', { exact: true }).selectOption({ label: 'No' });
    await row(page, STRIPE).waitFor();
    await row(page, SENDGRID).waitFor({ state: 'detached' });
    await page.getByLabel('Shared', { exact: true }).selectOption({ label: 'All' });
    await row(page, SENDGRID).waitFor();
  });

  it('every window is free of what axe finds, in light and in dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, accessibilityProblems } = await open({ colorScheme });
      await menu(page, STRIPE);
      assert.deepEqual(await accessibilityProblems(), []);
      await page.keyboard.press('Escape');
      await openShare(page, STRIPE);
      await add(page, 'maria', /maria\.silva2/);
      await box(page).fill('jo');
      await option(page, /João Pereira/).waitFor();
      assert.deepEqual(await accessibilityProblems(), []);
      await box(page).fill('zzzzq');
      await share(page);
      await page.getByText('No person or group matches “zzzzq”. Check the spelling or pick from the list.').first().waitFor();
      assert.deepEqual(await accessibilityProblems(), []);
    }
  });
});
