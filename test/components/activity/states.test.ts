import { expect } from '@open-wc/testing';
import { type ActivityEntry, MySafeError, type Vault } from '../../../src/core/index.js';
import { activityPage } from '../../support/activity-page.js';
import { until } from '../../support/secret-view-page.js';
import { carla, ok } from '../../support/vault-builders.js';

type Answer = { readonly entries: readonly ActivityEntry[]; readonly next?: string };

/** The vault, whose answers to `activity.list` the test holds back, lets fail or lets through. */
function slow() {
  const asked: { readonly signal?: AbortSignal; readonly at?: string; answer(page?: Answer): void; fail(fault: unknown): void }[] = [];
  const wrap = (vault: Vault): Vault => ({
    ...vault,
    activity: {
      ...vault.activity,
      list: (query, options) => new Promise((resolve, reject) => {
        asked.push({ signal: options?.signal, at: query?.at, answer: (page) => { if (page) resolve(page); else vault.activity.list(query).then(resolve, reject); }, fail: reject });
      }),
    },
  });
  return { asked, wrap };
}

const down = new MySafeError('storage/unavailable', 'The test took the storage away.');

describe('the states of the activity', () => {
  it('lines of nothing until the first answer, said as busy', async () => {
    const { asked, wrap } = slow();
    const page = await activityPage({ wrap, loaded: false });
    expect([page.busy, page.root.querySelectorAll('.line').length, page.root.querySelector('.lines .sr-only')!.textContent]).to.deep.equal([true, 5, 'Loading…']);
    expect(page.element.matches(':state(loading)')).to.equal(true);
    await page.isAccessible();
    asked[0]!.answer();
    await page.shows('Ana Costa added it');
    expect([page.busy, page.element.matches(':state(loading)')]).to.deep.equal([false, false]);
  });

  it('nothing has happened yet', async () => {
    const page = await activityPage({ ofOne: false, actingAs: carla });
    expect(page.empty).to.equal('Nothing has happened yet.');
    await page.isAccessible();
  });

  it('of somebody else’s secret it says who can see it', async () => {
    const page = await activityPage({ actingAs: carla });
    expect(page.empty).to.equal('Only those who manage this secret can see what happened to it.');
  });

  it('a failed question says so and can be asked again', async () => {
    const { asked, wrap } = slow();
    const page = await activityPage({ wrap, loaded: false });
    asked[0]!.fail(down);
    await until(() => page.banners.length === 1, 'the banner');
    expect(page.banners).to.deep.equal(["Couldn't load the activity."]);
    expect(page.element.matches(':state(error)')).to.equal(true);
    await page.isAccessible();
    page.button('Retry').click();
    await until(() => asked[1], 'the second question');
    asked[1]!.answer();
    await page.shows('Ana Costa added it');
    expect(page.banners).to.deep.equal([]);
  });

  it('old entries stay where a later question fails, and while one is offline', async () => {
    const { asked, wrap } = slow();
    const page = await activityPage({ wrap, loaded: false });
    asked[0]!.answer();
    await page.shows('Ana Costa added it');
    window.dispatchEvent(new Event('offline'));
    try {
      void page.element.refresh();
      await until(() => asked[1], 'the second question');
      asked[1]!.fail(down);
      await until(() => page.banners.length === 1, 'the banner');
      expect([page.banners, page.lines]).to.deep.equal([["You're offline."], ['Ana Costa added it']]);
    } finally {
      window.dispatchEvent(new Event('online'));
    }
  });

  it('the latest question wins: the one before is called off', async () => {
    const { asked, wrap } = slow();
    const page = await activityPage({ wrap, loaded: false });
    page.element.filterKind = 'sharing';
    await until(() => asked[1], 'the second question');
    expect(asked[0]!.signal?.aborted).to.equal(true);
    asked[1]!.answer({ entries: [] });
    asked[0]!.answer();
    await until(() => page.empty === 'Nothing matches.', 'no entries');
  });

  it('an empty page that leads on is not the end', async () => {
    const { asked, wrap } = slow();
    const page = await activityPage({ wrap, loaded: false });
    const before = await page.vault.activity.list();
    asked[0]!.answer({ entries: [], next: 'further' });
    await until(() => asked[1], 'the second question');
    expect(asked[1]!.at).to.equal('further');
    asked[1]!.answer(before);
    await page.shows('Ana Costa added it');
  });

  it('needs no keys: it is the same while they are locked, and stays', async () => {
    const page = await activityPage();
    page.vault.keys.lock();
    await page.settled();
    expect(page.lines).to.deep.equal(['Ana Costa added it']);
    page.element.secretId = undefined;
    await page.shows('Ana Costa added Stripe live key');
    ok(await page.vault.keys.unlock());
  });

  it('another vault leaves nothing of the one before', async () => {
    const page = await activityPage();
    page.element.vault = await page.world.vaultOf(carla);
    await page.shows();
    await page.settled();
    expect(page.options('Person')).to.deep.equal(['Everybody']);
    page.element.vault = undefined;
    await page.element.updateComplete;
    expect(page.busy).to.equal(true);
  });

  it('taken out of the page it asks nothing, and follows again when it is back', async () => {
    const page = await activityPage({ ofOne: false });
    const parent = page.element.parentElement!;
    page.element.remove();
    ok(await page.vault.secrets.add({ name: 'Second', url: 'u', clientId: 'c' }));
    expect(page.lines).to.have.length(1);
    parent.append(page.element);
    await page.shows('Ana Costa added Second', 'Ana Costa added Stripe live key');
  });
});
