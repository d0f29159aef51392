import { demandWebCrypto } from '../crypto/platform.js';
import { organisationKeysOf } from '../crypto/public-keys.js';
import { MySafeError } from '../model/fault.js';
import { type UserId, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import type { User } from '../model/principal.js';
import { type SharingPolicy, defaultPolicy } from '../model/sharing.js';
import type { KeyKeeper } from '../ports/key-keeper.js';
import type { SeenStore } from '../ports/seen-store.js';
import type { Authority, VaultChange } from '../protocol/authority.js';
import type { QueryResults } from '../protocol/query.js';
import { type Activity, activityOf } from './activity.js';
import { type Completer, completer } from './completion.js';
import { type Connection, connect, ownOption } from './connection.js';
import { type Groups, groupsOf } from './groups.js';
import { type KeyRing, type VaultKeys, openKeyRing } from './keys.js';
import { openMemory } from './memory.js';
import { type Recipients, recipientsOf } from './recipients.js';
import { type Secrets, secretsOf } from './secrets.js';
import { type Sharing, sharingOf } from './sharing.js';
import { trustIn, trustInAll, verify } from './trust.js';

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
  /** Notices an account that was put back to an older state as a whole: see `deviceSeen`. Default: what this vault itself has seen. */
  readonly seen?: SeenStore;
  /** Public keys (Ed25519, base64url: the `x` of a JWK) of the organisation, pinned in the host's code: what one of them signed may hand a secret to another owner, and nothing else. One that has signed stays in the list. Default: none. */
  readonly organisationKeys?: readonly string[];
  /** After so long without a question or a change the keys are forgotten. Default: 15 minutes; `Infinity` for never. */
  readonly lockAfterSeconds?: number;
}

const IDLE_SECONDS = 15 * 60;

async function accountOf(authority: Authority, actor: UserId): Promise<QueryResults['account.read']> {
  const known = parseInput(userIdSchema, actor).ok ? await authority.query(actor, { type: 'account.read' }) : undefined;
  if (known?.ok) return known.value;
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
 * are in another browser: `vault.keys.state` says so. @throws {MySafeError} `misuse/unsupported-browser`, `misuse/unknown-actor`, `misuse/unfit-key`, or a `storage/…` fault.
 */
export async function openVault(given: OpenVaultOptions): Promise<Vault> {
  const { actor, authority, keys: keeper, seen, organisationKeys = [], lockAfterSeconds = IDLE_SECONDS } = Object.assign(Object.create(null), given) as OpenVaultOptions;
  await demandWebCrypto();
  const organisation = await organisationKeysOf(organisationKeys);
  const account = await accountOf(authority, actor);
  const { user: me, now } = account;
  const closing = new AbortController();
  const { tell, subscribe } = listeners<VaultChange>();
  const memory = openMemory(actor, authority, seen, () => keys.lock());
  let complete: Completer | undefined = undefined; // the key ring tells of its first state before there is one
  const idle = idleTimer({ seconds: lockAfterSeconds, closed: closing.signal, used: () => keys.noteUse(), lapse: () => keys.state === 'unlocked' && keys.lock() });
  const keys = await openKeyRing({ actor, authority, keeper, memory }, account, {
    changed(state) {
      tell({ kind: 'keys', state });
      idle.again();
      complete?.all({ everyone: true });
    },
    used: () => idle.again(),
  });
  let policy = defaultPolicy;
  const connection = connect({ me, authority, keys, memory, organisation, policy: () => policy, closed: closing.signal });
  connection.learnTime(now);
  const answer = await connection.ask({ type: 'policy.get' });
  if (answer.ok) policy = answer.value;
  const completing = complete = completer(connection, closing.signal);

  const follow = async (): Promise<void> => {
    for await (const change of authority.changes(actor, undefined, { signal: closing.signal })) {
      if (closing.signal.aborted) return;
      tell(change);
      if (change.kind !== 'secret') completing.all();
      else if (!ownOption(change, 'used')) completing.one(change.secretId);
    }
  };
  // A feed that breaks off ends live updates; what is asked for next tells the fault to whoever asks.
  follow().catch(() => { if (!closing.signal.aborted) tell({ kind: 'reset' }); });
  completing.all({ everyone: true });

  return Object.freeze({
    me, policy,
    secrets: idle.noting(secretsOf(connection)), sharing: idle.noting(sharingOf(connection)), recipients: idle.noting(recipientsOf(connection)),
    groups: idle.noting(groupsOf(connection)), activity: idle.noting(activityOf(connection)), keys: vaultKeys(connection, keys, completing),
    subscribe,
    async close() {
      await memory.settled();
      keys.close();
      closing.abort();
    },
  });
}

/** The longest that a timer can wait, in milliseconds: 24 days. */
const LONGEST_WAIT = 2 ** 31 - 1;

interface IdleTimer {
  again(): void;
  /** The same calls, each of which is a sign of life. What a vault does by itself in the background is none. */
  noting<T extends object>(calls: T): T;
}

interface Idling {
  readonly seconds: number;
  readonly closed: AbortSignal;
  /** Somebody is there: told at most ten times in the span, so that other tabs count anew as well. */
  used(): void;
  lapse(): unknown;
}

/** Calls `lapse` when nothing was asked for so long, until it is `closed`. A machine that slept is no sign of life. */
function idleTimer({ seconds, closed, used, lapse }: Idling): IdleTimer {
  const span = Math.min(seconds * 1_000, LONGEST_WAIT);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [last, told] = [Date.now(), 0];
  closed.addEventListener('abort', () => clearTimeout(timer));
  const again = (): void => {
    last = Date.now();
    clearTimeout(timer);
    if (Number.isFinite(seconds) && !closed.aborted) timer = setTimeout(lapse, span);
  };
  function note(): void {
    const now = Date.now();
    if (Number.isFinite(seconds) && now - last > span) lapse();
    again();
    if (now - told < span / 10) return;
    told = now;
    used();
  }
  const noted = (call: unknown) => (...given: unknown[]): unknown => {
    note();
    return (call as (...given: unknown[]) => unknown)(...given);
  };
  return { again, noting: <T extends object>(calls: T) => Object.freeze(Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, noted(call)]))) as T };
}

function vaultKeys(connection: Connection, ring: KeyRing, complete: Completer): VaultKeys {
  const open = <A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) => async (...given: A): Promise<R> => {
    connection.stillOpen();
    return call(...given);
  };
  const calls = {
    unlock: open(ring.unlock), startOver: open(ring.startOver), methods: open(ring.methods), addMethod: open(ring.addMethod),
    removeMethod: open(ring.removeMethod), makeRecoveryKey: open(ring.makeRecoveryKey), backup: open(ring.backup), restore: open(ring.restore),
    fingerprint: async (user: UserId) => (await trustIn(connection, user)).fingerprint ?? '',
    trust: (user: UserId) => trustIn(connection, user),
    trusts: (users: readonly UserId[]) => trustInAll(connection, users),
    async verify(user: UserId, fingerprint?: string) {
      const before = connection.memory.pins.get(user)?.keys;
      const verified = await verify(connection, user, fingerprint);
      // what waited for this goes on: everything that was wrapped for keys that are theirs no more
      if (verified.ok) complete.all();
      if (verified.ok && before?.encryption.id !== connection.memory.pins.get(user)?.keys.encryption.id) complete.shared();
      return verified;
    },
  };
  return Object.freeze({
    ...calls, kind: ring.kind, asks: ring.asks, lock: ring.lock,
    get state() { return ring.state; },
    get enrolled() { return ring.enrolled; },
  });
}
