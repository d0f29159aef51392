import { expect } from '@open-wc/testing';
import { type StorageAdapter, MySafeError, openVault } from '../../src/core/index.js';
import { memoryStorage } from '../../src/adapters/memory-storage.js';
import { type LeakRecord, recordLeaks } from '../support/leaks.js';
import { formPage } from '../support/secret-form-page.js';
import { testClipboard, until, viewPage, withSecrets } from '../support/secret-view-page.js';
import { sharePage } from '../support/share-page.js';
import { aSecret, aWorld, ana, anId, bruno, carla, grant, ok, revoke } from '../support/vault-builders.js';

const canary = (name: string): string => `canary-${name}-${anId()}`;
const aSet = () => ({ value: canary('value'), newValue: canary('new-value'), passphrase: canary('passphrase'), clientId: canary('client-id'), notes: canary('notes'), foreign: canary('foreign') });

/** What is not ours but looks like it: its words are nobody's business. */
const lookAlike = (text: string): Error => Object.assign(new Error(text), { name: 'MySafeError', code: text });

/** A store that throws what it is told to. */
function troubled(): StorageAdapter & { trouble?: Error } {
  const good = memoryStorage();
  const storage: StorageAdapter & { trouble?: Error } = {
    ...good,
    async get(ref) { if (storage.trouble) throw storage.trouble; return good.get(ref); },
    async commit(batch) { if (storage.trouble) throw storage.trouble; return good.commit(batch); },
  };
  return storage;
}

describe('goal 15: no value leaves but to who asked for it', () => {
  let record: LeakRecord;
  beforeEach(() => { record = recordLeaks(); });
  afterEach(() => { record.stop(); });

  /** Notes how a call ended, whichever way. */
  const told = async (call: () => Promise<unknown>): Promise<void> => { record.note(await call().catch((error: unknown) => error)); };

  it('by the vault: what it returns, refuses, throws and tells, and what can be read from it', async () => {
    const secret = aSet();
    const storage = troubled();
    const world = aWorld({ storage, notifier: { async notify(event) { record.note(event); } } });
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    for (const vault of [hers, his]) vault.subscribe((change) => { record.note(change); });
    const input = aSecret({ name: 'the-label', identifier: 'I', clientId: secret.clientId, clientSecret: secret.value, notes: secret.notes });
    const { id } = ok(await hers.secrets.add(input));
    ok(await hers.sharing.share(id, [grant(bruno, 'edit')]));
    expect(ok(await his.secrets.reveal(id)).clientSecret).to.equal(secret.value);
    ok(await his.secrets.edit(id, { clientSecret: secret.newValue }, { revision: 1 }));

    await told(() => hers.secrets.add(input));
    await told(() => hers.secrets.add({ ...input, name: '', clientSecret: secret.value.repeat(5_000) }));
    await told(() => hers.secrets.add({ ...input, notes: [secret.notes], clientSecret: { text: secret.value } } as never));
    await told(() => hers.secrets.edit(id, { clientSecret: secret.newValue, notes: secret.notes }, { revision: 1 }));
    await told(() => hers.secrets.get(secret.value));
    await told(() => hers.secrets.list({ text: { text: secret.value } as never }));
    await told(() => hers.secrets.list({ text: secret.value }));
    await told(async () => (await world.vaultOf(carla)).secrets.edit(id, { clientSecret: secret.value }, { revision: 2 }));
    await told(() => hers.sharing.share(id, [{ op: 'grant', principal: secret.value as never, permission: secret.value as never }]));
    await told(() => openVault({ actor: `user:${secret.passphrase}`, authority: world.authority, keys: world.keys }));
    for (const trouble of [new MySafeError('storage/quota', 'The store is full.'), new MySafeError('storage/outcome-unknown', 'Lost.'), new DOMException('No.', 'QuotaExceededError')]) {
      storage.trouble = trouble;
      await told(() => hers.secrets.edit(id, { clientSecret: secret.newValue, notes: secret.notes }, { revision: 2 }));
      await told(() => hers.secrets.reveal(id));
    }
    storage.trouble = undefined;
    hers.keys.lock();
    await told(() => hers.secrets.reveal(id));
    await told(() => (hers.keys.unlock as (input: unknown) => Promise<unknown>)({ passphrase: secret.passphrase }));
    ok(await hers.sharing.share(id, [revoke(bruno)]));
    await told(() => his.secrets.reveal(id));
    for (const vault of [hers, his]) record.note(vault);
    record.note([await hers.secrets.list(), await hers.sharing.access(id), await hers.activity.list(), world.keys, world.authority]);

    expect(record.hits(secret)).to.deep.equal([]);
    record.note(await hers.secrets.get(id));
    record.note(await hers.secrets.reveal(id));
    expect(record.hits({ ...secret, label: 'the-label' }), 'the control: those who ask are told').to.deep.equal(['newValue', 'clientId', 'notes', 'label']);
  });

  it('by the form: events, attributes, fields, the console, with refusals and foreign faults', async () => {
    const secret = aSet();
    let failing: Error | undefined = undefined;
    const page = await formPage({
      input: { identifier: 'taken' },
      wrap: (vault) => withSecrets(vault, { add: async (input) => { if (failing) throw failing; return vault.secrets.add(input); } }),
    });
    for (const [label, text] of [['Name', 'the-label'], ['URL', 'https://a.example'], ['Client ID', secret.clientId], ['Client secret', secret.value], ['Identifier', 'taken'], ['Notes', secret.notes]] as const) await page.fill(label, text);
    record.notePage();
    await page.click('Save');
    await until(() => page.error('Identifier'), 'the refusal');
    record.notePage();
    await page.fill('Identifier', 'free');
    for (const trouble of [lookAlike(secret.foreign), new MySafeError('storage/unavailable', 'Not now.', { cause: new Error(secret.foreign) })]) {
      failing = trouble;
      await page.click('Save');
      await until(() => page.banners.length > 0, 'the fault');
      record.note(page.banners);
      record.notePage();
    }
    failing = undefined;
    await page.click('Save');
    await page.closed();
    record.notePage();
    expect(record.hits(secret)).to.deep.equal([]);
    page.form.setAttribute('data-control', secret.value);
    record.notePage();
    expect(record.hits(secret), 'the control').to.deep.equal(['value']);
  });

  it('by the view: shown, copied, hidden and failed', async () => {
    const secret = aSet();
    const clipboard = testClipboard();
    let failing = false;
    try {
      const page = await viewPage({
        input: { clientSecret: secret.value, clientId: secret.clientId, notes: secret.notes },
        wrap: (vault) => withSecrets(vault, { reveal: async (id) => { if (failing) throw lookAlike(secret.foreign); return vault.secrets.reveal(id); } }),
      });
      await page.click('Show Client secret');
      await page.shows(secret.value);
      record.notePage();
      await page.click('Copy Client secret');
      await until(() => clipboard.texts.includes(secret.value), 'the copy');
      record.notePage();
      await page.click('Show Client secret');
      await page.hides();
      failing = true;
      await page.click('Show Client secret');
      await until(() => page.banners.length > 0, 'the fault');
      record.note(page.banners);
      record.notePage();
      expect(record.hits(secret)).to.deep.equal([]);
      console.warn({ deep: [new Error('x', { cause: secret.value })] });
      expect(record.hits(secret), 'the control').to.deep.equal(['value']);
    } finally {
      clipboard.restore();
    }
  });

  it('by the share window, refused and done', async () => {
    const secret = aSet();
    const page = await sharePage({ input: { clientSecret: secret.value, clientId: secret.clientId, notes: secret.notes }, allow: ({ principal }) => (principal.id === carla.id ? { reason: 'Not her.' } : true) });
    await page.add('carla');
    await page.add('bruno');
    record.notePage();
    await page.share();
    record.notePage();
    expect(record.hits(secret)).to.deep.equal([]);
    dispatchEvent(Object.assign(new Event('mysafe-shared'), { outcomes: [{ secretId: secret.value }] }));
    expect(record.hits(secret), 'the control').to.deep.equal(['value']);
  });
});
