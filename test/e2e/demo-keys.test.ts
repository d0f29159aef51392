import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type DemoBrowser, type DemoPage, type OpenDemoOptions, addressOf, startDemoBrowser } from '../support/demo-browser.js';

const STRIPE = 'Stripe live key';
const PASSPHRASE = 'four words are plenty';
const AUTHENTICATOR = { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf: true } as const;

let browser: DemoBrowser;
let opened: DemoPage[] = [];

async function open(options?: OpenDemoOptions): Promise<DemoPage> {
  const demo = await browser.openDemo(options);
  opened.push(demo);
  return demo;
}

const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
const keysAre = (page: Page, state: string) => page.waitForSelector(`html[data-state="ready"][data-keys="${state}"]`);
const toPage = (page: Page, name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();

async function reveal(page: Page): Promise<void> {
  await page.getByRole('button', { name: `View ${STRIPE}` }).click();
  await page.getByRole('button', { name: 'Show Client secret' }).click();
  await page.getByText(/^demo-stripe-live-key-/).waitFor();
  await page.getByRole('dialog', { name: STRIPE }).getByRole('button', { name: 'Close' }).click();
}

async function openShare(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Give access to ${STRIPE}` }).click();
  await page.getByRole('combobox', { name: 'Add people or groups' }).fill('bruno');
  await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: /Bruno Lima/ }).click();
}

async function share(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await row(page, STRIPE).getByText('Yes', { exact: true }).waitFor();
}

async function lock(page: Page): Promise<void> {
  await toPage(page, 'Security');
  await page.getByRole('button', { name: 'Lock now' }).click();
  await keysAre(page, 'locked');
}

interface Way {
  /** Signs in the first time: moves from the host's key. */
  comesIn(page: Page): Promise<void>;
  /** Does in the unlock form what the keeper asks for. */
  unlocks(page: Page): Promise<void>;
  /** Answers what is asked after the first share. */
  shared?(page: Page): Promise<void>;
}

const pressUnlock = (page: Page): Promise<void> => page.locator('#unlock').getByRole('button', { name: 'Unlock' }).click();
const nothing = (): Promise<void> => Promise.resolve();

const WAYS: Readonly<Record<string, Way>> = {
  host: { comesIn: nothing, unlocks: pressUnlock },
  device: {
    comesIn: nothing, unlocks: pressUnlock,
    async shared(page) {
      const offer = page.getByRole('dialog', { name: 'Keep a recovery key' });
      await offer.getByRole('button', { name: 'Show recovery key' }).click();
      const shown = page.getByRole('dialog', { name: 'Your recovery key' });
      await shown.getByRole('checkbox', { name: 'I have stored it' }).check();
      await shown.getByRole('button', { name: 'Done' }).click();
      await shown.waitFor({ state: 'hidden' });
      await toPage(page, 'Security');
      await page.locator('#ways').getByText('Recovery key', { exact: true }).waitFor();
    },
  },
  passphrase: {
    async comesIn(page) {
      await page.getByLabel('New passphrase', { exact: true }).fill(PASSPHRASE);
      await page.getByLabel('Repeat the new passphrase').fill(PASSPHRASE);
      await page.getByRole('button', { name: 'Set passphrase' }).click();
    },
    async unlocks(page) {
      const form = page.locator('#unlock');
      await form.getByLabel('Passphrase', { exact: true }).fill('not this one');
      await pressUnlock(page);
      await form.getByText('That passphrase does not open your keys.').first().waitFor();
      await form.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
      await pressUnlock(page);
    },
  },
  passkey: {
    async comesIn(page) {
      await page.getByRole('button', { name: 'Create a passkey' }).click();
    },
    unlocks: (page) => page.locator('#unlock').getByRole('button', { name: 'Unlock with a passkey' }).click(),
  },
};

describe('what unlocks the keys of the demo’s people', () => {
  before(async () => { browser = await startDemoBrowser(); });
  after(() => browser.close());
  afterEach(async () => {
    const used = opened;
    opened = [];
    await Promise.all(used.map(({ context }) => context.close()));
    for (const { problems, strayRequests } of used) assert.deepEqual({ problems, strayRequests }, { problems: [], strayRequests: [] });
  });

  for (const [keys, way] of Object.entries(WAYS)) {
    it(`?keys=${keys}: list, reveal, share, lock, unlock, and nothing is lost`, async () => {
      const { page, context } = await open();
      const authenticator = await context.newCDPSession(page);
      await authenticator.send('WebAuthn.enable');
      await authenticator.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
      await page.goto(addressOf(browser.url, { keys }));
      await way.comesIn(page);
      await keysAre(page, 'unlocked');
      await row(page, STRIPE).getByText('No', { exact: true }).waitFor();
      await reveal(page);
      await openShare(page);
      await share(page);
      await way.shared?.(page);
      await lock(page);
      await way.unlocks(page);
      await keysAre(page, 'unlocked');
      await toPage(page, 'Integrations');
      await row(page, STRIPE).getByText('Yes', { exact: true }).waitFor();
      await reveal(page);
    });
  }

  it('keeps the choice while one clicks around and when somebody else signs in', async () => {
    const { page, switchTo, ready } = await open({ keys: 'device' });
    await toPage(page, 'Security');
    await page.locator('#ways').getByText('in use').waitFor();
    await switchTo('joao.pereira');
    assert.equal(new URL(page.url()).searchParams.get('keys'), 'device');
    await keysAre(page, 'unlocked');
    await page.goBack();
    await ready('ana.souza');
    assert.equal(await page.locator('#ways').getByRole('listitem').filter({ hasText: 'in use' }).locator('span').first().innerText(), 'This browser');
  });

  it('lets somebody else sign in while one is asked for a passphrase', async () => {
    const { page, ready } = await open({ keys: 'passphrase', until: 'moving' });
    assert.equal(await page.getByText(/From now on a passphrase of yours does, and Acme’s does not/).isVisible(), true);
    await page.getByLabel('Signed in as').selectOption('joao.pereira');
    await page.getByText(/the keys of João Pereira/).waitFor();
    await page.goto(addressOf(browser.url, { as: 'joao.pereira' }));
    await ready('joao.pereira');
    await keysAre(page, 'unlocked');
  });

  it('refuses two passphrases that are not the same, and says so', async () => {
    const { page } = await open({ keys: 'passphrase', until: 'moving' });
    await page.getByLabel('New passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Repeat the new passphrase').fill(`${PASSPHRASE}.`);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The two passphrases are not the same.').waitFor();
    await page.getByLabel('Repeat the new passphrase').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await keysAre(page, 'unlocked');
  });

  it('keeps what was begun when another tab locks, and goes on with it', async () => {
    const { page, context } = await open();
    const other = await context.newPage();
    await other.goto(addressOf(browser.url, { at: 'security' }));
    await keysAre(other, 'unlocked');
    await openShare(page);
    await other.getByRole('button', { name: 'Lock now' }).click();
    await keysAre(page, 'locked');
    await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('group', { name: 'Permissions for Bruno Lima' }).waitFor();
    await share(page);
  });
});
