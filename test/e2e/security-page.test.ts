import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { Vault } from '../../src/core/index.js';
import { addressOf } from '../support/demo-browser.js';
import { overflow, row, toPage, useDemo } from '../support/demo-steps.js';

const STRIPE = 'Stripe live key';
const PIX = 'PIX gateway';
const PASSPHRASE = 'four words are plenty';

const demo = useDemo({ at: 'security' });
const { open } = demo;

const keysAre = (page: Page, state: string) => page.waitForSelector(`html[data-state="ready"][data-keys="${state}"]`);
const fingerprintIn = async (place: Locator): Promise<string> => (await place.locator('.digits').first().innerText()).replace(/\s+/g, ' ');
const asked = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const entries = (page: Page): Locator => page.locator('.timeline').getByRole('listitem');

async function historyOf(page: Page, secret: string): Promise<void> {
  await page.getByLabel('API secret', { exact: true }).selectOption({ label: secret });
}

async function recoveryKey(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = asked(page, 'Recovery key');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await dialog.getByText(/Whoever holds it/).waitFor();
  const key = (await dialog.locator('.digits').innerText()).trim();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return key;
}

async function choose(page: Page, item: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('the Security page', () => {
  it('counts what is to be sealed anew while its owner is away, with its age, until her vault does it', async () => {
    const { page } = await open({ keys: 'passphrase', until: 'moving' });
    const due = page.locator('#due');
    await page.getByLabel('New passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Repeat the new passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Set passphrase' }).click();
    await due.getByText('Nobody who left holds a key to what is stored.').waitFor();
    await page.goto(addressOf(demo.url, { as: 'joao.pereira' }));
    await keysAre(page, 'unlocked');
    await page.evaluate(async (name) => {
      const { vault } = document.querySelector('mysafe-provider') as unknown as { readonly vault: Vault };
      const secret = (await vault.secrets.list({ text: name })).items.find((one) => one.name === name);
      if (!secret || !(await vault.secrets.leave(secret.id)).ok) throw new Error('he did not leave');
    }, PIX);
    await page.goto(addressOf(demo.url, { keys: 'passphrase', at: 'security' }));
    await keysAre(page, 'locked');
    await due.getByText(/^1 secret is to be sealed anew because somebody left, the first since (now|\d+ (second|minute)s? ago)\./).waitFor();
    await page.locator('#unlock').getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.locator('#unlock').getByRole('button', { name: 'Unlock' }).click();
    await keysAre(page, 'unlocked');
    await due.getByText('Nobody who left holds a key to what is stored.').waitFor();
  });

  it('shows two people the same digits for one of them, and notes that they compared', async () => {
    const { page, switchTo } = await open({ as: 'joao.pereira' });
    const own = await fingerprintIn(page.locator('#fingerprint'));
    assert.match(own, /^(\d{5} ){7}\d{5}$/);
    await switchTo('ana.souza');
    await row(page, 'João Pereira').getByText('Known since first contact').waitFor();
    await page.getByRole('button', { name: 'Compare fingerprint of João Pereira' }).click();
    const dialog = asked(page, 'Compare with João Pereira');
    assert.equal(await fingerprintIn(dialog), own);
    await dialog.getByRole('button', { name: 'They are the same' }).click();
    await row(page, 'João Pereira').getByText(/^Compared on /).waitFor();
    await page.reload();
    await row(page, 'João Pereira').getByText(/^Compared on /).waitFor();
  });

  it('lists whom one shares with and who shares with one, and nobody else', async () => {
    const { page } = await open();
    const people = page.getByRole('table', { name: /People you share with/ });
    for (const name of ['Bruno Lima', 'Carla Mendes', 'João Pereira', 'Liam Gallagher', 'Maria Silva']) await people.getByRole('rowheader', { name }).waitFor();
    assert.equal(await people.getByRole('rowheader', { name: 'Ana Souza' }).count(), 0);
    assert.equal(await people.getByRole('rowheader', { name: 'Misaki Sato' }).count(), 0);
  });

  it('shows a recovery key once, prints it alone, and it unlocks where the keys are not', async () => {
    const { page } = await open();
    await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
    await page.getByRole('button', { name: 'Make a recovery key' }).click();
    const dialog = asked(page, 'Recovery key');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await dialog.getByRole('button', { name: 'Print' }).click();
    assert.equal(await page.title(), 'printed');
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual([await page.getByRole('banner').isVisible(), await dialog.locator('.digits').isVisible(), await dialog.getByRole('button').count()], [false, true, 0]);
    await page.emulateMedia({ media: 'screen' });
    const key = (await dialog.locator('.digits').innerText()).replace(/\s/g, '');
    assert.match(key, /^[0-9A-Z]{54}$/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    assert.equal((await page.locator('body').innerText()).includes(key.slice(0, 6)), false);

    await page.goto(addressOf(demo.url, { keys: 'device', at: 'security' })); // moves: the host's key opens nothing any more
    await keysAre(page, 'unlocked');
    await page.goto(addressOf(demo.url, { keys: 'host' }));
    await keysAre(page, 'not-here');
    await page.getByText('Your keys are not in this browser.').filter({ visible: true }).first().waitFor();
    await page.getByLabel('Recovery key', { exact: true }).filter({ visible: true }).first().fill(key.toLowerCase());
    await page.getByRole('button', { name: 'Unlock', exact: true }).first().click();
    await keysAre(page, 'unlocked');
    await page.getByRole('button', { name: `View ${STRIPE}` }).click();
    await page.getByRole('button', { name: 'Show Client secret' }).click();
    await page.getByText(/^demo-stripe-live-key-/).waitFor();
  });

  it('makes the former recovery key stop working', async () => {
    const { page } = await open();
    const former = await recoveryKey(page, 'Make a recovery key');
    const present = await recoveryKey(page, 'Make a new recovery key');
    await page.goto(addressOf(demo.url, { keys: 'device', at: 'security' }));
    await keysAre(page, 'unlocked');
    await page.goto(addressOf(demo.url, { keys: 'host', at: 'security' }));
    await keysAre(page, 'not-here');
    const form = page.locator('#unlock');
    await form.getByLabel('Recovery key', { exact: true }).fill(former);
    await form.getByRole('button', { name: 'Unlock', exact: true }).click();
    await form.getByText('That recovery key does not open your keys. Check each group.').first().waitFor();
    await form.getByLabel('Recovery key', { exact: true }).fill(present);
    await form.getByRole('button', { name: 'Unlock', exact: true }).click();
    await keysAre(page, 'unlocked');

    // the keeper has no way in yet: what proves who is here is the recovery key
    await page.getByRole('button', { name: 'Add the host’s key' }).click();
    await asked(page, 'Add the host’s key').getByLabel('Your recovery key').fill(present);
    await asked(page, 'Add the host’s key').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Remove The host’s key' }).waitFor();
    await page.reload();
    await keysAre(page, 'unlocked');
  });

  it('makes a backup that brings the keys back where this browser lost them', async () => {
    const { page } = await open({ keys: 'device' });
    await page.getByRole('button', { name: 'Make a backup' }).click();
    const dialog = asked(page, 'Backup');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: 'Save the backup file' }).click()]);
    const path = await download.path();
    const key = await dialog.locator('.digits').innerText();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();

    await page.goto(addressOf(demo.url, { keys: 'host', at: 'security' })); // which has no way to them
    await keysAre(page, 'not-here');
    const form = page.locator('#unlock');
    await form.getByRole('button', { name: 'Restore a backup' }).click();
    await form.getByLabel('Backup file').setInputFiles(path);
    await form.getByLabel('Recovery key', { exact: true }).fill(key);
    await form.locator('[part=unlock-button]').click();
    await keysAre(page, 'unlocked');
    await toPage(page, 'Integrations');
    await page.getByRole('button', { name: `View ${STRIPE}` }).click();
    await page.getByRole('button', { name: 'Show Client secret' }).click();
    await page.getByText(/^demo-stripe-live-key-/).waitFor();
  });

  it('adds a way, removes another, and refuses to remove the last', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Add this browser' }).click();
    await asked(page, 'Add this browser').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Remove The host’s key' }).click();
    await asked(page, 'Remove The host’s key?').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove The host’s key' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove This browser' }).click();
    await asked(page, 'Remove This browser?').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alert').getByText('The last way to unlock can’t be removed. Add another one first.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Open with this' }).click();
    await keysAre(page, 'unlocked');
    assert.equal(new URL(page.url()).searchParams.get('keys'), 'device');
  });

  it('keeps a question that is asked before the browser has told that the one before is closed', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Remove The host’s key' }).click();
    await page.evaluate(() => {
      document.querySelector<HTMLDialogElement>('#ask')?.close();
      document.querySelector<HTMLElement>('#ways [aria-label="Remove The host’s key"]')?.click();
    });
    await asked(page, 'Remove The host’s key?').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alert').getByText('The last way to unlock can’t be removed. Add another one first.').waitFor();
  });

  it('has one verified entry in the history for each thing that was done', async () => {
    const { page } = await open({ at: '' });
    await page.getByRole('button', { name: 'Add API secret' }).click();
    const form = page.getByRole('dialog', { name: 'Add API secret' });
    for (const [field, text] of [['Name', 'Aardvark feed'], ['URL', 'https://aardvark.example'], ['Client ID', 'acme']] as const) await form.getByRole('textbox', { name: field, exact: true }).fill(text);
    await form.getByRole('button', { name: 'Save' }).click();
    await row(page, 'Aardvark feed').waitFor();
    await choose(page, 'Share this API secret', 'Aardvark feed');
    await page.getByRole('combobox', { name: 'Add people or groups' }).fill('bruno');
    await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: /Bruno Lima/ }).click();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await row(page, 'Aardvark feed').getByText('Yes', { exact: true }).waitFor();
    await choose(page, 'Share this API secret', 'Aardvark feed');
    await page.getByRole('button', { name: 'Remove Bruno Lima' }).click();
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await row(page, 'Aardvark feed').getByText('No', { exact: true }).waitFor();
    await choose(page, 'Disable', 'Aardvark feed');
    await row(page, 'Aardvark feed').waitFor({ state: 'detached' });

    await toPage(page, 'Security');
    await historyOf(page, 'Aardvark feed');
    await page.getByRole('list', { name: 'History of Aardvark feed' }).waitFor();
    await page.getByText('4 entries, all verified.').waitFor();
    const said = await entries(page).locator('p:first-child').allInnerTexts();
    const expected = [/^Ana Souza made this secret.* sealed version 1 for 1 reader\.$/, /granted Can view to Bruno Lima/, /sealed it anew for 1 reader and took access from Bruno Lima/, /^Ana Souza disabled it\.$/];
    assert.equal(said.length, expected.length, said.join('\n'));
    for (const [at, pattern] of expected.entries()) assert.match(said[at] ?? '', pattern);
    assert.equal(await entries(page).getByText('Signature verified').count(), 4);
    assert.equal(await entries(page).getByText('Your key').count(), 4);
  });

  it('shows the fault where somebody tampered with the storage, until it is put back', async () => {
    const { page } = await open();
    await historyOf(page, PIX);
    await page.getByRole('list', { name: `History of ${PIX}` }).waitFor();
    const tamper = page.getByRole('switch', { name: 'Tamper with the storage' });
    await tamper.click();
    await page.getByRole('alert').getByText(`${PIX} can’t be trusted.`).waitFor();
    await page.getByText('chain/forged').waitFor();
    assert.equal(await entries(page).count(), 0);
    await page.reload();
    await historyOf(page, PIX);
    await page.getByText('chain/forged').waitFor();
    assert.equal(await tamper.getAttribute('aria-checked'), 'true');
    await tamper.click();
    await page.getByText('2 entries, all verified.').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing for axe to find in the ${colorScheme} theme: unlocked, asking, forged, locked, moving`, async () => {
      const { page, accessibilityProblems } = await open({ colorScheme });
      await page.getByText(/entries, all verified/).waitFor();
      assert.deepEqual(await accessibilityProblems(), []);
      await page.getByRole('button', { name: 'Compare fingerprint of João Pereira' }).click();
      assert.deepEqual(await accessibilityProblems(), []);
      await page.keyboard.press('Escape');
      await page.getByRole('switch').click();
      await page.getByRole('alert').getByText(/can’t be trusted/).waitFor();
      assert.deepEqual(await accessibilityProblems(), []);
      await page.getByRole('button', { name: 'Lock now' }).click();
      await page.locator('#unlock').getByText('Your keys are locked.').waitFor();
      assert.deepEqual(await accessibilityProblems(), []);
      await page.goto(addressOf(demo.url, { keys: 'passphrase' }));
      await page.waitForSelector('html[data-state="moving"]');
      assert.deepEqual(await accessibilityProblems(), []);
    });
  }

  it('is used by keyboard alone: a passphrase added, locked, unlocked with it, a fingerprint compared', async () => {
    const { page } = await open();
    const press = async (button: Locator): Promise<void> => {
      await button.focus();
      await page.keyboard.press('Enter');
    };
    await press(page.getByRole('button', { name: 'Add a passphrase' }));
    await asked(page, 'Add a passphrase').waitFor();
    for (const text of ['by keyboard alone', '\t', 'by keyboard alone']) await (text === '\t' ? page.keyboard.press('Tab') : page.keyboard.type(text));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Passphrase' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement !== document.body), true, 'focus went back');
    await page.goto(addressOf(demo.url, { keys: 'passphrase', at: 'security' }));
    await keysAre(page, 'locked');
    await page.locator('#unlock').getByLabel('Passphrase', { exact: true }).focus();
    await page.keyboard.type('by keyboard alone');
    await page.keyboard.press('Enter');
    await keysAre(page, 'unlocked');
    const compare = page.getByRole('button', { name: 'Compare fingerprint of Bruno Lima' });
    await press(compare);
    await asked(page, 'Compare with Bruno Lima').waitFor();
    await page.keyboard.press('Enter'); // the first button of the window
    await asked(page, 'Compare with Bruno Lima').waitFor({ state: 'hidden' });
    await row(page, 'Bruno Lima').getByText(/^Compared on /).waitFor();
    assert.equal(await compare.evaluate((button) => button === document.activeElement), true);
  });

  it('fits a window of 390 pixels, its windows too', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    await page.getByText(/entries, all verified/).waitFor();
    assert.equal(await overflow(page), 0);
    await page.getByRole('button', { name: 'Compare fingerprint of João Pereira' }).click();
    const dialog = asked(page, 'Compare with João Pereira');
    assert.equal(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth), 0);
    await page.keyboard.press('Escape');
    await recoveryKey(page, 'Make a recovery key');
    assert.equal(await overflow(page), 0);
    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.locator('#unlock').getByText('Your keys are locked.').waitFor();
    assert.equal(await overflow(page), 0);
  });
});
