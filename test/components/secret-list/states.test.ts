import { expect } from '@open-wc/testing';
import { MySafeError, type SecretPage, type Vault } from '../../../src/core/index.js';
import { aList, listPage, nameOf, pageOf, until } from '../../support/secret-list-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { ana, aWorld } from '../../support/vault-builders.js';

/** The vault, whose answers to `list` the test holds back, lets fail or lets through. */
function slow() {
  const asked: { signal?: AbortSignal; text?: string; answer(page?: SecretPage): void; fail(fault: unknown): void }[] = [];
  const wrap = (vault: Vault): Vault => ({
    ...vault,
    secrets: {
      ...vault.secrets,
      list: (query, options) => new Promise((resolve, reject) => {
        asked.push({ signal: options?.signal, text: query?.text, answer: (page) => { page ? resolve(page) : vault.secrets.list(query).then(resolve, reject); }, fail: reject });
      }),
    },
  });
  return { asked, wrap };
}

const down = new MySafeError('storage/unavailable', 'The test took the storage away.');

describe('the states of the list', () => {
  it('five rows of nothing until the first answer, said as busy', async () => {
    const { asked, wrap } = slow();
    const page = await listPage({ wrap, loaded: false });
    expect(page.root.querySelectorAll('tbody tr')).to.have.length(5);
    expect(page.table.getAttribute('aria-busy')).to.equal('true');
    expect(nameOf(page.root.querySelector('tbody')!)).to.equal('Loading…');
    await page.isAccessible();
    asked[0]!.answer();
    await page.shows('Stripe live key');
    expect(page.table.getAttribute('aria-busy')).to.equal('false');
  });

  it('the same while there is no vault yet', async () => {
    const page = pageOf(await aList(undefined), {} as never);
    expect(page.root.querySelectorAll('tbody tr')).to.have.length(5);
  });

  it('“No API secrets yet.” with a place for the host’s words', async () => {
    const page = await listPage({ secrets: [] });
    expect(nameOf(page.root.querySelector('[part=empty] p')!)).to.equal('No API secrets yet.');
    expect(page.root.querySelector('slot[name=empty]')).to.exist;
    await page.isAccessible();
  });

  it('keeps the old rows while it asks, and drops the answer to an older question', async () => {
    const { asked, wrap } = slow();
    const page = await listPage({ secrets: ['Alpha', 'Beta'], wrap, loaded: false });
    asked[0]!.answer();
    await page.shows('Alpha', 'Beta');
    page.list.query = 'al';
    await page.list.updateComplete;
    page.list.query = 'be';
    await page.list.updateComplete;
    expect(page.names).to.deep.equal(['Alpha', 'Beta']);
    expect(asked.map(({ signal }) => signal!.aborted)).to.deep.equal([false, true, false]);
    asked[2]!.answer();
    await page.shows('Beta');
    asked[1]!.answer();
    await page.vault.secrets.list();
    expect(page.names).to.deep.equal(['Beta']);
  });

  describe('when asking fails', () => {
    it('says so, keeps the old rows, and asks again on Retry', async () => {
      const { asked, wrap } = slow();
      const page = await listPage({ wrap, loaded: false });
      asked[0]!.answer();
      await page.shows('Stripe live key');
      const again = page.list.refresh();
      asked[1]!.fail(down);
      await again;
      expect([page.banners, page.names]).to.deep.equal([["Couldn't load the API secrets."], ['Stripe live key']]);
      await page.isAccessible();
      page.button('Retry').click();
      asked[2]!.answer();
      await until(() => page.banners.length === 0, 'no banner');
      expect(page.names).to.deep.equal(['Stripe live key']);
    });

    it('the first time, shows no rows and no skeleton', async () => {
      const { asked, wrap } = slow();
      const page = await listPage({ wrap, loaded: false });
      asked[0]!.fail(down);
      await until(() => page.banners.length === 1, 'the banner');
      expect(page.root.querySelectorAll('tbody tr')).to.have.length(0);
      await page.isAccessible();
    });

    it('says “You\'re offline.” while the browser is', async () => {
      const { asked, wrap } = slow();
      const page = await listPage({ wrap, loaded: false });
      window.dispatchEvent(new Event('offline'));
      asked[0]!.fail(down);
      await until(() => page.banners.includes("You're offline."), 'the banner');
      expect(page.has('Retry')).to.equal(true);
      await page.isAccessible();
      window.dispatchEvent(new Event('online'));
      await until(() => page.banners.includes("Couldn't load the API secrets."), 'the other banner');
    });

    it('does not say so while a vault on this device answers', async () => {
      const page = await listPage();
      window.dispatchEvent(new Event('offline'));
      await page.list.updateComplete;
      expect(page.banners).to.deep.equal([]);
      window.dispatchEvent(new Event('online'));
    });
  });

  it('says that the keys are locked, and still lists', async () => {
    const page = await listPage();
    page.vault.keys.lock();
    const form = await unlockIn(page.list);
    expect([form.lead, page.names]).to.deep.equal(['Your keys are locked.', ['Stripe live key']]);
    await page.isAccessible();
    await page.vault.keys.unlock();
    await until(() => !hasUnlock(page.list), 'no form');
  });

  it('forgets one vault’s rows when it gets another', async () => {
    const page = await listPage();
    page.list.vault = await aWorld().vaultOf(ana);
    await page.list.updateComplete;
    expect(page.names).to.deep.equal([]);
    await page.settled();
    expect(nameOf(page.root.querySelector('[part=empty] p')!)).to.equal('No API secrets yet.');
  });

  it('works where it is put back into the page', async () => {
    const page = await listPage();
    const home = page.list.parentElement!;
    page.list.remove();
    const [, second] = [page.secrets, await page.vault.secrets.add({ name: 'Added meanwhile', url: 'x', clientId: 'x' })];
    expect(second.ok).to.equal(true);
    home.append(page.list);
    await page.shows('Added meanwhile', 'Stripe live key');
  });
});
