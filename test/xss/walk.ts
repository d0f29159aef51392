import { expect } from '@open-wc/testing';
import type { SecretForm } from '../../src/components/index.js';
import { showToast } from '../../src/components/toasts/show-toast.js';
import '../../src/define.js';
import { type HostileSecret, type HostileWorld, aHostileWorld, lockedAs } from './hostile-world.js';
import { all, atPayload, find, nameFrom, onOneLine, place, rootOf, textIn, until } from './looking.js';
import type { Seen } from './seen.js';
import { compareAndClose, openAsides, waitingIn, whoLeftAndClose } from './walk-asides.js';
import { openMore, walkMore } from './walk-more.js';
import { openShare, walkShare } from './walk-share.js';
import { says, wordsWith } from './words.js';

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
    atPayload(payload);
    view.secretId = id;
    view.open = true;
    await until(() => textIn(view, 'code.value-id') === payload, 'the fields');
    seen.view += 1;
    find(view, '[part=show-button]')?.click();
    await until(() => textIn(view, 'code.secret') === nameFrom(payload), 'the value');
    seen.value += 1;
    if (await waitingIn(view, nameFrom(payload))) seen.waiting += 1;
    if (await compareAndClose(view, nameFrom(payload))) seen.fingerprint += 1;
    if (await whoLeftAndClose(view, payload, nameFrom(payload))) seen.leavers += 1;
    view.close(); // the next may be the same text
    await view.updateComplete;
  }
  view.secretId = crowd.id;
  view.open = true;
  await until(() => all(view, '.member-name').length > secrets.length * 3, 'who has access');
  const names = new Set(all(view, '.member-name').map((name) => name.textContent));
  seen.access += secrets.filter(({ payload }) => names.has(nameFrom(payload))).length;
  view.remove();
}

/** Somebody else saved the same fields meanwhile, and theirs are the payload: both versions stand side by side. */
async function meetConflict(form: SecretForm, world: HostileWorld, { id, payload }: HostileSecret): Promise<boolean> {
  form.close();
  world.answers = 'harmless';
  form.show(id);
  await until(() => find<HTMLInputElement>(form, '#method') && find<HTMLInputElement>(form, '#name')?.value !== onOneLine(payload), 'the form as it was');
  for (const field of ['name', 'notes']) {
    const control = find<HTMLInputElement>(form, `#${field}`) ?? expect.fail(field);
    control.value = `mine ${payload}`.slice(0, 150);
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
  world.answers = 'hostile';
  find(form, '.save')?.click();
  await until(() => find(form, '#conflict'), 'the conflict');
  return all(form, '.version').some((version) => version.textContent === payload || (payload === '' && version.textContent !== ''));
}

async function walkForm(world: HostileWorld, seen: Seen): Promise<void> {
  const form = await place('mysafe-secret-form', world.vault);
  for (const secret of world.secrets) {
    atPayload(secret.payload);
    form.show(secret.id);
    await until(() => find<HTMLInputElement>(form, '#clientId')?.value === onOneLine(secret.payload), 'the form');
    seen.form += 1;
    if (await meetConflict(form, world, secret)) seen.conflict += 1;
    form.close();
  }
  form.remove();
}

/** Each payload in every text of every element at once, and in the attributes that a host sets. */
async function walkWords({ vault, secrets, plain }: HostileWorld, seen: Seen): Promise<void> {
  const [list, view, form] = [await place('mysafe-secret-list', vault), await place('mysafe-secret-view', vault), await place('mysafe-secret-form', vault)];
  list.pageSize = 2;
  view.show(plain);
  form.show();
  const elements = [list, view, form, await openShare(vault, plain), ...await openAsides(vault, plain), ...await openMore({ vault, plain })];
  await until(() => find(form, '#name') && find(view, 'dl'), 'the windows');
  find(form, '.save')?.click();
  for (const { payload } of secrets) {
    for (const element of elements) {
      element.strings = wordsWith(payload);
      for (const name of ['theme', 'locale', 'density', 'draft', 'validate-on']) element.setAttribute(name, payload);
    }
    list.actions = ['share', 'view', 'copy', 'edit', 'disable', { action: payload, label: payload, reason: () => payload }];
    await Promise.all(elements.map(({ updateComplete }) => updateComplete));
    seen.words += elements.every((element) => says(rootOf(element), payload)) ? 1 : 0;
  }
  for (const element of elements) element.remove();
}

/** Locked: the texts of the form, and the name that password managers keep a passphrase by. No other foreign text stands in it. */
async function walkUnlock({ vault, secrets }: HostileWorld, seen: Seen): Promise<void> {
  const unlock = await place('mysafe-unlock', lockedAs(vault, ''));
  for (const { payload } of secrets) {
    atPayload(payload);
    unlock.vault = lockedAs(vault, payload);
    unlock.strings = wordsWith(payload);
    await unlock.updateComplete;
    const named = find<HTMLInputElement>(unlock, 'input[autocomplete=username]')?.value === onOneLine(payload);
    seen.unlock += named && says(rootOf(unlock), payload) ? 1 : 0;
  }
  unlock.remove();
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
  for (const part of [walkList, walkView, walkForm, walkShare, walkWords, walkUnlock, walkToasts, walkMore]) await part(world, seen);
  await world.world.close();
}
