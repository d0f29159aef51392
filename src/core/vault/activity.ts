import { type ActivityPage, type ActivityQuery, type ProofEntry, parseActivityQuery } from '../model/activity.js';
import { type SecretId, secretIdSchema } from '../model/ids.js';
import { type Result, refuse } from '../model/refusal.js';
import { parseInput } from '../model/parse.js';
import type { Asking, Connection } from './connection.js';

/** What happened, newest first: to the secrets that one manages, and what one did oneself. */
export interface Activity {
  /** A page of at most `limit` (default 50) journal entries; empty for a secret that one may not manage. @throws {TypeError} where the query does not have its shape. */
  list(query?: ActivityQuery, options?: Asking): Promise<ActivityPage>;
  /** The signed history of a secret, every entry verified again, the oldest first. For everybody who may see it. @throws {MySafeError} `chain/forged`, `chain/rolled-back` */
  proof(id: SecretId): Promise<Result<readonly ProofEntry[]>>;
}

export function activityOf(connection: Connection): Activity {
  return Object.freeze({
    async proof(id: SecretId) {
      const unlocked = connection.keys.take();
      if (!unlocked.ok) return unlocked;
      return parseInput(secretIdSchema, id).ok ? (await import('./on-demand.js')).proofOf(connection, id) : refuse({ code: 'access/not-found' } as const);
    },
    async list(query: ActivityQuery = {}, options?: Asking) {
      const found = await connection.ask({ type: 'activity.list', query: parseActivityQuery(query) }, options);
      return found.ok ? found.value : { entries: [] };
    },
  });
}
