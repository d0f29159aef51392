import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type Vault, openVault } from '../../../src/core/index.js';
import { formPage } from '../../support/secret-form-page.js';
import { listPage } from '../../support/secret-list-page.js';
import { sharePage } from '../../support/share-page.js';
import { until, viewPage, withSecrets } from '../../support/secret-view-page.js';
import { PASSPHRASE, aPassphraseKeeper, hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type World, ana, bruno, grant, joao, line, ok, own } from '../../support/vault-builders.js';

/** Ana's vault again, now with a passphrase beside her own keeper: locked until it is typed. */
async function byPassphrase(world: World): Promise<Vault> {
  ok(await (await world.vaultOf(ana)).keys.addMethod(aPassphraseKeeper(), { input: { passphrase: PASSPHRASE } }));
  return openVault({ actor: ana.id, authority: world.authority, keys: aPassphraseKeeper() });
}

async function unlockBy(around: HTMLElement, passphrase?: string): Promise<void> {
  const form = await unlockIn(around);
  if (passphrase === undefined) await form.click('Unlock');
  else {
    await form.type('Passphrase', passphrase);
    await form.press('Enter');
  }
  await until(() => !hasUnlock(around), 'the form gone');
}

const asked = (around: HTMLElement): string => around.shadowRoot!.activeElement?.localName ?? '';

describe('the share window while the keys are locked', () => {
  it('asks for a passphrase in place, and shares once it is right', async () => {
    let locked: Vault | undefined;
    const page = await sharePage({ opened: false, before: async (world) => { locked = await byPassphrase(world); }, wrap: () => locked! });
    page.element.show(page.secret);
    const form = await unlockIn(page.element);
    await until(() => form.focused === 'Passphrase', 'focus in the field');
    expect([form.lead, page.find('combobox'), page.find('button', 'Share')]).to.deep.equal(['Your keys are locked.', undefined, undefined]);
    await sendKeys({ type: 'wrong' });
    await form.press('Control+Enter');
    await form.answered();
    expect(form.errors).to.deep.equal(['That passphrase does not open your keys.']);
    await expect(page.element).to.be.accessible();
    await sendKeys({ type: PASSPHRASE });
    await form.press('Enter');
    await until(() => page.find('combobox'), 'the box');
    await until(() => page.focused === 'Add people or groups', 'focus in the box');
    await page.settled();
    await page.add('joao');
    await page.share();
    expect(await page.access()).to.deep.equal([own(ana), line(joao, 'view', 'pending')]);
  });

  it('locked in mid-work: rows, levels and what is typed are there again, and nothing was made of it', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno);
      return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno)]));
    } });
    await page.add('joao');
    await page.toggle('João Pereira', 'Can edit');
    await page.click('Remove Bruno Alves');
    page.input.focus();
    await page.type('car');
    const before = [page.added, page.existing, page.summary];
    page.vault.keys.lock();
    const form = await unlockIn(page.element);
    await until(() => form.focused === 'Unlock', 'focus in the form');
    expect(page.summary).to.equal(before[2]);
    await unlockBy(page.element);
    await until(() => page.find('combobox'), 'the box');
    await page.settled();
    expect([page.added, page.existing, page.summary]).to.deep.equal(before);
    expect([page.input.value, page.isRed]).to.deep.equal(['car', false]);
    await until(() => page.focused === 'Add people or groups', 'focus in the box');
  });

  it('Escape still closes it, and the draft is kept', async () => {
    const page = await sharePage();
    await page.add('joao');
    page.vault.keys.lock();
    await unlockIn(page.element);
    await page.press('Escape');
    expect(page.isOpen).to.equal(false);
    ok(await page.vault.keys.unlock());
    await page.open();
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });
});

describe('the form while the keys are locked', () => {
  it('locked in mid-work: every field is there again, covered, and focus where it was', async () => {
    const page = await formPage();
    await page.fill('Name', 'Stripe live key');
    await page.fill('Client secret', 'sk_live_123');
    await page.click('Show');
    await page.fill('Tags', 'live');
    await page.type('Notes', 'mine');
    page.vault.keys.lock();
    const form = await unlockIn(page.form);
    await until(() => form.focused === 'Unlock', 'focus in the form');
    expect([page.hasInput('Client secret'), page.has('Save'), page.markup.includes('sk_live_123')]).to.deep.equal([false, false, false]);
    await page.isAccessible();
    await unlockBy(page.form);
    await until(() => page.hasInput('Name'), 'the fields');
    expect(['Name', 'Client secret', 'Tags', 'Notes'].map((label) => page.input(label).value)).to.deep.equal(['Stripe live key', 'sk_live_123', 'live', 'mine']);
    expect([page.isCovered('Client secret'), page.error('URL')]).to.deep.equal([true, undefined]);
    await until(() => page.focused === 'Notes', 'focus where it was');
  });

  it('opened to edit while locked: asks, and then shows the secret', async () => {
    const page = await formPage({ input: { name: 'Stripe live key' } });
    page.form.close();
    page.vault.keys.lock();
    page.form.show(page.secret.id);
    await unlockBy(page.form);
    await until(() => page.hasInput('Name') && page.focused === 'Name', 'the fields');
    expect(page.input('Name').value).to.equal('Stripe live key');
  });
});

describe('the view window while the keys are locked', () => {
  const VALUE = 'sk_live_of_the_view';

  it('a value on the screen is gone at once; the window goes on with its secret', async () => {
    const page = await viewPage({ input: { name: 'Stripe live key', clientSecret: VALUE } });
    await page.click('Show Client secret');
    await page.shows(VALUE);
    page.vault.keys.lock();
    await page.view.updateComplete;
    expect(page.markup).not.to.contain(VALUE);
    expect(page.title).to.equal('Stripe live key');
    const form = await unlockIn(page.view);
    await until(() => form.focused === 'Unlock', 'focus in the form');
    await page.isAccessible();
    await unlockBy(page.view);
    await until(() => page.has('Show Client secret'), 'the secret');
    expect([page.title, page.value, page.banners]).to.deep.equal(['Stripe live key', undefined, []]);
  });

  it('a value that was asked for before comes no more', async () => {
    let answer = (): void => undefined;
    const page = await viewPage({ input: { clientSecret: VALUE }, wrap: (vault) => withSecrets(vault, { reveal: (id) => {
      const revealed = vault.secrets.reveal(id); // opened with keys that are still there
      return new Promise((resolve) => { answer = () => { resolve(revealed); }; });
    } }) });
    await page.click('Show Client secret');
    page.vault.keys.lock();
    answer();
    await unlockBy(page.view);
    await until(() => page.has('Show Client secret'), 'the secret');
    expect([page.value, page.markup.includes(VALUE)]).to.deep.equal([undefined, false]);
  });

  it('opened while locked, by id alone: asks, then shows', async () => {
    const page = await viewPage({ input: { name: 'Stripe live key' }, opened: false });
    page.vault.keys.lock();
    page.view.secretId = page.secret.id;
    page.view.open = true;
    await unlockBy(page.view);
    await until(() => page.has('Show Client secret'), 'the secret');
    expect(page.title).to.equal('Stripe live key');
  });
});

describe('the list while the keys are locked', () => {
  it('keeps its page, search and filters, and takes no focus', async () => {
    const page = await listPage({ secrets: ['Alpha one', 'Alpha two', 'Alpha three', 'Beta'], set: { pageSize: 2 } });
    await page.type('alpha');
    page.button('Next').click();
    await page.shows('Alpha two');
    page.search.focus();
    page.vault.keys.lock();
    const form = await unlockIn(page.list);
    expect([page.focused, form.status]).to.deep.equal(['Search API secrets', 'Your keys are locked.']);
    await form.click('Unlock');
    await until(() => !hasUnlock(page.list), 'the form gone');
    await page.settled();
    expect([page.names, page.search.value]).to.deep.equal([['Alpha two'], 'alpha']);
  });

  it('searches and filters all the same', async () => {
    const page = await listPage({ secrets: ['Alpha', 'Beta'] });
    page.vault.keys.lock();
    await unlockIn(page.list);
    await page.type('bet');
    await page.shows('Beta');
  });

  it('asks to unlock for what is signed, and leads back to the row', async () => {
    const page = await listPage({ secrets: ['Alpha'] });
    page.vault.keys.lock();
    const form = await unlockIn(page.list);
    await page.openMenu('Alpha');
    page.item('Disable').click();
    await until(() => form.focused === 'Unlock', 'focus in the form');
    expect(page.status).to.equal('Your keys are locked. Unlock them to go on.');
    await form.press('Enter');
    await until(() => !hasUnlock(page.list), 'the form gone');
    await until(() => page.focused === 'Actions for Alpha', 'focus on the row');
    expect(page.names).to.deep.equal(['Alpha']);
  });

  it('a window that it opens asks by itself', async () => {
    const page = await listPage({ secrets: ['Alpha'] });
    page.vault.keys.lock();
    await unlockIn(page.list);
    page.button('View Alpha').click();
    const view = page.root.querySelector('mysafe-secret-view')!;
    await unlockBy(view);
    await until(() => view.shadowRoot!.querySelector('dl'), 'the secret');
    expect(asked(view)).to.not.equal('mysafe-unlock');
    await until(() => !hasUnlock(page.list), 'the list’s own form gone');
    view.close();
  });
});
