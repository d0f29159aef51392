import { areSoundKeys } from '../crypto/public-keys.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { UserId } from '../model/ids.js';
import type { PublicKeys } from '../model/sealed.js';
import type { CommandOf } from '../protocol/command.js';
import type { AccountReading } from '../protocol/query.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { invalid } from './entries.js';
import { type AccountRecord, type Loaded, loadAccount, loadMemory, storedAccount, storedMemory } from './records.js';
import { findActor } from './people.js';

const notFound = { refusal: { code: 'access/not-found' } } as const;
/** The most ways to unlock that one account keeps. */
const MOST_METHODS = 20;
/** Tells a way to unlock from the others: the beginning of what it sealed. */
export const methodIdOf = ({ sealed }: { readonly sealed: string }): string => sealed.slice(0, 22);

/** Whether new keys name the signing keys that they take the place of, and no others. Where there are none, a backup may bring them. */
function isNext(known: PublicKeys | undefined, { former = [] }: PublicKeys): boolean {
  if (!known) return true;
  const lost = [...(known.former ?? []), known.signing];
  return lost.length === former.length && lost.every(({ bytes }, at) => bytes === former[at]?.bytes);
}

/** Whether nobody would miss these keys: their person owns nothing and was given nothing. So it is where a browser was cleared and its vault opened again. */
async function isUnused({ storage, now }: AuthorityContext, user: UserId): Promise<boolean> {
  const one = { after: undefined, limit: 1 };
  const [secrets, groups, visible] = await Promise.all([
    storage.list('secret', { index: 'owner', key: user }, one), storage.list('group', { index: 'owner', key: user }, one),
    storage.findSecrets({ principals: [user], now: new Date(now()), filter: { status: 'all' }, sort: { by: 'name', direction: 'ascending' }, limit: 1 }),
  ]);
  return secrets.length === 0 && groups.length === 0 && visible.rows.length === 0;
}

/**
 * Keeps a person's public keys and sealed keyset. Whoever has keys already keeps them: they are replaced only by a command that names those it replaces.
 * Unsound keys are `input/invalid`.
 */
export function enrol(context: AuthorityContext, actorId: UserId, command: CommandOf<'account.enrol'>): Promise<Result<null>> {
  const { publicKeys, keyset, unlock, replaces, memory } = command;
  const decide = async (): Promise<Decision> => {
    const [actor, known] = await Promise.all([findActor(context, actorId), loadAccount(context.storage, actorId)]);
    if (!actor) return notFound;
    if (known?.record.publicKeys.signing.id !== replaces) return { refusal: { code: 'keys/unavailable' } };
    const fits = isNext(known?.record.publicKeys, publicKeys) || (await isUnused(context, actorId));
    if (!fits || !(await areSoundKeys(actorId, publicKeys))) return invalid('publicKeys');
    const remembered = await loadMemory(context.storage, actorId);
    return {
      expect: [{ ref: { kind: 'account', id: actorId }, revision: known?.stored ?? 'absent' }],
      puts: [storedAccount({ user: actorId, publicKeys, keyset, unlock: [unlock] }, known?.stored ?? 0), ...(memory ? [storedMemory(actorId, memory, remembered?.stored ?? 0)] : [])],
      deletes: remembered && !memory ? [{ kind: 'user', id: actorId }] : [],
      at: actor.at, steps: [{ kind: 'create' }], readers: [actorId],
    };
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** Adds a way to unlock, or takes one away; never the last. */
export function changeMethods(context: AuthorityContext, actorId: UserId, command: CommandOf<'account.add-method' | 'account.remove-method'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const [actor, known] = await Promise.all([findActor(context, actorId), loadAccount(context.storage, actorId)]);
    if (!actor || !known) return notFound;
    const { unlock } = known.record;
    const next = command.type === 'account.add-method' ? [...unlock, command.unlock] : unlock.filter((record) => methodIdOf(record) !== command.method);
    if (next.length === unlock.length) return { unchanged: null };
    if (next.length === 0 || next.length > MOST_METHODS) return invalid('unlock');
    return planAccount(actorId, known, { ...known.record, unlock: next }, actor.at);
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

const planAccount = (user: UserId, { stored }: Loaded<AccountRecord>, record: AccountRecord, at: number): Decision =>
  ({ expect: [{ ref: { kind: 'account', id: user }, revision: stored }], puts: [storedAccount(record, stored)], at, steps: [{ kind: 'rekey' }], readers: [user] });

/** Keeps what a person's vaults remember, sealed. One that does not count up was made on an older memory: `keys/unavailable`, and the vault joins the two. */
export function remember(context: AuthorityContext, actorId: UserId, command: CommandOf<'account.remember'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const [actor, account, known] = await Promise.all([findActor(context, actorId), loadAccount(context.storage, actorId), loadMemory(context.storage, actorId)]);
    if (!actor || !account) return notFound;
    if (command.counter !== (known?.record.counter ?? 0) + 1) return { refusal: { code: 'keys/unavailable' } };
    const { counter, sealed } = command;
    return {
      expect: [{ ref: { kind: 'user', id: actorId }, revision: known?.stored ?? 'absent' }], puts: [storedMemory(actorId, { counter, sealed }, known?.stored ?? 0)],
      at: actor.at, steps: [], readers: [actorId],
    };
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** What the person's own vault unlocks its keys from. Invited and suspended people are told who they are, and that is all. */
export async function readAccount(context: AuthorityContext, actorId: UserId) {
  const [[user], account, memory] = await Promise.all([context.directory.get([actorId]), loadAccount(context.storage, actorId), loadMemory(context.storage, actorId)]);
  if (user?.kind !== 'user') return refuse({ code: 'access/not-found' });
  if (!account || user.status !== 'active') return accept({ user, now: context.now() });
  const { publicKeys, keyset, unlock } = account.record;
  return accept({ user, now: context.now(), account: { publicKeys, keyset, unlock, ...(memory && { memory: memory.record }) } satisfies AccountReading });
}

export async function readKeys(context: AuthorityContext, actorId: UserId, users: readonly UserId[]) {
  if (!(await findActor(context, actorId))) return accept([]);
  const accounts = await Promise.all([...new Set(users)].map(async (user) => ({ user, account: await loadAccount(context.storage, user) })));
  return accept(accounts.map(({ user, account }) => ({ user, ...(account && { keys: account.record.publicKeys }) })));
}
