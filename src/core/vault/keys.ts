import { randomId } from '../crypto/bytes.js';
import { type UnlockedKeys, makeKeyset, openKeyset } from '../crypto/keyset.js';
import type { UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { KeyKeeper } from '../ports/key-keeper.js';
import type { Authority } from '../protocol/authority.js';

/** `locked`: the keeper must open them again. `not-here`: this person has keys, but this browser holds no way to them. */
export type KeyState = 'unlocked' | 'locked' | 'not-here';

/** A person's private keys while they are unlocked. */
export interface VaultKeys {
  readonly state: KeyState;
  /** Asks the keeper. `keys/wrong-input`, or `keys/unavailable` where this keeper has no way to them. */
  unlock(input?: unknown): Promise<Result<void>>;
  /** Forgets the keys at once. */
  lock(): void;
}

/** What the rest of the vault may do with keys. */
export interface KeyRing extends VaultKeys {
  /** The keys, or why they are not at hand. */
  take(): Result<UnlockedKeys>;
}

type Account = { actor: UserId; authority: Authority; keeper: KeyKeeper };

async function readAccount({ actor, authority }: Account) {
  const answer = await authority.query(actor, { type: 'account.read' });
  return answer.ok ? answer.value : undefined;
}

/** The first keys of a person. Where another tab made them meanwhile, theirs are unlocked instead. */
async function enrol(account: Account, input: unknown): Promise<Result<UnlockedKeys>> {
  const { actor, authority, keeper } = account;
  const { accountKey, record } = await keeper.enrol({ actor, input });
  const { keys, sealed } = await makeKeyset(actor, accountKey);
  accountKey.fill(0);
  const kept = await authority.execute(actor, { id: randomId(), type: 'account.enrol', publicKey: keys.publicKey, keyset: sealed, unlock: record });
  return kept.ok ? accept(keys) : unlockStored(account, input);
}

async function unlockStored(account: Account, input: unknown): Promise<Result<UnlockedKeys>> {
  const stored = (await readAccount(account))?.account;
  if (!stored) return refuse({ code: 'keys/unavailable' });
  const opened = await account.keeper.unlock({ actor: account.actor, records: stored.unlock, input });
  if (!opened.ok) return opened;
  const { accountKey } = opened.value;
  const keys = await openKeyset(account.actor, accountKey, stored.keyset, stored.publicKey);
  accountKey.fill(0);
  return accept(keys);
}

async function unlockOrEnrol(account: Account, input: unknown): Promise<Result<UnlockedKeys>> {
  const read = await readAccount(account);
  if (read?.user.status !== 'active') return refuse({ code: 'keys/unavailable' });
  return read.account ? unlockStored(account, input) : enrol(account, input);
}

/** Unlocks what it can at once; what it can't stays `locked` or `not-here`, which is no error. */
export async function openKeyRing(account: Account, changed: (state: KeyState) => void): Promise<KeyRing> {
  let keys: UnlockedKeys | undefined;
  let state: KeyState = 'locked';
  let locked = 0;

  const become = (next: KeyState): void => {
    if (next === state) return;
    state = next;
    changed(state);
  };

  async function unlock(input?: unknown): Promise<Result<void>> {
    const before = locked;
    const opened = await unlockOrEnrol(account, input);
    // whoever locked meanwhile meant it
    if (locked !== before) return refuse({ code: 'access/locked', state: 'locked' });
    keys = opened.ok ? opened.value : undefined;
    if (opened.ok) become('unlocked');
    else become(opened.refusal.code === 'keys/unavailable' ? 'not-here' : 'locked');
    return opened.ok ? accept(undefined) : opened;
  }

  await unlock();
  return Object.freeze({
    get state() { return state; },
    unlock,
    lock() {
      locked += 1;
      keys = undefined;
      account.keeper.lock();
      if (state === 'unlocked') become('locked');
    },
    take: () => (keys ? accept(keys) : refuse({ code: 'access/locked', state: state === 'not-here' ? 'not-here' : 'locked' } as const)),
  });
}
