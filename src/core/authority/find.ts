import type { UserId } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { type Result, accept } from '../model/refusal.js';
import { type SecretPage, type SecretQuery, labelSchema } from '../model/secret.js';
import type { RowPage, RowQuery, SecretRow } from '../ports/storage.js';
import type { AuthorityContext } from './context.js';
import { findActor, findPrincipals } from './people.js';
import { summaryOf } from './views.js';

const DEFAULT_LIMIT = 30;
/** How many owners one filter text may mean. */
const MOST_OWNERS = 200;

/** Whom an owner filter means: by name or username. */
async function ownersMatching(context: AuthorityContext, actorId: UserId, text: string): Promise<readonly UserId[]> {
  const found = await context.directory.search(text, { asker: actorId, limit: MOST_OWNERS });
  return found.flatMap(({ principal }) => (principal.kind === 'user' ? [principal.id] : []));
}

/** One page of what `actorId` may see. The label of each row is held to its schema; a row that was tampered with is a fault, not a guess. */
export async function findSecrets(context: AuthorityContext, actorId: UserId, query: SecretQuery): Promise<Result<SecretPage>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept({ items: [], count: 0, countIsExact: true });
  const { owner, ...filter } = query.filter ?? (Object.create(null) as NonNullable<SecretQuery['filter']>);
  const owners = owner ? await ownersMatching(context, actorId, owner) : undefined;
  const page: RowPage = await context.storage.findSecrets({
    principals: [actorId, ...actor.groups], now: new Date(actor.at),
    ...(query.text && { text: query.text }), filter: Object.assign(Object.create(null), filter, owners && { owners }) as RowQuery['filter'], // an adapter reads no field that was not given
    sort: query.sort ?? { by: 'name', direction: 'ascending' }, ...(query.at && { at: query.at }), limit: query.limit ?? DEFAULT_LIMIT,
  });
  const people = await findPrincipals(context, actor, page.rows.map((row) => row.owner));
  return accept({
    items: page.rows.map((row: SecretRow) => summaryOf({ ...row, label: parseStored(labelSchema, row.label, 'row of a secret') }, actor, people)),
    ...(page.next && { next: page.next }), ...(page.previous && { previous: page.previous }), count: page.count, countIsExact: page.countIsExact,
  });
}
