import { expect } from '@open-wc/testing';
import { createGroup } from '../../../src/components/shared/on-demand.js';
import { pageOf, until } from '../../support/group-editor-page.js';
import { sharePage } from '../../support/share-page.js';
import { bruno } from '../../support/vault-builders.js';

/** The share window, with somebody on its list and the group window over it, as its hint opens it. */
async function overShare() {
  const page = await sharePage();
  await page.add('joao');
  await page.type('Vendors');
  const made = createGroup(page.element, page.vault, { name: 'Vendors' });
  const editor = await until(() => page.root.querySelector('mysafe-group-editor'), 'the group window');
  await until(() => editor.shadowRoot?.querySelector('#name'), 'its fields');
  return { page, made, window: pageOf(editor, { world: page.world, vault: page.vault, group: undefined as never }) };
}

describe('making a private group from the share window', () => {
  it('S11, L21 opens over it with the name that was typed, and comes back with the group; the draft is kept', async () => {
    const { page, made, window } = await overShare();
    expect([window.title, window.input('Name').value, window.focused]).to.deep.equal(['New private group', 'Vendors', 'Name']);
    await window.isAccessible();
    await window.add('bruno');
    await window.save();
    const group = await made;
    expect([group?.name, group?.memberCount, window.editor.isConnected, page.isOpen]).to.deep.equal(['Vendors', 1, false, true]);
    await until(() => page.focused === 'Add people or groups', 'focus back in the box');
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
    expect((await page.vault.recipients.search('vendors', { secretId: page.secret.id }))[0]?.principal.id).to.equal(group?.id);
    expect(await page.vault.groups.get(group!.id).then((read) => read.ok && read.value.members.map(({ id }) => id))).to.deep.equal([bruno.id]);
  });

  it('comes back with nothing where none was made, and keeps what was set for the next time', async () => {
    const { page, made, window } = await overShare();
    await window.add('bruno');
    await window.press('Escape');
    expect([await made, window.editor.isConnected, page.isOpen]).to.deep.equal([undefined, false, true]);
    void createGroup(page.element, page.vault, { name: 'Another' });
    const editor = await until(() => page.root.querySelector('mysafe-group-editor'), 'the group window');
    await until(() => editor.shadowRoot?.querySelector('.member'), 'the draft');
    const again = pageOf(editor, { world: page.world, vault: page.vault, group: undefined as never });
    expect([again.input('Name').value, again.members]).to.deep.equal(['Vendors', ['Bruno Alves']]);
  });

  it('comes back with nothing where the page takes the share window away', async () => {
    const { page, made } = await overShare();
    page.element.remove();
    expect(await made).to.equal(undefined);
  });

  it('S27 is offered where nobody matches what was typed, by keyboard, and puts the group on the list', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.type('Vendors');
    await page.press('Enter');
    const hint = await until(() => page.root.querySelector<HTMLElement>('[part=new-group-button]'), 'the way on');
    expect(hint.textContent).to.equal('Create a private group…');
    await expect(page.element).to.be.accessible();
    hint.focus();
    await page.press('Enter');
    const editor = await until(() => page.root.querySelector('mysafe-group-editor'), 'the group window');
    await until(() => editor.shadowRoot?.querySelector('#name'), 'its fields');
    const window = pageOf(editor, { world: page.world, vault: page.vault, group: undefined as never });
    await window.add('bruno');
    await window.save();
    await until(() => page.added.length === 2, 'the group on the list');
    expect(page.added.map(({ name }) => name)).to.have.members(['João Pereira', 'Vendors']);
    await until(() => page.focused === 'Add people or groups', 'focus in the box');
    expect(page.root.querySelector<HTMLInputElement>('#input')?.value).to.equal('');
    await page.share();
    expect((await page.vault.secrets.list()).items[0]?.sharedWith).to.equal(2);
  });

  it('is not offered for an address', async () => {
    const page = await sharePage();
    await page.type('nobody@nowhere.example');
    await page.press('Enter');
    await until(() => page.root.querySelector('#input-error:not([hidden])'), 'the sentence');
    expect(page.root.querySelector('[part=new-group-button]')).to.equal(null);
  });
});
