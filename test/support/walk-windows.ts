import type { Locator, Page } from 'playwright-core';

/** What the demo has beside one secret and its sharing, walked as a person does: each function leaves the page where the next finds its way. */

const PASSPHRASE = 'seven green lanterns at dusk';
const PERSON = 'João Pereira';

const asked = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const go = (page: Page, name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();
const press = (place: Page | Locator, name: string): Promise<void> => place.getByRole('button', { name, exact: true }).click();
const keysAre = (page: Page, state: string) => page.waitForSelector(`html[data-state="ready"][data-keys="${state}"]`);

/** Who had opened `secret` before they lost it. */
export async function seeWhoLeft(page: Page, secret: string): Promise<void> {
  await page.getByRole('searchbox').fill('');
  await press(page, `View ${secret}`);
  await press(asked(page, secret), 'What they had opened');
  await asked(page, `Who lost access to ${secret}`).getByText(/opened it|has lost access/).first().waitFor();
  await page.keyboard.press('Escape');
  await asked(page, `Who lost access to ${secret}`).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await asked(page, secret).waitFor({ state: 'hidden' });
}

/** A private group is made, opened again and left as it is. */
export async function editGroup(page: Page): Promise<void> {
  await go(page, 'Groups');
  await press(page, 'New private group');
  const editor = asked(page, 'New private group');
  await editor.getByRole('textbox', { name: 'Name', exact: true }).fill('Night shift');
  await editor.getByRole('combobox', { name: 'Members' }).fill('bruno');
  await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: /Bruno Lima/ }).click();
  await press(editor, 'Save');
  await page.getByRole('status').getByText('Group saved', { exact: true }).first().waitFor();
}

/** The filters, and what is asked before many secrets are disabled or unshared at once. */
export async function askForMany(page: Page): Promise<void> {
  await go(page, 'Integrations');
  await press(page, 'Filters');
  await page.getByRole('group', { name: 'Filters' }).waitFor();
  for (const name of ['PIX gateway', 'Apple Pay merchant']) await page.getByRole('checkbox', { name: `Select ${name}` }).click();
  for (const [button, title] of [['Disable', 'Disable 2 API secrets?'], ['Unshare…', 'Unshare 2 API secrets?']] as const) {
    await press(page, button);
    await press(asked(page, title), 'Cancel');
    await asked(page, title).waitFor({ state: 'detached' });
  }
}

/** The Security page: a fingerprint compared, a recovery key made, a history verified, locked and unlocked with the host's key. */
export async function keepSafe(page: Page): Promise<void> {
  await go(page, 'Security');
  await page.getByText(/entries, all verified/).waitFor();
  await press(page, `Compare fingerprint of ${PERSON}`);
  await press(asked(page, `Compare with ${PERSON}`), 'They are the same');
  await press(page, 'Make a recovery key');
  await press(asked(page, 'Recovery key'), 'Make it');
  await press(asked(page, 'Recovery key'), 'I have kept it');
  await lockAndUnlock(page, async (form) => { await press(form, 'Unlock'); });
}

/** A passphrase is set in place of the host's key, derived in a worker, and asked for again, wrong and right. */
export async function usePassphrase(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('New passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Repeat the new passphrase').fill(PASSPHRASE);
  await press(page, 'Set passphrase');
  await keysAre(page, 'unlocked');
  await go(page, 'Security');
  await lockAndUnlock(page, async (form) => {
    await form.getByLabel('Passphrase', { exact: true }).fill('not this one');
    await press(form, 'Unlock');
    await form.getByText('That passphrase does not open your keys.').first().waitFor();
    await form.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await press(form, 'Unlock');
  });
}

async function lockAndUnlock(page: Page, unlock: (form: Locator) => Promise<void>): Promise<void> {
  await press(page, 'Lock now');
  await keysAre(page, 'locked');
  await unlock(page.locator('#unlock'));
  await keysAre(page, 'unlocked');
}
