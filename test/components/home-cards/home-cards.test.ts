import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { MySafeActionEvent } from '../../../src/components/index.js';
import type { SecretSummary } from '../../../src/core/index.js';
import { type HomePage, homePage } from '../../support/home-page.js';
import { toast } from '../../support/secret-list-page.js';
import { testClipboard, until } from '../../support/secret-view-page.js';
import { type World, aSecret, ana, bruno, carla, grant, ok, ops, revoke } from '../../support/vault-builders.js';

const NAME = 'Stripe live key';

/** Ana's secrets, shared with Bruno one after the other. */
const shared = (...names: readonly string[]) => ({ actingAs: bruno, secrets: names, before: async (world: World, secrets: readonly SecretSummary[]) => {
  await world.enrol(bruno);
  for (const { id } of secrets) {
    world.clock.forward(60);
    ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno, 'edit')]));
  }
} });

const closeWindow = async (page: HomePage): Promise<void> => {
  await page.press('Escape');
  await until(() => !page.root.querySelector('mysafe-secret-view')?.shadowRoot?.querySelector('dialog[open]'), 'the closed window');
};

describe('the home', () => {
  afterEach(() => { document.querySelectorAll('mysafe-toasts').forEach((region) => region.remove()); });

  it('with nothing yet, helps on and leads to the first secret', async () => {
    const page = await homePage({ secrets: [] });
    expect(page.empty).to.match(/^Keep your first API secret here \| An API secret is what a service asks for .* \| Add API secret$/);
    await page.isAccessible();
    page.button('Add API secret').click();
    await page.window('mysafe-secret-form');
    await page.press('Escape');
    await until(() => page.focused === 'Add API secret', 'focus on the button');
    ok(await page.vault.secrets.add(aSecret({ name: 'First' })));
    await page.shows({ 'Most used': ['First'] });
  });

  it('shows the most used first: by their last use, then those that were never used, by name', async () => {
    const page = await homePage({ secrets: ['a', 'b', 'c', 'd'], before: async (world, secrets) => {
      for (const at of [1, 3]) {
        world.clock.forward(60);
        ok(await (await world.vaultOf(ana)).secrets.reveal(secrets[at]!.id));
      }
    } });
    expect(Object.keys(page.sections)).to.deep.equal(['Most used']);
    expect(page.sections['Most used']).to.deep.equal(['d', 'b', 'a', 'c']);
    page.home.mostUsed = 2;
    await page.shows({ 'Most used': ['d', 'b'] });
  });

  it('S26, F31 a card has name, owner, tags, and the word “Shared” as long as it is shared', async () => {
    const page = await homePage({ secrets: [{ name: NAME, tags: ['payments'] }, 'Mine alone'], before: async (world, [first]) => ok(await (await world.vaultOf(ana)).sharing.share(first!.id, [grant(bruno)])) });
    expect(page.textOf(NAME)).to.equal(`API secret ${NAME} Owned by you payments Shared View API secret`);
    expect(page.textOf('Mine alone')).to.equal('API secret Mine alone Owned by you View API secret');
    await page.isAccessible();
    ok(await page.vault.sharing.share(page.secrets[0]!.id, [revoke(bruno)]));
    await until(() => !page.textOf(NAME).includes('Shared'), 'the word gone');
  });

  it('S25 three dots open a menu with “Share”, which opens the share window', async () => {
    const page = await homePage();
    await page.openMenu(NAME);
    expect(page.items).to.deep.equal(['Share', 'View API secret', 'Edit', 'Disable']);
    await page.isAccessible();
    page.item('Share').click();
    const share = await page.window('mysafe-share-dialog');
    await until(() => share.shadowRoot!.querySelector('h2')!.textContent.includes(`Share “${NAME}”`), 'its title');
    await page.press('Escape');
    await until(() => page.focused === `Actions for ${NAME}`, 'focus on ⋮');
  });

  it('L10 unsharing works from the same “Share”: the last one removed, the word goes', async () => {
    const page = await homePage({ before: async (world, [first]) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(first!.id, [grant(bruno)]));
    } });
    await page.openMenu(NAME);
    page.item('Share').click();
    const { shadowRoot } = await page.window('mysafe-share-dialog');
    (await until(() => shadowRoot!.querySelector<HTMLElement>('[aria-label="Remove Bruno Alves"]'), 'the row')).click();
    await page.press('Control+Enter');
    await toast('Shared');
    await until(() => !page.textOf(NAME).includes('Shared'), 'the word gone');
  });

  it('L14 “View API secret” opens the view window, as does the name; both give focus back', async () => {
    const page = await homePage();
    for (const name of [`View API secret ${NAME}`, NAME]) {
      page.button(name).focus();
      await page.press('Enter');
      const view = await page.window('mysafe-secret-view');
      await until(() => view.shadowRoot!.querySelector('h2')!.textContent === NAME, 'its title');
      await closeWindow(page);
      expect(page.focused).to.equal(name);
    }
  });

  it('disabling takes a card away at once, and Undo brings it back', async () => {
    const page = await homePage({ secrets: [NAME, 'Other'] });
    await page.openMenu(NAME);
    page.item('Disable').click();
    const said = await toast(`${NAME} disabled`);
    await page.shows({ 'Most used': ['Other'] });
    said.button('Undo').click();
    await page.shows({ 'Most used': ['Other', NAME] });
  });

  it('a disabled one is found by search, and its menu enables it', async () => {
    const page = await homePage({ before: async (world, [first]) => ok((await (await world.vaultOf(ana)).secrets.disable([first!.id]))[0]!) });
    expect(page.empty).to.equal('All of your API secrets are disabled. Search for one to enable it.');
    await page.isAccessible();
    await page.type('strip');
    expect(page.sections).to.deep.equal({ Found: [NAME] });
    expect(page.textOf(NAME)).to.contain('Disabled');
    await page.isAccessible();
    await page.openMenu(NAME);
    expect(page.items).to.deep.equal(['Share', 'View API secret', 'Edit', 'Enable']);
    page.item('Enable').click();
    await toast(`${NAME} enabled`);
    await until(() => !page.textOf(NAME).includes('Disabled'), 'the badge gone');
  });

  it('the host may take any action over, and add its own', async () => {
    const page = await homePage({ set: { actions: ['share', { action: 'rotate', label: 'Rotate' }] } });
    const asked: unknown[] = [];
    page.home.addEventListener('mysafe-action', (event: MySafeActionEvent) => {
      asked.push([event.action, event.secretId]);
      event.preventDefault();
    });
    await page.openMenu(NAME);
    expect(page.items).to.deep.equal(['Share', 'Rotate']);
    page.item('Rotate').click();
    for (const name of [`View API secret ${NAME}`, `Copy client secret of ${NAME}`, 'Add API secret']) page.button(name).click();
    expect(asked).to.deep.equal([['rotate', page.secrets[0]!.id], ['view', page.secrets[0]!.id], ['copy', page.secrets[0]!.id], ['add', undefined]]);
    expect(page.root.querySelector('mysafe-secret-view')!.shadowRoot!.querySelector('dialog[open]')).to.equal(null);
  });
});

describe('the home’s “Copy client secret”', () => {
  afterEach(() => { document.querySelectorAll('mysafe-toasts').forEach((region) => region.remove()); });

  it('copies without showing, says so, and keeps its place and width', async () => {
    const clipboard = testClipboard();
    try {
      const page = await homePage();
      const button = page.button(`Copy client secret of ${NAME}`);
      const before = button.getBoundingClientRect().width;
      button.click();
      expect((await toast('Copied')).detail).to.equal(`Client secret of ${NAME}`);
      await until(() => button.classList.contains('done'), 'the check');
      expect([clipboard.texts, button.getBoundingClientRect().width]).to.deep.equal([[aSecret().clientSecret], before]);
      expect(page.root.textContent).not.to.contain(aSecret().clientSecret);
      await page.isAccessible();
    } finally {
      clipboard.restore();
    }
  });

  it('where the clipboard refuses, the view window helps on', async () => {
    const clipboard = testClipboard();
    clipboard.forbid();
    try {
      const page = await homePage();
      page.button(`Copy client secret of ${NAME}`).click();
      await page.window('mysafe-secret-view');
    } finally {
      clipboard.restore();
    }
  });

  it('is not there without one, and says why it can’t of a disabled one', async () => {
    const page = await homePage({ secrets: [{ name: 'None', clientSecret: undefined }, 'Off'], before: async (world, [, off]) => ok((await (await world.vaultOf(ana)).secrets.disable([off!.id]))[0]!) });
    expect(page.has('Copy client secret of None')).to.equal(false);
    await page.type('off');
    const button = page.button('Copy client secret of Off');
    expect([button.getAttribute('aria-disabled'), page.root.getElementById(button.getAttribute('aria-describedby')!)!.textContent]).to.deep.equal(['true', 'This secret is disabled.']);
    await page.isAccessible();
  });
});

describe('what is new on the home', () => {
  it('F32 what others shared stands under “New items”, the newest first, until it is viewed', async () => {
    const page = await homePage(shared('First', 'Second'));
    expect(page.sections).to.deep.equal({ 'New items': ['Second', 'First'] });
    expect(page.textOf('First')).to.contain('Owned by Ana Costa Shared with you');
    await page.isAccessible();
    page.button('View API secret First').focus();
    await page.press('Enter');
    await page.window('mysafe-secret-view');
    await page.shows({ 'New items': ['Second'], 'Most used': ['First'] });
    await closeWindow(page);
    expect(page.focused, 'its card is elsewhere now').to.equal('View API secret First');
  });

  it('until it is copied, or its value was opened somewhere else before', async () => {
    const clipboard = testClipboard();
    try {
      const page = await homePage({ ...shared('First', 'Second', 'Third'), before: async (world, secrets) => {
        await shared().before(world, secrets);
        world.clock.forward(60);
        ok(await (await world.vaultOf(bruno)).secrets.reveal(secrets[2]!.id));
      } });
      expect(page.sections).to.deep.equal({ 'New items': ['Second', 'First'], 'Most used': ['Third'] });
      page.button('Copy client secret of First').click();
      await page.shows({ 'New items': ['Second'], 'Most used': ['First', 'Third'] });
    } finally {
      clipboard.restore();
      document.querySelectorAll('mysafe-toasts').forEach((region) => region.remove());
    }
  });

  it('what is shared anew is new again; so is what a group of theirs was given', async () => {
    const page = await homePage({ ...shared('First'), before: async (world, secrets) => { await shared().before(world, secrets); await world.enrol(carla); } });
    page.button('View API secret First').click();
    await page.window('mysafe-secret-view');
    await page.shows({ 'Most used': ['First'] });
    await closeWindow(page);
    const hers = await page.world.vaultOf(ana);
    page.world.clock.forward(60);
    ok(await hers.sharing.share(page.secrets[0]!.id, [revoke(bruno)]));
    await until(() => page.empty !== '', 'nothing');
    page.world.clock.forward(60);
    ok(await hers.sharing.share(page.secrets[0]!.id, [grant(ops)]));
    await page.shows({ 'New items': ['First'] });
  });

  it('comes in as others share', async () => {
    const page = await homePage({ ...shared('First'), secrets: ['First', 'Later'], before: async (world, [first]) => shared().before(world, [first!]) });
    expect(page.sections).to.deep.equal({ 'New items': ['First'] });
    page.world.clock.forward(60);
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secrets[1]!.id, [grant(bruno)]));
    await page.shows({ 'New items': ['Later', 'First'] });
  });

  it('is told for each person apart, and keeps ids and times alone', async () => {
    const page = await homePage(shared('Secret name'));
    page.button('View API secret Secret name').click();
    await page.window('mysafe-secret-view');
    await page.shows({ 'Most used': ['Secret name'] });
    expect(Object.keys(localStorage)).to.deep.equal([`mysafe-share touched ${bruno.id}`]);
    expect(localStorage.getItem(`mysafe-share touched ${bruno.id}`)).to.equal(JSON.stringify([[page.secrets[0]!.id, new Date('2026-03-02T09:01:00Z').getTime()]]));
    await closeWindow(page);
    page.world.clock.forward(60);
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secrets[0]!.id, [grant(carla)]));
    page.home.vault = await page.world.vaultOf(carla);
    await page.shows({ 'New items': ['Secret name'] });
  });

  it('six at first, and “Show all” leads to the seventh', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `n${at}`);
    const page = await homePage(shared(...names));
    expect(page.sections['New items']).to.have.length(6);
    page.button('Show all (8)').focus();
    await page.press('Enter');
    await page.shows({ 'New items': names.toReversed() });
    expect(page.focused).to.equal('n1');
  });
});

describe('the search of the home', () => {
  it('finds by name, URL, identifier and tag, and says how many', async () => {
    const page = await homePage({ secrets: ['Stripe', { name: 'Mail', tags: ['stripes'] }, 'Other'] });
    await page.type('stripe');
    expect(page.sections).to.deep.equal({ Found: ['Mail', 'Stripe'] });
    await page.says('2 secrets');
    await page.isAccessible();
  });

  it('finds what somebody owns, after what says the word itself', async () => {
    const page = await homePage({ ...shared('Billing'), before: async (world, secrets) => {
      await shared().before(world, secrets);
      ok(await (await world.vaultOf(bruno)).secrets.add(aSecret({ name: 'About Ana' })));
      ok(await (await world.vaultOf(bruno)).secrets.add(aSecret({ name: 'Mail' })));
    } });
    await page.type('ana');
    expect(page.sections).to.deep.equal({ Found: ['About Ana', 'Billing'] });
  });

  it('without a hit says so, and “Clear search” goes back', async () => {
    const page = await homePage();
    await page.type('zzz');
    expect(page.empty).to.equal('Nothing matches. | Clear search');
    await page.isAccessible();
    page.button('Clear search').click();
    await page.shows({ 'Most used': [NAME] });
    expect([page.search.value, page.root.activeElement]).to.deep.equal(['', page.search]);
  });
});

describe('the home by keyboard, and where it is narrow', () => {
  const six = { secrets: ['a', 'b', 'c', 'd', 'e', 'f'], before: async (world: World, secrets: readonly SecretSummary[]) => {
    for (const { id } of secrets.toReversed()) {
      world.clock.forward(60);
      ok(await (await world.vaultOf(ana)).secrets.reveal(id));
    }
  } };

  it('Tab reaches each control of a card; arrows go to the same control of the next card', async () => {
    await setViewport({ width: 900, height: 700 });
    try {
      const page = await homePage(six);
      page.button('a').focus();
      const stops: string[] = [];
      for (let at = 0; at < 4; at += 1) {
        await page.press('Tab');
        stops.push(page.focused);
      }
      expect(stops).to.deep.equal(['Actions for a', 'Copy client secret of a', 'View API secret a', 'b']);
      page.button('View API secret a').focus();
      const walked: string[] = [];
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
        await page.press(key);
        walked.push(page.focused.replace('View API secret ', ''));
      }
      expect(walked).to.deep.equal(['b', 'e', 'd', 'a']);
      page.button('Actions for b').focus();
      await page.press('ArrowDown');
      await until(() => page.menu?.matches(':focus-within'), 'the menu');
      expect(page.focused).to.equal('Share');
      await page.press('Escape');
      expect(page.focused).to.equal('Actions for b');
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('right to left, the arrows turn round', async () => {
    const page = await homePage({ ...six, set: { dir: 'rtl' } });
    page.button('a').focus();
    await page.press('ArrowLeft');
    expect(page.focused).to.equal('b');
    await page.isAccessible();
  });

  it('320 px lose nothing and scroll nowhere', async () => {
    await setViewport({ width: 320, height: 640 });
    try {
      const page = await homePage({ secrets: [`${'Averylongname'.repeat(8)}`] });
      expect(page.home.scrollWidth).to.be.at.most(320);
      await page.isAccessible();
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});
