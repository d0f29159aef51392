import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import type { Vault } from '../../../src/core/index.js';
import { asideIn } from '../../support/aside-page.js';
import { type SharePage, sharePage, until } from '../../support/share-page.js';
import { startsOver } from '../../support/trust-builders.js';
import { ana, bruno, carla, grant, joao, line, ok, own } from '../../support/vault-builders.js';

/** Ana knew Bruno; he started over, and she shares with him and Carla. */
async function toBruno(): Promise<{ page: SharePage; before: string; now: string }> {
  let [before, now] = ['', ''];
  const page = await sharePage({ before: async (world) => {
    await world.enrol(bruno, carla);
    before = await (await world.vaultOf(ana)).keys.fingerprint(bruno.id);
    now = await (await startsOver(world, bruno)).keys.fingerprint(bruno.id);
  } });
  await page.add('carla');
  await page.add('bruno');
  return { page, before, now };
}

const shareAndWait = async (page: SharePage) => {
  page.get('button', 'Share').focus();
  await page.click('Share');
  return asideIn(page.root, 'mysafe-fingerprint');
};

describe('sharing with somebody whose keys have changed', () => {
  it('says whose, what it can mean, and shows both fingerprints; focus is on the title', async () => {
    const { page, before, now } = await toBruno();
    const aside = await shareAndWait(page);
    expect([aside.title, aside.focused]).to.deep.equal(['The keys of Bruno Alves have changed', 'The keys of Bruno Alves have changed']);
    expect(aside.text).to.contain('Bruno Alves started over').and.to.contain('somebody pretends to be Bruno Alves').and.to.contain('Compare it with Bruno Alves on another way than this app');
    expect(aside.fingerprints).to.deep.equal({ 'Until now': before, Now: now });
    expect(aside.buttons).to.deep.equal(['Cancel', 'They match']);
    await aside.isAccessible();
    expect(await page.access(), 'nobody got anything').to.deep.equal([own(ana)]);
  });

  it('“They match” shares by itself, with nothing lost', async () => {
    const { page } = await toBruno();
    const aside = await shareAndWait(page);
    await aside.click('They match');
    await until(() => !page.isOpen, 'the window closed');
    expect(await page.toast()).to.deep.equal(['Shared', 'with Carla Dias and Bruno Alves']);
    expect(await page.access()).to.deep.equal([own(ana), line(carla, 'view'), line(bruno, 'view')]);
    expect((await page.vault.keys.trust(bruno.id)).state).to.equal('verified');
  });

  for (const way of ['Cancel', 'Escape']) {
    it(`${way} goes back to the share window as it was, with a way to compare later`, async () => {
      const { page } = await toBruno();
      const aside = await shareAndWait(page);
      if (way === 'Cancel') await aside.click('Cancel');
      else await sendKeys({ press: 'Escape' });
      await aside.closed();
      expect([page.isOpen, page.focused, page.added.map(({ name }) => name)]).to.deep.equal([true, 'Share', ['Carla Dias', 'Bruno Alves']]);
      expect(page.banners).to.deep.equal(['Somebody’s keys are not the ones you knew. Compare the new fingerprint with that person before you go on. Compare fingerprint']);
      expect((await page.vault.keys.trust(bruno.id)).state).to.equal('changed');
      await page.click('Compare fingerprint');
      await (await asideIn(page.root, 'mysafe-fingerprint')).click('They match');
      await until(() => !page.isOpen, 'the window closed');
      expect((await page.access()).map(({ principal }) => principal)).to.include(bruno.id);
    });
  }

  it('keys that change once more while they are compared are shown anew, and nothing is noted', async () => {
    const { page } = await toBruno();
    const aside = await shareAndWait(page);
    const latest = await (await startsOver(page.world, bruno)).keys.fingerprint(bruno.id);
    await aside.click('They match');
    await until(() => aside.text.includes('became another one while you compared it'), 'the sentence');
    expect(aside.fingerprints['Now']).to.equal(latest);
    expect((await page.vault.keys.trust(bruno.id)).state).to.equal('changed');
  });

  it('a host that shows the refusal itself is not interrupted', async () => {
    const { page } = await toBruno();
    page.element.addEventListener('mysafe-share-refused', (event) => { event.preventDefault(); });
    await page.share();
    expect([page.isOpen, page.root.querySelector('mysafe-fingerprint')]).to.deep.equal([true, null]);
  });

  it('goes when the share window is taken out of the page', async () => {
    const { page } = await toBruno();
    const aside = await shareAndWait(page);
    page.element.remove();
    await aside.closed();
    expect(await page.access()).to.deep.equal([own(ana)]);
  });

  it('fits 320 px, and keeps its digits from left to right where the page is right to left', async () => {
    await setViewport({ width: 320, height: 640 });
    document.documentElement.dir = 'rtl';
    try {
      const { page } = await toBruno();
      const aside = await shareAndWait(page);
      const inner = aside.element.shadowRoot!;
      const digits = inner.querySelector<HTMLElement>('.digits')!;
      const [first, second] = [...digits.children].map((group) => group.getBoundingClientRect().left);
      expect(first).to.be.lessThan(second!);
      for (const part of [digits, inner.querySelector('.body')!, inner.querySelector('.footer')!]) expect(part.scrollWidth, part.className).to.be.at.most(part.clientWidth);
    } finally {
      document.documentElement.dir = '';
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('has edges in forced colours', async () => {
    const { page } = await toBruno();
    await emulateMedia({ forcedColors: 'active' });
    try {
      const aside = await shareAndWait(page);
      expect(getComputedStyle(aside.element.shadowRoot!.querySelector('.digits')!).borderTopWidth).to.equal('1px');
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
  });
});

describe('sharing where fingerprints must be compared first', () => {
  const strict = { policy: { requireVerified: 'always' }, before: async (world: { enrol(...who: readonly (typeof bruno)[]): Promise<void> }) => world.enrol(bruno, joao) } as const;

  it('says so at the row, with a button that opens the comparison; then the row is free', async () => {
    const page = await sharePage(strict);
    await page.add('bruno');
    page.get('button', 'Share').click();
    await until(() => page.rowOf('Bruno Alves').isRed, 'the sentence at the row');
    expect(page.rowOf('Bruno Alves').problem).to.equal('Compare the fingerprint of Bruno Alves first. Your administrator asks for it.');
    await page.click('Compare fingerprint of Bruno Alves');
    const aside = await asideIn(page.root, 'mysafe-fingerprint');
    expect([aside.title, aside.text.includes('Known since first contact. Not compared yet.')]).to.deep.equal(['Compare fingerprint of Bruno Alves', true]);
    const theirs: Vault = await page.world.vaultOf(bruno);
    expect(aside.fingerprints).to.deep.equal({ 'Fingerprint of Bruno Alves': await theirs.keys.fingerprint(bruno.id), 'Your own fingerprint': await theirs.keys.fingerprint(ana.id) });
    await aside.click('They match');
    await aside.closed();
    await until(() => page.focusedInRow === 'Can view of Bruno Alves', 'focus in the row');
    expect([page.rowOf('Bruno Alves').isRed, page.rowOf('Bruno Alves').notes]).to.deep.equal([false, 'Compared · First time']);
    await page.announced('Compared with Bruno Alves');
    await page.share();
    expect(await page.access()).to.deep.equal([own(ana), line(bruno, 'view')]);
  });
});

describe('private groups in the share window', () => {
  it('a group says who manages it', async () => {
    const page = await sharePage({ before: async (world, { id }) => {
      await world.enrol(bruno, carla);
      const mine = await world.groupOf(ana, 'Mine', [bruno]);
      const theirs = await world.groupOf(carla, 'Theirs', [ana]);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(mine), grant(theirs)]));
    } });
    await until(() => page.rowOf('Theirs').notes !== '', 'the manager');
    expect([page.rowOf('Mine').notes, page.rowOf('Theirs').notes]).to.deep.equal(['managed by you', 'managed by Carla Dias']);
  });
});
