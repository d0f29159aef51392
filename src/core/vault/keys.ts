import { sealAccountKey } from '../crypto/account-key.js';
import { randomBytes, randomId } from '../crypto/bytes.js';
import { type UnlockedKeys, makeKeyset, openKeyset } from '../crypto/keyset.js';
import { formatRecoveryKey, recoveryWrappingKey } from '../crypto/recovery-key.js';
import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { KeyKeeper, UnlockRecord } from '../ports/key-keeper.js';
import type { Authority } from '../protocol/authority.js';
import type { CommandOf } from '../protocol/command.js';
import type { AccountReading } from '../protocol/query.js';
import type { Memory } from './memory.js';
import { RECOVERY, recoveryKeeper } from './recovery.js';
import type { KeyTrust } from './trust.js';

/** `locked`: the keeper must open them again. `not-here`: this person has keys, but this browser holds no way to them. */
export type KeyState = 'unlocked' | 'locked' | 'not-here';

/** One way to unlock a person's keys. `kind` is its keeper's, or `recovery`. */
export interface UnlockMethod {
  readonly id: string;
  readonly kind: string;
}

/** What a keeper needs to open the keys once more, where it needs anything: a passphrase as `{ passphrase }`. */
export interface StepUp {
  readonly unlockWith?: unknown;
}

/** A person's private keys, the ways to unlock them, and what is known of other people's. */
export interface VaultKeys {
  readonly state: KeyState;
  /** The keeper's kind. */
  readonly kind: string;
  /** What the keeper needs the person for; nothing where absent. */
  readonly asks?: KeyKeeper['asks'];
  /** Whether this person has keys. Before that, the first `unlock` makes them. */
  readonly enrolled: boolean;
  /** Asks the keeper, or takes `{ recoveryKey }`. `keys/wrong-input`, or `keys/unavailable` where this keeper has no way to them. Makes the first keys. */
  unlock(input?: unknown): Promise<Result<void>>;
  /** Forgets the keys at once, in every tab. */
  lock(): void;
  /** The ways to unlock that the account has. */
  methods(): Promise<readonly UnlockMethod[]>;
  /** Adds another keeper's way. The present one is asked once more, with `unlockWith`. */
  addMethod(keeper: KeyKeeper, options?: StepUp & { readonly input?: unknown }): Promise<Result<void>>;
  /** Takes one away; the last is `input/invalid`. */
  removeMethod(id: string): Promise<Result<void>>;
  /** A new recovery key, to be printed: 54 characters in 9 groups of 6. It is shown this once; the one before opens nothing any more. */
  makeRecoveryKey(options?: StepUp): Promise<Result<string>>;
  /** New keys in the place of lost ones. What others shared waits until they confirm the new fingerprint; one's own secrets that nobody else can open are lost. */
  startOver(input?: unknown): Promise<Result<void>>;
  /** 8 groups of 5 digits; empty where this person has no keys. */
  fingerprint(user: UserId): Promise<string>;
  trust(user: UserId): Promise<KeyTrust>;
  /** Says that the two of you compared the fingerprint that is shown now. `access/not-found` where there are no keys, `share/key-changed` where they changed after `fingerprint` was read. */
  verify(user: UserId, fingerprint?: string): Promise<Result<void>>;
}

/** What the rest of the vault may do with keys. */
export interface KeyRing extends Omit<VaultKeys, 'fingerprint' | 'trust' | 'verify'> {
  /** The keys, or why they are not at hand. */
  take(): Result<UnlockedKeys>;
  /** Tells other tabs, and hears from them; the idle timer. */
  close(): void;
}

export interface KeyAccount { readonly actor: UserId; readonly authority: Authority; readonly keeper: KeyKeeper; readonly memory: Memory }

const methodOf = ({ kind, sealed }: UnlockRecord): UnlockMethod => ({ id: sealed.slice(0, 22), kind });
const recoveryKeyIn = (input: unknown): unknown => (typeof input === 'object' && input !== null && Object.hasOwn(input, RECOVERY) ? (input as Record<string, unknown>)[RECOVERY] : undefined);

async function readAccount({ actor, authority }: KeyAccount) {
  const answer = await authority.query(actor, { type: 'account.read' });
  return answer.ok ? answer.value : undefined;
}

/** The account key, from the keeper or from a recovery key. The caller overwrites it. */
async function openAccountKey({ actor, keeper }: KeyAccount, { unlock: records }: AccountReading, input: unknown): Promise<Result<{ accountKey: Uint8Array }>> {
  const recoveryKey = recoveryKeyIn(input);
  return (recoveryKey === undefined ? keeper : recoveryKeeper).unlock({ actor, records, input: recoveryKey ?? input });
}

async function unlockStored(account: KeyAccount, stored: AccountReading | undefined, input: unknown): Promise<Result<UnlockedKeys>> {
  if (!stored) return refuse({ code: 'keys/unavailable' });
  const opened = await openAccountKey(account, stored, input);
  if (!opened.ok) return opened;
  const { accountKey } = opened.value;
  const keys = await openKeyset(account.actor, accountKey, stored.keyset, stored.publicKeys).finally(() => accountKey.fill(0));
  await account.memory.load(keys, stored.memory);
  return accept(keys);
}

/** A keeper throws what it can't enrol with: nothing was made, and the person may try something else. */
async function enrolled(keeper: KeyKeeper, request: Parameters<KeyKeeper['enrol']>[0]): Promise<Result<Awaited<ReturnType<KeyKeeper['enrol']>>>> {
  try {
    return accept(await keeper.enrol(request));
  } catch (fault) {
    const code = fault instanceof MySafeError ? fault.code : undefined;
    if (code === 'keys/wrong-input' || code === 'keys/unavailable') return refuse({ code });
    throw fault;
  }
}

/** New keys of a person. Where another tab made them meanwhile, theirs are unlocked instead. */
async function enrol(account: KeyAccount, input: unknown, replaces?: string): Promise<Result<UnlockedKeys>> {
  const { actor, authority, keeper } = account;
  const made = await enrolled(keeper, { actor, input });
  if (!made.ok) return made;
  const { accountKey, record } = made.value;
  const { keys, sealed } = await makeKeyset(actor, accountKey).finally(() => accountKey.fill(0));
  const kept = await authority.execute(actor, { id: randomId(), type: 'account.enrol', publicKeys: keys.publicKeys, keyset: sealed, unlock: record, ...(replaces && { replaces }) });
  if (!kept.ok) return unlockStored(account, (await readAccount(account))?.account, input);
  await account.memory.load(keys, undefined);
  return accept(keys);
}

/** Opens the account key once more and does something with it; `keys/…` where the keeper refuses. */
async function withAccountKey(account: KeyAccount, input: unknown, use: (accountKey: Uint8Array, stored: AccountReading) => Promise<Result<void>>): Promise<Result<void>> {
  const stored = (await readAccount(account))?.account;
  const opened = stored && await openAccountKey(account, stored, input);
  if (!opened?.ok) return opened ?? refuse({ code: 'keys/unavailable' });
  const { accountKey } = opened.value;
  return use(accountKey, stored as AccountReading).finally(() => accountKey.fill(0));
}

async function tell({ actor, authority }: KeyAccount, command: Omit<CommandOf<'account.add-method'>, 'id'> | Omit<CommandOf<'account.remove-method'>, 'id'>): Promise<Result<void>> {
  const told = await authority.execute(actor, { ...command, id: randomId() } as CommandOf<'account.add-method' | 'account.remove-method'>);
  return told.ok ? accept(undefined) : told;
}

function methodsOf(account: KeyAccount) {
  const addMethod = (keeper: KeyKeeper, options: StepUp & { readonly input?: unknown } = {}): Promise<Result<void>> =>
    withAccountKey(account, options.unlockWith, async (accountKey) => {
      const made = await enrolled(keeper, { actor: account.actor, input: options.input, accountKey });
      if (!made.ok) return made;
      made.value.accountKey.fill(0);
      return tell(account, { type: 'account.add-method', unlock: made.value.record });
    });
  const makeRecoveryKey = async (options: StepUp = {}): Promise<Result<string>> => {
    const key = randomBytes(32);
    const added = await withAccountKey(account, options.unlockWith, async (accountKey, { unlock }) => {
      const record = await sealAccountKey(accountKey, await recoveryWrappingKey(key), { kind: 'recovery', actor: account.actor, params: {} });
      const kept = await tell(account, { type: 'account.add-method', unlock: record });
      for (const old of kept.ok ? unlock.filter(({ kind }) => kind === 'recovery') : []) await tell(account, { type: 'account.remove-method', method: methodOf(old).id });
      return kept;
    });
    return added.ok ? accept(await formatRecoveryKey(key)) : added;
  };
  return {
    addMethod, makeRecoveryKey,
    methods: async () => ((await readAccount(account))?.account?.unlock ?? []).map(methodOf),
    removeMethod: (id: string) => tell(account, { type: 'account.remove-method', method: id }),
  };
}

/** Unlocks at once what needs nobody; what it can't stays `locked` or `not-here`, which is no error. */
export async function openKeyRing(account: KeyAccount, changed: (state: KeyState) => void): Promise<KeyRing> {
  const { keeper } = account;
  let keys: UnlockedKeys | undefined;
  let state: KeyState = 'locked';
  let enrolled = false;
  let locked = 0;
  let channel: BroadcastChannel | undefined;

  const become = (next: KeyState): void => {
    if (next === state) return;
    state = next;
    changed(state);
  };

  function forget(): void {
    locked += 1;
    keys = undefined;
    keeper.lock();
    if (state === 'unlocked') become('locked');
  }

  /** Other tabs of the same person hear of a lock. A hint: each tab has its own timer too. */
  function listen({ publicKeys }: UnlockedKeys): void {
    channel?.close();
    channel = new BroadcastChannel(`mysafe-share lock ${publicKeys.signing.id}`);
    channel.onmessage = forget;
  }

  async function take(open: () => Promise<Result<UnlockedKeys>>): Promise<Result<void>> {
    const before = locked;
    const opened = await open();
    // whoever locked meanwhile meant it
    if (locked !== before) return refuse({ code: 'access/locked', state: 'locked' });
    keys = opened.ok ? opened.value : undefined;
    if (opened.ok) {
      enrolled = true;
      listen(opened.value);
      become('unlocked');
      return accept(undefined);
    }
    become(opened.refusal.code === 'keys/unavailable' ? 'not-here' : 'locked');
    return opened;
  }

  const unlock = (input?: unknown): Promise<Result<void>> => take(async () => {
    const read = await readAccount(account);
    if (read?.user.status !== 'active') return refuse({ code: 'keys/unavailable' });
    enrolled = read.account !== undefined;
    return read.account ? unlockStored(account, read.account, input) : enrol(account, input);
  });

  const startOver = (input?: unknown): Promise<Result<void>> => take(async () => {
    const stored = (await readAccount(account))?.account;
    return stored ? enrol(account, input, stored.publicKeys.signing.id) : refuse({ code: 'keys/unavailable' });
  });

  if (keeper.asks === undefined) await unlock();
  else enrolled = (await readAccount(account))?.account !== undefined;
  return Object.freeze({
    get state() { return state; },
    get enrolled() { return enrolled; },
    kind: keeper.kind, asks: keeper.asks, unlock, startOver, ...methodsOf(account),
    lock() {
      channel?.postMessage('lock');
      forget();
    },
    take: () => (keys ? accept(keys) : refuse({ code: 'access/locked', state: state === 'not-here' ? 'not-here' : 'locked' } as const)),
    close() {
      forget();
      channel?.close();
    },
  });
}
