import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Principal, RecipientMarks, RecipientMatch, RecipientResolution } from '../model/principal.js';
import { type Result, accept } from '../model/refusal.js';
import type { StorageAdapter } from '../ports/storage.js';
import { isLive, problemWith } from '../policy/index.js';
import { type AuthorityContext, reasonAgainst } from './context.js';
import { domainOf, hasOddLetters, twinsOf } from './look-alikes.js';
import { type ActiveActor, findActor, findPrincipals } from './people.js';
import { takeSecret } from './secret-record.js';
import type { SecretRecord } from './records.js';

/** How many of somebody's own secrets tell whom they share with often. */
const ROWS_FOR_WEIGHTS = 200;

/** What there is to say about choosing somebody: what is the matter, and what to look at. */
type Judgement = Pick<RecipientMatch, 'problem' | 'reason' | keyof RecipientMarks>;
/** Judges for one asker and, where there is one, one secret. */
type Judge = (principal: Principal, hasTwin: boolean) => Judgement;

async function judgeFor(context: AuthorityContext, actor: ActiveActor, weights: Weights, secretId: SecretId | undefined): Promise<Judge> {
  const taken = secretId === undefined ? undefined : await takeSecret(context, actor.id, secretId);
  const record: SecretRecord | undefined = taken && 'record' in taken ? taken.record : undefined;
  const held = new Set(record?.grants.filter((grant) => isLive(grant, actor.at)).map((grant) => grant.principal));
  return (principal, hasTwin) => {
    const reason = outside(principal);
    const odd = !hasTwin && hasOddLetters(principal, actor.user);
    const problem = problemWith(principal, { actor: actor.id, owner: record?.owner, hasAccess: held.has(principal.id), outside: reason, lookAlike: hasTwin || odd });
    if (problem !== undefined && problem !== 'look-alike') return { problem, ...outsideOf(principal, actor), ...(problem === 'outside-policy' && { reason }) };
    const isNew = principal.kind === 'user' && !weights.has(principal.id);
    return { ...(problem && { problem }), ...outsideOf(principal, actor), ...(isNew && { firstTime: true }), ...(odd && { oddLetters: true }) };
  };
  function outside(principal: Principal): string | undefined {
    if (!record) return undefined;
    return reasonAgainst(context, { actor: actor.user, secret: record.id, change: { op: 'grant', principal: principal.id, permission: 'view' }, principal });
  }
}

/** People without an e-mail are neither in nor out. */
function outsideOf(principal: Principal, actor: ActiveActor): RecipientMarks {
  const [own, other] = [domainOf(actor.user), principal.kind === 'user' ? domainOf(principal) : undefined];
  return own !== undefined && other !== undefined && own !== other ? { outside: own } : {};
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

interface Asked { readonly secretId?: SecretId; readonly limit: number; readonly signal?: AbortSignal }

/** Reads what every answer about recipients needs. */
async function prepare(context: AuthorityContext, actor: ActiveActor, secretId: SecretId | undefined): Promise<{ readonly judge: Judge; readonly weights: Weights }> {
  const weights = await weightsOf(context, actor);
  return { judge: await judgeFor(context, actor, weights, secretId), weights };
}

/** As-you-type search. Those who can't be chosen are found too, with the problem that says why; look-alikes stand side by side as far as there is room. */
export async function searchRecipients(context: AuthorityContext, actorId: UserId, text: string, { secretId, limit, signal }: Asked): Promise<Result<readonly RecipientMatch[]>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept([]);
  const { judge, weights } = await prepare(context, actor, secretId);
  signal?.throwIfAborted();
  const found = await context.directory.search(text, { asker: actorId, limit, signal, weightOf: (id) => weights.get(id) ?? 0 });
  const twins = await twinsOf(context.directory, actorId, found.map(({ principal }) => principal));
  const shown = new Set(found.map(({ principal }) => principal.id));
  return accept(found.flatMap((match) => {
    const others = (twins.get(match.principal.id) ?? []).filter(({ id }) => shown.size < limit && !shown.has(id) && shown.add(id));
    return [{ ...match, ...judge(match.principal, twins.has(match.principal.id)) }, ...others.map((principal) => ({ principal, matches: [], ...judge(principal, true) }))];
  }));
}

/** People and groups one shares with often and could choose now, most often first. */
export async function suggestRecipients(context: AuthorityContext, actorId: UserId, { secretId, limit }: Asked): Promise<Result<readonly RecipientMatch[]>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept([]);
  const { judge, weights } = await prepare(context, actor, secretId);
  const often = [...weights].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id]) => id);
  const people = await findPrincipals(context, actor, often);
  const choosable = often.flatMap((id) => people.get(id) ?? []).filter((principal) => principal.name !== '' && isOpen(judge(principal, false)));
  const chosen = choosable.slice(0, limit);
  const twins = await twinsOf(context.directory, actorId, chosen);
  return accept(chosen.map((principal) => ({ principal, matches: [], ...judge(principal, twins.has(principal.id)) })));
}

const isOpen = ({ problem }: Judgement): boolean => problem === undefined || problem === 'look-alike';

/** One answer for each pasted or typed entry, in order. */
export async function resolveRecipients(context: AuthorityContext, actorId: UserId, entries: readonly string[], secretId?: SecretId): Promise<Result<readonly RecipientResolution[]>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept(entries.map((entry) => ({ entry, problem: 'unknown' as const })));
  const [answers, { judge }] = await Promise.all([context.directory.resolve(entries, { asker: actorId }), prepare(context, actor, secretId)]);
  const twins = await twinsOf(context.directory, actorId, answers.flatMap(({ principal }) => principal ?? []));
  return accept(answers.map((answer) => (answer.principal ? { ...answer, ...judge(answer.principal, twins.has(answer.principal.id)) } : answer)));
}
