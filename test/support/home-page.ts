import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { HomeCards } from '../../src/components/home-cards/home-cards.js';
import type { SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import '../../src/define/home-cards.js';
import { focused, nameOf } from './secret-list-page.js';
import { until } from './secret-view-page.js';
import { type World, type WorldOptions, aSecret, aVault, ana } from './vault-builders.js';

export interface HomePage {
  readonly home: HomeCards;
  readonly root: ShadowRoot;
  readonly world: World;
  readonly vault: Vault;
  /** As they were added, before `before` ran. */
  readonly secrets: readonly SecretSummary[];
  /** The names of the cards under each heading. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
  readonly search: HTMLInputElement;
  readonly status: string;
  readonly banners: readonly string[];
  /** What stands for cards that are not there. */
  readonly empty: string;
  readonly focused: string;
  readonly busy: boolean;
  /** One card, by the name of its secret. */
  card(name: string): HTMLElement;
  /** What is to be read on a card. */
  textOf(name: string): string;
  has(button: string): boolean;
  button(name: string): HTMLButtonElement;
  readonly menu: HTMLElement | undefined;
  readonly items: readonly string[];
  item(name: string): HTMLElement;
  openMenu(name: string): Promise<void>;
  /** The window that is open. */
  window(tag: 'mysafe-share-dialog' | 'mysafe-secret-view' | 'mysafe-secret-form'): Promise<HTMLElement>;
  type(text: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  settled(): Promise<void>;
  shows(sections: Readonly<Record<string, readonly string[]>>): Promise<void>;
  says(text: string): Promise<void>;
  isAccessible(): Promise<void>;
}

export interface HomePageOptions extends WorldOptions {
  readonly actingAs?: User;
  /** Ana's secrets, by name or by more. */
  readonly secrets?: readonly (string | Partial<SecretInput>)[];
  readonly before?: (world: World, secrets: readonly SecretSummary[]) => Promise<unknown>;
  readonly wrap?: (vault: Vault) => Vault;
  readonly set?: Partial<HomeCards>;
  /** Whether to wait for the first cards; default yes. */
  readonly loaded?: boolean;
}

/** A page with the home of somebody, in a browser that has noted nothing yet. */
export async function homePage({ actingAs = ana, secrets: inputs = ['Stripe live key'], before, wrap = (vault) => vault, set = {}, loaded = true, ...options }: HomePageOptions = {}): Promise<HomePage> {
  localStorage.clear();
  const { world, secrets } = await aVault({ ...options, actingAs: ana, secrets: inputs.map((input) => aSecret(typeof input === 'string' ? { name: input } : input)) });
  await before?.(world, secrets);
  const vault = await world.vaultOf(actingAs);
  const page = pageOf(await aHome(wrap(vault), set), { world, vault, secrets });
  if (loaded) await page.settled();
  return page;
}

export function aHome(vault: Vault | undefined, set: Partial<HomeCards> = {}): Promise<HomeCards> {
  const home = document.createElement('mysafe-home-cards');
  Object.assign(home, { vault, ...set });
  return fixture<HomeCards>(html`${home}`);
}

/** The words of a home that the test made itself. */
export function pageOf(home: HomeCards, given: Pick<HomePage, 'world' | 'vault' | 'secrets'>): HomePage {
  const root = home.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string, from: ParentNode = root): E[] => [...from.querySelectorAll<E>(selector)];
  const isShown = (element: Element): boolean => element.getClientRects().length > 0;
  const find = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button:not([role])').find((button) => nameOf(button) === name && isShown(button));
  const sections = (): Record<string, string[]> => Object.fromEntries(all('[part=section]').map((section) => [nameOf(section.querySelector('h2')!), all('h3', section).map(nameOf)]));
  const page: HomePage = {
    ...given, home, root,
    get sections() { return sections(); },
    get search() { return root.querySelector<HTMLInputElement>('input[type=search]') ?? expect.fail('no search box'); },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    get banners() { return all('.banner p').map(nameOf); },
    get empty() { return all('.empty').map((one) => one.innerText.split('\n').filter((line) => line !== '').join(' | ')).join(); },
    get focused() { const at = focused(); return at ? nameOf(at) : ''; },
    get busy() { return root.querySelector('.root')?.getAttribute('aria-busy') === 'true'; },
    card: (name) => all('article').find((one) => nameOf(one) === name) ?? expect.fail(`no card “${name}” among ${all('article').map(nameOf).join(' | ')}`),
    textOf: (name) => page.card(name).innerText.replace(/\s+/g, ' ').trim(),
    has: (name) => find(name) !== undefined,
    button: (name) => find(name) ?? expect.fail(`no button “${name}” among ${all('button').map(nameOf).join(' | ')}`),
    get menu() { return all('[role=menu]').find((menu) => menu.matches(':popover-open')); },
    get items() { return all('[role=menuitem]').filter(isShown).map(nameOf); },
    item: (name) => all('[role=menuitem]').find((item) => nameOf(item) === name) ?? expect.fail(`no item “${name}” among ${page.items.join(' | ')}`),
    async openMenu(name) {
      page.button(`Actions for ${name}`).click();
      await until(() => page.menu?.matches(':focus-within'), 'the menu');
    },
    window: (tag) => until(() => { const element = root.querySelector<HTMLElement>(tag); return element?.shadowRoot?.querySelector('dialog[open]') ? element : undefined; }, `<${tag}>`),
    async type(text) {
      page.search.focus();
      await sendKeys({ type: text });
      await page.settled();
    },
    async press(...keys) {
      for (const key of keys) await sendKeys({ press: key });
      await home.updateComplete;
    },
    async settled() {
      await home.updateComplete;
      await until(() => !page.busy, 'the cards');
      await home.updateComplete;
    },
    shows: async (wanted) => void (await until(() => JSON.stringify(sections()) === JSON.stringify(wanted), `${JSON.stringify(wanted)} (there is ${JSON.stringify(sections())})`)),
    says: async (text) => void (await until(() => page.status === text, `“${text}” to be said (it says “${page.status}”)`)),
    async isAccessible() {
      await Promise.all(root.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished));
      await expect(home).to.be.accessible();
    },
  };
  return page;
}
