import { expect, oneEvent } from '@open-wc/testing';
import type { MySafeGroupSaveEvent, MySafeGroupSavedEvent } from '../../../src/components/group-editor/events.js';
import { MySafeError } from '../../../src/core/index.js';
import { type EditorPage, editorPage, until, withGroups } from '../../support/group-editor-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { ana, bruno, carla, ok } from '../../support/vault-builders.js';

const named = async (page: EditorPage, name: string) => {
  const found = (await page.vault.groups.list()).find((group) => group.name === name) ?? expect.fail(`no group “${name}”`);
  return ok(await page.vault.groups.get(found.id));
};

describe('making a private group', () => {
  it('L16, L17 asks for a name, whether it is enabled, what members may see, a description and members', async () => {
    const page = await editorPage();
    expect([page.title, page.focused]).to.deep.equal(['New private group', 'Name']);
    expect(['Name', 'Description', 'Members'].map((label) => page.input(label).value)).to.deep.equal(['', '', '']);
    expect([page.description('Name'), page.input('Name').getAttribute('aria-required')]).to.deep.equal(['Required', 'true']);
    const enabled = page.input('Enabled') as HTMLInputElement;
    expect([enabled.getAttribute('role'), enabled.checked, page.description('Enabled')]).to.deep.equal(['switch', true, 'A disabled group gives nobody access and can’t be chosen.']);
    expect([page.radio('Yes').checked, page.radio('No').checked]).to.deep.equal([true, false]);
    expect(page.root.querySelector('fieldset legend')?.textContent).to.equal('Allow members to view this group');
    expect([page.members, page.root.textContent.includes('No members yet.')]).to.deep.equal([[], true]);
    await page.isAccessible();
  });

  it('L16, L20, L21 saves it, and whoever may is told so; a search finds it at once', async () => {
    const page = await editorPage();
    const events: Event[] = [];
    for (const type of ['mysafe-group-save', 'mysafe-group-saved']) page.editor.addEventListener(type, (event) => events.push(event));
    await page.fill('Name', ' Vendors ');
    await page.fill('Description', 'Who pays whom.');
    page.radio('No').click();
    await page.add('bruno');
    await page.add('carla');
    await page.save();
    await page.closed();
    const group = await named(page, 'Vendors');
    expect(group).to.deep.include({ description: 'Who pays whom.', enabled: true, membersMayView: false, ownerId: ana.id });
    expect(group.members.map(({ id }) => id)).to.have.members([bruno.id, carla.id]);
    const [asked, told] = events as [MySafeGroupSaveEvent, MySafeGroupSavedEvent];
    expect([asked.group.name, asked.added, asked.removed, told.group.id]).to.deep.equal([' Vendors ', [bruno.id, carla.id], [], group.id]);
    await until(() => page.toast.includes('Group saved'), 'the toast');
    expect((await page.vault.recipients.search('vendors'))[0]?.principal.id).to.equal(group.id);
  });

  it('L16 says what is missing when the field is left and on Save, and goes there', async () => {
    const page = await editorPage();
    await page.leave('Name');
    expect(page.error('Name')).to.equal('Enter a group name.');
    await page.fill('Name', 'x');
    expect(page.error('Name')).to.equal(undefined);
    await page.fill('Name', '  ');
    page.box.focus();
    await page.click('Save');
    await until(() => page.focused === 'Name', 'focus in the field');
    expect([page.error('Name'), page.description('Name'), page.editor.matches(':state(invalid)')]).to.deep.equal(['Enter a group name.', 'Required Enter a group name.', true]);
    await page.isAccessible();
  });

  it('says that a text is too long before anything is sent', async () => {
    const page = await editorPage();
    await page.fill('Name', 'n'.repeat(201));
    await page.fill('Description', 'd'.repeat(1_001));
    await page.click('Save');
    await until(() => page.focused === 'Name', 'focus');
    expect([page.error('Name'), page.error('Description')]).to.deep.equal(['That is longer than 200 characters.', 'That is longer than 1,000 characters.']);
  });

  it('says whose name is taken, and keeps everything that was set', async () => {
    const page = await editorPage();
    await page.fill('Name', 'finance');
    await page.fill('Description', 'Mine.');
    await page.add('bruno');
    await page.save();
    await until(() => page.focused === 'Name', 'focus in the field');
    expect(page.error('Name')).to.equal('A group called “finance” already exists.');
    expect([page.input('Description').value, page.members]).to.deep.equal(['Mine.', ['Bruno Alves']]);
    await page.isAccessible();
    await page.fill('Name', 'Finance 2');
    await page.save();
    await page.closed();
    expect((await named(page, 'Finance 2')).memberCount).to.equal(1);
  });

  it('shows what else was refused or failed, and keeps everything', async () => {
    let fails: 'fault' | 'gone' | undefined = 'fault';
    const page = await editorPage({ wrap: (vault) => withGroups(vault, { async save(group) {
      if (fails === 'fault') throw new MySafeError('storage/unavailable', 'Not now.');
      if (fails === 'gone') return { ok: false, refusal: { code: 'share/problem', problems: [{ principal: bruno.id, problem: 'unknown' }] } };
      return vault.groups.save(group);
    } }) });
    await page.fill('Name', 'Vendors');
    await page.add('bruno');
    await page.save();
    expect([page.banners, page.members]).to.deep.equal([['The storage did not answer. Nothing was changed. Try again.'], ['Bruno Alves']]);
    fails = 'gone';
    await page.save();
    expect(page.banners).to.deep.equal(['1 person or group needs your attention. Nothing was changed.']);
    expect(page.root.querySelector('.member .error')?.textContent).to.contain('No person or group matches “Bruno Alves”.');
    await page.isAccessible();
    fails = undefined;
    await page.save();
    await page.closed();
  });

  it('lets the host keep it open before the save', async () => {
    const page = await editorPage();
    page.editor.addEventListener('mysafe-group-save', (event) => { event.preventDefault(); }, { once: true });
    await page.fill('Name', 'Vendors');
    await page.save();
    expect([page.isOpen, page.input('Name').value, (await page.vault.groups.list()).length]).to.deep.equal([true, 'Vendors', 1]);
    await page.press('Control+Enter');
    await page.closed();
  });

  it('goes on with the group that was made where the host keeps the window open after the save', async () => {
    const page = await editorPage();
    page.editor.addEventListener('mysafe-close', (event) => { event.preventDefault(); }, { once: true });
    await page.fill('Name', 'Vendors');
    await page.save();
    await until(() => page.title === 'Edit Vendors', 'the group');
    page.editor.close();
    expect(page.isOpen).to.equal(false);
  });

  it('L18 puts oneself on the list with one press', async () => {
    const page = await editorPage();
    expect(page.root.querySelector('[part=note]')?.textContent).to.contain('Add yourself to see items shared by others.');
    await page.click('Add me');
    expect([page.members, page.has('Add me'), page.focused]).to.deep.equal([['Ana Costa'], false, 'Members']);
    expect(page.root.querySelector('.member .detail')?.textContent).to.match(/· You$/u);
    await page.fill('Name', 'With me');
    await page.save();
    await page.closed();
    expect((await named(page, 'With me')).members.map(({ id }) => id)).to.deep.equal([ana.id]);
  });

  it('L19, T8 can be made disabled', async () => {
    const page = await editorPage();
    await page.fill('Name', 'Later');
    page.input('Enabled').click();
    await page.save();
    await page.closed();
    expect((await named(page, 'Later')).enabled).to.equal(false);
  });

  it('keeps what was set when it closes, until it is saved or discarded', async () => {
    const page = await editorPage();
    await page.fill('Name', 'Vendors');
    await page.fill('Description', 'Half done');
    page.radio('No').click();
    await page.add('bruno');
    await page.press('Escape');
    expect(page.isOpen).to.equal(false);
    await page.open();
    expect([page.banners, page.status, page.editor.matches(':state(dirty)')]).to.deep.equal([['Draft restored'], 'Draft restored', true]);
    expect([page.input('Name').value, page.input('Description').value, page.radio('No').checked, page.members]).to.deep.equal(['Vendors', 'Half done', true, ['Bruno Alves']]);
    await page.isAccessible();
    await page.click('Discard');
    expect([page.input('Name').value, page.members, page.banners, page.focused]).to.deep.equal(['', [], [], 'Name']);
    await page.press('Escape');
    await page.open();
    expect(page.banners).to.deep.equal([]);
  });

  it('gives focus back to where it was, and says that it closes', async () => {
    const page = await editorPage({ opened: false });
    const button = Object.assign(document.createElement('button'), { textContent: 'Groups' });
    page.editor.before(button);
    button.focus();
    await page.open();
    const closing = oneEvent(page.editor, 'mysafe-close');
    await page.click('Cancel');
    expect([(await closing as unknown as { reason: string }).reason, document.activeElement === button]).to.deep.equal(['cancel', true]);
  });
});

describe('making a private group while the keys are locked', () => {
  it('asks to unlock in place, and has everything again', async () => {
    const page = await editorPage();
    await page.fill('Name', 'Vendors');
    await page.add('bruno');
    await page.type('car');
    page.vault.keys.lock();
    const form = await unlockIn(page.editor);
    await until(() => form.focused === 'Unlock', 'focus in the form');
    expect([page.has('Save'), page.members]).to.deep.equal([false, []]);
    await page.isAccessible();
    await form.click('Unlock');
    await until(() => !hasUnlock(page.editor), 'the form gone');
    await until(() => page.focused === 'Members', 'focus where it was');
    expect([page.input('Name').value, page.members, page.box.value, page.isRed]).to.deep.equal(['Vendors', ['Bruno Alves'], 'car', false]);
  });

  it('reads the group that it opens on once they are unlocked', async () => {
    const page = await editorPage({ opened: false, members: [bruno] });
    page.vault.keys.lock();
    await page.open(page.group);
    const form = await unlockIn(page.editor);
    await form.click('Unlock');
    await until(() => page.title === 'Edit Finance' && page.focused === 'Name', 'the group');
    expect(page.members).to.deep.equal(['Bruno Alves']);
  });
});
