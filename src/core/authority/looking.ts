import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { AccessExplanation } from '../model/sharing.js';
import { effectivePermission, explain as explainPaths } from '../policy/index.js';
import type { QueryResults } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { keyPathOf } from './key-path.js';
import { findActor, findPrincipals, findUser, personIn, principalIn } from './people.js';
import { isCurrent, recipientsOf } from './readers.js';
import { listVersions, loadAccount, stateOf } from './records.js';
import { takeFor, takeSecret } from './secret-record.js';

/** The states before, and the present one, the newest first, for whoever may edit. */
export async function readVersions(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Result<QueryResults['secret.versions']>> {
  const taken = await takeFor(context, actorId, id, { kind: 'disable' });
  if ('refusal' in taken) return refuse(taken.refusal);
  const { envelope, wraps, sealedAt: at } = taken.record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const kept = [{ envelope, wraps, at, by: envelope.author }, ...(await listVersions(context.storage, id)).reverse()];
  const people = await findPrincipals(context, taken.actor, kept.map(({ by }) => by));
  return accept(await Promise.all(kept.map(async (version) => ({
    version: version.envelope.version, at: new Date(version.at), by: personIn(people, version.by), hasClientSecret: version.envelope.value !== undefined,
    readable: (await keyPathOf(context, actorId, version.wraps)).wrap !== undefined,
  }))));
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
  const taken = await takeFor(context, actorId, id, { kind: 'complete' });
  if ('refusal' in taken) return false;
  const { record, actor } = taken;
  const readers = await recipientsOf(context, stateOf(record), actor.at);
  if (readers === 'too-wide') return false;
  if (record.wraps.some((wrap) => !isCurrent(wrap, readers))) return true;
  const wrapped = new Set<PrincipalId>(record.wraps.map(({ to }) => to));
  if ([...readers.groups.keys()].some((group) => !wrapped.has(group))) return true;
  const lacking = [...readers.people.keys()].filter((user) => !wrapped.has(user));
  const accounts = await Promise.all(lacking.map((user) => loadAccount(context.storage, user)));
  return accounts.some((account) => account !== undefined);
}
