import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Principal, RecipientMatch, RecipientResolution } from '../model/principal.js';
import type { Problem } from '../model/problem.js';
import { type Result, accept } from '../model/refusal.js';
import type { StorageAdapter } from '../ports/storage.js';
import { isLive, problemWith } from '../policy/index.js';
import { type AuthorityContext, reasonAgainst } from './context.js';
import { type ActiveActor, findActor, findPrincipals } from './people.js';
import { takeSecret } from './secret-record.js';
import type { SecretRecord } from './records.js';

/** How many of somebody's own secrets tell whom they share with often. */
const ROWS_FOR_WEIGHTS = 200;

/** What is the matter with choosing somebody, for one asker and, where there is one, one secret. */
type Judge = (principal: Principal | undefined, lookAlike?: boolean) => { readonly problem?: Problem; readonly reason?: string };

async function judgeFor(context: AuthorityContext, actor: ActiveActor, secretId: SecretId | undefined): Promise<Judge> {
  const taken = secretId === undefined ? undefined : await takeSecret(context, actor.id, secretId);
  const record: SecretRecord | undefined = taken && 'record' in taken ? taken.record : undefined;
  const held = new Set(record?.grants.filter((grant) => isLive(grant, actor.at)).map((grant) => grant.principal));
  return (principal, lookAlike) => {
    const problem = problemWith(principal, { actor: actor.id, owner: record?.owner, hasAccess: principal && held.has(principal.id), outside: outside(principal), lookAlike });
    return problem ? { problem, ...(problem === 'outside-policy' && { reason: outside(principal) }) } : {};
  };
  function outside(principal: Principal | undefined): string | undefined {
    if (!principal || !record) return undefined;
    return reasonAgainst(context, { actor: actor.user, secret: record.id, change: { op: 'grant', principal: principal.id, permission: 'view' }, principal });
  }
}

type Weights = ReadonlyMap<PrincipalId, number>;

/** How many of their newest 200 secrets somebody shares with each principal now. Kept until they next change a secret: a keystroke costs no read. */
function weightsOf(context: AuthorityContext, actor: ActiveActor): Promise<Weights> {
  const known = context.weights.get(actor.id) ?? readWeights(context.storage, actor);
  context.weights.set(actor.id, known);
  known.catch(() => context.weights.delete(actor.id)); // a store that failed once is asked again
  return known;
}

async function readWeights(storage: StorageAdapter, actor: ActiveActor): Promise<Weights> {
  const { rows } = await storage.findSecrets({
    principals: [actor.id], now: new Date(actor.at), filter: { owners: [actor.id], shared: true, status: 'all' },
    sort: { by: 'createdAt', direction: 'descending' }, limit: ROWS_FOR_WEIGHTS,
  });
  const weights = new Map<PrincipalId, number>();
  for (const { principal } of rows.flatMap((row) => row.grants)) weights.set(principal, (weights.get(principal) ?? 0) + 1);
  return weights;
}

/** Those of some principals that share their name with somebody else whom the asker could mean. */
async function lookAlikes(context: AuthorityContext, actor: ActiveActor, principals: readonly Principal[]): Promise<ReadonlySet<PrincipalId>> {
  const named = principals.filter((principal) => principal.name !== '');
  const answers = await context.directory.resolve(named.map((principal) => principal.name), { asker: actor.id });
  return new Set(named.filter((_, at) => (answers[at]?.candidates?.length ?? 0) > 1).map((principal) => principal.id));
}

interface Asked { readonly secretId?: SecretId; readonly limit: number; readonly signal?: AbortSignal }

/** As-you-type search. Those who can't be chosen are found too, with the problem that says why. */
export async function searchRecipients(context: AuthorityContext, actorId: UserId, text: string, { secretId, limit, signal }: Asked): Promise<Result<readonly RecipientMatch[]>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept([]);
  const [judge, weights] = await Promise.all([judgeFor(context, actor, secretId), weightsOf(context, actor)]);
  signal?.throwIfAborted();
  const found = await context.directory.search(text, { asker: actorId, limit, signal, weightOf: (id) => weights.get(id) ?? 0 });
  const alike = await lookAlikes(context, actor, found.map(({ principal }) => principal));
  return accept(found.map((match) => ({ ...match, ...judge(match.principal, alike.has(match.principal.id)) })));
}

/** People and groups one shares with often and could choose now, most often first. */
export async function suggestRecipients(context: AuthorityContext, actorId: UserId, { secretId, limit }: Asked): Promise<Result<readonly RecipientMatch[]>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept([]);
  const [judge, weights] = await Promise.all([judgeFor(context, actor, secretId), weightsOf(context, actor)]);
  const often = [...weights].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id]) => id);
  const people = await findPrincipals(context, actor, often);
  const choosable = often.flatMap((id) => people.get(id) ?? []).filter((principal) => principal.name !== '' && judge(principal).problem === undefined);
  const chosen = choosable.slice(0, limit);
  const alike = await lookAlikes(context, actor, chosen);
  return accept(chosen.map((principal) => ({ principal, matches: [], ...judge(principal, alike.has(principal.id)) })));
}

/** One answer for each pasted or typed entry, in order. */
export async function resolveRecipients(context: AuthorityContext, actorId: UserId, entries: readonly string[], secretId?: SecretId): Promise<Result<readonly RecipientResolution[]>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept(entries.map((entry) => ({ entry, problem: 'unknown' as const })));
  const [answers, judge] = await Promise.all([context.directory.resolve(entries, { asker: actorId }), judgeFor(context, actor, secretId)]);
  const alike = await lookAlikes(context, actor, answers.flatMap(({ principal }) => principal ?? []));
  return accept(answers.map((answer) => (answer.principal ? { ...answer, ...judge(answer.principal, alike.has(answer.principal.id)) } : answer)));
}
