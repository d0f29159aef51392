import type { UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import type { CommandOf, CommandResults } from '../protocol/command.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { encryptionKeyOf, keyPathOf } from './key-path.js';
import { chainPartOf } from './reading.js';
import { lawful } from '../policy/index.js';
import { FORMAT, loadVersion, stateOf } from './records.js';
import { type SecretInHand, takeFor } from './secret-record.js';

type Open = CommandOf<'secret.open'>;

/** The sealed parts that are asked for: those of now, or of a version before, which is for whoever may edit. */
async function sealedFor(context: AuthorityContext, { actor, record }: SecretInHand, version: number | undefined): Promise<{ envelope?: Envelope; wraps: readonly Wrap[] } | undefined> {
  if (version === undefined || version === record.envelope?.version) return record;
  if (lawful(stateOf(record), { kind: 'version' }, actor)) return undefined;
  return (await loadVersion(context.storage, record.id, version))?.record;
}

/**
 * Hands out the sealed value for a purpose and journals it. A reveal or a copy is the secret's last use and writes the `use` record alone,
 * so reading never stands in the way of editing. The secret must still be the one that it was
 * decided on when it is journaled; people, groups and the clock are as they were read.
 */
export function openSecret(context: AuthorityContext, actorId: UserId, command: Open): Promise<Result<CommandResults['secret.open']>> {
  const { purpose, secretId, version, after } = command;
  const law = purpose === 'copy' ? 'reveal' : purpose; // whoever may see it may copy it
  const isUse = law === 'reveal';
  const ref = { kind: 'use', id: secretId } as const;
  let taken: Awaited<ReturnType<typeof take>>;
  const take = async () => {
    const [found, key, used] = await Promise.all([takeFor(context, actorId, secretId, { kind: 'open', purpose: law }), encryptionKeyOf(context, actorId), isUse ? context.storage.get(ref) : undefined]);
    if ('refusal' in found) return found;
    const sealed = await sealedFor(context, found, version);
    if (!sealed) return { refusal: { code: 'access/not-found' } as const };
    return { ...found, sealed, path: await keyPathOf(context, actorId, key, sealed.wraps), used };
  };
  const decide = async (): Promise<Decision> => {
    taken = await take();
    if ('refusal' in taken) return taken;
    const { record, stored, actor, path, sealed, used } = taken;
    if (!path.wrap) return { refusal: { code: 'access/pending' } };
    const put = { ref, revision: (used?.revision ?? 0) + 1, format: FORMAT, body: { lastUsedAt: actor.at }, keys: [{ index: 'secret', key: secretId }] } as const;
    return {
      expect: [{ ref: { kind: 'secret', id: secretId }, revision: stored }, ...(isUse ? [{ ref, revision: used?.revision ?? 'absent' } as const] : [])], puts: isUse ? [put] : [],
      secret: secretId, at: actor.at, steps: [{ kind: 'open', purpose }], receipt: sealed.envelope?.commitment,
      readers: isUse ? [record.owner, ...record.grants.map((grant) => grant.principal)] : [],
    };
  };
  return commit(context, actorId, command, decide, async (opened) => {
    if ('refusal' in taken) return refuse(taken.refusal);
    const { envelope } = taken.sealed;
    if (!envelope) return refuse({ code: 'secret/no-value' });
    // a command sent again gets what was journaled, never a value that came later
    if (envelope.commitment !== opened) return refuse({ code: 'secret/changed-meanwhile', revision: taken.record.revision });
    return accept({ envelope, ...taken.path, ...(after !== undefined && { chainPart: await chainPartOf(context, taken, after) }) });
  });
}
