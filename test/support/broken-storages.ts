import { memorySpace } from '../../src/adapters/memory-space.js';
import type { Batch, Change, CommitResult, RowPage, RowQuery, StorageAdapter, StoredRecord } from '../../src/core/index.js';
import type { StorageHarness } from '../../src/core/ports/contracts.js';

/** Breaks one promise of a good store. Called for each adapter, on what all adapters of one space share. */
type Breakage = (good: StorageAdapter, shared: Shared) => Partial<StorageAdapter>;
interface Shared { readonly memory: Map<string, unknown> }

export const brokenHarness = (breakage: Breakage) => (): StorageHarness => {
  const space = memorySpace();
  const shared: Shared = { memory: new Map() };
  const open = async (): Promise<StorageAdapter> => {
    const good = space.open();
    return Object.freeze({ ...good, ...breakage(good, shared) });
  };
  return { open, reopen: open, clean: async () => undefined };
};

const unchecked = (batch: Batch): Batch => ({ ...batch, expect: [] });
const rowsBut = (good: StorageAdapter, change: (page: RowPage, query: RowQuery) => RowPage): Partial<StorageAdapter> =>
  ({ findSecrets: async (query) => change(await good.findSecrets(query), query) });
const asking = (good: StorageAdapter, change: (query: RowQuery) => RowQuery): Partial<StorageAdapter> =>
  ({ findSecrets: (query) => good.findSecrets(change(query)) });
const writing = (good: StorageAdapter, change: (batch: Batch) => Batch): Partial<StorageAdapter> => ({ commit: (batch) => good.commit(change(batch)) });
const outcomes = (good: StorageAdapter, change: (outcome: CommitResult) => CommitResult): Partial<StorageAdapter> =>
  ({ commit: async (batch) => change(await good.commit(batch)) });
const feedBut = (good: StorageAdapter, change: (changes: readonly Change[]) => readonly Change[]): Partial<StorageAdapter> => ({
  async changes(since, limit) {
    const page = await good.changes(since, limit);
    return 'reset' in page ? page : { ...page, changes: change(page.changes) };
  },
});

/** Each breaks one promise. What it is called says how. */
export const brokenStorages: Readonly<Record<string, Breakage>> = {
  'a lost update: expectations are not looked at': (good) => writing(good, unchecked),
  'a lost update: expectations are looked at before the write, not with it': (good) => ({
    async commit(batch) {
      const held = await Promise.all(batch.expect.map(({ ref }) => good.get(ref)));
      const refs = batch.expect.filter(({ revision }, i) => (held[i]?.revision ?? 'absent') !== revision).map(({ ref }) => ref);
      return refs.length > 0 ? { kind: 'conflict', refs } : good.commit(unchecked(batch));
    },
  }),
  'a claim that is there does not conflict': (good) => writing(good, (batch) => ({ ...batch, expect: batch.expect.filter(({ revision }) => revision !== 'absent') })),
  'what is expected of a record that is not written is not looked at': (good) => writing(good, (batch) => ({
    ...batch, expect: batch.expect.filter(({ ref }) => [...batch.puts.map((record) => record.ref), ...batch.deletes].some(({ kind, id }) => kind === ref.kind && id === ref.id)),
  })),
  'a newer revision than expected is overwritten': (good) => ({
    async commit(batch) {
      const held = await Promise.all(batch.expect.map(({ ref }) => good.get(ref)));
      const expect = batch.expect.map((one, i) => (typeof one.revision === 'number' && (held[i]?.revision ?? 0) > one.revision ? { ...one, revision: held[i]?.revision ?? 0 } : one));
      return good.commit({ ...batch, expect });
    },
  }),
  'a torn batch: puts are written though there is a conflict': (good) => ({
    async commit(batch) {
      const outcome = await good.commit(batch);
      if (outcome.kind === 'conflict') await good.commit({ ...unchecked(batch), command: `${batch.command} torn`, puts: batch.puts.slice(0, 1), deletes: [] });
      return outcome;
    },
  }),
  'a torn batch: only the first put is written': (good) => writing(good, (batch) => ({ ...batch, puts: batch.puts.slice(0, 1) })),
  'a torn batch: deletes are forgotten': (good) => writing(good, (batch) => ({ ...batch, deletes: [] })),
  'a double apply: receipts are not kept': (good, { memory }) => ({
    commit(batch) {
      const times = ((memory.get(batch.command) as number | undefined) ?? 0) + 1;
      memory.set(batch.command, times);
      return good.commit({ ...batch, command: `${batch.command} ${times}` });
    },
  }),
  'a double apply: only a digest that was seen is replayed, expectations first': (good) => ({
    async commit(batch) {
      const held = await Promise.all(batch.expect.map(({ ref }) => good.get(ref)));
      const refs = batch.expect.filter(({ revision }, i) => (held[i]?.revision ?? 'absent') !== revision).map(({ ref }) => ref);
      return refs.length > 0 ? { kind: 'conflict', refs } : good.commit(batch);
    },
  }),
  'a replay answers with its own result, not with the first': (good) => ({
    async commit(batch) {
      const outcome = await good.commit(batch);
      return outcome.kind === 'replayed' ? { ...outcome, result: batch.result } : outcome;
    },
  }),
  'a replay says that it was written': (good) => outcomes(good, (outcome) => (outcome.kind === 'replayed' ? { ...outcome, kind: 'written' } : outcome)),
  'a mismatch is replayed': (good) => writing(good, (batch) => ({ ...batch, digest: 'the same for all' })),
  'a conflict leaves a receipt': (good, { memory }) => ({
    async commit(batch) {
      const refs = memory.get(batch.command) as CommitResult | undefined;
      const outcome = refs ?? (await good.commit(batch));
      if (outcome.kind === 'conflict') memory.set(batch.command, outcome);
      return outcome;
    },
  }),
  'a conflict names only the first ref': (good) => outcomes(good, (outcome) => (outcome.kind === 'conflict' ? { ...outcome, refs: outcome.refs.slice(0, 1) } : outcome)),
  'a conflict names all refs that were expected': (good) => ({
    async commit(batch) {
      const outcome = await good.commit(batch);
      return outcome.kind === 'conflict' ? { ...outcome, refs: batch.expect.map(({ ref }) => ref) } : outcome;
    },
  }),
  'an adapter has receipts of its own': (good) => {
    const own = Math.random();
    return writing(good, (batch) => ({ ...batch, command: `${batch.command} of ${own}` }));
  },
  'the entry of a command without puts is dropped': (good) => ({
    commit: async (batch) => (batch.puts.length + batch.deletes.length > 0 ? good.commit(batch) : { kind: 'written', result: batch.result }),
  }),
  'records are handed in as they are': (good) => ({
    async commit(batch) {
      await Promise.resolve();
      return good.commit(batch);
    },
  }),
  'records are handed out as they are kept': (good, { memory }) => ({
    async get(ref) {
      const name = `${ref.kind} ${ref.id}`;
      if (!memory.has(name)) memory.set(name, await good.get(ref));
      return memory.get(name) as StoredRecord | undefined;
    },
    async commit(batch) {
      const outcome = await good.commit(batch);
      if (outcome.kind === 'written') memory.clear();
      return outcome;
    },
  }),
  'a put that was not expected makes a record, but does not change one': (good) => writing(good, (batch) => {
    const named = new Set(batch.expect.map(({ ref }) => `${ref.kind} ${ref.id}`));
    const unnamed = batch.puts.filter(({ ref }) => !named.has(`${ref.kind} ${ref.id}`));
    return { ...batch, expect: [...batch.expect, ...unnamed.map(({ ref }) => ({ ref, revision: 'absent' as const }))] };
  }),
  'what is absent is null': (good) => ({ get: async (ref) => (await good.get(ref)) ?? (null as never) }),
  'the format is not kept': (good) => writing(good, (batch) => ({ ...batch, puts: batch.puts.map((record) => ({ ...record, format: 1 })) })),
  'a body loses the names that objects have anyway': (good) => ({
    async get(ref) {
      const record = await good.get(ref);
      return record && { ...record, body: JSON.parse(JSON.stringify(record.body), (name, value: unknown) => (name && name in {} ? undefined : value)) as unknown };
    },
  }),
  'a put leaves the old keys': (good) => ({
    async commit(batch) {
      const puts = batch.puts.map(async (record) => ({ ...record, keys: [...record.keys, ...((await good.get(record.ref))?.keys ?? [])] }));
      return good.commit({ ...batch, puts: await Promise.all(puts) });
    },
  }),
  'a written commit has no result': (good) => outcomes(good, (outcome) => (outcome.kind === 'written' ? { ...outcome, result: undefined } : outcome)),
  'deleting what is not there is an error': (good) => ({
    async commit(batch) {
      for (const ref of batch.deletes) if (!(await good.get(ref))) throw new Error('not there');
      return good.commit(batch);
    },
  }),
  'no rows have no exact count': (good) => rowsBut(good, (page) => ({ ...page, countIsExact: page.countIsExact && page.count > 0 })),
  'a second watcher is refused': (good, { memory }) => ({
    watch(hint) {
      if (memory.has('watched')) throw new Error('watched already');
      memory.set('watched', true);
      return good.watch(hint);
    },
  }),
  'closing one adapter closes all': (good, { memory }) => ({
    async get(ref) {
      if (memory.has('closed')) throw new Error('closed');
      return good.get(ref);
    },
    async close() {
      memory.set('closed', true);
      await good.close();
    },
  }),
  'a stale list: rows are those of the first query': (good) => {
    let first: Promise<RowPage> | undefined;
    return { findSecrets: async (query) => ((first ??= good.findSecrets(query)), query.at || (await first).rows.length === 0 ? good.findSecrets(query) : first) };
  },
  'a stale list: the commits of other adapters are not seen': (good) => {
    const own = memorySpace().open();
    return {
      async commit(batch) {
        const outcome = await good.commit(batch);
        if (outcome.kind === 'written') await own.commit(unchecked(batch));
        return outcome;
      },
      findSecrets: (query) => own.findSecrets(query),
    };
  },
  'an ended grant is still visible': (good) => asking(good, (query) => ({ ...query, now: new Date(query.now.getTime() - 1) })),
  'everybody sees everything': (good) => asking(good, (query) => ({ ...query, principals: [...query.principals, 'user:ada', 'user:bob', 'user:cyd'] })),
  'only the first principal counts': (good) => asking(good, (query) => ({ ...query, principals: query.principals.slice(0, 1) })),
  'disabled secrets are listed unless told otherwise': (good) => asking(good, (query) => ({ ...query, filter: { status: 'all', ...query.filter } })),
  'text is compared as it is written': (good) => ({ findSecrets: async (query) => (/[A-ZÀ-ſ]/.test(query.text ?? '') ? { rows: [], count: 0, countIsExact: true } : good.findSecrets(query)) }),
  'only the first tag is looked for': (good) => asking(good, (query) => ({ ...query, filter: { ...query.filter, ...(query.filter.tags && { tags: query.filter.tags.slice(0, 1) }) } })),
  'no owner is taken for any owner': (good) => asking(good, (query) => ({ ...query, filter: { ...query.filter, ...(query.filter.owners?.length === 0 && { owners: undefined }) } })),
  'who left since the rotation is not filtered': (good) => asking(good, (query) => ({ ...query, filter: { ...query.filter, leftSinceRotation: undefined } })),
  'nobody left is taken for not asked': (good) => asking(good, (query) => ({ ...query, filter: { ...query.filter, leftSinceRotation: query.filter.leftSinceRotation || undefined } })),
  'entries and versions of secrets are not kept': (good) => writing(good, (batch) => ({ ...batch, puts: batch.puts.filter(({ ref }) => ref.kind !== 'entry' && ref.kind !== 'version') })),
  'the last use is not joined': (good) => rowsBut(good, (page) => ({ ...page, rows: page.rows.map(({ lastUsedAt: _left, ...row }) => row) })),
  'rows carry the sealed parts': (good) => ({
    async findSecrets(query) {
      const page = await good.findSecrets(query);
      const rows = await Promise.all(page.rows.map(async (row) => ({ ...row, ...(await good.get({ kind: 'secret', id: row.secretId })) })));
      return { ...page, rows };
    },
  }),
  'descending is ascending turned round, ties and missing values too': (good) => ({
    async findSecrets(query) {
      if (query.sort.direction === 'ascending') return good.findSecrets(query);
      const page = await good.findSecrets({ ...query, sort: { ...query.sort, direction: 'ascending' } });
      return { ...page, rows: [...page.rows].reverse() };
    },
  }),
  'a page begins with the last row of the one before': (good) => asking(good, (query) => ({ ...query, ...(query.at?.startsWith('["after"') && { limit: query.limit + 1, at: query.at.replace('"after"', '"before"') }) })),
  'going back goes to the start': (good) => asking(good, (query) => ({ ...query, ...(query.at?.startsWith('["before"') && { at: undefined }) })),
  'a page has one row too many': (good) => asking(good, (query) => ({ ...query, limit: query.limit + 1 })),
  'counting stops at the page': (good) => rowsBut(good, (page) => ({ ...page, count: page.rows.length })),
  'a count of 1,000 is always exact': (good) => rowsBut(good, (page) => ({ ...page, countIsExact: true })),
  'a list repeats the last record': (good) => ({
    async list(kind, by, page) {
      const seen = page.after === undefined ? undefined : await good.get({ kind, id: page.after });
      return [...(seen ? [seen] : []), ...(await good.list(kind, by, page))].slice(0, page.limit);
    },
  }),
  'a list is in the order of the alphabet': (good) => ({ list: async (...query) => [...(await good.list(...query))].sort((a, b) => a.ref.id.localeCompare(b.ref.id)) }),
  'a list finds keys of every index': (good) => ({
    async list(kind, by, page) {
      if (by.index === 'kind') return good.list(kind, by, page);
      const all = await good.list(kind, { index: 'kind', key: '' }, { limit: 10_000 });
      return all.filter(({ ref, keys }) => (page.after === undefined || ref.id > page.after) && keys.some(({ key }) => key === by.key)).slice(0, page.limit);
    },
  }),
  'an id of the prototype is found': (good) => ({ get: async (ref) => (ref.id in {} ? ((await good.get(ref)) ?? ({}[ref.id as never])) : good.get(ref)) }),
  'ids are cut at a zero character': (good) => ({ get: (ref) => good.get({ ...ref, id: ref.id.split('\u0000')[0] ?? '' }) }),
  'the journal is oldest first': (good) => ({
    async journal(query) {
      const page = await good.journal(query);
      return { ...page, entries: [...page.entries].reverse() };
    },
  }),
  'the journal of a secret has all entries': (good) => ({ journal: ({ secret: _any, ...query }) => good.journal(query) }),
  'the journal has no second page': (good) => ({ journal: async (query) => ({ entries: (await good.journal(query)).entries }) }),
  'a gap in the feed: every third change is missed': (good) => feedBut(good, (changes) => changes.filter((_, i) => i % 3 !== 2)),
  'a gap in the feed: deletes are not told': (good, { memory }) => ({
    async commit(batch) {
      const outcome = await good.commit(batch);
      if (outcome.kind === 'written') for (const { kind, id } of batch.deletes) memory.set(`${kind} ${id}`, true);
      return outcome;
    },
    ...feedBut(good, (changes) => changes.filter(({ ref }) => !memory.has(`${ref.kind} ${ref.id}`))),
  }),
  'a gap in the feed: `at` is where the feed stands, not where the page ends': (good) => ({
    async changes(since, limit) {
      const page = await good.changes(since, limit);
      const now = await good.changes(undefined, 1);
      return 'reset' in page || 'reset' in now ? page : { ...page, at: now.at };
    },
  }),
  'the feed is in the order of ids': (good) => feedBut(good, (changes) => [...changes].sort((a, b) => (a.ref.id < b.ref.id ? -1 : 1))),
  'the feed begins at the beginning': (good) => {
    const start = good.changes(undefined, 1);
    return {
      async changes(since, limit) {
        const first = await start;
        return good.changes(since ?? ('at' in first ? first.at : undefined), limit);
      },
    };
  },
  'a foreign cursor is taken for the start': (good) => ({
    async changes(since, limit) {
      const page = await good.changes(since, limit);
      return 'reset' in page ? good.changes(undefined, limit) : page;
    },
  }),
  'the feed names everybody as a reader': (good) => feedBut(good, (changes) => changes.map((change) => ({ ...change, readers: ['user:ada'] }))),
  'a watcher can’t stop': (good) => ({ watch(hint) { good.watch(hint); return () => undefined; } }),
  'close leaves the store open': () => ({ close: async () => undefined }),
  'close can’t be called twice': (good) => {
    let closed = false;
    return {
      async close() {
        if (closed) throw new Error('closed');
        closed = true;
        await good.close();
      },
    };
  },
};
