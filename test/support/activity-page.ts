import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ActivityList } from '../../src/components/activity/activity-list.js';
import type { SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import '../../src/define/activity.js';
import { focused, nameOf } from './secret-list-page.js';
import { until } from './secret-view-page.js';
import { type World, type WorldOptions, aSecret, aVault, ana } from './vault-builders.js';

export interface ActivityPage {
  readonly element: ActivityList;
  readonly root: ShadowRoot;
  readonly world: World;
  readonly vault: Vault;
  /** As they were added, before `before` ran. */
  readonly secrets: readonly SecretSummary[];
  /** The sentences, the newest first. */
  readonly lines: readonly string[];
  readonly days: readonly string[];
  readonly banners: readonly string[];
  /** What stands for entries that are not there. */
  readonly empty: string;
  readonly status: string;
  readonly focused: string;
  readonly busy: boolean;
  has(button: string): boolean;
  button(name: string): HTMLButtonElement;
  filter(label: 'Person' | 'What'): HTMLSelectElement;
  options(label: 'Person' | 'What'): readonly string[];
  choose(label: 'Person' | 'What', option: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  settled(): Promise<void>;
  shows(...lines: readonly string[]): Promise<void>;
  says(text: string): Promise<void>;
  isAccessible(): Promise<void>;
}

export interface ActivityPageOptions extends WorldOptions {
  readonly actingAs?: User;
  /** Ana's secrets, by name or by more. */
  readonly secrets?: readonly (string | Partial<SecretInput>)[];
  readonly before?: (world: World, secrets: readonly SecretSummary[]) => Promise<unknown>;
  readonly wrap?: (vault: Vault) => Vault;
  /** Whether the list is of the first secret alone; default yes. */
  readonly ofOne?: boolean;
  readonly set?: Partial<ActivityList>;
  /** Whether to wait for the first entries; default yes. */
  readonly loaded?: boolean;
}

/** A page with the activity of Ana's first secret, or of all that somebody may see. */
export async function activityPage({ actingAs = ana, secrets: inputs = ['Stripe live key'], before, wrap = (vault) => vault, ofOne = true, set = {}, loaded = true, ...options }: ActivityPageOptions = {}): Promise<ActivityPage> {
  const { world, secrets } = await aVault({ ...options, actingAs: ana, secrets: inputs.map((input) => aSecret(typeof input === 'string' ? { name: input } : input)) });
  await before?.(world, secrets);
  const vault = await world.vaultOf(actingAs);
  const element = document.createElement('mysafe-activity');
  Object.assign(element, { vault: wrap(vault), ...(ofOne && { secretId: secrets[0]?.id }), ...set });
  await fixture<ActivityList>(html`${element}`);
  const page = pageOf(element, { world, vault, secrets });
  if (loaded) await page.settled();
  return page;
}

function pageOf(element: ActivityList, given: Pick<ActivityPage, 'world' | 'vault' | 'secrets'>): ActivityPage {
  const root = element.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const find = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button').find((button) => nameOf(button) === name);
  const page: ActivityPage = {
    ...given, element, root,
    get lines() { return all('.sentence').map(nameOf); },
    get days() { return all('h2').map(nameOf); },
    get banners() { return all('.banner p').map(nameOf); },
    get empty() { return all('.empty p').map(nameOf).join(); },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    get focused() { const at = focused(); return at ? nameOf(at) : ''; },
    get busy() { return root.querySelector('.frame')?.getAttribute('aria-busy') === 'true'; },
    has: (name) => find(name) !== undefined,
    button: (name) => find(name) ?? expect.fail(`no button “${name}” among ${all('button').map(nameOf).join(' | ')}`),
    filter: (label) => root.querySelector<HTMLSelectElement>(`#${all<HTMLLabelElement>('label').find((one) => nameOf(one) === label)?.htmlFor ?? 'none'}`) ?? expect.fail(`no filter “${label}”`),
    options: (label) => [...page.filter(label).options].map(({ text }) => text),
    async choose(label, option) {
      const select = page.filter(label);
      select.value = [...select.options].find((one) => one.text === option)?.value ?? expect.fail(`no option “${option}” among ${page.options(label).join(' | ')}`);
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await page.settled();
    },
    async press(...keys) {
      for (const key of keys) await sendKeys({ press: key });
      await element.updateComplete;
    },
    async settled() {
      await element.updateComplete;
      await until(() => !page.busy, 'the entries');
      await element.updateComplete;
    },
    shows: async (...lines) => void (await until(() => page.lines.join('|') === lines.join('|'), `“${lines.join(' | ')}” (there is “${page.lines.join(' | ')}”)`)),
    says: async (text) => void (await until(() => page.status === text, `“${text}” to be said (it says “${page.status}”)`)),
    async isAccessible() {
      await Promise.all(root.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished));
      await expect(element).to.be.accessible();
    },
  };
  return page;
}
