import { expect } from '@open-wc/testing';
import { type World, aSecret, ana, bruno, carla, eventually, grant, ok, revoke } from '../../support/vault-builders.js';
import { type TestClipboard, testClipboard, until, viewPage, withSecrets } from '../../support/secret-view-page.js';

const VALUE = 'sk_live_correct-horse';
const input = { name: 'Stripe', clientSecret: VALUE };

describe('the view window shows the client secret only as long as it is asked to', () => {
  let clipboard: TestClipboard;
  beforeEach(() => { clipboard = testClipboard(); });
  afterEach(() => { clipboard.restore(); });

  it('holds no value before Show', async () => {
    const page = await viewPage({ input });
    expect(page.markup).not.to.contain(VALUE);
    expect(page.button('Show Client secret').getAttribute('aria-pressed')).to.equal('false');
  });

  it('shows it on Show and hides it on the second press', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    expect(await page.shows(VALUE)).to.equal(VALUE);
    expect(page.button('Show Client secret').getAttribute('aria-pressed')).to.equal('true');
    expect(page.status).to.equal('Client secret shown');
    await page.click('Show Client secret');
    expect(page.markup).not.to.contain(VALUE);
    expect(page.status).to.equal('Client secret hidden');
  });

  it('asks the host first, and shows nothing where it says no', async () => {
    const page = await viewPage({ input });
    const asked: unknown[] = [];
    page.view.addEventListener('mysafe-reveal', (event) => {
      asked.push([event.secretId, event.field]);
      event.preventDefault();
    });
    await page.click('Show Client secret');
    await page.view.updateComplete;
    expect(asked).to.deep.equal([[page.secret.id, 'clientSecret']]);
    expect(page.value).to.equal(undefined);
  });

  it('counts down and hides after 30 seconds', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    expect(page.field('Client secret').innerText).to.contain('Hides in 30 seconds');
    page.timers.pass(29);
    await page.view.updateComplete;
    expect(page.field('Client secret').innerText).to.contain('Hides in 1 second');
    expect(page.value).to.equal(VALUE);
    page.timers.pass(1);
    await page.view.updateComplete;
    expect(page.markup).not.to.contain(VALUE);
  });

  it('says once that it will hide, while there are 20 seconds to keep it', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    page.timers.pass(10);
    await page.view.updateComplete;
    expect(page.status).to.equal('Hides in 20 seconds');
  });

  it('starts the time again on “Keep showing”', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    page.timers.pass(25);
    await page.view.updateComplete;
    await page.click('Keep showing');
    page.timers.pass(29);
    await page.view.updateComplete;
    expect(page.value).to.equal(VALUE);
    page.timers.pass(1);
    await page.view.updateComplete;
    expect(page.value).to.equal(undefined);
  });

  it('keeps focus beside the value when “Keep showing” goes with it', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    page.button('Keep showing').focus();
    page.timers.pass(30);
    await page.view.updateComplete;
    expect(page.focused).to.equal('Show Client secret');
  });

  it('hides when the page loses sight', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    window.dispatchEvent(new Event('blur'));
    await page.view.updateComplete;
    expect(page.markup).not.to.contain(VALUE);
  });

  it('hides on Escape first, and closes on the next', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    await page.press('Escape');
    expect(page.value).to.equal(undefined);
    expect(page.dialog.open).to.equal(true);
    await page.press('Escape');
    expect(page.dialog.open).to.equal(false);
  });

  it('leaves nothing behind on closing', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    page.view.close();
    await page.view.updateComplete;
    expect(page.markup).not.to.contain(VALUE);
  });

  it('hides when the vault is locked, and says so', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    page.vault.keys.lock();
    await page.view.updateComplete;
    expect(page.markup).not.to.contain(VALUE);
    await until(() => !page.has('Show Client secret'));
    await page.vault.keys.unlock();
    await until(() => page.has('Show Client secret'));
  });

  it('drops a value that comes after closing', async () => {
    let answer = (): void => undefined;
    const page = await viewPage({ input, wrap: (vault) => withSecrets(vault, { reveal: (id) => new Promise((resolve) => { answer = () => { resolve(vault.secrets.reveal(id)); }; }) }) });
    await page.click('Show Client secret');
    page.view.close();
    answer();
    await page.view.updateComplete;
    page.view.open = true;
    await page.settled();
    expect(page.value).to.equal(undefined);
  });

  it('never says the value in its live region, its events or its attributes', async () => {
    const page = await viewPage({ input });
    const told: string[] = [];
    for (const name of ['mysafe-reveal', 'mysafe-copy', 'mysafe-close'] as const) page.view.addEventListener(name, (event) => told.push(JSON.stringify(Object.values(event))));
    await page.click('Show Client secret');
    await page.shows(VALUE);
    await page.click('Copy Client secret');
    const regions = [...page.dialog.querySelectorAll('[role=status], [role=alert], [aria-live]')].map((region) => region.textContent);
    const attributes = [...page.dialog.querySelectorAll('*')].flatMap((element) => [...element.attributes].map(({ value }) => value));
    expect([...told, ...regions, ...attributes].join('\n')).not.to.contain(VALUE);
  });

  it('is accessible while it is shown', async () => {
    const page = await viewPage({ input });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    await page.isAccessible();
  });
});

describe('the view window copies', () => {
  let clipboard: TestClipboard;
  beforeEach(() => { clipboard = testClipboard(); });
  afterEach(() => { clipboard.restore(); });

  it('F33, L15 the client secret without showing it, and says so for two seconds', async () => {
    const page = await viewPage({ input });
    const width = page.button('Copy Client secret').getBoundingClientRect().width;
    await page.click('Copy Client secret');
    await until(() => page.has('Copied'));
    expect(clipboard.texts).to.deep.equal([VALUE]);
    expect(page.status).to.equal('Client secret copied');
    expect(page.button('Copied').getBoundingClientRect().width).to.equal(width);
    expect(page.markup).not.to.contain(VALUE);
    page.timers.pass(2);
    await page.view.updateComplete;
    expect(page.has('Copy Client secret')).to.equal(true);
  });

  it('F33 the client ID', async () => {
    const page = await viewPage({ input: { ...input, clientId: 'cl_7' } });
    await page.click('Copy Client ID');
    await until(() => page.status === 'Client ID copied');
    expect(clipboard.texts).to.deep.equal(['cl_7']);
  });

  it('nothing where the host says no', async () => {
    const page = await viewPage({ input });
    page.view.addEventListener('mysafe-copy', (event) => { event.preventDefault(); });
    await page.click('Copy Client secret');
    await page.click('Copy Client ID');
    expect(clipboard.texts).to.deep.equal([]);
  });

  it('by hand where the browser forbids it: shows and selects the value and names the keys', async () => {
    const page = await viewPage({ input });
    clipboard.forbid();
    await page.click('Copy Client secret');
    await page.shows(VALUE);
    await until(() => /^Press (Ctrl\+C|⌘C)$/.test(page.status));
    expect(getSelection()?.toString()).to.equal(VALUE);
  });

  it('counts as a use', async () => {
    const page = await viewPage({ input });
    await page.click('Copy Client secret');
    await until(() => page.field('Last use').innerText !== 'Never');
    expect(page.banners).to.deep.equal([]);
  });
});

describe('the view window while somebody else changes the secret', () => {
  const shared = async (world: World, { id }: { readonly id: string }): Promise<void> => {
    await world.enrol(bruno);
    ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno, 'edit')]));
  };

  it('takes the change over while the value is covered', async () => {
    const page = await viewPage({ input, actingAs: bruno, before: shared });
    const anas = await page.world.vaultOf(ana);
    const { revision } = ok(await anas.secrets.get(page.secret.id));
    ok(await anas.secrets.edit(page.secret.id, { name: 'Stripe 2' }, { revision }));
    await until(() => page.title === 'Stripe 2');
    expect(page.banners).to.deep.equal([]);
  });

  it('keeps the value on the screen, says so, and takes the change over when asked to', async () => {
    const page = await viewPage({ input, actingAs: bruno, before: shared });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    const anas = await page.world.vaultOf(ana);
    const { revision } = ok(await anas.secrets.get(page.secret.id));
    ok(await anas.secrets.edit(page.secret.id, { name: 'Stripe 2', clientSecret: 'newer' }, { revision }));
    await until(() => page.banners.includes('This secret was changed while you had it open.'));
    expect(page.value).to.equal(VALUE);
    expect(page.title).to.equal('Stripe');
    await page.click('Show the changes');
    expect(page.title).to.equal('Stripe 2');
    expect(page.value).to.equal(undefined);
    await page.click('Show Client secret');
    await page.shows('newer');
  });

  it('shows nothing any more to somebody whose access was taken', async () => {
    const page = await viewPage({ input, actingAs: bruno, before: shared });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secret.id, [revoke(bruno)]));
    await until(() => page.banners.includes('You no longer have access to this secret.'));
    expect(page.markup).not.to.contain(VALUE);
    expect(page.title).to.equal('API secret');
    await page.isAccessible();
  });

  it('hides the value at once where the secret is disabled', async () => {
    const page = await viewPage({ input, actingAs: bruno, before: shared });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    await (await page.world.vaultOf(ana)).secrets.disable([page.secret.id]);
    await page.hides();
    expect(page.banners).to.deep.equal(['This secret is disabled. Its client secret can’t be shown.']);
  });

  it('comes alive when the key that it waited for arrives', async () => {
    const page = await viewPage({ input, actingAs: carla, opened: false });
    const anas = await page.world.vaultOf(ana);
    ok(await anas.sharing.share(page.secret.id, [grant(carla)]));
    await eventually(page.vault, async () => (await page.vault.secrets.get(page.secret.id)).ok || undefined);
    page.view.show(page.secret);
    await page.settled();
    expect(page.title).to.equal('Stripe');
  });
});

describe('the states of the view window', () => {
  it('shows a skeleton until the secret is there', async () => {
    const page = await viewPage({ opened: false, wrap: (vault) => withSecrets(vault, { get: () => new Promise(() => undefined) }) });
    page.view.show(page.secret);
    await until(() => page.dialog.open);
    expect(page.title).to.equal('Payments API');
    expect(page.dialog.querySelector('[aria-busy=true]')?.textContent).to.contain('Loading…');
    await page.isAccessible();
  });

  it('tells a stranger no more than that there is no access', async () => {
    const page = await viewPage({ actingAs: carla });
    expect(page.banners).to.deep.equal(['You no longer have access to this secret.']);
  });

  it('says why a person whose key is not here yet sees nothing', async () => {
    const page = await viewPage({
      actingAs: carla, before: async (world, { id }) => { ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(carla)])); },
      wrap: (vault) => withSecrets(vault, { get: () => Promise.resolve({ ok: false, refusal: { code: 'access/pending' } }) }),
    });
    expect(page.banners).to.deep.equal(['Your key for this secret is not here yet. It comes when somebody who can share it opens their vault.']);
    await page.isAccessible();
  });

  it('says that a disabled secret can’t be shown, and why the buttons do nothing', async () => {
    const page = await viewPage({ before: async (world, { id }) => { await (await world.vaultOf(ana)).secrets.disable([id]); } });
    expect(page.banners).to.deep.equal(['This secret is disabled. Its client secret can’t be shown.']);
    const show = page.button('Show Client secret');
    expect(show.getAttribute('aria-disabled')).to.equal('true');
    await page.click('Show Client secret');
    expect(page.value).to.equal(undefined);
    expect(page.status).to.equal('This secret is disabled. Its client secret can’t be shown.');
    await page.isAccessible();
  });

  it('offers to try again where the storage did not answer', async () => {
    let works = false;
    const page = await viewPage({ wrap: (vault) => withSecrets(vault, { get: (id, options) => (works ? vault.secrets.get(id, options) : Promise.reject(new Error('down'))) }) });
    expect(page.banners).to.deep.equal(['Something went wrong. Nothing was changed. Try again.']);
    await page.isAccessible();
    works = true;
    await page.click('Retry');
    await until(() => page.has('Show Client secret'));
  });

  it('says that a value can’t be shown while offline', async () => {
    const page = await viewPage({ input, wrap: (vault) => withSecrets(vault, { reveal: () => Promise.reject(new TypeError('Failed to fetch')) }) });
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      await page.click('Show Client secret');
      await until(() => page.banners.includes("Can't show the secret while offline."));
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    expect(page.has('Retry')).to.equal(true);
  });

  it('moves on to another secret when it is given one', async () => {
    const page = await viewPage();
    const other = ok(await page.vault.secrets.add(aSecret({ name: 'Other' })));
    page.view.secret = other;
    await until(() => page.title === 'Other' && page.has('Copy Client ID'));
  });
});
