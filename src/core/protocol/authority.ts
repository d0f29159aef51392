import type { Cursor, GroupId, SecretId, UserId } from '../model/ids.js';
import type { Result } from '../model/refusal.js';
import type { Command, CommandResult } from './command.js';
import type { Query, QueryResult } from './query.js';

/** Something that one person's view may show differently now. */
export type VaultChange =
  /** `used`: it was only used, so nobody waits for a key because of it. */
  | { readonly kind: 'secret'; readonly secretId: SecretId; readonly used?: true; readonly at?: Cursor }
  | { readonly kind: 'group'; readonly groupId: GroupId; readonly at?: Cursor }
  /** Somebody has keys now. */
  | { readonly kind: 'account'; readonly userId: UserId; readonly at?: Cursor }
  /** Too much was missed: read again what is shown. */
  | { readonly kind: 'reset'; readonly at?: Cursor }
  /** This vault was locked or unlocked. */
  | { readonly kind: 'keys'; readonly state: 'unlocked' | 'locked' | 'not-here' };

/** The side that decides. One object serves many people; on a server `actor` is whoever signed in. */
export interface Authority {
  execute<C extends Command>(actor: UserId, command: C): Promise<Result<CommandResult<C>>>;
  query<Q extends Query>(actor: UserId, query: Q, options?: { readonly signal?: AbortSignal }): Promise<Result<QueryResult<Q>>>;
  /** What changes for `actor` from now on, or after `since`. Ends when `signal` aborts or the authority is closed. */
  changes(actor: UserId, since?: Cursor, options?: { readonly signal?: AbortSignal }): AsyncIterable<VaultChange>;
  close(): Promise<void>;
}
