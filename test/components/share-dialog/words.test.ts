import { expect } from '@open-wc/testing';
import { type SharePageOptions, sharePage, until } from '../../support/share-page.js';
import { ana, bruno, carla, grant, joao, ok } from '../../support/vault-builders.js';

const crowd = Array.from({ length: 1_234 }, (_, at) => ({ ...joao, id: `user:c${at}` as const, name: `Colleague ${at}`, username: `c${at}`, email: `c${at}@example.org` }));
const bigGroup: SharePageOptions = { people: [ana, joao, bruno, carla, ...crowd], groups: [{ id: 'group:all', name: 'Everybody', members: crowd.map(({ id }) => id) }] };

describe('the words of the share window', () => {
  it('T15 S19 every one can be replaced by the host: `strings`', async () => {
    const page = await sharePage({ set: { strings: {
      'share.title': '{name} teilen', 'share.button': 'Teilen', 'permission.view': 'Darf sehen', 'share.will-get': 'Neu ({n})', 'problem.unknown': 'Niemand heißt „{q}“.',
    } } });
    expect(page.title).to.equal('Payments API teilen');
    expect(page.find('button', 'Teilen') !== undefined).to.be.true;
    await page.add('joao');
    expect(page.headings[0]).to.equal('Neu (1)');
    expect(page.row('João Pereira').textContent).to.contain('Darf sehen').and.to.contain('Can edit');
    await page.add('zzz');
    expect(page.error).to.equal('Niemand heißt „zzz“.');
  });

  it('`strings` set later speak at once', async () => {
    const page = await sharePage();
    page.element.strings = { 'cancel': 'Never mind' };
    await page.element.updateComplete;
    expect(page.find('button', 'Never mind') !== undefined).to.be.true;
  });

  it('plural forms follow the locale: Polish has three', async () => {
    const page = await sharePage({ set: { locale: 'pl', strings: { 'share.added': { one: '{n} osoba', few: '{n} osoby', many: '{n} osób', other: '{n} osoby' } } } });
    const said: (string | null | undefined)[] = [];
    for (const who of ['joao', 'carla', 'davi', 'msilva', 'maria.silva']) {
      await page.add(who);
      said.push(page.root.getElementById('count')?.textContent);
    }
    expect(said).to.deep.equal(['1 osoba', '2 osoby', '3 osoby', '4 osoby', '5 osób']);
  });

  it('numbers follow the locale, and so do lists of names and dates', async () => {
    const page = await sharePage({ ...bigGroup, set: { locale: 'de' }, before: async (world, secret) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'view', new Date('2026-03-07T12:00:00Z'))]));
    } });
    await page.type('everybody');
    expect(page.options[0]?.text).to.equal('Everybody 1.234 people');
    expect(page.row('Bruno Alves').querySelector('select')?.selectedOptions[0]?.text).to.equal('Until 07.03.2026');
    await page.press('Escape');
    await page.press('Escape');
    await page.add('joao');
    await page.add('carla');
    await page.share();
    expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira und Carla Dias']);
  });

  it('the nearest `lang` counts, across shadow roots, and `locale` wins over it', async () => {
    const options: SharePageOptions = { ...bigGroup, opened: false };
    const page = await sharePage(options);
    page.element.parentElement!.lang = 'pt-BR';
    page.element.remove();
    page.trigger.after(page.element);
    await page.open();
    await page.type('everybody');
    expect(page.options[0]?.text).to.equal('Everybody 1.234 people');
    page.element.locale = 'en';
    await page.element.updateComplete;
    expect(page.options[0]?.text).to.equal('Everybody 1,234 people');
  });

  it('a `lang` that is none is passed over', async () => {
    const page = await sharePage({ opened: false });
    page.element.setAttribute('lang', 'not a language');
    await page.open();
    expect(page.title).to.equal('Share “Payments API”');
  });

  it('names and e-mails keep their own direction', async () => {
    const page = await sharePage({ input: { name: 'שלום' } });
    await page.add('joao');
    expect(page.root.querySelector('h2 bdi')?.textContent).to.equal('שלום');
    expect(page.row('João Pereira').querySelectorAll('bdi').length).to.be.at.least(2);
  });
});

describe('the live region', () => {
  it('is there before it speaks, inside the open window, and silent at first', async () => {
    const page = await sharePage();
    const status = page.get('dialog').querySelector('[role=status]')!;
    expect([status.textContent, page.announcement]).to.deep.equal(['', '']);
    await page.add('joao');
    expect(page.root.querySelector('[role=status]') === status, 'the same element').to.be.true;
  });

  it('the same sentence twice is a new text, so that it is spoken again', async () => {
    const page = await sharePage();
    const status = page.root.querySelector('[role=status]')!;
    await page.add('joao');
    const first = status.textContent;
    await page.press('Backspace');
    await page.press('Control+z');
    await page.press('Backspace');
    await page.add('joao');
    await page.announced('João Pereira added, can view');
    const { element } = page;
    await page.toggle('João Pereira', 'Can edit');
    await page.toggle('João Pereira', 'Can edit');
    const again = status.textContent;
    await page.toggle('João Pereira', 'Can view');
    await page.toggle('João Pereira', 'Can view');
    await element.updateComplete;
    expect(status.textContent).to.not.equal(again);
    expect(page.announcement).to.equal('João Pereira can now view only');
    expect(first).to.equal('João Pereira added, can view');
  });

  it('opening anew begins silent', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.click('Cancel');
    await page.open();
    expect(page.announcement).to.equal('');
  });

  it('the number of people added describes the box', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.add('carla');
    const described = page.input.getAttribute('aria-describedby')!.split(' ').map((id) => page.root.getElementById(id)?.textContent?.trim());
    expect(described).to.include('2 people added');
  });
});

describe('hostile words', () => {
  const evil = '<img src=x onerror="globalThis.pwned = true"><b>bold</b>{n}{name}';
  const long = 'ab'.repeat(5_000);
  const rtl = 'a\u202Egro.elpmaxe\u202C\u200Fב';
  const hidden = 'Jo\u200Bão\u2060 Pereira\u00AD';

  const cases: readonly [string, string][] = [['markup', evil], ['10,000 letters', long], ['a turned direction', rtl], ['letters that can’t be seen', hidden]];
  for (const [what, name] of cases) {
    it(`${what} in a person’s name does no harm`, async () => {
      const person = { ...joao, id: 'user:evil' as const, name, username: 'evil', email: 'evil@example.org' };
      const page = await sharePage({ people: [ana, person] });
      await page.type('evil');
      expect(page.options).to.have.lengthOf(1);
      await page.press('Enter');
      expect(page.added).to.have.lengthOf(1);
      const shown = page.row(page.added[0]!.name).querySelector('[part=recipient-name] bdi')!.textContent ?? '';
      if (name === evil || name === long) expect(shown).to.equal(name);
      expect(shown, 'nothing that can’t be seen, nothing that turns the line').to.not.match(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069]/u);
      expect(page.dialog.scrollWidth).to.be.at.most(560);
      await page.share();
      await page.toast();
      expect([page.root.querySelectorAll('img, b').length, 'pwned' in globalThis]).to.deep.equal([0, false]);
    });
  }

  it('markup in the secret’s name is text', async () => {
    const page = await sharePage({ input: { name: '<script>globalThis.pwned = true</script>' } });
    expect(page.title).to.equal('Share “<script>globalThis.pwned = true</script>”');
    expect('pwned' in globalThis).to.be.false;
  });

  for (const [what, text] of cases) {
    it(`${what} in the box is a text that nobody matches`, async () => {
      const page = await sharePage();
      page.input.value = text;
      page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await page.settled();
      await page.press('Enter');
      await until(() => page.error !== '' || page.active !== undefined || page.added.length > 0, 'an answer');
      expect([page.root.querySelectorAll('#input-error img, #input-error b').length, 'pwned' in globalThis]).to.deep.equal([0, false]);
      expect(page.dialog.scrollWidth).to.be.at.most(560);
    });
  }

  it('a `{name}` in what was typed is not filled in', async () => {
    const page = await sharePage();
    await page.add('{name}@{q}');
    expect(page.error).to.equal('No person or group matches “{name}@{q}”. Check the spelling or pick from the list.');
  });

  it('pasted markup becomes chips of text', async () => {
    const page = await sharePage();
    await page.paste('<img src=x onerror=alert(1)>, "><svg onload=alert(1)>');
    await until(() => page.chips.length > 0, 'the chips');
    expect(page.root.querySelectorAll('.chip img, .chip svg[onload]')).to.have.lengthOf(0);
  });

  it('an avatar from anywhere but https or data is not loaded', async () => {
    const page = await sharePage({ people: [ana, { ...joao, avatarUrl: 'javascript:alert(1)' }, { ...carla, avatarUrl: 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' }] });
    await page.add('joao');
    await page.add('carla');
    expect([page.row('João Pereira').querySelectorAll('img').length, page.row('Carla Dias').querySelectorAll('img').length]).to.deep.equal([0, 1]);
  });
});

describe('the secret itself', () => {
  it('is nowhere in the window, its attributes, its drafts, its events or its toast', async () => {
    const value = 'sk_live_5up3r-s3cr3t';
    const client = 'client-id-which-is-sealed-too';
    const page = await sharePage({ input: { clientSecret: value, clientId: client, notes: 'note-that-is-sealed' }, before: async (world, secret) => {
      await world.enrol(bruno);
      return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit')]));
    } });
    const told: unknown[] = [];
    for (const type of ['mysafe-recipient-add', 'mysafe-share', 'mysafe-shared', 'mysafe-recipient-remove'] as const) {
      page.element.addEventListener(type, (event) => { told.push(Object.entries(event)); });
    }
    await page.add('joao');
    await page.click('Remove Bruno Alves');
    const markup = page.element.outerHTML + page.root.innerHTML + JSON.stringify(page.element.snapshot);
    await page.share();
    await page.toast();
    const all = markup + JSON.stringify(told) + document.body.innerHTML + document.querySelector('mysafe-toasts')!.shadowRoot!.innerHTML;
    expect(told.length).to.be.greaterThan(2);
    for (const sealed of [value, client, 'note-that-is-sealed']) expect(all.includes(sealed), sealed).to.be.false;
  });
});
