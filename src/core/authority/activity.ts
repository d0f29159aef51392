import { type ActivityEntry, type ActivityQuery, type Step, stepSchema } from '../model/activity.js';
import type { Cursor, PrincipalId, SecretId, UserId } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { JournalEntry } from '../ports/storage.js';
import { lawful } from '../policy/index.js';
import type { AuthorityContext, PrincipalMap } from './context.js';
import { type ActiveActor, findActor, findPrincipals, personIn, principalIn } from './people.js';
import { stateOf } from './records.js';
import { takeSecret } from './secret-record.js';

const DEFAULT_LIMIT = 50;
/** How many journal entries one page looks at before it answers with what it has. */
const MOST_LOOKED_AT = 2_000;

const about = (step: Step): PrincipalId | undefined => (step.kind === 'grant' || step.kind === 'revoke' ? step.principal : step.kind === 'transfer' ? step.to : undefined);

function entryOf(secretId: SecretId, { at, actor }: JournalEntry, step: Step, people: PrincipalMap): ActivityEntry {
  const principal = about(step);
  return {
    at, actor: personIn(people, actor), secretId, kind: step.kind,
    ...(principal && { principal: principalIn(people, principal) }),
    ...('permission' in step && { permission: step.permission }), ...('before' in step && step.before && { before: step.before }),
    ...('expiresAt' in step && step.expiresAt !== undefined && { expiresAt: new Date(step.expiresAt) }),
    ...('purpose' in step && { purpose: step.purpose }),
  };
}

/** Activity is for those who manage a secret, and everybody sees what they did themselves. */
function visibility(context: AuthorityContext, actor: ActiveActor): (entry: JournalEntry) => Promise<boolean> {
  const known = new Map<SecretId, Promise<boolean>>();
  const manages = async (id: SecretId): Promise<boolean> => {
    const taken = await takeSecret(context, actor.id, id);
    return !('refusal' in taken) && !lawful(stateOf(taken.record), { kind: 'complete' }, taken.actor);
  };
  return async ({ secret, actor: who }) => {
    if (secret === undefined) return false;
    if (who === actor.id) return true;
    const answer = known.get(secret) ?? manages(secret);
    known.set(secret, answer);
    return answer;
  };
}

/** What happened, newest first. A page may hold fewer lines than asked for and still have a `next`. */
export async function listActivity(context: AuthorityContext, actorId: UserId, query: ActivityQuery): Promise<Result<{ entries: readonly ActivityEntry[]; next?: Cursor }>> {
  const actor = await findActor(context, actorId);
  if (!actor) return accept({ entries: [] });
  if (query.secretId !== undefined) {
    const taken = await takeSecret(context, actorId, query.secretId);
    const refusal = 'refusal' in taken ? taken.refusal : lawful(stateOf(taken.record), { kind: 'complete' }, taken.actor);
    if (refusal) return refuse(refusal);
  }
  const maySee = visibility(context, actor);
  const limit = query.limit ?? DEFAULT_LIMIT;
  const seen: JournalEntry[] = [];
  let after = query.at;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += limit) {
    const page = await context.storage.journal({ secret: query.secretId, after, limit });
    for (const entry of page.entries) if (await maySee(entry)) seen.push(entry);
    after = page.next;
    if (seen.length >= limit || after === undefined) break;
  }
  const steps = seen.flatMap((entry) => entry.steps.map((step) => ({ entry, step: parseStored(stepSchema, step, 'journal entry') })));
  const people = await findPrincipals(context, actor, steps.flatMap(({ entry, step }) => [entry.actor, about(step) ?? entry.actor]));
  return accept({ entries: steps.map(({ entry, step }) => entryOf(entry.secret ?? '', entry, step, people)), ...(after !== undefined && { next: after }) });
}
