import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import type { SecretView } from '../../src/components/secret-view/secret-view.js';
import type { Timers } from '../../src/components/secret-view/timers.js';
import '../../src/define/secret-view.js';
import { type World, type WorldOptions, aSecret, aVault, ana } from './vault-builders.js';

/** Time that passes only when it is told to. */
export interface TestTimers extends Timers { pass(seconds: number): void }

export function testTimers(): TestTimers {
  let now = 0;
  const jobs = new Set<{ at: number; every?: number; run: () => void }>();
  const plan = (job: { at: number; every?: number; run: () => void }): (() => void) => {
    jobs.add(job);
    return () => { jobs.delete(job); };
  };
  return {
    now: () => now,
    every: (milliseconds, run) => plan({ at: now + milliseconds, every: milliseconds, run }),
    after: (milliseconds, run) => plan({ at: now + milliseconds, run }),
    pass(seconds) {
      const end = now + seconds * 1_000;
      for (;;) {
        const [next] = [...jobs].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        if (next.every === undefined) jobs.delete(next);
        else next.at += next.every;
        next.run();
      }
      now = end;
    },
  };
}

/** What was put on the clipboard. `forbid` makes the browser refuse, as it may. */
export interface TestClipboard { readonly texts: readonly string[]; forbid(): void; restore(): void }

export function testClipboard(): TestClipboard {
  const texts: string[] = [];
  let allowed = true;
  Object.defineProperty(navigator.clipboard, 'writeText', {
    configurable: true,
    value: (text: string) => {
      if (!allowed) return Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError'));
      texts.push(text);
      return Promise.resolve();
    },
  });
  return { texts, forbid() { allowed = false; }, restore() { Reflect.deleteProperty(navigator.clipboard, 'writeText'); } };
}

/** Looks until it finds; tied to the page's own frames, not to a guessed time. */
export async function until<T>(look: () => T | undefined | null | false, what = 'what was waited for'): Promise<T> {
  for (let frame = 0; frame < 300; frame += 1) {
    const found = look();
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  return expect.fail(`${what} never came`);
}

const nameOf = (element: HTMLElement): string => element.innerText.replace(/\s+/g, ' ').trim();

export interface ViewPage {
  readonly view: SecretView;
  readonly world: World;
  readonly vault: Vault;
  readonly secret: SecretSummary;
  readonly timers: TestTimers;
  readonly dialog: HTMLDialogElement;
  readonly title: string;
  readonly status: string;
  readonly banners: readonly string[];
  /** Everything in the window, attributes too, as one text. */
  readonly markup: string;
  readonly focused: string;
  has(button: string): boolean;
  button(name: string): HTMLButtonElement;
  click(name: string): Promise<void>;
  press(key: string): Promise<void>;
  /** What stands beside a label. */
  field(label: string): HTMLElement;
  /** The table, a line of texts a row: name and notes, then Yes or No. */
  readonly rows: readonly (readonly string[])[];
  readonly accessTitle: string;
  /** The value on the screen, if it is. */
  readonly value: string | undefined;
  shows(value: string): Promise<string>;
  hides(): Promise<void>;
  settled(): Promise<void>;
  /** Once it has stopped moving: half-faded text has no contrast. */
  isAccessible(): Promise<void>;
}

export interface ViewPageOptions extends WorldOptions {
  readonly actingAs?: User;
  readonly input?: Partial<SecretInput>;
  /** Before the window opens: shares, disables, and so on. */
  readonly before?: (world: World, secret: SecretSummary) => Promise<unknown>;
  /** What the window acts on, where not on the real vault itself. */
  readonly wrap?: (vault: Vault) => Vault;
  /** Whether the window is opened; default yes. */
  readonly opened?: boolean;
}

/** A page with one secret of Ana's and the window on it. */
export async function viewPage({ actingAs = ana, input, before, wrap, opened = true, ...options }: ViewPageOptions = {}): Promise<ViewPage> {
  const { world, secrets: [added] } = await aVault({ ...options, actingAs: ana, secrets: [aSecret(input)] });
  const secret = added ?? expect.fail('no secret');
  await before?.(world, secret);
  const vault = await world.vaultOf(actingAs);
  const timers = testTimers();
  const view = await fixture<SecretView>(html`<mysafe-secret-view locale="en" .vault=${wrap ? wrap(vault) : vault} .timers=${timers}></mysafe-secret-view>`);
  const page = pageOf(view, { world, vault, secret, timers });
  if (!opened) return page;
  const event = oneEvent(view, 'mysafe-opened');
  view.secretId = secret.id;
  view.open = true;
  await event;
  await page.settled();
  return page;
}

function pageOf(view: SecretView, given: Pick<ViewPage, 'world' | 'vault' | 'secret' | 'timers'>): ViewPage {
  const root = view.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const texts = (selector: string): string[] => all(selector).map(nameOf);
  const find = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button').find((button) => nameOf(button) === name && button.getClientRects().length > 0);
  return {
    ...given, view,
    get dialog() { return root.querySelector('dialog') ?? expect.fail('no dialog'); },
    get title() { return texts('h2')[0] ?? ''; },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    get banners() { return all('.banner span').map(nameOf); },
    get markup() { return view.outerHTML + root.innerHTML; },
    get focused() { return root.activeElement instanceof HTMLElement ? nameOf(root.activeElement) : ''; },
    has: (name) => find(name) !== undefined,
    button: (name) => find(name) ?? expect.fail(`no button “${name}”`),
    async click(name) {
      (find(name) ?? expect.fail(`no button “${name}”`)).click();
      await view.updateComplete;
    },
    async press(key) {
      await sendKeys({ press: key });
      await view.updateComplete;
    },
    field: (label) => all('.row').find((row) => row.querySelector('dt')?.textContent === label)?.querySelector('dd') ?? expect.fail(`no field “${label}”`),
    get rows() {
      return all('tbody tr').map((row) => [...row.children].map((cell) => [...cell.querySelectorAll<HTMLElement>('.member-name, .badge, .detail, .note, .muted')].map(nameOf).join(' | ')));
    },
    get accessTitle() { return texts('h3')[0] ?? ''; },
    get value() { return root.querySelector('code.secret')?.textContent ?? undefined; },
    shows: (value) => until(() => (root.querySelector('code.secret')?.textContent === value ? value : undefined), 'the value'),
    async hides() { await until(() => !root.querySelector('code.secret'), 'the value hidden'); },
    async isAccessible() {
      await Promise.all(root.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1).map(({ finished }) => finished));
      await expect(view).to.be.accessible();
    },
    async settled() { await until(() => root.querySelector('dl, [part=banner]'), 'the secret'); },
  };
}

/** The vault with one of its calls replaced: for states that a healthy one does not reach. */
export const withSecrets = (vault: Vault, calls: Partial<Vault['secrets']>): Vault => ({ ...vault, keys: vault.keys, secrets: { ...vault.secrets, ...calls } });
