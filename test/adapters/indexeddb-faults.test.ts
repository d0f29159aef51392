import { expect } from '@open-wc/testing';
import { type IDBPDatabase, deleteDB, openDB } from 'idb';
import { indexedDbStorage } from '../../src/adapters/indexeddb-storage.js';
import { MySafeError, type StorageAdapter } from '../../src/core/index.js';
import { aBatch, aQuery, aRecord, aSecret, aUse, found, later, next, numbered, put, write } from '../support/storage-builders.js';
import { type IndexedDbHarness, aDatabaseName, indexedDbHarness } from '../support/storage-harnesses.js';

/** What is thrown; a test that expects it fails where nothing is. */
async function faultOf(action: () => Promise<unknown>): Promise<MySafeError> {
  const outcome = await action().then(() => undefined, (error: unknown) => error);
  expect(outcome).to.be.instanceOf(MySafeError);
  return outcome as MySafeError;
}

describe('an IndexedDB storage', () => {
  let harness: IndexedDbHarness;
  const connections: IDBPDatabase[] = [];
  const restore: (() => void)[] = [];
  beforeEach(() => { harness = indexedDbHarness(); });
  afterEach(async () => {
    for (const undo of restore.splice(0).reverse()) undo();
    for (const connection of connections.splice(0)) connection.close();
    await harness.clean();
  });

  /** Another connection to the same database, past the adapter: with what it holds, and deaf to upgrades. */
  async function rawConnection(version?: number): Promise<IDBPDatabase> {
    const connection = await openDB(harness.name, version);
    connections.push(connection);
    return connection;
  }
  /** Puts something else in the place of a property, until the end of the test. */
  function replace(object: object, name: string, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(object, name);
    Object.defineProperty(object, name, { configurable: true, writable: true, value });
    restore.push(() => (before ? Object.defineProperty(object, name, before) : Reflect.deleteProperty(object, name)));
  }

  describe('opens', () => {
    it('nothing before its first use', async () => {
      const name = aDatabaseName();
      const storage = indexedDbStorage({ name });
      expect((await indexedDB.databases()).map((database) => database.name)).not.to.include(name);
      await storage.close();
      expect((await indexedDB.databases()).map((database) => database.name)).not.to.include(name);
    });
    it('one connection for calls that come together', async () => {
      let opened = 0;
      const open = IDBFactory.prototype.open;
      replace(IDBFactory.prototype, 'open', function count(this: IDBFactory, ...args: Parameters<IDBFactory['open']>) {
        opened += 1;
        return open.apply(this, args);
      });
      const storage = await harness.open();
      await Promise.all([put(storage, aRecord()), storage.get(aRecord().ref), found(storage)]);
      expect(opened).to.equal(1);
    });
    it('on a page without BroadcastChannel too', async () => {
      replace(globalThis, 'BroadcastChannel', undefined);
      const storage = await harness.open();
      const hinted = new Promise<void>((resolve) => { storage.watch(resolve); });
      await put(storage, aRecord());
      await hinted;
      expect(await (await harness.reopen(storage)).get(aRecord().ref)).to.deep.equal(aRecord());
    });
  });

  describe('when it can’t be opened', () => {
    it('is unavailable without IndexedDB', async () => {
      replace(globalThis, 'indexedDB', undefined);
      const fault = await faultOf(async () => (await harness.open()).get(aRecord().ref));
      expect(fault.code).to.equal('storage/unavailable');
      restore.pop()?.();
    });
    it('is unavailable where the browser refuses, and can be opened when it no longer does', async () => {
      const refused = new DOMException('no', 'SecurityError');
      replace(IDBFactory.prototype, 'open', () => { throw refused; });
      const storage = await harness.open();
      const fault = await faultOf(() => storage.get(aRecord().ref));
      expect([fault.code, fault.cause]).to.deep.equal(['storage/unavailable', refused]);
      restore.pop()?.();
      expect(await storage.get(aRecord().ref)).to.equal(undefined);
    });
    it('says that a newer version wrote the database', async () => {
      (await rawConnection(99)).close();
      const fault = await faultOf(async () => (await harness.open()).get(aRecord().ref));
      expect(fault.code).to.equal('storage/newer-schema');
      expect(fault.message).to.equal(`The database “${harness.name}” was written by a newer version of this application. Reload the page to get that version.`);
      expect((fault.cause as DOMException).name).to.equal('VersionError');
    });
    it('says that another tab blocks the upgrade, and goes on once that is closed', async () => {
      await put(await harness.open(), aRecord());
      const deaf = await rawConnection();
      const storage = harness.openWith({ version: 2, blockedMs: 0 });
      for (let attempt = 0; attempt < 2; attempt += 1) expect((await faultOf(() => storage.get(aRecord().ref))).code).to.equal('storage/blocked');
      deaf.close();
      // the upgrade was waiting; a second connection at its version opens only after it
      await rawConnection(2);
      expect(await storage.get(aRecord().ref)).to.deep.equal(aRecord());
    });
    it('waits 3 seconds before it says so', async () => {
      await put(await harness.open(), aRecord());
      await rawConnection();
      const timers: (readonly [() => void, number | undefined])[] = [];
      replace(globalThis, 'setTimeout', (run: () => void, milliseconds?: number) => timers.push([run, milliseconds]));
      const fault = faultOf(() => harness.openWith({ version: 2 }).get(aRecord().ref));
      while (timers.length === 0) await openDB('mysafe-test-turn').then((turn) => turn.close()); // a turn of the database, not of the clock
      restore.pop()?.();
      expect(timers.map(([, milliseconds]) => milliseconds)).to.deep.equal([3_000]);
      timers[0]?.[0]();
      expect((await fault).code).to.equal('storage/blocked');
      await deleteDB('mysafe-test-turn');
    });
  });

  describe('when its connection goes away', () => {
    it('makes way for an upgrade at once, and then says that it is too old', async () => {
      const storage = await harness.open();
      await put(storage, aRecord());
      await rawConnection(99);
      expect((await faultOf(() => storage.get(aRecord().ref))).code).to.equal('storage/newer-schema');
    });
    it('makes way for a deletion, and starts anew', async () => {
      const storage = await harness.open();
      await put(storage, aRecord(), aSecret('one'));
      expect(await found(storage)).to.deep.equal(['one']);
      const before = await storage.changes(undefined, 1);
      await deleteDB(harness.name);
      expect(await storage.get(aRecord().ref)).to.equal(undefined);
      expect(await found(storage)).to.deep.equal([]);
      expect(await storage.changes('at' in before ? before.at : '', 9)).to.deep.equal({ reset: true });
    });
    for (const [how, lose] of Object.entries({
      'an unexpected close is noticed': (database: IDBDatabase) => { database.close(); database.dispatchEvent(new Event('close')); },
      'a connection turns out to be closed': (database: IDBDatabase) => database.close(),
    })) {
      it(`opens again, once: ${how}`, async () => {
        const opened: IDBDatabase[] = [];
        const open = IDBFactory.prototype.open;
        replace(IDBFactory.prototype, 'open', function watched(this: IDBFactory, ...args: Parameters<IDBFactory['open']>) {
          const request = open.apply(this, args);
          request.addEventListener('success', () => opened.push(request.result));
          return request;
        });
        const storage = await harness.open();
        await put(storage, aRecord());
        lose(opened[0] as IDBDatabase);
        await put(storage, next(aRecord()));
        expect(await storage.get(aRecord().ref)).to.deep.equal(next(aRecord()));
        expect(opened).to.have.length(2);
      });
    }
    it('asks nothing more of a connection whose end was told', async () => {
      const asked: IDBDatabase[] = [];
      const { transaction } = IDBDatabase.prototype;
      replace(IDBDatabase.prototype, 'transaction', function noted(this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
        asked.push(this);
        return transaction.apply(this, args);
      });
      const storage = await harness.open();
      await put(storage, aRecord());
      const lost = asked.splice(0)[0] as IDBDatabase;
      lost.close();
      lost.dispatchEvent(new Event('close'));
      await put(storage, next(aRecord()));
      expect(asked).to.have.length(1).and.not.to.include(lost);
    });
    it('runs a transaction again that was aborted under it, and gives up after the second time', async () => {
      const storage = await harness.open();
      await put(storage, aRecord());
      let aborts = 1;
      const { put: realPut } = IDBObjectStore.prototype;
      replace(IDBObjectStore.prototype, 'put', function aborting(this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
        const request = realPut.apply(this, args);
        if (this.name === 'head' && (aborts -= 1) >= 0) this.transaction.abort();
        return request;
      });
      expect(await storage.commit(aBatch({ puts: [next(aRecord())], result: 1 }))).to.deep.equal({ kind: 'written', result: 1 });
      aborts = 2;
      expect((await faultOf(() => storage.commit(aBatch({ puts: [next(next(aRecord()))] })))).code).to.equal('storage/unavailable');
      restore.pop()?.();
      expect(await storage.get(aRecord().ref)).to.deep.equal(next(aRecord()));
    });
    it('throws `storage/closed` at calls under way when it is closed', async () => {
      const storage = await harness.open();
      const waiting = faultOf(() => storage.get(aRecord().ref));
      await storage.close();
      expect((await waiting).code).to.equal('storage/closed');
    });
  });

  describe('when there is no room', () => {
    const noRoom = (): DOMException => new DOMException('', 'QuotaExceededError');
    /** From now on, the put at the `at`-th place has no room. */
    function fillUp(at: number): void {
      let count = 0;
      const { put: realPut } = IDBObjectStore.prototype;
      replace(IDBObjectStore.prototype, 'put', function full(this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
        if ((count += 1) === at) throw noRoom();
        return realPut.apply(this, args);
      });
    }
    async function everything(storage: StorageAdapter): Promise<unknown> {
      return [await storage.list('secret', { index: 'kind', key: '' }, { limit: 99 }), await storage.findSecrets(aQuery()), await storage.journal({ limit: 99 }), await storage.changes(undefined, 9)];
    }
    it('says so, writes nothing of the commit, and keeps what was there readable', async () => {
      const storage = await harness.open();
      await put(storage, aSecret('old'), aUse('old', later()));
      const before = await everything(storage);
      const batch = aBatch({ puts: [next(aSecret('old', { label: { name: 'renamed' } })), aSecret('new'), aUse('new', later())] });
      let faults = 0;
      for (let at = 1; ; at += 1) {
        fillUp(at);
        const outcome = await storage.commit(batch).catch((error: unknown) => error as MySafeError);
        restore.pop()?.();
        if (!(outcome instanceof MySafeError)) break;
        faults += 1;
        expect(outcome.code).to.equal('storage/quota');
        expect((outcome.cause as DOMException).name).to.equal('QuotaExceededError');
        expect(await everything(storage), `after there was no room for put ${at}`).to.deep.equal(before);
      }
      expect(faults, 'the puts that could fail').to.be.greaterThan(6);
      expect(await found(storage)).to.deep.equal(['new', 'old']);
    });
    it('says so where only the end of the transaction tells', async () => {
      const storage = await harness.open();
      await put(storage, aSecret('old'));
      const { put: realPut } = IDBObjectStore.prototype;
      // as Chromium does it (security.md, M15): the requests succeed, the transaction ends with an error
      replace(IDBObjectStore.prototype, 'put', function full(this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
        const request = realPut.apply(this, args);
        if (this.name !== 'head') return request;
        Object.defineProperty(this.transaction, 'error', { value: noRoom() });
        request.addEventListener('success', () => this.transaction.abort());
        return request;
      });
      expect((await faultOf(() => put(storage, aSecret('new')))).code).to.equal('storage/quota');
      restore.pop()?.();
      expect(await found(storage)).to.deep.equal(['old']);
    });
  });

  describe('when its data are not what it wrote', () => {
    async function spoil(store: string, value: unknown): Promise<void> {
      const raw = await rawConnection();
      const inLine = raw.transaction(store).store.keyPath !== null;
      for (const key of await raw.getAllKeys(store)) await (inLine ? raw.put(store, value) : raw.put(store, value, key));
    }
    const cases: Record<string, readonly [store: string, value: unknown, read: (storage: StorageAdapter) => Promise<unknown>]> = {
      'a record without its revision': ['records', { ...aSecret('one'), revision: 'x', places: [] }, (storage) => storage.get(aSecret('one').ref)],
      'a record in a list': ['records', 'nothing like a record', (storage) => storage.list('secret', { index: 'kind', key: '' }, { limit: 9 })],
      'a record that is about to be written': ['records', null, (storage) => storage.commit(aBatch({ puts: [next(aSecret('one'))] }))],
      'a row without a name': ['shelves', { rows: [['one', { ...aSecret('one').row, label: {} }]], uses: [] }, (storage) => found(storage)],
      'a shelf': ['shelves', 12, (storage) => found(storage)],
      'the number of commits': ['head', { id: 'x', commits: -1 }, (storage) => found(storage)],
      'the number of commits, at a commit': ['head', 7, (storage) => put(storage, aRecord())],
      'a receipt': ['receipts', { digest: 3 }, (storage) => storage.commit(aBatch({ command: 'spoilt' }))],
      'a journal entry': ['journal', { commit: 1, entry: { command: 'c' } }, (storage) => storage.journal({ limit: 1 })],
      'the feed': ['feed', { changes: 'many', readers: [] }, async (storage) => storage.changes((await firstCursor(storage)), 9)],
    };
    const firstCursor = async (storage: StorageAdapter): Promise<string> => {
      const page = await storage.changes(undefined, 1);
      return ('at' in page ? page.at : '').replace(/\d+\.\d+$/, '0.0');
    };
    for (const [what, [store, value, read]] of Object.entries(cases)) {
      it(`says that ${what} can’t be read, and shows no part of it`, async () => {
        await write(await harness.open(), { puts: [aSecret('one')], command: 'spoilt' });
        await spoil(store, value);
        const fault = await faultOf(async () => read(await harness.open()));
        expect(fault.code).to.equal('storage/corrupt');
        expect(fault.message).to.match(/^In the database “.+”, .+ can’t be read\. Restore the database from a backup\.$/);
      });
    }
    it('says so where a store is missing', async () => {
      const foreign = await openDB(harness.name, 1, { upgrade: (database) => { database.createObjectStore('something else'); } });
      foreign.close();
      expect((await faultOf(async () => (await harness.open()).get(aRecord().ref))).code).to.equal('storage/corrupt');
    });
  });

  describe('beside another adapter on the same name', () => {
    it('sees each of its commits in the very next list, however many came between', async () => {
      const [one, other] = [await harness.open(), await harness.open()];
      expect(await found(one)).to.deep.equal([]);
      for (const count of [1, 30, 600]) {
        for (const id of numbered(count, `step-${count}`)) if (count < 600) await put(other, aSecret(id));
        if (count === 600) await put(other, ...numbered(count, `step-${count}`).map((id) => aSecret(id)));
        expect((await one.findSecrets(aQuery())).count).to.equal((await other.findSecrets(aQuery())).count);
      }
      await write(other, { deletes: [aSecret('step-1-00000').ref] });
      expect(await found(one, { filter: { id: 'step-1-00000' } })).to.deep.equal([]);
    });
    it('catches up where the feed no longer reaches back', async () => {
      const one = harness.openWith({ feedCommits: 3 });
      const other = harness.openWith({ feedCommits: 3 });
      await put(one, aSecret('first'));
      expect(await found(one)).to.deep.equal(['first']);
      const since = await one.changes(undefined, 1);
      for (const id of numbered(4)) await put(other, aSecret(id));
      await write(other, { deletes: [aSecret('first').ref] });
      expect(await found(one)).to.deep.equal(numbered(4));
      expect(await one.changes('at' in since ? since.at : '', 9)).to.deep.equal({ reset: true });
    });
    it('resets a cursor from a later state of the same database, as after a restored backup', async () => {
      const storage = await harness.open();
      await put(storage, aRecord());
      const page = await storage.changes(undefined, 1);
      const later = ('at' in page ? page.at : '').replace(/\.\d+\./, '.2.');
      expect(await storage.changes(later, 9)).to.deep.equal({ reset: true });
      await put(storage, next(aRecord()));
      expect(await storage.changes(later, 9)).to.have.property('changes').that.is.empty;
    });
    it('never goes back to an older list when reads overtake each other', async () => {
      const [one, other] = [await harness.open(), await harness.open()];
      for (const [place, id] of numbered(12).entries()) {
        const reads = [found(one), put(other, aSecret(id)), found(one), found(one)];
        await Promise.all(reads);
        expect(await found(one)).to.have.length(place + 1);
      }
    });
    it('is hinted at by its commits', async () => {
      const [one, other] = [await harness.open(), await harness.open()];
      const hinted = new Promise<void>((resolve) => { one.watch(resolve); });
      await put(other, aRecord());
      await hinted;
    });
  });

  describe('as time goes by', () => {
    it('keeps a receipt for 7 days, and no longer than it must', async () => {
      let now = Date.UTC(2026, 0, 1);
      const day = 86_400_000;
      const storage = harness.openWith({ now: () => now });
      const batch = aBatch({ puts: [aRecord()], result: 'kept' });
      await storage.commit(batch);
      const fill = async (count: number): Promise<void> => { for (let i = 0; i < count; i += 1) await write(storage, {}); };
      now += 7 * day - 1;
      await fill(120);
      expect(await storage.commit(batch)).to.deep.equal({ kind: 'replayed', result: 'kept' });
      now += 2;
      await fill(100);
      expect((await storage.commit({ ...batch, expect: [] })).kind).to.equal('written');
    });
    it('asks for a flush at every commit, and for nothing in between', async () => {
      const asked: unknown[] = [];
      const { transaction } = IDBDatabase.prototype;
      replace(IDBDatabase.prototype, 'transaction', function noted(this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
        if (args[1] === 'readwrite') asked.push(args[2]);
        return transaction.apply(this, args);
      });
      await put(await harness.open(), aRecord(), aSecret('one'), aUse('one', later()));
      expect(asked).to.deep.equal([{ durability: 'strict' }]);
    });
  });
});
