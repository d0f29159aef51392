import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type DemoBrowser, startDemoBrowser } from '../support/demo-browser.js';

let demo: DemoBrowser;
before(async () => { demo = await startDemoBrowser(); });
after(() => demo.close());

describe('the home page of the demo', () => {
  it('S25, S26, L10, L14 views, shares and unshares from a card, which says “Shared” for as long', async () => {
    const { page, problems, accessibilityProblems } = await demo.openDemo({ at: 'home' });
    const card = page.getByRole('article', { name: 'Exchange rates feed', exact: true });
    const dots = page.getByRole('button', { name: 'Actions for Exchange rates feed', exact: true });
    await page.getByRole('searchbox', { name: 'Find an item' }).fill('Exchange rates feed');
    await card.waitFor();
    assert.deepEqual(await accessibilityProblems(), []);
    assert.equal(await card.getByText('Shared', { exact: true }).count(), 0);

    await dots.click();
    await page.getByRole('menuitem', { name: 'Share', exact: true }).click();
    await page.getByRole('combobox', { name: 'Add people or groups' }).fill('Carla Mendes');
    await page.getByRole('option', { name: /^Carla Mendes @/ }).click();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await card.getByText('Shared', { exact: true }).waitFor();

    await dots.click();
    await page.getByRole('menuitem', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Remove Carla Mendes' }).click();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await card.getByText('Shared', { exact: true }).waitFor({ state: 'detached' });

    await card.getByRole('button', { name: 'View API secret Exchange rates feed' }).click();
    await page.getByRole('dialog', { name: 'Exchange rates feed' }).getByRole('button', { name: 'Show Client secret' }).waitFor();
    assert.deepEqual(problems, []);
  });

  it('F32 holds what others shared under “New items” until it is viewed, and L04 leads to a new one', async () => {
    const { page, problems, accessibilityProblems } = await demo.openDemo({ at: 'home', as: 'joao.pereira' });
    const fresh = page.getByRole('region', { name: 'New items' }).getByRole('article');
    await fresh.first().waitFor();
    const before = await fresh.count();
    const name = await fresh.first().getByRole('heading').innerText();
    assert.deepEqual(await accessibilityProblems(), []);
    await fresh.first().getByRole('button', { name: `View API secret ${name}` }).click();
    await page.getByRole('dialog', { name }).getByRole('button', { name: 'Copy Client ID' }).waitFor();
    await page.keyboard.press('Escape');
    await fresh.nth(before - 1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add API secret' }).click();
    await page.getByRole('dialog', { name: 'Add API secret' }).waitFor();
    assert.deepEqual(problems, []);
  });
});
