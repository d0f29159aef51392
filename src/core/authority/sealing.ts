import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { User } from '../model/principal.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { MOST_READERS, type PlainChange } from '../model/sharing.js';
import type { Recipient, Sealing } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { encryptionKeyOf, keyPathOf } from './key-path.js';
import { isCurrent, recipientsOf } from './readers.js';
import { withoutValue } from './reading.js';
import { type GroupRecord, type SecretRecord, loadAccount, stateOf } from './records.js';
import { identifierIsTaken, takeFor } from './secret-record.js';
import { afterChanges } from './sharing.js';

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
    envelope: withoutValue(envelope), seq, ...(await keyPathOf(context, actorId, await encryptionKeyOf(context, actorId), wraps)),
    recipients: [...people, ...[...readers.groups.values()].flatMap((group) => groupRecipient(group, wraps))],
    someoneLeaves: wraps.some((wrap) => !isCurrent(wrap, readers)),
    identifierTaken: query.to !== undefined && label.identifier !== undefined && (await identifierIsTaken(context, query.to, label.identifier)),
  });
}
