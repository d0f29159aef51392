import { memoryStorage } from '../../src/adapters/memory-storage.js';
import { type Vault, localAuthority, openVault, staticDirectory } from '../../src/core/index.js';
import { ephemeralKeys, passphraseKeys } from '../../src/keys/index.js';
import { figures, noise, times } from './figures.js';

declare const report: (line: string) => Promise<void>;

const ROUNDS = 5;
const TABS = 8;
const asked = { actor: 'user:ana', input: { passphrase: 'correct horse battery staple' } } as const;
const { line, finish } = figures(report);

const newAuthority = () => localAuthority({ storage: memoryStorage(), directory: staticDirectory({ users: [{ id: asked.actor, name: 'Ana Souza', username: 'ana' }] }) });

const becomes = (vault: Vault, state: Vault['keys']['state']): Promise<void> => new Promise((resolve) => {
  const stop = vault.subscribe(() => {
    if (vault.keys.state !== state) return;
    stop();
    resolve();
  });
});

await report(`Argon2id, 3 passes over 64 MiB in 4 lanes, in Chromium, ${ROUNDS} rounds (${noise()})`);
const vault = await openVault({ actor: asked.actor, authority: newAuthority(), keys: passphraseKeys() });
await vault.keys.unlock(asked.input);
vault.keys.lock();
await line('unlock a vault by passphrase, in the worker', await times(async () => {
  if (!(await vault.keys.unlock(asked.input)).ok) throw new Error('it stayed locked');
}, ROUNDS, async () => vault.keys.lock()), 1_500);
await vault.close();

const authority = newAuthority();
const keys = ephemeralKeys();
const tabs: Vault[] = [];
for (let tab = 0; tab < TABS; tab += 1) tabs.push(await openVault({ actor: asked.actor, authority, keys })); // the first one makes the keys
await line(`lock, until all of ${TABS} vaults of a person have forgotten their keys`, await times(async () => {
  const locked = Promise.all(tabs.map((tab) => becomes(tab, 'locked')));
  tabs[0]!.keys.lock();
  await locked;
}, 20, () => Promise.all(tabs.map((tab) => tab.keys.unlock()))), 50);
await Promise.all(tabs.map((tab) => tab.close()));

const inPage = passphraseKeys();
const { record } = await inPage.enrol(asked);
Reflect.deleteProperty(globalThis, 'Worker');
await line('the keeper alone, in slices in the page', await times(() => inPage.unlock({ ...asked, records: [record] }), ROUNDS), 1_500);
finish();
