import { mayView } from '../directory/private-groups.js';
import type { GroupOpens } from '../model/group.js';
import type { GroupId, UserId } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { labelSchema } from '../model/secret.js';
import { effectivePermission } from '../policy/index.js';
import type { AuthorityContext } from './context.js';
import { findActor } from './people.js';
import { loadGroup, stateOfRow } from './records.js';

const MOST_NAMED = 200;

/** The secrets that a private group's live grants open for its members: named where its owner may see them too, else counted. One page of rows, as a list costs. */
export async function groupOpens(context: AuthorityContext, actorId: UserId, groupId: GroupId): Promise<Result<GroupOpens>> {
  const [actor, loaded] = await Promise.all([findActor(context, actorId), loadGroup(context.storage, groupId)]);
  if (!actor || !loaded || !mayView(loaded.record, actorId)) return refuse({ code: 'access/not-found' });
  if (loaded.record.ownerId !== actorId) return refuse({ code: 'access/not-permitted', needs: 'own', holds: 'none' });
  const { rows, next } = await context.storage.findSecrets({
    principals: [groupId], now: new Date(actor.at), filter: { status: 'all' }, sort: { by: 'name', direction: 'ascending' }, limit: MOST_NAMED,
  });
  const secrets = rows.flatMap((row) => {
    const granted = row.grants.find(({ principal }) => principal === groupId); // one grant for each principal
    if (!granted || effectivePermission(stateOfRow(row), actor) === 'none') return [];
    return [{ id: row.secretId, name: parseStored(labelSchema, row.label, 'row of a secret').name, permission: granted.permission }];
  });
  return accept({ secrets, hidden: rows.length - secrets.length, truncated: next !== undefined });
}
