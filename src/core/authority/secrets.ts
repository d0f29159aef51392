import type { UserId } from '../model/ids.js';
import type { Refusal, Result } from '../model/refusal.js';
import { accept } from '../model/refusal.js';
import type { SecretSummary } from '../model/secret.js';
import type { Step } from '../model/activity.js';
import { type LawStep, apply, lawful, problemWith } from '../policy/index.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { findActor } from './people.js';
import { type SecretRecord, stateOf } from './records.js';
import { type SecretInHand, identifierIsTaken, planSecret, takeFor } from './secret-record.js';
import { readSummary } from './views.js';
import { changedFields } from './label.js';
import { keysAfter, touchedBy } from './sharing.js';

const invalid = (...path: string[]): { refusal: Refusal } => ({ refusal: { code: 'input/invalid', issues: [{ path, code: 'out-of-range' }] } });

/** Keeps a new secret; its creator owns it (mysafe.md F20). */
export function addSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.add'>): Promise<Result<SecretSummary>> {
  const decide = async (): Promise<Decision> => {
    const actor = await findActor(context, actorId);
    if (!actor) return { refusal: { code: 'access/not-found' } };
    const { label, envelope, wraps, secretId: id } = command;
    if (envelope.version !== 1 || envelope.author !== actorId || wraps.every((wrap) => wrap.user !== actorId)) return invalid('envelope');
    if (label.identifier !== undefined && (await identifierIsTaken(context, actorId, label.identifier))) return { refusal: { code: 'secret/identifier-taken' } };
    const record: SecretRecord = {
      id, owner: actorId, revision: 1, accessRevision: 1, label, enabled: true, deleted: false, grants: [], touched: [], envelope, wraps,
      createdAt: actor.at, createdBy: actorId, changedAt: actor.at, changedBy: actorId,
    };
    const plan = await planSecret(context, { actor, record: { ...record, wraps: [], label: { ...label, identifier: undefined } }, stored: 0 }, record, [{ kind: 'create' }]);
    if ('refusal' in plan) return plan;
    return { ...plan, expect: [{ ref: { kind: 'secret', id }, revision: 'absent' }, ...plan.expect.filter(({ ref }) => ref.kind !== 'secret')] };
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

/** Changes label, content or both. Everything is decided on the revision that the person looked at. */
export function editSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.edit'>): Promise<Result<SecretSummary>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeFor(context, actorId, command.secretId, { kind: 'version' });
    if ('refusal' in taken) return taken;
    const { record, actor } = taken;
    const { label, content } = command;
    const fields = label ? changedFields(record.label, label) : [];
    const law = lawful(stateOf(record), { kind: 'label', identifier: fields.includes('identifier') }, actor);
    if (law) return { refusal: law };
    if (record.revision !== command.revision) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    if (content && (content.envelope.version !== (record.envelope?.version ?? 0) + 1 || content.envelope.author !== actorId)) return invalid('content');
    if (fields.includes('identifier') && label?.identifier !== undefined && (await identifierIsTaken(context, record.owner, label.identifier))) {
      return { refusal: { code: 'secret/identifier-taken' } };
    }
    const steps: Step[] = [...(fields.length > 0 ? [{ kind: 'label', fields } as const] : []), ...(content ? [{ kind: 'version', version: content.envelope.version } as const] : [])];
    if (steps.length === 0) return { unchanged: null };
    return planSecret(context, taken, {
      ...record, revision: record.revision + 1, label: label ?? record.label, ...(content && { envelope: content.envelope, wraps: content.wraps }),
    }, steps);
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

/** Takes one step that needs nothing but the rules. `unchanged`: it is so already, which is no error (mysafe.md F24). */
function takeStep(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.enable' | 'secret.disable'>): Promise<Result<SecretSummary>> {
  const kind = command.type === 'secret.enable' ? 'enable' : 'disable';
  const decide = async (): Promise<Decision> => {
    const taken = await takeFor(context, actorId, command.secretId, { kind });
    if ('refusal' in taken) return taken;
    const next = after(taken, { kind });
    if (next.enabled === taken.record.enabled && next.disabledBy === taken.record.disabledBy) return { unchanged: null };
    return planSecret(context, taken, next, [{ kind }]);
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

export const enableSecret = takeStep;
export const disableSecret = takeStep;

/** The record after a lawful step, as the rules say. */
function after({ actor, record }: SecretInHand, step: LawStep): SecretRecord {
  const { hasValue: _hasValue, grants, ...state } = apply(stateOf(record), step, actor, record.accessRevision + 1);
  const access = grants === record.grants ? 0 : 1;
  return { ...record, ...state, grants: [...grants], revision: record.revision + (access ? 0 : 1), accessRevision: record.accessRevision + access };
}

/** Gives up one's own direct grant. The next share seals the secret anew for those who stay. */
export function leaveSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.leave'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeFor(context, actorId, command.secretId, { kind: 'leave' });
    if ('refusal' in taken) return taken;
    const { record, actor } = taken;
    const left = after(taken, { kind: 'leave' });
    const event = { kind: 'left', at: new Date(actor.at), actor: actorId, secretId: record.id, secretName: record.label.name, principal: actorId } as const;
    return planSecret(context, taken, { ...left, touched: touchedBy(left, [actorId]) }, [{ kind: 'leave' }], { events: [event] });
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** Leaves a tombstone: what was sealed is gone, what happened stays in the journal. */
export function deleteSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.delete'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeFor(context, actorId, command.secretId, { kind: 'delete' });
    if ('refusal' in taken) return taken;
    const { envelope: _envelope, ...rest } = after(taken, { kind: 'delete' });
    return planSecret(context, taken, { ...rest, wraps: [] }, [{ kind: 'delete' }]);
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** Makes somebody else the owner; the old one keeps `manage`. An identifier that the new owner uses already is cleared. */
export function transferSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.transfer'>): Promise<Result<SecretSummary>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeFor(context, actorId, command.secretId, { kind: 'transfer', to: command.to });
    if ('refusal' in taken) return taken;
    const { record, actor } = taken;
    const problem = await problemWithOwner(context, actorId, command.to);
    if (problem) return { refusal: problem };
    const keys = keysAfter(record, command);
    if (!keys) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    const moved = after(taken, { kind: 'transfer', to: command.to });
    const { identifier, ...bare } = record.label;
    const identifierCleared = identifier !== undefined && (await identifierIsTaken(context, command.to, identifier));
    const label = identifierCleared ? bare : record.label;
    const revision = record.revision + (identifierCleared ? 1 : 0);
    const event = { kind: 'transferred', at: new Date(actor.at), actor: actorId, secretId: record.id, secretName: record.label.name, principal: command.to, identifierCleared } as const;
    return planSecret(context, taken, { ...moved, ...keys, label, revision, touched: touchedBy(moved, [actorId, command.to]) }, [{ kind: 'transfer', to: command.to }], { events: [event] });
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

async function problemWithOwner(context: AuthorityContext, actorId: UserId, to: UserId): Promise<Refusal | undefined> {
  const [person] = await context.directory.get([to]);
  const problem = problemWith(person, { actor: actorId });
  return problem && { code: 'share/problem', problems: [{ principal: to, problem }] };
}
