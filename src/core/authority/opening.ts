import type { UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { CommandOf, CommandResults } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { takeFor } from './secret-record.js';

type Open = CommandOf<'secret.open'>;

/**
 * Hands out the sealed value for a purpose and journals it. A reveal is the secret's last use and writes the `use` record alone,
 * so reading never stands in the way of editing.
 */
export function openSecret(context: AuthorityContext, actorId: UserId, command: Open): Promise<Result<CommandResults['secret.open']>> {
  const { purpose, secretId } = command;
  const take = () => takeFor(context, actorId, secretId, { kind: 'open', purpose });
  const decide = async (): Promise<Decision> => {
    const taken = await take();
    if ('refusal' in taken) return taken;
    const { record, actor } = taken;
    if (record.wraps.every((wrap) => wrap.user !== actorId)) return { refusal: { code: 'access/pending' } };
    const ref = { kind: 'use', id: secretId } as const;
    const used = purpose === 'reveal' ? await context.storage.get(ref) : undefined;
    const put = { ref, revision: (used?.revision ?? 0) + 1, format: 1, body: { lastUsedAt: actor.at }, keys: [{ index: 'secret', key: secretId }] } as const;
    return {
      expect: purpose === 'reveal' ? [{ ref, revision: used?.revision ?? 'absent' }] : [], puts: purpose === 'reveal' ? [put] : [],
      secret: secretId, at: actor.at, steps: [{ kind: 'open', purpose }], receipt: record.envelope?.commitment,
      readers: purpose === 'reveal' ? [record.owner, ...record.grants.map((grant) => grant.principal)] : [],
    };
  };
  return commit(context, actorId, command, decide, async (opened) => {
    const taken = await take();
    if ('refusal' in taken) return refuse(taken.refusal);
    const { envelope, wraps, revision } = taken.record;
    if (!envelope) return refuse({ code: 'secret/no-value' });
    // a command sent again gets what was journaled, never a value that came later
    if (envelope.commitment !== opened) return refuse({ code: 'secret/changed-meanwhile', revision });
    return accept({ envelope, wrap: wraps.find((wrap) => wrap.user === actorId) });
  });
}
