import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { AccessExplanation, PlainChange } from '../model/sharing.js';
import { MOST_READERS } from '../model/sharing.js';
import { effectivePermission, explain as explainPaths, lawful } from '../policy/index.js';
import type { QueryResults, Sealing } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { findActor, findPrincipals, findUser, principalIn, readersOf } from './people.js';
import { type SecretRecord, loadAccount, stateOf } from './records.js';
import { takeSecret } from './secret-record.js';
import { afterChanges } from './sharing.js';
import { detailsOf } from './views.js';

const withoutValue = ({ value: _value, ...envelope }: NonNullable<SecretRecord['envelope']>): Sealing['envelope'] => envelope;

/** A secret for its details: what the authority can read, the sealed details, and the asker's own key. */
export async function readSecret(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Result<QueryResults['secret.read']>> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { envelope, wraps } = taken.record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const wrap = wraps.find(({ user }) => user === actorId);
  return accept({ summary: await detailsOf(context, taken), envelope: withoutValue(envelope), ...(wrap && { wrap }) });
}

/** For whom a key must be wrapped now, after some changes, or for a new owner. Asked by whoever may edit or share; one look at each reader's account. */
export async function readSealing(
  context: AuthorityContext, actorId: UserId, query: { secretId: SecretId; changes?: readonly PlainChange[]; to?: UserId },
): Promise<Result<Sealing>> {
  const taken = await takeSecret(context, actorId, query.secretId);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { record, actor } = taken;
  // Whoever edits, shares or completes asks this; `disable` needs `edit` and nothing of the secret's state.
  const law = lawful(stateOf(record), query.changes ? { kind: 'revoke', principal: actorId } : { kind: 'disable' }, actor);
  if (law) return refuse(law);
  const after = query.changes ? await afterChanges(context, taken, query.changes) : { next: query.to ? { ...record, owner: query.to } : record };
  if ('refusal' in after) return refuse(after.refusal);
  const readers = await readersOf(context, stateOf(after.next), actor.at);
  if (readers === 'too-wide') return refuse({ code: 'share/too-wide', limit: MOST_READERS });
  const wrapped = new Set(record.wraps.map(({ user }) => user));
  const keys = await Promise.all([...readers.keys()].map(async (user) => ({ user, key: (await loadAccount(context.storage, user))?.record.publicKey, wrapped: wrapped.has(user) })));
  const { envelope, wraps } = record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  return accept({
    envelope: withoutValue(envelope), wrap: wraps.find(({ user }) => user === actorId), readers: keys,
    someoneLeaves: wraps.some(({ user }) => !readers.has(user)),
  });
}

/** Why somebody can see a secret: every path. Anyone who may see it may ask. */
export async function explain(context: AuthorityContext, actorId: UserId, secretId: SecretId, userId: UserId): Promise<Result<AccessExplanation>> {
  const [taken, found, user] = await Promise.all([takeSecret(context, actorId, secretId), findActor(context, userId), findUser(context, userId)]);
  if ('refusal' in taken) return refuse(taken.refusal);
  const person = found && { ...found, at: taken.actor.at };
  if (!user) return refuse({ code: 'share/problem', problems: [{ principal: userId, problem: 'unknown' }] });
  if (!person) return accept({ user, permission: 'none', paths: [] });
  const paths = explainPaths(stateOf(taken.record), person);
  const people = await findPrincipals(context, taken.actor, paths.map(({ through }) => through));
  return accept({
    user, permission: effectivePermission(stateOf(taken.record), person),
    paths: paths.map(({ through, permission, expiresAt, live }) => ({ through: principalIn(people, through), permission, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }), live })),
  });
}

const PAGE = 100;

/** Secrets that the asker may complete, where a reader that has keys lacks a wrap. One page looks at 100 that may hold one (see `completionKeys`). */
export async function readWaiting(context: AuthorityContext, actorId: UserId, at: string | undefined): Promise<Result<QueryResults['secret.waiting']>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept({ secrets: [] });
  const principals: readonly PrincipalId[] = [actorId, ...actor.groups];
  const [wanted, after] = at?.split(' ') ?? [];
  const place = Math.max(0, principals.findIndex((principal) => principal === wanted));
  const found = await context.storage.list('secret', { index: 'member', key: principals[place] ?? actorId }, { after: after || undefined, limit: PAGE });
  const waiting = await Promise.all(found.map(async ({ ref }) => ((await isWaiting(context, actorId, ref.id)) ? [ref.id] : [])));
  const next = found.length === PAGE ? `${principals[place]} ${found.at(-1)?.ref.id}` : principals[place + 1];
  return accept({ secrets: waiting.flat(), ...(next !== undefined && { next }) });
}

async function isWaiting(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<boolean> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken || lawful(stateOf(taken.record), { kind: 'complete' }, taken.actor)) return false;
  const { record, actor } = taken;
  const readers = await readersOf(context, stateOf(record), actor.at);
  if (readers === 'too-wide') return false;
  const wrapped = new Set(record.wraps.map(({ user }) => user));
  const lacking = [...readers.keys()].filter((user) => !wrapped.has(user));
  const accounts = await Promise.all(lacking.map((user) => loadAccount(context.storage, user)));
  return accounts.some((account) => account !== undefined);
}

