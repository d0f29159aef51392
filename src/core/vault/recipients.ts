import type { SecretId } from '../model/ids.js';
import type { RecipientMatch, RecipientResolution } from '../model/principal.js';
import { type Asking, type Connection, ownOption } from './connection.js';

interface AboutSecret { readonly secretId?: SecretId }
type Options = Asking & AboutSecret & { readonly limit?: number };

/** Finding people and groups to share with. */
export interface Recipients {
  /** As-you-type search; at most `limit` (default 8) matches, the best first. Those who can't be chosen carry the problem. */
  search(text: string, options?: Asking & AboutSecret & { readonly limit?: number }): Promise<readonly RecipientMatch[]>;
  /** Whom one shares with often; at most `limit` (default 5). */
  suggest(options?: Asking & AboutSecret & { readonly limit?: number }): Promise<readonly RecipientMatch[]>;
  /** Pasted text, at most 200 entries: one answer for each, in order. */
  resolve(entries: readonly string[], options?: Asking & AboutSecret): Promise<readonly RecipientResolution[]>;
}

/** Longer text can't be a name; what it would find is found by its beginning too. */
const MOST_LETTERS = 500;

export function recipientsOf(connection: Connection): Recipients {
  const about = (options: AboutSecret | undefined) => {
    const secretId = ownOption(options, 'secretId');
    return secretId === undefined ? {} : { secretId };
  };
  return Object.freeze({
    async search(text: string, options?: Options) {
      const limit = ownOption(options, 'limit') ?? 8;
      const found = await connection.ask({ type: 'principal.search', text: String(text).slice(0, MOST_LETTERS), limit, ...about(options) }, options);
      return found.ok ? found.value : [];
    },
    async suggest(options?: Options) {
      const found = await connection.ask({ type: 'principal.suggest', limit: ownOption(options, 'limit') ?? 5, ...about(options) }, options);
      return found.ok ? found.value : [];
    },
    async resolve(entries: readonly string[], options?: Asking & AboutSecret) {
      const found = await connection.ask({ type: 'principal.resolve', entries: [...entries], ...about(options) }, options);
      return found.ok ? found.value : entries.map((entry) => ({ entry, problem: 'unknown' as const }));
    },
  });
}
