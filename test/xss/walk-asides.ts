import type { SecretView } from '../../src/components/index.js';
import { register } from '../../src/components/shared/register.js';
import type { FingerprintWindow } from '../../src/components/trust/fingerprint-window.js';
import type { LeaversWindow } from '../../src/components/trust/leavers-window.js';
import type { SecretSummary, Vault } from '../../src/core/index.js';
import { ana } from '../support/vault-builders.js';
import { all, find, until } from './looking.js';

/** Whether everybody who waits is called so, and the group that they joined, and the buttons that are about them. */
export async function waitingIn(view: SecretView, name: string): Promise<boolean> {
  const rows = await until(() => { const found = all(view, '.waiting-row'); return found.length === 3 && found; }, 'who waits');
  const names = all(view, '.waiting-row .member-name').map((one) => one.textContent);
  const labels = all(view, '.waiting button').map((button) => button.getAttribute('aria-label') ?? '');
  return names.every((one) => one === name) && labels.length === 4 && labels.every((label) => label.includes(name)) && rows[0]!.querySelector('.who > span')!.textContent.includes(name);
}

type Aside = 'mysafe-fingerprint' | 'mysafe-leavers';

/** What a window over the view says once it has read it: its title, and the rest. */
async function readAndClose(view: SecretView, name: Aside): Promise<{ readonly title: string; readonly body: string }> {
  const aside = await until(() => { const found = find(view, name); return found?.shadowRoot && find(found, 'dialog[open]') && !find(found, '[aria-busy=true]') ? found : undefined; }, `<${name}>`);
  const said = { title: find(aside, '#title')?.textContent ?? '', body: find(aside, '.body')?.textContent ?? '' };
  find(aside, '.footer button')?.click();
  await until(() => !aside.isConnected, `<${name}> gone`);
  return said;
}

/** Whether the comparison of a fingerprint names them so. */
export async function compareAndClose(view: SecretView, name: string): Promise<boolean> {
  all(view, '.waiting button').at(-1)?.click();
  return (await readAndClose(view, 'mysafe-fingerprint')).title.includes(name);
}

/** Whether the window about those who left names the secret, and both people. */
export async function whoLeftAndClose(view: SecretView, secret: string, name: string): Promise<boolean> {
  find(view, '.banner.warning button:not([data-rotate])')?.click();
  const { title, body } = await readAndClose(view, 'mysafe-leavers');
  return title.includes(secret) && body.split(name).length > 2;
}

/** Both windows, open by themselves. */
export async function openAsides(vault: Vault, secret: SecretSummary): Promise<readonly (FingerprintWindow | LeaversWindow)[]> {
  await Promise.all([register('mysafe-fingerprint'), register('mysafe-leavers')]);
  const windows = [
    Object.assign(document.createElement('mysafe-fingerprint') as FingerprintWindow, { vault, compared: { user: ana.id, name: ana.name } }),
    Object.assign(document.createElement('mysafe-leavers') as LeaversWindow, { vault, secret }),
  ];
  for (const window of windows) {
    document.body.append(window);
    void window.ask();
  }
  return windows;
}
