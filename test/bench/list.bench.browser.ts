import { deviceKeys } from '../../src/keys/index.js';
import { indexedDbStorage } from '../../src/adapters/indexeddb-storage.js';
import { localAuthority, openVault, staticDirectory } from '../../src/core/index.js';
import '../../src/define/secret-list.js';
import { MANY, fill, timesOf, timesWithCpu, unwrap } from './browser.js';
import { type Times, figures, noise } from './figures.js';

declare const report: (line: string) => Promise<void>;

const ROUNDS = 15;
const shown = figures(report);
/** Beside the time that passed, how long the main thread worked. */
async function line(what: string, taken: Times & { readonly cpu?: number }, target: number): Promise<void> {
  await shown.line(what, taken, target);
  if (taken.cpu !== undefined) await report(`    of it the main thread ${taken.cpu.toFixed(1)} ms`);
}

const name = `mysafe-bench-${crypto.randomUUID()}`;
const directory = staticDirectory({ users: ['p0', 'p1', 'p2', 'p3'].map((id) => ({ id: `user:${id}` as const, name: `Person ${id}`, username: id, email: `${id}@bench.example` })) });
const authority = localAuthority({ storage: indexedDbStorage({ name }), directory });
const keys = deviceKeys({ name });
for (const id of ['p1', 'p2', 'p3'] as const) await (await openVault({ actor: `user:${id}`, authority, keys })).close();
const vault = await openVault({ actor: 'user:p0', authority, keys });
const typical = unwrap(await vault.secrets.add({ name: 'Shared with three', url: 'https://x.example', clientId: 'c', clientSecret: 'demo' }));
unwrap(await vault.sharing.share(typical.id, (['p1', 'p2', 'p3'] as const).map((id) => ({ op: 'grant', principal: `user:${id}`, permission: 'view' }))));
const storage = indexedDbStorage({ name });
await fill(storage, (await storage.get({ kind: 'secret', id: typical.id }))!);
await storage.close();

const list = document.body.appendChild(document.createElement('mysafe-secret-list'));
list.selectable = true;
list.vault = vault;
await list.updateComplete;
await list.refresh();

const root = list.shadowRoot!;
const firstName = (): string => root.querySelector('tbody th')?.textContent ?? '';
const press = (text: string): void => { [...root.querySelectorAll('button')].find((button) => button.textContent.trim() === text)!.click(); };
const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** From the press until other rows are there, laid out. */
async function until(change: () => void, look: () => boolean): Promise<void> {
  const there = (): boolean => look() && root.querySelector('table')!.getAttribute('aria-busy') === 'false';
  const drawn = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!there()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  change();
  await drawn;
  root.querySelector('tbody')!.getBoundingClientRect();
}

await report(`In Chromium, on IndexedDB, ${MANY.toLocaleString('en')} visible secrets, ${ROUNDS} rounds each (${noise()})`);
await line('filter by name, from the letter to the rows', await timesWithCpu((round) => until(() => { list.filters = { name: `secret ${round + 1}` }; }, () => firstName().startsWith(`Secret ${round + 1}`)), ROUNDS), 100);
await until(() => { list.filters = {}; }, () => firstName().startsWith('Secret 0'));
await line('filter by tag and owner', await timesWithCpu((round) => until(() => { list.filters = { tags: `team-${2 + (round % 8)}`, owner: 'p0' }; }, () => root.querySelector('.tag')?.textContent === `team-${2 + (round % 8)}`), ROUNDS), 100);
await until(() => { list.filters = {}; }, () => firstName().startsWith('Secret 0'));
const sorted = ['URL', 'Name', 'Owner', 'Last use'];
await line('sort, first time by each field', await timesWithCpu((round) => until(() => { press(sorted[round]!); }, () => root.querySelector('[aria-sort]')!.textContent.trim() === sorted[round]), sorted.length), 100);
const directionOf = (): string | null => root.querySelector('[aria-sort]')!.getAttribute('aria-sort');
await line('sort, the other way', await timesWithCpu(() => { const was = directionOf(); return until(() => { press('Last use'); }, () => directionOf() !== was); }, ROUNDS), 100);
await until(() => { press('Name'); }, () => root.querySelector('[aria-sort]')!.textContent.trim() === 'Name');
await line('next page', await timesWithCpu(() => { const was = firstName(); return until(() => { press('Next'); }, () => firstName() !== was); }, ROUNDS), 100);
await line('previous page', await timesWithCpu(() => { const was = firstName(); return until(() => { press('Previous'); }, () => firstName() !== was); }, ROUNDS), 100);

interface Frames { readonly frames: Times; readonly tasks: number; readonly seconds: number }

/** The longest frame of each round while `work` runs, and how many tasks of more than 50 ms the browser counted in all of them. */
async function framesDuring(work: () => Promise<unknown>, rounds: number): Promise<Frames> {
  let tasks = 0;
  const observer = new PerformanceObserver((entries) => { tasks += entries.getEntries().length; });
  observer.observe({ entryTypes: ['longtask'] });
  const worst: number[] = [];
  const start = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    let running = true;
    let last = await nextFrame().then(() => performance.now());
    let longest = 0;
    const watching = (async () => {
      while (running) {
        await nextFrame();
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }
    })();
    await work();
    running = false;
    await watching;
    worst.push(longest);
  }
  const seconds = (performance.now() - start) / 1_000 / rounds;
  await nextFrame();
  observer.disconnect();
  return { frames: timesOf(worst), tasks, seconds };
}

/** Presses the item of “More”, as a person would; resolves when the file, or the page for paper, is handed to the browser. */
function reported(item: 'Export CSV' | 'Print'): Promise<void> {
  return new Promise((resolve) => {
    HTMLAnchorElement.prototype.click = () => { resolve(); }; // a download, or a dialog, would leave the page that is measured
    window.print = resolve;
    press('More');
    const chosen = [...root.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) => one.textContent === item)!;
    void list.updateComplete.then(() => { chosen.click(); });
  });
}

const idle = await framesDuring(async () => { for (let frame = 0; frame < 60; frame += 1) await nextFrame(); }, 5);
await report(`  longest of 60 frames in which nothing is done: median ${idle.frames.median.toFixed(1)} ms, worst ${idle.frames.worst.toFixed(1)} ms`);
list.filterStatus = 'all';
await list.updateComplete;
for (const action of ['Export CSV', 'Print'] as const) {
  await reported(action); // loads what is loaded on demand
  const { frames, tasks, seconds } = await framesDuring(() => reported(action), 5);
  const of = `of ${MANY.toLocaleString('en')} rows (${seconds.toFixed(1)} s)`;
  // where the machine holds up a page that does nothing, its frames tell nothing about the export
  if (action === 'Export CSV') await line(`longest frame of a CSV export ${of}`, frames, Math.max(50, Math.ceil(idle.frames.median)));
  else await report(`  longest frame of what is drawn to print ${of}: median ${frames.median.toFixed(1)} ms, worst ${frames.worst.toFixed(1)} ms`);
  await report(`  ${''.padEnd(64)} tasks over 50 ms in 5 rounds: ${tasks} (while idle: ${idle.tasks})`);
}
await vault.close();
await authority.close();
indexedDB.deleteDatabase(name);
indexedDB.deleteDatabase(`${name}-keys`);
shown.finish();
