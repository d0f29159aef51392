import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { addressOf, watch } from '../support/demo-browser.js';
import { access, add, menu, openShare, permissions, row, share, shareWindow, toast, useDemo, view } from '../support/demo-steps.js';

const demo = useDemo();
const STRIPE = 'Stripe live key';

/** Ana and João, each in a tab of one browser, on one secret that both may share and edit: she handed it on to him, and so manages it. */
async function both(): Promise<{ ana: Page; joao: Page; strayed(): unknown; axe(): Promise<readonly string[]> }> {
  const { page: ana, context, accessibilityProblems } = await demo.open();
  await row(ana, STRIPE).waitFor();
  await ana.evaluate(async (name) => {
    const { vault } = document.querySelector('mysafe-provider')!;
    const [secret] = (await vault!.secrets.list({ filter: { name } })).items;
    await vault!.secrets.transfer(secret!.id, 'user:joao.pereira');
  }, STRIPE);
  await row(ana, STRIPE).getByText('João Pereira').waitFor();
  const joao = await context.newPage();
  const watched = await watch(joao, demo.url);
  await joao.goto(addressOf(demo.url, { as: 'joao.pereira' }));
  await row(joao, STRIPE).getByText('You').waitFor();
  return { ana, joao, axe: accessibilityProblems, strayed: () => [...watched.problems, ...watched.strayRequests] };
}

const count = (page: Page, people: number): Promise<void> => row(page, STRIPE).getByText(`· ${people}`).waitFor();
const recipient = (page: Page, name: string): Locator => shareWindow(page, STRIPE).getByRole('listitem').filter({ has: permissions(page, name) });

async function sent(page: Page): Promise<void> {
  await share(page);
  await toast(page, 'Shared');
  await shareWindow(page, STRIPE).waitFor({ state: 'hidden' });
}

async function openEdit(page: Page, name: string): Promise<Locator> {
  await menu(page, name);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: `Edit ${name}` });
  await form.getByRole('textbox', { name: 'Notes' }).waitFor();
  return form;
}

describe('two people at once', () => {
  it('give access in windows that are open at the same time: both grants stand, and both see both', async () => {
    const { ana, joao, strayed } = await both();
    await openShare(ana, STRIPE);
    await add(ana, 'bruno', /Bruno Lima/);
    await openShare(joao, STRIPE);
    await add(joao, 'carla', /Carla Mendes/);
    await sent(joao);
    await sent(ana);
    for (const page of [ana, joao]) {
      await count(page, 3);
      await openShare(page, STRIPE);
      for (const name of ['Bruno Lima', 'Carla Mendes']) assert.equal(await permissions(page, name).getByLabel('Can view').isChecked(), true);
      await page.keyboard.press('Escape');
    }
    assert.deepEqual(strayed(), []);
  });

  it('change the same person differently: the second is told what the first did, and goes on on purpose', async () => {
    const { ana, joao, axe, strayed } = await both();
    await openShare(joao, STRIPE);
    await add(joao, 'carla', /Carla Mendes/);
    await sent(joao);
    await count(ana, 2);
    await openShare(ana, STRIPE);
    await ana.getByRole('button', { name: 'Remove Carla Mendes' }).click();
    await openShare(joao, STRIPE);
    await permissions(joao, 'Carla Mendes').getByLabel('Can edit').check();
    await sent(joao);

    await share(ana);
    await shareWindow(ana, STRIPE).getByText('Access changed while this was open. Review and share again.').first().waitFor();
    await recipient(ana, 'Carla Mendes').getByText('Changed by João Pereira: Can edit').waitFor();
    await recipient(ana, 'Carla Mendes').getByText('Will lose access').waitFor();
    assert.deepEqual(await axe(), []);
    assert.match((await access(await view(joao, STRIPE))).join('\n'), /Carla Mendes .*Yes Yes/, 'nothing was overwritten');
    await joao.keyboard.press('Escape');
    await sent(ana);
    for (const page of [ana, joao]) await count(page, 1);
    assert.doesNotMatch((await access(await view(joao, STRIPE))).join('\n'), /Carla Mendes/);
    assert.deepEqual(strayed(), []);
  });

  it('edit one secret: other fields are joined, of the same field each has their own, and the second one chooses', async () => {
    const { ana, joao, axe, strayed } = await both();
    const hers = await openEdit(ana, STRIPE);
    const his = await openEdit(joao, STRIPE);
    await his.getByRole('textbox', { name: 'Name' }).fill('Stripe live');
    await his.getByRole('button', { name: 'Save' }).click();
    await toast(joao, 'API key updated');

    const notes = hers.getByRole('textbox', { name: 'Notes' });
    const save = hers.getByRole('button', { name: 'Save' });
    await notes.fill('Ask Ana first.');
    await ana.bringToFront();
    await save.click();
    await ana.getByRole('alert').getByText('Both changes are joined below: review and save again. Changed meanwhile: Name.').waitFor();
    assert.deepEqual([await hers.getByRole('textbox', { name: 'Name' }).inputValue(), await notes.inputValue()], ['Stripe live', 'Ask Ana first.']);
    const again = await openEdit(joao, 'Stripe live');
    await again.getByRole('textbox', { name: 'Notes' }).fill('Ask João first.');
    await again.getByRole('button', { name: 'Save' }).click();
    await toast(joao, 'API key updated');

    await ana.bringToFront();
    await save.click();
    await hers.getByRole('group', { name: 'Notes' }).getByText('Ask João first.').waitFor();
    await hers.getByText('Saved by João Pereira').waitFor();
    assert.equal(await notes.inputValue(), 'Ask Ana first.', 'what she typed is kept');
    assert.deepEqual(await axe(), []);
    await hers.getByRole('radio', { name: 'Take theirs: Notes' }).check();
    assert.equal(await notes.inputValue(), 'Ask João first.');
    await hers.getByRole('radio', { name: 'Keep yours: Notes' }).check();
    await ana.bringToFront();
    await save.click();
    await toast(ana, 'API key updated');
    for (const page of [ana, joao]) await (await view(page, 'Stripe live')).getByText('Ask Ana first.').waitFor();
    assert.deepEqual(strayed(), []);
  });
});
