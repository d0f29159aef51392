import type { GroupId, PrincipalId, UserId } from '../model/ids.js';
import { isUserId } from '../model/ids.js';
import { type Group, type Principal, type User, vanishedPrincipal } from '../model/principal.js';
import { MOST_READERS } from '../model/sharing.js';
import { type Actor, type SecretState, isLive } from '../policy/index.js';
import type { AuthorityContext, PrincipalMap } from './context.js';

/** An active person with everything that the rules and the masks need of them. */
export interface ActiveActor extends Actor {
  readonly user: User;
  /** Every group that has them as a member; `groups` has the enabled ones alone. */
  readonly memberOf: ReadonlySet<PrincipalId>;
}

export async function findUser(context: AuthorityContext, id: UserId): Promise<User | undefined> {
  const [found] = await context.directory.get([id]);
  return found?.kind === 'user' ? found : undefined;
}

/** Who acts, with their groups as they are now; `undefined` for somebody unknown, invited or suspended, who holds nothing (security.md 3.1). */
export async function findActor(context: AuthorityContext, id: UserId): Promise<ActiveActor | undefined> {
  const user = await findUser(context, id);
  if (user?.status !== 'active') return undefined;
  const memberOf = await context.directory.groupsOf(id);
  const groups = await context.directory.get(memberOf);
  const enabled = groups.filter((group) => group.kind === 'group' && group.enabled).map((group) => group.id);
  return { id, user, at: context.now(), groups: new Set(enabled), memberOf: new Set(memberOf) };
}

const mayViewGroup = (group: Group, actor: ActiveActor): boolean =>
  group.origin === 'directory' || group.ownerId === actor.id || (group.membersMayView === true && actor.memberOf.has(group.id));

/** A private group as somebody sees it who may not view it: its name is empty, for the interface to say “A private group”. */
const masked = (group: Group): Group => ({ kind: 'group', id: group.id, name: '', origin: 'private', memberCount: group.memberCount, enabled: group.enabled });

/** Whom `ids` name, as `actor` may see them. Those who vanished from the directory are not in it. */
export async function findPrincipals(context: AuthorityContext, actor: ActiveActor, ids: Iterable<PrincipalId>): Promise<PrincipalMap> {
  const found = await context.directory.get([...new Set(ids)]);
  return new Map(found.map((principal) => [principal.id, principal.kind === 'group' && !mayViewGroup(principal, actor) ? masked(principal) : principal]));
}

/** Somebody from `people`, or a stand-in for who vanished from the directory. */
export const personIn = (people: PrincipalMap, id: UserId): User => (people.get(id) ?? vanishedPrincipal(id)) as User;
export const principalIn = (people: PrincipalMap, id: PrincipalId): Principal => people.get(id) ?? vanishedPrincipal(id);

const PAGE = 500;

export async function* membersOf(context: AuthorityContext, group: GroupId): AsyncGenerator<readonly UserId[]> {
  for (let after: UserId | undefined; ;) {
    const page = await context.directory.membersOf(group, { after, limit: PAGE });
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1);
  }
}

/** Everybody active who holds at least `view`, or `too-wide` past 2,000 (design.md 5). Costs one look at each member of each granted group. */
export async function readersOf(context: AuthorityContext, state: SecretState, at: number): Promise<ReadonlyMap<UserId, User> | 'too-wide'> {
  const grants = state.grants.filter((grant) => isLive(grant, at));
  const principals = new Map((await context.directory.get([state.owner, ...grants.map((grant) => grant.principal)])).map((principal) => [principal.id, principal]));
  const candidates = new Set<UserId>([state.owner]);
  for (const { principal: id } of grants) {
    const principal = principals.get(id);
    if (isUserId(id)) candidates.add(id);
    else if (principal?.kind === 'group' && principal.enabled) {
      for await (const page of membersOf(context, id)) {
        for (const member of page) candidates.add(member);
        if (candidates.size > MOST_READERS) return 'too-wide';
      }
    }
  }
  const people = await context.directory.get([...candidates]);
  return new Map(people.flatMap((person) => (person.kind === 'user' && person.status === 'active' ? [[person.id, person] as const] : [])));
}
