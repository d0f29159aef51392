import { openDB } from 'idb';
import { closedFault, databaseFault, lostConnection, toFault } from './storage-faults.js';
import { type Database, type MySafeSchema, SCHEMA_VERSION, upgrade } from './indexeddb-schema.js';

/** What a test may set; hosts get the values of security.md 4.2. */
export interface ConnectionOptions {
  readonly name: string;
  readonly version?: number;
  /** How long an upgrade may be blocked by another tab, in milliseconds. */
  readonly blockedMs?: number;
}

/** One connection, opened at first use and again where it was lost. */
export interface Connection {
  /** Runs `work`; once more on a new connection where this one went away under it. @throws {MySafeError} a `storage/…` code. */
  run<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** @throws {MySafeError} `storage/closed` */
  assertOpen(): void;
  close(): void;
}

interface Opening {
  readonly database: Promise<Database>;
  /** Never resolves; rejects when another tab has blocked the upgrade for too long. */
  readonly blocked: Promise<never>;
}

export function indexedDbConnection({ name, version = SCHEMA_VERSION, blockedMs = 3_000 }: ConnectionOptions): Connection {
  let closed = false;
  let opening: Opening | undefined;

  function open(): Opening {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let block!: (reason: unknown) => void;
    const blocked = new Promise<never>((_, reject) => { block = reject; });
    blocked.catch(() => undefined); // nobody may be waiting by then
    const forget = (): void => { if (opening === current) opening = undefined; };
    const database = (async () => openDB<MySafeSchema>(name, version, {
      upgrade: (made, from) => upgrade(made, from),
      blocked: () => { timer = setTimeout(() => block(databaseFault('storage/blocked', name)), blockedMs); },
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close(); // at once: the other tab must not wait for us
        forget();
      },
      terminated: forget,
    }))();
    database.finally(() => clearTimeout(timer)).then((made) => { if (closed) made.close(); }, forget);
    const current: Opening = { database, blocked };
    return current;
  }

  function connect(): Opening {
    assertOpen();
    if (typeof indexedDB === 'undefined') throw databaseFault('storage/unavailable', name);
    return (opening ??= open());
  }

  function assertOpen(): void {
    if (closed) throw closedFault();
  }

  async function run<T>(work: (database: Database) => Promise<T>): Promise<T> {
    for (let again = false; ; again = true) {
      const used = connect();
      try {
        const database = await Promise.race([used.database, used.blocked]);
        assertOpen();
        return await work(database);
      } catch (error) {
        if (closed && lostConnection(error)) throw closedFault();
        if (again || !lostConnection(error)) throw toFault(error, name);
        if (opening === used) opening = undefined;
      }
    }
  }

  return {
    run,
    assertOpen,
    close() {
      closed = true;
      opening?.database.then((database) => database.close(), () => undefined);
      opening = undefined;
    },
  };
}
