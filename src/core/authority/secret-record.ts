import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Step } from '../model/activity.js';
import type { Refusal } from '../model/refusal.js';
import type { Wrap } from '../model/sealed.js';
import { type LawStep, effectivePermission, lawful } from '../policy/index.js';
import type { AuthorityContext } from './context.js';
import type { Plan } from './commit.js';
import { type ActiveActor, findActor, findUser, readersOf } from './people.js';
import { type SecretRecord, identifierClaim, loadSecret, stateOf, storedClaim, storedSecret } from './records.js';

/** A secret as one person who may see it meets it. */
export interface SecretInHand {
  readonly actor: ActiveActor;
  readonly record: SecretRecord;
  readonly stored: number;
}

const notFound = { refusal: { code: 'access/not-found' } } as const;

/** Reads a secret for somebody. Absent, deleted and not theirs are one answer. */
export async function takeSecret(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<SecretInHand | { refusal: Refusal }> {
  const [actor, loaded] = await Promise.all([findActor(context, actorId), loadSecret(context.storage, id)]);
  if (!actor || !loaded) return notFound;
  // An end that has passed once stays passed, even where this machine's clock was turned back since the last change.
  const inTime = { ...actor, at: Math.max(actor.at, loaded.record.changedAt) };
  if (effectivePermission(stateOf(loaded.record), inTime) === 'none') return notFound;
  return { actor: inTime, ...loaded };
}

/** As `takeSecret`, and the step is lawful. */
export async function takeFor(context: AuthorityContext, actorId: UserId, id: SecretId, step: LawStep): Promise<SecretInHand | { refusal: Refusal }> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken) return taken;
  const refusal = lawful(stateOf(taken.record), step, taken.actor);
  return refusal ? { refusal } : taken;
}

/** Everybody whose list may show the secret differently: its owner and whoever holds a grant. */
export const readersNow = (record: SecretRecord): readonly PrincipalId[] => [record.owner, ...record.grants.map((grant) => grant.principal)];

/**
 * The wraps to store: of those who may read the secret, the newer of two for one person. While the envelope stays, so does the wrap of somebody
 * who lost access: the authority hands it out no more, and it tells the next share to seal anew (`someoneLeaves`).
 */
function keptWraps(before: SecretRecord, next: SecretRecord, readers: ReadonlyMap<UserId, unknown>): Wrap[] {
  const kept = new Set(before.envelope?.commitment === next.envelope?.commitment ? before.wraps.map(({ user }) => user) : []);
  const byUser = new Map(next.wraps.filter(({ user }) => readers.has(user) || kept.has(user)).map((wrap) => [wrap.user, wrap]));
  return [...byUser.values()];
}

/** Whether somebody who lost access holds a key to the envelope that is to be stored. */
const leaversHoldKey = (before: SecretRecord, next: SecretRecord, readers: ReadonlyMap<UserId, unknown>): boolean =>
  before.envelope?.commitment === next.envelope?.commitment && before.wraps.some(({ user }) => !readers.has(user));

const tooWide = { code: 'share/too-wide', limit: 2_000 } as const;

interface Extras extends Partial<Plan> {
  /** A share that leaves somebody behind who holds the key seals anew; one made before that was known is made again. */
  readonly sealsLeaversOut?: boolean;
}

/** The write that turns `before` into `next`, with its claims and its line in the journal. */
export async function planSecret(
  context: AuthorityContext, { actor, record: before, stored }: SecretInHand, next: SecretRecord,
  steps: readonly Step[], more: Extras = {},
): Promise<Plan | { refusal: Refusal }> {
  const at = actor.at;
  const [readers, owner] = await Promise.all([next.deleted ? new Map<UserId, unknown>() : readersOf(context, stateOf(next), at), findUser(context, next.owner)]);
  if (readers === 'too-wide') return { refusal: tooWide };
  if (more.sealsLeaversOut && leaversHoldKey(before, next, readers)) return { refusal: { code: 'secret/changed-meanwhile', revision: before.revision } };
  const changed: SecretRecord = { ...next, wraps: keptWraps(before, next, readers), changedAt: at, changedBy: actor.id };
  const wrapped = new Set(changed.wraps.map(({ user }) => user));
  const waiting = [...readers.keys()].some((user) => !wrapped.has(user));
  const claims = claimChanges(before, changed);
  return {
    expect: [{ ref: { kind: 'secret', id: before.id }, revision: stored }, ...claims.expect, ...(more.expect ?? [])],
    puts: [storedSecret(changed, { stored, ownerName: owner?.name ?? '', waiting, at }), ...claims.puts],
    deletes: claims.deletes,
    secret: before.id, at, steps,
    readers: [...readersNow(before), ...readersNow(changed)],
    receipt: more.receipt, events: more.events,
  };
}

/** What the identifier claims become when a secret changes its identifier or its owner. */
function claimChanges(before: SecretRecord, after: SecretRecord): Required<Pick<Plan, 'expect' | 'puts' | 'deletes'>> {
  const old = before.label.identifier ? identifierClaim(before.owner, before.label.identifier) : undefined;
  const fresh = after.label.identifier && !after.deleted ? identifierClaim(after.owner, after.label.identifier) : undefined;
  if (old?.id === fresh?.id) return { expect: [], puts: [], deletes: [] };
  return {
    expect: [...(old ? [{ ref: old, revision: 1 }] : []), ...(fresh ? [{ ref: fresh, revision: 'absent' as const }] : [])],
    puts: fresh ? [storedClaim(fresh.id, after.owner)] : [],
    deletes: old ? [old] : [],
  };
}

/** Whether another secret of `owner` has this identifier. */
export const identifierIsTaken = async (context: AuthorityContext, owner: UserId, identifier: string): Promise<boolean> =>
  (await context.storage.get(identifierClaim(owner, identifier))) !== undefined;
