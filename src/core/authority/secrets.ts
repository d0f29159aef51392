import { contentMarkOf, versionOf, wrapMarksOf } from '../crypto/marks.js';
import type { UserId } from '../model/ids.js';
import type { Result } from '../model/refusal.js';
import type { SecretSummary } from '../model/secret.js';
import type { Step } from '../model/activity.js';
import { type LawStep, addSteps, apply, changedFields, editSteps, lawful, leavesSomebody, rotationOf } from '../policy/index.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { beginsItself, invalid, readSigned } from './entries.js';
import { findActor } from './people.js';
import { type SecretRecord, stateOf } from './records.js';
import { type SignedInHand, identifierIsTaken, planSecret, takeSigned } from './secret-record.js';
import { isPlaced } from './placed.js';
import { readSummary } from './views.js';

/** Keeps a new secret; its creator owns it (mysafe.md F20). */
export function addSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.add'>): Promise<Result<SecretSummary>> {
  const decide = async (): Promise<Decision> => {
    const actor = await findActor(context, actorId);
    if (!actor) return { refusal: { code: 'access/not-found' } };
    const read = readSigned(context, command, actor);
    if ('refusal' in read) return read;
    const { entry } = read;
    const { label, envelope, wraps, secretId: id } = command;
    const [first] = entry.steps;
    if (first?.kind !== 'create' || entry.secret !== id || !(await beginsItself(entry))) return invalid('signed');
    if (!isPlaced(envelope, 1, entry) || wraps.every(({ to }) => to !== actorId)) return invalid('envelope');
    if (label.identifier !== undefined && (await identifierIsTaken(context, actorId, label.identifier))) return { refusal: { code: 'secret/identifier-taken' } };
    const record: SecretRecord = {
      id, owner: actorId, revision: 1, accessRevision: 1, label, enabled: true, deleted: false, grants: [], touched: [], envelope, wraps, seq: 1, head: '', transfers: [], sealedAt: entry.at,
      rotatedAt: entry.at, createdAt: first.genesis.at, createdBy: actorId, changedAt: entry.at, changedBy: actorId,
    };
    const { envelope: _envelope, ...nothing } = { ...record, wraps: [], label: { ...label, identifier: undefined } };
    const signs = addSteps(first.genesis, label, await contentMarkOf(envelope), await wrapMarksOf(wraps));
    return planSecret(context, { actor: { ...actor, at: entry.at }, entry, record: nothing, stored: 0 }, record, { command, signs, steps: [{ kind: 'create' }] });
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

/** Changes label, content or both. Everything is decided on the revision that the person looked at. */
export function editSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.edit'>): Promise<Result<SecretSummary>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'version' });
    if ('refusal' in taken) return taken;
    const { record, actor, entry } = taken;
    const { content } = command;
    const fields = command.label ? changedFields(record.label, command.label) : [];
    const label = fields.length > 0 ? command.label : undefined;
    const law = lawful(stateOf(record), { kind: 'label', identifier: fields.includes('identifier') }, actor);
    if (law) return { refusal: law };
    if (record.revision !== command.revision) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    if (!label && !content) return { unchanged: null };
    if (entry.seq !== record.seq + 1) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
    const version = (record.envelope?.version ?? 0) + 1;
    if (content && !isPlaced(content.envelope, version, entry)) return invalid('content');
    if (fields.includes('identifier') && label?.identifier !== undefined && (await identifierIsTaken(context, record.owner, label.identifier))) {
      return { refusal: { code: 'secret/identifier-taken' } };
    }
    const signs = editSteps(label, content && await versionOf(content));
    const steps: Step[] = [...(label ? [{ kind: 'label', fields } as const] : []), ...(content ? [{ kind: 'version', version } as const] : [])];
    return planSecret(context, taken, {
      ...record, revision: record.revision + 1, label: label ?? record.label,
      ...(content && { envelope: content.envelope, wraps: content.wraps, sealedAt: entry.at, ...timesAfter(record, content, entry.at) }),
    }, { command, signs, steps });
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

/** When the value became a new one, and when somebody last lost access, after a new version. */
const timesAfter = ({ rotatedAt, createdAt, wraps, leftAt }: SecretRecord, content: NonNullable<CommandOf<'secret.edit'>['content']>, at: number): Pick<SecretRecord, 'rotatedAt' | 'leftAt'> =>
  ({ rotatedAt: rotationOf(content, { at, before: rotatedAt, createdAt }), leftAt: leavesSomebody(wraps, content.wraps) ? at : leftAt });

/** Takes one step that needs nothing but the rules. `unchanged`: it is so already, which is no error (mysafe.md F24). */
function takeStep(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.enable' | 'secret.disable'>): Promise<Result<SecretSummary>> {
  const kind = command.type === 'secret.enable' ? 'enable' : 'disable';
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind });
    if ('refusal' in taken) return taken;
    const next = after(taken, { kind });
    if (next.enabled === taken.record.enabled && next.disabledBy === taken.record.disabledBy) return { unchanged: null };
    return planSecret(context, taken, next, { command, signs: [{ kind }], steps: [{ kind }] });
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

export const enableSecret = takeStep;
export const disableSecret = takeStep;

/** The record after a lawful step, as the rules say. */
export function after({ actor, record }: SignedInHand, step: LawStep): SecretRecord {
  const { hasValue: _hasValue, grants, ...state } = apply(stateOf(record), step, actor, record.accessRevision + 1);
  const access = grants === record.grants ? 0 : 1;
  return { ...record, ...state, grants: [...grants], revision: record.revision + (access ? 0 : 1), accessRevision: record.accessRevision + access };
}
