import { expect } from '@open-wc/testing';
import { type World, ana, bruno, carla, grant, ok, revoke } from '../../support/vault-builders.js';
import { type FormPage, formPage } from '../../support/secret-form-page.js';
import { until, withSecrets } from '../../support/secret-view-page.js';
import { hasUnlock } from '../../support/unlock-page.js';

const FULL = { name: 'Stripe', url: 'https://api.stripe.com', clientId: 'cl_7', clientSecret: 'old value', identifier: 'stripe', method: 'POST', tags: ['billing'], notes: 'Rotate.' };

const sharedWithBruno = (permission: 'view' | 'edit' | 'manage') => async (world: World, { id }: { readonly id: string }): Promise<void> => {
  await world.enrol(bruno);
  ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno, permission)]));
};

const details = async (page: FormPage) => ok(await page.vault.secrets.get(page.secret.id));
const valueOf = async (page: FormPage): Promise<string> => ok(await page.vault.secrets.reveal(page.secret.id)).clientSecret;

describe('editing an API secret', () => {
  it('F19 shows what is stored, who made and last changed it, and no value', async () => {
    const page = await formPage({ input: FULL, edits: true });
    expect(page.title).to.equal('Edit Stripe');
    expect(page.input('URL').value).to.equal('https://api.stripe.com');
    expect(page.input('Client ID').value).to.equal('cl_7');
    expect(page.input('Identifier').value).to.equal('stripe');
    expect(page.input('Method').value).to.equal('POST');
    expect(page.tags).to.deep.equal(['billing']);
    expect(page.input('Notes').value).to.equal('Rotate.');
    expect(page.dialog.querySelector<HTMLElement>('.made')?.innerText).to.match(/Made by Ana Costa, Mar 2, 2026.*Last changed by Ana Costa, Mar 2, 2026/s);
    expect(page.hasInput('Client secret')).to.equal(false);
    expect(page.markup).not.to.contain('old value');
    expect(page.focused).to.equal('Name');
    await page.isAccessible();
  });

  it('F18 saves what was changed, leaves the rest, and offers to share it', async () => {
    const page = await formPage({ input: FULL, edits: true });
    await page.fill('Name', 'Stripe 2');
    await page.fill('Notes', '');
    await page.click('Save');
    await page.closed();
    const { name, notes, identifier, tags } = await details(page);
    expect({ name, notes, identifier, tags }).to.deep.equal({ name: 'Stripe 2', notes: undefined, identifier: 'stripe', tags: ['billing'] });
    expect(await valueOf(page)).to.equal('old value');
    await until(() => page.toast.includes('API key updated') && page.toast.includes('Share this API secret'));
  });

  it('asks for no value, and so is no use of the secret', async () => {
    const page = await formPage({ input: FULL, edits: true });
    await page.fill('Name', 'Stripe 2');
    await page.click('Save');
    await page.closed();
    expect((await details(page)).lastUsedAt).to.equal(undefined);
  });

  it('replaces the client secret after “Change Client secret”', async () => {
    const page = await formPage({ input: FULL, edits: true });
    await page.click('Change Client secret');
    await until(() => page.focused === 'Client secret');
    expect(page.input('Client secret').value).to.equal('');
    expect(page.description('Client secret')).to.equal('Covered on the screen; a screen reader may read it aloud. Saved empty, it removes the Client secret.');
    await page.isAccessible();
    await page.type('Client secret', 'new value');
    await page.click('Save');
    await page.closed();
    expect(await valueOf(page)).to.equal('new value');
  });

  it('takes the change back with “Keep the present Client secret”', async () => {
    const page = await formPage({ input: FULL, edits: true });
    await page.click('Change Client secret');
    await page.type('Client secret', 'new value');
    await page.click('Keep the present Client secret');
    await until(() => page.focused === 'Change Client secret');
    await page.click('Save');
    await page.closed();
    expect(await valueOf(page)).to.equal('old value');
  });

  it('removes the client secret where the new one is left empty', async () => {
    const page = await formPage({ input: FULL, edits: true });
    await page.click('Change Client secret');
    await page.click('Save');
    await page.closed();
    expect((await details(page)).hasClientSecret).to.equal(false);
  });

  it('offers an empty field where there is no client secret yet, and leaving it so changes nothing', async () => {
    const page = await formPage({ input: { ...FULL, clientSecret: undefined }, edits: true });
    expect(page.hasInput('Client secret')).to.equal(true);
    expect(page.has('Keep the present Client secret')).to.equal(false);
    await page.click('Save');
    await page.closed();
    expect((await details(page)).version).to.equal(1);
  });

  it('lets an editor change everything but the identifier', async () => {
    const page = await formPage({ input: FULL, edits: true, actingAs: bruno, before: sharedWithBruno('edit') });
    expect((page.input('Identifier') as HTMLInputElement).readOnly).to.equal(true);
    expect(page.description('Identifier')).to.equal('Only the owner and people who can manage may change it.');
    await page.fill('Name', 'By Bruno');
    await page.click('Save');
    await page.closed();
    expect((await details(page)).changedBy.id).to.equal(bruno.id);
    await until(() => page.toast.includes('API key updated'));
    expect(page.toast).not.to.contain('Share this API secret');
  });

  it('tells somebody who may only view why there is nothing to edit', async () => {
    const page = await formPage({ input: FULL, edits: true, actingAs: bruno, before: sharedWithBruno('view') });
    expect(page.banners).to.deep.equal(['You may not do this. It needs “Can edit”.']);
    expect(page.has('Save')).to.equal(false);
    await page.isAccessible();
  });

  it('tells why a disabled secret can’t be edited', async () => {
    const page = await formPage({ input: FULL, edits: true, before: async (world, { id }) => { await (await world.vaultOf(ana)).secrets.disable([id]); } });
    expect(page.banners).to.deep.equal(['This secret is disabled. Enable it first.']);
  });

  it('tells a stranger no more than that there is no access', async () => {
    const page = await formPage({ input: FULL, edits: true, actingAs: carla });
    expect(page.banners).to.deep.equal(['You no longer have access to this secret.']);
  });

  it('goes on by itself when the keys are unlocked', async () => {
    const page = await formPage({ input: FULL });
    page.form.close();
    page.vault.keys.lock();
    page.form.show(page.secret.id);
    await until(() => hasUnlock(page.form), 'the unlock form');
    expect([page.banners, page.hasInput('Name')]).to.deep.equal([[], false]);
    await page.vault.keys.unlock();
    await until(() => page.hasInput('Name'));
  });

  it('offers to try again where the storage did not answer', async () => {
    let works = false;
    const page = await formPage({ input: FULL, edits: true, wrap: (vault) => withSecrets(vault, { get: (id, options) => (works ? vault.secrets.get(id, options) : Promise.reject(new Error('down'))) }) });
    works = true;
    await page.click('Retry');
    await until(() => page.hasInput('Name'));
  });

  it('shows markup in a name as the text it is', async () => {
    const hostile = '<img src=x onerror="window.hacked=1">';
    const page = await formPage({ input: { ...FULL, name: hostile, tags: [hostile] }, edits: true });
    expect(page.title).to.equal(`Edit ${hostile}`);
    expect(page.tags).to.deep.equal([hostile]);
    expect(page.dialog.querySelector('img')).to.equal(null);
  });
});

describe('editing what somebody else changes meanwhile', () => {
  async function changedBy(page: FormPage, patch: Parameters<Awaited<ReturnType<World['vaultOf']>>['secrets']['edit']>[1]): Promise<void> {
    const brunos = await page.world.vaultOf(bruno);
    const { revision } = ok(await brunos.secrets.get(page.secret.id));
    ok(await brunos.secrets.edit(page.secret.id, patch, { revision }));
  }

  const conflicted = async (mine: string, patch: Parameters<typeof changedBy>[1]): Promise<FormPage> => {
    const page = await formPage({ input: FULL, edits: true, before: sharedWithBruno('edit') });
    await page.fill('Name', mine);
    await changedBy(page, patch);
    await page.click('Save');
    await until(() => page.dialog.querySelector('#conflict'));
    return page;
  };

  it('shows both versions side by side and keeps yours where you say so', async () => {
    const page = await conflicted('Mine', { name: 'Theirs' });
    expect(page.banners).to.deep.equal(['This secret was changed while you had it open. Choose what to keep.']);
    expect(page.dialog.querySelector<HTMLElement>('.sides')?.innerText).to.match(/Keep yours: Name\s+Mine\s+Take theirs: Name\s+Theirs\s+Saved by Bruno Alves/);
    expect(page.radio('Keep yours: Name').checked).to.equal(true);
    await page.isAccessible();
    await page.click('Save');
    await page.closed();
    expect((await details(page)).name).to.equal('Mine');
  });

  it('takes theirs where you say so', async () => {
    const page = await conflicted('Mine', { name: 'Theirs' });
    page.radio('Take theirs: Name').click();
    await page.form.updateComplete;
    expect(page.input('Name').value).to.equal('Theirs');
    await page.click('Save');
    await page.closed();
    expect((await details(page)).name).to.equal('Theirs');
  });

  it('joins changes that do not touch each other, and says so before saving again', async () => {
    const page = await conflicted('Mine', { notes: 'From Bruno' });
    expect(page.dialog.querySelector('[type=radio]')).to.equal(null);
    expect(page.input('Notes').value).to.equal('From Bruno');
    expect(page.banners).to.deep.equal(['This secret was changed while you had it open. Both changes are joined below: review and save again. Changed meanwhile: Notes.']);
    await page.click('Save');
    await page.closed();
    const { name, notes } = await details(page);
    expect({ name, notes }).to.deep.equal({ name: 'Mine', notes: 'From Bruno' });
  });

  it('chooses between two client secrets without showing either', async () => {
    const page = await formPage({ input: FULL, edits: true, before: sharedWithBruno('edit') });
    await page.click('Change Client secret');
    await page.fill('Client secret', 'my new value');
    await changedBy(page, { clientSecret: 'their new value' });
    await page.click('Save');
    await until(() => page.dialog.querySelector('#conflict'));
    expect(page.markup).not.to.contain('my new value');
    expect(page.markup).not.to.contain('their new value');
    page.radio('Take theirs: Client secret').click();
    await page.form.updateComplete;
    expect(page.hasInput('Client secret')).to.equal(false);
    await page.click('Save');
    await page.closed();
    expect(await valueOf(page)).to.equal('their new value');
  });

  it('meets the change at once where a draft is older than it', async () => {
    const page = await formPage({ input: FULL, edits: true, before: sharedWithBruno('edit') });
    await page.fill('Name', 'Mine');
    await page.press('Escape');
    await changedBy(page, { name: 'Theirs' });
    await page.open(page.secret.id);
    expect(page.banners).to.deep.equal(['Draft restored', 'This secret was changed while you had it open. Choose what to keep.']);
    expect(page.radio('Keep yours: Name').checked).to.equal(true);
  });

  it('says so where access was taken meanwhile', async () => {
    const page = await formPage({ input: FULL, edits: true, actingAs: bruno, before: sharedWithBruno('edit') });
    await page.fill('Name', 'Mine');
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secret.id, [{ op: 'revoke', principal: bruno.id }]));
    await page.click('Save');
    await until(() => page.banners.includes('You no longer have access to this secret.'));
    expect(page.input('Name').value).to.equal('Mine');
  });
});

describe('rotating a client secret', () => {
  it('opens on the new value, asks for it to be made at the provider, and saving it is the change that counts', async () => {
    const page = await formPage({ before: async (world, { id }) => {
      await world.enrol(bruno);
      const vault = await world.vaultOf(ana);
      ok(await vault.sharing.share(id, [grant(bruno)]));
      world.clock.forward(60);
      ok(await vault.sharing.share(id, [revoke(bruno)]));
      world.clock.forward(60);
      expect(ok(await vault.secrets.get(id)).leftSinceRotation).to.equal(true);
    } });
    page.form.close();
    page.form.show(page.secret.id, undefined, { rotates: true });
    await until(() => page.focused === 'Client secret', 'focus on the client secret');
    expect(page.banners).to.deep.equal(['Make a new client secret at its provider first. Then enter it here.']);
    await page.isAccessible();
    await page.fill('Client secret', 'a new one');
    await page.click('Save');
    await page.closed();
    const { leftSinceRotation, id } = ok(await page.vault.secrets.get(page.secret.id));
    expect(leftSinceRotation).to.equal(false);
    expect(ok(await page.vault.secrets.reveal(id)).clientSecret).to.equal('a new one');
  });

  it('opens on the name again the next time', async () => {
    const page = await formPage();
    page.form.close();
    page.form.show(page.secret.id, undefined, { rotates: true });
    await until(() => page.focused === 'Client secret', 'focus on the client secret');
    page.form.close();
    await page.open(page.secret.id);
    await until(() => page.focused === 'Name', 'focus on the name');
    expect(page.banners).to.deep.equal([]);
  });
});
