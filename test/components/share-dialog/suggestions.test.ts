import { expect } from '@open-wc/testing';
import { type SharePageOptions, aGate, sharePage, until, withCalls } from '../../support/share-page.js';
import { aSecret, ana, bruno, carla, davi, grant, joao, maria, ok, otherMaria } from '../../support/vault-builders.js';

const withBruno: SharePageOptions = { before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit')])) };
const often: NonNullable<SharePageOptions['before']> = async (world) => {
  const vault = await world.vaultOf(ana);
  for (const [name, changes] of [['One', [grant(carla), grant(maria)]], ['Two', [grant(carla)]]] as const) {
    const other = ok(await vault.secrets.add(aSecret({ name })));
    ok(await vault.sharing.share(other.id, changes));
  }
};

describe('finding people and groups', () => {
  const found: readonly [string, string, string][] = [
    ['S07 by name', 'pereira', 'João Pereira @joao · joao@example.org'],
    ['S08 by username', 'msilva', 'Maria Silva @msilva · msilva@example.org'],
    ['S09 by e-mail', 'carla@ex', 'Carla Dias @carla · carla@example.org'],
    ['S10 F01 by the name of a group', 'operat', 'Operations 2 people'],
    ['without regard to case', 'PEREIRA', 'João Pereira @joao · joao@example.org'],
    ['without regard to accents', 'joao per', 'João Pereira @joao · joao@example.org'],
  ];
  for (const [how, text, first] of found) {
    it(how, async () => {
      const page = await sharePage();
      await page.type(text);
      expect(page.options[0]?.text).to.equal(first);
    });
  }

  it('S10 S11 T6 finds a private group under its own heading, with how many people it reaches', async () => {
    const page = await sharePage({ before: (world) => world.groupOf(ana, 'Payments crew', [bruno, carla]) });
    await page.type('pay');
    expect(page.sections).to.deep.equal(['Private groups']);
    expect(page.options.map(({ text }) => text)).to.deep.equal(['Payments crew Private group · 2 people']);
  });

  it('T6 never finds a private group of somebody else that one is no member of', async () => {
    const page = await sharePage({ before: (world) => world.groupOf(bruno, 'Brunos secret crew', [carla]) });
    await page.type('brunos secret');
    expect(page.options).to.deep.equal([]);
    expect(page.get('option').textContent).to.contain('No person or group matches “brunos secret”');
  });

  it('sorts hits under “People”, “Groups” and “Private groups”', async () => {
    const page = await sharePage({ before: (world) => world.groupOf(ana, 'Oslo office', [bruno]) });
    await page.type('o');
    expect(page.sections).to.have.members(['People', 'Groups', 'Private groups']);
    const [group] = page.all('group').filter((one) => one.getAttribute('aria-labelledby') === 'section-groups');
    expect(group!.querySelectorAll('[role=option]').length).to.be.greaterThan(0);
  });

  it('sets the letters that matched in bold, in name, username and e-mail', async () => {
    const page = await sharePage();
    await page.type('joa');
    expect(page.options[0]?.bold).to.deep.equal(['Joã', 'joa', 'joa']);
  });

  it('is a listbox named “Suggestions”, and each option’s name begins with the person’s', async () => {
    const page = await sharePage();
    await page.type('silva');
    const list = page.get('listbox', 'Suggestions');
    expect(page.input.getAttribute('aria-controls')).to.equal(list.id);
    expect(page.input.getAttribute('aria-expanded')).to.equal('true');
    for (const option of page.all('option')) expect(option.textContent?.replace(/^\s*MS\s*/u, '').trim()).to.match(/^Maria Silva/u);
  });

  it('shows no list before a letter was typed', async () => {
    const page = await sharePage();
    expect([page.listIsOpen, page.all('listbox').length]).to.deep.equal([false, 0]);
  });

  it('shows at most `max-suggestions`', async () => {
    const page = await sharePage({ set: { maxSuggestions: 3 } });
    await page.type('a');
    expect(page.options).to.have.lengthOf(3);
  });

  it('waits for `min-chars` letters', async () => {
    const page = await sharePage({ set: { minChars: 3 } });
    await page.type('jo');
    expect(page.options).to.deep.equal([]);
    await page.type('a');
    expect(page.options[0]?.text).to.contain('João Pereira');
  });

  it('does not say that nobody matches while there are too few letters to search', async () => {
    const page = await sharePage({ set: { minChars: 3 } });
    await page.type('jo');
    expect(page.listIsOpen).to.be.false;
  });
});

describe('the active option', () => {
  const selected = (page: Awaited<ReturnType<typeof sharePage>>): string | null => page.input.getAttribute('aria-activedescendant');

  it('is the first hit that can be chosen, by itself', async () => {
    const page = await sharePage(withBruno);
    await page.type('a');
    expect(page.options[0]).to.include({ note: 'Has access', choosable: false, active: false });
    expect(page.active).to.contain('Carla Dias');
    expect(page.root.getElementById(selected(page)!)!.textContent).to.contain('Carla Dias');
  });

  it('is alone in being selected', async () => {
    const page = await sharePage();
    await page.type('a');
    expect(page.all('option').filter((option) => option.getAttribute('aria-selected') === 'true')).to.have.lengthOf(1);
  });

  it('passes over who was added meanwhile', async () => {
    const page = await sharePage();
    await page.type('silva');
    await page.press('Alt+Enter');
    expect(page.added.map(({ detail }) => detail)).to.deep.equal(['@maria.silva · maria.silva@example.org']);
    expect(page.options.map(({ note }) => note)).to.deep.equal(['Added', '']);
    expect(page.active).to.contain('@msilva');
  });

  it('is the first hit where none can be chosen, so that Enter says why', async () => {
    const page = await sharePage(withBruno);
    await page.type('bruno');
    expect(page.active).to.contain('Bruno Alves');
  });
});

describe('why an option can’t be chosen is said in a word', () => {
  const notes: readonly [string, string, SharePageOptions?][] = [
    ['You', 'ana'],
    ['Suspended', 'sonia'],
    ['Not signed in yet', 'ivo'],
    ['Disabled group', 'old team'],
    ['Has access', 'bruno', withBruno],
    ['Not allowed', 'davi', { allow: ({ principal }) => (principal.id === davi.id ? { reason: 'Davi is a contractor.' } : true) }],
  ];
  for (const [note, text, options] of notes) {
    it(`T12 ${note}`, async () => {
      const page = await sharePage(options);
      await page.type(text);
      const [option] = page.options;
      expect([option?.note, option?.choosable]).to.deep.equal([note, false]);
      expect(page.all('option')[0]!.getAttribute('aria-disabled')).to.equal('true');
    });
  }

  it('T12 Owner, for a manager who is not the owner', async () => {
    const page = await sharePage({ actingAs: bruno, policy: { levels: ['view', 'edit', 'manage'] }, before: async (world, secret) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'manage')]));
    } });
    await page.type('ana');
    expect(page.options[0]).to.include({ note: 'Owner', choosable: false });
  });

  it('Added, and a click on it points at the row instead of adding it again', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.type('joao');
    expect(page.options[0]).to.include({ note: 'Added', choosable: false });
    await page.point(page.all('option')[0]!);
    expect(page.added).to.have.lengthOf(1);
    expect(page.row('João Pereira').classList.contains('flash')).to.be.true;
  });
});

describe('choosing with the pointer', () => {
  it('S12 a click adds the person, clears the text and keeps focus in the box', async () => {
    const page = await sharePage();
    await page.type('joao');
    await page.point(page.all('option')[0]!);
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
    expect([page.input.value, page.focused, page.listIsOpen]).to.deep.equal(['', 'Add people or groups', false]);
  });

  it('Alt+click adds and keeps text and list', async () => {
    const page = await sharePage();
    await page.type('silva');
    await page.point(page.all('option')[1]!, 'Alt');
    expect(page.added.map(({ detail }) => detail)).to.deep.equal(['@msilva · msilva@example.org']);
    expect([page.input.value, page.listIsOpen]).to.deep.equal(['silva', true]);
  });
});

describe('searching', () => {
  it('keeps old hits until new ones arrive, and drops an answer for an older text', async () => {
    const slow = aGate();
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', {
      search: async (text, options) => {
        if (text === 'joa') await slow.passed;
        return vault.recipients.search(text, { ...options, signal: undefined });
      },
    }) });
    await page.type('jo');
    expect(page.options[0]?.text).to.contain('João');
    page.input.value = 'joa';
    page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await page.element.updateComplete;
    expect(page.options[0]?.text, 'the old hits').to.contain('João');
    expect(page.get('listbox').getAttribute('aria-busy')).to.equal('true');
    expect(page.active, 'none is active for a text that it does not answer').to.equal(undefined);
    page.input.value = 'carla';
    page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await page.settled();
    slow.open();
    await page.settled();
    expect(page.options.map(({ text }) => text)).to.deep.equal(['Carla Dias @carla · carla@example.org']);
  });

  it('shows a spinner and says “Searching…” once it takes long', async () => {
    const slow = aGate();
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', {
      search: async (text, options) => { await slow.passed; return vault.recipients.search(text, options); },
    }) });
    page.input.value = 'joao';
    page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await page.element.updateComplete;
    expect(page.root.querySelectorAll('[part=spinner]').length).to.equal(0);
    await until(() => page.root.querySelector('[part=spinner]'), 'the spinner');
    await page.announced('Searching…');
    slow.open();
    await page.settled();
    expect(page.root.querySelectorAll('[part=spinner]').length).to.equal(0);
    expect(page.active).to.contain('João');
  });

  it('tells how many it found, once typing rests', async () => {
    const page = await sharePage();
    await page.type('silva');
    await page.announced('2 suggestions');
    await page.press('Escape');
    await page.press('Escape');
    await page.type('carla');
    await page.announced('1 suggestion');
  });

  it('says in the list that nobody matches, with the text', async () => {
    const page = await sharePage();
    await page.type('q!');
    expect(page.all('option').map((option) => option.textContent?.replace(/\s+/gu, ' ').trim())).to.deep.equal(['No person or group matches “q!”']);
    expect(page.isRed).to.be.false;
  });

  const failing = (answers: { fails: boolean }): SharePageOptions => ({ wrap: (vault) => withCalls(vault, 'recipients', {
    search: (text, options) => (answers.fails ? Promise.reject(new Error('offline')) : vault.recipients.search(text, options)),
    resolve: (entries, options) => (answers.fails ? Promise.reject(new Error('offline')) : vault.recipients.resolve(entries, options)),
  }) });

  it('offers Retry where the search failed, keeps the text, and Enter tries again', async () => {
    const answers = { fails: true };
    const page = await sharePage(failing(answers));
    await page.type('joao');
    expect(page.all('option').map((option) => option.textContent?.replace(/\s+/gu, ' ').trim())).to.deep.equal(["Couldn't search. Retry"]);
    expect([page.input.value, page.isRed]).to.deep.equal(['joao', false]);
    answers.fails = false;
    await page.press('Enter');
    await page.settled();
    expect(page.active).to.contain('João Pereira');
    expect(page.added).to.deep.equal([]);
  });

  it('a click on Retry tries again, too', async () => {
    const answers = { fails: true };
    const page = await sharePage(failing(answers));
    await page.type('joao');
    answers.fails = false;
    await page.point(page.all('option')[0]!.querySelector('.link-button')!);
    await page.settled();
    expect(page.active).to.contain('João Pereira');
  });

  it('a failed search is never called a wrong name: leaving the box, comma and Share keep the text, say so, and share nothing', async () => {
    const page = await sharePage(failing({ fails: true }));
    const loud: unknown[] = [];
    const listen = (event: PromiseRejectionEvent): void => { event.preventDefault(); loud.push(event.reason); };
    addEventListener('unhandledrejection', listen);
    await page.type('joao');
    await page.press(',');
    await page.press('Tab');
    page.get('button', 'Share').click();
    await page.settled();
    await page.settled();
    removeEventListener('unhandledrejection', listen);
    expect(loud, 'faults that nobody handled').to.deep.equal([]);
    expect([page.input.value, page.isRed, page.isOpen]).to.deep.equal(['joao', false, true]);
    expect(page.root.textContent).to.contain("Couldn't search.");
  });
});

describe('people one shares with often', () => {
  it('stand as one-click chips where nobody has access yet', async () => {
    const page = await sharePage({ before: often });
    expect(page.root.querySelector('[part=access]')!.textContent).to.contain('Nobody else has access yet.');
    expect(page.headings).to.include('You share with them often');
    expect(page.suggestedPeople).to.deep.equal(['Carla Dias', 'Maria Silva']);
  });

  it('one click adds; the chip goes, and focus goes on to the box instead of nowhere', async () => {
    const page = await sharePage({ before: often });
    const chip = page.root.querySelector<HTMLButtonElement>('[part=suggested] button')!;
    chip.focus();
    chip.click();
    await page.element.updateComplete;
    expect(page.added.map(({ name }) => name)).to.deep.equal(['Carla Dias']);
    expect(page.suggestedPeople).to.deep.equal(['Maria Silva']);
    expect(page.focused).to.equal('Add people or groups');
  });

  it('are not offered where somebody has access, and never without the right to share', async () => {
    const page = await sharePage({ before: async (world, secret, all) => {
      await often(world, secret, all);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(joao)]));
    } });
    expect(page.suggestedPeople).to.deep.equal([]);
  });

  it('`min-chars=0` lists them at once, but an Enter in the empty box adds nobody', async () => {
    const page = await sharePage({ before: often, set: { minChars: 0 } });
    expect(page.options.map(({ text }) => text.split(' @')[0])).to.deep.equal(['Carla Dias', 'Maria Silva']);
    await page.press('Enter');
    expect(page.added).to.deep.equal([]);
    await page.press('ArrowDown');
    await page.press('Enter');
    expect(page.added.map(({ name }) => name)).to.deep.equal(['Carla Dias']);
  });
});

describe('two people of one name', () => {
  it('T12 look-alike: both can be chosen, told apart by username and e-mail, and the row says to check', async () => {
    const page = await sharePage();
    await page.type('maria');
    expect(page.options.filter(({ choosable }) => choosable).map(({ text }) => text)).to.deep.equal([
      'Maria Silva @maria.silva · maria.silva@example.org', 'Maria Silva @msilva · msilva@example.org',
    ]);
    await page.press('Enter');
    expect(page.added[0]).to.include({ problem: 'Another Maria Silva exists. Check: @maria.silva, maria.silva@example.org.', isRed: false });
    expect(page.isRed).to.be.false;
  });

  it('keeps the notice when the permission changes, and when the row was taken off and came back', async () => {
    const page = await sharePage();
    await page.type(otherMaria.username);
    await page.press('Enter');
    await page.settled();
    await page.toggle('Maria Silva', 'Can edit');
    expect(page.added[0]?.problem).to.contain('Another Maria Silva exists.');
    page.input.focus();
    await page.press('Backspace');
    expect(page.added).to.deep.equal([]);
    await page.press('Control+z');
    expect(page.added[0]).to.include({ problem: 'Another Maria Silva exists. Check: @msilva, msilva@example.org.', edit: true });
  });

  it('rows of one name are told apart by ear too', async () => {
    const page = await sharePage();
    for (const username of [maria.username, otherMaria.username]) {
      await page.type(username);
      await page.press('Enter');
      await page.settled();
    }
    expect(page.find('group', 'Permissions for Maria Silva (maria.silva)') !== undefined).to.be.true;
    expect(page.find('button', 'Remove Maria Silva (msilva)') !== undefined).to.be.true;
  });
});
