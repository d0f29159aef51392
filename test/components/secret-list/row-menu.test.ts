import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { MySafeActionEvent } from '../../../src/components/shared/rows/events.js';
import { type ListPage, type ListPageOptions, listPage, nameOf, until } from '../../support/secret-list-page.js';
import { type World, ana, bruno, grant, ok } from '../../support/vault-builders.js';
import type { SecretSummary } from '../../../src/core/index.js';

const ITEMS = ['Share this API secret', 'View API secret', 'Copy Client secret', 'Edit', 'Disable'];
const NAME = 'Stripe live key';

const sharedWith = (permission: 'view' | 'edit') => async ({ vaultOf, enrol }: World, [secret]: readonly SecretSummary[]) => {
  await enrol(bruno);
  ok(await (await vaultOf(ana)).sharing.share(secret!.id, [grant(bruno, permission)]));
};

async function withMenu(options: ListPageOptions = {}): Promise<ListPage> {
  const page = await listPage(options);
  await page.openMenu(NAME);
  return page;
}

const reasonOf = (page: ListPage, item: string): string => {
  const id = page.item(item).getAttribute('aria-describedby');
  return id ? nameOf(page.root.getElementById(id)!) : '';
};
const isOff = (page: ListPage, item: string): boolean => page.item(item).getAttribute('aria-disabled') === 'true';

describe('the menu of a row', () => {
  it('has a button that says what it opens and whether it is open (S04)', async () => {
    const page = await listPage();
    const button = page.button(`Actions for ${NAME}`);
    const state = () => ['aria-haspopup', 'aria-expanded'].map((name) => button.getAttribute(name));
    expect(state()).to.deep.equal(['menu', 'false']);
    await page.openMenu(NAME);
    expect(state()).to.deep.equal(['menu', 'true']);
    expect(page.root.getElementById(button.getAttribute('aria-controls')!)).to.equal(page.menu);
    expect(nameOf(page.menu!)).to.equal(`Actions for ${NAME}`);
    await page.isAccessible();
  });

  it('has exactly these items, sharing first (S05)', async () => {
    const page = await withMenu();
    expect(page.items.map(nameOf)).to.deep.equal(ITEMS);
    expect(page.items[0]!.textContent).to.equal('Share this API secret');
  });

  it('offers Enable instead of Disable for a disabled secret', async () => {
    const page = await withMenu({ set: { filterStatus: 'all' }, before: async ({ vaultOf }, [secret]) => (await vaultOf(ana)).secrets.disable([secret!.id]) });
    expect(page.items.map(nameOf)).to.deep.equal([...ITEMS.slice(0, 4), 'Enable']);
    await page.isAccessible();
  });

  describe('by keys', () => {
    for (const [key, item] of [['Enter', ITEMS[0]], ['Space', ITEMS[0]], ['ArrowDown', ITEMS[0]], ['ArrowUp', ITEMS.at(-1)]] as const) {
      it(`${key} on ⋮ opens it on “${item}”`, async () => {
        const page = await listPage();
        page.button(`Actions for ${NAME}`).focus();
        await page.press(key);
        await until(() => page.focused === item, `focus on ${item}`);
      });
    }

    for (const [keys, item] of [
      [['ArrowDown'], ITEMS[1]], [['ArrowDown', 'ArrowUp'], ITEMS[0]], [['ArrowUp'], ITEMS[4]], [['End'], ITEMS[4]], [['End', 'ArrowDown'], ITEMS[0]],
      [['End', 'Home'], ITEMS[0]], [['e'], ITEMS[3]], [['d'], ITEMS[4]], [['C'], ITEMS[2]], [['z'], ITEMS[0]],
    ] as const) {
      it(`${keys.join(' ')} goes to “${item}”`, async () => {
        const page = await withMenu();
        await page.press(...keys);
        expect(page.focused).to.equal(item);
      });
    }

    it('Escape closes it and returns to ⋮', async () => {
      const page = await withMenu();
      await page.press('Escape');
      expect([page.menu, page.focused]).to.deep.equal([undefined, `Actions for ${NAME}`]);
      expect(page.button(`Actions for ${NAME}`).getAttribute('aria-expanded')).to.equal('false');
    });

    it('Escape closes the menu only, not a window around the list', async () => {
      const page = await withMenu();
      let heard = 0;
      document.addEventListener('keydown', () => { heard += 1; }, { once: true });
      await page.press('Escape');
      expect(heard).to.equal(0);
    });

    it('Tab closes it and moves on', async () => {
      const page = await listPage({ secrets: [NAME, 'Zulu'] });
      await page.openMenu(NAME);
      await page.press('Tab');
      expect(page.menu).to.equal(undefined);
      expect(page.focused).to.equal('https://pay.example.org');
      expect(page.root.activeElement!.closest('tr')).to.equal(page.row('Zulu'));
    });

    it('letters of an input method are left alone', async () => {
      const page = await withMenu();
      page.item(ITEMS[0]!).dispatchEvent(new KeyboardEvent('keydown', { key: 'e', isComposing: true, bubbles: true, composed: true }));
      expect(page.focused).to.equal(ITEMS[0]);
    });

    it('⋮, Enter, Enter asks to share', async () => {
      const page = await listPage();
      const told: MySafeActionEvent[] = [];
      page.list.addEventListener('mysafe-action', (event) => { event.preventDefault(); told.push(event); });
      page.button(`Actions for ${NAME}`).focus();
      await page.press('Enter');
      await until(() => page.focused === ITEMS[0], 'focus on the first item');
      await page.press('Enter');
      expect(told.map(({ action, secretId }) => [action, secretId])).to.deep.equal([['share', page.secrets[0]!.id]]);
    });
  });

  describe('by pointer', () => {
    it('closes at a second press of ⋮', async () => {
      const page = await listPage();
      const { left, top, width, height } = page.button(`Actions for ${NAME}`).getBoundingClientRect();
      const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
      await sendMouse({ type: 'click', position });
      await until(() => page.menu, 'the menu');
      await sendMouse({ type: 'click', position });
      await page.closed();
      expect(page.button(`Actions for ${NAME}`).getAttribute('aria-expanded')).to.equal('false');
    });

    it('closes at a press elsewhere', async () => {
      const page = await withMenu();
      await sendMouse({ type: 'click', position: [2, 2] });
      await page.closed();
      await until(() => page.button(`Actions for ${NAME}`).getAttribute('aria-expanded') === 'false', 'the closed state');
    });

    it('a right click on a row opens the same menu where the pointer is', async () => {
      const page = await listPage();
      const { left, top } = page.row(NAME).getBoundingClientRect();
      await sendMouse({ type: 'click', button: 'right', position: [Math.round(left + 30), Math.round(top + 20)] });
      await until(() => page.focused === ITEMS[0], 'the menu');
      const box = page.menu!.getBoundingClientRect();
      expect([Math.round(box.left), Math.round(box.top)]).to.deep.equal([Math.round(left + 30), Math.round(top + 20)]);
    });

    it('a finger held on a row opens it, and lifting the finger presses nothing', async () => {
      const page = await listPage();
      const button = page.button(`View ${NAME}`);
      let told = 0;
      page.list.addEventListener('mysafe-action', () => { told += 1; });
      const touch = { pointerType: 'touch', isPrimary: true, bubbles: true, composed: true, clientX: 50, clientY: 50 };
      button.dispatchEvent(new PointerEvent('pointerdown', touch));
      await until(() => page.focused === ITEMS[0], 'the menu');
      button.dispatchEvent(new PointerEvent('pointerup', touch));
      button.click();
      expect([told, page.menu === undefined]).to.deep.equal([0, false]);
    });

    it('a right click on the address leaves the browser’s own menu', async () => {
      const page = await listPage();
      const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 5, clientY: 5 });
      page.cell(NAME, 'URL').querySelector('a')!.dispatchEvent(event);
      expect([event.defaultPrevented, page.menu]).to.deep.equal([false, undefined]);
    });

    it('stays within the page', async () => {
      const page = await listPage();
      page.row(NAME).dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: innerWidth - 2, clientY: innerHeight - 2 }));
      await until(() => page.focused === ITEMS[0], 'the menu');
      const box = page.menu!.getBoundingClientRect();
      expect(box.right).to.be.at.most(innerWidth);
      expect(box.bottom).to.be.at.most(innerHeight);
    });
  });

  describe('says why something may not be done', () => {
    it('to somebody who can view', async () => {
      const page = await withMenu({ actingAs: bruno, before: sharedWith('view') });
      expect(page.items.map((item) => [nameOf(item), isOff(page, nameOf(item)), reasonOf(page, nameOf(item))])).to.deep.equal([
        ['Share this API secret', true, 'Only Ana Costa and people who can share may add others.'],
        ['View API secret', false, ''],
        ['Copy Client secret', false, ''],
        ['Edit', true, 'You need “Can edit” for this.'],
        ['Disable', true, 'You need “Can edit” for this.'],
      ]);
      await page.isAccessible();
    });

    it('to an editor, of what the owner disabled', async () => {
      const page = await withMenu({
        actingAs: bruno, set: { filterStatus: 'all' },
        before: async (world, secrets) => {
          await sharedWith('edit')(world, secrets);
          await (await world.vaultOf(ana)).secrets.disable([secrets[0]!.id]);
        },
      });
      expect(reasonOf(page, 'Enable')).to.equal('Only the owner or a manager can enable it: the owner disabled it.');
      expect(reasonOf(page, 'Edit')).to.equal('This secret is disabled.');
    });

    it('of a secret without a client secret', async () => {
      const page = await withMenu({ secrets: [{ name: NAME, clientSecret: undefined }] });
      expect([isOff(page, 'Copy Client secret'), reasonOf(page, 'Copy Client secret')]).to.deep.equal([true, 'This secret has no client secret.']);
    });

    it('of locked keys', async () => {
      const page = await listPage();
      page.vault.keys.lock();
      await page.openMenu(NAME);
      expect(reasonOf(page, 'Copy Client secret')).to.equal('Your keys are locked. Unlock them to go on.');
    });

    it('of a disabled secret, but lets its owner look who has access (T21)', async () => {
      const page = await withMenu({ set: { filterStatus: 'all' }, before: async ({ vaultOf }, [secret]) => (await vaultOf(ana)).secrets.disable([secret!.id]) });
      expect([isOff(page, 'Share this API secret'), reasonOf(page, 'Share this API secret')]).to.deep.equal([false, 'This secret is disabled.']);
      expect([isOff(page, 'Copy Client secret'), isOff(page, 'Edit')]).to.deep.equal([true, true]);
    });

    it('and does nothing when it is pressed all the same', async () => {
      const page = await withMenu({ actingAs: bruno, before: sharedWith('view') });
      let told = 0;
      page.list.addEventListener('mysafe-action', () => { told += 1; });
      page.item('Edit').click();
      expect([told, page.menu === undefined]).to.deep.equal([0, false]);
    });

    it('and leaves out the quick button', async () => {
      const page = await listPage({ actingAs: bruno, before: sharedWith('view') });
      expect(page.has(`View ${NAME}`)).to.equal(true);
      expect(page.has(`Give access to ${NAME}`)).to.equal(false);
    });
  });

  describe('takes the host’s items', () => {
    it('in its order, ours left out where it likes', async () => {
      const page = await withMenu({ set: { actions: ['view', { action: 'rotate', label: 'Rotate' }] } });
      expect(page.items.map(nameOf)).to.deep.equal(['View API secret', 'Rotate']);
      expect(page.has(`Give access to ${NAME}`)).to.equal(false);
    });

    it('and tells when one is chosen', async () => {
      const page = await withMenu({ set: { actions: [{ action: 'rotate', label: 'Rotate' }] } });
      const told: string[] = [];
      document.body.addEventListener('mysafe-action', (event) => told.push(`${event.action} ${event.secret?.name}`), { once: true });
      page.item('Rotate').click();
      expect(told).to.deep.equal([`rotate ${NAME}`]);
    });

    it('with its reason against one', async () => {
      const page = await withMenu({ set: { actions: [{ action: 'rotate', label: 'Rotate', reason: () => 'Not today.' }] } });
      expect([isOff(page, 'Rotate'), reasonOf(page, 'Rotate')]).to.deep.equal([true, 'Not today.']);
    });
  });

  it('opens nothing where the list left the page meanwhile, and throws nothing', async () => {
    const page = await listPage();
    const opening = page.list.openMenu(page.secrets[0]!.id);
    page.list.remove();
    await opening;
    expect(page.list.isConnected).to.equal(false);
  });

  it('opens by openMenu(id)', async () => {
    const page = await listPage();
    await page.list.openMenu(page.secrets[0]!.id);
    expect(page.focused).to.equal(ITEMS[0]);
  });

  it('closes when its row is gone, with focus on the caption', async () => {
    const page = await withMenu({ secrets: [NAME, 'Other'] });
    ok(await page.vault.secrets.delete(page.secrets[0]!.id));
    await page.shows('Other');
    await page.closed();
    await until(() => page.root.activeElement?.localName === 'caption', 'focus on the caption');
  });
});
