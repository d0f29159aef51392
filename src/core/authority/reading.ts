import type { SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { ChainPart, Sealing, SecretReading } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { keyPathOf, throughOf } from './key-path.js';
import { type SecretRecord, entriesAt, listEntries } from './records.js';
import { takeSecret } from './secret-record.js';
import { detailsOf } from './views.js';

export const withoutValue = ({ value: _value, ...envelope }: NonNullable<SecretRecord['envelope']>): Sealing['envelope'] => envelope;

/** How many signed entries one answer carries. */
const MOST_ENTRIES_AT_ONCE = 200;

/** A secret for its details: what the authority can read, the sealed details, and the asker's own key. */
export async function readSecret(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Result<SecretReading>> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { envelope, wraps, seq } = taken.record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const [summary, path] = await Promise.all([detailsOf(context, taken), keyPathOf(context, actorId, wraps)]);
  return accept({ summary, envelope: withoutValue(envelope), seq, ...path });
}

/** The proof of a secret: its signed entries, for everybody who may see it. */
export async function readChain(context: AuthorityContext, actorId: UserId, id: SecretId, after: number, whole = false): Promise<Result<ChainPart>> {
  const taken = await takeSecret(context, actorId, id);
  if ('refusal' in taken) return refuse(taken.refusal);
  const { seq, head, transfers } = taken.record;
  const checkpoint = after === 0 && !whole ? taken.record.checkpoint : undefined;
  const proof = checkpoint === undefined ? [] : await entriesAt(context.storage, id, [1, ...transfers.filter((place) => place < checkpoint), checkpoint]);
  const from = checkpoint ?? after;
  const entries = [...proof, ...(from >= seq ? [] : await listEntries(context.storage, id, from, MOST_ENTRIES_AT_ONCE))];
  return accept({ seq, head, entries, checkpoint, through: await throughOf(context, taken.actor, taken.record), now: context.now() });
}
