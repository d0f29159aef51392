import { type GroupId, type PrincipalId, type UserId, isUserId } from '../model/ids.js';
import type { User } from '../model/principal.js';
import type { Wrap } from '../model/sealed.js';
import { MOST_READERS } from '../model/sharing.js';
import { type SecretState, isLive } from '../policy/index.js';
import type { AuthorityContext } from './context.js';
import { membersOf } from './people.js';
import { type GroupRecord, loadGroup } from './records.js';

/** For whom a data key is wrapped: people one by one, private groups as one. */
export interface Recipients {
  /** Active people, and through whom each of them reads: themselves or a directory group. */
  readonly people: ReadonlyMap<UserId, { readonly user: User; readonly through: readonly PrincipalId[] }>;
  readonly groups: ReadonlyMap<GroupId, GroupRecord>;
  readonly all: ReadonlySet<PrincipalId>;
}

/** Everybody a data key must be wrapped for, or `too-wide` past 2,000 (design.md 5). Costs one look at each member of each granted directory group. */
export async function recipientsOf(context: AuthorityContext, state: SecretState, at: number): Promise<Recipients | 'too-wide'> {
  const none: Recipients = { people: new Map(), groups: new Map(), all: new Set() };
  if (state.deleted) return none;
  const grants = state.grants.filter((grant) => isLive(grant, at));
  const known = new Map((await context.directory.get([state.owner, ...grants.map(({ principal }) => principal)])).map((principal) => [principal.id, principal]));
  const through = new Map<UserId, PrincipalId[]>([[state.owner, [state.owner]]]);
  const add = (user: UserId, by: PrincipalId): void => { through.set(user, [...(through.get(user) ?? []), by]); };
  const groups = new Map<GroupId, GroupRecord>();
  for (const { principal: id } of grants) {
    const principal = known.get(id);
    if (isUserId(id)) add(id, id);
    else if (principal?.kind !== 'group' || !principal.enabled) continue;
    else if (principal.origin === 'private') {
      const group = await loadGroup(context.storage, id);
      if (group) groups.set(id, group.record);
    } else {
      for await (const page of membersOf(context, id)) {
        for (const member of page) add(member, id);
        if (through.size > MOST_READERS) return 'too-wide';
      }
    }
  }
  const people = new Map((await context.directory.get([...through.keys()])).flatMap((person) =>
    (person.kind === 'user' && person.status === 'active' ? [[person.id, { user: person, through: through.get(person.id) ?? [] }] as const] : [])));
  return { people, groups, all: new Set<PrincipalId>([...people.keys(), ...groups.keys()]) };
}

/** Whether a wrap is for somebody who may read now; a group's must be for its present epoch. */
export function isCurrent(wrap: Pick<Wrap, 'to' | 'key'>, readers: Recipients): boolean {
  if (isUserId(wrap.to)) return readers.people.has(wrap.to);
  return readers.groups.get(wrap.to)?.epochs[0]?.key.id === wrap.key;
}
