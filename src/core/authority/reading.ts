import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { MOST_READERS, type PlainChange } from '../model/sharing.js';
import type { User } from '../model/principal.js';
import type { ChainPart, Recipient, Sealing, SecretReading } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { keyPathOf, throughOf } from './key-path.js';
import { isCurrent, recipientsOf } from './readers.js';
import { type GroupRecord, type SecretRecord, entriesAt, listEntries, loadAccount, stateOf } from './records.js';
import { identifierIsTaken, takeFor, takeSecret } from './secret-record.js';
import { afterChanges } from './sharing.js';
import { detailsOf } from './views.js';

const withoutValue = ({ value: _value, ...envelope }: NonNullable<SecretRecord['envelope']>): Sealing['envelope'] => envelope;

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

async function recipientOf(context: AuthorityContext, user: User, through: readonly PrincipalId[], wraps: SecretRecord['wraps']): Promise<Recipient> {
  const keys = (await loadAccount(context.storage, user.id))?.record.publicKeys;
  return { to: user.id, user, through, ...(keys && { keys }), wrapped: wraps.some(({ to, key }) => to === user.id && key === keys?.encryption.id) };
}

function groupRecipient({ id, genesis, epochs }: GroupRecord, wraps: SecretRecord['wraps']): Recipient[] {
  const [now] = epochs;
  if (!now) return [];
  return [{ to: id, epoch: { genesis, epoch: now.epoch, key: now.key, statement: now.statement }, wrapped: wraps.some(({ to, key }) => to === id && key === now.key.id) }];
}

/** For whom a key must be wrapped now, after some changes, or for a new owner. Asked by whoever may edit or share; one look at each reader's account. */
export async function readSealing(
  context: AuthorityContext, actorId: UserId, query: { secretId: SecretId; changes?: readonly PlainChange[]; to?: UserId },
): Promise<Result<Sealing>> {
  // Whoever edits, shares or completes asks this; `disable` needs `edit` and nothing of the secret's state.
  const taken = await takeFor(context, actorId, query.secretId, query.changes ? { kind: 'revoke', principal: actorId } : { kind: 'disable' });
  if ('refusal' in taken) return refuse(taken.refusal);
  const { record, actor } = taken;
  const after = query.changes ? await afterChanges(context, taken, query.changes) : { next: query.to ? { ...record, owner: query.to } : record };
  if ('refusal' in after) return refuse(after.refusal);
  const readers = await recipientsOf(context, stateOf(after.next), actor.at);
  if (readers === 'too-wide') return refuse({ code: 'share/too-wide', limit: MOST_READERS });
  const { envelope, wraps, seq, label } = record;
  if (!envelope) return refuse({ code: 'access/not-found' });
  const people = await Promise.all([...readers.people.values()].map(({ user, through }) => recipientOf(context, user, through, wraps)));
  return accept({
    envelope: withoutValue(envelope), seq, ...(await keyPathOf(context, actorId, wraps)),
    recipients: [...people, ...[...readers.groups.values()].flatMap((group) => groupRecipient(group, wraps))],
    someoneLeaves: wraps.some((wrap) => !isCurrent(wrap, readers)),
    identifierTaken: query.to !== undefined && label.identifier !== undefined && (await identifierIsTaken(context, query.to, label.identifier)),
  });
}
