import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SecretList } from '../../src/components/secret-list/secret-list.js';
import type { SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import '../../src/define/secret-list.js';
import { until } from './secret-view-page.js';
import { type World, type WorldOptions, aSecret, aVault, ana } from './vault-builders.js';

export { until };

/** What a person or a host calls an element: its label, else its text. */
export function nameOf(element: Element): string {
  const labelledBy = element.getAttribute('aria-labelledby');
  const label = labelledBy ? (element.getRootNode() as ShadowRoot).getElementById(labelledBy)?.textContent : element.getAttribute('aria-label');
  return (label ?? element.textContent).replace(/\s+/g, ' ').trim();
}

/** The focused element, through every shadow root. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

export interface ListPage {
  readonly list: SecretList;
  readonly world: World;
  readonly vault: Vault;
  /** As they were added, before `before` ran. */
  readonly secrets: readonly SecretSummary[];
  readonly root: ShadowRoot;
  readonly table: HTMLTableElement;
  /** The names of the rows, from top to bottom. */
  readonly names: readonly string[];
  readonly headers: readonly string[];
  readonly search: HTMLInputElement;
  /** What the list's own status region says. */
  readonly status: string;
  readonly banners: readonly string[];
  readonly range: string;
  /** The name of the button or other element with focus. */
  readonly focused: string;
  button(name: string): HTMLButtonElement;
  has(button: string): boolean;
  filter(label: 'Shared' | 'Status'): HTMLSelectElement;
  choose(label: 'Shared' | 'Status', option: string): Promise<void>;
  type(text: string): Promise<void>;
  row(name: string): HTMLTableRowElement;
  /** One cell of a row by the header of its column: its element. */
  cell(name: string, column: string): HTMLElement;
  /** The menu that is open. */
  readonly menu: HTMLElement | undefined;
  readonly items: readonly HTMLElement[];
  item(name: string): HTMLElement;
  openMenu(name: string): Promise<void>;
  closed(): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  settled(): Promise<void>;
  shows(...names: readonly string[]): Promise<void>;
  isAccessible(): Promise<void>;
}

export interface ListPageOptions extends WorldOptions {
  readonly actingAs?: User;
  /** Ana's secrets, by name or by more. */
  readonly secrets?: readonly (string | Partial<SecretInput>)[];
  /** Before the list is shown: shares, disables, and so on. */
  readonly before?: (world: World, secrets: readonly SecretSummary[]) => Promise<unknown>;
  /** What the list acts on, where not on the real vault itself. */
  readonly wrap?: (vault: Vault) => Vault;
  readonly set?: Partial<SecretList>;
  /** Whether to wait for the first rows; default yes. */
  readonly loaded?: boolean;
}

/** A page with a list of Ana's secrets on it. */
export async function listPage({ actingAs = ana, secrets: inputs = ['Stripe live key'], before, wrap = (vault) => vault, set = {}, loaded = true, ...options }: ListPageOptions = {}): Promise<ListPage> {
  const { world, secrets } = await aVault({ ...options, actingAs: ana, secrets: inputs.map((input) => aSecret(typeof input === 'string' ? { name: input } : input)) });
  await before?.(world, secrets);
  const vault = await world.vaultOf(actingAs);
  const list = await aList(wrap(vault), set);
  const page = pageOf(list, { world, vault, secrets });
  if (loaded) await page.settled();
  return page;
}

export async function aList(vault: Vault | undefined, set: Partial<SecretList> = {}): Promise<SecretList> {
  const list = document.createElement('mysafe-secret-list');
  Object.assign(list, { vault, ...set });
  return fixture<SecretList>(html`${list}`);
}

/** The words of a list that the test made itself. */
export function pageOf(list: SecretList, given: Pick<ListPage, 'world' | 'vault' | 'secrets'>): ListPage {
  const root = list.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const isShown = (element: Element): boolean => element.getClientRects().length > 0;
  const find = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button:not([role])').find((button) => nameOf(button) === name && isShown(button));
  const headers = (): string[] => all('thead th').map(nameOf);
  const page: ListPage = {
    ...given, list, root,
    get table() { return root.querySelector('table') ?? expect.fail('no table'); },
    get names() { return all('tbody th').map(nameOf); },
    get headers() { return headers(); },
    get search() { return root.querySelector<HTMLInputElement>('input[type=search]') ?? expect.fail('no search box'); },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    get banners() { return all('.banner p').map(nameOf); },
    get range() { return all('.range').map(nameOf).join(); },
    get focused() { const at = focused(); return at ? nameOf(at) : ''; },
    get menu() { return all('[role=menu]').find((menu) => menu.matches(':popover-open')); },
    get items() { return all('[role=menuitem]').filter(isShown); },
    has: (name) => find(name) !== undefined,
    button: (name) => find(name) ?? expect.fail(`no button “${name}” among ${all('button').map(nameOf).join(' | ')}`),
    filter: (label) => root.querySelector<HTMLSelectElement>(`#${all<HTMLLabelElement>('label').find((one) => nameOf(one) === label)?.htmlFor ?? 'none'}`) ?? expect.fail(`no filter “${label}”`),
    async choose(label, option) {
      const select = page.filter(label);
      select.value = [...select.options].find((one) => one.text === option)?.value ?? expect.fail(`no option “${option}”`);
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await page.settled();
    },
    async type(text) {
      page.search.focus();
      await sendKeys({ type: text });
      await page.settled();
    },
    row: (name) => all<HTMLTableRowElement>('tbody tr').find((row) => row.querySelector('th') && nameOf(row.querySelector('th')!) === name) ?? expect.fail(`no row “${name}”`),
    cell: (name, column) => page.row(name).cells[headers().indexOf(column)] ?? expect.fail(`no column “${column}”`),
    item: (name) => page.items.find((item) => nameOf(item) === name) ?? expect.fail(`no item “${name}”`),
    async openMenu(name) {
      page.button(`Actions for ${name}`).click();
      await until(() => page.menu && page.menu.matches(':focus-within'), 'the menu');
    },
    closed: async () => void (await until(() => !page.menu, 'the closed menu')),
    async press(...keys) {
      for (const key of keys) await sendKeys({ press: key });
      await list.updateComplete;
    },
    async settled() {
      await list.updateComplete;
      await until(() => page.table.getAttribute('aria-busy') === 'false', 'the rows');
      await list.updateComplete;
    },
    shows: async (...names) => void (await until(() => page.names.join('|') === names.join('|'), `“${names.join(' | ')}” (there is “${page.names.join(' | ')}”)`)),
    async isAccessible() {
      await Promise.all(root.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished));
      await expect(list).to.be.accessible();
    },
  };
  return page;
}

/** The toast that is shown last: title, detail, and its buttons by name. */
export interface ShownToast { readonly title: string; readonly detail: string; button(name: string): HTMLButtonElement }

/** Waits for a toast, in the page's region or in one inside a window. */
export async function toast(title: string): Promise<ShownToast> {
  const shown = await until(() => {
    const regions = [...document.querySelectorAll('mysafe-toasts')];
    return regions.flatMap((region) => [...(region.shadowRoot?.querySelectorAll<HTMLElement>('.toast') ?? [])]).reverse().find((one) => nameOf(one.querySelector('.title')!) === title);
  }, `the toast “${title}”`);
  return {
    title, detail: shown.querySelector('.detail')?.textContent ?? '',
    button: (name) => [...shown.querySelectorAll('button')].find((button) => nameOf(button) === name) ?? expect.fail(`no button “${name}” in the toast`),
  };
}
