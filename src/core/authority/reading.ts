import type { SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { ChainPart, Sealing, SecretReading } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { encryptionKeyOf, keyPathOf, throughOf } from './key-path.js';
import { type SecretRecord, entriesAt, listEntries } from './records.js';
import { type SecretInHand, takeSecret } from './secret-record.js';
import { detailsOf, lastUseOf } from './views.js';

export const withoutValue = ({ value: _value, ...envelope }: NonNullable<SecretRecord['envelope']>): Sealing['envelope'] => envelope;

/** How many signed entries one answer carries. */
const MOST_ENTRIES_AT_ONCE = 200;

/** A secret for its details: what the authority can read, the sealed details, and the asker's own key. */
export async function readSecret(context: AuthorityContext, actorId: UserId, id: SecretId, after?: number): Promise<Result<SecretReading>> {
  const [taken, key, lastUsedAt] = await Promise.all([takeSecret(context, actorId, id), encryptionKeyOf(context, actorId), lastUseOf(context, id)]);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { envelope, wraps, seq } = taken.record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const [summary, path, chainPart] = await Promise.all([detailsOf(context, taken, lastUsedAt), keyPathOf(context, actorId, key, wraps), after === undefined ? undefined : chainPartOf(context, taken, after)]);
  return accept({ summary, envelope: withoutValue(envelope), seq, ...path, ...(chainPart && { chainPart }) });
}

/** The proof of a secret: its signed entries, for everybody who may see it. */
export async function readChain(context: AuthorityContext, actorId: UserId, id: SecretId, after: number, whole = false): Promise<Result<ChainPart>> {
  const taken = await takeSecret(context, actorId, id);
  return 'refusal' in taken ? refuse(taken.refusal) : accept(await chainPartOf(context, taken, after, whole));
}

export async function chainPartOf(context: AuthorityContext, { actor, record }: SecretInHand, after: number, whole = false): Promise<ChainPart> {
  const { id, seq, head, transfers } = record;
  const checkpoint = after === 0 && !whole ? record.checkpoint : undefined;
  const proof = checkpoint === undefined ? [] : await entriesAt(context.storage, id, [1, ...transfers.filter((place) => place < checkpoint), checkpoint]);
  const from = checkpoint ?? after;
  const entries = [...proof, ...(from >= seq ? [] : await listEntries(context.storage, id, from, MOST_ENTRIES_AT_ONCE))];
  return { seq, head, entries, checkpoint, through: await throughOf(context, actor, record), now: context.now() };
}
