import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ana, ok } from '../../support/vault-builders.js';
import { type FormPage, formPage } from '../../support/secret-form-page.js';
import { until, withSecrets } from '../../support/secret-view-page.js';

async function fillRequired(page: FormPage): Promise<void> {
  await page.fill('Name', 'Stripe live key');
  await page.fill('URL', 'https://api.stripe.com');
  await page.fill('Client ID', 'cl_live_7');
}

const stored = async (page: FormPage, name: string) => (await page.vault.secrets.list({ text: name })).items[0] ?? expect.fail(`no secret “${name}”`);

describe('adding an API secret', () => {
  it('begins in Name, in a window called “Add API secret”', async () => {
    const page = await formPage();
    expect(page.title).to.equal('Add API secret');
    expect(page.focused).to.equal('Name');
    for (const label of ['Name', 'URL', 'Client ID', 'Client secret', 'Identifier', 'Method', 'Tags', 'Notes']) expect(page.hasInput(label), label).to.equal(true);
  });

  it('says in words what is required, beside the name and not in it', async () => {
    const page = await formPage();
    for (const label of ['Name', 'URL', 'Client ID']) {
      expect(page.input(label).getAttribute('aria-required'), label).to.equal('true');
      expect(page.description(label), label).to.equal('Required');
    }
    expect(page.input('Notes').getAttribute('aria-required')).to.equal(null);
  });

  it('saves, closes, and says so', async () => {
    const page = await formPage();
    const told: unknown[] = [];
    page.form.addEventListener('mysafe-saved', ({ secretId }) => told.push(secretId));
    await fillRequired(page);
    await page.fill('Client secret', 'sk_live');
    await page.fill('Notes', 'Two\nlines');
    await page.click('Save');
    await page.closed();
    const secret = await stored(page, 'Stripe live key');
    expect(secret.owner.id).to.equal(ana.id);
    expect(told).to.deep.equal([secret.id]);
    expect(ok(await page.vault.secrets.reveal(secret.id)).clientSecret).to.equal('sk_live');
    expect(ok(await page.vault.secrets.get(secret.id)).notes).to.equal('Two\nlines');
    await until(() => page.toast.includes('API secret saved'));
  });

  it('needs no more than name, URL and client ID', async () => {
    const page = await formPage();
    await fillRequired(page);
    await page.click('Save');
    await page.closed();
    expect((await stored(page, 'Stripe live key')).hasClientSecret).to.equal(false);
  });

  it('saves on Ctrl+Enter from anywhere, and not on Enter in the notes', async () => {
    const page = await formPage();
    await fillRequired(page);
    page.input('Notes').focus();
    await page.press('Enter');
    expect(page.dialog.open).to.equal(true);
    await page.press('Control+Enter');
    await page.closed();
  });

  it('says nothing is missing before the person has left a field', async () => {
    const page = await formPage();
    expect(page.error('Name')).to.equal(undefined);
    await page.leave('Name');
    expect(page.error('Name')).to.equal('Enter a name.');
    expect(page.error('URL')).to.equal(undefined);
    await page.type('Name', 'x');
    expect(page.error('Name')).to.equal(undefined);
  });

  it('names what is missing on Save and goes to the first', async () => {
    const page = await formPage();
    await page.fill('Name', 'Only a name');
    await page.click('Save');
    expect(page.error('URL')).to.equal('Enter a URL.');
    expect(page.error('Client ID')).to.equal('Enter a client ID.');
    await until(() => page.focused === 'URL');
    expect(page.input('URL').getAttribute('aria-invalid')).to.equal('true');
    expect(page.description('URL')).to.equal('Required Enter a URL.');
    await page.isAccessible();
  });

  it('takes a name of nothing but invisible letters for none', async () => {
    const page = await formPage();
    await fillRequired(page);
    await page.fill('Name', '\u200B\u2060');
    await page.click('Save');
    await until(() => page.error('Name') === 'Enter a name.');
    expect(page.dialog.open).to.equal(true);
  });

  for (const [label, most] of [['Name', 200], ['URL', 2_048], ['Client ID', 1_024], ['Identifier', 100], ['Method', 20], ['Notes', 10_000]] as const) {
    it(`takes at most ${most} characters for ${label}`, async () => {
      const page = await formPage();
      await page.fill(label, 'x'.repeat(most + 1));
      await page.leave(label);
      expect(page.error(label)).to.equal(`That is longer than ${most.toLocaleString('en')} characters.`);
      await page.fill(label, 'x'.repeat(most));
      await page.leave(label);
      expect(page.error(label)).to.equal(undefined);
    });
  }

  it('counts a client secret in bytes', async () => {
    const page = await formPage();
    await page.fill('Client secret', '€'.repeat(22_000));
    await page.leave('Client secret');
    expect(page.error('Client secret')).to.equal('That is longer than 65,536 characters.');
  });

  it('says at the field that an identifier is taken, and loses nothing', async () => {
    const page = await formPage({ input: { identifier: 'stripe' } });
    await fillRequired(page);
    await page.fill('Identifier', 'stripe');
    await page.fill('Client secret', 'kept');
    await page.click('Save');
    await until(() => page.error('Identifier'));
    expect(page.error('Identifier')).to.equal('You already use this identifier.');
    expect(page.focused).to.equal('Identifier');
    expect(page.input('Client secret').value).to.equal('kept');
    await page.isAccessible();
  });

  it('asks the host before saving', async () => {
    const page = await formPage();
    await fillRequired(page);
    const asked: unknown[] = [];
    page.form.addEventListener('mysafe-save', (event) => {
      asked.push(event.secretId);
      event.preventDefault();
    });
    await page.click('Save');
    expect(asked).to.deep.equal([undefined]);
    expect(page.dialog.open).to.equal(true);
    expect((await page.vault.secrets.list()).count).to.equal(1);
  });

  it('keeps everything where the vault is locked, and goes on once it is not', async () => {
    const page = await formPage();
    await fillRequired(page);
    page.vault.keys.lock();
    await until(() => !page.hasInput('Name'), 'the fields gone');
    expect(page.has('Save')).to.equal(false);
    await page.vault.keys.unlock();
    await until(() => page.hasInput('Name'), 'the fields');
    expect(page.input('Name').value).to.equal('Stripe live key');
    await page.click('Save');
    await page.closed();
  });

  it('keeps everything where the storage did not answer', async () => {
    const page = await formPage({ wrap: (vault) => withSecrets(vault, { add: () => Promise.reject(new Error('down')) }) });
    await fillRequired(page);
    await page.fill('Client secret', 'kept');
    await page.click('Save');
    await until(() => page.banners.includes('Something went wrong. Nothing was changed. Try again.'));
    expect(page.input('Client secret').value).to.equal('kept');
    await page.isAccessible();
  });

  it('keeps the name of Save while it saves, and its rows still', async () => {
    const page = await formPage({ wrap: (vault) => withSecrets(vault, { add: () => new Promise(() => undefined) }) });
    await fillRequired(page);
    await page.click('Save');
    expect(page.button('Save').getAttribute('aria-disabled')).to.equal('true');
    expect(page.dialog.querySelector('.body')?.hasAttribute('inert')).to.equal(true);
    await page.press('Escape');
    expect(page.dialog.open).to.equal(false);
  });

  it('tells by toast how a save ended that nobody waited for', async () => {
    let go = (): void => undefined;
    const page = await formPage({ wrap: (vault) => withSecrets(vault, { add: (input) => new Promise((resolve) => { go = () => { resolve(vault.secrets.add(input)); }; }) }) });
    await fillRequired(page);
    await page.click('Save');
    await page.press('Escape');
    go();
    await until(() => page.toast.includes('API secret saved'));
  });

  it('opens the share window from the toast', async () => {
    const page = await formPage();
    await fillRequired(page);
    await page.click('Save');
    const share = await until(() => [...(document.querySelector('mysafe-toasts')?.shadowRoot?.querySelectorAll('button') ?? [])].find((button) => button.innerText.trim() === 'Share this API secret'));
    share.click();
    const window = await until(() => page.form.shadowRoot?.querySelector('mysafe-share-dialog'));
    await until(() => window.shadowRoot?.querySelector('h2')?.textContent?.includes('Stripe live key'));
    window.close();
    await until(() => !page.form.shadowRoot?.querySelector('mysafe-share-dialog'));
  });

  it('is accessible', async () => {
    await (await formPage()).isAccessible();
  });
});

describe('the client secret field', () => {
  it('is covered while it is typed, says so, and shows it when asked to', async () => {
    const page = await formPage();
    await page.type('Client secret', 'typed');
    const covered = [true, 'Covered on the screen; a screen reader may read it aloud.'];
    expect([page.isCovered('Client secret'), page.description('Client secret')]).to.deep.equal(covered);
    await page.click('Show');
    expect([page.isCovered('Client secret'), page.description('Client secret'), page.input('Client secret').value]).to.deep.equal([false, 'Shown on the screen.', 'typed']);
    await page.click('Hide');
    expect([page.isCovered('Client secret'), page.description('Client secret')]).to.deep.equal(covered);
    await page.isAccessible();
  });

  it('is nothing that a browser takes for a password, remembers, corrects or sends to be spelled', async () => {
    const { type, autocomplete, autocapitalize, spellcheck } = (await formPage()).input('Client secret') as HTMLInputElement;
    expect({ type, autocomplete, autocapitalize, spellcheck }).to.deep.equal({ type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: false });
  });

  it('takes a paste, with its line breaks where it has some', async () => {
    const page = await formPage();
    const pem = '-----BEGIN KEY-----\nabc\n-----END KEY-----\n';
    const data = new DataTransfer();
    data.setData('text/plain', pem);
    page.input('Client secret').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    await until(() => page.input('Client secret').tagName === 'TEXTAREA');
    expect(page.input('Client secret').value).to.equal(pem);
    expect(page.isCovered('Client secret')).to.equal(true);
    await page.isAccessible();
  });

  it('stands in no attribute, and is gone after closing', async () => {
    const page = await formPage();
    await page.fill('Client secret', 'sk_hidden');
    await page.click('Show');
    expect(page.markup).not.to.contain('sk_hidden');
    page.form.close();
    await page.open();
    expect(page.input('Client secret').value).to.equal('');
  });
});

describe('tags', () => {
  it('are added by Enter and by a comma, without saving', async () => {
    const page = await formPage();
    await page.type('Tags', 'billing');
    await page.press('Enter');
    await page.type('Tags', 'live, old,');
    expect(page.tags).to.deep.equal(['billing', 'live', 'old']);
    expect(page.input('Tags').value).to.equal('');
    expect(page.dialog.open).to.equal(true);
    expect(page.focused).to.equal('Tags');
  });

  it('are removed by a press, and focus goes to the next', async () => {
    const page = await formPage();
    await page.fill('Tags', 'a,b,c,');
    await page.click('Remove tag b');
    expect(page.tags).to.deep.equal(['a', 'c']);
    await until(() => page.focused === 'Remove tag c');
    await page.click('Remove tag c');
    await page.click('Remove tag a');
    await until(() => page.focused === 'Tags');
    await page.isAccessible();
  });

  it('are there once, however often they are typed', async () => {
    const page = await formPage();
    await page.fill('Tags', 'a,b,a,');
    expect(page.tags).to.deep.equal(['a', 'b']);
  });

  it('are saved though the last one was not finished', async () => {
    const page = await formPage();
    await fillRequired(page);
    await page.type('Tags', 'last');
    await page.press('Control+Enter');
    await page.closed();
    expect((await stored(page, 'Stripe live key')).tags).to.deep.equal(['last']);
  });

  it('have limits, said under the field', async () => {
    const page = await formPage();
    await page.fill('Tags', `${'x'.repeat(51)},`);
    expect(page.error('Tags')).to.equal('That is longer than 50 characters.');
    await page.fill('Tags', Array.from({ length: 51 }, (_, at) => `t${at}`).join(','));
    expect(page.error('Tags')).to.equal('At most 50 tags.');
    expect(page.description('Tags')).to.equal('Press Enter or comma to add a tag. At most 50 tags.');
  });
});

describe('a draft', () => {
  it('comes back after Escape, without the client secret, and says so', async () => {
    const page = await formPage();
    await page.type('Name', 'Half done');
    await page.fill('Client secret', 'never kept');
    await page.press('Escape');
    expect(page.dialog.open).to.equal(false);
    await page.open();
    expect(page.input('Name').value).to.equal('Half done');
    expect(page.input('Client secret').value).to.equal('');
    expect(page.banners).to.deep.equal(['Draft restored']);
    expect(page.status).to.equal('Draft restored');
    await page.isAccessible();
  });

  it('is discarded on demand', async () => {
    const page = await formPage();
    await page.type('Name', 'Half done');
    await page.press('Escape');
    await page.open();
    await page.click('Discard');
    expect(page.input('Name').value).to.equal('');
    expect(page.has('Discard')).to.equal(false);
    expect(page.focused).to.equal('Name');
    await page.press('Escape');
    await page.open();
    expect(page.has('Discard')).to.equal(false);
  });

  it('is one for each secret and each person', async () => {
    const page = await formPage();
    await page.type('Name', 'For adding');
    await page.press('Escape');
    await page.open(page.secret.id);
    expect(page.input('Name').value).to.equal('Payments API');
  });

  it('is gone after saving', async () => {
    const page = await formPage();
    await fillRequired(page);
    await page.click('Save');
    await page.closed();
    await page.open();
    expect(page.input('Name').value).to.equal('');
  });

  it('keeps a press on the backdrop from closing what is not saved', async () => {
    const page = await formPage();
    expect(page.form.lightDismiss).to.equal(true);
    await page.type('Name', 'x');
    expect(page.form.lightDismiss).to.equal(false);
    await sendKeys({ press: 'Backspace' });
    expect(page.form.lightDismiss).to.equal(true);
  });
});
