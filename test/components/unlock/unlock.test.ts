import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Vault } from '../../../src/core/index.js';
import { MySafeError } from '../../../src/core/index.js';
import { ephemeralKeys, hostKeys, passkeyKeys } from '../../../src/keys/index.js';
import { addAuthenticator, makeHostKey, removeAuthenticator, setVerified } from '../../support/key-keeper-harnesses.js';
import { aGate } from '../../support/share-page.js';
import { until } from '../../support/secret-view-page.js';
import { PASSPHRASE, aPassphraseKeeper, unlockPage } from '../../support/unlock-page.js';

const LOCKED = 'Your keys are locked.';
const AWAY = 'Your keys are not in this browser.';
const withKeys = (vault: Vault, calls: Partial<Vault['keys']>): Vault => ({ ...vault, keys: Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(vault.keys), ...Object.getOwnPropertyDescriptors(calls) }) as Vault['keys'] });

describe('<mysafe-unlock> with a passphrase', () => {
  it('asks for it, and is gone once it opens the keys', async () => {
    const page = await unlockPage({ madeWith: true });
    expect([page.lead, page.buttons]).to.deep.equal([LOCKED, ['Show', 'Unlock']]);
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.gone();
    expect(page.vault.keys.state).to.equal('unlocked');
  });

  it('a wrong one is red, said, and typed over; the right one then opens', async () => {
    const page = await unlockPage({ madeWith: true });
    await page.type('Passphrase', 'wrong');
    await page.press('Enter');
    await page.answered();
    const field = page.field('Passphrase');
    expect(page.errors).to.deep.equal(['That passphrase does not open your keys.']);
    expect([page.description('Passphrase'), page.status]).to.deep.equal(['That passphrase does not open your keys.', 'That passphrase does not open your keys.']);
    expect([field.getAttribute('aria-invalid'), field.getAttribute('aria-errormessage'), page.focused]).to.deep.equal(['true', 'passphrase-error', 'Passphrase']);
    expect(page.element.matches(':state(invalid)')).to.equal(true);
    await sendKeys({ type: PASSPHRASE }); // over what is selected
    expect(field.value).to.equal(PASSPHRASE);
    await page.click('Unlock');
    await page.gone();
  });

  it('an empty one is asked for, and the keeper is not', async () => {
    const page = await unlockPage({ madeWith: true });
    let asked = 0;
    page.element.addEventListener('mysafe-unlock', () => { asked += 1; });
    await page.click('Unlock');
    await page.answered();
    expect([page.errors, page.focused, asked]).to.deep.equal([['Enter your passphrase.'], 'Passphrase', 0]);
  });

  it('leaves paste and password managers alone', async () => {
    const page = await unlockPage({ madeWith: true });
    const field = page.field('Passphrase') as HTMLInputElement;
    expect([field.type, field.autocomplete]).to.deep.equal(['password', 'current-password']);
    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true });
    field.dispatchEvent(paste);
    expect(paste.defaultPrevented).to.equal(false);
    expect(page.root.querySelector<HTMLInputElement>('input[autocomplete=username]')!.value).to.equal('ana');
  });

  it('shows and hides what is typed', async () => {
    const page = await unlockPage({ madeWith: true });
    const field = page.field('Passphrase') as HTMLInputElement;
    await page.type('Passphrase', 'abc');
    await page.click('Show');
    expect([field.type, field.value]).to.deep.equal(['text', 'abc']);
    await page.click('Hide');
    expect(field.type).to.equal('password');
  });

  it('tells the host before, with nothing of the input in it, and after', async () => {
    const page = await unlockPage({ madeWith: true });
    const told: string[] = [];
    for (const name of ['mysafe-unlock', 'mysafe-unlocked'] as const) document.addEventListener(name, (event) => { told.push(`${event.type} ${Object.keys(event).join()}`); }, { once: true });
    await page.type('Passphrase', PASSPHRASE);
    await page.click('Unlock');
    await page.gone();
    expect(told).to.deep.equal(['mysafe-unlock isTrusted', 'mysafe-unlocked isTrusted']);
  });

  it('stays locked where the host cancels', async () => {
    const page = await unlockPage({ madeWith: true });
    page.element.addEventListener('mysafe-unlock', (event) => { event.preventDefault(); });
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.answered();
    expect([page.vault.keys.state, page.lead]).to.deep.equal(['locked', LOCKED]);
  });

  it('asks once at a time, says so after a second, and keeps focus', async () => {
    const gate = aGate();
    let asked = 0;
    const page = await unlockPage({ madeWith: true, wrap: (vault) => withKeys(vault, { unlock: async (input) => { asked += 1; await gate.passed; return vault.keys.unlock(input); } }) });
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.press('Enter');
    page.button('Unlock').click();
    expect([asked, page.button('Unlock').getAttribute('aria-disabled'), page.focused]).to.deep.equal([1, 'true', 'Passphrase']);
    expect(page.element.matches(':state(loading)')).to.equal(true);
    await page.isAccessible();
    await until(() => page.status === 'Unlocking…', '“Unlocking…”');
    gate.open();
    await page.gone();
    expect(asked).to.equal(1);
  });

  it('leaves nothing of it behind: not in the field, in attributes or in the page', async () => {
    const page = await unlockPage({ madeWith: true });
    const field = page.field('Passphrase');
    await page.type('Passphrase', PASSPHRASE);
    expect(page.markup).not.to.contain(PASSPHRASE);
    await page.press('Enter');
    await page.gone();
    expect([field.value, page.markup.includes(PASSPHRASE)]).to.deep.equal(['', false]);
  });

  it('and clears the field when it leaves the page', async () => {
    const page = await unlockPage({ madeWith: true });
    const field = page.field('Passphrase');
    await page.type('Passphrase', PASSPHRASE);
    page.element.remove();
    expect(field.value).to.equal('');
  });

  it('says what the storage did, and goes on trying', async () => {
    let works = false;
    const page = await unlockPage({ madeWith: true, wrap: (vault) => withKeys(vault, { unlock: (input) => (works ? vault.keys.unlock(input) : Promise.reject(new MySafeError('storage/unavailable', 'down'))) }) });
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.answered();
    expect(page.errors).to.deep.equal(['The storage did not answer. Nothing was changed. Try again.']);
    expect([page.focused, page.element.matches(':state(error)')]).to.deep.equal(['Unlock', true]);
    works = true;
    await page.press('Enter');
    await page.gone();
  });

  it('is there again as soon as the keys are locked, empty', async () => {
    const page = await unlockPage({ madeWith: true });
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.gone();
    page.vault.keys.lock();
    await page.shows(LOCKED);
    expect([page.field('Passphrase').value, page.errors]).to.deep.equal(['', []]);
  });
});

describe('<mysafe-unlock> before there are keys', () => {
  it('takes any passphrase twice, says how long it is in words, and makes the keys', async () => {
    const page = await unlockPage();
    expect([page.lead, page.buttons]).to.deep.equal(['Set up your keys to go on.', ['Show', 'Set passphrase', 'Restore a backup']]);
    expect((page.field('Choose a passphrase') as HTMLInputElement).autocomplete).to.equal('new-password');
    await page.type('Choose a passphrase', 'a');
    expect(page.description('Choose a passphrase')).to.equal('Short: easy to guess. Add more words.');
    await sendKeys({ type: ' few more le' });
    await page.element.updateComplete;
    expect(page.description('Choose a passphrase')).to.equal('Fair: a few more words make it hard to guess.');
    await sendKeys({ type: 'tters of it' });
    await page.element.updateComplete;
    expect([page.description('Choose a passphrase'), page.status]).to.deep.equal(Array(2).fill('Long: hard to guess, unless others know the phrase.'));
    await page.type('Repeat the passphrase', 'a few more letters of it');
    await page.press('Enter');
    await page.gone();
    expect([page.vault.keys.state, page.vault.keys.enrolled]).to.deep.equal(['unlocked', true]);
  });

  it('refuses nothing but an empty one and two that differ', async () => {
    const page = await unlockPage();
    await page.click('Set passphrase');
    await page.answered();
    expect([page.errors, page.focused]).to.deep.equal([['Choose a passphrase.'], 'Choose a passphrase']);
    await page.type('Choose a passphrase', 'x');
    await page.type('Repeat the passphrase', 'y');
    await page.press('Enter');
    await page.answered();
    expect([page.errors, page.focused, page.vault.keys.enrolled]).to.deep.equal([['The two are not the same.'], 'Repeat the passphrase', false]);
    await sendKeys({ type: 'x' });
    await page.press('Enter');
    await page.gone();
  });
});

describe('<mysafe-unlock> with a passkey', () => {
  let authenticator: string;
  beforeEach(async () => { authenticator = await addAuthenticator(); });
  afterEach(() => removeAuthenticator(authenticator));

  it('creates one, and unlocks with it', async () => {
    const page = await unlockPage({ keeper: passkeyKeys() });
    expect(page.buttons).to.deep.equal(['Create a passkey', 'Restore a backup']);
    await page.click('Create a passkey');
    await page.gone();
    page.vault.keys.lock();
    await page.shows(LOCKED);
    expect(page.buttons).to.deep.equal(['Unlock with a passkey']);
    await page.click('Unlock with a passkey');
    await page.gone();
  });

  it('declined: says so, and tries again', async () => {
    const page = await unlockPage({ keeper: passkeyKeys(), madeWith: true });
    await setVerified(authenticator, false);
    await page.click('Unlock with a passkey');
    await page.answered();
    expect([page.errors, page.focused]).to.deep.equal([['No passkey answered. Try again.'], 'Unlock with a passkey']);
    await page.isAccessible();
  });

  it('where none can be made, says where to', async () => {
    await removeAuthenticator(authenticator);
    authenticator = await addAuthenticator({ hasPrf: false });
    const page = await unlockPage({ keeper: passkeyKeys() });
    await page.click('Create a passkey');
    await page.answered();
    expect(page.errors).to.deep.equal(['Your keys can’t be made here. Try another browser or device.']);
  });
});

describe('<mysafe-unlock> where nothing is asked', () => {
  it('is one press', async () => {
    const page = await unlockPage({ keeper: ephemeralKeys(), madeWith: true });
    expect([page.lead, page.buttons]).to.deep.equal([LOCKED, ['Unlock']]);
    await page.click('Unlock');
    await page.gone();
  });

  it('says that the host’s key does not open them', async () => {
    const page = await unlockPage({ keeper: hostKeys({ key: makeHostKey() }), madeWith: hostKeys({ key: makeHostKey() }) });
    await page.click('Unlock');
    await page.answered();
    expect(page.errors).to.deep.equal(['That does not open your keys.']);
  });

  it('shows nothing while the keys are unlocked, or without a vault', async () => {
    const page = await unlockPage({ keeper: ephemeralKeys(), madeWith: true });
    await page.click('Unlock');
    await page.gone();
    expect(page.root.querySelector('.root')).to.equal(null);
    page.vault.keys.lock();
    await page.shows(LOCKED);
    page.element.vault = undefined;
    await page.gone();
  });
});

describe('<mysafe-unlock> with a recovery key', () => {
  it('offers it wherever the account has one, and reads it in any form', async () => {
    const page = await unlockPage({ madeWith: true, recovery: true });
    expect(page.buttons).to.deep.equal(['Show', 'Unlock', 'Use a recovery key']);
    await page.click('Use a recovery key');
    expect([page.focused, page.buttons]).to.deep.equal(['Recovery key', ['Unlock', 'Back']]);
    await sendKeys({ type: page.recoveryKey.toLowerCase().replaceAll('-', ' ') });
    expect(page.field('Recovery key').value).to.equal(page.recoveryKey);
    await page.press('Enter');
    await page.gone();
    expect(page.vault.keys.state).to.equal('unlocked');
  });

  it('a mistyped one stays, to be mended', async () => {
    const page = await unlockPage({ madeWith: true, recovery: true });
    await page.click('Use a recovery key');
    await page.click('Unlock');
    await page.answered();
    expect(page.errors).to.deep.equal(['Enter your recovery key.']);
    await page.type('Recovery key', 'ABCDEF-000000');
    await page.press('Enter');
    await page.answered();
    expect([page.errors, page.focused, page.field('Recovery key').value]).to.deep.equal([['That recovery key does not open your keys. Check each group.'], 'Recovery key', 'ABCDEF-000000']);
    await page.isAccessible();
  });

  it('Back and Escape lead to the passphrase', async () => {
    const page = await unlockPage({ madeWith: true, recovery: true });
    await page.click('Use a recovery key');
    await page.click('Back');
    expect(page.focused).to.equal('Passphrase');
    await page.click('Use a recovery key');
    let closes = 0;
    document.addEventListener('keydown', () => { closes += 1; }, { once: true });
    await page.press('Escape');
    expect([page.focused, closes]).to.deep.equal(['Passphrase', 0]);
  });
});

describe('<mysafe-unlock> where the keys are not in this browser', () => {
  it('takes the recovery key there, and says so of a wrong one without leaving', async () => {
    const page = await unlockPage({ keeper: ephemeralKeys(), madeWith: ephemeralKeys(), recovery: true });
    await page.shows(AWAY);
    expect(page.buttons).to.deep.equal(['Unlock', 'Restore a backup', 'Start over…']);
    await page.type('Recovery key', 'wrong');
    await page.press('Enter');
    await page.answered();
    expect([page.lead, page.errors, page.vault.keys.state]).to.deep.equal([AWAY, ['That recovery key does not open your keys. Check each group.'], 'not-here']);
    page.field('Recovery key').value = '';
    await page.type('Recovery key', page.recoveryKey);
    await page.click('Unlock');
    await page.gone();
  });

  it('without any way, says where they may be', async () => {
    const page = await unlockPage({ keeper: ephemeralKeys(), madeWith: ephemeralKeys() });
    await page.shows(AWAY);
    expect([page.hasField('Recovery key'), page.buttons]).to.deep.equal([false, ['Restore a backup', 'Start over…']]);
    expect(page.root.textContent).to.contain('Open this page in the browser where you used them before.');
  });

  it('finds out by asking: keys that no passphrase was made for', async () => {
    const page = await unlockPage({ madeWith: ephemeralKeys() });
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.shows(AWAY);
    expect([page.status, page.buttons]).to.deep.equal([AWAY, ['Restore a backup', 'Start over…']]);
  });

  it('starts over behind one step that says what is lost', async () => {
    const page = await unlockPage({ keeper: ephemeralKeys(), madeWith: ephemeralKeys() });
    const before = await page.vault.keys.fingerprint(page.vault.me.id);
    await page.shows(AWAY);
    await page.click('Start over…');
    expect(page.lead).to.equal('Start over with new keys?');
    expect(page.root.textContent).to.contain('Your own secrets that nobody else can open are lost for ever.');
    await page.isAccessible();
    await page.click('Cancel');
    expect(page.lead).to.equal(AWAY);
    await page.click('Start over…');
    await page.click('Start over');
    await page.gone();
    expect(page.vault.keys.state).to.equal('unlocked');
    expect(await page.vault.keys.fingerprint(page.vault.me.id)).to.not.equal(before);
  });

  it('starts over with a new passphrase, chosen there', async () => {
    const page = await unlockPage({ madeWith: ephemeralKeys() });
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await page.shows(AWAY);
    await page.click('Start over…');
    await page.type('Choose a passphrase', 'another one');
    await page.type('Repeat the passphrase', 'another one');
    await page.click('Start over');
    await page.gone();
    page.vault.keys.lock();
    await page.shows(LOCKED);
    await page.type('Passphrase', 'another one');
    await page.press('Enter');
    await page.gone();
  });

  it('restores a backup with the key that came with it', async () => {
    let backup = { file: '', recoveryKey: '' };
    const page = await unlockPage({ keeper: ephemeralKeys(), madeWith: ephemeralKeys(), before: async (vault) => {
      const made = await vault.keys.backup();
      if (made.ok) backup = made.value;
    } });
    await page.shows(AWAY);
    await page.click('Restore a backup');
    await page.click('Restore');
    await page.answered();
    expect([page.errors, page.focused]).to.deep.equal([['Choose the file of your backup.'], 'Backup file']);
    const files = new DataTransfer();
    files.items.add(new File([backup.file], 'backup.txt'));
    (page.field('Backup file') as HTMLInputElement).files = files.files;
    await page.type('Recovery key', 'wrong');
    await page.press('Enter');
    await page.answered();
    expect(page.errors).to.deep.equal(['That recovery key does not open this backup.']);
    await page.isAccessible();
    page.field('Recovery key').value = backup.recoveryKey;
    await page.click('Restore');
    await page.gone();
    expect(page.vault.keys.state).to.equal('unlocked');
  });
});

describe('the way back to the host', () => {
  it('an element that is put back asks anew', async () => {
    const page = await unlockPage({ keeper: aPassphraseKeeper(), madeWith: true, recovery: true });
    const home = page.element.parentElement!;
    await page.click('Use a recovery key');
    page.element.remove();
    home.append(page.element);
    await page.shows(LOCKED);
    expect(page.hasField('Passphrase')).to.equal(true);
    const told = oneEvent(page.element, 'mysafe-unlocked');
    await page.type('Passphrase', PASSPHRASE);
    await page.press('Enter');
    await told;
  });
});
