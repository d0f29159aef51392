import { MySafeError } from '../model/fault.js';
import { type UserId, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import type { User } from '../model/principal.js';
import { type SharingPolicy, defaultPolicy } from '../model/sharing.js';
import type { KeyKeeper } from '../ports/key-keeper.js';
import type { Authority, VaultChange } from '../protocol/authority.js';
import { type Activity, activityOf } from './activity.js';
import { completer } from './completion.js';
import { connect } from './connection.js';
import { type Groups, groupsOf } from './groups.js';
import { type VaultKeys, openKeyRing } from './keys.js';
import { type Recipients, recipientsOf } from './recipients.js';
import { type Secrets, secretsOf } from './secrets.js';
import { type Sharing, sharingOf } from './sharing.js';

/** The engine, acting for one person. A frozen plain object: a framework's reactive proxy does it no harm. */
export interface Vault {
  readonly me: User;
  readonly policy: SharingPolicy;
  readonly secrets: Secrets;
  readonly sharing: Sharing;
  readonly recipients: Recipients;
  readonly groups: Groups;
  readonly activity: Activity;
  readonly keys: VaultKeys;
  /** Tells of own changes, of those in other tabs and by other people, of lock and unlock. Returns how to stop. */
  subscribe(listener: (change: VaultChange) => void): () => void;
  /** Forgets the keys. The authority stays open: it may serve others. */
  close(): Promise<void>;
}

export interface OpenVaultOptions {
  readonly actor: UserId;
  readonly authority: Authority;
  readonly keys: KeyKeeper;
}

async function whoIs(authority: Authority, actor: UserId): Promise<User> {
  const known = parseInput(userIdSchema, actor).ok ? await authority.query(actor, { type: 'account.read' }) : undefined;
  if (known?.ok) return known.value.user;
  throw new MySafeError('misuse/unknown-actor', 'The directory knows nobody by the id that openVault() was given. Pass the id of the person who is signed in: "user:…".');
}

function listeners<T>(): { tell: (value: T) => void; subscribe: (listener: (value: T) => void) => () => void } {
  const all = new Set<(value: T) => void>();
  return {
    tell(value) {
      for (const listener of [...all]) {
        // one that throws must not keep the others, or the vault itself, from going on
        try { listener(value); } catch (error) { queueMicrotask(() => { throw error; }); }
      }
    },
    subscribe(listener) {
      const own = (value: T): void => listener(value);
      all.add(own);
      return () => all.delete(own);
    },
  };
}

/**
 * Opens the vault of the person who is signed in, and makes their keys at the first time. It may come back locked, or `not-here` where their keys
 * are in another browser: `vault.keys.state` says so. @throws {MySafeError} `misuse/unknown-actor`, or a `storage/…` fault.
 */
export async function openVault({ actor, authority, keys: keeper }: OpenVaultOptions): Promise<Vault> {
  const me = await whoIs(authority, actor);
  const closing = new AbortController();
  const { tell, subscribe } = listeners<VaultChange>();
  let complete: (() => void) | undefined = undefined; // the key ring tells of its first state before there is one
  const keys = await openKeyRing({ actor, authority, keeper }, (state) => {
    tell({ kind: 'keys', state });
    complete?.();
  });
  const connection = connect(authority, actor, keys, closing.signal);
  const policy = await connection.ask({ type: 'policy.get' });
  complete = completer(connection, closing.signal);

  const follow = async (): Promise<void> => {
    for await (const change of authority.changes(actor, undefined, { signal: closing.signal })) {
      if (closing.signal.aborted) return;
      tell(change);
      if (change.kind !== 'secret') complete?.();
    }
  };
  // A feed that breaks off ends live updates; what is asked for next tells the fault to whoever asks.
  follow().catch(() => { if (!closing.signal.aborted) tell({ kind: 'reset' }); });
  complete();

  return Object.freeze({
    me, policy: policy.ok ? policy.value : defaultPolicy,
    secrets: secretsOf(connection), sharing: sharingOf(connection), recipients: recipientsOf(connection),
    groups: groupsOf(connection), activity: activityOf(connection),
    keys: Object.freeze<VaultKeys>({ get state() { return keys.state; }, unlock: connection.keys.unlock, lock: connection.keys.lock }),
    subscribe,
    close() {
      closing.abort();
      keys.lock();
      return Promise.resolve();
    },
  });
}
