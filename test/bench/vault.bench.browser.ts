import { deviceKeys } from '../../src/keys/index.js';
import { indexedDbStorage } from '../../src/adapters/indexeddb-storage.js';
import { type Vault, localAuthority, openVault, staticDirectory } from '../../src/core/index.js';
import '../../src/define/share-dialog.js';
import { MANY as SECRETS, fill, unwrap } from './browser.js';
import { figures, noise, times } from './figures.js';

declare const report: (line: string) => Promise<void>;

const PEOPLE = 101;
const ROUNDS = 15;

const users = Array.from({ length: PEOPLE }, (_, at) => ({ id: `user:p${at}` as const, name: `Person ${String(at).padStart(3, '0')}`, username: `p${at}`, email: `p${at}@bench.example` }));
const directory = staticDirectory({ users });
const { line, finish } = figures(report);
const name = `mysafe-bench-${crypto.randomUUID()}`;

async function openAll(): Promise<Vault> {
  const authority = localAuthority({ storage: indexedDbStorage({ name }), directory });
  const keys = deviceKeys({ name });
  const vaults = await Promise.all(users.map(({ id }) => openVault({ actor: id, authority, keys })));
  await Promise.all(vaults.slice(1).map((vault) => vault.close()));
  return vaults[0]!;
}

await report(`In Chromium, on IndexedDB, ${ROUNDS} rounds each (${noise()})`);
const vault = await openAll();
const everyone = users.slice(1).map(({ id }) => ({ op: 'grant' as const, principal: id, permission: 'view' as const }));
const made = await Promise.all(Array.from({ length: ROUNDS }, async (_, at) => unwrap(await vault.secrets.add({ name: `Shared ${at}`, url: 'https://x.example', clientId: 'c', clientSecret: `demo-${at}` }))));

const first = unwrap(await vault.secrets.add({ name: 'First meeting', url: 'https://x.example', clientId: 'c' }));
await line('share with 100 people seen for the first time (pins their keys)', await times(async () => unwrap(await vault.sharing.share(first.id, everyone)), 1), 1_000);
await line('share with 100 people whose keys are pinned', await times(async (round) => unwrap(await vault.sharing.share(made[round]!.id, everyone)), ROUNDS), 300);
const openEach = async (round: number) => unwrap(await vault.secrets.get(made[round]!.id));
await line('open a secret and verify one more entry, for 100 people', await times(openEach, ROUNDS), 30);
await line('open a verified secret, warm', await times(openEach, ROUNDS), 5);
await line('revoke one of 100', await times(async (round) => unwrap(await vault.sharing.share(made[round]!.id, [{ op: 'revoke', principal: users[1 + round]!.id }])), ROUNDS), 500);
for (let round = 0; round < ROUNDS; round += 1) await openEach(round);
await line('reveal', await times(async (round) => unwrap(await vault.secrets.reveal(made[round]!.id)), ROUNDS), 10);

const dialog = document.body.appendChild(document.createElement('mysafe-share-dialog'));
dialog.vault = vault;
const opening = await times(async (round) => {
  const opened = new Promise((resolve) => { dialog.addEventListener('mysafe-opened', resolve, { once: true }); });
  dialog.show(made[round]);
  await opened;
  if (dialog.shadowRoot?.activeElement?.id !== 'input') throw new Error('the box has no focus');
  dialog.close();
}, ROUNDS);
await line('share window, from call to the box ready to type', opening, 50);

const storage = indexedDbStorage({ name });
const typical = unwrap(await vault.secrets.add({ name: 'Shared with three', url: 'https://x.example', clientId: 'c' }));
unwrap(await vault.sharing.share(typical.id, everyone.slice(0, 3)));
await fill(storage, (await storage.get({ kind: 'secret', id: typical.id }))!);
await storage.close();
const cold = await times(async () => {
  const fresh = localAuthority({ storage: indexedDbStorage({ name }), directory });
  const page = unwrap(await fresh.query('user:p0', { type: 'secret.find', query: {} }));
  if (page.items.length !== 30 || page.countIsExact) throw new Error('not the first page of many');
  await fresh.close();
}, 5);
await line(`first page of 30 from ${SECRETS.toLocaleString('en')} secrets, cold (a fresh adapter)`, cold, 400);
const warmed = localAuthority({ storage: indexedDbStorage({ name }), directory });
await warmed.query('user:p0', { type: 'secret.find', query: {} });
await line('first page, warm', await times(() => warmed.query('user:p0', { type: 'secret.find', query: {} }), ROUNDS), 30);
await line('first page of a text search, warm', await times((round) => warmed.query('user:p0', { type: 'secret.find', query: { text: `secret ${round}` } }), ROUNDS), 30);
await warmed.close();
await vault.close();
indexedDB.deleteDatabase(name);
indexedDB.deleteDatabase(`${name}-keys`);
finish();
