import { randomId } from '../crypto/bytes.js';
import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import type { Result } from '../model/refusal.js';
import type { Authority } from '../protocol/authority.js';
import type { Command, CommandOf, CommandResult, CommandResults, CommandType } from '../protocol/command.js';
import type { Query, QueryResult } from '../protocol/query.js';
import type { KeyRing } from './keys.js';

/** How often a command whose answer was lost is sent again. It carries the same id, so it happens once. */
const MOST_SENDINGS = 3;

export interface Asking { readonly signal?: AbortSignal }

/** An option that the caller gave. What a page's prototype was polluted with is none. */
export const ownOption = <T extends object, K extends keyof T>(options: T | undefined, key: K): T[K] | undefined =>
  (options && Object.hasOwn(options, key) ? options[key] : undefined);

/** One person's line to the authority, with their keys. */
export interface Connection {
  readonly actor: UserId;
  readonly keys: KeyRing;
  ask<Q extends Query>(query: Q, options?: Asking): Promise<Result<QueryResult<Q>>>;
  tell<T extends CommandType>(type: T, fields: Omit<CommandOf<T>, 'id' | 'type'>): Promise<Result<CommandResults[T]>>;
}

const closedVault = (): MySafeError => new MySafeError('misuse/vault-closed', 'This vault is closed. Open it again with openVault().');

export function connect(authority: Authority, actor: UserId, keys: KeyRing, closed: AbortSignal): Connection {
  const stillOpen = (): void => { if (closed.aborted) throw closedVault(); };

  async function send<C extends Command>(command: C, sendings = 1): Promise<Result<CommandResult<C>>> {
    try {
      return await authority.execute(actor, command);
    } catch (fault) {
      const unknown = fault instanceof MySafeError && fault.code === 'storage/outcome-unknown';
      if (!unknown || sendings === MOST_SENDINGS) throw fault;
      return send(command, sendings + 1);
    }
  }

  const openKeys: KeyRing = Object.freeze({
    get state() { return keys.state; },
    async unlock(input?: unknown) {
      stillOpen();
      return keys.unlock(input);
    },
    lock: keys.lock,
    take() {
      stillOpen();
      return keys.take();
    },
  });

  return {
    actor, keys: openKeys,
    async ask(query, options) {
      stillOpen();
      return authority.query(actor, query, { signal: ownOption(options, 'signal') });
    },
    async tell<T extends CommandType>(type: T, fields: Omit<CommandOf<T>, 'id' | 'type'>) {
      stillOpen();
      return send({ ...fields, type, id: randomId() } as unknown as CommandOf<T>) as Promise<Result<CommandResults[T]>>;
    },
  };
}
