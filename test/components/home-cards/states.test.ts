import { expect } from '@open-wc/testing';
import { MySafeError, type SecretPage, type Vault } from '../../../src/core/index.js';
import { noteTouched, onTouched, touchedBy } from '../../../src/components/shared/touched.js';
import { aHome, homePage, pageOf } from '../../support/home-page.js';
import { testClipboard, until } from '../../support/secret-view-page.js';
import { hasUnlock } from '../../support/unlock-page.js';
import { ana, bruno, ok } from '../../support/vault-builders.js';

/** The vault, whose answers to `list` the test holds back, lets fail or lets through. */
function slow() {
  const asked: { readonly signal?: AbortSignal; answer(page?: SecretPage): void; fail(fault: unknown): void }[] = [];
  const wrap = (vault: Vault): Vault => ({
    ...vault,
    secrets: {
      ...vault.secrets,
      list: (query, options) => new Promise((resolve, reject) => {
        asked.push({ signal: options?.signal, answer: (page) => { if (page) resolve(page); else vault.secrets.list(query).then(resolve, reject); }, fail: reject });
      }),
    },
  });
  return { asked, wrap };
}

const down = new MySafeError('storage/unavailable', 'The test took the storage away.');
const NAME = 'Stripe live key';

describe('the states of the home', () => {
  it('cards of nothing until the first answer, said as busy', async () => {
    const { asked, wrap } = slow();
    const page = await homePage({ wrap, loaded: false });
    expect([page.busy, page.root.querySelectorAll('.card').length, page.root.querySelector('.grid .sr-only')!.textContent]).to.deep.equal([true, 6, 'Loading…']);
    expect(page.home.matches(':state(loading)')).to.equal(true);
    await page.isAccessible();
    asked[0]!.answer();
    await page.shows({ 'Most used': [NAME] });
    expect([page.busy, page.home.matches(':state(loading)')]).to.deep.equal([false, false]);
  });

  it('the same while there is no vault yet', async () => {
    const page = pageOf(await aHome(undefined), {} as never);
    expect([page.busy, page.root.querySelectorAll('.card').length]).to.deep.equal([true, 6]);
  });

  it('a failed question says so and can be asked again; what was there stays', async () => {
    const { asked, wrap } = slow();
    const page = await homePage({ wrap, loaded: false });
    asked[0]!.fail(down);
    await until(() => page.banners.length === 1, 'the banner');
    expect(page.banners).to.deep.equal(["Couldn't load the API secrets."]);
    expect(page.home.matches(':state(error)')).to.equal(true);
    await page.isAccessible();
    page.button('Retry').click();
    await until(() => asked[1], 'the second question');
    asked[1]!.answer();
    await page.shows({ 'Most used': [NAME] });
    window.dispatchEvent(new Event('offline'));
    try {
      void page.home.refresh();
      await until(() => asked[2], 'the third question');
      asked[2]!.fail(down);
      await until(() => page.banners.length === 1, 'the banner');
      expect([page.banners, page.sections]).to.deep.equal([["You're offline."], { 'Most used': [NAME] }]);
    } finally {
      window.dispatchEvent(new Event('online'));
    }
  });

  it('without the journal, more is shown as new, and nothing is lost', async () => {
    const page = await homePage({ wrap: (vault) => ({ ...vault, activity: { ...vault.activity, list: () => Promise.reject(down) } }) });
    expect(page.sections).to.deep.equal({ 'Most used': [NAME] });
  });

  it('while the keys are locked the cards stay; what needs the keys leads to the form, and back', async () => {
    const clipboard = testClipboard();
    try {
      const page = await homePage();
      page.vault.keys.lock();
      await until(() => hasUnlock(page.home), 'the form');
      expect(page.sections).to.deep.equal({ 'Most used': [NAME] });
      await page.isAccessible();
      const copy = page.button(`Copy client secret of ${NAME}`);
      copy.click();
      await page.says('Your keys are locked. Unlock them to go on.');
      expect(page.root.activeElement?.localName).to.equal('mysafe-unlock');
      ok(await page.vault.keys.unlock());
      await until(() => !hasUnlock(page.home), 'the form gone');
      expect([page.root.activeElement, clipboard.texts]).to.deep.equal([copy, []]);
    } finally {
      clipboard.restore();
    }
  });

  it('another vault leaves nothing of the one before', async () => {
    const page = await homePage();
    page.home.vault = await page.world.vaultOf(bruno);
    await until(() => page.empty.startsWith('Keep your first API secret here'), 'the first use');
    expect(page.has('Add API secret')).to.equal(true);
  });

  it('taken out of the page it follows nothing, and follows again when it is back', async () => {
    const page = await homePage();
    const parent = page.home.parentElement!;
    page.home.remove();
    ok(await page.vault.secrets.add({ name: 'Second', url: 'u', clientId: 'c' }));
    parent.append(page.home);
    await until(() => page.sections['Most used']?.length === 2, 'both');
  });
});

describe('what was touched', () => {
  beforeEach(() => { localStorage.clear(); });
  const at = (day: number): Date => new Date(2026, 0, day);

  it('is noted with the grant that was known, the newest stays, one’s own is not', () => {
    noteTouched(ana.id, { id: 'own' });
    noteTouched(ana.id, { id: 'a', sharedAt: at(2) });
    noteTouched(ana.id, { id: 'a', sharedAt: at(1) });
    noteTouched(ana.id, { id: 'b', sharedAt: at(3) });
    expect([...touchedBy(ana.id)]).to.deep.equal([['a', at(2).getTime()], ['b', at(3).getTime()]]);
    expect([...touchedBy(bruno.id)]).to.deep.equal([]);
  });

  it('keeps the newest thousand', () => {
    localStorage.setItem(`mysafe-share touched ${ana.id}`, JSON.stringify(Array.from({ length: 1_000 }, (_, n) => [`s${n}`, n])));
    noteTouched(ana.id, { id: 'one more', sharedAt: at(1) });
    expect([touchedBy(ana.id).size, touchedBy(ana.id).has('s0'), touchedBy(ana.id).has('one more')]).to.deep.equal([1_000, false, true]);
  });

  it('is told here and from other tabs, until nobody listens', () => {
    let told = 0;
    const stop = onTouched(() => { told += 1; });
    noteTouched(ana.id, { id: 'a', sharedAt: at(1) });
    noteTouched(ana.id, { id: 'a', sharedAt: at(1) });
    window.dispatchEvent(new StorageEvent('storage', { key: `mysafe-share touched ${ana.id}` }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'something else' }));
    stop();
    noteTouched(ana.id, { id: 'b', sharedAt: at(1) });
    expect(told).to.equal(2);
  });

  it('takes nothing of another shape, and works where nothing may be kept', () => {
    for (const text of ['{', '{"a":1}', '[["a"],[1,2],["b",null],["c",3]]', 'null', '[{}]']) {
      localStorage.setItem(`mysafe-share touched ${ana.id}`, text);
      expect([...touchedBy(ana.id).keys()].filter((id) => id !== 'c')).to.deep.equal([]);
    }
    localStorage.clear();
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => { throw new DOMException('No.', 'SecurityError'); };
    try {
      noteTouched(ana.id, { id: 'a', sharedAt: at(1) });
      expect(touchedBy(ana.id).has('a')).to.equal(true);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
