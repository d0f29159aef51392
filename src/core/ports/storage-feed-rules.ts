import type { Cursor } from '../model/ids.js';
import { aRule, equal, holds, rejects } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { Change, StorageAdapter } from './storage.js';
import { NOW, type StorageHarness, aBatch, aQuery, aRecord, aSecret, ada, bob, nameOf, next, numbered, put, write } from './storage-fixtures.js';

async function feedOf(storage: StorageAdapter, since: Cursor | undefined, limit = 1_000): Promise<{ changes: readonly Change[]; at: Cursor }> {
  const page = await storage.changes(since, limit);
  if ('reset' in page) throw new Error('a cursor of this store is not reset within its last 10,000 commits');
  holds(page.changes.length <= limit, 'a page holds no more than its limit');
  return page;
}
const named = (changes: readonly Change[]): readonly string[] => changes.map(({ ref, revision }) => `${nameOf(ref)} ${revision}`);
/** “Soon”, for a hint to another tab on a busy machine. */
const SOON_MS = 5_000;
/** A hint, and how to wait for it. */
function bell(): { hint: () => void; rings(): Promise<void>; readonly times: number } {
  let times = 0;
  let ring = (): void => undefined;
  return {
    hint() { times += 1; ring(); },
    rings: () => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('a watcher is hinted at soon after a commit')), SOON_MS);
      ring = () => { clearTimeout(timer); resolve(); };
      if (times > 0) ring();
    }),
    get times() { return times; },
  };
}

/** What happened: the journal, the feed, the hint, and the end. */
export const feedRules: readonly ContractRule<StorageHarness>[] = [
  aRule('the journal gives each entry as it was written, newest first', async ({ open }) => {
    const storage = await open();
    equal(await storage.journal({ limit: 9 }), { entries: [] }, 'the journal of an empty store');
    const whole = { command: 'c', secret: 'one', actor: bob, at: NOW, steps: [{ kind: 'grant', principal: 'group:x', expiresAt: 12 }, { kind: 'rekey' }] };
    await write(storage, { entry: whole });
    for (const step of ['second', 'third']) await write(storage, { step });
    const { entries } = await storage.journal({ limit: 9 });
    equal(entries.map(({ steps }) => steps[0]?.kind), ['third', 'second', 'grant'], 'the order');
    equal(entries[2], whole, 'the whole entry');
  }),
  aRule('the journal of one secret has its entries alone', async ({ open }) => {
    const storage = await open();
    for (const secret of ['one', 'two', undefined, 'one', '', 'on']) await write(storage, { secret, step: `of ${secret}` });
    for (const [secret, count] of [['one', 2], ['two', 1], ['', 1], ['never', 0]] as const) {
      equal((await storage.journal({ secret, limit: 9 })).entries.map((entry) => entry.secret), Array<string>(count).fill(secret), `the entries of “${secret}”`);
    }
    equal((await storage.journal({ limit: 9 })).entries.length, 6, 'all entries');
  }),
  aRule('the journal is paged without repeats and without gaps while entries are added', async ({ open }) => {
    const storage = await open();
    for (const [i, step] of numbered(12, 'step').entries()) await write(storage, { step, secret: i % 2 ? 'odd' : 'even' });
    for (const [secret, count] of [[undefined, 12], ['odd', 6]] as const) {
      const seen: string[] = [];
      let after: Cursor | undefined;
      do {
        const page = await storage.journal({ secret, after, limit: 4 });
        seen.push(...page.entries.map(({ steps }) => steps[0]?.kind ?? ''));
        holds(page.entries.length <= 4, 'a page holds no more than its limit');
        after = page.next;
        if (seen.length < 9) await write(storage, { step: 'added meanwhile', secret: 'odd' });
      } while (after !== undefined);
      const expected = numbered(12, 'step').filter((_, i) => secret === undefined || i % 2 === 1).reverse();
      equal(seen.filter((kind) => kind !== 'added meanwhile'), expected, 'all pages');
      equal(seen.filter((_, i) => seen.indexOf(seen[i] ?? '') !== i && seen[i] !== 'added meanwhile'), [], 'repeats');
      holds(seen.length >= count, 'every entry is there');
    }
  }),
  aRule('a journal page that ends exactly at the oldest entry has no `next`', async ({ open }) => {
    const storage = await open();
    for (let i = 0; i < 4; i += 1) await write(storage, { secret: 'one' });
    const first = await storage.journal({ limit: 2 });
    equal([first.entries.length, typeof first.next], [2, 'string'], 'the first page');
    const last = await storage.journal({ limit: 2, after: first.next });
    equal([last.entries.length, last.next], [2, undefined], 'the last page');
  }),
  aRule('without `since` the feed gives nothing but where it stands', async ({ open }) => {
    const storage = await open();
    await put(storage, aRecord());
    const { changes, at } = await feedOf(storage, undefined);
    equal(changes, [], 'the changes');
    equal((await feedOf(storage, at)).changes, [], 'the changes after it');
  }),
  aRule('the feed gives every put and delete after `since` in commit order, with its revision and readers', async ({ open }) => {
    const storage = await open();
    await put(storage, aRecord({ id: 'before' }));
    const { at } = await feedOf(storage, undefined);
    await write(storage, { puts: [aRecord({ id: 'b' }), aSecret('a')], readers: [ada, 'group:x'] });
    await write(storage, { puts: [next(aRecord({ id: 'b' }))], deletes: [{ kind: 'secret', id: 'a' }, { kind: 'group', id: 'before' }], readers: [bob] });
    const { changes } = await feedOf(storage, at);
    equal(named(changes), ['group b 1', 'secret a 1', 'group b 2', 'secret a 1', 'group before 1'], 'the changes');
    equal(changes.map(({ readers }) => readers), [[ada, 'group:x'], [ada, 'group:x'], [bob], [bob], [bob]], 'their readers');
  }),
  aRule('the feed is read page by page, and from any change on, without missing one', async ({ open }) => {
    const storage = await open();
    const start = (await feedOf(storage, undefined)).at;
    for (const round of ['a', 'b', 'c', 'd']) {
      await put(storage, ...numbered(3, round).map((id) => aRecord({ id })));
      await write(storage, { step: 'nothing but an entry' });
    }
    const all = (await feedOf(storage, start)).changes;
    equal(all.length, 12, 'the number of changes');
    for (const limit of [1, 2, 3, 4, 11, 12]) {
      const seen: string[] = [];
      let page = await feedOf(storage, start, limit);
      for (;; page = await feedOf(storage, page.at, limit)) {
        seen.push(...named(page.changes));
        if (page.changes.length < limit) break;
      }
      equal(seen, named(all), `the pages of ${limit}`);
    }
    for (const [place, { at }] of all.entries()) equal(named((await feedOf(storage, at)).changes), named(all.slice(place + 1)), `the changes after change ${place}`);
  }),
  aRule('a cursor of the feed holds for every adapter on the data, and after reopening', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    const { at } = await feedOf(storage, undefined);
    await put(other, aRecord({ id: '1' }));
    await put(storage, aRecord({ id: '2' }));
    await put(other, aRecord({ id: '3' }));
    for (const one of [storage, other]) equal(named((await feedOf(one, at)).changes), ['group 1 1', 'group 2 1', 'group 3 1'], 'the changes');
    await storage.close();
    await other.close();
    equal(named((await feedOf(await reopen(storage), at)).changes), ['group 1 1', 'group 2 1', 'group 3 1'], 'the changes after reopening');
  }),
  aRule('the feed misses nothing of what is committed while it is read', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    let { at } = await feedOf(storage, undefined);
    const ids = numbered(12, 'racing');
    const writing = Promise.all(ids.map((id, i) => put(i % 2 ? other : storage, aRecord({ id }))));
    let done = false;
    void writing.finally(() => { done = true; });
    const seen: string[] = [];
    for (let last = false; ; last = done) {
      const page = await feedOf(storage, at, 5);
      seen.push(...page.changes.map(({ ref }) => ref.id));
      at = page.at;
      if (last && page.changes.length < 5) break;
    }
    await writing;
    equal([...seen].sort(), ids, 'the changes, each once');
  }),
  aRule('conflicts, mismatches and replays are not in the feed', async ({ open }) => {
    const storage = await open();
    const { at } = await feedOf(storage, undefined);
    const batch = aBatch({ puts: [aRecord()] });
    for (const attempt of [batch, batch, aBatch({ puts: [aRecord()] }), { ...batch, digest: 'another' }]) await storage.commit(attempt);
    equal(named((await feedOf(storage, at)).changes), ['group one 1'], 'the changes');
  }),
  aRule('a cursor that is not of this store is answered with `reset`', async ({ open }) => {
    const storage = await open();
    await put(storage, aRecord());
    const { at } = await feedOf(storage, undefined);
    for (const since of ['', 'not a cursor', '999999999', '-1', '__proto__', `${at}9999999`, `x${at}`, 'NaN', '{}']) equal(await storage.changes(since, 9), { reset: true }, `the answer to “${since}”`);
  }),
  aRule('a watcher is hinted at after a commit of its own adapter, and of another', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    for (const [writer, id] of [[storage, '1'], [other, '2']] as const) {
      const { hint, rings } = bell();
      const stop = storage.watch(hint);
      await put(writer, aRecord({ id }));
      await rings();
      stop();
    }
  }),
  aRule('a watcher that has stopped is not called again; others are', async ({ open }) => {
    const storage = await open();
    const stopped = bell();
    const kept = bell();
    const stop = storage.watch(stopped.hint);
    storage.watch(kept.hint);
    stop();
    stop();
    await put(storage, aRecord());
    await kept.rings();
    equal(stopped.times, 0, 'the calls after stopping');
  }),
  aRule('after `close` every method throws `storage/closed`, and closing twice does nothing', async ({ open }) => {
    const storage = await open();
    await put(storage, aRecord());
    await storage.close();
    await storage.close();
    const calls: Record<string, () => unknown> = {
      get: () => storage.get(aRecord().ref), findSecrets: () => storage.findSecrets(aQuery()), list: () => storage.list('group', { index: 'kind', key: '' }, { limit: 1 }),
      commit: () => storage.commit(aBatch()), journal: () => storage.journal({ limit: 1 }), changes: () => storage.changes(undefined, 1), watch: () => storage.watch(() => undefined),
    };
    for (const [name, call] of Object.entries(calls)) await rejects(call, 'storage/closed', `${name} after close`);
  }),
  aRule('closing one adapter leaves others on the same data open', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    await put(storage, aRecord());
    await storage.close();
    equal(await other.get(aRecord().ref), aRecord(), 'the record at the other adapter');
    await put(other, next(aRecord()));
  }),
  aRule('an adapter that was never used can be closed', async ({ open }) => {
    const storage = await open();
    await storage.close();
    await rejects(() => storage.get(aRecord().ref), 'storage/closed', 'get after close');
  }),
];
