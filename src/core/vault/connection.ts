import { randomId } from '../crypto/bytes.js';
import { MySafeError } from '../model/fault.js';
import type { SecretId, UserId } from '../model/ids.js';
import type { User } from '../model/principal.js';
import type { Result } from '../model/refusal.js';
import type { PublicKey } from '../model/sealed.js';
import type { SharingPolicy } from '../model/sharing.js';
import type { Authority } from '../protocol/authority.js';
import type { Command, CommandOf, CommandResult, CommandResults, CommandType } from '../protocol/command.js';
import type { Query, QueryResult } from '../protocol/query.js';
import { type Chains, chainsOf } from './chains.js';
import type { KeyRing } from './keys.js';
import type { Memory } from './memory.js';

/** How often a command whose answer was lost is sent again. It carries the same id, so it happens once. */
const MOST_SENDINGS = 3;

export interface Asking { readonly signal?: AbortSignal }

/** An option that the caller gave. What a page's prototype was polluted with is none. */
export const ownOption = <T extends object, K extends keyof T>(options: T | undefined, key: K): T[K] | undefined =>
  (options && Object.hasOwn(options, key) ? options[key] : undefined);

/** One person's line to the authority, with their keys, what they remember of others, and the chains that they verified. */
export interface Connection {
  readonly actor: UserId;
  readonly me: User;
  readonly keys: Pick<KeyRing, 'state' | 'take'>;
  readonly memory: Memory;
  readonly chains: Chains;
  /** The organisation's public keys, by their ids, as whoever opened the vault pinned them. */
  readonly organisation: ReadonlyMap<string, PublicKey>;
  policy(): SharingPolicy;
  /** The authority's time, as far as its answers told. */
  now(): number;
  /** Takes over what an answer told, unless that is no time; returns what is the time then. */
  learnTime(told: number): number;
  /** Signs what a chain adds up to, in the background; what fails is tried again after the next change. */
  checkpoint(secret: SecretId): void;
  /** @throws {MySafeError} `misuse/vault-closed` */
  stillOpen(): void;
  ask<Q extends Query>(query: Q, options?: Asking): Promise<Result<QueryResult<Q>>>;
  tell<T extends CommandType>(type: T, fields: Omit<CommandOf<T>, 'id' | 'type'>, id?: string): Promise<Result<CommandResults[T]>>;
}

const closedVault = (): MySafeError => new MySafeError('misuse/vault-closed', 'This vault is closed. Open it again with openVault().');

export interface Line {
  readonly me: User;
  readonly authority: Authority;
  readonly keys: KeyRing;
  readonly memory: Memory;
  readonly organisation: ReadonlyMap<string, PublicKey>;
  readonly policy: () => SharingPolicy;
  readonly closed: AbortSignal;
}

export function connect({ me, authority, keys, memory, organisation, policy, closed }: Line): Connection {
  const actor = me.id;
  let offset = 0;
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

  const openKeys: Connection['keys'] = {
    get state() { return keys.state; },
    take() {
      stillOpen();
      return keys.take();
    },
  };

  const connection: Connection = {
    actor, me, keys: openKeys, memory, organisation, policy, stillOpen,
    get chains() { return chains; },
    checkpoint: (secret) => { import('./on-demand.js').then(({ writeCheckpoint }) => writeCheckpoint(connection, secret)).catch(() => undefined); },
    now: () => Date.now() + offset,
    learnTime(told) {
      const [here, there] = [Date.now(), new Date(told).getTime()];
      if (!Number.isNaN(there)) offset = there - here;
      return here + offset;
    },
    async ask(query, options) {
      stillOpen();
      return authority.query(actor, query, { signal: ownOption(options, 'signal') });
    },
    async tell<T extends CommandType>(type: T, fields: Omit<CommandOf<T>, 'id' | 'type'>, id = randomId()) {
      stillOpen();
      return send({ ...fields, type, id } as unknown as CommandOf<T>) as Promise<Result<CommandResults[T]>>;
    },
  };
  const chains = chainsOf(connection);
  return connection;
}
