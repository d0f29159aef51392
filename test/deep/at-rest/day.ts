import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import type { Vault } from '../../../src/core/index.js';
import type { Sought } from './search.js';

/** How long a step may take while the machine is busy. */
export const PATIENCE_MS = 120_000;

export interface DayOptions {
  /** How many secrets are added. */
  readonly secrets: number;
  /** How many of them are edited. */
  readonly edits: number;
}

/** What a day leaves behind: what must lie in no file, and a name that may. */
export interface Day { readonly canaries: readonly Sought[]; readonly recoveryKey: string; readonly readable: string }

const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
const toPage = (page: Page, name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();
const keysAre = (page: Page, state: string) => page.waitForSelector(`html[data-state="ready"][data-keys="${state}"]`, { timeout: PATIENCE_MS });
const closed = (window: Locator): Promise<void> => window.waitFor({ state: 'hidden' });

/** 32 random bytes each, as a text that can be typed. */
function canaryMaker(): { readonly made: Sought[]; readonly canary: (what: string) => string } {
  const made: Sought[] = [];
  return {
    made,
    canary(what) {
      const text = randomBytes(32).toString('base64url');
      made.push({ what: `${what} (canary ${made.length + 1})`, bytes: Buffer.from(text) });
      return text;
    },
  };
}

async function fill(form: Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [field, text] of Object.entries(fields)) await form.getByRole('textbox', { name: field, exact: true }).fill(text);
}

async function choose(page: Page, item: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** In the form for new keys that the demo shows once to whoever comes with a passphrase. */
async function setPassphrase(page: Page, passphrase: string): Promise<void> {
  await page.waitForSelector('html[data-state="moving"]', { timeout: PATIENCE_MS });
  await page.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Repeat the new passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Set passphrase' }).click();
  await keysAre(page, 'unlocked');
}

async function unlock(page: Page, passphrase: string, wrong?: string): Promise<void> {
  await toPage(page, 'Security');
  await keysAre(page, 'locked');
  const form = page.locator('#unlock');
  for (const typed of wrong === undefined ? [passphrase] : [wrong, passphrase]) {
    await form.getByLabel('Passphrase', { exact: true }).fill(typed);
    await form.getByRole('button', { name: 'Unlock' }).click();
    if (typed === wrong) await form.getByText('That passphrase does not open your keys.').first().waitFor();
  }
  await keysAre(page, 'unlocked');
}

async function signInAs(page: Page, username: string): Promise<void> {
  await page.getByLabel('Signed in as').selectOption(username);
}

async function reveal(page: Page, name: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `View ${name}`, exact: true }).click();
  const window = page.getByRole('dialog', { name });
  await window.getByRole('button', { name: 'Show Client secret' }).click();
  await window.getByText(value, { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await closed(window);
}

async function edit(page: Page, name: string, value: string, notes: string): Promise<void> {
  await choose(page, 'Edit', name);
  const form = page.getByRole('dialog', { name: `Edit ${name}` });
  await form.getByRole('button', { name: 'Change Client secret' }).click();
  await form.getByLabel('Client secret', { exact: true }).fill(value);
  await fill(form, { Notes: notes });
  await form.getByRole('button', { name: 'Save' }).click();
  await closed(form);
}

async function share(page: Page, name: string): Promise<void> {
  await choose(page, 'Share this API secret', name);
  await page.getByRole('combobox', { name: 'Add people or groups' }).fill('joao');
  await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: /João Pereira/ }).click();
  await page.getByRole('group', { name: 'Permissions for João Pereira' }).getByLabel('Can edit').check();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await row(page, name).getByText('Yes', { exact: true }).waitFor();
}

async function revoke(page: Page, name: string): Promise<void> {
  await choose(page, 'Share this API secret', name);
  await page.getByRole('button', { name: 'Remove João Pereira' }).click();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await row(page, name).getByText('No', { exact: true }).waitFor();
}

/** No window shows versions: through the vault, as a host would. */
async function restoreFirstVersion(page: Page, name: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { vault } = document.querySelector('mysafe-provider') as unknown as { readonly vault: Vault };
    const found = (await vault.secrets.list({ text: wanted })).items.find((secret) => secret.name === wanted);
    const versions = found && await vault.secrets.versions(found.id);
    const restored = found && versions?.ok && versions.value.length > 1 ? await vault.secrets.restore(found.id, 1, { revision: found.revision }) : undefined;
    if (!restored?.ok) throw new Error('no former version was restored');
  }, name);
}

async function makeRecoveryKey(page: Page, passphrase: string): Promise<string> {
  await page.getByRole('button', { name: 'Make a recovery key', exact: true }).click();
  const window = page.getByRole('dialog', { name: 'Recovery key' });
  await window.getByLabel('Your passphrase').fill(passphrase);
  await window.getByRole('button', { name: 'Make it' }).click();
  const key = (await window.locator('.digits').innerText()).trim();
  await window.getByRole('button', { name: 'I have kept it' }).click();
  await closed(window);
  return key;
}

async function openAddForm(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add API secret' }).click();
  return page.getByRole('dialog', { name: 'Add API secret' });
}

/**
 * Everything that two people do in a day with secrets, by mouse and keyboard, from an empty profile to a form that stands open, filled in and not saved.
 * The page is open at the demo, with `?keys=passphrase`: the key that `deviceKeys` makes lies in the profile by design (docs/security.md).
 */
export async function liveThroughADay(page: Page, { secrets, edits }: DayOptions): Promise<Day> {
  const { made, canary } = canaryMaker();
  const [mine, theirs] = [canary('a passphrase'), canary('a passphrase')];
  const names = Array.from({ length: secrets }, (_, at) => `At rest ${at + 1} ${randomBytes(9).toString('hex')}`);
  const readable = names[0]!;
  const values = new Map<string, string>();
  await setPassphrase(page, mine);
  for (const name of names) {
    const form = await openAddForm(page);
    values.set(name, canary('a value'));
    await fill(form, { 'Name': name, 'URL': 'https://at-rest.example', 'Client ID': canary('a client id'), 'Notes': canary('notes') });
    await form.getByLabel('Client secret', { exact: true }).fill(values.get(name)!);
    await form.getByRole('button', { name: 'Save' }).click();
    await closed(form);
  }
  for (const name of names.slice(0, edits)) {
    values.set(name, canary('an edited value'));
    await edit(page, name, values.get(name)!, canary('edited notes'));
  }
  for (const name of names) await reveal(page, name, values.get(name)!);
  await share(page, readable);

  await signInAs(page, 'joao.pereira');
  await setPassphrase(page, theirs);
  await reveal(page, readable, values.get(readable)!);
  await edit(page, readable, canary('a value that a reader set'), canary('notes of a reader'));

  await signInAs(page, 'ana.souza');
  await unlock(page, mine, canary('a wrong passphrase'));
  const recoveryKey = await makeRecoveryKey(page, mine);
  await toPage(page, 'Integrations');
  await revoke(page, readable);
  await restoreFirstVersion(page, readable);
  await toPage(page, 'Security');
  await page.getByRole('button', { name: 'Lock now' }).click();
  await unlock(page, mine);
  await toPage(page, 'Integrations');
  const form = await openAddForm(page);
  await fill(form, { 'Name': 'Never saved', 'Client ID': canary('a client id that was not saved'), 'Notes': canary('notes that were not saved') });
  await form.getByLabel('Client secret', { exact: true }).fill(canary('a value that was not saved'));
  return { canaries: made, recoveryKey, readable };
}
