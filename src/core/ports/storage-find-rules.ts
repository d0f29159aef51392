import { aRule, equal, holds } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { RowPage, RowQuery, StorageAdapter } from './storage.js';
import {
  HOSTILE, NOW, type StorageHarness, aQuery, aSecret, aUse, ada, bob, cyd, earlier, found, grantTo, later, next, numbered, put, write,
} from './storage-fixtures.js';

/** Which of these filters finds what. */
async function finds(storage: StorageAdapter, cases: readonly (readonly [Partial<RowQuery>, readonly string[]])[]): Promise<void> {
  for (const [query, ids] of cases) equal(await found(storage, query), ids, `what ${JSON.stringify(query)} finds`);
}
const filter = (parts: RowQuery['filter']): Partial<RowQuery> => ({ filter: parts });
const idsOf = ({ rows }: RowPage): readonly string[] => rows.map((row) => row.secretId);

/** What is found: who sees a row, by which text and filters, and how many. */
export const findRules: readonly ContractRule<StorageHarness>[] = [
  aRule('an empty store has no rows', async ({ open }) => {
    equal(await (await open()).findSecrets(aQuery()), { rows: [], count: 0, countIsExact: true }, 'the page');
  }),
  aRule('a row is seen by its owner and by those with a grant, and by nobody else', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1-ada'), aSecret('2-bob', { owner: bob, grants: [grantTo('group:x'), grantTo(cyd)] }), aSecret('3-cyd', { owner: cyd }));
    await finds(storage, [
      [{ principals: [ada] }, ['1-ada']], [{ principals: [bob] }, ['2-bob']], [{ principals: [cyd] }, ['2-bob', '3-cyd']], [{ principals: ['group:x'] }, ['2-bob']],
      [{ principals: [ada, 'group:y', 'group:x'] }, ['1-ada', '2-bob']], [{ principals: ['user:dan', 'group:ada'] }, []], [{ principals: [] }, []],
    ]);
    equal((await storage.findSecrets(aQuery({ principals: ['user:dan'] }))).count, 0, 'the count for a stranger');
  }),
  aRule('a grant gives nothing from the moment of its end on', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('one', { grants: [grantTo(bob, later(1_000)), grantTo('group:x', later(2_000))] }));
    const cases = [
      [999, [bob], ['one']], [1_000, [bob], []], [1_001, [bob], []], [1_500, [bob, 'group:x'], ['one']], [2_000, [bob, 'group:x'], []], [2_000, [ada], ['one']],
    ] as const;
    for (const [after, principals, ids] of cases) {
      equal(await found(storage, { principals, now: later(after) }), ids, `what ${principals.join(' and ')} see ${after} ms later`);
    }
  }),
  aRule('a grant that was taken back gives nothing to the next query', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    await put(storage, aSecret('one', { grants: [grantTo(bob)] }));
    equal(await found(other, { principals: [bob] }), ['one'], 'what bob sees while he may');
    await put(storage, next(aSecret('one')));
    equal(await found(other, { principals: [bob] }), [], 'what bob sees at another adapter after it');
    equal(await found(storage, { principals: [bob] }), [], 'what bob sees at this adapter after it');
  }),
  aRule('a text is looked for folded, anywhere in the folded text', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1', { folded: 'lodz station\nhttps://a.example' }), aSecret('2', { folded: 'strasse\nhttps://b.example\nid-7\nprod' }));
    await finds(storage, [
      [{ text: 'ŁÓDŹ' }, ['1']], [{ text: 'z sta' }, ['1']], [{ text: 'Straße' }, ['2']], [{ text: 'ID-7' }, ['2']], [{ text: 'example' }, ['1', '2']],
      [{ text: '' }, ['1', '2']], [{ text: 'none' }, []], [{ text: '.*' }, []],
    ]);
  }),
  aRule('name and URL filter folded and by containment', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1', { label: { name: 'Łódź Café', url: 'https://Pay.example/V1' } }), aSecret('2', { label: { name: 'Plain', url: 'https://mail.example' } }));
    await finds(storage, [
      [filter({ name: 'lodz' }), ['1']], [filter({ name: 'CAFE' }), ['1']], [filter({ name: 'pay' }), []], [filter({ name: '' }), ['1', '2']],
      [filter({ url: 'PAY.' }), ['1']], [filter({ url: 'example' }), ['1', '2']], [filter({ url: 'plain' }), []],
      [filter({ name: 'plain', url: 'mail' }), ['2']], [filter({ name: 'plain', url: 'pay' }), []],
    ]);
  }),
  aRule('tags filter by any, folded and by containment', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1', { label: { tags: ['Prod', 'Łódź'] } }), aSecret('2', { label: { tags: ['test'] } }), aSecret('3'));
    await finds(storage, [
      [filter({ tags: ['prod'] }), ['1']], [filter({ tags: ['TEST', 'LODZ'] }), ['1', '2']], [filter({ tags: ['es'] }), ['2']],
      [filter({ tags: ['none'] }), []], [filter({ tags: [] }), ['1', '2', '3']],
    ]);
  }),
  aRule('an id filters from its beginning and to the letter, whatever it is', async ({ open }) => {
    const storage = await open();
    await put(storage, ...HOSTILE.map((id) => aSecret(id, { label: { name: 'same' } })));
    for (const id of HOSTILE) equal(await found(storage, { ...filter({ id }), limit: 100 }), HOSTILE.filter((one) => one.startsWith(id)).sort(), `what the id ${JSON.stringify(id.slice(0, 20))} finds`);
    equal(await found(storage, filter({ id: 'ab' })), [], 'what an id finds that is not there');
  }),
  aRule('owners filter by any; an empty list of owners finds nothing', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1'), aSecret('2', { owner: bob, grants: [grantTo(ada)] }), aSecret('3', { owner: cyd, grants: [grantTo(ada)] }));
    await finds(storage, [[filter({ owners: [bob] }), ['2']], [filter({ owners: [ada, cyd] }), ['1', '3']], [filter({ owners: [] }), []], [filter({ owners: ['user:dan'] }), []]]);
  }),
  aRule('shared filters by a grant that has not ended at `now`', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1'), aSecret('2', { grants: [grantTo(bob)] }), aSecret('3', { grants: [grantTo(bob, later(1_000)), grantTo(cyd, earlier())] }));
    await finds(storage, [
      [filter({ shared: true }), ['2', '3']], [filter({ shared: false }), ['1']],
      [{ ...filter({ shared: true }), now: later(1_000) }, ['2']], [{ ...filter({ shared: false }), now: later(1_000) }, ['1', '3']],
    ]);
  }),
  aRule('last use filters from and until, both inclusive; what was never used is left out', async ({ open }) => {
    const storage = await open();
    await put(storage, ...['1', '2', '3', '4'].map((id) => aSecret(id)), aUse('1', later(1)), aUse('2', later(2)), aUse('3', later(3)));
    await finds(storage, [
      [filter({ lastUsed: { from: later(2) } }), ['2', '3']], [filter({ lastUsed: { until: later(2) } }), ['1', '2']],
      [filter({ lastUsed: { from: later(2), until: later(2) } }), ['2']], [filter({ lastUsed: { from: later(4) } }), []],
    ]);
  }),
  aRule('status finds the enabled ones unless others are asked for', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1'), aSecret('2', { enabled: false, disabledBy: ada }));
    await finds(storage, [[{}, ['1']], [filter({ status: 'enabled' }), ['1']], [filter({ status: 'disabled' }), ['2']], [filter({ status: 'all' }), ['1', '2']]]);
  }),
  aRule('`leftSinceRotation` filters those that somebody left, or those that nobody did; not given, it finds both', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1', { leftSinceRotation: true }), aSecret('2'), aSecret('3', { leftSinceRotation: true, enabled: false }));
    await finds(storage, [
      [filter({ leftSinceRotation: true }), ['1']], [filter({ leftSinceRotation: false }), ['2']], [{}, ['1', '2']],
      [filter({ leftSinceRotation: true, status: 'all' }), ['1', '3']],
    ]);
    await put(storage, next(aSecret('1')), next(aSecret('2', { leftSinceRotation: true })));
    await finds(storage, [[filter({ leftSinceRotation: true }), ['2']], [filter({ leftSinceRotation: false }), ['1']]]);
  }),
  aRule('filters and text hold together', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('1', { label: { tags: ['prod'] } }), aSecret('2', { label: { tags: ['prod'] }, grants: [grantTo(bob)] }), aSecret('3', { grants: [grantTo(bob)] }));
    await finds(storage, [[filter({ tags: ['prod'], shared: true }), ['2']], [{ ...filter({ shared: true }), text: 'example', principals: [bob] }, ['2', '3']], [{ ...filter({ tags: ['prod'] }), text: '2' }, ['2']]]);
  }),
  aRule('a row is the one that was put, joined with its last use, and has no sealed part', async ({ open }) => {
    const storage = await open();
    const secret = aSecret('one', { label: { identifier: 'ID', method: 'GET', tags: ['a'] }, grants: [grantTo(bob, later())], hasClientSecret: false, accessRevision: 4 });
    await put(storage, { ...secret, body: { sealed: 'never in a row' } }, aUse('one', earlier()));
    const page = await storage.findSecrets(aQuery());
    equal(page, { rows: [{ ...secret.row, lastUsedAt: earlier() }], count: 1, countIsExact: true }, 'the page');
    holds(!JSON.stringify(page).includes('never in a row'), 'a row holds nothing of the body');
  }),
  aRule('the last use is that of the `use` record, before and after the secret is written', async ({ open }) => {
    const storage = await open();
    const lastUsed = async (): Promise<Date | undefined> => (await storage.findSecrets(aQuery())).rows[0]?.lastUsedAt;
    await put(storage, aUse('one', earlier()));
    await put(storage, aSecret('one', { lastUsedAt: later() }));
    equal(await lastUsed(), earlier(), 'a use that came before its secret');
    await put(storage, next(aSecret('one')));
    equal(await lastUsed(), earlier(), 'the use after the secret was written');
    await put(storage, aUse('one', later(), 2));
    equal(await lastUsed(), later(), 'a later use');
    await write(storage, { deletes: [aUse('one', NOW).ref] });
    equal(await lastUsed(), undefined, 'a use that was deleted');
  }),
  aRule('a secret without a row is not found', async ({ open }) => {
    const storage = await open();
    const { row: _row, ...bare } = aSecret('one');
    await put(storage, aSecret('one'), aSecret('two'));
    await put(storage, next(bare));
    equal(await found(storage, filter({ status: 'all' })), ['two'], 'the rows');
  }),
  aRule('a change of any kind is seen by the very next query, here and at another adapter', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    const cases = [
      [aSecret('b'), ['b']], [aSecret('a'), ['a', 'b']], [next(aSecret('b', { label: { name: '0' } })), ['b', 'a']], [next(aSecret('a', { enabled: false })), ['b']],
    ] as const;
    for (const [made, ids] of cases) {
      await put(storage, made);
      for (const one of [other, storage]) equal(await found(one), ids, 'what is found after the commit');
    }
    await write(other, { deletes: [aSecret('b').ref] });
    for (const one of [storage, other]) equal(await found(one), [], 'what is found after the deletion');
  }),
  aRule('the count is of all that is found, exact up to 1,000; there counting stops', async ({ open }) => {
    const storage = await open();
    await put(storage, ...numbered(999).map((id) => aSecret(id)), ...numbered(40, 'tagged').map((id) => aSecret(id, { owner: bob, label: { tags: ['t'] }, grants: [grantTo(cyd)] })));
    const counted = async (query: Partial<RowQuery>): Promise<unknown> => {
      const { count, countIsExact, rows } = await storage.findSecrets(aQuery({ ...query, limit: 7 }));
      return [count, countIsExact, rows.length];
    };
    equal(await counted({ principals: [cyd] }), [40, true, 7], 'the count of one person');
    equal(await counted({}), [999, true, 7], 'the count below the limit');
    await put(storage, aSecret('x-1000'));
    equal(await counted({}), [1_000, true, 7], 'the count at the limit');
    await put(storage, aSecret('x-1001'));
    equal(await counted({}), [1_000, false, 7], 'the count above the limit');
    equal(await counted({ principals: [ada, cyd], filter: { tags: ['t'] } }), [40, true, 7], 'the count of what is filtered');
    const second = await storage.findSecrets(aQuery({ limit: 7, at: (await storage.findSecrets(aQuery({ limit: 7 }))).next }));
    equal([second.count, second.countIsExact, idsOf(second)[0]], [1_000, false, 'secret-00007'], 'the count on the second page');
  }),
];
