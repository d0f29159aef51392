import { expect, fixture } from '@open-wc/testing';
import type { SecretSummary, Vault } from '../../src/core/index.js';
import type { SecretForm, SecretList, SecretView, ShareDialog } from '../../src/components/index.js';
import { common } from '../../src/components/shared/catalogue/common.js';
import { formTexts } from '../../src/components/shared/catalogue/form.js';
import { listTexts } from '../../src/components/shared/catalogue/list.js';
import { shareTexts } from '../../src/components/shared/catalogue/share.js';
import { viewTexts } from '../../src/components/shared/catalogue/view.js';
import type { Catalogue, Text } from '../../src/components/shared/localize.js';
import { showToast } from '../../src/components/toasts/show-toast.js';
import '../../src/define.js';
import { type HostileSecret, type HostileWorld, OUTSIDER, aHostileWorld, findsAt } from './hostile-world.js';

/** How often a payload was seen as plain text where it belongs: the proof that it was put there. */
export type Seen = Record<'list' | 'link' | 'menu' | 'view' | 'value' | 'access' | 'form' | 'conflict' | 'row' | 'option' | 'reason' | 'entry' | 'chip' | 'words' | 'toast', number>;

export const nothingSeen = (): Seen =>
  ({ list: 0, link: 0, menu: 0, view: 0, value: 0, access: 0, form: 0, conflict: 0, row: 0, option: 0, reason: 0, entry: 0, chip: 0, words: 0, toast: 0 });

interface Elements { 'mysafe-secret-list': SecretList; 'mysafe-secret-view': SecretView; 'mysafe-secret-form': SecretForm; 'mysafe-share-dialog': ShareDialog }

/** An element on the page with a vault. */
const place = <T extends keyof Elements>(tag: T, vault: Vault): Promise<Elements[T]> =>
  fixture(Object.assign(document.createElement(tag), { vault }) as never);

const channel = new MessageChannel();
/** The next turn of the page's own loop: everything that was ready has run. */
const turn = (): Promise<void> => new Promise((resolve) => {
  channel.port1.onmessage = () => { resolve(); };
  channel.port2.postMessage(undefined);
});

/** The payload that is walked, for the message of a failure. */
let current = '';

/** Looks until it finds: first a turn of the page at a time, then a frame, since ciphers work outside the page. */
export async function until<T>(look: () => T | undefined | null | false, what: string): Promise<T> {
  for (let turns = 0; turns < 2_000; turns += 1) {
    const found = look();
    if (found) return found;
    await (turns < 1_000 ? turn() : new Promise(requestAnimationFrame));
  }
  return expect.fail(`${what} never came, at ${JSON.stringify(current.slice(0, 200))}`);
}

const rootOf = (element: Element): ShadowRoot => element.shadowRoot ?? expect.fail('no shadow root');
const find = <E extends HTMLElement = HTMLElement>(element: Element, selector: string): E | null => rootOf(element).querySelector<E>(selector);
const all = (element: Element, selector: string): HTMLElement[] => [...rootOf(element).querySelectorAll<HTMLElement>(selector)];
const textIn = (element: Element, selector: string): string | undefined => find(element, selector)?.textContent;
/** What an `<input>` makes of a text: it has no line breaks. */
const onOneLine = (text: string): string => text.replace(/[\r\n]/g, '');

/** Every text of ours with the payload at its end, and so the places for names still in it. */
function wordsWith(payload: string): Record<string, Text> {
  const more = (text: Text): Text => (typeof text === 'string' ? `${text} ${payload}` : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, `${one} ${payload}`])) as unknown as Text);
  const texts: Catalogue = { ...common, ...listTexts, ...viewTexts, ...formTexts, ...shareTexts };
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, more(text)]));
}

async function walkList(world: HostileWorld, seen: Seen): Promise<void> {
  const list = await place('mysafe-secret-list', world.vault);
  list.pageSize = 200;
  list.columns = ['id', 'name', 'url', 'tags', 'shared', 'owner', 'last-use', 'status', 'action'];
  const count = (): number => world.secrets.filter(({ id, payload }) => find(list, `[data-id="${id}"] .name-text`)?.textContent === payload).length;
  seen.list += await until(count, 'the rows');
  world.urls = 'behind a web address';
  await list.refresh();
  seen.link += world.secrets.filter(({ id }) => find<HTMLAnchorElement>(list, `[data-id="${id}"] a.url`)?.href.startsWith('https://host.example/')).length;
  for (const { id, payload } of world.secrets) {
    await list.openMenu(id);
    if (find(list, '[role=menu]')?.getAttribute('aria-label')?.includes(payload)) seen.menu += 1;
  }
  world.urls = 'bare';
  list.remove();
}

async function walkView({ vault, secrets, crowd }: HostileWorld, seen: Seen): Promise<void> {
  const view = await place('mysafe-secret-view', vault);
  for (const { id, payload } of secrets) {
    current = payload;
    view.secretId = id;
    view.open = true;
    await until(() => textIn(view, 'code.value-id') === payload, 'the fields');
    seen.view += 1;
    find(view, '[part=show-button]')?.click();
    await until(() => textIn(view, 'code.secret') === (payload || '(empty)'), 'the value');
    seen.value += 1;
    view.close(); // the next may be the same text
    await view.updateComplete;
  }
  view.secretId = crowd.id;
  view.open = true;
  await until(() => all(view, '.member-name').length > secrets.length * 3, 'who has access');
  const names = new Set(all(view, '.member-name').map((name) => name.textContent));
  seen.access += secrets.filter(({ payload }) => names.has(payload || '(empty)')).length;
  view.remove();
}

/** Somebody else saved the same fields meanwhile, and theirs are the payload: both versions stand side by side. */
async function meetConflict(form: SecretForm, world: HostileWorld, { id, payload }: HostileSecret): Promise<boolean> {
  form.close();
  world.answers = 'as stored';
  form.show(id);
  await until(() => find<HTMLInputElement>(form, '#method') && find<HTMLInputElement>(form, '#name')?.value !== onOneLine(payload), 'the form as stored');
  for (const field of ['name', 'notes']) {
    const control = find<HTMLInputElement>(form, `#${field}`) ?? expect.fail(field);
    control.value = `mine ${payload}`.slice(0, 150);
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
  const stored = await world.real.secrets.get(id);
  if (stored.ok) await world.real.secrets.edit(id, { notes: 'theirs' }, { revision: stored.value.revision });
  world.answers = 'whole';
  find(form, '.save')?.click();
  await until(() => find(form, '#conflict'), 'the conflict');
  return all(form, '.version').some((version) => version.textContent === payload || (payload === '' && version.textContent !== ''));
}

async function walkForm(world: HostileWorld, seen: Seen): Promise<void> {
  const form = await place('mysafe-secret-form', world.vault);
  for (const secret of world.secrets) {
    current = secret.payload;
    form.show(secret.id);
    await until(() => find<HTMLInputElement>(form, '#clientId')?.value === onOneLine(secret.payload), 'the form');
    seen.form += 1;
    if (await meetConflict(form, world, secret)) seen.conflict += 1;
    form.close();
  }
  form.remove();
}

async function type(share: ShareDialog, text: string): Promise<void> {
  const input = find<HTMLInputElement>(share, '#input') ?? expect.fail('no box');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await until(() => share.snapshot?.query === input.value && !share.snapshot.searching, 'the search');
  await share.updateComplete;
}

async function findAndAdd(share: ShareDialog, payload: string, at: number, seen: Seen): Promise<void> {
  await type(share, findsAt(at));
  const names = all(share, '.option .name').map((name) => name.textContent);
  if (names.length >= 4 && names.every((name) => name === (payload || '(empty)'))) seen.option += 1;
  share.addRecipients(share.options);
  await share.updateComplete;
}

/** Types it and presses Enter. Resolves with the sentence under the box. */
async function errorOn(share: ShareDialog, entry: string): Promise<string> {
  await type(share, entry);
  find(share, '#input')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
  return until(() => textIn(share, '#error:not([hidden])')?.trim(), 'the error');
}

async function nameNobody(share: ShareDialog, payload: string, at: number, seen: Seen): Promise<void> {
  const entry = `nobody ${onOneLine(payload)}`;
  if ((await errorOn(share, entry)).includes(entry.trim())) seen.entry += 1;
  const said = await errorOn(share, `${OUTSIDER}${findsAt(at)}`);
  if (said.endsWith((payload || '(empty)').trim())) seen.reason += 1;
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', `nobody ${payload}\nnobody else`);
  find(share, '#input')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
  await until(() => all(share, '[part=unmatched-chip]').length >= 2 || undefined, 'the chips');
  seen.chip += 1;
}

async function openShare(vault: Vault, secret: SecretSummary): Promise<ShareDialog> {
  const share = await place('mysafe-share-dialog', vault);
  share.show(secret);
  await until(() => find(share, '.body')?.getAttribute('aria-busy') === 'false', 'the window');
  return share;
}

async function walkShare({ vault, secrets, crowd, plain }: HostileWorld, seen: Seen): Promise<void> {
  const crowded = await openShare(vault, crowd);
  const names = new Set(all(crowded, '[part=recipient-name]').map((name) => name.textContent));
  seen.row += secrets.filter(({ payload }) => names.has(payload || '(empty)')).length;
  crowded.remove();
  const share = await openShare(vault, plain);
  for (const [at, { payload }] of secrets.entries()) {
    current = payload;
    await findAndAdd(share, payload, at, seen);
    await nameNobody(share, payload, at, seen);
    share.reset();
  }
  share.remove();
}

/** Each payload in every text of every element at once, and in the attributes that a host sets. */
async function walkWords({ vault, secrets, plain }: HostileWorld, seen: Seen): Promise<void> {
  const [list, view, form] = [await place('mysafe-secret-list', vault), await place('mysafe-secret-view', vault), await place('mysafe-secret-form', vault)];
  list.pageSize = 2;
  view.show(plain);
  form.show();
  const elements = [list, view, form, await openShare(vault, plain)];
  await until(() => find(form, '#name') && find(view, 'dl'), 'the windows');
  find(form, '.save')?.click();
  for (const { payload } of secrets) {
    for (const element of elements) {
      element.strings = wordsWith(payload);
      for (const name of ['theme', 'locale', 'density', 'draft', 'validate-on']) element.setAttribute(name, payload);
    }
    list.actions = ['share', 'view', 'copy', 'edit', 'disable', { action: payload, label: payload, reason: () => payload }];
    await Promise.all(elements.map(({ updateComplete }) => updateComplete));
    seen.words += elements.every((element) => rootOf(element).textContent.includes(payload)) ? 1 : 0;
  }
  for (const element of elements) element.remove();
}

async function walkToasts({ secrets }: HostileWorld, seen: Seen): Promise<void> {
  for (const { payload } of secrets) {
    await showToast(document.body, { title: payload, detail: payload, action: { label: payload, run: () => undefined } });
    const region = document.querySelector('mysafe-toasts');
    if (region && all(region, '[part=title]').at(-1)?.textContent === payload) seen.toast += 1;
  }
  document.querySelector('mysafe-toasts')?.remove();
}

/** Puts each payload into every place where a text, attribute or address is shown, and adds up where it was seen. */
export async function walk(payloads: readonly string[], seen: Seen): Promise<void> {
  const world = await aHostileWorld(payloads);
  for (const part of [walkList, walkView, walkForm, walkShare, walkWords, walkToasts]) await part(world, seen);
  await world.world.close();
}
