import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { type Group, MySafeError } from '../../../src/core/index.js';
import { pageOf as editorIn, withGroups } from '../../support/group-editor-page.js';
import { type GroupListPage, groupListPage, until } from '../../support/group-list-page.js';
import { toast } from '../../support/secret-list-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type World, aWorld, ana, bruno, carla, joao, ok } from '../../support/vault-builders.js';

const down = new MySafeError('storage/unavailable', 'The test took the storage away.');

async function editor(page: GroupListPage) {
  const window = page.root.querySelector('mysafe-group-editor')!;
  await until(() => window.shadowRoot?.querySelector('#name'), 'the window');
  return editorIn(window, { world: page.world, vault: page.vault, group: undefined as never });
}

describe('the list of private groups', () => {
  it('L16, T6 shows name, members, registration date, whether it is enabled, and what can be done', async () => {
    const page = await groupListPage({ before: (world) => world.groupOf(ana, 'Archive', [bruno, carla], { enabled: false }) });
    expect(page.root.querySelector('caption')?.textContent).to.equal('Private groups');
    expect(page.headers).to.deep.equal(['Name', 'Members', 'Registration date', 'Enabled', 'Action']);
    const [made] = await page.vault.groups.list();
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(made?.createdAt);
    expect(page.rows).to.deep.equal([['Archive', '2', day, 'No', 'Edit Enable'], ['Finance', '1', day, 'Yes', 'Edit Disable']]);
    expect(['Edit Finance', 'Disable Finance', 'Enable Archive', 'New private group'].map(page.has)).to.deep.equal([true, true, true, true]);
    await page.isAccessible();
  });

  it('T6 shows a member whose it is and nothing to do; a stranger, and a member who may not view it, see nothing', async () => {
    const hidden = (world: World): Promise<Group> => world.groupOf(ana, 'Hidden', [bruno], { membersMayView: false });
    const page = await groupListPage({ actingAs: bruno, before: hidden });
    expect(page.rows.map(([name, , , enabled, action]) => [name, enabled, action])).to.deep.equal([['Finance Owned by Ana Costa', 'Yes', '']]);
    expect(page.has('Edit Finance')).to.equal(false);
    await page.isAccessible();
    const strange = await groupListPage({ actingAs: joao, before: hidden });
    expect([strange.rows, strange.empty]).to.deep.equal([[], 'No private groups yet.']);
  });

  it('“No private groups yet.” with a place for the host’s words', async () => {
    const page = await groupListPage({ names: [] });
    expect([page.empty, page.root.querySelector('slot[name=empty]') !== null, page.has('New private group')]).to.deep.equal(['No private groups yet.', true, true]);
    await page.isAccessible();
  });

  it('L21 opens the window to make one, and shows it at once', async () => {
    const page = await groupListPage();
    page.button('New private group').focus();
    await page.press('Enter');
    const window = await editor(page);
    await until(() => window.focused === 'Name', 'focus in the window');
    expect(window.title).to.equal('New private group');
    await window.fill('Name', 'Vendors');
    await window.save();
    await window.closed();
    await until(() => page.rows.length === 2, 'the new row');
    expect(page.rows[1]?.[0]).to.equal('Vendors');
    expect(page.focused).to.equal('New private group');
  });

  it('opens the window to change one', async () => {
    const page = await groupListPage();
    page.button('Edit Finance').click();
    const window = await editor(page);
    expect([window.title, window.members]).to.deep.equal(['Edit Finance', ['Bruno Alves']]);
    await window.fill('Name', 'Money');
    await window.save();
    await window.closed();
    await until(() => page.rows[0]?.[0] === 'Money', 'the new name');
  });

  it('F07, L19, T8 disables at once with a toast and Undo, and enables again', async () => {
    const page = await groupListPage();
    const events: string[] = [];
    for (const type of ['mysafe-group-save', 'mysafe-group-saved']) page.list.addEventListener(type, () => events.push(type));
    page.button('Disable Finance').focus();
    await page.press('Enter');
    const said = await toast('Finance disabled');
    expect(said.detail).to.equal('Nobody has access through it any more.');
    await until(() => page.rows[0]?.[3] === 'No', 'the row');
    await until(() => page.focused === 'Enable Finance', 'focus where it was');
    await page.isAccessible();
    expect((await page.vault.recipients.search('finance'))[0]?.problem).to.equal('group-disabled');
    said.button('Undo').click();
    await until(() => page.rows[0]?.[3] === 'Yes', 'the row');
    await toast('Finance enabled');
    expect((await page.vault.recipients.search('finance'))[0]?.problem).to.equal(undefined);
    expect(events).to.deep.equal(['mysafe-group-save', 'mysafe-group-saved', 'mysafe-group-save', 'mysafe-group-saved']);
    const [group] = await page.vault.groups.list();
    expect(ok(await page.vault.groups.get(group!.id)).members.map(({ id }) => id)).to.deep.equal([bruno.id]);
  });

  it('leaves it to the host where the host cancels', async () => {
    const page = await groupListPage();
    page.list.addEventListener('mysafe-group-save', (event) => { event.preventDefault(); });
    page.button('Disable Finance').click();
    await until(() => page.button('Disable Finance').getAttribute('aria-disabled') !== 'true', 'the answer');
    await page.settled();
    expect((await page.vault.groups.list())[0]?.enabled).to.equal(true);
  });

  it('says why it could not be disabled', async () => {
    const page = await groupListPage({ wrap: (vault) => withGroups(vault, { save: () => Promise.reject(down) }) });
    page.button('Disable Finance').click();
    await until(() => page.banners.length === 1, 'the sentence');
    expect([page.banners, page.status]).to.deep.equal([['The storage did not answer. Nothing was changed. Try again.'], 'The storage did not answer. Nothing was changed. Try again.']);
    await page.isAccessible();
    page.button('Close').click();
    await page.list.updateComplete;
    expect([page.banners, page.rows[0]?.[3]]).to.deep.equal([[], 'Yes']);
  });

  it('follows what is changed elsewhere', async () => {
    const page = await groupListPage();
    await page.world.groupOf(ana, 'Archive', []);
    await until(() => page.rows.length === 2, 'the new row');
  });

  it('stands for rows that are on their way, and says that it is busy', async () => {
    let answer: (() => void) | undefined;
    const page = await groupListPage({ loaded: false, wrap: (vault) => withGroups(vault, { async list(options) {
      await new Promise<void>((resolve) => { answer = resolve; });
      return vault.groups.list(options);
    } }) });
    expect([page.rows.length, page.table.getAttribute('aria-busy'), page.list.matches(':state(loading)')]).to.deep.equal([3, 'true', true]);
    await page.isAccessible();
    answer!();
    await page.settled();
    expect(page.rows.map(([name]) => name)).to.deep.equal(['Finance']);
  });

  it('says that it could not load, keeps the old rows, and asks again', async () => {
    let works = true;
    const page = await groupListPage({ wrap: (vault) => withGroups(vault, { list: (options) => (works ? vault.groups.list(options) : Promise.reject(down)) }) });
    works = false;
    await page.list.refresh();
    expect([page.banners, page.rows.length, page.list.matches(':state(error)')]).to.deep.equal([["Couldn't load the private groups."], 1, true]);
    await page.isAccessible();
    works = true;
    page.button('Retry').click();
    await until(() => page.banners.length === 0, 'no banner');
  });

  it('lists while the keys are locked, and asks to unlock for what is signed', async () => {
    const page = await groupListPage();
    page.vault.keys.lock();
    const form = await unlockIn(page.list);
    expect(page.rows).to.have.length(1);
    await page.isAccessible();
    page.button('Disable Finance').click();
    await until(() => form.focused === 'Unlock', 'focus in the form');
    expect(page.status).to.equal('Your keys are locked. Unlock them to go on.');
    await form.press('Enter');
    await until(() => !hasUnlock(page.list) && page.focused === 'Disable Finance', 'focus on the row');
    expect(page.rows[0]?.[3]).to.equal('Yes');
  });

  it('forgets one vault’s rows when it gets another', async () => {
    const page = await groupListPage();
    page.list.vault = await aWorld().vaultOf(ana);
    await page.list.updateComplete;
    await page.settled();
    expect(page.empty).to.equal('No private groups yet.');
  });

  it('shows a card for each group where it is narrow, right to left too, and a screen reader still hears a table', async () => {
    const page = await groupListPage();
    page.list.dir = 'rtl';
    await setViewport({ width: 360, height: 640 });
    try {
      expect([getComputedStyle(page.table).display, page.table.scrollWidth <= page.table.clientWidth]).to.deep.equal(['block', true]);
      expect([...page.root.querySelectorAll('tbody [role]')].map((cell) => cell.getAttribute('role'))).to.deep.equal(['row', 'rowheader', 'cell', 'cell', 'cell', 'cell']);
      await page.isAccessible();
    } finally {
      await setViewport({ width: 1280, height: 800 });
    }
  });
});
