import { expect, oneEvent } from '@open-wc/testing';
import { ana, bruno, grant, ok } from '../../support/vault-builders.js';
import { viewPage } from '../../support/secret-view-page.js';

const FULL = { name: 'Stripe live key', url: 'https://api.stripe.com/v1', clientId: 'cl_live_7', clientSecret: 'sk_live_51', identifier: 'stripe-live', method: 'POST', tags: ['billing', 'live'], notes: 'Rotate in May.\nAsk Ana.' };

describe('the view window shows a secret', () => {
  it('is named after the secret and begins on its title', async () => {
    const page = await viewPage({ input: FULL });
    expect(page.title).to.equal('Stripe live key');
    expect(page.dialog.open).to.equal(true);
    expect(page.focused).to.equal('Stripe live key');
  });

  it('lists the fields in order, without the client secret', async () => {
    const page = await viewPage({ input: FULL });
    const labels = [...page.dialog.querySelectorAll('dt')].map((label) => label.textContent);
    expect(labels).to.deep.equal(['Name', 'Owner', 'Last use', 'URL', 'Identifier', 'Client ID', 'Client secret', 'Last changed at the provider', 'Last person removed', 'Method', 'Tags', 'Notes']);
    expect(page.field('Owner').innerText).to.equal('Ana Costa');
    expect(page.field('Last use').innerText).to.equal('Never');
    expect(page.field('Identifier').innerText).to.equal('stripe-live');
    expect(page.field('Client ID').querySelector('code')?.textContent).to.equal('cl_live_7');
    expect(page.field('Method').innerText).to.equal('POST');
    expect([...page.field('Tags').querySelectorAll('li')].map((tag) => tag.innerText)).to.deep.equal(['billing', 'live']);
    expect(page.field('Notes').innerText).to.equal('Rotate in May.\nAsk Ana.');
    expect(page.markup).not.to.contain('sk_live_51');
  });

  it('links an address that is http or https, and lets it know nothing of the page', async () => {
    const page = await viewPage({ input: FULL });
    const link = page.field('URL').querySelector('a');
    expect(link?.getAttribute('href')).to.equal('https://api.stripe.com/v1');
    expect(link?.rel).to.equal('noopener noreferrer');
  });

  for (const url of ['javascript:alert(1)', 'data:text/html,<script>1</script>', 'www.example.org/api', ' java\tscript:alert(1)', 'vbscript:x']) {
    it(`shows “${url}” as text, not as a link`, async () => {
      const page = await viewPage({ input: { url } });
      expect(page.field('URL').querySelector('a')).to.equal(null);
    });
  }

  it('shows markup in every field as the text it is', async () => {
    const hostile = '<img src=x onerror="window.hacked=1"><b>x</b>';
    const page = await viewPage({ input: { name: hostile, url: hostile, clientId: hostile, notes: hostile, tags: [hostile], identifier: hostile } });
    expect(page.title).to.equal(hostile);
    expect(page.dialog.querySelector('img, b')).to.equal(null);
    expect(page.field('Notes').innerText).to.equal(hostile);
  });

  it('keeps a long word inside the window', async () => {
    const page = await viewPage({ input: { name: 'x'.repeat(200), notes: 'y'.repeat(10_000), clientId: 'z'.repeat(1_024) } });
    expect(page.dialog.scrollWidth).to.be.at.most(page.dialog.clientWidth);
    const body = page.dialog.querySelector('.body');
    expect(body?.scrollWidth).to.be.at.most(body?.clientWidth ?? 0);
  });

  it('keeps a name of the other direction apart from what stands around it', async () => {
    const page = await viewPage({ input: { name: 'مفتاح \u202Eevil' } });
    expect(page.dialog.querySelector('h2 bdi')?.textContent).to.equal('مفتاح evil');
  });

  it('has no buttons for a value that is not there', async () => {
    const page = await viewPage({ input: { clientSecret: undefined } });
    expect(page.field('Client secret').innerText).to.equal('—');
    expect(page.has('Show Client secret')).to.equal(false);
  });

  it('opens from an attribute that was there before it was upgraded', async () => {
    const { vault, secret } = await viewPage({ opened: false });
    const early = document.createElement('mysafe-secret-view');
    early.setAttribute('secret-id', secret.id);
    early.setAttribute('open', '');
    early.vault = vault;
    const opened = oneEvent(early, 'mysafe-opened');
    document.body.append(early);
    await opened;
    expect(early.shadowRoot?.querySelector('dialog')?.open).to.equal(true);
    early.remove();
  });

  it('gives focus back to what opened it', async () => {
    const page = await viewPage({ opened: false });
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    const opened = oneEvent(page.view, 'mysafe-opened');
    page.view.show(page.secret, button);
    await opened;
    await page.settled();
    const reasons: unknown[] = [];
    page.view.addEventListener('mysafe-close', (event) => reasons.push((event).reason));
    await page.press('Escape');
    expect(reasons).to.deep.equal(['escape']);
    expect(document.activeElement).to.equal(button);
    expect(page.view.open).to.equal(false);
    button.remove();
  });

  it('stays open where the host says so', async () => {
    const page = await viewPage();
    page.view.addEventListener('mysafe-close', (event) => { event.preventDefault(); });
    await page.click('Close');
    expect(page.dialog.open).to.equal(true);
    page.view.open = false;
    await page.view.updateComplete;
    await page.view.updateComplete;
    expect(page.view.open).to.equal(true);
  });

  it('keeps its open and close to itself', async () => {
    const page = await viewPage();
    const heard: string[] = [];
    for (const name of ['mysafe-opened', 'mysafe-close']) document.body.addEventListener(name, ({ type }) => heard.push(type), { once: true });
    page.view.close();
    expect(heard).to.deep.equal([]);
  });

  it('wraps Tab from the last stop to the first and back', async () => {
    const page = await viewPage({ input: FULL });
    page.button('Close').focus();
    await page.press('Tab');
    expect(page.focused).to.equal('https://api.stripe.com/v1');
    await page.press('Shift+Tab');
    expect(page.focused).to.equal('Close');
  });

  it('is accessible', async () => {
    const page = await viewPage({ input: FULL, before: async (world, { id }) => { ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)])); } });
    await page.isAccessible();
  });
});
