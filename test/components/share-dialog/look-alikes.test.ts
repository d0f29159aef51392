import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { User } from '../../../src/core/index.js';
import { type SharePage, type SharePageOptions, aGate, sharePage, until, withCalls } from '../../support/share-page.js';
import { ana, carla, grant, joao, maria, ok, own } from '../../support/vault-builders.js';

const person = (id: string, name: string, more: Partial<User> = {}): User => ({ kind: 'user', id: `user:${id}`, name, username: id, email: `${id}@example.org`, status: 'active', ...more });
const real = person('root', 'admin');
const fake = person('mallory', '\u0430dmin');
const eve = person('eve', 'Eve Outer', { email: 'eve@partner.example' });
const twins: SharePageOptions = { people: [ana, real, fake], groups: [] };
const outside: SharePageOptions = { people: [ana, joao, eve], groups: [] };
const BOTH = '2 people match “admin”. Pick one.';

const told = async (page: SharePage): Promise<void> => { await until(() => page.error, 'the sentence'); await page.element.updateComplete; };
const optionText = (page: SharePage, at: number): string => (page.all('option')[at]?.textContent ?? '').replace(/\s+/gu, ' ').trim();

describe('a name that another one looks like', () => {
  it('shows both side by side, told apart by username and e-mail', async () => {
    const page = await sharePage(twins);
    await page.type('admin');
    expect(page.options.map(({ text }) => text)).to.deep.equal(['admin @root · root@example.org', '\u0430dmin @mallory · mallory@example.org']);
  });

  it('Enter takes neither: the text stays, red, and the list stays open with none active', async () => {
    const page = await sharePage(twins);
    await page.type('admin');
    await page.press('Enter');
    await told(page);
    expect([page.error, page.isRed, page.input.value, page.added]).to.deep.equal([BOTH, true, 'admin', []]);
    expect([page.listIsOpen, page.active]).to.deep.equal([true, undefined]);
    await page.announced(BOTH);
    await page.press('Enter');
    await page.press('Enter');
    expect(page.added, 'however often').to.deep.equal([]);
  });

  it('one of them is gone to and taken; its row says what to check', async () => {
    const page = await sharePage(twins);
    await page.type('admin');
    await page.press('Enter');
    await told(page);
    await page.press('ArrowDown');
    expect(page.active).to.equal('admin @root · root@example.org');
    await page.press('ArrowDown');
    await page.press('Enter');
    expect(page.added[0]).to.include({ name: '\u0430dmin', problem: 'Another \u0430dmin exists. Check: @mallory, mallory@example.org.', isRed: false });
    expect([page.error, page.isRed, page.input.value]).to.deep.equal(['', false, '']);
  });

  it('a click on its own row takes it at once', async () => {
    const page = await sharePage(twins);
    await page.type('admin');
    await page.point(page.all('option')[0]!);
    expect(page.added[0]?.problem).to.equal('Another admin exists. Check: @root, root@example.org.');
  });

  for (const [how, key] of [['a comma', ','], ['leaving the box', 'Tab']] as const) {
    it(`${how} takes neither, too`, async () => {
      const page = await sharePage(twins);
      await page.type('admin');
      await page.press(key);
      await told(page);
      expect([page.error, page.added]).to.deep.equal([BOTH, []]);
    });
  }

  it('an Enter that came before the hits takes neither', async () => {
    const gate = aGate();
    const page = await sharePage({ ...twins, wrap: (vault) => withCalls(vault, 'recipients', { search: async (text, options) => { await gate.passed; return vault.recipients.search(text, options); } }) });
    await sendKeys({ type: 'admin' });
    await page.press('Enter');
    gate.open();
    await told(page);
    expect([page.error, page.added]).to.deep.equal([BOTH, []]);
  });

  it('a username of one’s own is a choice; Shift+Enter gives Can edit with it', async () => {
    const page = await sharePage(twins);
    await page.type('root');
    await page.press('Shift+Enter');
    await until(() => page.added.length > 0, 'the row');
    await page.element.updateComplete;
    expect(page.added[0]).to.include({ name: 'admin', edit: true, problem: 'Another admin exists. Check: @root, root@example.org.' });
  });

  it('pasted with others it waits as an entry; editing it shows both', async () => {
    const page = await sharePage({ ...twins, people: [...twins.people!, joao] });
    await page.paste('joao, admin');
    await until(() => page.chips.length > 0, 'the entry');
    expect([page.added.map(({ name }) => name), page.chips]).to.deep.equal([['João Pereira'], ['admin']]);
    await page.click('Edit admin');
    await page.settled();
    expect(page.options).to.have.lengthOf(2);
  });

  it('Share with such a text in the box shares nothing', async () => {
    const page = await sharePage(twins);
    await page.type('admin');
    await page.share();
    expect([page.error, await page.access()]).to.deep.equal([BOTH, [own(ana)]]);
  });

  it('two of the very same name are a choice as well, by Enter on the whole name', async () => {
    const page = await sharePage();
    await page.type('maria silva');
    await page.press('Enter');
    await told(page);
    expect([page.error, page.added]).to.deep.equal(['2 people match “maria silva”. Pick one.', []]);
  });

  it('odd letters without a twin are told in a sentence of their own', async () => {
    const odd = person('mallory', 'P\u0430ypal Support');
    const page = await sharePage({ people: [ana, odd], groups: [] });
    await page.type('mallory');
    await page.press('Enter');
    await until(() => page.added.length > 0, 'the row');
    await page.element.updateComplete;
    expect(page.added[0]?.problem).to.equal('The name or address of P\u0430ypal Support can be mistaken for another. Check: @mallory, mallory@example.org.');
  });
});

describe('first times and outside people', () => {
  it('stand under “Outside”, each with username, e-mail and a word on it', async () => {
    const page = await sharePage(outside);
    await page.type('e');
    expect(page.sections).to.have.members(['People', 'Outside']);
    const section = page.all('group').find((one) => one.getAttribute('aria-labelledby') === 'section-outside')!;
    const options = [...section.querySelectorAll('[role=option]')];
    expect(options.map((option) => option.textContent?.replace(/\s+/gu, ' ').trim())).to.deep.equal(['EO Eve Outer @eve · eve@partner.example First time · Outside example.org']);
  });

  it('a row says it as well', async () => {
    const page = await sharePage(outside);
    await page.add('eve');
    expect(page.rowOf('Eve Outer')).to.include({ detail: '@eve · eve@partner.example', notes: 'First time · Outside example.org', problem: '' });
  });

  it('somebody one shares with now is no first time', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      const vault = await world.vaultOf(ana);
      const other = ok(await vault.secrets.add({ name: 'x', url: 'https://example.org', clientId: 'x' }));
      expect(secret.id).not.to.equal(other.id);
      return ok(await vault.sharing.share(other.id, [grant(carla)]));
    } });
    await page.type('carla');
    expect(optionText(page, 0)).not.to.contain('First time');
    await page.press('Enter');
    expect(page.rowOf('Carla Dias').notes).to.equal('');
    await page.type('joao');
    expect(optionText(page, 0)).to.contain('First time');
  });

  it('of those one shares with often, a look-alike shows username and e-mail to the eye, too', async () => {
    const page = await sharePage({ before: async (world) => {
      const vault = await world.vaultOf(ana);
      const other = ok(await vault.secrets.add({ name: 'x', url: 'https://example.org', clientId: 'x' }));
      return ok(await vault.sharing.share(other.id, [grant(carla), grant(maria)]));
    } });
    const details = [...page.root.querySelectorAll<HTMLElement>('[part=suggested] button')].map((chip) => [chip.textContent?.replace(/\s+/gu, ' ').trim(), chip.querySelector<HTMLElement>(':scope > span:last-child')!.offsetWidth > 1]);
    expect(details).to.deep.equal([['CDCarla Dias, @carla · carla@example.org', false], ['MSMaria Silva, @maria.silva · maria.silva@example.org', true]]);
  });

  it('the host can say it in its own words', async () => {
    const page = await sharePage({ ...outside, set: { strings: { 'share.outside-of': 'Not at {domain}', 'share.first-time': 'New', 'share.outside': 'Elsewhere' } } });
    await page.type('eve');
    expect([page.sections, optionText(page, 0)]).to.deep.equal([['Elsewhere'], 'EO Eve Outer @eve · eve@partner.example New · Not at example.org']);
  });
});

describe('look-alikes and outside people are accessible', () => {
  const states: Readonly<Record<string, () => Promise<SharePage>>> = {
    'the forced choice': async () => { const page = await sharePage(twins); await page.type('admin'); await page.press('Enter'); await told(page); return page; },
    'the row of one': async () => { const page = await sharePage(twins); await page.type('admin'); await page.point(page.all('option')[1]!); return page; },
    'outside suggestions': async () => { const page = await sharePage(outside); await page.type('e'); return page; },
    'the row of somebody outside': async () => { const page = await sharePage(outside); await page.add('eve'); return page; },
  };
  for (const [state, show] of Object.entries(states)) it(state, async () => { await expect((await show()).element).to.be.accessible(); });
});
