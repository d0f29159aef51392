import { wrapMarksOf } from '../crypto/marks.js';
import type { UserId } from '../model/ids.js';
import { type Refusal, type Result, accept } from '../model/refusal.js';
import type { Label, SecretSummary } from '../model/secret.js';
import { problemWith, transferSteps } from '../policy/index.js';
import type { CommandOf } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { type SignedInHand, identifierIsTaken, planSecret, takeSigned } from './secret-record.js';
import { after } from './secrets.js';
import { keysAfter, touchedBy } from './sharing.js';
import { readSummary } from './views.js';

/** Gives up one's own direct grant. Whoever may share seals the secret anew for those who stay. */
export function leaveSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.leave'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'leave' });
    if ('refusal' in taken) return taken;
    const { record, entry } = taken;
    const left = { ...after(taken, { kind: 'leave' }), leftAt: entry.at };
    const event = { kind: 'left', at: new Date(context.now()), actor: actorId, owner: record.owner, secretId: record.id, secretName: record.label.name, principal: actorId } as const;
    return planSecret(context, taken, { ...left, touched: touchedBy(left, [actorId]) }, { command, signs: [{ kind: 'leave' }], steps: [{ kind: 'leave' }] }, { events: [event] });
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** Leaves a tombstone: what was sealed is gone, what happened stays in the journal. */
export function deleteSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.delete'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'delete' });
    if ('refusal' in taken) return taken;
    const { envelope: _envelope, ...rest } = after(taken, { kind: 'delete' });
    return planSecret(context, taken, { ...rest, wraps: [] }, { command, signs: [{ kind: 'delete' }], steps: [{ kind: 'delete' }] });
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}

/** Makes somebody else the owner; the old one keeps `manage`. An identifier that the new owner uses already is cleared. */
export function transferSecret(context: AuthorityContext, actorId: UserId, command: CommandOf<'secret.transfer'>): Promise<Result<SecretSummary>> {
  const { to } = command;
  const decide = async (): Promise<Decision> => {
    const taken = await takeSigned(context, actorId, command, { kind: 'transfer', to });
    if ('refusal' in taken) return taken;
    const problem = await problemWithOwner(context, actorId, to);
    if (problem) return { refusal: problem };
    const { identifier, ...bare } = taken.record.label;
    const isTaken = identifier !== undefined && (await identifierIsTaken(context, to, identifier));
    return planTransfer(context, taken, command, isTaken ? bare : undefined);
  };
  return commit(context, actorId, command, decide, () => readSummary(context, actorId, command.secretId));
}

/** `cleared`: the label without an identifier that the new owner uses already. */
export async function planTransfer(context: AuthorityContext, taken: SignedInHand, command: CommandOf<'secret.transfer'>, cleared?: Label): Promise<Decision> {
  const [{ record, actor, entry }, { to, wraps }] = [taken, command];
  const keys = keysAfter(record, command, entry);
  if (!keys) return { refusal: { code: 'secret/changed-meanwhile', revision: record.revision } };
  const moved = after(taken, { kind: 'transfer', to });
  const next = {
    ...moved, ...keys, transfers: [...record.transfers, entry.seq], label: cleared ?? record.label, revision: record.revision + (cleared ? 1 : 0), touched: touchedBy(moved, [record.owner, to]),
  };
  const event = { kind: 'transferred', at: new Date(context.now()), actor: actor.id, owner: to, secretId: record.id, secretName: record.label.name, principal: to, identifierCleared: cleared !== undefined } as const;
  return planSecret(context, taken, next, { command, signs: transferSteps(to, await wrapMarksOf(wraps), cleared), steps: [{ kind: 'transfer', to }] }, { events: [event] });
}

async function problemWithOwner(context: AuthorityContext, actorId: UserId, to: UserId): Promise<Refusal | undefined> {
  const [person] = await context.directory.get([to]);
  const problem = problemWith(person, { actor: actorId });
  return problem && { code: 'share/problem', problems: [{ principal: to, problem }] };
}
