import { sealAccountKey } from '../crypto/account-key.js';
import { randomBytes, randomId } from '../crypto/bytes.js';
import { formatRecoveryKey, recoveryWrappingKey } from '../crypto/recovery-key.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { KeyKeeper, UnlockRecord } from '../ports/key-keeper.js';
import type { CommandOf } from '../protocol/command.js';
import type { AccountReading } from '../protocol/query.js';
import { type KeyAccount, type StepUp, type UnlockMethod, enrolled, openAccountKey, readAccount } from './keys.js';

const methodOf = ({ kind, sealed }: UnlockRecord): UnlockMethod => ({ id: sealed.slice(0, 22), kind });

/** Opens the account key once more and does something with it; `keys/…` where the keeper refuses. */
export async function withAccountKey<T>(account: KeyAccount, input: unknown, use: (accountKey: Uint8Array, stored: AccountReading) => Promise<Result<T>>): Promise<Result<T>> {
  const stored = (await readAccount(account))?.account;
  if (!stored) return refuse({ code: 'keys/unavailable' });
  const opened = await openAccountKey(account, stored, input);
  if (!opened.ok) return opened;
  const { accountKey } = opened.value;
  return use(accountKey, stored).finally(() => accountKey.fill(0));
}

async function tell({ actor, authority }: KeyAccount, command: Omit<CommandOf<'account.add-method'>, 'id'> | Omit<CommandOf<'account.remove-method'>, 'id'>): Promise<Result<void>> {
  const told = await authority.execute(actor, { ...command, id: randomId() });
  return told.ok ? accept(undefined) : told;
}

export const methodsOf = async (account: KeyAccount): Promise<readonly UnlockMethod[]> => ((await readAccount(account))?.account?.unlock ?? []).map(methodOf);
export const removeMethod = (account: KeyAccount, id: string): Promise<Result<void>> => tell(account, { type: 'account.remove-method', method: id });

/** Wraps the account key for another keeper. */
export const addMethod = (account: KeyAccount, keeper: KeyKeeper, { unlockWith, input }: StepUp & { readonly input?: unknown } = {}): Promise<Result<void>> =>
  withAccountKey(account, unlockWith, async (accountKey) => {
    const made = await enrolled(keeper, { actor: account.actor, input, accountKey });
    if (!made.ok) return made;
    made.value.accountKey.fill(0);
    return tell(account, { type: 'account.add-method', unlock: made.value.record });
  });

/** A new recovery key in the place of the one before. */
export const makeRecoveryKey = (account: KeyAccount, { unlockWith }: StepUp = {}): Promise<Result<string>> =>
  withAccountKey(account, unlockWith, async (accountKey, { unlock }) => {
    const key = randomBytes(32);
    const record = await sealAccountKey(accountKey, await recoveryWrappingKey(key), { kind: 'recovery', actor: account.actor, params: {} });
    const kept = await tell(account, { type: 'account.add-method', unlock: record });
    if (!kept.ok) return kept;
    for (const old of unlock.filter(({ kind }) => kind === 'recovery')) await removeMethod(account, methodOf(old).id);
    const printed = await formatRecoveryKey(key);
    key.fill(0);
    return accept(printed);
  });
