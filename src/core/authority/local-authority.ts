import { withPrivateGroups } from '../directory/private-groups.js';
import { type ActivityPage, type ActivityQuery, parseActivityQuery } from '../model/activity.js';
import { organisationKeysOf } from '../crypto/public-keys.js';
import { MySafeError } from '../model/fault.js';
import type { Cursor, PrincipalId, SecretId, UserId } from '../model/ids.js';
import { userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Result, accept } from '../model/refusal.js';
import { type SharingPolicy, policySchema } from '../model/sharing.js';
import type { Directory } from '../ports/directory.js';
import type { Notifier } from '../ports/notifier.js';
import type { StorageAdapter } from '../ports/storage.js';
import type { Authority, VaultChange } from '../protocol/authority.js';
import { type Command, type CommandOf, type CommandResult, type CommandResults, type CommandType, commandSchema } from '../protocol/command.js';
import { type Query, type QueryResult, type QueryResults, querySchema } from '../protocol/query.js';
import { changeMethods, enrol, readAccount, readKeys, remember } from './accounts.js';
import type { Administration, HandingOver } from './administration.js';
import type { AllowShare, AuthorityContext } from './context.js';
import { feedFor } from './feed.js';
import { findSecrets } from './find.js';
import { groupsOwnedBy, groupsWithMember } from './group-lists.js';
import { openSecret } from './opening.js';
import { findActor, findPrincipals } from './people.js';
import { readChain, readSecret } from './reading.js';
import { UNDO_SECONDS, notices } from './notices.js';
import { loadGroup } from './records.js';
import { addSecret, disableSecret, editSecret, enableSecret } from './secrets.js';

export interface LocalAuthorityOptions {
  readonly storage: StorageAdapter;
  readonly directory: Directory;
  /** Default: levels `view` and `edit`, no end required. */
  readonly policy?: Partial<SharingPolicy>;
  readonly allow?: AllowShare;
  readonly notifier?: Notifier;
  /** How long the notifier is told nothing of a share, so that “Undo” takes it back unheard. Held in memory; told when the authority is closed. Default: 10; 0 for at once. */
  readonly undoSeconds?: number;
  /** Public keys (Ed25519, base64url: the `x` of a JWK) of the organisation: `admin.handOver` takes one of them alone. The vaults are opened with the same ones. One that has signed stays in the list: what it handed over is verified with it. Default: none. */
  readonly organisationKeys?: readonly string[];
  readonly clock?: () => Date;
  /** Not asked for any more: ids are made by vaults and certify themselves. */
  readonly randomBytes?: (n: number) => Uint8Array;
  /** The storage is one person's own, in their browser: their backup then holds every record of it. Default: no, and a backup holds keys and pins alone. */
  readonly embedded?: boolean;
}

function contextOf(given: LocalAuthorityOptions): AuthorityContext {
  const options = Object.assign(Object.create(null), given) as LocalAuthorityOptions; // what a page's prototype was polluted with is no option
  const { storage, directory, allow, notifier, undoSeconds = UNDO_SECONDS, organisationKeys = [], embedded = false, clock = () => new Date() } = options;
  const policy = parseInput(policySchema, options.policy ?? {});
  if (!policy.ok) throw new MySafeError('misuse/invalid-policy', 'The sharing policy does not have its shape: see SharingPolicy.');
  let latest = 0;
  let organisation: ReturnType<AuthorityContext['organisationKeys']> | undefined;
  return {
    // a longest time that an endless grant could pass by would be none
    storage, policy: { ...policy.value, requireEnd: policy.value.requireEnd || policy.value.longestGrantSeconds !== undefined }, allow, embedded, notices: notices(notifier, undoSeconds),
    directory: withPrivateGroups(directory, {
      get: async (id) => (await loadGroup(storage, id))?.record,
      ownedBy: (user) => groupsOwnedBy(storage, user),
      withMember: (user) => groupsWithMember(storage, user),
    }),
    organisationKeys: () => (organisation ??= organisationKeysOf(organisationKeys).catch((fault: unknown) => {
      organisation = undefined; // its module may load the next time
      throw fault;
    })),
    now: () => (latest = Math.max(latest, clock().getTime())),
    async learnTime() {
      const { entries: [newest] } = await storage.journal({ secret: undefined, after: undefined, limit: 1 });
      latest = Math.max(latest, newest?.at.getTime() ?? 0);
    },
    weights: new Map(),
  };
}

/** Families that a list or a reveal never asks for are loaded with their first use. */
const onDemand = () => import('./on-demand.js');

type CommandHandlers = { readonly [T in CommandType]: (context: AuthorityContext, actor: UserId, command: CommandOf<T>) => Promise<Result<CommandResults[T]>> };
type QueryHandlers = { readonly [T in Query['type']]: (context: AuthorityContext, actor: UserId, query: Extract<Query, { type: T }>, signal?: AbortSignal) => Promise<Result<QueryResults[T]>> };

const commands: CommandHandlers = {
  'account.enrol': enrol, 'account.add-method': changeMethods, 'account.remove-method': changeMethods, 'account.remember': remember, 'space.restore': async (...asked) => (await onDemand()).restoreRecords(...asked),
  'secret.add': addSecret, 'secret.edit': editSecret, 'secret.enable': enableSecret, 'secret.disable': disableSecret,
  'secret.transfer': async (...asked) => (await onDemand()).transferSecret(...asked), 'secret.leave': async (...asked) => (await onDemand()).leaveSecret(...asked),
  'secret.delete': async (...asked) => (await onDemand()).deleteSecret(...asked), 'secret.share': async (...asked) => (await onDemand()).share(...asked), 'secret.complete': async (...asked) => (await onDemand()).complete(...asked),
  'secret.checkpoint': async (...asked) => (await onDemand()).checkpoint(...asked),
  'secret.open': openSecret,
  'group.save': async (...asked) => (await onDemand()).saveGroup(...asked), 'group.complete': async (...asked) => (await onDemand()).completeGroup(...asked),
};

const queries: QueryHandlers = {
  'policy.get': (context) => Promise.resolve(accept(context.policy)),
  'account.read': readAccount,
  'principal.get': async (context, actorId, { ids }) => {
    const actor = await findActor(context, actorId);
    return accept(actor ? [...(await findPrincipals(context, actor, ids)).values()] : []);
  },
  'principal.search': async (context, actor, { text, ...asked }, signal) => (await onDemand()).searchRecipients(context, actor, text, { ...asked, signal }),
  'principal.suggest': async (context, actor, asked) => (await onDemand()).suggestRecipients(context, actor, asked),
  'principal.resolve': async (context, actor, { entries, secretId }) => (await onDemand()).resolveRecipients(context, actor, entries, secretId),
  'principal.keys': (context, actor, { users }) => readKeys(context, actor, users),
  'secret.find': (context, actor, { query }) => findSecrets(context, actor, query),
  'secret.read': (context, actor, { secretId, after }) => readSecret(context, actor, secretId, after),
  'secret.chain': (context, actor, { secretId, after, whole }) => readChain(context, actor, secretId, after, whole),
  'secret.versions': async (context, actor, { secretId }) => (await onDemand()).readVersions(context, actor, secretId),
  'secret.sealing': async (context, actor, asked) => (await onDemand()).readSealing(context, actor, asked),
  'secret.explain': async (context, actor, { secretId, user }) => (await onDemand()).explain(context, actor, secretId, user),
  'secret.plan': async (context, actor, { secretId, changes }) => (await onDemand()).planShare(context, actor, secretId, changes),
  'secret.waiting': async (context, actor, asked) => (await onDemand()).readWaiting(context, actor, asked),
  'space.backup': async (context, actor, { after }) => (await onDemand()).readBackup(context, actor, after),
  'group.list': async (context, actor) => (await onDemand()).listGroups(context, actor),
  'group.read': async (context, actor, { groupId }) => (await onDemand()).readGroup(context, actor, groupId),
  'group.sealing': async (context, actor, asked) => (await onDemand()).readGroupSealing(context, actor, asked),
  'group.opens': async (context, actor, { groupId }) => (await onDemand()).groupOpens(context, actor, groupId),
  'group.waiting': async (context, actor) => (await onDemand()).waitingGroups(context, actor),
  'activity.list': async (context, actor, { query }) => (await onDemand()).listActivity(context, actor, query),
};

const signalOf = (options: { readonly signal?: AbortSignal } | undefined): AbortSignal | undefined =>
  (options && Object.hasOwn(options, 'signal') ? options.signal : undefined);

/** An authority in the host's own hands. `admin` obeys whoever calls it: never hand it on to a page of other people. */
export interface LocalAuthority extends Authority { readonly admin: Administration }

/** An authority in this page: the rules of the library on the host's storage and directory. Closing it closes the storage. */
export function localAuthority(options: LocalAuthorityOptions): LocalAuthority {
  const context = contextOf(options);
  const closing = new AbortController();
  let started: Promise<void> | undefined;
  /** What has ended stays ended, even where this machine's clock was turned back before the page was loaded again. */
  const start = (): Promise<void> => (started ??= context.learnTime().catch((fault: unknown) => {
    started = undefined; // a store that failed once is asked again
    throw fault;
  }));

  async function execute<C extends Command>(actor: UserId, command: C): Promise<Result<CommandResult<C>>> {
    const who = parseInput(userIdSchema, actor);
    const parsed = parseInput(commandSchema, command);
    if (!who.ok) return who;
    if (!parsed.ok) return parsed;
    await start();
    const handle = commands[parsed.value.type] as (context: AuthorityContext, actor: UserId, command: Command) => Promise<Result<CommandResult<C>>>;
    context.weights.delete(who.value);
    return handle(context, who.value, parsed.value);
  }

  async function query<Q extends Query>(actor: UserId, asked: Q, options?: { readonly signal?: AbortSignal }): Promise<Result<QueryResult<Q>>> {
    const signal = signalOf(options);
    signal?.throwIfAborted();
    const who = parseInput(userIdSchema, actor);
    const parsed = parseInput(querySchema, asked);
    if (!who.ok) return who;
    if (!parsed.ok) return parsed;
    await start();
    const handle = queries[parsed.value.type] as (context: AuthorityContext, actor: UserId, query: Query, signal?: AbortSignal) => Promise<Result<QueryResult<Q>>>;
    const answer = await handle(context, who.value, parsed.value, signal);
    signal?.throwIfAborted();
    return answer;
  }

  async function activity(asked: ActivityQuery = {}, asking?: { readonly signal?: AbortSignal }): Promise<ActivityPage> {
    const signal = signalOf(asking);
    signal?.throwIfAborted();
    const parsed = parseActivityQuery(asked);
    await start();
    const page = await (await onDemand()).listAllActivity(context, parsed);
    signal?.throwIfAborted();
    return page;
  }

  return Object.freeze({
    execute, query,
    admin: Object.freeze({
      activity,
      async peopleIn(principal: PrincipalId) { await start(); return (await onDemand()).peopleIn(context, principal); },
      async handOver(ids: readonly SecretId[], to: UserId, by: HandingOver) { await start(); return (await onDemand()).handOver(context, ids, to, by); },
      async ownerless() { await start(); return (await onDemand()).ownerless(context); },
      async remind(since?: Date) { await start(); return (await onDemand()).remind(context, since); },
    }),
    changes(actor: UserId, since?: Cursor, options?: { readonly signal?: AbortSignal }): AsyncIterable<VaultChange> {
      const signal = signalOf(options);
      return feedFor(context, actor, since, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal);
    },
    async close() {
      closing.abort();
      context.notices.flush();
      await options.storage.close();
    },
  });
}
