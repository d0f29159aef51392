import { randomId } from '../crypto/bytes.js';
import { type UnlockedKeys, openKeyset } from '../crypto/keyset.js';
import { MySafeError } from '../model/fault.js';
import type { UserId } from '../model/ids.js';
import type { PublicKeys } from '../model/sealed.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { KeyKeeper } from '../ports/key-keeper.js';
import type { Authority } from '../protocol/authority.js';
import type { AccountReading, QueryResults } from '../protocol/query.js';
import type { Memory } from './memory.js';
import type { KeyTrust } from './trust.js';

/** `locked`: the keeper must open them again. `not-here`: this person has keys, but this browser holds no way to them. */
export type KeyState = 'unlocked' | 'locked' | 'not-here';

/** One way to unlock a person's keys. `kind` is its keeper's, or `recovery`. */
export interface UnlockMethod {
  readonly id: string;
  readonly kind: string;
}

/** A backup's file, as text, and the recovery key that opens it. */
export interface Backup {
  readonly file: string;
  readonly recoveryKey: string;
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
  /**
   * The text of a file with keys, pins and, where the authority is embedded, every record: the one way out of a cleared browser.
   * It opens with the recovery key that comes with it, which takes the place of the one before.
   */
  backup(options?: StepUp): Promise<Result<Backup>>;
  /** Puts back what a backup holds and unlocks. What is stored already stays as it is. `keys/wrong-input` where file and recovery key do not belong together. */
  restore(file: string, recoveryKey: string): Promise<Result<void>>;
  /** New keys in the place of lost ones. What others shared waits until they confirm the new fingerprint; one's own secrets that nobody else can open are lost. */
  startOver(input?: unknown): Promise<Result<void>>;
  /** 8 groups of 5 digits; empty where this person has no keys. */
  fingerprint(user: UserId): Promise<string>;
  trust(user: UserId): Promise<KeyTrust>;
  /** The same for at most 2,000 people in one question. Whoever's keys are not sound is left out. */
  trusts(users: readonly UserId[]): Promise<ReadonlyMap<UserId, KeyTrust>>;
  /** Says that the two of you compared the fingerprint that is shown now. `access/not-found` where there are no keys, `share/key-changed` where they changed after `fingerprint` was read. */
  verify(user: UserId, fingerprint?: string): Promise<Result<void>>;
}

/** What the rest of the vault may do with keys. */
export interface KeyRing extends Omit<VaultKeys, 'fingerprint' | 'trust' | 'trusts' | 'verify'> {
  /** The keys, or why they are not at hand. */
  take(): Result<UnlockedKeys>;
  /** Tells other tabs that somebody is there. */
  noteUse(): void;
  close(): void;
}

export interface KeyRingHost {
  changed(state: KeyState): void;
  /** Somebody is there, in another tab. */
  used(): void;
}

export interface KeyAccount { readonly actor: UserId; readonly authority: Authority; readonly keeper: KeyKeeper; readonly memory: Memory }

/** The field of an unlock input that holds a printed recovery key. */
const RECOVERY = 'recoveryKey';
const recoveryKeyIn = (input: unknown): unknown => (typeof input === 'object' && input !== null && Object.hasOwn(input, RECOVERY) ? (input as Record<string, unknown>)[RECOVERY] : undefined);

export async function readAccount({ actor, authority }: KeyAccount) {
  const answer = await authority.query(actor, { type: 'account.read' });
  return answer.ok ? answer.value : undefined;
}

/** The account key, from the keeper or from a recovery key. The caller overwrites it. */
export async function openAccountKey({ actor, keeper }: KeyAccount, { unlock: records }: AccountReading, input: unknown): Promise<Result<{ accountKey: Uint8Array }>> {
  const recoveryKey = recoveryKeyIn(input);
  if (recoveryKey === undefined) return keeper.unlock({ actor, records, input });
  return (await import('./on-demand.js')).unlockByRecoveryKey(actor, records, recoveryKey);
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
export async function enrolled(keeper: KeyKeeper, request: Parameters<KeyKeeper['enrol']>[0]): Promise<Result<Awaited<ReturnType<KeyKeeper['enrol']>>>> {
  try {
    return accept(await keeper.enrol(request));
  } catch (fault) {
    const code = fault instanceof MySafeError ? fault.code : undefined;
    if (code === 'keys/wrong-input' || code === 'keys/unavailable') return refuse({ code });
    throw fault;
  }
}

/** New keys of a person. Where another tab made them meanwhile, theirs are unlocked instead. */
async function enrol(account: KeyAccount, input: unknown, lost?: PublicKeys): Promise<Result<UnlockedKeys>> {
  const { actor, authority, keeper } = account;
  const made = await enrolled(keeper, { actor, input });
  if (!made.ok) return made;
  const { accountKey, record } = made.value;
  const { makeKeyset } = await import('../crypto/on-demand.js'); // once in a person's life
  const { keys, sealed } = await makeKeyset(actor, accountKey, lost && [...(lost.former ?? []), lost.signing]).finally(() => accountKey.fill(0));
  const kept = await authority.execute(actor, { id: randomId(), type: 'account.enrol', publicKeys: keys.publicKeys, keyset: sealed, unlock: record, ...(lost && { replaces: lost.signing.id }) });
  if (!kept.ok) return unlockStored(account, (await readAccount(account))?.account, input);
  await account.memory.load(keys, undefined);
  return accept(keys);
}

/** Loaded when ways to unlock are first looked at or changed. */
const methods = () => import('./on-demand.js');

function onDemand(account: KeyAccount, unlock: VaultKeys['unlock'], isOpen: () => Result<unknown>): Pick<VaultKeys, 'methods' | 'addMethod' | 'removeMethod' | 'makeRecoveryKey' | 'backup' | 'restore'> {
  return {
    methods: async () => (await methods()).methodsOf(account),
    addMethod: async (other: KeyKeeper, options?: StepUp & { readonly input?: unknown }) => (await methods()).addMethod(account, other, options),
    async removeMethod(id: string) {
      const open = isOpen();
      return open.ok ? (await methods()).removeMethod(account, id) : open;
    },
    backup: async (options?: StepUp) => (await methods()).makeBackup(account, options),
    async restore(file: string, recoveryKey: string) {
      const { restoreBackup, addMethod } = await methods();
      const restored = await restoreBackup(account, file, recoveryKey);
      const unlocked = restored.ok ? await unlock({ [RECOVERY]: recoveryKey }) : restored;
      // a keeper that needs nobody opens them the next time; without it the recovery key does
      if (unlocked.ok && account.keeper.asks === undefined) await addMethod(account, account.keeper, { unlockWith: { [RECOVERY]: recoveryKey } });
      return unlocked;
    },
    makeRecoveryKey: async (options?: StepUp) => (await methods()).makeRecoveryKey(account, options),
  };
}

/** What tabs of one person tell each other: that the keys were locked, or that somebody is there. A hint: each tab has its own timer too. */
type Hint = 'lock' | 'used';
function otherTabs(heard: (hint: Hint) => void): { listen: (keys: Pick<UnlockedKeys, 'publicKeys'>) => void; tell: (hint: Hint) => void; close: () => void } {
  let channel: BroadcastChannel | undefined;
  const close = (): void => {
    channel?.close();
    channel = undefined; // a closed one throws at the next message
  };
  return {
    close,
    tell: (hint) => channel?.postMessage(hint),
    listen({ publicKeys }) {
      close();
      channel = new BroadcastChannel(`mysafe-share lock ${publicKeys.signing.id}`);
      channel.onmessage = ({ data }: MessageEvent<Hint>) => heard(data);
    },
  };
}

/** Unlocks at once what needs nobody; what it can't stays `locked` or `not-here`, which is no error. `first` is the account as it was just read. */
export async function openKeyRing(account: KeyAccount, first: QueryResults['account.read'], { changed, used }: KeyRingHost): Promise<KeyRing> {
  const { keeper } = account;
  let keys: UnlockedKeys | undefined;
  let state: KeyState = 'locked';
  let enrolled = false;
  let locked = 0;
  const tabs = otherTabs((hint) => (hint === 'lock' ? forget() : used()));

  const become = (next: KeyState): void => {
    if (next !== state) changed(state = next);
  };

  function forget(): void {
    locked += 1;
    keys = undefined;
    account.memory.lock();
    keeper.lock();
    if (state === 'unlocked') become('locked');
  }

  /** Only the keeper's own word tells whether the keys are here: a mistyped recovery key does not. */
  async function take(unlocked: () => Promise<Result<UnlockedKeys>>, byKeeper: boolean): Promise<Result<void>> {
    const before = locked;
    const opened = await unlocked();
    if (locked !== before) { // whoever locked meanwhile meant it
      if (!keys) account.memory.lock();
      return refuse({ code: 'access/locked', state: 'locked' });
    }
    keys = opened.ok ? opened.value : undefined;
    if (opened.ok) {
      enrolled = true;
      tabs.listen(opened.value);
      become('unlocked');
      return accept(undefined);
    }
    const away = byKeeper ? opened.refusal.code === 'keys/unavailable' : state === 'not-here';
    become(away ? 'not-here' : 'locked');
    return opened;
  }

  async function open(read: QueryResults['account.read'] | undefined, input?: unknown): Promise<Result<UnlockedKeys>> {
    if (read?.user.status !== 'active') return refuse({ code: 'keys/unavailable' });
    enrolled = read.account !== undefined;
    return read.account ? unlockStored(account, read.account, input) : enrol(account, input);
  }

  const unlock = (input?: unknown): Promise<Result<void>> => take(async () => open(await readAccount(account), input), recoveryKeyIn(input) === undefined);

  const startOver = (input?: unknown): Promise<Result<void>> => take(async () => {
    const stored = (await readAccount(account))?.account;
    return stored ? enrol(account, input, stored.publicKeys) : refuse({ code: 'keys/unavailable' });
  }, false);

  if (first.account) tabs.listen(first.account);
  if (keeper.asks === undefined) await take(() => open(first), true);
  else enrolled = first.account !== undefined;
  const taken: KeyRing['take'] = () => (keys ? accept(keys) : refuse({ code: 'access/locked', state: state === 'not-here' ? 'not-here' : 'locked' }));
  return Object.freeze({
    ...onDemand(account, unlock, taken), kind: keeper.kind, asks: keeper.asks, unlock, startOver,
    get state() { return state; },
    get enrolled() { return enrolled; },
    lock() { tabs.tell('lock'); forget(); },
    noteUse: () => tabs.tell('used'),
    take: taken,
    close() { forget(); tabs.close(); },
  });
}
