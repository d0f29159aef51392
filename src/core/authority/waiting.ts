import { type PrincipalId, type SecretId, type UserId, isUserId } from '../model/ids.js';
import { endOf } from '../model/permission.js';
import { type Result, accept } from '../model/refusal.js';
import type { SecretRow } from '../ports/storage.js';
import type { QueryResults } from '../protocol/query.js';
import type { AuthorityContext } from './context.js';
import { type ActiveActor, findActor } from './people.js';
import { isCurrent, recipientsOf } from './readers.js';
import { type SecretRecord, loadAccount, stateOf } from './records.js';
import { takeFor } from './secret-record.js';

type Waiting = QueryResults['secret.waiting'];

const PAGE = 100;
/** Begins a cursor of the walk through rows. No principal's id does. */
const ROWS = 'rows';

/** What there is to do for one secret: keys for those who wait (`waits`), a new seal where somebody left, since when. */
interface Found { readonly id: SecretId; readonly waits: boolean; readonly leftSince?: number; readonly ends?: number }

const least = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
};

/** Since when somebody holds a key to what they may not read any more: an end that passed, else the last time that somebody left, else the last change. */
function leftSince(record: SecretRecord, at: number): number {
  const ended = record.grants.flatMap((grant) => endOf(grant) ?? []).filter((end) => end <= at);
  return least([...ended, record.leftAt]) ?? record.changedAt;
}

async function look(context: AuthorityContext, actorId: UserId, id: SecretId): Promise<Found | undefined> {
  const taken = await takeFor(context, actorId, id, { kind: 'complete' });
  if ('refusal' in taken) return undefined;
  const { record, actor } = taken;
  const readers = await recipientsOf(context, stateOf(record), actor.at);
  if (readers === 'too-wide') return undefined;
  const ends = least(record.grants.map((grant) => endOf(grant)).filter((end) => end !== undefined && end > actor.at));
  if (record.wraps.some((wrap) => !isCurrent(wrap, readers))) return { id, waits: true, leftSince: leftSince(record, actor.at), ends };
  const wrapped = new Set<PrincipalId>(record.wraps.map(({ to }) => to));
  const lacking = [...readers.people.keys()].filter((user) => !wrapped.has(user));
  const accounts = await Promise.all(lacking.map((user) => loadAccount(context.storage, user)));
  const waits = [...readers.groups.keys()].some((group) => !wrapped.has(group)) || accounts.some((account) => account !== undefined);
  return { id, waits, ends };
}

function answerOf(found: readonly (Found | undefined)[], next?: string): Waiting {
  const all = found.filter((one) => one !== undefined);
  const left = all.flatMap(({ leftSince: since }) => since ?? []);
  const [since, ends] = [least(left), least(all.map((one) => one.ends))];
  return {
    secrets: all.filter(({ waits }) => waits).map(({ id }) => id), due: left.length,
    ...(since !== undefined && { since }), ...(ends !== undefined && { ends }), ...(next !== undefined && { next }),
  };
}

/** Whether a row is shared with somebody who is not active: they may hold a key, and no write tells of it. */
async function sharedWithInactive(context: AuthorityContext, rows: readonly SecretRow[]): Promise<readonly SecretRow[]> {
  const named = new Set(rows.flatMap(({ grants }) => grants.map(({ principal }) => principal)).filter(isUserId));
  const people = await context.directory.get([...named]);
  const active = new Set<PrincipalId>(people.flatMap((person) => (person.kind === 'user' && person.status === 'active' ? [person.id] : [])));
  return rows.filter(({ grants }) => grants.some(({ principal }) => isUserId(principal) && !active.has(principal)));
}

async function lookAtRows(context: AuthorityContext, actor: ActiveActor, cursor: string): Promise<Waiting> {
  const page = await context.storage.findSecrets({
    principals: [actor.id, ...actor.groups], now: new Date(actor.at), filter: { shared: true, status: 'all' }, sort: { by: 'name', direction: 'ascending' },
    ...(cursor !== '' && { at: cursor }), limit: PAGE,
  });
  const rows = await sharedWithInactive(context, page.rows);
  return answerOf(await Promise.all(rows.map(({ secretId }) => look(context, actor.id, secretId))), page.next && `${ROWS} ${page.next}`);
}

/**
 * Secrets that the asker may complete, where a reader that has keys lacks a wrap or somebody who left holds one. One page looks at 100 that may (see
 * `completionKeys`); with `everyone`, after those, at the rows of all that are shared, 100 a page.
 */
export async function readWaiting(context: AuthorityContext, actorId: UserId, asked: { after?: string; secretId?: SecretId; everyone?: boolean }): Promise<Result<Waiting>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept(answerOf([]));
  if (asked.secretId !== undefined) return accept(answerOf([await look(context, actorId, asked.secretId)]));
  const [wanted, ...rest] = (asked.after ?? '').split(' ');
  if (wanted === ROWS) return accept(await lookAtRows(context, actor, rest.join(' ')));
  const principals: readonly PrincipalId[] = [actorId, ...actor.groups];
  const place = Math.max(0, principals.findIndex((principal) => principal === wanted));
  const found = await context.storage.list('secret', { index: 'member', key: principals[place] ?? actorId }, { after: rest.join(' ') || undefined, limit: PAGE });
  const next = found.length === PAGE ? `${principals[place]} ${found.at(-1)?.ref.id}` : principals[place + 1] ?? (asked.everyone ? ROWS : undefined);
  return accept(answerOf(await Promise.all(found.map(({ ref }) => look(context, actorId, ref.id))), next));
}
