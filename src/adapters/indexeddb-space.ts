import type { StorageAdapter } from '../core/index.js';
import { broadcastHints } from './hints.js';
import { commit } from './indexeddb-commit.js';
import { type ConnectionOptions, indexedDbConnection } from './indexeddb-connection.js';
import { getRecord, listRecords, readChanges, readJournal } from './indexeddb-read.js';
import { indexedDbRows } from './indexeddb-rows.js';

/** What a test may set besides the name. */
export interface SpaceOptions extends ConnectionOptions {
  readonly now?: () => number;
  readonly feedCommits?: number;
}

export function indexedDbSpace({ now = Date.now, feedCommits, ...options }: SpaceOptions): StorageAdapter {
  const connection = indexedDbConnection(options);
  const hints = broadcastHints(options.name);
  const rows = indexedDbRows(feedCommits);
  return Object.freeze<StorageAdapter>({
    get: async (ref) => connection.run((database) => getRecord(database, ref)),
    list: async (kind, by, page) => connection.run((database) => listRecords(database, kind, by, page)),
    findSecrets: async (query) => connection.run((database) => rows.find(database, query)),
    journal: async (query) => connection.run((database) => readJournal(database, query)),
    changes: async (since, limit) => connection.run((database) => readChanges(database, since, limit, feedCommits)),
    async commit(batch) {
      connection.assertOpen();
      const copy = structuredClone(batch); // before anything is awaited: the caller may go on with its own
      const outcome = await connection.run((database) => commit(database, copy, { now: now(), feedCommits }));
      if (outcome.kind === 'written') hints.tell();
      return outcome;
    },
    watch(hint) {
      connection.assertOpen();
      return hints.watch(hint);
    },
    async close() {
      hints.close();
      connection.close();
    },
  });
}
