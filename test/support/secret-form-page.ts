import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SecretForm } from '../../src/components/secret-form/secret-form.js';
import type { SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import '../../src/define/secret-form.js';
import '../../src/define/toasts.js';
import { until } from './secret-view-page.js';
import { type World, type WorldOptions, aSecret, aVault, ana } from './vault-builders.js';

type Control = HTMLInputElement | HTMLTextAreaElement;

const visibleName = (element: HTMLElement): string => (element.getAttribute('aria-label') ?? element.innerText).replace(/\s+/g, ' ').trim();

export interface FormPage {
  readonly form: SecretForm;
  readonly world: World;
  readonly vault: Vault;
  readonly secret: SecretSummary;
  readonly dialog: HTMLDialogElement;
  readonly title: string;
  readonly status: string;
  readonly banners: readonly string[];
  readonly markup: string;
  /** The label or name of what has focus. */
  readonly focused: string;
  readonly tags: readonly string[];
  has(button: string): boolean;
  button(name: string): HTMLButtonElement;
  click(name: string): Promise<void>;
  press(key: string): Promise<void>;
  /** The control with exactly this label. */
  input(label: string): Control;
  hasInput(label: string): boolean;
  /** Types into it as a person does, and stays there. */
  type(label: string, text: string): Promise<void>;
  /** Puts a text in, as a paste or a password manager does. */
  fill(label: string, text: string): Promise<void>;
  leave(label: string): Promise<void>;
  error(label: string): string | undefined;
  /** What a screen reader says after the name of a control. */
  description(label: string): string;
  /** Whether eyes can't read what stands in it. */
  isCovered(label: string): boolean;
  /** The radio of a conflict. */
  radio(name: string): HTMLInputElement;
  readonly toast: string;
  closed(): Promise<void>;
  settled(): Promise<void>;
  open(secretId?: string): Promise<void>;
  isAccessible(): Promise<void>;
}

export interface FormPageOptions extends WorldOptions {
  readonly actingAs?: User;
  readonly input?: Partial<SecretInput>;
  readonly before?: (world: World, secret: SecretSummary) => Promise<unknown>;
  readonly wrap?: (vault: Vault) => Vault;
  /** Whether the form opens on the secret; else it adds one. */
  readonly edits?: boolean;
}

/** A save tells so a moment after it: what the test before has still to say comes first, and goes. */
let dueToasts = 0;

async function clearToasts(): Promise<void> {
  const shown = (): number => document.querySelector('mysafe-toasts')?.shadowRoot?.querySelectorAll('.toast').length ?? 0;
  // at most 3 are shown at once, and one whose action was pressed is gone already
  await until(() => shown() >= Math.min(dueToasts, 3)).catch(() => undefined);
  dueToasts = 0;
  for (const toasts of document.querySelectorAll('mysafe-toasts')) toasts.remove();
}

/** A page with one secret of Ana's and the form open: to add another, or to edit it. */
export async function formPage({ actingAs = ana, input, before, wrap, edits = false, ...options }: FormPageOptions = {}): Promise<FormPage> {
  await clearToasts();
  const { world, secrets: [added] } = await aVault({ ...options, actingAs: ana, secrets: [aSecret(input)] });
  const secret = added ?? expect.fail('no secret');
  await before?.(world, secret);
  const vault = await world.vaultOf(actingAs);
  const form = await fixture<SecretForm>(html`<mysafe-secret-form locale="en" .vault=${wrap ? wrap(vault) : vault}></mysafe-secret-form>`);
  const page = pageOf(form, { world, vault, secret });
  form.addEventListener('mysafe-saved', () => { dueToasts += 1; });
  await page.open(edits ? secret.id : undefined);
  return page;
}

function pageOf(form: SecretForm, given: Pick<FormPage, 'world' | 'vault' | 'secret'>): FormPage {
  const root = form.shadowRoot ?? expect.fail('no shadow root');
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const button = (name: string): HTMLButtonElement | undefined => all<HTMLButtonElement>('button').find((one) => visibleName(one) === name && one.getClientRects().length > 0);
  const labelFor = (id: string): string => root.querySelector(`label[for="${id}"]`)?.textContent ?? '';
  const input = (label: string): Control | undefined => all<Control>('input:not([type=radio]), textarea').find(({ id }) => labelFor(id) === label);
  const get = (label: string): Control => input(label) ?? expect.fail(`no field “${label}”`);
  const texts = (ids: string | null): string => (ids ?? '').split(' ').map((id) => root.getElementById(id)?.textContent?.trim() ?? '').join(' ').trim();
  const settled = async (): Promise<void> => { await until(() => root.querySelector('#name, [part=banner]'), 'the form'); };
  return {
    ...given, form, settled,
    get dialog() { return root.querySelector('dialog') ?? expect.fail('no dialog'); },
    get title() { return root.querySelector('h2')?.textContent?.trim() ?? ''; },
    get status() { return root.querySelector('p[role=status]')?.textContent ?? ''; },
    get banners() { return all('.banner > span').map(visibleName); },
    get markup() { return form.outerHTML + root.innerHTML; },
    get focused() {
      const { activeElement } = root;
      return activeElement instanceof HTMLElement ? labelFor(activeElement.id || 'none') || visibleName(activeElement) : '';
    },
    get tags() { return all('.tag bdi').map(visibleName); },
    has: (name) => button(name) !== undefined,
    button: (name) => button(name) ?? expect.fail(`no button “${name}”`),
    async click(name) {
      (button(name) ?? expect.fail(`no button “${name}”`)).click();
      await form.updateComplete;
    },
    async press(key) {
      await sendKeys({ press: key });
      await form.updateComplete;
    },
    input: get,
    hasInput: (label) => input(label) !== undefined,
    async type(label, text) {
      get(label).focus();
      await sendKeys({ type: text });
      await form.updateComplete;
    },
    async fill(label, text) {
      get(label).value = text;
      get(label).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await form.updateComplete;
    },
    async leave(label) {
      get(label).focus();
      get(label).blur();
      await form.updateComplete;
    },
    error: (label) => root.getElementById(`${get(label).id}-error`)?.textContent?.trim(),
    description: (label) => texts(get(label).getAttribute('aria-describedby')),
    isCovered: (label) => getComputedStyle(get(label)).getPropertyValue('-webkit-text-security') === 'disc',
    radio: (name) => all<HTMLInputElement>('input[type=radio]').find((radio) => texts(radio.getAttribute('aria-labelledby')) === name) ?? expect.fail(`no choice “${name}”`),
    get toast() { return document.querySelector('mysafe-toasts')?.shadowRoot?.textContent?.replace(/\s+/g, ' ').trim() ?? ''; },
    async closed() { await until(() => !form.open && !root.querySelector('dialog')?.open, 'the form closed'); },
    async open(secretId) {
      const opened = oneEvent(form, 'mysafe-opened');
      form.show(secretId);
      await opened;
      await settled();
    },
    async isAccessible() {
      await Promise.all(root.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1).map(({ finished }) => finished));
      await expect(form).to.be.accessible();
    },
  };
}
