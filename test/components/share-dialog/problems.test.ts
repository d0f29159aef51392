import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type HeldTimers, holdTimers } from '../../support/hold-timers.js';
import { type SharePageOptions, aGate, sharePage, until, withCalls } from '../../support/share-page.js';
import { ana, bruno, davi, grant, ok, own } from '../../support/vault-builders.js';

const UNKNOWN = (text: string): string => `No person or group matches “${text}”. Check the spelling or pick from the list.`;
const withBruno: SharePageOptions = { before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit')])) };
const asManager: SharePageOptions = { actingAs: bruno, policy: { levels: ['view', 'edit', 'manage'] }, before: async (world, secret) => {
  await world.enrol(bruno);
  return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'manage')]));
} };
const contractors: SharePageOptions = { allow: ({ principal }) => (principal.id === davi.id ? { reason: 'Davi is a contractor.' } : true) };

describe('S13 T12 a text that names nobody who can be chosen', () => {
  it('marks a person it cannot find, says why, and shares nothing', async () => {
    const page = await sharePage();
    await page.add('nobody@example.org');
    expect(page.isRed).to.be.true;
    expect(page.error).to.equal(UNKNOWN('nobody@example.org'));
    expect(page.input.value).to.equal('nobody@example.org');
    expect(await page.access()).to.deep.equal([own(ana)]);
  });

  const sentences: readonly [string, string, string, SharePageOptions?][] = [
    ['unknown', 'zzz', UNKNOWN('zzz')],
    ['ambiguous', 'maria silva', '2 people match “maria silva”. Pick one.'],
    ['yourself', 'ana', 'You already have access.'],
    ['owner', 'ana', 'Ana Costa owns this secret.', asManager],
    ['suspended', 'sonia', "Sónia Reis's account is suspended."],
    ['invited', 'ivo', 'Ivo Lima has not signed in yet.'],
    ['group-disabled', 'old team', 'Old team is disabled.'],
    ['outside-policy', 'davi', 'Davi is a contractor.', contractors],
  ];
  for (const [problem, text, sentence, options] of sentences) {
    it(`T12 ${problem}: “${sentence}”, red, by eye and by ear, told to the host`, async () => {
      const page = await sharePage(options);
      const told = page.event('mysafe-recipient-invalid');
      await page.type(text);
      await sendKeys({ press: ',' });
      await until(() => page.error, 'the sentence');
      expect([page.error, page.isRed, page.input.value]).to.deep.equal([sentence, true, text]);
      await page.announced(sentence);
      const event = await told;
      expect(event.problems).to.deep.equal([{ entry: text, problem }]);
      expect([event.secretIds, event.bubbles, event.composed, event.cancelable]).to.deep.equal([[page.secret.id], true, true, false]);
      expect(page.added).to.deep.equal([]);
    });
  }

  for (const [problem, text, sentence, options] of sentences.filter(([kind]) => kind !== 'unknown' && kind !== 'ambiguous')) {
    it(`T12 ${problem} is said, too, when the option itself is chosen; the host hears of no addition`, async () => {
      const page = await sharePage(options);
      let additions = 0;
      page.element.addEventListener('mysafe-recipient-add', () => { additions += 1; });
      await page.type(text);
      await page.point(page.all('option')[0]!);
      expect([page.error, page.added, additions]).to.deep.equal([sentence, [], 0]);
    });
  }

  it('T12 has-access is no error: the row below is pointed at, and the sentence is spoken', async () => {
    const page = await sharePage(withBruno);
    let additions = 0;
    page.element.addEventListener('mysafe-recipient-add', () => { additions += 1; });
    await page.type('bruno');
    await page.press('Enter');
    await page.announced('Bruno Alves already has access. Change it below.');
    expect([page.isRed, page.error, additions]).to.deep.equal([false, '', 0]);
    expect(page.row('Bruno Alves').classList.contains('flash')).to.be.true;
    expect(page.rowOf('Bruno Alves')).to.include({ view: true, edit: true, state: '' });
  });

  it('is described to the box by its sentence', async () => {
    const page = await sharePage();
    await page.add('zzz');
    const ids = page.input.getAttribute('aria-describedby')!.split(' ');
    expect(ids.map((id) => page.root.getElementById(id)?.textContent?.trim())).to.include(UNKNOWN('zzz'));
    expect(page.root.getElementById(page.input.getAttribute('aria-errormessage')!)?.textContent?.trim()).to.equal(UNKNOWN('zzz'));
  });

  it('is red by border, fill, icon and text, not by colour alone', async () => {
    const page = await sharePage();
    const box = page.root.querySelector('[part=input-box]')!;
    const before = getComputedStyle(box);
    const [plain, fill] = [before.borderTopWidth, before.backgroundColor];
    const place = (): number[] => {
      const { left, top, width, height } = page.input.getBoundingClientRect();
      return [left, top - page.dialog.getBoundingClientRect().top, width, height].map(Math.round);
    };
    const stood = place();
    await page.add('zzz');
    const after = getComputedStyle(box);
    expect([plain, after.borderTopWidth]).to.deep.equal(['1px', '2px']);
    expect(after.backgroundColor).not.to.equal(fill);
    expect(page.root.querySelectorAll('#input-error svg')).to.have.lengthOf(1);
    expect(place(), 'nothing jumps').to.deep.equal(stood);
  });

  it('has no role=alert: one region says it, once', async () => {
    const page = await sharePage();
    await page.add('zzz');
    expect(page.root.querySelectorAll('[role=alert], [aria-live]')).to.have.lengthOf(0);
    expect(page.root.querySelectorAll('[role=status]')).to.have.lengthOf(1);
  });
});

describe('red is honest, never early', () => {
  let pause: HeldTimers;
  beforeEach(() => { pause = holdTimers(600); });
  afterEach(() => { pause.restore(); });

  it('S13 comes by itself once a search for two letters found nobody and the person paused', async () => {
    const page = await sharePage();
    const told = page.event('mysafe-recipient-invalid');
    await page.type('zz');
    expect([page.isRed, pause.waiting], 'not before the pause').to.deep.equal([false, 1]);
    pause.pass();
    expect((await told).problems).to.deep.equal([{ entry: 'zz', problem: 'unknown' }]);
    await page.element.updateComplete;
    expect([page.isRed, page.error]).to.deep.equal([true, UNKNOWN('zz')]);
    await page.announced(UNKNOWN('zz'));
  });

  const stays: readonly [string, string, SharePageOptions?][] = [
    ['after one letter', '!'],
    ['while there are hits', 'silv'],
    ['with validate-on=commit', 'zzz', { set: { validateOn: 'commit' } }],
    ['with too few letters for `min-chars`, although there would be hits', 'jo', { set: { minChars: 3 } }],
  ];
  for (const [when, text, options] of stays) {
    it(`does not come by itself ${when}`, async () => {
      const page = await sharePage(options);
      await page.type(text);
      pause.pass();
      await page.element.updateComplete;
      expect([page.isRed, page.error]).to.deep.equal([false, '']);
    });
  }

  it('does not come while the search still runs', async () => {
    const gate = aGate();
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', { search: async (text, options) => { await gate.passed; return vault.recipients.search(text, options); } }) });
    await sendKeys({ type: 'zzz' });
    pause.pass();
    await page.element.updateComplete;
    expect(page.isRed).to.be.false;
    const told = page.event('mysafe-recipient-invalid');
    gate.open();
    await until(() => pause.waiting > 0, 'the pause after the search');
    pause.pass();
    await told;
  });

  it('does not come after a search that failed', async () => {
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', { search: () => Promise.reject(new Error('offline')) }) });
    await page.type('zzz');
    pause.pass();
    await page.element.updateComplete;
    expect(page.isRed).to.be.false;
    await page.announced("Couldn't search.");
  });

  for (const [how, edit] of [['a letter more', () => sendKeys({ type: 'x' })], ['a letter less', () => sendKeys({ press: 'Backspace' })]] as const) {
    it(`is cleared by any edit: ${how}`, async () => {
      const page = await sharePage();
      await page.add('zzz');
      expect(page.isRed).to.be.true;
      await edit();
      await page.element.updateComplete;
      expect([page.isRed, page.error]).to.deep.equal([false, '']);
    });
  }

  it('with validate-on=commit comes on Enter', async () => {
    const page = await sharePage({ set: { validateOn: 'commit' } });
    await page.add('zzz');
    expect(page.isRed).to.be.true;
  });

  it('is told once for one text, and anew for the next', async () => {
    const page = await sharePage();
    const entries: string[] = [];
    page.element.addEventListener('mysafe-recipient-invalid', (event) => { entries.push(...event.problems.map(({ entry }) => entry)); });
    await page.add('zzz');
    await page.element.updateComplete;
    await page.press('Escape');
    await page.add('yyy!');
    expect(entries).to.deep.equal(['zzz', 'yyy!']);
  });
});

describe('Share with something in the way', () => {
  it('with nobody says “Add at least one person or group.” and goes to the box', async () => {
    const page = await sharePage();
    let asked = 0;
    page.element.addEventListener('mysafe-share', () => { asked += 1; });
    page.get('button', 'Share').focus();
    await page.share();
    expect([page.error, page.isRed, page.focused, asked, page.isOpen]).to.deep.equal(['Add at least one person or group.', true, 'Add people or groups', 0, true]);
    await page.announced('Add at least one person or group.');
  });

  it('the next choice clears that', async () => {
    const page = await sharePage();
    await page.share();
    await page.type('joao');
    await page.press('Enter');
    expect([page.error, page.isRed]).to.deep.equal(['', false]);
  });

  it('with a wrong text sends nothing, marks it and goes to the box', async () => {
    const page = await sharePage();
    let asked = 0;
    page.element.addEventListener('mysafe-share', () => { asked += 1; });
    await page.add('carla');
    await page.type('zzz');
    await page.share();
    expect([page.error, page.isRed, page.focused, asked]).to.deep.equal([UNKNOWN('zzz'), true, 'Add people or groups', 0]);
    expect(await page.access()).to.deep.equal([own(ana)]);
  });

  it('T2 with only people who “Will not be shared” there is nobody to share with', async () => {
    const page = await sharePage();
    await page.add('carla');
    await page.toggle('Carla Dias', 'Can view');
    await page.share();
    expect(page.error).to.equal('Add at least one person or group.');
    expect(page.added[0]?.state).to.equal('Will not be shared');
  });

  it('Share is never disabled, and never asks by alert()', async () => {
    const page = await sharePage();
    const button = page.get('button', 'Share') as HTMLButtonElement;
    expect([button.disabled, button.getAttribute('aria-disabled')]).to.deep.equal([false, null]);
  });

  it('validate() marks what is in the way, and says whether anything is', async () => {
    const page = await sharePage();
    expect(await page.element.validate(), 'nobody yet').to.be.false;
    await page.type('zzz');
    expect(await page.element.validate()).to.be.false;
    await page.element.updateComplete;
    expect(page.error).to.equal(UNKNOWN('zzz'));
    await page.press('Escape');
    await page.add('carla');
    expect(await page.element.validate()).to.be.true;
  });
});

