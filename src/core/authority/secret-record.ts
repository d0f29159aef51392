import type { Entry, Signed, SignedStep } from '../model/entry.js';
import { type PrincipalId, type SecretId, type UserId, isUserId } from '../model/ids.js';
import type { Step } from '../model/activity.js';
import type { Refusal } from '../model/refusal.js';
import type { Wrap } from '../model/sealed.js';
import { MOST_READERS } from '../model/sharing.js';
import { MOST_VERSIONS, type LawStep, effectivePermission, lawful } from '../policy/index.js';
import type { AuthorityContext } from './context.js';
import type { Plan } from './commit.js';
import { acceptEntry, readSigned } from './entries.js';
import { type ActiveActor, findActor, findUser } from './people.js';
import { type Recipients, recipientsOf, isCurrent } from './readers.js';
import { type SecretRecord, identifierClaim, loadSecret, stateOf, storedClaim, storedEntry, storedSecret, storedVersion, versionRef } from './records.js';

/** A secret as one person who may see it meets it. */
export interface SecretInHand {
  readonly actor: ActiveActor;
  readonly record: SecretRecord;
  readonly stored: number;
}

/** With the signed entry that is to change it; `actor.at` is the time that was signed. */
export interface SignedInHand extends SecretInHand {
  readonly entry: Entry;
}

interface SignedCommand { readonly id: string; readonly secretId: SecretId; readonly signed: Signed }

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

/** As `takeFor`, by the authority's time; what follows from the step carries the time that was signed. */
export async function takeSigned(context: AuthorityContext, actorId: UserId, command: SignedCommand, step: LawStep): Promise<SignedInHand | { refusal: Refusal }> {
  const taken = await takeFor(context, actorId, command.secretId, step);
  if ('refusal' in taken) return taken;
  const read = readSigned(context, command, taken.actor);
  return 'refusal' in read ? read : { ...taken, actor: { ...taken.actor, at: read.entry.at }, entry: read.entry };
}

/** Everybody whose list may show the secret differently: its owner and whoever holds a grant. */
export const readersNow = (record: SecretRecord): readonly PrincipalId[] => [record.owner, ...record.grants.map((grant) => grant.principal)];

/**
 * The wraps to store: for those who may read the secret, the newer of two for one. While the envelope stays, so does the wrap of somebody
 * who lost access: the authority hands it out no more, and it tells the next share to seal anew (`someoneLeaves`).
 */
function keptWraps(before: SecretRecord, next: SecretRecord, readers: Recipients): Wrap[] {
  const kept = new Set(before.envelope?.commitment === next.envelope?.commitment ? before.wraps.map(({ to }) => to) : []);
  return [...new Map(next.wraps.filter(({ to }) => readers.all.has(to) || kept.has(to)).map((wrap) => [wrap.to, wrap])).values()];
}

/** Whether somebody who lost access holds a key to the envelope that is to be stored. */
const leaversHoldKey = (before: SecretRecord, next: SecretRecord, readers: Recipients): boolean =>
  before.envelope?.commitment === next.envelope?.commitment && before.wraps.some((wrap) => !isCurrent(wrap, readers));

const tooWide = { code: 'share/too-wide', limit: MOST_READERS } as const;

interface Extras extends Partial<Plan> {
  /** A share that leaves somebody behind who holds the key seals anew; one made before that was known is made again. */
  readonly sealsLeaversOut?: boolean;
}

/** What a command writes in the journal, and what it signs. */
export interface SignedChange {
  readonly command: SignedCommand;
  readonly signs: readonly SignedStep[];
  readonly steps: readonly Step[];
}

/** The write that turns `before` into `next`, with its signed entry, its claims and its line in the journal. */
export async function planSecret(
  context: AuthorityContext, { actor, entry, record: before, stored }: SignedInHand, next: SecretRecord, { command, signs, steps }: SignedChange, more: Extras = {},
): Promise<Plan | { refusal: Refusal }> {
  const at = Math.max(entry.at, context.now());
  const [readers, owner] = await Promise.all([recipientsOf(context, stateOf(next), at), findUser(context, next.owner)]);
  if (readers === 'too-wide') return { refusal: tooWide };
  if (more.sealsLeaversOut && leaversHoldKey(before, next, readers)) return { refusal: { code: 'secret/changed-meanwhile', revision: before.revision } };
  const accepted = await acceptEntry(context, actor, stored === 0 ? undefined : before, command, entry, signs);
  if ('refusal' in accepted) return accepted;
  const changed: SecretRecord = { ...next, wraps: keptWraps(before, next, readers), seq: entry.seq, head: accepted.head, changedAt: entry.at, changedBy: actor.id };
  const claims = claimChanges(before, changed);
  const history = historyOf(before, changed);
  return {
    expect: [{ ref: { kind: 'secret', id: before.id }, revision: stored === 0 ? 'absent' : stored }, ...claims.expect, ...(more.expect ?? [])],
    puts: [storedSecret(changed, { stored, ownerName: owner?.name ?? '', waiting: isWaiting(changed, readers) }), storedEntry(before.id, entry.seq, command.signed), ...history.puts, ...claims.puts],
    deletes: [...claims.deletes, ...history.deletes],
    secret: before.id, at: context.now(), steps, readers: [...readersNow(before), ...readersNow(changed)],
    receipt: more.receipt, events: more.events,
  };
}

/** Whether a reader lacks a key, somebody who left still holds one, or somebody is granted who is not active now and may be later. */
function isWaiting(record: SecretRecord, readers: Recipients): boolean {
  const wrapped = new Set(record.wraps.map(({ to }) => to));
  const away = record.grants.some(({ principal }) => isUserId(principal) && !readers.people.has(principal));
  return away || [...readers.all.keys()].some((to) => !wrapped.has(to)) || record.wraps.some((wrap) => !isCurrent(wrap, readers));
}

/** The version that a new one takes the place of is kept, the oldest of more than 20 is not; a deleted secret keeps none. */
function historyOf(before: SecretRecord, after: SecretRecord): Required<Pick<Plan, 'puts' | 'deletes'>> {
  const [old, now] = [before.envelope, after.envelope];
  if (!old || old.version === now?.version) return { puts: [], deletes: [] };
  if (!now) return { puts: [], deletes: Array.from({ length: Math.min(MOST_VERSIONS, old.version - 1) }, (_, back) => versionRef(before.id, old.version - 1 - back)) };
  return {
    puts: [storedVersion(before.id, { envelope: old, wraps: before.wraps, at: before.sealedAt, by: old.author })],
    deletes: old.version > MOST_VERSIONS ? [versionRef(before.id, old.version - MOST_VERSIONS)] : [],
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
