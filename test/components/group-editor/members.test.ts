import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { editorPage, until } from '../../support/group-editor-page.js';
import { aDirectory, bruno, everybody, maria, otherMaria, theGroups } from '../../support/vault-builders.js';

const numbered = Array.from({ length: 150 }, (_, n) => ({ ...bruno, id: `user:p${n}` as const, name: `Person ${n}`, username: `p${n}`, email: `p${n}@example.org` }));

describe('finding members of a private group', () => {
  it('L20 finds people by name, username or e-mail, and adds the first with Enter', async () => {
    const page = await editorPage();
    for (const [text, name] of [['alves', 'Bruno Alves'], ['joao', 'João Pereira'], ['carla@example.org', 'Carla Dias']] as const) {
      await page.type(text);
      await page.found();
      expect([page.options, page.activeOption]).to.deep.equal([[name], name]);
      await page.press('Enter');
      expect(page.box.value).to.equal('');
    }
    expect(page.members).to.deep.equal(['Bruno Alves', 'João Pereira', 'Carla Dias']);
    expect([page.status, page.description('Members')]).to.deep.equal(['Carla Dias added', '3 people']);
    expect(page.focused).to.equal('Members');
    await page.isAccessible();
  });

  it('shows hits with the letters that matched, and can be gone through by keys alone', async () => {
    const page = await editorPage();
    await page.type('a');
    await page.found();
    expect(page.options.length).to.be.greaterThan(4);
    expect(page.option('Ana Costa').querySelector('.name b')?.textContent).to.equal('A');
    await page.isAccessible();
    const [first, second] = page.options.map((text) => text.split(':')[0]);
    expect(page.activeOption).to.equal(first);
    await page.press('ArrowDown');
    expect(page.activeOption).to.equal(second);
    for (const key of ['ArrowUp', 'ArrowUp']) await page.press(key);
    expect(page.activeOption, 'the box itself').to.equal('');
    await page.press('ArrowUp');
    expect(page.activeOption).to.match(/^Add all \d+ people$/u);
    await page.press('PageUp');
    await page.press('Alt+ArrowUp');
    expect(page.box.getAttribute('aria-expanded')).to.equal('false');
    await page.press('Alt+ArrowDown');
    expect(page.box.getAttribute('aria-expanded')).to.equal('true');
  });

  it('L20 adds several: with Alt and Enter one after the other, or all that were found', async () => {
    const page = await editorPage();
    await page.type('example.org');
    await page.found();
    await page.press('Alt+Enter');
    expect([page.members.length, page.box.value, page.box.getAttribute('aria-expanded')]).to.deep.equal([1, 'example.org', 'true']);
    page.option(`Add all ${everybody.length - 3} people`).click(); // two can't sign in, one is there already
    await page.editor.updateComplete;
    expect(page.members).to.have.length(everybody.length - 2);
    expect([page.box.value, page.status]).to.deep.equal(['', '6 people added']);
  });

  it('T5 shows groups that were found, and says why they can’t be members', async () => {
    const page = await editorPage();
    await page.type('operations');
    await page.found();
    expect([page.options, page.option('Operations').getAttribute('aria-disabled')]).to.deep.equal([['Operations: A group'], 'true']);
    await page.isAccessible();
    await page.press('Enter');
    expect([page.members, page.isRed, page.boxError]).to.deep.equal([[], true, 'Operations is a group. A private group holds people only.']);
    expect(page.status).to.equal(page.boxError);
    await page.isAccessible();
  });

  it('shows who can’t be added, in words', async () => {
    const page = await editorPage();
    await page.add('bruno');
    for (const [text, option, sentence] of [
      ['bruno', 'Bruno Alves: Added', 'Bruno Alves is in the list already.'],
      ['sonia', 'Sónia Reis: Suspended', "Sónia Reis's account is suspended."],
      ['ivo', 'Ivo Lima: Not signed in yet', 'Ivo Lima has not signed in yet.'],
    ] as const) {
      await page.type(text);
      await page.found();
      expect(page.options).to.deep.equal([option]);
      await page.press('Enter');
      expect(page.boxError).to.equal(sentence);
      await page.press('Escape');
      if (page.box.value !== '') await page.press('Escape');
    }
    expect([page.members, page.isOpen]).to.deep.equal([['Bruno Alves'], true]);
  });

  it('turns red where nobody matches: on Enter, or after a pause; any letter takes it away', async () => {
    const page = await editorPage();
    await page.type('nobody@example.net');
    await page.press('Enter');
    await until(() => page.isRed, 'red');
    expect(page.boxError).to.equal('No person matches “nobody@example.net”. Check the spelling or pick from the list.');
    await page.isAccessible();
    await page.type('x');
    expect(page.isRed).to.equal(false);
    await until(() => page.options[0]?.startsWith('No person matches'), 'the list says so');
    await until(() => page.isRed, 'red by itself');
  });

  it('leaves two of one name to be chosen, and warns of the other', async () => {
    const page = await editorPage();
    await page.type('maria silva');
    await page.found();
    await page.press('Enter');
    await until(() => page.isRed, 'red');
    expect([page.boxError, page.members]).to.deep.equal(['2 people match “maria silva”. Pick one.', []]);
    await page.press('ArrowDown');
    await page.press('ArrowDown');
    await page.press('Enter');
    expect(page.members).to.deep.equal(['Maria Silva']);
    expect(page.root.querySelector('.member .notice')?.textContent).to.match(/Another Maria Silva exists\. Check: @/u);
    await page.isAccessible();
    await page.paste(`${maria.username}, ${otherMaria.username}`);
    await until(() => page.members.length === 2, 'both');
    expect(page.button(`Remove Maria Silva (${maria.username})`)).to.exist;
  });

  it('adds an exact name when the box is left, or at a comma', async () => {
    const page = await editorPage();
    await page.type('bruno,');
    await until(() => page.members.length === 1, 'Bruno');
    await page.type('Carla Dias');
    await page.press('Tab');
    await until(() => page.members.length === 2, 'Carla');
    expect(page.members).to.deep.equal(['Bruno Alves', 'Carla Dias']);
  });

  it('L20 takes a paste of many, and keeps what names nobody as chips', async () => {
    const page = await editorPage();
    await page.paste('Bruno <bruno@example.org>; carla@example.org\njoao\nnobody@example.net, Operations');
    await until(() => page.members.length === 3, 'three people');
    expect([page.chips, page.boxError, page.status]).to.deep.equal([['nobody@example.net', 'Operations'], 'Couldn’t add 2 of 5: nobody@example.net, Operations.', '3 added, 2 not found']);
    await page.isAccessible();
    await page.click('Remove Operations');
    await page.click('Edit nobody@example.net');
    expect([page.chips, page.box.value]).to.deep.equal([[], 'nobody@example.net']);
  });

  it('takes up to 200 at once, and says so where there are more', async () => {
    const page = await editorPage({ directory: aDirectory([...everybody, ...numbered], theGroups) });
    await page.paste(Array.from({ length: 201 }, (_, n) => `p${n}`).join('\n'));
    expect([page.boxError, page.members]).to.deep.equal(['You can add up to 200 at a time.', []]);
    await page.paste(numbered.map(({ username }) => username).join('\n'));
    await until(() => page.members.length === 100, 'the first 100 rows');
    expect(page.description('Members')).to.contain('150 people');
    await page.click('Show all (150)');
    await until(() => page.focused === 'Remove Person 100', 'focus on the first that was not there');
    expect(page.members).to.have.length(150);
  });

  it('does not save while the box names nobody', async () => {
    const page = await editorPage();
    await page.fill('Name', 'Vendors');
    await page.type('nobody here');
    await page.click('Save');
    await until(() => page.isRed && page.focused === 'Members', 'red, with focus');
    expect([page.isOpen, (await page.vault.groups.list()).length]).to.deep.equal([true, 1]);
  });

  it('adds whom the box names exactly on Save', async () => {
    const page = await editorPage();
    await page.fill('Name', 'Vendors');
    await page.type('davi');
    await page.press('Control+Enter');
    await page.closed();
    const made = (await page.vault.groups.list()).find(({ name }) => name === 'Vendors');
    expect(made?.memberCount).to.equal(1);
  });

  it('Escape goes back one step a press', async () => {
    const page = await editorPage();
    await page.type('bru');
    await page.found();
    await page.press('Escape');
    expect([page.box.getAttribute('aria-expanded'), page.box.value]).to.deep.equal(['false', 'bru']);
    await page.press('Escape');
    expect([page.box.value, page.isOpen]).to.deep.equal(['', true]);
    await page.press('Escape');
    expect(page.isOpen).to.equal(false);
  });

  it('Backspace takes the last one off again, Control and Z puts them back', async () => {
    const page = await editorPage();
    for (const name of ['bruno', 'carla']) await page.add(name);
    await page.press('Backspace');
    expect([page.members, page.status]).to.deep.equal([['Bruno Alves'], 'Carla Dias removed. Press Control Z to undo']);
    await page.press('Control+z');
    expect([page.members, page.status]).to.deep.equal([['Bruno Alves', 'Carla Dias'], 'Carla Dias is back']);
  });

  it('removes a row by its button or Delete, and focus goes on to the next', async () => {
    const page = await editorPage();
    for (const name of ['bruno', 'carla', 'davi']) await page.add(name);
    page.button('Remove Bruno Alves').focus();
    await page.press('ArrowDown');
    expect(page.focused).to.equal('Remove Carla Dias');
    await page.press('Delete');
    await until(() => page.focused === 'Remove Davi Nunes', 'focus on the next');
    await page.press('Enter');
    await until(() => page.focused === 'Remove Bruno Alves', 'focus on the one before');
    await page.press('Enter');
    await until(() => page.focused === 'Members', 'focus in the box');
    expect(page.members).to.deep.equal([]);
  });

  it('says that the search failed, and asks again', async () => {
    let works = false;
    const page = await editorPage({ wrap: (vault) => ({ ...vault, keys: vault.keys, recipients: { ...vault.recipients, search: (text, options) => (works ? vault.recipients.search(text, options) : Promise.reject(new Error('down'))) } }) });
    await page.type('bru');
    await until(() => page.options[0]?.startsWith('Couldn\'t search.'), 'the list says so');
    await page.isAccessible();
    works = true;
    await page.press('Enter');
    await until(() => page.options[0] === 'Bruno Alves', 'Bruno');
  });

  it('on a narrow screen, or right to left, the list stands in its place and nothing runs over', async () => {
    const page = await editorPage();
    page.editor.dir = 'rtl';
    await setViewport({ width: 360, height: 640 });
    try {
      page.editor.requestUpdate();
      await page.type('a');
      await page.found();
      const list = page.root.querySelector('[role=listbox]')!;
      expect(list.hasAttribute('popover')).to.equal(false);
      expect(page.box.getBoundingClientRect().top, 'room for the hits below').to.be.lessThan(180);
      const dialog = page.root.querySelector('dialog')!;
      expect([dialog.getBoundingClientRect().width, dialog.scrollWidth <= dialog.clientWidth]).to.deep.equal([360, true]);
      await page.isAccessible();
    } finally {
      await setViewport({ width: 1280, height: 800 });
    }
  });
});

