import type { GroupId, PrincipalId, UserId } from '../model/ids.js';
import type { Group, Principal, RecipientMatch, RecipientResolution } from '../model/principal.js';
import type { Directory, DirectorySearchOptions } from '../ports/directory.js';
import { fold } from '../search/fold.js';
import { createPrincipalIndex } from '../search/lazy-index.js';

/** A private group as the storage keeps it. */
export interface PrivateGroup {
  readonly id: GroupId;
  readonly ownerId: UserId;
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly membersMayView: boolean;
  readonly members: readonly UserId[];
}

/** Where private groups are read from. */
export interface PrivateGroups {
  get(id: GroupId): Promise<PrivateGroup | undefined>;
  ownedBy(user: UserId): Promise<readonly PrivateGroup[]>;
  withMember(user: UserId): Promise<readonly PrivateGroup[]>;
}

/** At most so many places of a result are kept free for private groups when people fill it. */
const KEPT_FOR_GROUPS = 3;

export const asGroup = (group: PrivateGroup): Group => ({
  kind: 'group', id: group.id, name: group.name, origin: 'private', memberCount: group.members.length, enabled: group.enabled,
  ownerId: group.ownerId, membersMayView: group.membersMayView, ...(group.description !== undefined && { description: group.description }),
});

/** A private group is found by its owner, and by a member where members may view it; by nobody else (mysafe.md T6). */
export const mayView = (group: PrivateGroup, asker: UserId): boolean =>
  group.ownerId === asker || (group.membersMayView && group.members.includes(asker));

async function visibleTo(groups: PrivateGroups, asker: UserId): Promise<Group[]> {
  const [owned, joined] = await Promise.all([groups.ownedBy(asker), groups.withMember(asker)]);
  const seen = new Map([...owned, ...joined.filter((group) => group.membersMayView)].map((group) => [group.id, group]));
  return [...seen.values()].map(asGroup);
}

/** The host's directory and the private groups as one. `get` knows every private group; `search` and `resolve` only those that the asker may view. */
export function withPrivateGroups(directory: Directory, groups: PrivateGroups): Directory {
  async function get(ids: readonly PrincipalId[]): Promise<readonly Principal[]> {
    const found = await directory.get(ids);
    const known = new Set(found.map((principal) => principal.id));
    const missing = ids.filter((id): id is GroupId => id.startsWith('group:') && !known.has(id));
    const own = await Promise.all([...new Set(missing)].map((id) => groups.get(id)));
    return [...found, ...own.flatMap((group) => (group ? [asGroup(group)] : []))];
  }

  async function search(text: string, options: DirectorySearchOptions): Promise<readonly RecipientMatch[]> {
    const [people, visible] = await Promise.all([directory.search(text, options), visibleTo(groups, options.asker)]);
    if (visible.length === 0) return people;
    const index = await createPrincipalIndex(visible);
    const own = index.search(text, { limit: options.limit, weightOf: options.weightOf });
    const kept = Math.min(own.length, KEPT_FOR_GROUPS, options.limit);
    return [...people.slice(0, options.limit - kept), ...own].slice(0, options.limit);
  }

  async function resolve(entries: readonly string[], options: { readonly asker: UserId }): Promise<readonly RecipientResolution[]> {
    const [answers, visible] = await Promise.all([directory.resolve(entries, options), visibleTo(groups, options.asker)]);
    const { looksLike } = await import('../search/skeleton.js');
    return answers.map((answer) => {
      const wanted = fold(answer.entry.trim());
      const named = visible.filter((group) => fold(group.name) === wanted || group.id === answer.entry.trim());
      const others = answer.principal ? [answer.principal] : answer.candidates ?? [];
      if (named.length + others.length === 0) return answer;
      const twins = visible.filter((group) => !named.includes(group) && looksLike(group.name, answer.entry));
      const candidates = [...others, ...named, ...twins];
      if (candidates.length === others.length) return answer;
      return candidates.length === 1 ? { entry: answer.entry, principal: candidates[0] } : { entry: answer.entry, candidates, problem: 'ambiguous' as const };
    });
  }

  return Object.freeze({
    get,
    search,
    resolve,
    async groupsOf(user: UserId) {
      const [hosts, joined] = await Promise.all([directory.groupsOf(user), groups.withMember(user)]);
      return [...hosts, ...joined.map((group) => group.id)];
    },
    async membersOf(id: GroupId, page: { readonly after?: UserId; readonly limit: number }) {
      const group = await groups.get(id);
      if (!group) return directory.membersOf(id, page);
      const sorted = group.members.toSorted((a, b) => (a < b ? -1 : 1));
      const { after } = page;
      return sorted.filter((member) => after === undefined || member > after).slice(0, page.limit);
    },
  });
}
