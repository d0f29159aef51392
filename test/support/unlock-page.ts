import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Unlock } from '../../src/components/unlock/unlock.js';
import { type KeyKeeper, type Vault, openVault } from '../../src/core/index.js';
import '../../src/define/unlock.js';
import { passphraseKeys } from '../../src/keys/index.js';
import { LEAST_COST, WORKER } from './key-keeper-harnesses.js';
import { until } from './secret-view-page.js';
import { type World, aWorld, ana, ok } from './vault-builders.js';

export const PASSPHRASE = 'correct horse battery staple';

/** The real keeper, at the least cost that is safe. */
export const aPassphraseKeeper = (): KeyKeeper => passphraseKeys({ worker: WORKER, cost: LEAST_COST });

type Control = HTMLInputElement | HTMLTextAreaElement;

const nameOf = (element: HTMLElement): string => element.innerText.replace(/\s+/g, ' ').trim();

/** The form as a person reads it, wherever it stands. */
export interface UnlockView {
  readonly element: Unlock;
  readonly root: ShadowRoot;
  readonly lead: string;
  /** All buttons, by name, from top to bottom. */
  readonly buttons: readonly string[];
  readonly status: string;
  /** Everything that a field says is wrong, and what the form says. */
  readonly errors: readonly string[];
  /** The label or the name of what has focus in it. */
  readonly focused: string;
  readonly markup: string;
  button(name: string): HTMLButtonElement;
  click(name: string): Promise<void>;
  field(label: string): Control;
  hasField(label: string): boolean;
  /** What a screen reader says after the name of a field. */
  description(label: string): string;
  type(label: string, text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Until the form has an answer, or is gone. */
  answered(): Promise<void>;
  shows(lead: string): Promise<void>;
  gone(): Promise<void>;
  isAccessible(): Promise<void>;
}

export function viewOf(element: Unlock): UnlockView {
  const root = element.shadowRoot ?? expect.fail('no shadow root');
  const shown = <E extends HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)].filter((one) => one.getClientRects().length > 0);
  const labelOf = (control: Element): string => nameOf(root.querySelector<HTMLElement>(`label[for="${control.id}"]`)!);
  const find = (label: string): Control | undefined => shown<Control>('input, textarea').find((control) => labelOf(control) === label);
  const view: UnlockView = {
    element, root,
    get lead() { return shown('[part=lead]').map(nameOf).join(); },
    get buttons() { return shown('button').map(nameOf); },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', '').trim(); },
    get errors() { return shown('[part=error]').map(nameOf); },
    get focused() {
      const { activeElement } = root;
      if (!(activeElement instanceof HTMLElement)) return '';
      return activeElement.matches('input, textarea') ? labelOf(activeElement) : nameOf(activeElement);
    },
    get markup() { return element.outerHTML + root.innerHTML; },
    button: (name) => shown<HTMLButtonElement>('button').find((one) => nameOf(one) === name) ?? expect.fail(`no button “${name}” among ${view.buttons.join(' | ')}`),
    async click(name) {
      view.button(name).click();
      await element.updateComplete;
    },
    field: (label) => find(label) ?? expect.fail(`no field “${label}”`),
    hasField: (label) => find(label) !== undefined,
    description: (label) => (view.field(label).getAttribute('aria-describedby') ?? '').split(' ').map((id) => root.getElementById(id)?.textContent?.trim() ?? '').join(' ').trim(),
    async type(label, text) {
      view.field(label).focus();
      await sendKeys({ type: text });
      await element.updateComplete;
    },
    async press(key) {
      await sendKeys({ press: key });
      await element.updateComplete;
    },
    async answered() {
      await new Promise((resolve) => setTimeout(resolve)); // what stands there already is no answer yet
      await until(() => !element.isConnected || !element.matches(':state(loading)'), 'the answer');
      await new Promise((resolve) => setTimeout(resolve)); // focus goes where it is mended
      await element.updateComplete;
    },
    async shows(lead) {
      await until(() => view.lead === lead && !element.matches(':state(loading)'), `“${lead}”`);
      await new Promise((resolve) => setTimeout(resolve));
      await element.updateComplete;
    },
    gone: async () => void (await until(() => !element.isConnected || root.querySelector('.root') === null, 'the form gone')),
    isAccessible: async () => { await expect(element).to.be.accessible(); },
  };
  return view;
}

/** The form inside another element, once it is loaded. */
export async function unlockIn(around: HTMLElement): Promise<UnlockView> {
  const element = await until(() => {
    const found = around.shadowRoot?.querySelector<Unlock>('mysafe-unlock');
    return found?.shadowRoot?.querySelector('.root') ? found : undefined;
  }, 'the unlock form');
  return viewOf(element);
}

export const hasUnlock = (around: HTMLElement): boolean => around.shadowRoot?.querySelector('mysafe-unlock') != null;

export interface UnlockPage extends UnlockView {
  readonly world: World;
  readonly vault: Vault;
  /** The printed recovery key, where the account has one. */
  readonly recoveryKey: string;
}

export interface UnlockPageOptions {
  /** What the vault of the page is opened with. */
  readonly keeper?: KeyKeeper;
  /** What Ana's keys were made with before, if they were: the same keeper where it says `true`. */
  readonly madeWith?: KeyKeeper | true;
  /** Whether a recovery key was printed. */
  readonly recovery?: boolean;
  readonly wrap?: (vault: Vault) => Vault;
  readonly before?: (vault: Vault) => Promise<unknown>;
}

const inputFor = (keeper: KeyKeeper): { passphrase: string } | undefined => (keeper.asks === 'passphrase' ? { passphrase: PASSPHRASE } : undefined);

/** A page with the form alone on it, for Ana's keys. */
export async function unlockPage({ keeper = aPassphraseKeeper(), madeWith, recovery = false, wrap = (vault) => vault, before }: UnlockPageOptions = {}): Promise<UnlockPage> {
  const world = aWorld();
  const { authority } = world;
  let recoveryKey = '';
  if (madeWith) {
    const maker = madeWith === true ? keeper : madeWith;
    const first = await openVault({ actor: ana.id, authority, keys: maker });
    if (first.keys.state !== 'unlocked') ok(await first.keys.unlock(inputFor(maker)));
    if (recovery) recoveryKey = ok(await first.keys.makeRecoveryKey({ unlockWith: inputFor(maker) }));
    await before?.(first);
    await first.close();
  }
  const vault = await openVault({ actor: ana.id, authority, keys: keeper });
  if (madeWith && keeper.asks === undefined) vault.keys.lock();
  const element = await fixture<Unlock>(html`<mysafe-unlock locale="en" .vault=${wrap(vault)}></mysafe-unlock>`);
  const view = viewOf(element);
  await until(() => view.lead !== '', 'the form');
  if (recovery) await until(() => view.buttons.includes('Use a recovery key') || view.hasField('Recovery key'), 'the way with a recovery key');
  return Object.assign(view, { world, vault, recoveryKey });
}
