import { expect } from '@open-wc/testing';
import { type SharingEvent, type StorageAdapter, type VaultChange, localAuthority, openVault } from '../../../src/core/index.js';
import { parseRecoveryKey } from '../../../src/core/crypto/recovery-key.js';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import type { KeyKeeper } from '../../../src/core/index.js';
import { aDirectory, ana, aWorld, bruno, carla, davi, everybody, eventually, faultOf, grant, ok, ops, revoke } from '../../support/vault-builders.js';

const canary = (name: string): string => `canary-${name}-${'x'.repeat(3)}ÿ🔑-${name.length}`;
const SECRET = { value: canary('value'), newValue: canary('new value'), clientId: canary('client id'), notes: canary('notes'), newNotes: canary('new notes') };
/** Labels are the authority's to read: this one must be found, or nothing was looked at. */
const CONTROL = 'canary-of-the-label';

const utf8 = new TextEncoder();
const binary = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
/** How a text could have got out: as it is, inside JSON, base64 at each of the three places it can start, base64url, hex, percent-encoded. */
function formsOf(bytes: Uint8Array, text?: string): string[] {
  const base64 = [0, 1, 2].map((pad) => btoa('\0'.repeat(pad) + binary(bytes)).slice(pad === 0 ? 0 : 4, -4)).filter((form) => form.length > 8);
  return [...(text === undefined ? [] : [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]), ...base64, ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')), hex(bytes), hex(bytes).toUpperCase(), [...bytes].join(',')];
}

/** Everything that a store was ever given or asked, and what it holds. */
function watched(storage: StorageAdapter): { storage: StorageAdapter; seen: unknown[] } {
  const seen: unknown[] = [];
  const spy = <A extends unknown[], R>(work: (...args: A) => R) => (...args: A): R => { seen.push(structuredClone(args.filter((arg) => typeof arg !== 'function'))); return work(...args); };
  return { seen, storage: { ...storage, get: spy(storage.get), findSecrets: (query) => { seen.push(JSON.parse(JSON.stringify(query))); return storage.findSecrets(query); }, list: spy(storage.list), commit: spy(storage.commit), journal: spy(storage.journal), changes: spy(storage.changes) } };
}

async function everythingIn(storage: StorageAdapter): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const kind of ['secret', 'entry', 'version', 'group', 'account', 'user', 'claim', 'use'] as const) found.push(await storage.list(kind, { index: 'kind', key: '' }, { limit: 1_000 }));
  found.push(await storage.journal({ limit: 1_000 }));
  found.push(await storage.findSecrets({ principals: everybody.map(({ id }) => id), now: new Date(0), filter: { status: 'all' }, sort: { by: 'name', direction: 'ascending' }, limit: 100 }));
  return found;
}

describe('a day of use leaves no plaintext and no key', () => {
  it('in the store, the journal, the feed, refusals, faults, events, or the console', async function () {
    this.timeout(20_000);
    const plain = memoryStorage();
    const { storage, seen } = watched(plain);
    const outside: unknown[] = [];
    const say = { log: console.log, info: console.info, warn: console.warn, error: console.error, debug: console.debug };
    for (const level of Object.keys(say) as (keyof typeof say)[]) console[level] = (...args: unknown[]) => { outside.push(args.map(String)); };
    const accountKeys: Uint8Array[] = [];
    const keeping = (keeper: KeyKeeper): KeyKeeper => ({ ...keeper,
      async enrol(request) { const made = await keeper.enrol(request); accountKeys.push(Uint8Array.from(made.accountKey)); return made; } });
    // private keys pass here on their way into WebCrypto
    const privateKeys: string[] = [];
    let printed = '';
    const { importKey } = crypto.subtle;
    crypto.subtle.importKey = function (this: SubtleCrypto, ...args: Parameters<typeof importKey>) {
      const [format, data] = args as unknown as [string, unknown];
      if (format === 'jwk' && typeof (data as JsonWebKey).d === 'string') privateKeys.push((data as JsonWebKey).d!);
      return importKey.apply(crypto.subtle, args);
    } as typeof importKey;
    try {
      const directory = aDirectory();
      const events: SharingEvent[] = [];
      const world = aWorld({ storage, directory, notifier: { async notify(event) { events.push(event); } } });
      const keys = keeping(world.keys);
      const open = (user: typeof ana) => openVault({ actor: user.id, authority: world.authority, keys });
      const [hers, his, carlas] = [await open(ana), await open(bruno), await open(carla)];
      const changes: VaultChange[] = [];
      for (const vault of [hers, his, carlas]) vault.subscribe((change) => changes.push(change));
      const keep = async (work: Promise<unknown>): Promise<void> => { const result = await work as { ok?: boolean; refusal?: unknown }; if (result.ok === false) outside.push(result.refusal); };

      const { id } = ok(await hers.secrets.add({ name: CONTROL, url: 'u', clientId: SECRET.clientId, clientSecret: SECRET.value, notes: SECRET.notes, identifier: 'I' }));
      await keep(hers.secrets.add({ name: '', url: 'u', clientId: SECRET.clientId, clientSecret: SECRET.value, notes: SECRET.notes }));
      await keep(hers.secrets.add({ name: 'n', url: 'u', clientId: SECRET.clientId, clientSecret: SECRET.value, identifier: 'I' }));
      await keep(hers.secrets.add({ name: 'n', url: 'u', clientId: SECRET.clientId, clientSecret: SECRET.value + 'x'.repeat(70_000), notes: SECRET.notes + 'x'.repeat(20_000) }));
      ok(await hers.sharing.share(id, [grant(bruno, 'edit'), grant(ops), grant(davi)]));
      ok(await his.secrets.reveal(id));
      ok(await his.secrets.get(id));
      ok(await his.secrets.edit(id, { clientSecret: SECRET.newValue, notes: SECRET.newNotes }, { revision: 1 }));
      await keep(hers.secrets.edit(id, { clientSecret: SECRET.newValue }, { revision: 1 }));
      ok(await carlas.secrets.reveal(id));
      await keep(carlas.secrets.edit(id, { clientSecret: SECRET.newValue, notes: SECRET.notes }, { revision: 2 }));
      const friends = ok(await hers.groups.save({ name: 'Friends', enabled: true, membersMayView: false, members: [bruno.id, carla.id] }));
      ok(await hers.sharing.share(id, [grant(friends, 'edit')]));
      ok(await hers.sharing.share(id, [revoke(bruno), revoke(ops)]));
      ok(await his.secrets.reveal(id));
      ok(await hers.groups.save({ name: 'Friends', enabled: true, membersMayView: false, members: [carla.id], id: friends.id, revision: friends.revision }));
      printed = ok(await carlas.keys.makeRecoveryKey());
      carlas.keys.lock();
      await keep(carlas.keys.unlock({ recoveryKey: printed.slice(0, -1) }));
      ok(await carlas.keys.unlock({ recoveryKey: printed }));
      await keep(his.secrets.reveal(id));
      const davis = await open(davi);
      await eventually(davis, async () => { const got = await davis.secrets.reveal(id); return got.ok || undefined; });
      ok(await hers.secrets.transfer(id, carla.id));
      ok((await carlas.secrets.disable([id]))[0]!);
      await keep(carlas.secrets.reveal(id));
      ok((await carlas.secrets.enable([id]))[0]!);
      carlas.keys.lock();
      await keep(carlas.secrets.reveal(id));
      ok(await carlas.keys.unlock());
      await keep(carlas.secrets.list({ text: 'canary' }));

      // a store that tampers, and what is said of it
      const record = (await plain.get({ kind: 'secret', id }))!;
      const body = record.body as { envelope: { details: { nonce: string } } };
      const lying = localAuthority({ directory, storage: { ...plain, get: async (ref) => (ref.kind === 'secret' ? { ...record, body: { ...body, envelope: { ...body.envelope, details: { ...body.envelope.details, nonce: 'AAAAAAAAAAAAAAAA' } } } } : plain.get(ref)) } });
      const deceived = await openVault({ actor: carla.id, authority: lying, keys });
      for (const work of [() => deceived.secrets.get(id), () => deceived.secrets.reveal(id)]) {
        expect(await faultOf(work())).to.equal('envelope/tampered');
        await work().catch((error: Error) => outside.push([error.name, error.message, error.stack, String(error.cause), JSON.stringify(error)]));
      }
      ok(await carlas.secrets.delete(id));

      outside.push(changes, events, ...(await carlas.activity.list()).entries, seen, await everythingIn(plain));
      expect([events.length > 4, changes.length > 10, accountKeys.length, privateKeys.length > 4]).to.deep.equal([true, true, 4, true]);
    } finally {
      Object.assign(console, say);
      crypto.subtle.importKey = importKey;
    }
    const everything = JSON.stringify(outside);
    expect(everything, 'the control').to.contain(CONTROL);
    const encodedControl = formsOf(utf8.encode(CONTROL)).some((form) => everything.includes(form));
    expect(encodedControl, 'the control: labels are signed, and what is signed is kept as base64url').to.equal(true);
    const canaries = [
      ...Object.entries(SECRET).map(([name, text]) => ({ name, forms: formsOf(utf8.encode(text), text) })),
      { name: 'a recovery key', forms: [printed, printed.replaceAll('-', ''), ...formsOf((await parseRecoveryKey(printed))!)] },
      ...accountKeys.map((key) => ({ name: 'an account key', forms: formsOf(key) })),
      ...privateKeys.map((key) => ({ name: 'a private key', forms: [key, ...formsOf(Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)))] })),
    ];
    for (const { name, forms } of canaries) for (const form of forms) expect(everything.includes(form), `${name} as ${form.slice(0, 12)}…`).to.equal(false);
    expect(canaries.length).to.be.greaterThan(20);
  });

  it('finds what would be there in any of these forms', () => {
    for (const write of [(text: string) => text, (text: string) => btoa(binary(utf8.encode(text))), (text: string) => btoa(binary(utf8.encode(`a${text}`))), (text: string) => btoa(binary(utf8.encode(`ab${text}b`))), (text: string) => hex(utf8.encode(`k${text}`)), encodeURIComponent]) {
      const written = JSON.stringify({ body: write(SECRET.value) });
      expect(formsOf(utf8.encode(SECRET.value), SECRET.value).some((form) => written.includes(form)), written).to.equal(true);
    }
  });
});
