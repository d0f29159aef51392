import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { endOf } from '../model/permission.js';
import type { Principal } from '../model/principal.js';
import type { SecretDetails, SecretSummary } from '../model/secret.js';
import type { AccessEntry } from '../model/sharing.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { SecretRow } from '../ports/storage.js';
import { type Actor, effectivePermission, isLive, mayOf, sharedWith } from '../policy/index.js';
import type { AuthorityContext, PrincipalMap } from './context.js';
import { type ActiveActor, findPrincipals, personIn, principalIn } from './people.js';
import { type SecretRecord, rowOf, stateOfRow } from './records.js';
import { type SecretInHand, takeSecret } from './secret-record.js';

/** When the newest of the grants that reach `actor` was given. Rows that were written before it was noted say nothing. */
function sharedAtOf({ grants }: SecretRow, { id, groups, at }: Actor): Date | undefined {
  const given = grants.flatMap((grant) => {
    const reaches = (grant.principal === id || groups.has(grant.principal)) && isLive({ expiresAt: endOf(grant)?.getTime() }, at);
    return reaches && Object.hasOwn(grant, 'grantedAt') && grant.grantedAt ? [grant.grantedAt.getTime()] : [];
  });
  return given.length > 0 ? new Date(Math.max(...given)) : undefined;
}

/** What a list shows of a row to `actor`. */
export function summaryOf(row: SecretRow, actor: Actor, people: PrincipalMap): SecretSummary {
  const state = stateOfRow(row);
  const held = effectivePermission(state, actor);
  const { name, url, identifier, method, tags } = row.label;
  const sharedAt = held === 'own' ? undefined : sharedAtOf(row, actor);
  return {
    id: row.secretId, revision: row.revision, accessRevision: row.accessRevision, name, url,
    ...(identifier !== undefined && { identifier }), ...(method !== undefined && { method }), tags,
    owner: personIn(people, row.owner), enabled: row.enabled,
    shared: sharedWith(state.grants, actor.at) > 0, sharedWith: sharedWith(state.grants, actor.at),
    hasClientSecret: row.hasClientSecret, leftSinceRotation: row.leftSinceRotation, createdAt: row.createdAt, ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt }), ...(sharedAt && { sharedAt }),
    permission: held === 'none' ? 'view' : held, may: mayOf(state, actor),
  };
}

function statusOf(grant: SecretRecord['grants'][number], principal: Principal | undefined, wrapped: ReadonlySet<PrincipalId>, at: number): AccessEntry['status'] {
  if (!isLive(grant, at)) return 'expired';
  const gives = principal?.kind === 'user' ? principal.status === 'active' : (principal)?.enabled;
  if (!gives) return 'suspended';
  return principal?.kind === 'user' && !wrapped.has(principal.id) ? 'pending' : 'active';
}

/** The owner first, then the grants in the order in which they were given. */
export function accessOf(record: SecretRecord, people: PrincipalMap, at: number): readonly AccessEntry[] {
  const wrapped = new Set<PrincipalId>(record.wraps.map(({ to }) => to));
  const owner = personIn(people, record.owner);
  const entries = record.grants.map((grant): AccessEntry => ({
    principal: principalIn(people, grant.principal), permission: grant.permission,
    ...(grant.expiresAt !== undefined && { expiresAt: new Date(grant.expiresAt) }),
    grantedBy: personIn(people, grant.grantedBy), grantedAt: new Date(grant.grantedAt),
    status: statusOf(grant, people.get(grant.principal), wrapped, at),
  }));
  return [{ principal: owner, permission: 'own', status: owner.status === 'active' ? 'active' : 'suspended' }, ...entries];
}

/** Everybody that a secret's details name. */
const namedIn = (record: SecretRecord): (PrincipalId | UserId)[] =>
  [record.owner, record.createdBy, record.changedBy, ...record.grants.flatMap((grant) => [grant.principal, grant.grantedBy])];

export const peopleOf = (context: AuthorityContext, actor: ActiveActor, record: SecretRecord): Promise<PrincipalMap> => findPrincipals(context, actor, namedIn(record));

export async function lastUseOf(context: AuthorityContext, id: SecretId): Promise<Date | undefined> {
  const use = await context.storage.get({ kind: 'use', id });
  const at = (use?.body as { lastUsedAt?: unknown } | undefined)?.lastUsedAt;
  return typeof at === 'number' ? new Date(at) : undefined;
}

/** A secret as its reader sees it, but for what is sealed. */
export async function detailsOf(context: AuthorityContext, { actor, record }: SecretInHand, lastUsedAt: Date | undefined): Promise<Omit<SecretDetails, 'clientId' | 'notes'>> {
  const people = await peopleOf(context, actor, record);
  const row = rowOf(record, '');
  if (!row) throw new TypeError('a deleted secret is never in hand');
  return {
    ...summaryOf({ ...row, ...(lastUsedAt && { lastUsedAt }) }, actor, people),
    access: accessOf(record, people, actor.at),
    createdBy: personIn(people, record.createdBy), changedAt: new Date(record.changedAt), changedBy: personIn(people, record.changedBy),
    version: record.envelope?.version ?? 1, rotatedAt: new Date(record.rotatedAt), ...(record.leftAt !== undefined && { leftAt: new Date(record.leftAt) }),
  };
}

/** The summary as it is stored now: the answer to every command that changes a secret. */
export async function readSummary(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Result<SecretSummary>> {
  const [taken, lastUsedAt] = await Promise.all([takeSecret(context, actorId, id), lastUseOf(context, id)]);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { access: _access, createdBy: _createdBy, changedAt: _changedAt, changedBy: _changedBy, version: _version, rotatedAt: _rotatedAt, leftAt: _leftAt, ...summary } = await detailsOf(context, taken, lastUsedAt);
  return accept(summary);
}

