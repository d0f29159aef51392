/**
 * Pictures of the demo. Alone it writes docs/share-window.png, which the README shows;
 * with `--all DIR` each window and state, light, dark, narrow, right to left and in forced colours, into DIR; or those of whose names it is given a part.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startDemo } from './demo-server.mjs';
import { browserLaunchOptions } from './ensure-browser.mjs';
import { root } from './process.mjs';

const DESK = { width: 1280, height: 800 };
/** What the README shows of it, in CSS pixels. */
const SHOWN = { x: 0, y: 0, width: 1280, height: 800 };

const MODES = {
  light: {}, dark: { colorScheme: 'dark' }, 390: { viewport: { width: 390, height: 844 } }, 320: { viewport: { width: 320, height: 640 } },
  rtl: { direction: 'rtl' }, forced: { forcedColors: 'active' },
};

const dialog = (page) => page.getByRole('dialog');
const share = async (page) => {
  await page.getByRole('button', { name: 'Give access to Stripe live key' }).click();
  await dialog(page).getByRole('combobox', { name: 'Add people or groups' }).waitFor();
};
const type = async (page, text) => {
  await dialog(page).getByRole('combobox', { name: 'Add people or groups' }).pressSequentially(text);
  await dialog(page).getByRole('option').first().waitFor();
};
const add = async (page, name) => {
  await type(page, name);
  await dialog(page).getByRole('option', { name }).click();
  await dialog(page).getByRole('group', { name: `Permissions for ${name}` }).waitFor();
};
const groups = async (page) => {
  await toPage(page, 'Groups');
  await page.getByRole('rowheader', { name: 'Payments on-call' }).waitFor();
};
const toPage = (page, name) => page.getByRole('link', { name, exact: true }).click();
const fromView = async (page, button) => {
  await page.getByRole('button', { name: 'View PayPal webhooks' }).click();
  await dialog(page).getByRole('button', { name: button }).first().click();
};
const menu = (page, name) => page.getByRole('button', { name: `Actions for ${name}` }).click();

/** From the list of Ana's secrets to what is pictured. */
const SCENES = {
  list: async () => {},
  'list-disabled': (page) => page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Disabled' }),
  'list-nothing': async (page) => {
    await page.getByRole('searchbox').fill('nothing like this');
    await page.getByText('Nothing matches.').first().waitFor();
  },
  menu: async (page) => {
    await menu(page, 'Apple Pay merchant');
    await page.getByRole('menu').waitFor();
  },
  share,
  'share-search': async (page) => {
    await share(page);
    await type(page, 'mari');
  },
  'share-rows': async (page) => {
    await share(page);
    for (const name of ['João Pereira', 'Bruno Lima', 'Platform Engineering']) await add(page, name);
  },
  'share-red': async (page) => {
    await share(page);
    await dialog(page).getByRole('combobox', { name: 'Add people or groups' }).fill('nobody@acme.example');
    await page.keyboard.press('Enter');
  },
  'share-existing': async (page) => {
    await page.getByRole('button', { name: 'Give access to PIX gateway' }).click();
    await dialog(page).getByRole('button', { name: /^Remove João Pereira/ }).click();
  },
  shared: async (page) => {
    await share(page);
    await add(page, 'João Pereira');
    await page.keyboard.press('Control+Enter');
    await dialog(page).waitFor({ state: 'hidden' });
    await page.getByText('Shared', { exact: true }).last().waitFor();
  },
  view: (page) => page.getByRole('button', { name: 'View PIX gateway' }).click(),
  'view-shown': async (page) => {
    await page.getByRole('button', { name: 'View Stripe live key' }).click();
    await page.getByRole('button', { name: 'Show Client secret' }).click();
  },
  add: (page) => page.getByRole('button', { name: 'Add API secret' }).click(),
  'add-errors': async (page) => {
    await page.getByRole('button', { name: 'Add API secret' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
  },
  edit: async (page) => {
    await menu(page, 'Stripe live key');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
  },
  groups,
  'group-new': async (page) => {
    await groups(page);
    await page.getByRole('button', { name: 'New private group' }).click();
  },
  'group-edit': async (page) => {
    await groups(page);
    await page.getByRole('button', { name: 'Edit Payments on-call' }).click();
    await dialog(page).getByText(/^Joining opens/).waitFor();
    await dialog(page).getByRole('button', { name: 'Remove Bruno Lima' }).click();
  },
  home: (page) => toPage(page, 'Home'),
  ...Object.fromEntries(['Shared with me', 'Shared by me', 'Waiting', 'Ending soon'].map((tab) => [`sharing-${tab.toLowerCase().replaceAll(' ', '-')}`, async (page) => {
    await toPage(page, 'Sharing');
    await page.getByRole('tab', { name: tab }).click();
  }])),
  'sharing-what-can-see': async (page) => {
    await toPage(page, 'Sharing');
    await page.getByRole('tab', { name: 'What can … see?' }).click();
    await page.getByRole('searchbox', { name: 'Person' }).fill('joao');
    await page.getByRole('button', { name: /João Pereira/ }).click();
  },
  activity: (page) => toPage(page, 'Activity'),
  inbox: (page) => toPage(page, 'Inbox'),
  security: (page) => toPage(page, 'Security'),
  people: (page) => toPage(page, 'People'),
  'people-owners': async (page) => {
    await toPage(page, 'People');
    await page.getByLabel('Suspend', { exact: true }).selectOption({ label: 'João Pereira' });
    await page.getByRole('button', { name: 'Suspend them' }).click();
    await page.getByRole('list', { name: 'Secrets without an owner' }).waitFor();
  },
  'share-plan': async (page) => {
    await page.getByRole('button', { name: 'Share PayPal webhooks' }).or(page.getByRole('button', { name: 'Give access to PayPal webhooks' })).click();
    await add(page, 'João Pereira');
    await dialog(page).getByRole('button', { name: 'Remove Carla Mendes' }).click();
    await dialog(page).getByRole('button', { name: 'Details', exact: true }).click();
    await dialog(page).getByText('Will get access').first().waitFor();
  },
  versions: async (page) => {
    await menu(page, 'PayPal webhooks');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await dialog(page).getByRole('textbox', { name: 'Notes' }).fill('Rotated by hand.');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('API key updated', { exact: true }).first().waitFor();
    await fromView(page, 'Versions');
  },
  why: (page) => fromView(page, /^Why can Bruno/),
  transfer: (page) => fromView(page, 'Make somebody else the owner…'),
  batch: async (page) => {
    for (const name of ['PayPal webhooks', 'Twilio SMS']) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
    await page.getByRole('button', { name: 'Unshare' }).click();
  },
};

const folder = process.argv[2] === '--all' ? process.argv[3] : undefined;
const wanted = process.argv.slice(4);
if (process.argv.length > 2 && !folder) throw new Error('Usage: node scripts/screenshots.mjs [--all DIR [parts of names]]');

const demo = await startDemo();
const browser = await chromium.launch(browserLaunchOptions());
try {
  const storageState = await seededState();
  if (folder) await takeAll(folder, storageState);
  else await takeShareWindow(join(root, 'docs/share-window.png'), storageState);
} finally {
  await browser.close();
  await demo.close();
}

async function takeShareWindow(path, storageState) {
  const page = await open({ storageState });
  await page.getByRole('searchbox').fill('payments'); // few enough rows that the page need not scroll
  await page.getByRole('rowheader', { name: 'Twilio SMS' }).waitFor({ state: 'detached' });
  await share(page);
  for (const name of ['Carla Mendes', 'Payments on-call', 'Platform Engineering', 'Bruno Lima', 'João Pereira']) await add(page, name);
  await dialog(page).getByRole('group', { name: 'Permissions for Bruno Lima' }).getByRole('checkbox', { name: 'Can edit' }).check();
  await type(page, 'maria sil');
  await settle(page);
  await page.screenshot({ path, clip: SHOWN });
  console.log(path);
}

async function takeAll(into, storageState) {
  mkdirSync(into, { recursive: true });
  for (const [mode, { direction, ...options }] of Object.entries(MODES)) {
    for (const [scene, play] of Object.entries(SCENES)) {
      if (wanted.length > 0 && !wanted.some((part) => `${scene}-${mode}`.includes(part))) continue;
      const page = await open({ storageState, ...options });
      page.setDefaultTimeout(5_000);
      const path = join(into, `${scene}-${mode}.png`);
      try {
        if (direction) await page.evaluate((dir) => Object.assign(document.documentElement, { dir, lang: 'ar' }), direction);
        await play(page);
        await settle(page);
        await page.screenshot({ path });
      } catch (error) {
        console.error(`✗ ${path}: ${error.message.split('\n', 1)[0]}`);
        process.exitCode = 1;
      }
      await page.context().close();
    }
    console.log(`${mode}: ${Object.keys(SCENES).length} pictures in ${into}`);
  }
}

async function open({ storageState, ...options }) {
  const context = await browser.newContext({ locale: 'en-US', viewport: DESK, deviceScaleFactor: 2, storageState, ...options });
  const page = await context.newPage();
  await page.goto(demo.url);
  await page.waitForSelector('html[data-state="ready"]', { timeout: 30_000 });
  await page.getByRole('rowheader', { name: 'Stripe live key' }).waitFor();
  return page;
}

async function seededState() {
  const page = await open({});
  const state = await page.context().storageState({ indexedDB: true });
  await page.context().close();
  return state;
}

/** Until nothing moves any more. */
async function settle(page) {
  await page.mouse.move(4, 4); // nothing is hovered
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => setTimeout(resolve, 300)); // skeletons and counts come late
    await Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished));
  });
}
