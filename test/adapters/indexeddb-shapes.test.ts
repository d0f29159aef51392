import { expect } from '@open-wc/testing';
import { commitFrom, entryFrom, headFrom, receiptFrom, recordFrom, shelfFrom } from '../../src/adapters/indexeddb-shapes.js';
import { MySafeError } from '../../src/core/index.js';

const AT = new Date(1_000);
const NO_TIME = new Date(NaN);
/** What is none of a kind; `undefined` stands for a field that is missing, too. */
const NONE = {
  text: [undefined, null, 3, ['a']],
  count: [undefined, null, -1, 1.5, '1', 2 ** 53],
  time: [undefined, null, 1_000, NO_TIME, { getTime: () => 1 }],
  number: [undefined, null, '1', NaN, Infinity],
  flag: [undefined, null, 0, 'true'],
  list: [undefined, null, {}, 'ab'],
  thing: [undefined, null, 'text', 3],
} as const;
type Kind = keyof typeof NONE;

const grant = { principal: 'user:bruno', permission: 'view', expiresAt: AT, grantedAt: AT };
const row = {
  secretId: 's', revision: 1, accessRevision: 0, label: { name: 'n', url: 'u', tags: ['t'] }, folded: 'n', owner: 'user:ana', ownerName: 'Ana', enabled: true, createdAt: AT, grants: [grant],
};
const record = { ref: { kind: 'secret', id: 's' }, revision: 1, format: 2, body: {}, keys: [], row };

const ROW: Record<string, Kind> = {
  '': 'thing', secretId: 'text', revision: 'count', accessRevision: 'count', label: 'thing', 'label.name': 'text', 'label.url': 'text', 'label.tags': 'list', 'label.tags.0': 'text',
  folded: 'text', owner: 'text', ownerName: 'text', enabled: 'flag', createdAt: 'time', grants: 'list', 'grants.0': 'thing', 'grants.0.principal': 'text', 'grants.0.permission': 'text',
};
const under = (place: string, kinds: Record<string, Kind>): Record<string, Kind> => Object.fromEntries(Object.entries(kinds).map(([path, kind]) => [path === '' ? place : `${place}.${path}`, kind]));

type Read = (value: unknown, database: string) => unknown;
const readers: readonly { readonly what: string; readonly read: Read; readonly whole: object; readonly kinds: Record<string, Kind>; readonly optional?: Record<string, Kind>; readonly present?: readonly string[] }[] = [
  { what: 'a record', read: recordFrom, whole: record, present: ['body'], optional: { row: 'thing', 'row.grants.0.expiresAt': 'time', 'row.grants.0.grantedAt': 'time' },
    kinds: { '': 'thing', ref: 'thing', 'ref.kind': 'text', 'ref.id': 'text', revision: 'count', format: 'count', keys: 'list', ...under('row', Object.fromEntries(Object.entries(ROW).filter(([path]) => path !== ''))) } },
  { what: 'a part of the list', read: shelfFrom, whole: { rows: [['s', row]], uses: [['s', 1_000]] },
    kinds: { '': 'thing', rows: 'list', 'rows.0': 'list', 'rows.0.0': 'text', ...under('rows.0.1', ROW), uses: 'list', 'uses.0': 'list', 'uses.0.0': 'text', 'uses.0.1': 'number' } },
  { what: 'the receipt of a command', read: receiptFrom, whole: { digest: 'd', result: null }, kinds: { '': 'thing', digest: 'text' }, present: ['result'] },
  { what: 'an entry of the journal', read: entryFrom, whole: { command: 'c', actor: 'user:ana', at: AT, steps: [], secret: 's' }, kinds: { '': 'thing', command: 'text', actor: 'text', at: 'time', steps: 'list' }, optional: { secret: 'text' } },
  { what: 'the number of commits', read: headFrom, whole: { id: 'i', commits: 0 }, kinds: { '': 'thing', id: 'text', commits: 'count' } },
  { what: 'a change', read: commitFrom, whole: { readers: [], changes: [[{ kind: 'secret', id: 's' }, 1], [{ kind: 'use', id: 's' }, 0]] },
    kinds: { '': 'thing', readers: 'list', changes: 'list', 'changes.0': 'list', 'changes.0.0': 'thing', 'changes.0.1': 'count' } },
];

/** A copy of `whole` with `value` at `path`, or without what is there. */
function changed(whole: object, path: string, value: unknown, without = false): unknown {
  if (path === '') return value;
  const copy = structuredClone(whole);
  const keys = path.split('.');
  const last = keys.pop()!;
  const at = keys.reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, copy as Record<string, unknown>);
  if (without && !Array.isArray(at)) delete at[last];
  else at[last] = value;
  return copy;
}

describe('what IndexedDB gives', () => {
  for (const { what, read, whole, kinds, optional = {}, present = [] } of readers) {
    const refuses = (value: unknown, why: string): void => {
      expect(() => read(value, 'acme'), why).to.throw(MySafeError, `In the database “acme”, ${what} can’t be read. Restore the database from a backup.`).with.property('code', 'storage/corrupt');
    };

    it(`${what}: is taken whole`, () => {
      expect(read(whole, 'acme')).to.equal(whole);
      for (const path of Object.keys(optional)) {
        const less = changed(whole, path, undefined, true);
        expect(read(less, 'acme'), `without ${path}`).to.equal(less);
      }
    });

    it(`${what}: is corrupt where any part of it is missing or something else`, () => {
      for (const [path, kind] of Object.entries(kinds)) for (const none of NONE[kind]) refuses(changed(whole, path, none, none === undefined), `${path}: ${JSON.stringify(none)}`);
      for (const [path, kind] of Object.entries(optional)) for (const none of NONE[kind]) if (none !== undefined) refuses(changed(whole, path, none), `${path}: ${JSON.stringify(none)}`);
      for (const path of present) refuses(changed(whole, path, undefined, true), `without ${path}`);
    });
  }
});
