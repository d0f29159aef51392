import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { AccessExplanation, PlainChange } from '../model/sharing.js';
import { MOST_READERS } from '../model/sharing.js';
import { effectivePermission, explain as explainPaths } from '../policy/index.js';
import type { User } from '../model/principal.js';
import type { ChainPart, QueryResults, Recipient, Sealing, SecretReading } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { keyPathOf, throughOf } from './key-path.js';
import { findActor, findPrincipals, findUser, personIn, principalIn } from './people.js';
import { isCurrent, recipientsOf } from './readers.js';
import { type GroupRecord, type SecretRecord, entriesAt, listEntries, listVersions, loadAccount, stateOf } from './records.js';
import { identifierIsTaken, takeFor, takeSecret } from './secret-record.js';
import { afterChanges } from './sharing.js';
import { detailsOf } from './views.js';

const withoutValue = ({ value: _value, ...envelope }: NonNullable<SecretRecord['envelope']>): Sealing['envelope'] => envelope;

/** How many signed entries one answer carries. */
const MOST_ENTRIES_AT_ONCE = 200;

/** A secret for its details: what the authority can read, the sealed details, and the asker's own key. */
export async function readSecret(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Result<SecretReading>> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { envelope, wraps, seq } = taken.record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const [summary, path] = await Promise.all([detailsOf(context, taken), keyPathOf(context, actorId, wraps)]);
  return accept({ summary, envelope: withoutValue(envelope), seq, ...path });
}

/** The proof of a secret: its signed entries, for everybody who may see it. */
export async function readChain(context: AuthorityContext, actorId: UserId, id: SecretId, after: number, whole = false): Promise<Result<ChainPart>> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { seq, head, transfers } = taken.record;
  const checkpoint = after === 0 && !whole ? taken.record.checkpoint : undefined;
  const proof = checkpoint === undefined ? [] : await entriesAt(context.storage, id, [1, ...transfers.filter((place) => place < checkpoint), checkpoint]);
  const from = checkpoint ?? after;
  const entries = [...proof, ...(from >= seq ? [] : await listEntries(context.storage, id, from, MOST_ENTRIES_AT_ONCE))];
  return accept({ seq, head, entries, checkpoint, through: await throughOf(context, taken.actor, taken.record), now: context.now() });
}

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

async function recipientOf(context: AuthorityContext, user: User, through: readonly PrincipalId[], wraps: SecretRecord['wraps']): Promise<Recipient> {
  const keys = (await loadAccount(context.storage, user.id))?.record.publicKeys;
  return { to: user.id, user, through, ...(keys && { keys }), wrapped: wraps.some(({ to, key }) => to === user.id && key === keys?.encryption.id) };
}

function groupRecipient({ id, genesis, epochs }: GroupRecord, wraps: SecretRecord['wraps']): Recipient[] {
  const [now] = epochs;
  if (!now) return [];
  return [{ to: id, epoch: { genesis, epoch: now.epoch, key: now.key, statement: now.statement }, wrapped: wraps.some(({ to, key }) => to === id && key === now.key.id) }];
}

/** For whom a key must be wrapped now, after some changes, or for a new owner. Asked by whoever may edit or share; one look at each reader's account. */
export async function readSealing(
  context: AuthorityContext, actorId: UserId, query: { secretId: SecretId; changes?: readonly PlainChange[]; to?: UserId },
): Promise<Result<Sealing>> {
  // Whoever edits, shares or completes asks this; `disable` needs `edit` and nothing of the secret's state.
  const taken = await takeFor(context, actorId, query.secretId, query.changes ? { kind: 'revoke', principal: actorId } : { kind: 'disable' });
  if ('refusal' in taken) return refuse(taken.refusal);
  const { record, actor } = taken;
  const after = query.changes ? await afterChanges(context, taken, query.changes) : { next: query.to ? { ...record, owner: query.to } : record };
  if ('refusal' in after) return refuse(after.refusal);
  const readers = await recipientsOf(context, stateOf(after.next), actor.at);
  if (readers === 'too-wide') return refuse({ code: 'share/too-wide', limit: MOST_READERS });
  const { envelope, wraps, seq, label } = record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const people = await Promise.all([...readers.people.values()].map(({ user, through }) => recipientOf(context, user, through, wraps)));
  return accept({
    envelope: withoutValue(envelope), seq, ...(await keyPathOf(context, actorId, wraps)),
    recipients: [...people, ...[...readers.groups.values()].flatMap((group) => groupRecipient(group, wraps))],
    someoneLeaves: wraps.some((wrap) => !isCurrent(wrap, readers)),
    identifierTaken: query.to !== undefined && label.identifier !== undefined && (await identifierIsTaken(context, query.to, label.identifier)),
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
