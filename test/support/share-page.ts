import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import type { MySafeCloseEvent, MySafeOpenedEvent } from '../../src/components/shared/events.js';
import type { ShareDialog } from '../../src/define/share-dialog.js';
import '../../src/define/share-dialog.js';
import '../../src/components/shared/on-demand.js'; // loaded on demand in a page; a test waits for no module
import { type AccessLine, type World, type WorldOptions, aSecret, aVault, ana, linesOf, ok } from './vault-builders.js';

/** Looks until it finds; tied to the page's own frames, not to a guessed time. */
export async function until<T>(look: () => T | undefined | null | false, what = 'what was waited for'): Promise<T> {
  for (let frame = 0; frame < 300; frame += 1) {
    const found = look();
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  return expect.fail(`${what} never came`);
}

/** Something that a test holds back, and lets go when it has seen what it wants to see. */
export interface Gate { readonly passed: Promise<void>; open(): void }

export function aGate(): Gate {
  let open!: () => void;
  const passed = new Promise<void>((resolve) => { open = resolve; });
  return { passed, open };
}

type Parts = 'secrets' | 'sharing' | 'recipients';

/** The vault with some calls of one part replaced: for states that a healthy one does not reach. */
export const withCalls = <P extends Parts>(vault: Vault, part: P, calls: Partial<Vault[P]>): Vault => ({ ...vault, [part]: { ...vault[part], ...calls } });

const spoken = (text: string | null | undefined): string => (text ?? '').replace(/[\u200B\s]+/gu, (gap) => (/^\u200B+$/u.test(gap) ? '' : ' ')).trim();
const isShown = (element: Element): boolean => element.getClientRects().length > 0;

const SELECTORS = {
  button: 'button', checkbox: 'input[type=checkbox]', combobox: '[role=combobox]', listbox: '[role=listbox]', option: '[role=option]', group: 'fieldset, [role=group]',
  dialog: 'dialog', heading: 'h2, h3', list: 'ul', status: '[role=status]',
} as const;
export type Role = keyof typeof SELECTORS;

/** What a screen reader calls it: by label, by what labels it, or by its own text. */
export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const root = element.getRootNode() as ShadowRoot;
  const by = element.getAttribute('aria-labelledby');
  if (by !== null) return spoken(by.split(' ').map((id) => root.getElementById(id)?.textContent).join(' '));
  if (element instanceof HTMLInputElement) return spoken([...(element.labels ?? [])].map((one) => one.textContent).join(' '));
  if (element instanceof HTMLFieldSetElement) return spoken(element.querySelector('legend')?.textContent);
  return spoken(element.textContent);
}

/** What the window tells; two of its events never leave it, so they are not in the page's own map. */
export interface Events extends HTMLElementEventMap { 'mysafe-opened': MySafeOpenedEvent; 'mysafe-close': MySafeCloseEvent }

/** One person or group in the window, as somebody reads the row. */
export interface RowView {
  readonly name: string;
  readonly detail: string;
  /** `undefined` where the row has no boxes. */
  readonly view?: boolean;
  readonly edit?: boolean;
  /** “Will lose access”, “Will not be shared”, or nothing. */
  readonly state: string;
  readonly notes: string;
  /** The red sentence, or the notice. */
  readonly problem: string;
  readonly isRed: boolean;
}

export interface OptionView { readonly text: string; readonly bold: readonly string[]; readonly note: string; readonly active: boolean; readonly choosable: boolean }

function rowView(item: Element): RowView {
  const text = (part: string): string => spoken(item.querySelector(`[part~="${part}"]`)?.textContent);
  const boxes = [...item.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const box = (name: string): boolean | undefined => boxes.find((one) => nameOf(one) === name)?.checked;
  return {
    name: text('recipient-name'), detail: text('recipient-detail'), view: box('Can view'), edit: box('Can edit'), state: text('access'),
    notes: spoken(item.querySelector('.notes')?.textContent), problem: text('error'), isRed: item.querySelector('.error') !== null,
  };
}

const optionView = (option: Element): OptionView => ({
  text: spoken([...option.querySelectorAll('.who > *')].map((one) => one.textContent).join(' ')), bold: [...option.querySelectorAll('b')].map((one) => one.textContent ?? ''),
  note: spoken(option.querySelector('.badge')?.textContent), active: option.getAttribute('aria-selected') === 'true', choosable: option.getAttribute('aria-disabled') !== 'true',
});

export interface SharePage {
  readonly element: ShareDialog;
  readonly root: ShadowRoot;
  readonly world: World;
  readonly vault: Vault;
  readonly secret: SecretSummary;
  readonly secrets: readonly SecretSummary[];
  /** The button in the host's page that had focus before the window opened. */
  readonly trigger: HTMLButtonElement;
  readonly dialog: HTMLDialogElement;
  readonly input: HTMLInputElement;
  readonly isOpen: boolean;
  readonly title: string;
  readonly subtitle: string;
  readonly headings: readonly string[];
  readonly banners: readonly string[];
  readonly summary: string;
  /** The sentence under the box. */
  readonly error: string;
  /** Whether the box is marked as wrong, for eyes and for screen readers alike. */
  readonly isRed: boolean;
  readonly announcement: string;
  /** The accessible name of what has focus in the window. */
  readonly focused: string;
  /** The same, with whose row it is in: “Can edit of Bruno Alves”. */
  readonly focusedInRow: string;
  readonly listIsOpen: boolean;
  readonly options: readonly OptionView[];
  readonly sections: readonly string[];
  readonly active: string | undefined;
  /** “Will get access”. */
  readonly added: readonly RowView[];
  /** “Already has access”. */
  readonly existing: readonly RowView[];
  readonly chips: readonly string[];
  readonly suggestedPeople: readonly string[];
  find(role: Role, name?: string): HTMLElement | undefined;
  get(role: Role, name?: string): HTMLElement;
  all(role: Role): readonly HTMLElement[];
  row(name: string): HTMLElement;
  rowOf(name: string): RowView;
  box(row: string, name: 'Can view' | 'Can edit' | 'Can manage'): HTMLInputElement;
  open(): Promise<void>;
  settled(): Promise<void>;
  /** Real key presses into whatever has focus; waits for the search. */
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  click(button: string): Promise<void>;
  /** A real pointer, where it is. */
  point(element: Element, modifier?: 'Alt'): Promise<void>;
  toggle(row: string, name: 'Can view' | 'Can edit' | 'Can manage'): Promise<void>;
  /** Types it, presses Enter and waits for what comes of it. */
  add(text: string): Promise<void>;
  paste(text: string): Promise<void>;
  /** Presses Share and waits until the window is done with it. */
  share(): Promise<void>;
  /** The first and second text of the toast. */
  toast(): Promise<readonly [string, string]>;
  /** The first texts of all toasts. */
  readonly toastTitles: readonly string[];
  /** Presses “Undo” in the toast, once it is there. */
  undo(): Promise<void>;
  readonly hasToast: boolean;
  /** Who has access by the authority's word, not the window's. */
  access(of?: SecretSummary): Promise<readonly AccessLine[]>;
  announced(text: string): Promise<void>;
  /** The next event of this type. */
  event<T extends keyof Events>(type: T): Promise<Events[T]>;
}

export interface SharePageOptions extends WorldOptions {
  readonly actingAs?: User;
  readonly input?: Partial<SecretInput>;
  /** Several secrets, by name. */
  readonly names?: readonly string[];
  /** Before the window opens: shares, disables, and so on. */
  readonly before?: (world: World, secret: SecretSummary, secrets: readonly SecretSummary[]) => Promise<unknown>;
  /** What the window acts on, where not on the real vault itself. */
  readonly wrap?: (vault: Vault) => Vault;
  /** Properties of the element. */
  readonly set?: Partial<Pick<ShareDialog, 'defaultEdit' | 'minChars' | 'maxSuggestions' | 'debounce' | 'validateOn' | 'draft' | 'strings' | 'locale' | 'theme'>>;
  readonly opened?: boolean;
}

/** Through shadow roots: over an open window the region stands in that window. */
const toastRegions = (root: ParentNode = document): Element[] => [...root.querySelectorAll('*')].flatMap((one) => [...(one.localName === 'mysafe-toasts' ? [one] : []), ...(one.shadowRoot ? toastRegions(one.shadowRoot) : [])]);
const allToasts = (): HTMLElement[] => toastRegions().flatMap((region) => [...(region.shadowRoot?.querySelectorAll<HTMLElement>('.toast') ?? [])]);
let dueToasts = 0;

afterEach(async () => {
  // One that is still to come would otherwise speak in the next test.
  await until(() => allToasts().length >= Math.min(dueToasts, 3), 'a toast that was due').catch(() => undefined);
  dueToasts = 0;
  for (const region of document.querySelectorAll('mysafe-toasts')) region.remove();
});

/** Counts what a part of the vault was asked and has not answered yet. */
function counting<T extends object>(part: T, count: (by: number) => void): T {
  const counted = Object.entries(part).map(([name, call]: [string, unknown]) => [name, typeof call !== 'function' ? call : (...given: unknown[]): unknown => {
    const answer: unknown = Reflect.apply(call, part, given);
    if (!(answer instanceof Promise)) return answer;
    count(1);
    return answer.finally(() => count(-1));
  }]);
  return Object.fromEntries(counted) as T;
}

let unanswered = 0;
const countUnanswered = (by: number): void => { unanswered += by; };
/** The same vault, whose open questions a page waits for. */
const watched = (vault: Vault): Vault => ({ ...vault, sharing: counting(vault.sharing, countUnanswered), recipients: counting(vault.recipients, countUnanswered) });

/** A page with a secret of Ana's, a button, and the window that the button opened. */
export async function sharePage({ actingAs = ana, input, names, before, wrap, set = {}, opened = true, ...options }: SharePageOptions = {}): Promise<SharePage> {
  const inputs = names ? names.map((name) => aSecret({ name })) : [aSecret(input)];
  const { world, secrets } = await aVault({ ...options, actingAs: ana, secrets: inputs });
  const [secret] = secrets;
  if (!secret) return expect.fail('no secret');
  await before?.(world, secret, secrets);
  const real = await world.vaultOf(actingAs);
  unanswered = 0;
  const vault = wrap ? wrap(watched(real)) : watched(real);
  const place = await fixture<HTMLDivElement>(html`<div><button>Give access</button><mysafe-share-dialog .vault=${vault}></mysafe-share-dialog></div>`);
  const element = place.querySelector('mysafe-share-dialog')!;
  Object.assign(element, set);
  element.addEventListener('mysafe-shared', (event) => { queueMicrotask(() => { if (!event.defaultPrevented && !element.snapshot?.failures.length) dueToasts += 1; }); });
  if (names) element.secrets = secrets;
  const page = pageOf(element, { world, vault, secret, secrets, trigger: place.querySelector('button')! });
  if (opened) await page.open();
  return page;
}

export function pageOf(element: ShareDialog, { world, vault, secret, secrets, trigger }: Pick<SharePage, 'world' | 'vault' | 'secret' | 'secrets' | 'trigger'>): SharePage {
  const given = { world, vault, secret, secrets, trigger };
  const root = element.shadowRoot ?? expect.fail('no shadow root');
  const shown = (selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)].filter(isShown);
  const texts = (selector: string): string[] => shown(selector).map((one) => spoken(one.textContent));
  const find = (role: Role, name?: string): HTMLElement | undefined => shown(SELECTORS[role]).find((one) => name === undefined || nameOf(one) === name);
  const get = (role: Role, name?: string): HTMLElement => find(role, name) ?? expect.fail(`no ${role} “${name ?? ''}” among ${shown(SELECTORS[role]).map(nameOf).join(' | ')}`);
  const rowsUnder = (heading: string): HTMLElement[] => shown(`ul[aria-labelledby="${heading}"] > li`);
  const rowNamed = (name: string): HTMLElement => [...rowsUnder('will-get'), ...rowsUnder('has')].find((item) => rowView(item).name === name) ?? expect.fail(`no row “${name}”`);
  const page: SharePage = {
    ...given, element, root,
    get dialog() { return root.querySelector('dialog') ?? expect.fail('no dialog'); },
    get input() { return root.querySelector<HTMLInputElement>('[role=combobox]') ?? expect.fail('no box'); },
    get isOpen() { return root.querySelector('dialog')?.open ?? false; },
    get title() { return texts('h2')[0] ?? ''; },
    get subtitle() { return texts('[part=subtitle]')[0] ?? ''; },
    get headings() { return texts('h3'); },
    get banners() { return shown('[part=banner]').map((banner) => [...banner.children].map((child) => spoken(child.textContent)).join(' ')); },
    get summary() { return texts('[part=summary]')[0] ?? ''; },
    get error() { return texts('#input-error')[0] ?? ''; },
    get isRed() {
      const says = page.input.getAttribute('aria-invalid') === 'true';
      expect(root.querySelector('[part=input-box]')?.classList.contains('invalid'), 'what eyes see and what ears hear').to.equal(says);
      return says;
    },
    get announcement() { return spoken(root.querySelector('[role=status]')?.textContent); },
    get focused() { return root.activeElement ? nameOf(root.activeElement) : ''; },
    get focusedInRow() {
      const row = root.activeElement?.closest('[part~=recipient]');
      return row ? `${page.focused} of ${rowView(row).name}` : page.focused;
    },
    get listIsOpen() { return page.input.getAttribute('aria-expanded') === 'true'; },
    get options() { return shown('[role=option].option').map(optionView); },
    get sections() { return texts('[part=group-label]'); },
    get active() { return page.options.find(({ active }) => active)?.text; },
    get added() { return rowsUnder('will-get').map(rowView); },
    get existing() { return rowsUnder('has').map(rowView); },
    get chips() { return texts('[part=unmatched-chip]'); },
    get suggestedPeople() { return texts('[part=suggested] button bdi'); },
    get hasToast() { return allToasts().length > 0; },
    find, get,
    all: (role) => shown(SELECTORS[role]),
    row: rowNamed,
    rowOf: (name) => rowView(rowNamed(name)),
    box: (row, name) => [...rowNamed(row).querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find((one) => nameOf(one) === name) ?? expect.fail(`no box “${name}” for ${row}`),
    async open() {
      given.trigger.focus();
      const event = oneEvent(element, 'mysafe-opened');
      element.show(given.secrets.length > 1 ? undefined : given.secret);
      await event;
      await page.settled();
    },
    async settled() {
      await until(() => root.querySelector('.body')?.getAttribute('aria-busy') === 'false' && !element.snapshot?.searching && unanswered === 0, 'the access list');
      await element.updateComplete;
    },
    async type(text) {
      await sendKeys({ type: text });
      await page.settled();
    },
    async press(key) {
      await sendKeys({ press: key });
      await element.updateComplete;
    },
    async click(button) {
      get('button', button).click();
      await element.updateComplete;
    },
    async point(target, modifier) {
      const { left, top, width, height } = target.getBoundingClientRect();
      if (modifier) await sendKeys({ down: modifier });
      await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
      if (modifier) await sendKeys({ up: modifier });
      await element.updateComplete;
    },
    async toggle(row, name) {
      page.box(row, name).click();
      await element.updateComplete;
    },
    async add(text) {
      page.input.focus();
      await page.type(text);
      await sendKeys({ press: 'Enter' });
      await until(() => page.input.value === '' || page.error !== '' || page.announcement.includes('already has access'), `an answer to “${text}”`);
      await element.updateComplete;
    },
    async paste(text) {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
      page.input.focus();
      page.input.dispatchEvent(event);
      // What the browser does where nobody prevents it.
      if (!event.defaultPrevented) document.execCommand('insertText', false, text.replace(/\n/gu, ''));
      await new Promise((resolve) => setTimeout(resolve));
      await page.settled();
    },
    async share() {
      get('button', 'Share').click();
      await new Promise((resolve) => setTimeout(resolve)); // what stands there already is no answer yet
      await until(() => !page.isOpen || (page.error !== '' || page.banners.length > 0) && element.snapshot?.status !== 'saving', 'the end of sharing');
      await element.updateComplete;
    },
    get toastTitles() { return allToasts().map((toast) => spoken(toast.querySelector('[part=title]')?.textContent)); },
    async undo() { (await until(() => allToasts().flatMap((toast) => [...toast.querySelectorAll('button')]).find((button) => spoken(button.textContent) === 'Undo'), '“Undo”')).click(); },
    async toast() {
      const toast = await until(() => allToasts().at(-1), 'the toast');
      return [spoken(toast.querySelector('[part=title]')?.textContent), spoken(toast.querySelector('[part=detail]')?.textContent)];
    },
    async access(of = given.secret) {
      return linesOf(ok(await (await given.world.vaultOf(ana)).sharing.access(of.id)));
    },
    async announced(text) {
      await until(() => page.announcement === text, `“${text}” in the live region`).catch((error: unknown) => { throw new Error(`${String(error)}; it says “${page.announcement}”`); });
    },
    event: (type) => oneEvent(element, type) as never,
  };
  return page;
}

export { ok };
