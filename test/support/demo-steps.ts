import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type DemoBrowser, type DemoPage, type OpenDemoOptions, startDemoBrowser } from './demo-browser.js';

export interface Demo {
  readonly url: string;
  open(options?: OpenDemoOptions): Promise<DemoPage>;
}

/** One demo for the tests of a file, each in a context of its own. None leaves a problem behind, or asks anything of elsewhere. */
export function useDemo(defaults: OpenDemoOptions = {}): Demo {
  let browser: DemoBrowser;
  let opened: DemoPage[] = [];
  before(async () => { browser = await startDemoBrowser(); });
  after(() => browser.close());
  afterEach(async () => {
    const used = opened;
    opened = [];
    await Promise.all(used.map(({ context }) => context.close()));
    for (const { problems, strayRequests } of used) assert.deepEqual({ problems, strayRequests }, { problems: [], strayRequests: [] });
  });
  return {
    get url() { return browser.url; },
    async open(options) {
      const demo = await browser.openDemo({ ...defaults, ...options });
      opened.push(demo);
      return demo;
    },
  };
}

export const toPage = (page: Page, name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();
export const toast = (page: Page, text: string): Promise<void> => page.getByRole('status').getByText(text, { exact: true }).first().waitFor();
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The list. */
export const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
export const shared = (page: Page, name: string, answer: 'Yes' | 'No'): Promise<void> => row(page, name).getByText(answer, { exact: true }).waitFor();

/** As a person does who turns to another tab: one behind others draws a frame a second. */
export async function menu(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menu').waitFor();
}

/** The share window. */
export const shareWindow = (page: Page, name: string): Locator => page.getByRole('dialog', { name: `Share “${name}”` });
export const box = (page: Page): Locator => page.getByRole('combobox', { name: 'Add people or groups' });
export const option = (page: Page, name: RegExp | string): Locator => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name });
/** The one that Enter takes: a suggestion for the whole of what was typed, not for its beginning. */
export const activeOption = (page: Page, name: RegExp): Locator => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name, selected: true });
export const permissions = (page: Page, name: string): Locator => page.getByRole('group', { name: `Permissions for ${name}` });
export async function share(page: Page): Promise<void> {
  await page.bringToFront();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
}

export async function openShare(page: Page, name: string): Promise<void> {
  await menu(page, name);
  await page.getByRole('menuitem', { name: 'Share this API secret' }).click();
  await shareWindow(page, name).waitFor();
}

export async function add(page: Page, text: string, name: RegExp | string): Promise<void> {
  await box(page).fill(text);
  await option(page, name).click();
}

export async function shareWith(page: Page, secret: string, username: string, person: string, edit = false): Promise<void> {
  await openShare(page, secret);
  await add(page, username, new RegExp(person));
  if (edit) await permissions(page, person).getByLabel('Can edit').check();
  await share(page);
  await toast(page, 'Shared');
  await shareWindow(page, secret).waitFor({ state: 'hidden' });
}

/** The view window. */
export async function view(page: Page, name: string): Promise<Locator> {
  await page.bringToFront();
  await page.getByRole('button', { name: `View ${name}` }).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByRole('table', { name: /Who has access/ }).waitFor();
  return dialog;
}

/** Who has access, a line of text each. */
export async function access(dialog: Locator): Promise<string[]> {
  const rows = dialog.getByRole('table', { name: /Who has access/ }).getByRole('row');
  return (await rows.allInnerTexts()).slice(1).map((text) => text.replace(/\s+/g, ' ').trim());
}
