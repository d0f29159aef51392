import { expect } from '@open-wc/testing';
import type { GroupEditor } from '../../src/components/index.js';
import type { Vault } from '../../src/core/index.js';
import { MOST_PASTED, splitEntries } from '../../src/core/vault/pasted-entries.js';
import { type HostileWorld, entryAt } from './hostile-world.js';
import { all, atPayload, find, nameFrom, onOneLine, pasteInto, place, rootOf, textIn, typeInto, until } from './looking.js';
import type { Seen } from './seen.js';

export async function walkGroupList({ secrets }: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const list = await place('mysafe-group-list', vault);
  await until(() => all(list, 'tbody [data-id]').length >= secrets.length * 2, 'the groups');
  seen.group += secrets.filter(({ payload }, at) => {
    const name = nameFrom(payload);
    const [own, theirs] = ['hostile', 'theirs'].map((whose) => find(list, `[data-id="group:${whose}-${at}"]`));
    const labels = [...own?.querySelectorAll('button') ?? []].map((button) => button.getAttribute('aria-label') ?? '');
    const names = [own, theirs].every((row) => row?.querySelector('.name-text')?.textContent === name);
    return names && labels.length === 2 && labels.every((label) => label.includes(name)) && theirs?.querySelector('[part=owned-by]')?.textContent.includes(name);
  }).length;
  list.remove();
}

/** A group that somebody else saves meanwhile, so that both versions stand side by side, and those who came; then theirs is taken over. */
async function meetGroup(editor: GroupEditor, world: HostileWorld, payload: string, at: number, seen: Seen): Promise<void> {
  const name = nameFrom(payload);
  world.answers = 'harmless';
  editor.show(`group:hostile-${at}`);
  await until(() => find<HTMLInputElement>(editor, '#name')?.value === 'Before' && find(editor, '#opens bdi'), 'the group');
  if ([...rootOf(editor).querySelectorAll('#opens bdi')].some((one) => one.textContent === name)) seen.opens += 1;
  for (const field of ['name', 'description']) typeInto(editor, `#${field}`, 'Mine');
  world.answers = 'hostile';
  find(editor, '.save')?.click();
  await until(() => find(editor, '#conflict'), 'the conflict of the group');
  const versions = all(editor, '.version').map((one) => one.textContent);
  const came = all(editor, '.conflict p bdi').map((one) => one.textContent);
  if (versions.includes(name) && (versions.includes(payload) || payload === '') && came.filter((one) => one === name).length >= 2) seen['group-conflict'] += 1;
  for (const radio of all(editor, '.conflict label:nth-of-type(2) input')) radio.click();
  await editor.updateComplete;
  const typed = find<HTMLInputElement>(editor, '#name')?.value === onOneLine(name) && find<HTMLTextAreaElement>(editor, '#description')?.value === payload.replace(/\r\n?/g, '\n');
  const members = all(editor, '.member').filter((member) => member.querySelector('.name')?.textContent === name && member.querySelector('.detail')?.textContent.includes(name) && member.querySelector('button')?.getAttribute('aria-label')?.includes(name));
  if (typed && members.length >= 2 && textIn(editor, '#title')?.includes(name)) seen['group-fields'] += 1;
  editor.close();
  await editor.updateComplete;
}

/** Finds those of a payload, puts one on the list, twice; then a group, which can't be put there. */
async function findPeople(editor: GroupEditor, payload: string, at: number, seen: Seen): Promise<void> {
  const name = nameFrom(payload);
  typeInto(editor, '#people', entryAt(at));
  const options = (): HTMLElement[] => all(editor, '#listbox[aria-busy=false] .option:not(.all)');
  await until(() => options().length === 4 && options(), 'who was found');
  if (options().every((option) => option.querySelector('.name')?.textContent === name)) seen.found += 1;
  const press = async (which: number, key: 'ctrlKey' | 'altKey'): Promise<string> => {
    options()[which]?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, [key]: true }));
    await editor.updateComplete;
    return textIn(editor, '#people-error:not([hidden])') ?? '';
  };
  await press(0, 'ctrlKey');
  const said = [await press(0, 'ctrlKey'), await press(2, 'ctrlKey')];
  if (said.every((sentence) => sentence.includes(name))) seen.refused += 1;
}

async function nameNobody(editor: GroupEditor, payload: string, seen: Seen): Promise<void> {
  const entry = `nobody ${onOneLine(payload)}`;
  typeInto(editor, '#people', entry);
  await until(() => find(editor, '#listbox[aria-busy=false]'), 'that nobody is found');
  find(editor, '#people')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
  const said = await until(() => textIn(editor, '#people-error:not([hidden])'), 'the error');
  typeInto(editor, '#people', '');
  const text = `nobody ${payload}\nnobody else`;
  const entries = splitEntries(text);
  const most = entries.slice(0, MOST_PASTED);
  pasteInto(editor, '#people', entries.length > MOST_PASTED ? most.join('\n') : text);
  const chips = await until(() => { const found = all(editor, '[part=unmatched-chip] bdi'); return found.length >= 2 && found; }, 'the chips');
  const shown = new Set(chips.map((chip) => chip.textContent));
  const sentence = textIn(editor, '#people-error') ?? '';
  if (said.includes(entry.trim()) && most.every((one) => shown.has(one) && sentence.includes(one))) seen.pasted += 1;
  all(editor, '[part=unmatched] ~ div .link-button').at(0)?.click();
  await until(() => all(editor, '[part=unmatched-chip]').length === 0, 'no chips');
}

export async function walkGroupEditor(world: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const editor = await place('mysafe-group-editor', vault);
  for (const [at, { payload }] of world.secrets.entries()) {
    atPayload(payload);
    await meetGroup(editor, world, payload, at, seen);
  }
  editor.groupId = undefined;
  editor.show();
  await until(() => find(editor, '#people'), 'a new group');
  for (const [at, { payload }] of world.secrets.entries()) {
    atPayload(payload);
    await findPeople(editor, payload, at, seen);
    await nameNobody(editor, payload, seen);
  }
  expect(all(editor, '.member').length).to.equal(world.secrets.length);
  editor.remove();
}
