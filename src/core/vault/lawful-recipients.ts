import { type GroupId, type PrincipalId, isUserId } from '../model/ids.js';
import { type ChainState, isLive } from '../policy/index.js';
import type { Recipient } from '../protocol/query.js';
import type { Connection } from './connection.js';
import type { Meant } from './wrapping.js';

/** A group that was seen here as a private one has its members by its own key; the authority can't say that it is a directory's. */
export const isPrivate = ({ memory }: Connection, state: ChainState | undefined, id: GroupId): boolean =>
  memory.secrets.has(id) || memory.groups.has(id) || state?.sealedGroups.has(id) === true;

/**
 * Those of the authority's recipients whom the chain lets read once the change is made, each with the paths that it proves.
 * Nobody else gets a key, whatever the authority says: no ghost, no escrow key, nobody who was revoked. Of a directory group its members are the authority's word.
 */
export function lawfulRecipients(connection: Connection, state: ChainState | undefined, recipients: readonly Recipient[], { named, revoked }: Pick<Meant, 'named' | 'revoked'>): readonly Recipient[] {
  if (!state) return recipients; // a new secret's only one is whoever makes it
  const at = Math.max(connection.now(), state.at);
  const live = state.grants.filter((grant) => isLive(grant, at) && !revoked?.has(grant.principal)).map(({ principal }) => principal);
  const granted = new Set<PrincipalId>([state.owner, ...live, ...named]);
  return recipients.flatMap((recipient): Recipient[] => {
    if ('epoch' in recipient) return granted.has(recipient.to) ? [recipient] : [];
    const through = recipient.through.filter((id) => granted.has(id) && (isUserId(id) ? id === recipient.to : !isPrivate(connection, state, id)));
    return through.length > 0 ? [{ ...recipient, through }] : [];
  });
}

/** Whether somebody whom the present data key is wrapped for is not among those who may read, or a group is there with another epoch's key. */
export function someoneIsLeft({ wraps }: ChainState, readers: readonly Recipient[]): boolean {
  const keys = new Map<PrincipalId, string | undefined>(readers.map((reader) => [reader.to, 'epoch' in reader ? reader.epoch.key.id : undefined]));
  return [...wraps.values()].some(({ to, key }) => !keys.has(to) || (!isUserId(to) && keys.get(to) !== key));
}
