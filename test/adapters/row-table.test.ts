import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { rowTable } from '../../src/adapters/row-table.js';
import { type PrincipalId, type RowPage, type RowQuery, type SecretRow, type UserId, fold } from '../../src/core/index.js';
import { aQuery, aRow, later, numbered } from '../support/storage-builders.js';

/** Another seed finds other cases; this one finds the same each time. */
const SEED = 20_260_301;
const check = (property: fc.IProperty<[unknown]> | fc.IRawProperty<unknown>, numRuns = 300): void => fc.assert(property as fc.IProperty<unknown>, { seed: SEED, numRuns });

const people: readonly UserId[] = ['user:ada', 'user:bob', 'user:cyd'];
const aPerson = fc.constantFrom(...people);
const aPrincipal = fc.constantFrom<PrincipalId>(...people, 'group:x');
const aTime = fc.integer({ min: -3, max: 3 }).map((step) => later(step));
const SHORT = ['', 'a', 'A', 'á', 'ab', 'Łódź', 'b', 'B 2', '😀', '\uD800'];
/** Some fold to more than a cursor holds. */
const LONG = ['ﷺ'.repeat(60), 'x'.repeat(500), `${'x'.repeat(500)}y`];
const aText = fc.constantFrom(...SHORT, ...LONG);
const aTag = fc.constantFrom('Prod', 'test', 'é');
const id = fc.constantFrom(...numbered(12), '__proto__', '', '\u0000');
const aWholeRow = (text: fc.Arbitrary<string>): fc.Arbitrary<SecretRow> => fc.record({
  secretId: id, name: text, url: text, tags: fc.uniqueArray(aTag), owner: aPerson, ownerName: text, enabled: fc.boolean(), createdAt: aTime,
  grants: fc.uniqueArray(fc.record({ principal: aPrincipal, expiresAt: fc.option(aTime, { nil: undefined }) }), { selector: ({ principal }) => principal, maxLength: 3 }),
}).map(({ secretId, name, url, tags, grants, ...row }): SecretRow => aRow(secretId, {
  ...row, label: { name, url, tags }, folded: fold([name, url, ...tags].join('\n')), grants: grants.map((grant) => ({ ...grant, permission: 'view' })),
}));

type Act = { readonly set: SecretRow } | { readonly remove: string } | { readonly use: string; readonly at: number | undefined };
const actsOn = (text: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<Act[]> => fc.array(anActOn(text), { maxLength });
const anActOn = (text: fc.Arbitrary<string>): fc.Arbitrary<Act> => fc.oneof(
  { weight: 6, arbitrary: aWholeRow(text).map((set): Act => ({ set })) }, { weight: 1, arbitrary: id.map((remove): Act => ({ remove })) },
  { weight: 3, arbitrary: fc.record({ use: id, at: fc.option(aTime.map((at) => at.getTime()), { nil: undefined }) }) },
);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 1 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const aRowQuery: fc.Arbitrary<RowQuery> = fc.record({
  principals: fc.uniqueArray(aPrincipal, { minLength: 1 }), now: aTime, text: rarely(aText), limit: fc.integer({ min: 1, max: 6 }),
  filter: fc.record({
    id: rarely(id), name: rarely(aText), url: rarely(aText), tags: rarely(fc.array(aTag, { maxLength: 2 })), shared: rarely(fc.boolean()), owners: rarely(fc.array(aPerson, { maxLength: 2 })),
    lastUsed: rarely(fc.record({ from: optional(aTime), until: optional(aTime) })), status: optional(fc.constantFrom('enabled' as const, 'disabled' as const, 'all' as const)),
  }),
  sort: fc.record({ by: fc.constantFrom('name' as const, 'url' as const, 'owner' as const, 'lastUsedAt' as const, 'createdAt' as const), direction: fc.constantFrom('ascending' as const, 'descending' as const) }),
});

/** What `findSecrets` promises, said as plainly as possible: all rows that are found, in order. */
function oracle(rows: ReadonlyMap<string, SecretRow>, uses: ReadonlyMap<string, number>, { principals, now, text, filter, sort }: RowQuery): readonly string[] {
  const has = (field: string, wanted: string | undefined): boolean => fold(field).includes(fold(wanted ?? ''));
  const live = (row: SecretRow) => row.grants.filter(({ expiresAt }) => !expiresAt || expiresAt > now);
  const found = [...rows.values()].filter((row) => {
    const used = uses.get(row.secretId);
    const { from, until } = filter.lastUsed ?? {};
    return (principals.includes(row.owner) || live(row).some(({ principal }) => principals.includes(principal)))
      && row.folded.includes(fold(text ?? '')) && has(row.label.name, filter.name) && has(row.label.url, filter.url)
      && (row.secretId.startsWith(filter.id ?? ''))
      && (!filter.tags?.length || filter.tags.some((wanted) => row.label.tags.some((tag) => has(tag, wanted))))
      && (filter.shared === undefined || filter.shared === live(row).length > 0)
      && (filter.owners === undefined || filter.owners.includes(row.owner))
      && (!from || (used !== undefined && used >= from.getTime())) && (!until || (used !== undefined && used <= until.getTime()))
      && (filter.status === 'all' || row.enabled === (filter.status !== 'disabled'));
  });
  const keyOf = (row: SecretRow): string | number | undefined => ({
    name: fold(row.label.name), url: fold(row.label.url), owner: fold(row.ownerName), createdAt: row.createdAt.getTime(), lastUsedAt: uses.get(row.secretId),
  })[sort.by];
  return found.sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x === y) return a.secretId < b.secretId ? -1 : 1;
    if (x === undefined || y === undefined) return x === undefined ? 1 : -1;
    return (x < y ? -1 : 1) * (sort.direction === 'ascending' ? 1 : -1);
  }).map((row) => row.secretId);
}

const idsOf = ({ rows }: RowPage): readonly string[] => rows.map((row) => row.secretId);

/** A table and the oracle's data, brought along by the same acts. */
function twoTables() {
  const table = rowTable();
  const rows = new Map<string, SecretRow>();
  const uses = new Map<string, number>();
  function act(one: Act): void {
    if ('set' in one) {
      table.set(one.set);
      rows.set(one.set.secretId, one.set);
    } else if ('remove' in one) {
      table.remove(one.remove);
      rows.delete(one.remove);
    } else {
      table.setLastUsed(one.use, one.at);
      if (one.at === undefined) uses.delete(one.use);
      else uses.set(one.use, one.at);
    }
  }
  return { table, act, expected: (query: RowQuery) => oracle(rows, uses, query) };
}

describe(`a row table (seed ${SEED})`, () => {
  it('finds what the plain description finds, in its order, however it came to its rows', () => {
    check(fc.property(fc.array(fc.tuple(anActOn(aText), aRowQuery), { maxLength: 40 }), (steps) => {
      const { table, act, expected } = twoTables();
      for (const [one, query] of steps) {
        act(one);
        const all = expected(query);
        const page = table.find({ ...query, limit: 200 });
        expect(idsOf(page)).to.deep.equal(all);
        expect([page.count, page.countIsExact, page.next, page.previous]).to.deep.equal([all.length, true, undefined, undefined]);
      }
    }));
  });
  it('gives the same rows page by page, forward and back', () => {
    check(fc.property(actsOn(aText, 40), aRowQuery, (acts, query) => {
      const { table, act, expected } = twoTables();
      acts.forEach(act);
      const all = expected(query);
      const pages = [table.find(query)];
      for (let last = pages[0]; last?.next !== undefined; last = pages.at(-1)) pages.push(table.find({ ...query, at: last.next }));
      expect(pages.flatMap(idsOf)).to.deep.equal(all);
      for (const [place, page] of pages.entries()) {
        expect(page.count).to.equal(all.length);
        expect(page.previous === undefined).to.equal(place === 0);
        if (page.previous !== undefined) expect(idsOf(table.find({ ...query, at: page.previous }))).to.deep.equal(idsOf(pages[place - 1] as RowPage));
      }
    }));
  });
  it('shows each row that stays exactly once while others come, go and change', () => {
    // of texts that are alike in all that a cursor holds only the row itself says where it stood: here, none are
    const aShortText = fc.constantFrom(...SHORT);
    check(fc.property(actsOn(aShortText, 30), actsOn(aShortText, 10), aRowQuery, (before, meanwhile, query) => {
      const { table, act, expected } = twoTables();
      before.forEach(act);
      const touched = new Set(meanwhile.map((one) => ('set' in one ? one.set.secretId : 'remove' in one ? one.remove : one.use)));
      const staying = expected(query).filter((secretId) => !touched.has(secretId));
      const acts = [...meanwhile];
      const seen: string[] = [];
      let at: string | undefined;
      for (let page = table.find(query); ; page = table.find({ ...query, at })) {
        seen.push(...idsOf(page));
        at = page.next;
        if (at === undefined) break;
        const one = acts.shift();
        if (one) act(one);
      }
      expect(seen.filter((secretId) => !touched.has(secretId))).to.deep.equal(staying);
    }));
  });
  it('takes a cursor that it did not make for the first page', () => {
    const { table, act } = twoTables();
    for (const secretId of numbered(3)) act({ set: aRow(secretId) });
    for (const at of ['', 'nonsense', '[]', '{}', '["after"]', '["after",{},"x"]', '["within",1,"x"]', 'null', '1']) expect(idsOf(table.find(aQuery({ at })))).to.deep.equal(numbered(3));
  });
  it('makes cursors of at most 4,000 characters', () => {
    const { table, act } = twoTables();
    for (const secretId of numbered(3)) act({ set: aRow(secretId, { label: { name: '\uD800'.repeat(200), url: 'ﷺ'.repeat(2_048) } }) });
    for (const by of ['name', 'url'] as const) expect(table.find(aQuery({ limit: 1, sort: { by, direction: 'ascending' } })).next?.length).to.be.within(1, 4_000);
  });
  it('stops counting at 1,000', () => {
    const { table, act } = twoTables();
    for (const secretId of numbered(1_000)) act({ set: aRow(secretId) });
    expect([table.find(aQuery()).count, table.find(aQuery()).countIsExact]).to.deep.equal([1_000, true]);
    act({ set: aRow('one more') });
    expect([table.find(aQuery()).count, table.find(aQuery()).countIsExact]).to.deep.equal([1_000, false]);
  });
});
