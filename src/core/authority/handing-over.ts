import { randomId } from '../crypto/bytes.js';
import { isSignedBy, signEntryWith } from '../crypto/signatures.js';
import { MySafeError } from '../model/fault.js';
import { type SecretId, type UserId, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Refusal, type Result, refuse } from '../model/refusal.js';
import type { PublicKey } from '../model/sealed.js';
import type { ItemResult, SecretSummary } from '../model/secret.js';
import { isGone, problemWith, transferSteps } from '../policy/index.js';
import type { CommandOf } from '../protocol/command.js';
import type { HandingOver } from './administration.js';
import { type Decision, commit } from './commit.js';
import type { AuthorityContext } from './context.js';
import { readSigned } from './entries.js';
import { planTransfer } from './parting.js';
import { type ActiveActor, findActor, findUser } from './people.js';
import { type SecretRecord, loadSecret } from './records.js';
import { identifierIsTaken } from './secret-record.js';
import { readSummary } from './views.js';

/** A write that came between reading and writing is signed anew. */
const MOST_ATTEMPTS = 6;

interface Hand { readonly actor: ActiveActor; readonly key: PublicKey; readonly sign: HandingOver['key']['sign'] }

const unfit = (): MySafeError =>
  new MySafeError('misuse/unfit-key', 'localAuthority() was not given this organisation key, or it did not sign what it was asked to. This secret was not handed over. Pass its public half in `organisationKeys`.');

async function handOf(context: AuthorityContext, { actor: actorId, key: pair }: HandingOver): Promise<Hand> {
  const [actor, keys] = await Promise.all([parseInput(userIdSchema, actorId).ok ? findActor(context, actorId) : undefined, context.organisationKeys()]);
  if (!actor) throw new MySafeError('misuse/unknown-actor', 'The directory knows nobody active by the id that handOver() was given as its actor. Pass the id of whoever does it: "user:…".');
  const key = [...keys.values()].find(({ bytes }) => bytes === pair.publicKey);
  if (!key) throw unfit();
  return { actor: { ...actor, groups: new Set(), forOrganisation: true }, key, sign: (message) => pair.sign(message) };
}

/** Why this secret is not handed to `to`: its owner is there, or `to` can't own it. */
async function refusalOf(context: AuthorityContext, { actor }: Hand, { owner, label: { identifier } }: SecretRecord, to: UserId): Promise<Refusal | undefined> {
  const [before, after] = await Promise.all([findUser(context, owner), findUser(context, to)]);
  if (!isGone(before)) return { code: 'access/not-permitted', needs: 'own', holds: 'none' };
  const problem = problemWith(after, { actor: actor.id, owner });
  if (problem) return { code: 'share/problem', problems: [{ principal: to, problem }] };
  return identifier !== undefined && (await identifierIsTaken(context, to, identifier)) ? { code: 'secret/identifier-taken' } : undefined;
}

async function signedFor({ actor, key, sign }: Hand, { id, seq, head, changedAt }: SecretRecord, to: UserId, now: number): Promise<CommandOf<'secret.transfer'>> {
  const command = randomId();
  const entry = { v: 1, suite: 'MS1', secret: id, seq: seq + 1, prev: head, command, actor: actor.id, actorKey: key.id, at: Math.max(now, changedAt), steps: transferSteps(to, [], undefined) } as const;
  const signed = await signEntryWith(entry, sign);
  if (!(await isSignedBy(signed, key))) throw unfit();
  return { id: command, type: 'secret.transfer', secretId: id, to, wraps: [], signed };
}

async function handOverOne(context: AuthorityContext, hand: Hand, id: SecretId, to: UserId, attempt = 1): Promise<Result<SecretSummary>> {
  const read = await loadSecret(context.storage, id);
  const done = read?.record.owner === to ? await readSummary(context, to, id) : undefined;
  if (done?.ok) return done; // a call that broke off is made again
  const refusal: Refusal | undefined = read && !read.record.deleted ? await refusalOf(context, hand, read.record, to) : { code: 'access/not-found' };
  if (!read || refusal) return refuse(refusal ?? { code: 'access/not-found' });
  const command = await signedFor(hand, read.record, to, context.now());
  const decide = async (): Promise<Decision> => {
    const [now, signed] = [await loadSecret(context.storage, id), readSigned(context, command, hand.actor)];
    if ('refusal' in signed) return signed;
    const since = now && await refusalOf(context, hand, now.record, to);
    if (since) return { refusal: since };
    return planTransfer(context, { ...(now ?? read), actor: { ...hand.actor, at: signed.entry.at }, entry: signed.entry }, command);
  };
  const handed = await commit(context, hand.actor.id, command, decide, () => readSummary(context, to, id));
  const meanwhile = !handed.ok && handed.refusal.code === 'secret/changed-meanwhile' && attempt < MOST_ATTEMPTS;
  return meanwhile ? handOverOne(context, hand, id, to, attempt + 1) : handed;
}

/** One after the other, each with its own result. */
export async function handOver(context: AuthorityContext, ids: readonly SecretId[], to: UserId, by: HandingOver): Promise<readonly ItemResult[]> {
  const hand = await handOf(context, by);
  const results: ItemResult[] = [];
  for (const secretId of ids) results.push({ secretId, ...(await handOverOne(context, hand, secretId, to)) });
  return results;
}
