import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { addressOf } from '../support/demo-browser.js';
import { option, row, toPage, toast, useDemo } from '../support/demo-steps.js';

const SECRET = 'Exchange rates feed';

const demo = useDemo();

const window = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

async function addMember(page: Page, text: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Members' }).fill(text);
  await option(page, new RegExp(name)).click();
  await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
}

async function makeGroup(page: Page, name: string): Promise<void> {
  await toPage(page, 'Groups');
  await page.getByRole('button', { name: 'New private group' }).click();
  const editor = window(page, 'New private group');
  await editor.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await addMember(page, 'bruno', 'Bruno Lima');
  await addMember(page, 'carla', 'Carla Mendes');
  await editor.getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Group saved');
  await row(page, name).waitFor();
}

/** The share window of the secret, with the group looked for. */
async function lookFor(page: Page, group: string): Promise<Locator> {
  await toPage(page, 'Integrations');
  await page.getByRole('button', { name: `Give access to ${SECRET}` }).click();
  await page.getByRole('combobox', { name: 'Add people or groups' }).fill(group);
  const found = option(page, new RegExp(group));
  await found.waitFor();
  return found;
}

async function shareWith(page: Page, group: string): Promise<void> {
  await (await lookFor(page, group)).click();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await toast(page, 'Shared');
}

async function reveal(page: Page): Promise<void> {
  await page.getByRole('button', { name: `View ${SECRET}` }).click();
  await window(page, SECRET).getByRole('button', { name: 'Show Client secret' }).click();
  await window(page, SECRET).locator('code.secret').waitFor();
}

describe('private groups in the demo', () => {
  it('S11, L16, L19–L21, F07, T8: made, found at once, shared with, opened by a member; disabled and enabled again', async () => {
    const { page, context, switchTo } = await demo.open();
    await makeGroup(page, 'Currency desk');
    await shareWith(page, 'Currency desk');

    await switchTo('bruno.lima');
    await reveal(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await toPage(page, 'Groups');
    await row(page, /Currency desk.*Owned by Ana Souza/u).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Edit Currency desk' }).count(), 0);

    await switchTo('ana.souza');
    await toPage(page, 'Groups');
    await page.getByRole('button', { name: 'Disable Currency desk' }).click();
    await toast(page, 'Currency desk disabled');
    await row(page, 'Currency desk').getByRole('cell', { name: 'No', exact: true }).waitFor();
    const option = await lookFor(page, 'Currency desk');
    assert.equal(await option.getAttribute('aria-disabled'), 'true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    await switchTo('bruno.lima');
    await toPage(page, 'Integrations');
    await row(page, 'Postman workspace').waitFor();
    assert.equal(await row(page, SECRET).count(), 0);

    await switchTo('ana.souza');
    await toPage(page, 'Groups');
    await page.getByRole('button', { name: 'Enable Currency desk' }).click();
    await toast(page, 'Currency desk enabled');
    await toPage(page, 'Integrations');
    await row(page, SECRET).waitFor(); // her vault seals it for the group's new key, in a tab that stays open

    const his = await context.newPage();
    await his.goto(addressOf(demo.url, { as: 'bruno.lima' }));
    await reveal(his);
  });

  it('L18, L20, T7: says what joining opens, who joins and leaves, and that it is sealed anew', async () => {
    const { page, switchTo, accessibilityProblems } = await demo.open({ at: 'groups' });
    await page.getByRole('button', { name: 'Edit Payments on-call' }).click();
    const editor = window(page, 'Edit Payments on-call');
    await editor.getByText('Joining opens 3 API secrets: Apple Pay merchant, Datadog payments, and PIX gateway.').waitFor();
    await editor.getByText('Add yourself to see items shared by others.').waitFor();
    await addMember(page, 'fernanda', 'Fernanda Araújo');
    await editor.getByRole('button', { name: 'Remove Bruno Lima' }).click();
    await editor.getByText('1 person will join, 1 will leave. What is shared with it is sealed anew for those who stay.').waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    await editor.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Group saved');
    await switchTo('bruno.lima');
    await toPage(page, 'Integrations');
    await row(page, 'Postman workspace').waitFor();
    assert.equal(await row(page, 'PIX gateway').count(), 0);
  });

  it('L17: hides the group from its members where they may not view it', async () => {
    const { page, switchTo } = await demo.open({ at: 'groups' });
    await page.getByRole('button', { name: 'Edit Payments on-call' }).click();
    await window(page, 'Edit Payments on-call').getByRole('radio', { name: 'No' }).check();
    await page.keyboard.press('Control+Enter');
    await toast(page, 'Group saved');
    await switchTo('carla.mendes');
    await toPage(page, 'Groups');
    await page.getByText('No private groups yet.').waitFor();
    await toPage(page, 'Integrations');
    await row(page, 'PIX gateway').waitFor(); // what is shared with it, they still see
  });
});
