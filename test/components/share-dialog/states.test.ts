import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { MySafeError } from '../../../src/core/index.js';
import { type SharePage, type SharePageOptions, aGate, sharePage, until, withCalls } from '../../support/share-page.js';
import { ana, bruno, carla, grant, joao, line, maria, ok, own } from '../../support/vault-builders.js';

const shared: SharePageOptions = { before: async (world, secret) => {
  await world.enrol(bruno, carla);
  return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla)]));
} };
const disabled: SharePageOptions = { before: async (world, secret, all) => {
  await shared.before!(world, secret, all);
  await (await world.vaultOf(ana)).secrets.disable([secret.id]);
} };

/** Opens without waiting for the access list. */
async function openAtOnce(page: SharePage): Promise<void> {
  page.element.show(page.secret);
  await until(() => page.isOpen, 'the window');
  await page.element.updateComplete;
}

async function loading(): Promise<{ page: SharePage; gate: ReturnType<typeof aGate> }> {
  const gate = aGate();
  const page = await sharePage({ ...shared, opened: false, wrap: (vault) => withCalls(vault, 'sharing', { access: async (...args) => { await gate.passed; return vault.sharing.access(...args); } }) });
  await openAtOnce(page);
  return { page, gate };
}

describe('while the access list loads', () => {
  it('shows three skeleton rows, says that it is busy, and the box works at once', async () => {
    const { page, gate } = await loading();
    expect([...page.root.querySelectorAll('.skeleton.avatar')]).to.have.lengthOf(3);
    expect(page.root.querySelectorAll('[aria-busy=true]').length).to.be.greaterThan(0);
    expect(page.focused).to.equal('Add people or groups');
    expect(page.find('button', 'Share') !== undefined).to.be.true;
    gate.open();
    await page.settled();
    expect([page.root.querySelectorAll('.skeleton').length, page.existing.length]).to.deep.equal([0, 2]);
  });

  it('somebody who has access and is chosen meanwhile keeps what they hold', async () => {
    const { page, gate } = await loading();
    page.input.value = 'bruno';
    page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await until(() => page.options.length > 0, 'the hit');
    await page.press('Enter');
    gate.open();
    await page.settled();
    expect([page.rowOf('Bruno Alves').edit, page.element.snapshot?.changes]).to.deep.equal([true, []]);
  });
});

describe('states of the share window', () => {
  it('empty: “Nobody else has access yet.”', async () => {
    const page = await sharePage();
    expect(page.headings).to.deep.equal(['Already has access (0)']);
    expect(page.root.querySelector('[part=access]')!.textContent).to.contain('Nobody else has access yet.');
  });

  it('T23 without the right to share: a list to read, who may, no box and no Share', async () => {
    const page = await sharePage({ ...shared, actingAs: bruno });
    expect(page.banners).to.deep.equal(['Only Ana Costa and people who can share may add others.']);
    expect(page.existing.map(({ name, view }) => [name, view])).to.deep.equal([['Bruno Alves', undefined], ['Carla Dias', undefined]]);
    expect([...page.root.querySelectorAll('.recipient .level')].map((level) => level.textContent)).to.deep.equal(['Owner', 'Can edit', 'Can view']);
    expect([page.all('combobox').length, page.all('checkbox').length, page.find('button', 'Share') === undefined]).to.deep.equal([0, 0, true]);
    expect(page.all('button').map((button) => button.getAttribute('aria-label') ?? button.textContent?.trim())).to.deep.equal(['Close', 'Cancel']);
    expect(page.focused, 'focus is in the window').to.not.equal('');
  });

  it('T23 Ctrl+Enter shares nothing there either', async () => {
    const page = await sharePage({ ...shared, actingAs: bruno });
    page.dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await page.element.updateComplete;
    expect([page.isOpen, page.hasToast]).to.deep.equal([true, false]);
  });

  it('F23 a secret that one may not see says so, and no more', async () => {
    const page = await sharePage({ actingAs: maria, opened: false });
    await openAtOnce(page);
    await page.settled();
    expect(page.banners).to.deep.equal(['You no longer have access to this secret.']);
    expect(page.root.textContent).to.not.contain('Payments');
  });

  it('while the keys are locked the unlock form stands in the window; then it goes on, and nothing is lost', async () => {
    const page = await sharePage();
    await page.add('joao');
    page.vault.keys.lock();
    await until(() => page.root.querySelector('mysafe-unlock')?.shadowRoot?.querySelector('button'), 'the unlock form');
    expect(page.find('button', 'Share')).to.equal(undefined);
    ok(await page.vault.keys.unlock());
    await until(() => !page.root.querySelector('mysafe-unlock'), 'the window as it was');
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
    await page.share();
    expect(await page.access()).to.deep.equal([own(ana), line(joao, 'view', 'pending')]);
  });

  it('T21 disabled: says so, offers Enable, and goes on from there', async () => {
    const page = await sharePage(disabled);
    expect(page.banners).to.deep.equal(['This secret is disabled. Enable it to share it. Enable']);
    page.get('button', 'Enable').focus();
    await page.click('Enable');
    await until(() => page.banners.length === 0, 'an enabled secret');
    await until(() => page.focused === 'Add people or groups', 'focus in the box');
    await page.add('joao');
    await page.share();
    expect((await page.access()).map(({ principal }) => principal)).to.include(joao.id);
  });

  it('T21 disabled: people can still be removed', async () => {
    const page = await sharePage(disabled);
    await page.click('Remove Bruno Alves');
    await page.share();
    expect(page.isOpen).to.be.false;
    expect(await page.access()).to.deep.equal([own(ana), line(carla, 'view')]);
  });

  it('T21 disabled: adding is refused, the sentence stands once, and what was decided stays', async () => {
    const page = await sharePage(disabled);
    await page.add('joao');
    await page.share();
    expect(page.banners.map((text) => text.replace(/ Enable$/u, ''))).to.deep.equal(['This secret is disabled. Enable it to share it.']);
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });

  it('reading failed: says so, Retry reads again', async () => {
    const answers = { fails: true };
    const page = await sharePage({ opened: false, ...shared, wrap: (vault) => withCalls(vault, 'sharing', { access: (...args) => (answers.fails ? Promise.reject(new MySafeError('storage/unavailable', 'no answer')) : vault.sharing.access(...args)) }) });
    await openAtOnce(page);
    await until(() => page.banners.length > 0, 'the fault');
    expect(page.banners).to.deep.equal(['The storage did not answer. Nothing was changed. Try again. Retry']);
    answers.fails = false;
    page.get('button', 'Retry').focus();
    await page.click('Retry');
    await until(() => page.existing.length === 2, 'the list');
    await until(() => page.focused === 'Add people or groups', 'focus in the box');
    expect(page.banners).to.deep.equal([]);
  });

  it('a policy that asks for an end gives each new row one, and says until when', async () => {
    const page = await sharePage({ policy: { requireEnd: true, longestGrantSeconds: 86_400 }, now: new Date() });
    await page.add('joao');
    expect(page.row('João Pereira').querySelector('select')?.selectedOptions[0]?.text).to.match(/^Until /u);
    page.world.clock.set(new Date());
    await page.share();
    const [, entry] = ok(await page.vault.sharing.access(page.secret.id));
    expect(entry?.expiresAt?.getTime()).to.be.closeTo(Date.now() + 86_400_000, 60_000);
  });
});

// What each state looks like to a checker of accessibility, on a narrow screen, in forced colours and from right to left.
const states: Readonly<Record<string, () => Promise<SharePage>>> = {
  'empty': () => sharePage(),
  'loading': async () => (await loading()).page,
  'with people': async () => {
    const page = await sharePage({ ...shared, groups: [] });
    await page.add('joao');
    await page.click('Remove Bruno Alves');
    return page;
  },
  'suggestions open': async () => {
    const page = await sharePage(shared);
    await page.type('a');
    return page;
  },
  'no match': async () => {
    const page = await sharePage({ set: { validateOn: 'commit' } });
    await page.type('zzz');
    return page;
  },
  'search failed': async () => {
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', { search: () => Promise.reject(new Error('offline')) }) });
    await page.type('joao');
    return page;
  },
  'red': async () => {
    const page = await sharePage();
    await page.add('nobody@example.org');
    return page;
  },
  'pasted entries': async () => {
    const page = await sharePage();
    await page.paste('joao, somebody-with-a-very-long-address@a-very-long-company-name.example.org, zzz');
    await until(() => page.chips.length > 0, 'chips');
    return page;
  },
  'look-alikes': async () => {
    const page = await sharePage();
    await page.type('maria');
    await page.press('Enter');
    return page;
  },
  'people one shares with often': async () => sharePage({ before: async (world) => {
    const vault = await world.vaultOf(ana);
    const other = ok(await vault.secrets.add({ name: 'x', url: 'https://example.org', clientId: 'x' }));
    ok(await vault.sharing.share(other.id, [grant(carla), grant(maria)]));
  } }),
  'read-only': () => sharePage({ ...shared, actingAs: bruno }),
  'disabled secret': () => sharePage(disabled),
  'locked': () => sharePage({ wrap: (vault) => { vault.keys.lock(); return vault; } }),
  'draft restored': async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.click('Cancel');
    await page.open();
    return page;
  },
  'refused': async () => {
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'sharing', { share: () => Promise.resolve({ ok: false, refusal: { code: 'share/problem', problems: [{ principal: joao.id, problem: 'suspended' }] } }) }) });
    await page.add('joao');
    await page.share();
    return page;
  },
  'saving': async () => {
    const gate = aGate();
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'sharing', { share: async (...args) => { await gate.passed; return vault.sharing.share(...args); } }) });
    await page.add('joao');
    page.get('button', 'Share').click();
    await until(() => page.element.snapshot?.status === 'saving', 'saving');
    return page;
  },
  'conflict': async () => {
    const page = await sharePage(shared);
    await page.toggle('Carla Dias', 'Can edit');
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secret.id, [{ op: 'revoke', principal: carla.id }, grant(maria)]));
    await page.share();
    return page;
  },
  'several secrets': () => sharePage({ names: ['Payments', 'Mail'], before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit')])) }),
  'fault': async () => {
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'sharing', { share: () => Promise.reject(new MySafeError('storage/unavailable', 'no answer')) }) });
    await page.add('joao');
    await page.share();
    return page;
  },
};

/** What hangs out over the side of the window, by its class. */
function overflowing(page: SharePage): string[] {
  const width = document.documentElement.clientWidth;
  return [...page.root.querySelectorAll<HTMLElement>('dialog, dialog *')]
    .filter((element) => element.getClientRects().length > 0 && !element.closest('.sr-only'))
    .filter((element) => { const { left, right } = element.getBoundingClientRect(); return left < -1 || right > width + 1; })
    .map((element) => `${element.localName}.${element.className}`);
}

describe('every state of the share window', () => {
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  after(async () => {
    await emulateMedia({ reducedMotion: 'no-preference', forcedColors: 'none', colorScheme: 'light' });
    await setViewport({ width: 1280, height: 800 });
  });

  for (const [state, show] of Object.entries(states)) {
    it(`is accessible: ${state}`, async () => {
      const page = await show();
      await page.element.updateComplete;
      await expect(page.element).to.be.accessible();
    });
  }

  describe('at 320 px', () => {
    before(() => setViewport({ width: 320, height: 640 }));
    after(() => setViewport({ width: 1280, height: 800 }));
    for (const [state, show] of Object.entries(states)) {
      it(`nothing hangs out (1.4.10): ${state}`, async () => {
        const page = await show();
        await page.element.updateComplete;
        expect(overflowing(page)).to.deep.equal([]);
        const body = page.root.querySelector('.body')!;
        expect(body.scrollWidth, 'the body scrolls down, not across').to.be.at.most(body.clientWidth);
      });
    }

    it('the window is a sheet at the top, and the list stands in the flow, so that no keyboard covers it', async () => {
      const page = await states['suggestions open']!();
      const { left, top, width } = page.dialog.getBoundingClientRect();
      expect([left, top, width]).to.deep.equal([0, 0, 320]);
      expect(page.get('listbox').hasAttribute('popover')).to.be.false;
      expect(getComputedStyle(page.get('listbox')).position).to.equal('static');
    });
  });

  describe('in the dark', () => {
    before(() => emulateMedia({ colorScheme: 'dark' }));
    after(() => emulateMedia({ colorScheme: 'light' }));
    for (const state of ['with people', 'suggestions open', 'red', 'refused', 'look-alikes', 'disabled secret']) {
      it(`is accessible by the host’s colour scheme: ${state}`, async () => {
        document.documentElement.style.colorScheme = 'light dark';
        try {
          const page = await states[state]!();
          expect(getComputedStyle(page.dialog).backgroundColor).to.equal('rgb(27, 30, 36)');
          await expect(page.element).to.be.accessible();
        } finally {
          document.documentElement.style.colorScheme = '';
        }
      });
    }
  });

  describe('in forced colours', () => {
    before(() => emulateMedia({ forcedColors: 'active' }));
    after(() => emulateMedia({ forcedColors: 'none' }));

    it('the active option is set off by more than its background', async () => {
      const page = await states['suggestions open']!();
      const [active, other] = [page.root.querySelector('.option.active')!, page.root.querySelector('.option:not(.active)')!].map((option) => getComputedStyle(option));
      expect(active!.backgroundColor).to.not.equal(other!.backgroundColor);
      expect(active!.color).to.not.equal(other!.color);
    });

    it('the window, buttons and the wrong box have borders', async () => {
      const page = await states['red']!();
      for (const [selector, least] of [['dialog', 2], ['[part=share-button]', 1], ['[part=input-box]', 2]] as const) {
        expect(Number.parseFloat(getComputedStyle(page.root.querySelector(selector)!).borderTopWidth), selector).to.be.at.least(least);
      }
    });
  });

  describe('from right to left', () => {
    before(() => { document.documentElement.dir = 'rtl'; });
    after(() => { document.documentElement.removeAttribute('dir'); });

    it('everything is mirrored, and nothing hangs out', async () => {
      const page = await states['with people']!();
      const [title, close] = [page.root.querySelector('h2')!, page.get('button', 'Close')].map((element) => element.getBoundingClientRect());
      expect(close!.left).to.be.lessThan(title!.left);
      expect(overflowing(page)).to.deep.equal([]);
      await expect(page.element).to.be.accessible();
    });

    it('the list stands under the box', async () => {
      const page = await states['suggestions open']!();
      const [box, list] = [page.root.querySelector('[part=input-box]')!, page.get('listbox')].map((element) => element.getBoundingClientRect());
      expect([Math.round(list!.left), Math.round(list!.right)]).to.deep.equal([Math.round(box!.left), Math.round(box!.right)]);
      expect(list!.top).to.be.at.least(box!.bottom);
    });
  });

  it('the list stands under the box, is as wide, and is cut by nothing', async () => {
    const page = await states['suggestions open']!();
    const [box, list] = [page.root.querySelector('[part=input-box]')!, page.get('listbox')].map((element) => element.getBoundingClientRect());
    expect([Math.round(list!.left), Math.round(list!.right)]).to.deep.equal([Math.round(box!.left), Math.round(box!.right)]);
    const last = page.all('option').at(-1)!.getBoundingClientRect();
    const hit = page.root.elementFromPoint(last.left + 20, Math.min(last.top + 10, list!.bottom - 8));
    expect(hit?.closest('[role=listbox]') !== null).to.be.true;
  });

  it('targets are large enough (2.5.8): 24 px and more', async () => {
    const page = await states['with people']!();
    const small = page.all('button').filter((button) => { const { width, height } = button.getBoundingClientRect(); return width < 24 || height < 24; }).map((button) => button.textContent);
    expect(small).to.deep.equal([]);
    for (const label of page.root.querySelectorAll('label.check')) expect(label.getBoundingClientRect().height).to.be.at.least(24);
  });

  it('the host’s own page does not jump or lose its scroll place', async () => {
    const page = await sharePage({ opened: false });
    const tall = document.body.appendChild(document.createElement('div'));
    tall.style.height = '3000px';
    window.scrollTo(0, 400);
    const before = [window.scrollY, document.documentElement.clientWidth];
    page.trigger.focus({ preventScroll: true });
    page.element.show(page.secret);
    await until(() => page.isOpen, 'the window');
    expect([window.scrollY, document.documentElement.clientWidth]).to.deep.equal(before);
    tall.remove();
    window.scrollTo(0, 0);
  });
});
