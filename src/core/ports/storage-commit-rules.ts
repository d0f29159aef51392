import { aRule, equal, holds } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { CommitResult, StorageAdapter, StoredRecord } from './storage.js';
import { type StorageHarness, aBatch, aCommandId, aRecord, aSecret, aUse, ada, earlier, found, later, next, numbered, put, write } from './storage-fixtures.js';

const kindsOf = (outcomes: readonly CommitResult[]): readonly string[] => outcomes.map(({ kind }) => kind).sort();
/** Everything that a commit could have changed. */
const everything = async (storage: StorageAdapter): Promise<unknown> => [
  await storage.list('group', { index: 'kind', key: '' }, { limit: 1_000 }), await storage.list('secret', { index: 'kind', key: '' }, { limit: 1_000 }),
  await storage.list('claim', { index: 'kind', key: '' }, { limit: 1_000 }), await found(storage), await storage.journal({ limit: 1_000 }), await storage.changes(undefined, 1_000),
];
/** Adds 1 to a counter, again and again until nobody came between. */
async function increment(storage: StorageAdapter, record: StoredRecord): Promise<void> {
  for (;;) {
    const now = await storage.get(record.ref);
    const outcome = await storage.commit(aBatch({ puts: [next(now ?? record, { body: { count: (now?.body as { count: number }).count + 1 } })] }));
    if (outcome.kind === 'written') return;
    equal(outcome, { kind: 'conflict', refs: [record.ref] }, 'a lost race is a conflict');
  }
}

/** Writing: compare-and-swap, all or nothing, receipts. */
export const commitRules: readonly ContractRule<StorageHarness>[] = [
  aRule('a commit on the revision that is there is written, on any other it is a conflict', async ({ open }) => {
    const storage = await open();
    const first = aRecord();
    const second = next(first, { body: { second: true } });
    await put(storage, first);
    await put(storage, second);
    for (const revision of [1, 3, 0, 'absent'] as const) {
      const outcome = await storage.commit(aBatch({ puts: [next(second)], expect: [{ ref: first.ref, revision }] }));
      equal(outcome, { kind: 'conflict', refs: [first.ref] }, `a commit that expects ${revision} where revision 2 is`);
    }
    equal(await storage.get(first.ref), second, 'the record after the conflicts');
  }),
  aRule('a commit that expects a revision of an absent record is a conflict', async ({ open }) => {
    const storage = await open();
    equal(await storage.commit(aBatch({ puts: [aRecord({ revision: 2 })] })), { kind: 'conflict', refs: [aRecord().ref] }, 'revision 1 expected where nothing is');
    equal(await storage.get(aRecord().ref), undefined, 'the record');
  }),
  aRule('a commit holds to what it expects of a record that it does not write, and leaves that as it is', async ({ open }) => {
    const storage = await open();
    const [looked, use] = [next(aRecord()), aUse('one', later())];
    await put(storage, aRecord());
    await put(storage, looked);
    const using = { ref: use.ref, revision: 'absent' } as const;
    equal(await storage.commit(aBatch({ puts: [use], expect: [{ ref: looked.ref, revision: 1 }, using] })), { kind: 'conflict', refs: [looked.ref] }, 'a commit that expects what was before');
    equal(await storage.get(use.ref), undefined, 'what it would have written');
    await write(storage, { puts: [use], expect: [{ ref: looked.ref, revision: 2 }, using] });
    equal([await storage.get(looked.ref), await storage.get(use.ref)], [looked, use], 'the record that was looked at, and what was written');
    const looking = { expect: [{ ref: looked.ref, revision: 2 }] };
    equal(kindsOf(await Promise.all([storage.commit(aBatch(looking)), storage.commit(aBatch(looking))])), ['written', 'written'], 'two that only look');
    await put(storage, next(looked));
    equal(await storage.commit(aBatch(looking)), { kind: 'conflict', refs: [looked.ref] }, 'one that looks for what was written over');
  }),
  aRule('a claim is made once: the second that expects it absent is a conflict, until it is deleted', async ({ open }) => {
    const storage = await open();
    const claim = aRecord({ kind: 'claim', id: 'identifier of ada' });
    await put(storage, claim, aSecret('one'));
    equal(await storage.commit(aBatch({ puts: [claim, aSecret('two')] })), { kind: 'conflict', refs: [claim.ref] }, 'the second claim');
    await write(storage, { deletes: [claim.ref] });
    await put(storage, claim, aSecret('two'));
  }),
  aRule('of two racing commits on one revision, exactly one is written', async ({ open }) => {
    const storage = await open();
    for (const record of [aRecord(), next(aRecord())]) {
      equal(kindsOf(await Promise.all([storage.commit(aBatch({ puts: [record] })), storage.commit(aBatch({ puts: [record] }))])), ['conflict', 'written'], 'the outcomes');
    }
  }),
  aRule('of racing commits of two adapters on one revision, exactly one is written', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    const outcomes = await Promise.all([storage, other, storage, other].map((one) => one.commit(aBatch({ puts: [aRecord()] }))));
    equal(kindsOf(outcomes), ['conflict', 'conflict', 'conflict', 'written'], 'the outcomes');
  }),
  aRule('no update is lost when two adapters count together', async ({ open, reopen }) => {
    const storage = await open();
    const other = await reopen(storage);
    const record = aRecord({ body: { count: 0 } });
    await put(storage, record);
    await Promise.all([storage, other, storage, other, storage, other].map(async (one) => {
      for (let round = 0; round < 4; round += 1) await increment(one, record);
    }));
    equal(await storage.get(record.ref), { ...record, revision: 25, body: { count: 24 } }, 'the counter');
  }),
  aRule('a written commit answers with its result', async ({ open }) => {
    const storage = await open();
    for (const result of [null, 'text', 0, { list: [1, { deep: 'yes' }] }]) {
      equal(await storage.commit(aBatch({ puts: [aRecord({ id: JSON.stringify(result) })], result })), { kind: 'written', result }, 'the outcome');
    }
  }),
  aRule('a repeated command gets the first result', async ({ open, reopen }) => {
    const storage = await open();
    const batch = aBatch({ puts: [aRecord()], result: { first: true } });
    await storage.commit(batch);
    const replayed = { kind: 'replayed', result: { first: true } };
    equal(await storage.commit({ ...batch, result: { first: false } }), replayed, 'the same command again');
    equal(await (await reopen(storage)).commit(batch), replayed, 'the same command at another adapter');
    await storage.close();
    equal(await (await reopen(storage)).commit(batch), replayed, 'the same command after reopening');
  }),
  aRule('a repeated command changes nothing, though its expectations hold no longer, or again', async ({ open }) => {
    const storage = await open();
    const batch = aBatch({ puts: [aRecord({ body: { first: true } })], result: 1 });
    await storage.commit(batch);
    await put(storage, next(aRecord(), { body: { second: true } }));
    const before = await everything(storage);
    equal(await storage.commit(batch), { kind: 'replayed', result: 1 }, 'expectations that hold no longer');
    equal(await everything(storage), before, 'what is stored');
    await write(storage, { deletes: [aRecord().ref] });
    equal(await storage.commit(batch), { kind: 'replayed', result: 1 }, 'expectations that hold again');
    equal(await storage.get(aRecord().ref), undefined, 'the record that was deleted meanwhile');
  }),
  aRule('of two racing commits of one command, one is written and the other replayed', async ({ open, reopen }) => {
    const storage = await open();
    const batch = aBatch({ puts: [aRecord()], result: 1 });
    equal(kindsOf(await Promise.all([storage.commit(batch), (await reopen(storage)).commit(batch)])), ['replayed', 'written'], 'the outcomes');
    equal((await storage.journal({ limit: 9 })).entries.length, 1, 'the entries in the journal');
  }),
  aRule('the same command with another digest is a mismatch and changes nothing', async ({ open }) => {
    const storage = await open();
    const batch = aBatch({ puts: [aRecord()], result: 1 });
    await storage.commit(batch);
    const before = await everything(storage);
    equal(await storage.commit({ ...batch, ...aBatch({ puts: [aRecord({ id: 'two' })], command: batch.command, digest: 'another' }) }), { kind: 'mismatch' }, 'the outcome');
    equal(await everything(storage), before, 'what is stored');
    equal((await storage.commit(batch)).kind, 'replayed', 'the first command once more');
  }),
  aRule('a conflict names every ref whose expectation does not hold, in their order, and no other', async ({ open }) => {
    const storage = await open();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => aRecord({ id })) as [StoredRecord, StoredRecord, StoredRecord, StoredRecord];
    await put(storage, a, b, c);
    const expect = [{ ref: c.ref, revision: 2 }, { ref: b.ref, revision: 1 }, { ref: d.ref, revision: 1 }, { ref: a.ref, revision: 'absent' as const }];
    equal(await storage.commit(aBatch({ expect })), { kind: 'conflict', refs: [c.ref, d.ref, a.ref] }, 'the outcome');
  }),
  aRule('a conflict leaves nothing behind: no record, row, key, entry, change or receipt', async ({ open }) => {
    const storage = await open();
    await put(storage, aRecord(), aSecret('kept'));
    const before = await everything(storage);
    const puts = [aRecord({ id: 'new' }), next(aSecret('kept', { label: { name: 'spoilt' } })), aSecret('new'), aRecord({ kind: 'claim' }), next(aRecord())];
    const batch = { ...aBatch({ puts, deletes: [aSecret('kept').ref] }), expect: [{ ref: aRecord().ref, revision: 'absent' as const }] };
    equal(await storage.commit(batch), { kind: 'conflict', refs: [aRecord().ref] }, 'the outcome');
    equal(await everything(storage), before, 'what is stored');
    equal((await storage.commit({ ...batch, digest: 'another', expect: [], deletes: [] })).kind, 'written', 'the same command id after the conflict');
  }),
  aRule('a batch is written whole: puts, deletes, keys, rows, entry and changes', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('old'), aRecord({ id: 'old' }));
    const start = await storage.changes(undefined, 1);
    await write(storage, { puts: [aSecret('new'), aRecord({ id: 'new' }), aUse('new', later())], deletes: [aSecret('old').ref, aRecord({ id: 'old' }).ref], secret: 'new', command: 'whole' });
    equal(await found(storage), ['new'], 'the rows');
    equal((await storage.list('group', { index: 'kind', key: '' }, { limit: 9 })).map(({ ref }) => ref.id), ['new'], 'the groups');
    equal((await storage.journal({ limit: 1 })).entries[0]?.command, 'whole', 'the newest entry');
    const feed = await storage.changes('at' in start ? start.at : undefined, 99);
    equal('changes' in feed && feed.changes.length, 5, 'the number of changes');
  }),
  aRule('a batch of 1,000 records is written whole', async ({ open }) => {
    const storage = await open();
    await put(storage, ...numbered(1_000).map((id) => aSecret(id)));
    equal((await storage.list('secret', { index: 'kind', key: '' }, { limit: 2_000 })).length, 1_000, 'the number of records');
  }),
  aRule('a put that `expect` does not name is written over whatever is there', async ({ open }) => {
    const storage = await open();
    for (const body of [{ round: 1 }, { round: 2 }]) {
      await write(storage, { puts: [aRecord({ kind: 'use', body })], expect: [] });
      equal((await storage.get({ kind: 'use', id: 'one' }))?.body, body, 'the record');
    }
  }),
  aRule('deleting what is not there is passed over', async ({ open }) => {
    const storage = await open();
    await put(storage, aRecord());
    const start = await storage.changes(undefined, 1);
    await write(storage, { deletes: [{ kind: 'group', id: 'never' }], puts: [aRecord({ id: 'two' })] });
    equal(await storage.get({ kind: 'group', id: 'never' }), undefined, 'what is not there');
    const feed = await storage.changes('at' in start ? start.at : undefined, 9);
    equal('changes' in feed && feed.changes.map(({ ref }) => ref.id), ['two'], 'the changes');
  }),
  aRule('a commit without puts and deletes still writes its entry and its receipt', async ({ open }) => {
    const storage = await open();
    const batch = aBatch({ secret: 'one', step: 'open', command: aCommandId() });
    equal(await storage.commit(batch), { kind: 'written', result: null }, 'the outcome');
    equal((await storage.journal({ secret: 'one', limit: 9 })).entries, [batch.entry], 'the journal');
    equal(await storage.commit(batch), { kind: 'replayed', result: null }, 'the outcome of the repetition');
  }),
  aRule('a written `use` never conflicts with its secret', async ({ open }) => {
    const storage = await open();
    await put(storage, aSecret('one'));
    const outcomes = await Promise.all([
      storage.commit(aBatch({ puts: [aUse('one', earlier())] })),
      storage.commit(aBatch({ puts: [next(aSecret('one', { label: { name: 'renamed' } }))] })),
    ]);
    equal(kindsOf(outcomes), ['written', 'written'], 'the outcomes');
    equal((await storage.get(aSecret('one').ref))?.revision, 2, 'the revision of the secret');
    const { rows } = await storage.findSecrets({ principals: [ada], now: later(), filter: {}, sort: { by: 'name', direction: 'ascending' }, limit: 1 });
    holds(rows[0]?.label.name === 'renamed' && rows[0].lastUsedAt?.getTime() === earlier().getTime(), 'the row shows both writes');
  }),
];
