import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GroupList } from '../../src/components/group-list/group-list.js';
import type { User, Vault } from '../../src/core/index.js';
import '../../src/define/group-list.js';
import { until } from './secret-view-page.js';
import { type World, type WorldOptions, aWorld, ana, bruno } from './vault-builders.js';

export { until };

const spoken = (element: Element | null | undefined): string => (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/gu, ' ').trim();
const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? spoken(element);

export interface GroupListPage {
  readonly list: GroupList;
  readonly root: ShadowRoot;
  readonly world: World;
  readonly vault: Vault;
  readonly table: HTMLTableElement;
  readonly headers: readonly string[];
  /** Each row, cell by cell. */
  readonly rows: readonly (readonly string[])[];
  readonly banners: readonly string[];
  readonly status: string;
  readonly empty: string;
  readonly focused: string;
  has(button: string): boolean;
  button(name: string): HTMLButtonElement;
  press(key: string): Promise<void>;
  settled(): Promise<void>;
  isAccessible(): Promise<void>;
}

export interface GroupListOptions extends WorldOptions {
  readonly actingAs?: User;
  /** The names of Ana's groups, each with Bruno in it. */
  readonly names?: readonly string[];
  readonly before?: (world: World) => Promise<unknown>;
  readonly wrap?: (vault: Vault) => Vault;
  /** Whether to wait for the first rows; default yes. */
  readonly loaded?: boolean;
}

/** A page with the list of private groups on it. */
export async function groupListPage({ actingAs = ana, names = ['Finance'], before, wrap = (vault) => vault, loaded = true, ...options }: GroupListOptions = {}): Promise<GroupListPage> {
  for (const toasts of document.querySelectorAll('mysafe-toasts')) toasts.remove();
  const world = aWorld(options);
  await world.enrol(ana, bruno);
  for (const name of names) await world.groupOf(ana, name, [bruno]);
  await before?.(world);
  const vault = await world.vaultOf(actingAs);
  const list = await fixture<GroupList>(html`<mysafe-group-list locale="en" .vault=${wrap(vault)}></mysafe-group-list>`);
  const page = pageOf(list, world, vault);
  if (loaded) await page.settled();
  return page;
}

function pageOf(list: GroupList, world: World, vault: Vault): GroupListPage {
  const root = list.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const find = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button').find((button) => nameOf(button) === name);
  const page: GroupListPage = {
    list, root, world, vault,
    get table() { return root.querySelector('table') ?? expect.fail('no table'); },
    get headers() { return all('thead th').map(spoken); },
    get rows() { return all<HTMLTableRowElement>('tbody tr').map((row) => [...row.cells].map(spoken)); },
    get banners() { return all('.banner p').map(spoken); },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    get empty() { return spoken(root.querySelector('[part=empty] p')); },
    get focused() { return root.activeElement ? nameOf(root.activeElement) : ''; },
    has: (name) => find(name) !== undefined,
    button: (name) => find(name) ?? expect.fail(`no button “${name}” among ${all('button').map(nameOf).join(' | ')}`),
    press: (key) => sendKeys({ press: key }),
    async settled() {
      await list.updateComplete;
      await until(() => page.table.getAttribute('aria-busy') === 'false', 'the rows');
      await list.updateComplete;
    },
    isAccessible: async () => { await expect(list).to.be.accessible(); },
  };
  return page;
}
