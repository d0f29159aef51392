import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type SharePage, aGate, sharePage, until, withCalls } from '../../support/share-page.js';
import { ana, bruno, carla, grant, ok, own } from '../../support/vault-builders.js';

const names = (page: SharePage): string[] => page.added.map(({ name }) => name);
const withTwo: Parameters<typeof sharePage>[0] = { before: async (world, secret) => {
  await world.enrol(bruno, carla);
  return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla)]));
} };

describe('keys in the box: the list', () => {
  it('↓ and ↑ go through the options and, past either end, through the box', async () => {
    const page = await sharePage();
    await page.type('silva');
    const seen: (string | undefined)[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp']) {
      await page.press(key);
      seen.push(page.active?.replace(/.*@([\w.]+) .*/u, '$1'));
    }
    expect(seen).to.deep.equal(['msilva', undefined, 'maria.silva', undefined, 'msilva', 'maria.silva', undefined]);
    expect(page.input.hasAttribute('aria-activedescendant')).to.be.false;
    expect(page.focused).to.equal('Add people or groups');
  });

  it('Page Down and Page Up go by five and stop at the ends', async () => {
    const page = await sharePage();
    await page.type('a');
    const at = (): number => page.options.findIndex(({ active }) => active);
    const count = page.options.length;
    await page.press('ArrowUp');
    while (at() > 0) await page.press('ArrowUp');
    await page.press('PageDown');
    expect(at()).to.equal(5);
    await page.press('PageDown');
    expect(at()).to.equal(count - 1);
    await page.press('PageUp');
    expect(at()).to.equal(count - 6);
    await page.press('PageUp');
    expect(at()).to.equal(0);
  });

  it('Alt+↑ closes the list and Alt+↓ opens it, without a step', async () => {
    const page = await sharePage();
    await page.type('silva');
    const before = page.active;
    await page.press('Alt+ArrowUp');
    expect(page.listIsOpen).to.be.false;
    await page.press('Alt+ArrowDown');
    expect([page.listIsOpen, page.active]).to.deep.equal([true, before]);
  });

  it('Home and End stay text keys', async () => {
    const page = await sharePage();
    await page.type('silva');
    const before = page.active;
    await page.press('Home');
    expect([page.input.selectionStart, page.active]).to.deep.equal([0, before]);
    await page.press('End');
    expect([page.input.selectionStart, page.active]).to.deep.equal([5, before]);
  });

  it('the list closes when the box loses focus, so that it covers nothing', async () => {
    const page = await sharePage();
    await page.type('silv');
    expect(page.listIsOpen).to.be.true;
    await sendKeys({ press: 'Tab' });
    await until(() => page.isRed, 'red');
    expect([page.listIsOpen, page.all('listbox').length]).to.deep.equal([false, 0]);
  });
});

describe('Enter in the box', () => {
  it('S16 F03 adds the active option with Can view, clears the text and keeps focus', async () => {
    const page = await sharePage();
    await page.type('joao');
    await page.press('Enter');
    expect(page.added[0]).to.include({ name: 'João Pereira', view: true, edit: false });
    expect([page.input.value, page.focused, page.listIsOpen]).to.deep.equal(['', 'Add people or groups', false]);
  });

  it('adds the one that the arrows chose', async () => {
    const page = await sharePage();
    await page.type('silva');
    await page.press('ArrowDown');
    await page.press('Enter');
    expect(page.added[0]?.detail).to.contain('@msilva');
  });

  it('with Shift adds with Can view and Can edit', async () => {
    const page = await sharePage();
    await page.type('joao');
    await page.press('Shift+Enter');
    expect(page.added[0]).to.include({ view: true, edit: true });
    await page.announced('João Pereira added, can view and edit');
  });

  it('with Alt adds and keeps text and list', async () => {
    const page = await sharePage();
    await page.type('silva');
    await page.press('Alt+Enter');
    await page.press('Alt+Enter');
    expect(page.added.map(({ detail }) => detail)).to.deep.equal(['@maria.silva · maria.silva@example.org', '@msilva · msilva@example.org']);
    expect([page.input.value, page.listIsOpen]).to.deep.equal(['silva', true]);
  });

  it('in the empty box does nothing: a double Enter shares no secret', async () => {
    const page = await sharePage();
    let asked = 0;
    page.element.addEventListener('mysafe-share', () => { asked += 1; });
    await page.type('joao');
    await page.press('Enter');
    await page.press('Enter');
    await page.press('Enter');
    expect([asked, page.isOpen, page.error]).to.deep.equal([0, true, '']);
    expect(await page.access()).to.deep.equal([own(ana)]);
  });

  const slowSearch = (gate: ReturnType<typeof aGate>): Parameters<typeof sharePage>[0] => ({ wrap: (vault) => withCalls(vault, 'recipients', {
    search: async (text, options) => { await gate.passed; return vault.recipients.search(text, options); },
  }) });

  it('waits while the search runs, then adds whom the text names exactly', async () => {
    const gate = aGate();
    const page = await sharePage(slowSearch(gate));
    await sendKeys({ type: 'msilva' });
    await page.press('Enter');
    expect(names(page)).to.deep.equal([]);
    gate.open();
    await until(() => names(page).length > 0, 'the person');
    expect(page.added[0]?.detail).to.contain('@msilva');
    expect(page.input.value).to.equal('');
  });

  it('waits while the search runs, and shows the hits where the text names nobody exactly; a second Enter adds', async () => {
    const gate = aGate();
    const page = await sharePage(slowSearch(gate));
    await sendKeys({ type: 'car' });
    await page.press('Enter');
    gate.open();
    await until(() => page.active !== undefined, 'the hits');
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(names(page)).to.deep.equal([]);
    await page.press('Enter');
    expect(names(page)).to.deep.equal(['Carla Dias']);
  });

  it('S13 waits while the search runs, and turns red where nobody is found', async () => {
    const gate = aGate();
    const page = await sharePage({ ...slowSearch(gate), set: { validateOn: 'commit' } });
    await sendKeys({ type: 'nobody@example.org' });
    await page.press('Enter');
    expect(page.isRed).to.be.false;
    gate.open();
    await until(() => page.isRed, 'red');
    expect(page.error).to.equal('No person or group matches “nobody@example.org”. Check the spelling or pick from the list.');
  });

  it('never adds a hit of an older text', async () => {
    const gate = aGate();
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', {
      search: async (text, options) => { if (text !== 'carl') await gate.passed; return vault.recipients.search(text, options); },
    }) });
    for (const text of ['carl', 'carlx']) {
      page.input.value = text;
      page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await page.element.updateComplete;
      if (text === 'carl') await page.settled();
    }
    expect(page.options[0]?.text).to.contain('Carla');
    await page.press('Enter');
    gate.open();
    await page.settled();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(names(page)).to.deep.equal([]);
  });
});

describe('Ctrl+Enter and ⌘+Enter', () => {
  for (const key of ['Control+Enter', 'Meta+Enter']) {
    it(`${key} shares from the box`, async () => {
      const page = await sharePage();
      await page.type('joao');
      await page.press('Enter');
      await sendKeys({ press: key });
      await until(() => !page.isOpen, 'the window closed');
      expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira']);
    });
  }

  it('shares from a row, too', async () => {
    const page = await sharePage();
    await page.add('joao');
    page.box('João Pereira', 'Can edit').focus();
    await sendKeys({ press: 'Control+Enter' });
    await until(() => !page.isOpen, 'the window closed');
  });

  it('adds the exact text that is still in the box before it shares', async () => {
    const page = await sharePage();
    await page.type('carla@example.org');
    await sendKeys({ press: 'Control+Enter' });
    await until(() => !page.isOpen, 'the window closed');
    expect((await page.access()).map(({ principal }) => principal)).to.deep.equal([ana.id, carla.id]);
  });

  it('the happy path is six keys after opening: three letters, Enter, Ctrl+Enter', async () => {
    const page = await sharePage();
    for (const letter of 'car') await sendKeys({ press: letter });
    await page.settled();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Control+Enter' });
    await until(() => !page.isOpen, 'the window closed');
    expect((await page.access()).map(({ principal }) => principal)).to.deep.equal([ana.id, carla.id]);
  });
});

describe('comma, semicolon and leaving the box', () => {
  for (const [how, press] of [[',', ','], [';', ';'], ['Tab', 'Tab']] as const) {
    it(`${how} adds an exact username and clears the text`, async () => {
      const page = await sharePage();
      await page.type('joao');
      await sendKeys({ press });
      await until(() => page.input.value === '', 'an empty box');
      expect(names(page)).to.deep.equal(['João Pereira']);
      await page.announced('João Pereira added, can view');
    });

    it(`S13 ${how} turns a text red that names nobody exactly, and adds no hit`, async () => {
      const page = await sharePage();
      await page.type('joa');
      await sendKeys({ press });
      await until(() => page.isRed, 'red');
      expect(page.error).to.equal('No person or group matches “joa”. Check the spelling or pick from the list.');
      expect([names(page), page.input.value]).to.deep.equal([[], 'joa']);
    });
  }

  it('Tab moves on all the same', async () => {
    const page = await sharePage();
    await page.type('joa');
    await sendKeys({ press: 'Tab' });
    await until(() => page.isRed, 'red');
    expect(page.focused).to.equal('Cancel');
  });

  it('an exact e-mail and the exact name of one group count, too', async () => {
    const page = await sharePage();
    for (const text of ['CARLA@example.org', 'operations']) {
      page.input.focus();
      await page.type(text);
      await sendKeys({ press: ';' });
      await until(() => page.input.value === '', 'an empty box');
    }
    expect(names(page)).to.deep.equal(['Carla Dias', 'Operations']);
  });

  it('T12 a name that two people bear is ambiguous, not a guess', async () => {
    const page = await sharePage();
    await page.type('Maria Silva');
    await sendKeys({ press: ',' });
    await until(() => page.isRed, 'red');
    expect(page.error).to.equal('2 people match “Maria Silva”. Pick one.');
  });

  it('a comma in the empty box writes nothing', async () => {
    const page = await sharePage();
    await sendKeys({ type: ',;' });
    expect([page.input.value, page.error]).to.deep.equal(['', '']);
  });
});

describe('Backspace and Ctrl+Z in the empty box', () => {
  it('takes off who was added last, says so, and brings them back with their boxes', async () => {
    const page = await sharePage();
    await page.add('carla');
    await page.type('joao');
    await page.press('Shift+Enter');
    await page.press('Backspace');
    expect(names(page)).to.deep.equal(['Carla Dias']);
    await page.announced('João Pereira removed. Press Control Z to undo');
    await page.press('Control+z');
    expect(page.added[1]).to.include({ name: 'João Pereira', edit: true });
    expect(page.focused).to.equal('Add people or groups');
  });

  it('⌘+Z does the same', async () => {
    const page = await sharePage();
    await page.add('carla');
    await page.press('Backspace');
    await page.press('Meta+z');
    expect(names(page)).to.deep.equal(['Carla Dias']);
  });

  it('a held Backspace that has just emptied the box takes nobody off', async () => {
    const page = await sharePage();
    await page.add('carla');
    page.input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', repeat: true, bubbles: true, cancelable: true, composed: true }));
    await page.element.updateComplete;
    expect(names(page)).to.deep.equal(['Carla Dias']);
  });

  it('with text they stay text keys', async () => {
    const page = await sharePage();
    await page.add('carla');
    await page.type('jo');
    await page.press('Backspace');
    expect([page.input.value, names(page)]).to.deep.equal(['j', ['Carla Dias']]);
  });

  it('never touches those who have access', async () => {
    const page = await sharePage(withTwo);
    await page.press('Backspace');
    expect(page.existing.map(({ state }) => state)).to.deep.equal(['', '']);
  });
});

describe('keys on a row', () => {
  it('↓ and ↑ go to the same control of the next and previous row, across both lists', async () => {
    const page = await sharePage(withTwo);
    await page.add('davi');
    page.box('Davi Nunes', 'Can edit').focus();
    await page.press('ArrowDown');
    expect(page.focusedInRow).to.equal('Can edit of Bruno Alves');
    await page.press('ArrowDown');
    expect(page.focusedInRow).to.equal('Can edit of Carla Dias');
    await page.press('ArrowDown');
    expect(page.focusedInRow, 'no wrap').to.equal('Can edit of Carla Dias');
    await page.press('ArrowUp');
    await page.press('ArrowUp');
    expect(page.focusedInRow).to.equal('Can edit of Davi Nunes');
  });

  it('Delete takes a new row off; focus goes to the next row, else to the previous, else to the box', async () => {
    const page = await sharePage();
    for (const who of ['joao', 'carla', 'davi']) await page.add(who);
    page.box('Carla Dias', 'Can edit').focus();
    await page.press('Delete');
    await page.element.updateComplete;
    expect([names(page), page.focused]).to.deep.equal([['João Pereira', 'Davi Nunes'], 'Remove Davi Nunes']);
    await page.press('Delete');
    await page.element.updateComplete;
    expect(page.focused).to.equal('Remove João Pereira');
    await page.press('Delete');
    await page.element.updateComplete;
    expect([names(page), page.focused]).to.deep.equal([[], 'Add people or groups']);
  });

  it('Delete marks somebody who has access, and focus stays', async () => {
    const page = await sharePage(withTwo);
    page.box('Bruno Alves', 'Can view').focus();
    await page.press('Delete');
    expect(page.rowOf('Bruno Alves').state).to.equal('Will lose access');
    expect(page.focusedInRow).to.equal('Can view of Bruno Alves');
  });

  it('Delete moves nowhere when the host keeps the row', async () => {
    const page = await sharePage();
    for (const who of ['joao', 'carla']) await page.add(who);
    page.element.addEventListener('mysafe-recipient-remove', (event) => { event.preventDefault(); });
    page.box('João Pereira', 'Can edit').focus();
    await page.press('Delete');
    await page.element.updateComplete;
    expect(names(page)).to.deep.equal(['João Pereira', 'Carla Dias']);
    expect(page.focusedInRow).to.equal('Can edit of João Pereira');
  });

  it('Ctrl+Delete and Alt+↓ are left to the browser', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.add('carla');
    page.box('João Pereira', 'Can edit').focus();
    await page.press('Control+Delete');
    await page.press('Alt+ArrowDown');
    expect([names(page).length, page.focusedInRow]).to.deep.equal([2, 'Can edit of João Pereira']);
  });
});

describe('an input method that is composing', () => {
  const composing = (page: SharePage, init: KeyboardEventInit & { keyCode?: number }): boolean => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, composed: true, ...init });
    if (init.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: init.keyCode });
    page.input.dispatchEvent(event);
    return event.defaultPrevented;
  };

  for (const key of ['Enter', ',', 'ArrowDown', 'Escape', 'Backspace']) {
    it(`keeps ${key} for itself, adds nobody and closes nothing`, async () => {
      const page = await sharePage();
      await page.type('joao');
      const before = page.active;
      expect(composing(page, { key, isComposing: true }), 'isComposing').to.be.false;
      expect(composing(page, { key, keyCode: 229 }), 'keyCode 229').to.be.false;
      await page.element.updateComplete;
      expect([names(page), page.input.value, page.isOpen, page.listIsOpen, page.active]).to.deep.equal([[], 'joao', true, true, before]);
    });
  }

  it('a Ctrl+Enter of its own shares nothing', async () => {
    const page = await sharePage();
    await page.add('joao');
    let asked = 0;
    page.element.addEventListener('mysafe-share', () => { asked += 1; });
    composing(page, { key: 'Enter', ctrlKey: true, isComposing: true });
    composing(page, { key: 'Enter', ctrlKey: true, keyCode: 229 });
    await page.settled();
    await page.settled();
    expect([asked, page.isOpen]).to.deep.equal([0, true]);
  });

  it('the Enter after it adds as ever', async () => {
    const page = await sharePage();
    await page.type('joao');
    composing(page, { key: 'Enter', isComposing: true });
    await page.press('Enter');
    expect(names(page)).to.deep.equal(['João Pereira']);
  });
});

