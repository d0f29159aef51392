import { type ActivityEntry, type ActivityPage, type ActivityQuery, type Step, stepSchema } from '../model/activity.js';
import type { Cursor, PrincipalId, SecretId, UserId } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { JournalEntry, StorageAdapter } from '../ports/storage.js';
import { lawful } from '../policy/index.js';
import type { AuthorityContext, PrincipalMap } from './context.js';
import { findActor, findPrincipals, personIn, principalIn } from './people.js';
import { loadSecret, stateOf } from './records.js';
import { takeFor, takeSecret } from './secret-record.js';

const DEFAULT_LIMIT = 50;
/** How many journal entries one page looks at before it answers with what it has. */
const MOST_LOOKED_AT = 2_000;
/** Where most entries are passed over, more are read at once. */
const AT_ONCE = 200;

const about = (step: Step): PrincipalId | undefined => (step.kind === 'grant' || step.kind === 'revoke' ? step.principal : step.kind === 'transfer' ? step.to : undefined);

function entryOf({ secret = '', at, actor }: JournalEntry, step: Step, people: PrincipalMap, secretName: string | undefined): ActivityEntry {
  const principal = about(step);
  return {
    at, actor: personIn(people, actor), secretId: secret, ...(secretName !== undefined && { secretName }), kind: step.kind,
    ...(principal && { principal: principalIn(people, principal) }),
    ...('permission' in step && { permission: step.permission }), ...('before' in step && step.before && { before: step.before }),
    ...('expiresAt' in step && step.expiresAt !== undefined && { expiresAt: new Date(step.expiresAt) }),
    ...('purpose' in step && { purpose: step.purpose }), ...('fields' in step && { fields: step.fields }),
    ...('version' in step && { version: step.version }), ...('users' in step && { users: step.users }),
  };
}

interface KnownSecret { readonly name: string; readonly manages: boolean }

/** What somebody may know of a secret: nothing where they may not see it. Each is looked up once. */
function secretsSeenBy(context: AuthorityContext, actorId: UserId): (id: SecretId) => Promise<KnownSecret | undefined> {
  const known = new Map<SecretId, Promise<KnownSecret | undefined>>();
  const look = async (id: SecretId): Promise<KnownSecret | undefined> => {
    const taken = await takeSecret(context, actorId, id);
    return 'refusal' in taken ? undefined : { name: taken.record.label.name, manages: !lawful(stateOf(taken.record), { kind: 'complete' }, taken.actor) };
  };
  return (id) => {
    const answer = known.get(id) ?? look(id);
    known.set(id, answer);
    return answer;
  };
}

type JournalQuery = Parameters<StorageAdapter['journal']>[0];
type Page = Awaited<ReturnType<StorageAdapter['journal']>>;
interface Looking { readonly secret: SecretId | undefined; readonly at: Cursor | undefined; readonly limit: number; readonly atOnce: number }

/** The newest `limit` entries that pass, or those among as many as one page looks at. */
async function lookThrough({ storage }: AuthorityContext, { secret, at, limit, atOnce }: Looking, passes: (entry: JournalEntry) => Promise<boolean>): Promise<Page> {
  const entries: JournalEntry[] = [];
  let after = at;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += atOnce) {
    const page = await storage.journal({ secret, after, limit: atOnce });
    for (const [place, entry] of page.entries.entries()) {
      if (!(await passes(entry))) continue;
      entries.push(entry);
      if (entries.length === limit) return { entries, next: place + 1 === page.entries.length ? page.next : await cursorAfter(storage, { secret, after }, entry, place) };
    }
    after = page.next;
    if (after === undefined) break;
  }
  return { entries, next: after };
}

/** Where the journal goes on after an entry in the middle of a page. What was written since then stands before it. */
async function cursorAfter(storage: StorageAdapter, from: Pick<JournalQuery, 'secret' | 'after'>, { command }: JournalEntry, place: number): Promise<Cursor | undefined> {
  for (let limit = place + 1; ; limit += 1) {
    const { entries, next } = await storage.journal({ ...from, limit });
    if (next === undefined || entries.at(-1)?.command === command) return next;
  }
}

/** Who asks: which secrets they may know of, whose entries they may read, whom they see. */
interface Asker {
  nameOf(id: SecretId): Promise<string | undefined>;
  mayRead(entry: JournalEntry & { readonly secret: SecretId }): Promise<boolean>;
  people(ids: readonly PrincipalId[]): Promise<PrincipalMap>;
}

async function readActivity(context: AuthorityContext, { secretId: only, actor: by, limit = DEFAULT_LIMIT, at, kinds: asked }: ActivityQuery, asker: Asker): Promise<ActivityPage> {
  const kinds: ReadonlySet<string> | undefined = asked?.length ? new Set(asked) : undefined;
  const isAsked = ({ kind }: { readonly kind: string }): boolean => kinds?.has(kind) ?? true;
  const passes = async ({ secret, ...entry }: JournalEntry): Promise<boolean> =>
    secret !== undefined && (by === undefined || entry.actor === by) && entry.steps.some(isAsked) && asker.mayRead({ ...entry, secret });
  const picky = only === undefined || by !== undefined || kinds !== undefined;
  const { entries, next } = await lookThrough(context, { secret: only, at, limit, atOnce: picky ? Math.max(limit, AT_ONCE) : limit }, passes);
  const lines = entries.flatMap((entry) => entry.steps.filter(isAsked).map((step) => ({ entry, step: parseStored(stepSchema, step, 'journal entry') })));
  const people = await asker.people(lines.flatMap(({ entry, step }) => [entry.actor, about(step) ?? entry.actor]));
  const named = await Promise.all(lines.map(async ({ entry, step }) => entryOf(entry, step, people, await asker.nameOf(entry.secret ?? ''))));
  return { entries: named, ...(next !== undefined && { next }) };
}

/** What happened, newest first, to secrets that the asker manages, and what they did themselves. A page may hold fewer lines than asked for and still have a `next`. */
export async function listActivity(context: AuthorityContext, actorId: UserId, query: ActivityQuery): Promise<Result<ActivityPage>> {
  const asker = await findActor(context, actorId);
  if (!asker) return accept({ entries: [] });
  if (query.secretId !== undefined) {
    const taken = await takeFor(context, actorId, query.secretId, { kind: 'complete' });
    if ('refusal' in taken) return refuse(taken.refusal);
  }
  const seen = secretsSeenBy(context, actorId);
  return accept(await readActivity(context, query, {
    nameOf: async (id) => (await seen(id))?.name,
    mayRead: async ({ actor, secret }) => actor === actorId || (await seen(secret))?.manages === true,
    people: (ids) => findPrincipals(context, asker, ids),
  }));
}

/** All of it, for the host. */
export function listAllActivity(context: AuthorityContext, query: ActivityQuery): Promise<ActivityPage> {
  const names = new Map<SecretId, Promise<string | undefined>>();
  const look = async (id: SecretId): Promise<string | undefined> => (await loadSecret(context.storage, id))?.record.label.name;
  return readActivity(context, query, {
    nameOf(id) {
      const name = names.get(id) ?? look(id);
      names.set(id, name);
      return name;
    },
    mayRead: () => Promise.resolve(true),
    people: async (ids) => new Map((await context.directory.get([...new Set(ids)])).map((principal) => [principal.id, principal])),
  });
}
