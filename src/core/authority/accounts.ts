import { type Result, accept, refuse } from '../model/refusal.js';
import type { UserId } from '../model/ids.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { loadAccount, storedAccount } from './records.js';
import { findActor } from './people.js';

type Enrol = CommandOf<'account.enrol'>;

/** Keeps a person's public key and sealed keyset. Whoever has keys already keeps them: they are never replaced silently. */
export function enrol(context: AuthorityContext, actorId: UserId, command: Enrol): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const [actor, known] = await Promise.all([findActor(context, actorId), loadAccount(context.storage, actorId)]);
    if (!actor) return { refusal: { code: 'access/not-found' } };
    if (known) return { refusal: { code: 'keys/unavailable' } };
    const record = { user: actorId, publicKey: command.publicKey, keyset: command.keyset, unlock: [command.unlock] };
    return {
      expect: [{ ref: { kind: 'account', id: actorId }, revision: 'absent' }], puts: [storedAccount(record, 0)],
      at: actor.at, steps: [{ kind: 'create' }], readers: [actorId],
    };
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** What the person's own vault unlocks its keys from. Invited and suspended people are told who they are, and that is all. */
export async function readAccount(context: AuthorityContext, actorId: UserId) {
  const [[user], account] = await Promise.all([context.directory.get([actorId]), loadAccount(context.storage, actorId)]);
  if (user?.kind !== 'user') return refuse({ code: 'access/not-found' });
  return accept({ user, ...(account && user.status === 'active' && { account: { publicKey: account.record.publicKey, keyset: account.record.keyset, unlock: account.record.unlock } }) });
}

export async function readKeys(context: AuthorityContext, actorId: UserId, users: readonly UserId[]) {
  if (!(await findActor(context, actorId))) return accept([]);
  const accounts = await Promise.all([...new Set(users)].map(async (user) => ({ user, account: await loadAccount(context.storage, user) })));
  return accept(accounts.map(({ user, account }) => ({ user, ...(account && { key: account.record.publicKey }) })));
}
