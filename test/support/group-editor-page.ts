import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GroupEditor } from '../../src/components/group-editor/group-editor.js';
import type { Group, GroupDetails, User, Vault } from '../../src/core/index.js';
import '../../src/define/group-editor.js';
import '../../src/define/toasts.js';
import { until } from './secret-view-page.js';
import { type World, type WorldOptions, aWorld, ana, ok } from './vault-builders.js';

export { until };

const visible = (element: Element | null | undefined): string => (element instanceof HTMLElement ? element.getAttribute('aria-label') ?? element.innerText : '').replace(/\s+/gu, ' ').trim();
const read = (element: Element | null | undefined): string => (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/gu, ' ').trim();

export interface EditorPage {
  readonly editor: GroupEditor;
  readonly root: ShadowRoot;
  readonly world: World;
  readonly vault: Vault;
  /** The group that is changed. */
  readonly group: Group;
  readonly title: string;
  readonly isOpen: boolean;
  readonly status: string;
  readonly banners: readonly string[];
  readonly summary: string;
  /** What joining opens. */
  readonly opens: string;
  /** The names on the list, each with its badge. */
  readonly members: readonly string[];
  readonly options: readonly string[];
  readonly activeOption: string;
  readonly chips: readonly string[];
  readonly isRed: boolean;
  readonly boxError: string | undefined;
  readonly focused: string;
  readonly box: HTMLInputElement;
  readonly toast: string;
  has(button: string): boolean;
  button(name: string): HTMLButtonElement;
  click(name: string): Promise<void>;
  option(name: string): HTMLElement;
  input(label: string): HTMLInputElement | HTMLTextAreaElement;
  radio(name: string): HTMLInputElement;
  fill(label: string, text: string): Promise<void>;
  leave(label: string): Promise<void>;
  error(label: string): string | undefined;
  /** What a screen reader says after the name of a control. */
  description(label: string): string;
  press(key: string): Promise<void>;
  /** Types into the box for people as a person does. */
  type(text: string): Promise<void>;
  /** Types, waits for the hits and takes the first. */
  add(text: string): Promise<void>;
  paste(text: string): Promise<void>;
  found(): Promise<void>;
  save(): Promise<void>;
  closed(): Promise<void>;
  open(group?: Pick<Group, 'id'>): Promise<void>;
  stored(): Promise<GroupDetails>;
  isAccessible(): Promise<void>;
}

export interface EditorPageOptions extends WorldOptions {
  readonly actingAs?: User;
  /** Who is in Ana's group “Finance”. */
  readonly members?: readonly User[];
  readonly enabled?: boolean;
  readonly before?: (world: World, group: Group) => Promise<unknown>;
  readonly wrap?: (vault: Vault) => Vault;
  /** Whether the window opens on that group; else it makes another. */
  readonly edits?: boolean;
  readonly opened?: boolean;
}

/** Ana's group “Finance”, and the window open: to make another, or to change it. */
export async function editorPage({ actingAs = ana, members = [], enabled = true, before, wrap, edits = false, opened = true, ...options }: EditorPageOptions = {}): Promise<EditorPage> {
  for (const toasts of document.querySelectorAll('mysafe-toasts')) toasts.remove();
  const world = aWorld(options);
  await world.enrol(ana, ...members);
  const group = await world.groupOf(ana, 'Finance', members, { enabled });
  await before?.(world, group);
  const vault = await world.vaultOf(actingAs);
  const editor = await fixture<GroupEditor>(html`<mysafe-group-editor locale="en" .vault=${wrap ? wrap(vault) : vault}></mysafe-group-editor>`);
  const page = pageOf(editor, { world, vault, group });
  if (opened) await page.open(edits ? group : undefined);
  return page;
}

/** The words of a window that the test opened itself. */
export function pageOf(editor: GroupEditor, given: Pick<EditorPage, 'world' | 'vault' | 'group'>): EditorPage {
  const root = editor.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const find = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button').find((one) => visible(one) === name && one.getClientRects().length > 0);
  const labelOf = (control: Element): string => visible(root.querySelector(`label[for="${control.id || 'none'}"]`)) || visible(control.closest('label')) || visible(control);
  const control = (label: string): HTMLInputElement | HTMLTextAreaElement =>
    all<HTMLInputElement | HTMLTextAreaElement>('input:not([type=radio]), textarea').find((one) => labelOf(one) === label) ?? expect.fail(`no field “${label}”`);
  const texts = (ids: string | null): string => (ids ?? '').split(' ').map((id) => read(root.getElementById(id))).filter(Boolean).join(' ');
  const page: EditorPage = {
    ...given, editor, root,
    get title() { return read(root.querySelector('h2')); },
    get isOpen() { return root.querySelector('dialog')?.open ?? false; },
    get status() { return (root.querySelector('p[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    get banners() { return all('.banner > span').map(read); },
    get summary() { return read(root.querySelector('.summary')); },
    get opens() { return read(root.querySelector('#opens')); },
    get members() { return all('.member').map((row) => [row.querySelector('.name'), row.querySelector('.badge')].map(read).filter(Boolean).join(': ')); },
    get options() { return all('[role=option]').map((one) => (one.querySelector('.name') ? [one.querySelector('.name'), one.querySelector('.badge')].map(read).filter(Boolean).join(': ') : read(one))); },
    get activeOption() { return read(root.getElementById(page.box.getAttribute('aria-activedescendant') ?? 'none')?.querySelector('.name') ?? root.getElementById(page.box.getAttribute('aria-activedescendant') ?? 'none')); },
    get chips() { return all('.chip bdi').map(read); },
    get isRed() { return page.box.getAttribute('aria-invalid') === 'true'; },
    get boxError() { return read(root.querySelector('#people-error:not([hidden])')) || undefined; },
    get focused() { return root.activeElement ? labelOf(root.activeElement) : ''; },
    get box() { return root.querySelector<HTMLInputElement>('#people') ?? expect.fail('no box for people'); },
    get toast() { return document.querySelector('mysafe-toasts')?.shadowRoot?.textContent.replace(/\s+/gu, ' ').trim() ?? ''; },
    has: (name) => find(name) !== undefined,
    button: (name) => find(name) ?? expect.fail(`no button “${name}” among ${all('button').map(visible).join(' | ')}`),
    async click(name) {
      page.button(name).click();
      await editor.updateComplete;
    },
    option: (name) => all('[role=option]').find((one) => read(one.querySelector('.name') ?? one) === name) ?? expect.fail(`no option “${name}” among ${page.options.join(' | ')}`),
    input: control,
    radio: (name) => all<HTMLInputElement>('input[type=radio]').find((one) => (texts(one.getAttribute('aria-labelledby')) || labelOf(one)) === name) ?? expect.fail(`no choice “${name}”`),
    async fill(label, text) {
      control(label).value = text;
      control(label).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await editor.updateComplete;
    },
    async leave(label) {
      control(label).focus();
      control(label).blur();
      await editor.updateComplete;
    },
    error: (label) => read(root.getElementById(`${control(label).id}-error`)) || undefined,
    description: (label) => texts(control(label).getAttribute('aria-describedby')),
    async press(key) {
      await sendKeys({ press: key });
      await editor.updateComplete;
    },
    async type(text) {
      page.box.focus();
      await sendKeys({ type: text });
      await editor.updateComplete;
    },
    async found() {
      await until(() => root.querySelector('[role=listbox]')?.getAttribute('aria-busy') === 'false', 'the hits');
      await editor.updateComplete;
    },
    async add(text) {
      await page.type(text);
      await page.found();
      await page.press('Enter');
      await until(() => page.box.value === '', `“${text}” on the list`);
    },
    async paste(text) {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      page.box.focus();
      page.box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
      await editor.updateComplete;
    },
    async save() {
      const asked = oneEvent(editor, 'mysafe-group-save');
      page.button('Save').click();
      await asked;
      await editor.updateComplete;
      await until(() => !page.isOpen || (page.has('Save') && page.button('Save').getAttribute('aria-disabled') !== 'true'), 'the answer');
    },
    closed: async () => void (await until(() => !editor.open && !page.isOpen, 'the window closed')),
    async open(group) {
      const opened = oneEvent(editor, 'mysafe-opened');
      editor.show(group?.id);
      await opened;
      await until(() => root.querySelector('#name, [part=banner], mysafe-unlock'), 'the group');
    },
    stored: async () => ok(await given.vault.groups.get(given.group.id)),
    async isAccessible() {
      await Promise.all(root.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished));
      await expect(editor).to.be.accessible();
    },
  };
  return page;
}

/** The vault with one of its calls about groups replaced: for states that a healthy one does not reach. */
export const withGroups = (vault: Vault, calls: Partial<Vault['groups']>): Vault => ({ ...vault, keys: vault.keys, groups: { ...vault.groups, ...calls } });
