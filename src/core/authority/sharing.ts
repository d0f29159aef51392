import type { PrincipalId, Revision, UserId } from '../model/ids.js';
import type { Step } from '../model/activity.js';
import { type Refusal, type Result, accept } from '../model/refusal.js';
import type { Entry } from '../model/entry.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import { type PlainChange, type ShareChange, type StoredShare, MOST_READERS } from '../model/sharing.js';
import type { HeldTerms, SharingEvent } from '../ports/notifier.js';
import { type Permission, endOf } from '../model/permission.js';
import { contentMarkOf, wrapMarksOf } from '../crypto/marks.js';
import { type LawStep, admissible, applyAll, keySteps, otherPaths, outcomeOf, sharedWith, shareSteps } from '../policy/index.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import { type AuthorityContext, type PrincipalMap, reasonAgainst } from './context.js';
import { findActor, findPrincipals } from './people.js';
import { type SecretRecord, stateOf } from './records.js';
import { type SecretInHand, planSecret, takeSecret, takeSigned } from './secret-record.js';
import { isPlaced } from './placed.js';
import { accessOf, peopleOf } from './views.js';

type Results = StoredShare['results'];

const lawStepOf = ({ op, ...change }: PlainChange): LawStep => ({ kind: op, ...change }) as LawStep;

/** Notes which principals were touched at this access revision; the newest 2,000 are kept. */
export function touchedBy(record: SecretRecord, principals: readonly PrincipalId[]): SecretRecord['touched'] {
  const fresh = new Set(principals);
  return [...record.touched.filter(({ principal }) => !fresh.has(principal)), ...principals.map((principal) => ({ principal, at: record.accessRevision }))].slice(-MOST_READERS);
}

/** Whether somebody else changed one of these principals after the revision that the person looked at. */
function touchedSince(record: SecretRecord, seen: Revision, changes: readonly PlainChange[]): boolean {
  if (seen >= record.accessRevision) return false;
  const forgotten = record.touched.length === MOST_READERS && seen < (record.touched[0]?.at ?? 0);
  const later = new Set(record.touched.filter(({ at }) => at > seen).map(({ principal }) => principal));
  return forgotten || changes.some(({ principal }) => later.has(principal));
}

/** What the host's own rule says against each grant. */
function outsideOf(context: AuthorityContext, taken: SecretInHand, changes: readonly PlainChange[], principals: PrincipalMap): Map<PrincipalId, string> {
  const reasons = new Map<PrincipalId, string>();
  for (const change of changes) {
    const principal = principals.get(change.principal);
    if (change.op === 'revoke' || !principal) continue;
    const asked: ShareChange = { ...change, expiresAt: change.expiresAt === undefined ? undefined : new Date(change.expiresAt) };
    const reason = reasonAgainst(context, { actor: taken.actor.user, secret: taken.record.id, change: asked, principal });
    if (reason !== undefined) reasons.set(change.principal, reason);
  }
  return reasons;
}

/** The record after these changes, or why they are refused: the rules first, then policy, directory and clock. */
export async function afterChanges(context: AuthorityContext, taken: SecretInHand, changes: readonly PlainChange[]): Promise<{ next: SecretRecord } | { refusal: Refusal }> {
  const { record, actor } = taken;
  const setAt = record.accessRevision + 1;
  const effective = changes.filter((change) => outcomeOf(record.grants, change) !== 'unchanged');
  const applied = applyAll(stateOf(record), effective.map(lawStepOf), actor, setAt);
  if ('refusal' in applied) return applied;
  const principals = await findPrincipals(context, actor, changes.map(({ principal }) => principal));
  const visible = new Map([...principals].filter(([id, principal]) => principal.name !== '' || record.grants.some((grant) => grant.principal === id)));
  const refusal = admissible(effective, {
    actor: actor.id, owner: record.owner, at: actor.at, policy: context.policy, principals: visible,
    outside: outsideOf(context, taken, effective, visible), grantsAfter: applied.state.grants.length,
  });
  if (refusal) return { refusal };
  const next = { ...record, grants: [...applied.state.grants], accessRevision: setAt };
  return { next: { ...next, touched: touchedBy(next, effective.map(({ principal }) => principal)) } };
}

function stepsOf(before: SecretRecord, changes: readonly PlainChange[], resealed: boolean): Step[] {
  const steps = changes.map(({ op, ...change }): Step => {
    const held = before.grants.find((grant) => grant.principal === change.principal)?.permission;
    return { kind: op, ...change, ...(held && { before: held }) } as Step;
  });
  return resealed ? [...steps, { kind: 'rekey' }] : steps;
}

function heldTerms(terms: { readonly permission: Permission; readonly expiresAt?: number }): HeldTerms {
  const end = endOf(terms);
  return { permission: terms.permission, ...(end !== undefined && { expiresAt: new Date(end) }) };
}

function eventsOf(context: AuthorityContext, taken: SecretInHand, changes: readonly PlainChange[]): SharingEvent[] {
  const { record, actor } = taken;
  const common = { at: new Date(context.now()), actor: actor.id, owner: record.owner, secretId: record.id, secretName: record.label.name };
  return changes.map((change): SharingEvent => {
    const held = record.grants.find((grant) => grant.principal === change.principal);
    const about = { ...common, principal: change.principal, ...(held && { before: heldTerms(held) }) };
    if (change.op === 'revoke') return { ...about, kind: 'revoked' };
    return { ...about, kind: held ? 'changed' : 'granted', ...heldTerms(change) };
  });
}

/** Who was revoked and can still open the secret another way: “still edit through Ops” (mysafe.md T9). */
async function resultsOf(context: AuthorityContext, before: SecretRecord, after: SecretRecord, changes: readonly PlainChange[]): Promise<Results> {
  return Promise.all(changes.map(async (change) => {
    const outcome = outcomeOf(before.grants, change);
    if (outcome !== 'revoked' || change.principal.startsWith('group:')) return { principal: change.principal, outcome };
    const person = await findActor(context, change.principal as UserId);
    const stillThrough = person ? otherPaths(stateOf(after), person) : [];
    return { principal: change.principal, outcome, ...(stillThrough.length > 0 && { stillThrough }) };
  }));
}

/** Grants and revokes, all or nothing, with the keys that this needs, in one record. */
export function share(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.share'>): Promise<Result<StoredShare>> {
  const { changes, resealed } = command;
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'revoke', principal: actorId });
    if ('refusal' in taken) return taken;
    const { record, entry } = taken;
    if (command.accessRevision !== undefined && touchedSince(record, command.accessRevision, changes)) return { refusal: await changedMeanwhile(context, taken) };
    const changed = await afterChanges(context, taken, changes);
    if ('refusal' in changed) return changed;
    const results = await resultsOf(context, record, changed.next, changes);
    if (results.every(({ outcome }) => outcome === 'unchanged')) return { unchanged: receiptOf(taken, record, results) };
    const keys = keysAfter(record, command, entry);
    if (!keys) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    const effective = changes.filter((change) => outcomeOf(record.grants, change) !== 'unchanged');
    const signs = shareSteps(record.grants, changes, await wrapMarksOf(command.wraps), resealed && await contentMarkOf(resealed), saysNobodyLeft(entry));
    return planSecret(context, taken, { ...changed.next, ...keys }, { command, signs, steps: stepsOf(record, effective, resealed !== undefined) }, {
      receipt: receiptOf(taken, changed.next, results), events: eventsOf(context, taken, effective), sealsLeaversOut: true,
    });
  };
  return commit(context, actorId, command, decide, (receipt) => readOutcome(context, actorId, command.secretId, receipt as Receipt));
}

/** Whether a re-key follows lowered access alone. */
const saysNobodyLeft = ({ steps }: Entry): boolean => steps.some((step) => step.kind === 'rekey' && step.nobodyLeft);

/** The envelope and wraps to store. `undefined` where they were made for a state that has been replaced meanwhile. */
export function keysAfter(record: SecretRecord, { wraps, resealed }: { wraps: readonly Wrap[]; resealed?: Envelope }, entry: Entry): Pick<SecretRecord, 'envelope' | 'wraps' | 'leftAt'> | undefined {
  if (entry.seq !== record.seq + 1 || entry.prev !== record.head || !record.envelope) return undefined;
  if (!resealed) return { envelope: record.envelope, wraps: [...record.wraps, ...wraps], leftAt: record.leftAt };
  return isPlaced(resealed, record.envelope.version, entry) ? { envelope: resealed, wraps: [...wraps], leftAt: saysNobodyLeft(entry) ? record.leftAt : entry.at } : undefined;
}

async function changedMeanwhile(context: AuthorityContext, { actor, record }: SecretInHand): Promise<Refusal> {
  return { code: 'share/changed-meanwhile', accessRevision: record.accessRevision, access: accessOf(record, await peopleOf(context, actor, record), actor.at) };
}

type Receipt = Pick<StoredShare, 'accessRevision' | 'sharedWith' | 'results'>;

const receiptOf = ({ actor }: SecretInHand, { accessRevision, grants }: SecretRecord, results: Results): Receipt =>
  ({ accessRevision, sharedWith: sharedWith(grants, actor.at), results });

/** The access list, read again after the write: “Shared” is said only of what is stored. A manager who removed themselves sees none any more. */
async function readOutcome(context: AuthorityContext, actorId: UserId, secretId: string, receipt: Receipt): Promise<Result<StoredShare>> {
  const { results } = receipt;
  const taken = await takeSecret(context, actorId, secretId);
  if ('refusal' in taken) return accept({ secretId, ...receipt, shared: receipt.sharedWith > 0, access: [] });
  const { record, actor } = taken;
  const shared = sharedWith(record.grants, actor.at);
  return accept({
    secretId, accessRevision: record.accessRevision, shared: shared > 0, sharedWith: shared,
    access: accessOf(record, await peopleOf(context, actor, record), actor.at), results,
  });
}

/** Hands keys to people who were waiting for them, or seals the version anew where somebody left. Moves no revision. */
export function complete(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.complete'>): Promise<Result<null>> {
  const { resealed, wraps } = command;
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'complete' });
    if ('refusal' in taken) return taken;
    const { record, entry } = taken;
    const keys = keysAfter(record, command, entry);
    if (!keys) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    const held = new Set(record.wraps.map(({ to, key }) => `${to} ${key}`));
    if (!resealed && wraps.every(({ to, key }) => held.has(`${to} ${key}`))) return { unchanged: null };
    const signs = keySteps(await wrapMarksOf(wraps), resealed && await contentMarkOf(resealed), saysNobodyLeft(entry));
    const step: Step = resealed ? { kind: 'rekey' } : { kind: 'complete', users: wraps.length };
    const plan = await planSecret(context, taken, { ...record, ...keys }, { command, signs, steps: [step] });
    return 'refusal' in plan ? plan : { ...plan, readers: [...plan.readers, ...wraps.map(({ to }) => to)] };
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}
