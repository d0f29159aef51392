import type { SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { AccessExplanation } from '../model/sharing.js';
import { effectivePermission, explain as explainPaths } from '../policy/index.js';
import type { QueryResults } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { encryptionKeyOf, keyPathOf } from './key-path.js';
import { findActor, findPrincipals, findUser, personIn, principalIn } from './people.js';
import { listVersions, stateOf } from './records.js';
import { takeFor, takeSecret } from './secret-record.js';

/** The states before, and the present one, the newest first, for whoever may edit. */
export async function readVersions(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Result<QueryResults['secret.versions']>> {
  const [taken, key] = await Promise.all([takeFor(context, actorId, id, { kind: 'disable' }), encryptionKeyOf(context, actorId)]);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { envelope, wraps, sealedAt: at } = taken.record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const kept = [{ envelope, wraps, at, by: envelope.author }, ...(await listVersions(context.storage, id)).reverse()];
  const people = await findPrincipals(context, taken.actor, kept.map(({ by }) => by));
  return accept(await Promise.all(kept.map(async (version) => ({
    version: version.envelope.version, at: new Date(version.at), by: personIn(people, version.by), hasClientSecret: version.envelope.value !== undefined,
    readable: (await keyPathOf(context, actorId, key, version.wraps)).wrap !== undefined,
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
