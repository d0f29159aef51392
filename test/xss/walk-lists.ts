import { expect } from '@open-wc/testing';
import type { SharingCenter } from '../../src/components/index.js';
import type { Vault } from '../../src/core/index.js';
import { type HostileWorld, entryAt } from './hostile-world.js';
import { all, atPayload, find, nameFrom, onOneLine, place, typeInto, until } from './looking.js';
import type { Seen } from './seen.js';

const labelsIn = (part: Element): string[] => [...part.querySelectorAll('button[aria-label]')].map((button) => button.getAttribute('aria-label') ?? '');

export async function walkHome({ secrets }: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const home = await place('mysafe-home-cards', vault);
  home.mostUsed = 200;
  await until(() => all(home, '.grid > li').length >= secrets.length, 'the cards');
  for (const { id, payload } of secrets) {
    atPayload(payload);
    const card = find(home, `li[data-id="${id}"]`) ?? expect.fail('no card');
    const said = (selector: string): string => card.querySelector(selector)?.textContent ?? '';
    await home.openMenu(id);
    const menu = find(home, '[role=menu]')?.getAttribute('aria-label')?.includes(payload);
    const labels = labelsIn(card);
    if (menu && said('.name') === payload && said('.owner').includes(nameFrom(payload)) && said('.tag') === payload && labels.length >= 2 && labels.every((label) => label.includes(payload))) seen.card += 1;
  }
  home.remove();
}

/** How many secrets have as many lines as that, each with both names in what is shown, in its first cell and in what its buttons are called. */
async function linesOf(center: SharingCenter, tab: SharingCenter['tab'], { secrets }: HostileWorld, each: number): Promise<number> {
  center.tab = tab;
  await until(() => find(center, `[aria-labelledby="tab-${tab}"] table[aria-busy=false]`) && all(center, 'tbody .row').length > 0, 'the lines');
  find(center, '.more button')?.click();
  const rows = await until(() => { const found = all(center, 'tbody .row'); return found.length >= secrets.length * each && found; }, `all lines of ${tab}`);
  const fits = (row: HTMLElement, payload: string): boolean => {
    const [name, ...cells] = [...row.children].map((cell) => cell.textContent);
    return name === payload && cells.join('\n').includes(nameFrom(payload)) && labelsIn(row).every((label) => label.includes(payload));
  };
  return secrets.filter(({ payload }) => rows.filter((row) => fits(row, payload)).length >= each).length;
}

/** Who finds the person finds both by name; the first sees one secret, the other nothing. */
async function asked(center: SharingCenter, payload: string, at: number): Promise<boolean> {
  const name = nameFrom(payload);
  const hits = async (): Promise<HTMLElement[]> => {
    typeInto(center, '#who', entryAt(at));
    return until(() => { const found = all(center, '.hit'); return found.length === 2 && found; }, 'who was found');
  };
  const found = await hits();
  const named = found.every((hit) => hit.querySelector('bdi')?.textContent === name && hit.querySelector('.detail')?.textContent.includes(name));
  found[0]?.click();
  const row = await until(() => find(center, 'table[aria-busy=false] tbody .row'), 'what they can see');
  const line = row.querySelector('.name-text')?.textContent === payload && row.querySelector('.col-owner')?.textContent === name && labelsIn(row).every((label) => label.includes(payload));
  const typed = find<HTMLInputElement>(center, '#who')?.value === onOneLine(name);
  (await hits())[1]?.click();
  const nothing = await until(() => find(center, '.empty')?.textContent, 'that they see nothing');
  return named && line && typed && nothing.includes(name);
}

export async function walkCenter(world: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const center = await place('mysafe-sharing-center', vault);
  seen.owned += await linesOf(center, 'with-me', world, 1);
  seen.given += await linesOf(center, 'by-me', world, 2);
  seen.awaited += await linesOf(center, 'waiting', world, 2);
  seen.ending += await linesOf(center, 'ending', world, 2);
  center.tab = 'what';
  await until(() => find(center, '#who'), 'the box for a person');
  for (const [at, { payload }] of world.secrets.entries()) {
    atPayload(payload);
    if (await asked(center, payload, at)) seen.sees += 1;
  }
  center.remove();
}

/** Each entry names who did it, the secret, and for most of them to whom; the filter names the people. */
export async function walkActivity({ secrets }: HostileWorld, vault: Vault, seen: Seen): Promise<void> {
  const activity = await place('mysafe-activity', vault);
  const sentences = (await until(() => { const found = all(activity, '[part=sentence]'); return found.length >= secrets.length * 4 && found; }, 'the entries')).map((sentence) => [...sentence.querySelectorAll('bdi')].map((name) => name.textContent));
  const people = [...activity.shadowRoot!.querySelectorAll('#filter-person option')].map((option) => option.textContent.replaceAll(/^\s+|\s+$/g, ''));
  seen.activity += secrets.filter(({ payload }) => {
    const name = nameFrom(payload);
    const about = sentences.filter(([actor, ...others]) => actor === name && others.includes(payload));
    return about.length >= 4 && about.filter((names) => names.filter((one) => one === name).length >= 2).length >= 3 && people.some((person) => person.startsWith(name.trim()));
  }).length;
  activity.remove();
}
