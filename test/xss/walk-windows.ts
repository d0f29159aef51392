import { expect } from '@open-wc/testing';
import { BatchWindow } from '../../src/components/secret-list/batch-window.js';
import type { TransferWindow } from '../../src/components/secret-view/transfer-window.js';
import type { VersionsWindow } from '../../src/components/secret-view/versions-window.js';
import type { WhyWindow } from '../../src/components/secret-view/why-window.js';
import { register } from '../../src/components/shared/register.js';
import type { RecoveryWindow } from '../../src/components/trust/recovery-window.js';
import type { SecretSummary, User, Vault } from '../../src/core/index.js';
import { ana } from '../support/vault-builders.js';
import type { HostileSecret, HostileWorld } from './hostile-world.js';
import { all, atPayload, find, nameFrom, textIn, until } from './looking.js';
import type { Seen } from './seen.js';

interface Windows { 'mysafe-versions': VersionsWindow; 'mysafe-why': WhyWindow; 'mysafe-transfer': TransferWindow; 'mysafe-recovery': RecoveryWindow; 'mysafe-batch': BatchWindow }

/** One of the windows that open over another, open by itself. */
function opened<N extends keyof Windows>(name: N, set: Partial<Windows[N]>): Windows[N] {
  const window = Object.assign(document.createElement(name) as unknown as Windows[N], set);
  document.body.append(window);
  void window.ask();
  return window;
}

async function registered(): Promise<void> {
  await Promise.all((['mysafe-versions', 'mysafe-why', 'mysafe-transfer', 'mysafe-recovery'] as const).map((name) => register(name)));
  if (!customElements.get('mysafe-batch')) customElements.define('mysafe-batch', BatchWindow);
}

async function compare(vault: Vault, { id, payload }: HostileSecret): Promise<boolean> {
  const window = opened('mysafe-versions', { vault, secret: { id, name: payload } });
  await until(() => all(window, '.version').length === 2, 'the versions');
  const by = all(window, '.version .detail').every((one) => one.querySelector('bdi')?.textContent === nameFrom(payload));
  all(window, '.version:nth-child(2) .actions button').at(1)?.click();
  await until(() => find(window, '[part=comparison] tbody'), 'the comparison');
  const cells = all(window, '[part=comparison] td').map((cell) => cell.textContent);
  const both = (text: string): boolean => cells.filter((cell) => cell === text).length >= 2;
  all(window, '.version:nth-child(2) .actions button').at(0)?.click();
  const shown = await until(() => find(window, 'code.secret')?.textContent, 'the client secret');
  const titled = textIn(window, '#title')?.includes(payload);
  window.remove();
  return by && both(payload) && both(`now ${payload}`) && shown === nameFrom(payload) && titled === true;
}

async function explain(vault: Vault, { id, payload }: HostileSecret, user: User): Promise<boolean> {
  const window = opened('mysafe-why', { vault, secretId: id, user });
  const name = nameFrom(payload);
  await until(() => all(window, '[part=way]').length === 2, 'the ways');
  const ways = all(window, '[part=way]').map((way) => [...way.querySelectorAll('bdi')].filter((one) => one.textContent === name).length);
  const titled = textIn(window, '#title')?.includes(name);
  window.remove();
  return ways[0]! >= 2 && ways[1]! >= 3 && titled === true; // who, by whom; the second names the group too
}

/** Chooses an heir, is refused with a reason, and reads that it changed hands meanwhile. */
async function giveAway(vault: Vault, { id, payload }: HostileSecret): Promise<boolean> {
  const window = opened('mysafe-transfer', { vault, secret: { id, name: payload } });
  const name = nameFrom(payload);
  const heir = await until(() => find(window, '[part=person]'), 'who could own it');
  const named = heir.querySelector('.name')?.textContent === name && heir.querySelector('.detail')?.textContent.includes(name);
  heir.querySelector('input')?.click();
  const follows = await until(() => textIn(window, '[part=what-follows] bdi'), 'what follows');
  find(window, '.footer .primary')?.click();
  const owner = await until(() => textIn(window, '[part=banner] ~ p bdi'), 'who owns it');
  const titled = textIn(window, '#title')?.includes(payload);
  const reason = textIn(window, '[part=banner]')?.includes(payload);
  window.remove();
  return named === true && follows === name && owner === name && titled === true && reason === true;
}

/** The sheets that were printed meanwhile, each as what stands on it: nothing is sent to a printer. */
async function printed(work: (sheets: readonly Document[]) => Promise<void>): Promise<void> {
  const real = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow') ?? expect.fail('no contentWindow');
  const sheets: Document[] = [];
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { ...real, get(this: HTMLIFrameElement) {
    const view = real.get?.call(this) as Window | null;
    return view && Object.assign(view, { print: () => { sheets.push(view.document); view.dispatchEvent(new Event('afterprint')); } });
  } });
  try {
    await work(sheets);
  } finally {
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', real);
  }
}

async function walkSheets({ secrets }: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const keys: Vault['keys'] = Object.create(vault.keys, { makeRecoveryKey: { value: () => Promise.resolve({ ok: true, value: 'AAAA-BBBB-CCCC' }) } }) as Vault['keys'];
  const calledSo = (name: string): Vault => ({ ...vault, keys, me: { ...vault.me, name } });
  const window = opened('mysafe-recovery', { vault: calledSo('') });
  (await until(() => find(window, '.footer .primary'), 'the offer')).click();
  await until(() => find(window, '.digits'), 'the key');
  await printed(async (sheets) => {
    for (const [at, { payload }] of secrets.entries()) {
      atPayload(payload);
      window.vault = calledSo(payload);
      await window.updateComplete;
      all(window, '.actions button').at(1)?.click();
      const { body } = await until(() => sheets[at], 'the sheet');
      if ([...body.querySelectorAll('*')].map(({ tagName }) => tagName).join() === 'H1,PRE,P' && body.querySelector('h1')?.textContent.includes(payload)) seen.sheet += 1;
    }
  });
  window.remove();
}

/** All of them at once: who loses what, and why it was not done. */
async function walkBatch(world: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const { items } = await vault.secrets.list();
  const secrets = items.filter(({ id }) => world.secrets.some((one) => one.id === id));
  const window = opened('mysafe-batch', { vault, secrets, kind: 'unshare' });
  const losers = (await until(() => { const found = all(window, '[part=loser]'); return found.length >= Math.min(50, secrets.length * 2) && found; }, 'who loses access')).map((loser) => [...loser.querySelectorAll('bdi')].map((one) => one.textContent));
  find(window, '.footer .destructive')?.click();
  await until(() => all(window, '[part=result]').length === secrets.length, 'the results');
  const results = new Set(all(window, '[part=result] bdi').map((one) => one.textContent));
  seen.batch += world.secrets.filter(({ payload }) => results.has(payload) && losers.filter(([name]) => name === nameFrom(payload)).length >= 2 && losers.some(([name, detail]) => name === nameFrom(payload) && detail?.includes(nameFrom(payload)))).length;
  window.remove();
}

export async function walkWindows(world: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  await registered();
  for (const secret of world.secrets) {
    atPayload(secret.payload);
    const access = await vault.sharing.access(secret.id);
    const user = (access.ok && access.value[1]?.principal) as User;
    if (await compare(vault, secret)) seen.versions += 1;
    if (await explain(vault, secret, user)) seen.why += 1;
    if (await giveAway(vault, secret)) seen.heirs += 1;
  }
  await walkSheets(world, vault, seen);
  await walkBatch(world, vault, seen);
}

/** Each of them open by itself, for the words of ours in it. */
export async function openWindows(vault: Vault, secret: SecretSummary): Promise<readonly (Windows[keyof Windows])[]> {
  await registered();
  return [
    opened('mysafe-versions', { vault, secret }), opened('mysafe-why', { vault, secretId: secret.id, user: ana }), opened('mysafe-transfer', { vault, secret }),
    opened('mysafe-recovery', { vault }), opened('mysafe-batch', { vault, secrets: [secret], kind: 'unshare' }),
  ];
}
