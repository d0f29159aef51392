import type { SecretSort } from '../model/secret.js';
import { aRule, equal, holds } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { RowPage, RowQuery, StorageAdapter } from './storage.js';
import { HOSTILE, type RowParts, type StorageHarness, aQuery, aSecret, aUse, ada, bob, found, grantTo, later, next, numbered, put, write } from './storage-fixtures.js';

const idsOf = ({ rows }: RowPage): readonly string[] => rows.map((row) => row.secretId);
const DIRECTIONS = ['ascending', 'descending'] as const;
const sorted = (by: SecretSort['by'], direction: SecretSort['direction'] = 'ascending'): Partial<RowQuery> => ({ sort: { by, direction } });

/** All pages from the first on by `next`, then all back to the first by `previous`. */
async function walk(storage: StorageAdapter, query: Partial<RowQuery>): Promise<{ there: string[]; back: string[] }> {
  let page = await storage.findSecrets(aQuery(query));
  const there = [...idsOf(page)];
  equal(page.previous, undefined, 'the first page has none before it');
  for (let pages = 0; page.next !== undefined; pages += 1) {
    holds(pages < 500, 'walking forward comes to an end');
    page = await storage.findSecrets(aQuery({ ...query, at: page.next }));
    there.push(...idsOf(page));
  }
  const back = [...idsOf(page)];
  for (let pages = 0; page.previous !== undefined; pages += 1) {
    holds(pages < 500, 'walking back comes to an end');
    page = await storage.findSecrets(aQuery({ ...query, at: page.previous }));
    back.unshift(...idsOf(page));
  }
  return { there, back };
}
async function walksThrough(storage: StorageAdapter, query: Partial<RowQuery>, ids: readonly string[]): Promise<void> {
  const { there, back } = await walk(storage, query);
  equal(there, ids, 'the pages forward');
  equal(back, ids, 'the pages back');
}

/** Puts rows whose sort field rises as listed, two with the same value, and asks for both directions. */
async function sortsBy(storage: StorageAdapter, by: SecretSort['by'], rows: readonly (readonly [id: string, parts: RowParts])[]): Promise<void> {
  await put(storage, ...[...rows].reverse().map(([id, parts]) => aSecret(id, parts)));
  const ids = rows.map(([id]) => id);
  equal(await found(storage, sorted(by)), ids, `by ${by}, ascending`);
  const [first, tied, ...others] = ids as [string, string, ...string[]];
  equal(await found(storage, sorted(by, 'descending')), [...others.reverse(), first, tied], `by ${by}, descending, the tie by id`);
}

/** In which order, and page by page. */
export const orderRules: readonly ContractRule<StorageHarness>[] = [
  aRule('rows are sorted by name, folded', async ({ open }) => {
    await sortsBy(await open(), 'name', [
      ['3', { label: { name: 'ALPHA' } }], ['4', { label: { name: 'alpha' } }], ['2', { label: { name: 'Élan' } }],
      ['1', { label: { name: 'Łódź' } }], ['5', { label: { name: 'zeta' } }],
    ]);
  }),
  aRule('rows are sorted by URL, folded', async ({ open }) => {
    await sortsBy(await open(), 'url', [
      ['3', { label: { url: 'HTTPS://A.example' } }], ['4', { label: { url: 'https://a.example' } }],
      ['2', { label: { url: 'https://B.example' } }], ['1', { label: { url: 'https://é.example' } }],
    ]);
  }),
  aRule('rows are sorted by the name of their owner, folded', async ({ open }) => {
    await sortsBy(await open(), 'owner', [['3', { ownerName: 'ada' }], ['4', { ownerName: 'Ada' }], ['2', { ownerName: 'Éva' }], ['1', { ownerName: 'Łukasz' }]]);
  }),
  aRule('rows are sorted by the time they were made', async ({ open }) => {
    await sortsBy(await open(), 'createdAt', [['3', { createdAt: later(-5) }], ['4', { createdAt: later(-5) }], ['2', { createdAt: later(9) }], ['1', { createdAt: later(100) }]]);
  }),
  aRule('rows are sorted by their last use, those never used last in either direction', async ({ open }) => {
    const storage = await open();
    await put(storage, ...['1', '2', '3', '4', '5'].map((id) => aSecret(id)), aUse('3', later(-5)), aUse('4', later(-5)), aUse('1', later(7)));
    equal(await found(storage, sorted('lastUsedAt')), ['3', '4', '1', '2', '5'], 'ascending');
    equal(await found(storage, sorted('lastUsedAt', 'descending')), ['1', '3', '4', '2', '5'], 'descending');
    await put(storage, aUse('2', later(9)));
    equal(await found(storage, sorted('lastUsedAt', 'descending')), ['2', '1', '3', '4', '5'], 'descending after another use');
  }),
  aRule('folded texts are sorted by their UTF-16 code units', async ({ open }) => {
    await sortsBy(await open(), 'name', [
      ['7', { label: { name: '10' } }], ['8', { label: { name: '10' } }], ['6', { label: { name: '9' } }], ['5', { label: { name: 'a-b' } }],
      ['4', { label: { name: 'aa' } }], ['3', { label: { name: '王' } }], ['2', { label: { name: '😀' } }],
    ]);
  }),
  aRule('pages follow each other by `next` and go back by `previous`, in every order', async ({ open }) => {
    const storage = await open();
    const ids = numbered(23);
    const made = ids.map((id, i) => aSecret(id, { label: { name: `name ${i % 5}`, url: `u${i % 3}` }, ownerName: `o${i % 4}`, createdAt: later(i % 6) }));
    await put(storage, ...made, ...ids.slice(0, 9).map((id, i) => aUse(id, later(i % 4))));
    for (const by of ['name', 'url', 'owner', 'lastUsedAt', 'createdAt'] as const) {
      for (const direction of DIRECTIONS) {
        const all = await found(storage, { ...sorted(by, direction), limit: 200 });
        equal([...all].sort(), ids, 'one page of all');
        for (const limit of [1, 5, 23]) await walksThrough(storage, { ...sorted(by, direction), limit }, all);
      }
    }
  }),
  aRule('pages hold what is found and seen, and nothing between', async ({ open }) => {
    const storage = await open();
    const ids = numbered(40);
    await put(storage, ...ids.map((id, i) => aSecret(id, { owner: i % 2 ? bob : ada, label: { tags: i % 3 ? [] : ['t'] }, grants: i % 5 ? [] : [grantTo(ada, later(0))] })));
    await walksThrough(storage, { limit: 3 }, ids.filter((_, i) => i % 2 === 0));
    await walksThrough(storage, { limit: 2, filter: { tags: ['t'] } }, ids.filter((_, i) => i % 6 === 0));
  }),
  aRule('the last page has no `next`, a page that holds all has neither', async ({ open }) => {
    const storage = await open();
    await put(storage, ...numbered(4).map((id) => aSecret(id)));
    const all = await storage.findSecrets(aQuery({ limit: 4 }));
    equal([all.next, all.previous], [undefined, undefined], 'the cursors of a page that holds all');
    const second = await storage.findSecrets(aQuery({ limit: 2, at: (await storage.findSecrets(aQuery({ limit: 2 }))).next }));
    equal([second.next, typeof second.previous], [undefined, 'string'], 'the cursors of the last page');
  }),
  aRule('a cursor stands though the row it came from was changed or deleted', async ({ open }) => {
    const storage = await open();
    const ids = numbered(9);
    await put(storage, ...ids.map((id) => aSecret(id)));
    const first = await storage.findSecrets(aQuery({ limit: 3 }));
    await put(storage, next(aSecret('secret-00002', { label: { name: 'zz, the last' } })));
    const rest = async (at: RowPage['next']): Promise<readonly string[]> => idsOf(await storage.findSecrets(aQuery({ limit: 9, at })));
    equal((await rest(first.next)).slice(0, 6), ids.slice(3), 'what comes after a row that moved away');
    const second = await storage.findSecrets(aQuery({ limit: 3, at: first.next }));
    await write(storage, { deletes: [{ kind: 'secret', id: 'secret-00003' }, { kind: 'secret', id: 'secret-00005' }] });
    equal(await rest(second.previous), ['secret-00000', 'secret-00001'], 'what comes before a row that is gone');
    equal((await rest(second.next)).slice(0, 3), ids.slice(6), 'what comes after a row that is gone');
  }),
  aRule('a row that comes in between does not shift the pages', async ({ open }) => {
    const storage = await open();
    const ids = numbered(6);
    await put(storage, ...ids.map((id) => aSecret(id)));
    const first = await storage.findSecrets(aQuery({ limit: 3 }));
    await put(storage, aSecret('a, before all'), aSecret('secret-00003x'));
    const second = await storage.findSecrets(aQuery({ limit: 3, at: first.next }));
    equal(idsOf(second), ['secret-00003', 'secret-00003x', 'secret-00004'], 'the second page');
    equal(idsOf(await storage.findSecrets(aQuery({ limit: 3, at: second.previous }))), ids.slice(0, 3), 'the page before it');
  }),
  aRule('pages hold however odd or long the ids and names are', async ({ open }) => {
    const storage = await open();
    const long = 'ﷺ'.repeat(200); // folds to 18 letters each
    await put(storage, ...HOSTILE.map((id, i) => aSecret(id, { label: { name: i % 2 ? long : `${long}${i % 5}`, url: 'u'.repeat(2_048) } })));
    for (const by of ['name', 'url'] as const) {
      const all = await found(storage, { ...sorted(by), limit: 200 });
      equal(all.length, HOSTILE.length, 'the number of rows');
      await walksThrough(storage, { ...sorted(by), limit: 4, principals: [ada] }, all);
    }
  }),
];
