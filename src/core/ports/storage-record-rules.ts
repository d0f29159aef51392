import { aRule, equal, holds } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { RecordKind, StorageAdapter } from './storage.js';
import { HOSTILE, NOW, type StorageHarness, aRecord, aSecret, ada, bob, found, grantTo, later, next, numbered, put, write } from './storage-fixtures.js';

const KINDS: readonly RecordKind[] = ['secret', 'entry', 'version', 'group', 'account', 'user', 'claim', 'use'];
const FIRST = { limit: 1_000 };
const idsBy = async (storage: StorageAdapter, index: 'owner' | 'member' | 'secret' | 'kind', key: string, kind: RecordKind = 'group'): Promise<readonly string[]> =>
  (await storage.list(kind, { index, key }, FIRST)).map(({ ref }) => ref.id);
/** Changes everything in what was handed over; what is frozen needs no changing. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) spoil(part);
  if (value instanceof Date) value.setTime(0);
  else if (!Object.isFrozen(value)) for (const name of Object.keys(value)) Reflect.set(value, name, 'spoilt');
}

/** Keeping single records, and finding them by kind and key. */
export const recordRules: readonly ContractRule<StorageHarness>[] = [
  aRule('a record that was never written is `undefined`', async ({ open }) => {
    const storage = await open();
    for (const kind of KINDS) equal(await storage.get({ kind, id: 'never' }), undefined, `an absent ${kind}`);
  }),
  aRule('a record comes back whole: revision, format, body, row and keys', async ({ open }) => {
    const storage = await open();
    const whole = { ...aSecret('one', { label: { identifier: 'ID-1', method: 'POST', tags: ['prod', 'eu'] }, grants: [grantTo(bob, later())], disabledBy: bob, enabled: false }), format: 7 };
    await put(storage, whole);
    equal(await storage.get(whole.ref), whole, 'the record that was put');
  }),
  aRule('plain data in a body comes back as it was', async ({ open }) => {
    const storage = await open();
    const odd: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":null,"":"","length":3,"\\u0000":["\\ud800"],"0":false}');
    const body = { odd, list: [[], {}, [null, '']], number: 9_007_199_254_740_991, fraction: -0.1, yes: true, text: 'Łódź 😀 \u0000 \uDC00', long: 'y'.repeat(100_000) };
    await put(storage, aRecord({ body }));
    equal((await storage.get(aRecord().ref))?.body, body, 'the body');
    equal(Reflect.get({}, 'admin'), undefined, 'a body must not reach the prototype of other objects');
  }),
  aRule('a put takes the place of the record, its row and its keys', async ({ open }) => {
    const storage = await open();
    const before = aSecret('one', { label: { name: 'before' } });
    await put(storage, { ...before, keys: [{ index: 'owner', key: ada }, { index: 'member', key: 'group:x' }] });
    const after = next(aSecret('one', { label: { name: 'after' } }), { keys: [{ index: 'owner', key: bob }] });
    await put(storage, after);
    equal(await storage.get(before.ref), after, 'the record');
    equal(await idsBy(storage, 'owner', ada, 'secret'), [], 'what its old key finds');
    equal(await idsBy(storage, 'member', 'group:x', 'secret'), [], 'what a key that is gone finds');
    equal(await idsBy(storage, 'owner', bob, 'secret'), ['one'], 'what its new key finds');
  }),
  aRule('records of different kinds under one id are different records', async ({ open }) => {
    const storage = await open();
    await put(storage, ...KINDS.map((kind) => aRecord({ kind, id: 'same', body: { kind } })));
    for (const kind of KINDS) equal((await storage.get({ kind, id: 'same' }))?.body, { kind }, `the ${kind}`);
    await write(storage, { deletes: [{ kind: 'group', id: 'same' }] });
    equal(await storage.get({ kind: 'group', id: 'same' }), undefined, 'the deleted group');
    equal((await storage.get({ kind: 'user', id: 'same' }))?.body, { kind: 'user' }, 'the user beside the deleted group');
  }),
  aRule('ids are taken letter by letter, whatever they are', async ({ open }) => {
    const storage = await open();
    for (const id of HOSTILE) equal(await storage.get({ kind: 'group', id }), undefined, `an empty store has no ${JSON.stringify(id.slice(0, 20))}`);
    await put(storage, ...HOSTILE.map((id, place) => aRecord({ id, body: { place } })));
    for (const [place, id] of HOSTILE.entries()) equal((await storage.get({ kind: 'group', id }))?.body, { place }, `the record ${JSON.stringify(id.slice(0, 20))}`);
    equal(await idsBy(storage, 'kind', ''), [...HOSTILE].sort(), 'their order');
  }),
  aRule('keys are taken letter by letter, whatever they are', async ({ open }) => {
    const storage = await open();
    await put(storage, ...HOSTILE.map((key, place) => aRecord({ id: `at ${place}`, keys: [{ index: 'member', key }] })));
    for (const [place, key] of HOSTILE.entries()) equal(await idsBy(storage, 'member', key), [`at ${place}`], `what the key ${JSON.stringify(key.slice(0, 20))} finds`);
  }),
  aRule('a deleted record is gone, with its row and its keys, and can be made again', async ({ open }) => {
    const storage = await open();
    const secret = aSecret('one');
    await put(storage, secret);
    await write(storage, { expect: [{ ref: secret.ref, revision: 1 }], deletes: [secret.ref] });
    equal(await storage.get(secret.ref), undefined, 'the deleted record');
    equal(await idsBy(storage, 'owner', ada, 'secret'), [], 'what its key finds');
    equal(await found(storage), [], 'the rows');
    await put(storage, secret);
    equal(await found(storage), ['one'], 'the rows after it was made again');
  }),
  aRule('what was written is there for a second adapter and after reopening', async ({ open, reopen }) => {
    const storage = await open();
    await put(storage, aSecret('one'));
    const second = await reopen(storage);
    equal(await found(second), ['one'], 'what a second adapter finds');
    await put(storage, aSecret('two'));
    equal(await found(second), ['one', 'two'], 'what the second adapter finds after a commit of the first');
    await storage.close();
    await second.close();
    const third = await reopen(storage);
    equal(await third.get(aSecret('two').ref), aSecret('two'), 'the record after reopening');
    equal(await idsBy(third, 'owner', ada, 'secret'), ['one', 'two'], 'the list after reopening');
  }),
  aRule('what goes in is copied before `commit` returns its promise', async ({ open }) => {
    const storage = await open();
    const record = structuredClone(aSecret('one', { grants: [grantTo(bob, later())] }));
    const result = { kept: ['as it was'] };
    const entry = { command: 'c', secret: 'one', actor: ada, at: new Date(NOW), steps: [{ kind: 'create' }] };
    const writing = write(storage, { command: 'c', digest: 'd', puts: [record], result, entry });
    for (const part of [record, result, entry]) spoil(part);
    await writing;
    equal(await storage.get(aSecret('one').ref), aSecret('one', { grants: [grantTo(bob, later())] }), 'the stored record');
    equal((await storage.journal({ limit: 1 })).entries[0]?.at, NOW, 'the time in the journal');
    equal(await storage.commit({ command: 'c', digest: 'd', expect: [], puts: [], deletes: [], entry, readers: [], result: null }), { kind: 'replayed', result: { kept: ['as it was'] } }, 'the result');
  }),
  aRule('what comes out is a copy', async ({ open }) => {
    const storage = await open();
    const secret = aSecret('one', { label: { tags: ['prod'] }, grants: [grantTo(bob, later())] });
    const outcome = await write(storage, { puts: [secret], secret: 'one', result: { kept: ['as it was'] }, command: 'c' });
    const since = await storage.changes(undefined, 1);
    const read = (): Promise<unknown[]> => Promise.all([
      storage.get(secret.ref), storage.findSecrets({ principals: [ada], now: NOW, filter: {}, sort: { by: 'name', direction: 'ascending' }, limit: 9 }),
      storage.list('secret', { index: 'kind', key: '' }, FIRST), storage.journal({ limit: 9 }), storage.changes('at' in since ? since.at : '', 9),
      storage.commit({ command: 'c', digest: 'digest of c', expect: [], puts: [], deletes: [], entry: { command: 'c', actor: ada, at: NOW, steps: [] }, readers: [], result: null }),
    ]);
    const before = structuredClone(await read());
    spoil(outcome);
    spoil(await read());
    equal(await read(), before, 'what is read after what was read was changed');
  }),
  aRule('records of a kind are listed in the order of their ids by UTF-16 code units, and `key` is not looked at', async ({ open }) => {
    const storage = await open();
    const ids = ['b', 'a', 'B', 'é', 'e', '10', '9', 'aa', '\uFFFD', '😀', 'Z'];
    for (const id of ids) await put(storage, aRecord({ id }));
    await put(storage, aRecord({ kind: 'user', id: 'c' }));
    equal(await idsBy(storage, 'kind', 'group'), [...ids].sort(), 'the order');
    equal(await idsBy(storage, 'kind', 'anything'), [...ids].sort(), 'the order with another key');
  }),
  aRule('a list is paged by the last id seen, without repeats and without gaps', async ({ open }) => {
    const storage = await open();
    const ids = numbered(23, 'group');
    const keys = [{ index: 'owner', key: ada } as const];
    await put(storage, ...[...ids].reverse().map((id) => aRecord({ id, keys })), aRecord({ id: 'group-00003x', keys: [{ index: 'owner', key: bob }] }));
    for (const index of ['owner', 'kind'] as const) {
      const seen: string[] = [];
      for (let pages = 0; pages < 10; pages += 1) {
        const page = await storage.list('group', { index, key: ada }, { after: seen.at(-1), limit: 5 });
        seen.push(...page.map(({ ref }) => ref.id));
        holds(page.length <= 5, 'a page holds no more than its limit');
        if (page.length < 5) break;
      }
      equal(seen, index === 'owner' ? ids : [...ids, 'group-00003x'].sort(), `all pages by ${index}`);
    }
    equal((await storage.list('group', { index: 'owner', key: ada }, { after: 'group-00003x', limit: 1 }))[0]?.ref.id, 'group-00004', 'what comes after an id that is not there');
  }),
  aRule('a key finds the records of one kind that have exactly this key in this index, each once', async ({ open }) => {
    const storage = await open();
    await put(
      storage,
      aRecord({ id: '1', keys: [{ index: 'owner', key: 'x' }, { index: 'owner', key: 'x' }, { index: 'member', key: 'y' }, { index: 'member', key: 'z' }] }),
      aRecord({ id: '2', keys: [{ index: 'member', key: 'x' }] }), aRecord({ id: '3', keys: [{ index: 'owner', key: 'xx' }] }), aRecord({ id: '4' }),
      aRecord({ kind: 'user', id: '5', keys: [{ index: 'owner', key: 'x' }] }), aRecord({ id: '6', keys: [{ index: 'secret', key: 'x' }] }), aRecord({ id: '7', keys: [{ index: 'owner', key: 'X' }] }),
    );
    equal(await idsBy(storage, 'owner', 'x'), ['1'], 'owner x');
    equal(await idsBy(storage, 'member', 'x'), ['2'], 'member x');
    equal(await idsBy(storage, 'member', 'z'), ['1'], 'member z');
    equal(await idsBy(storage, 'secret', 'x'), ['6'], 'secret x');
    equal(await idsBy(storage, 'owner', 'x', 'user'), ['5'], 'owner x among users');
    equal(await idsBy(storage, 'owner', 'nobody'), [], 'a key that no record has');
  }),
];
