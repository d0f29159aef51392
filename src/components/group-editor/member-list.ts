import type { GroupDetails, RecipientMarks, User, UserId } from '../../core/for-components.js';

/** Somebody on the list: in the group already, or to join it. */
export interface Member {
  readonly user: User;
  /** Out of the group with the next save. Only for who is in it. */
  readonly leaves?: boolean;
  /** What to look at before they join. */
  readonly marks?: RecipientMarks;
  readonly lookAlike?: boolean;
}

export type Members = readonly Member[];

export const membersOf = (group: GroupDetails): Members => group.members.map((user) => ({ user }));

const has = (list: readonly User[] | undefined, id: UserId): boolean => list?.some((user) => user.id === id) ?? false;

/** Whether somebody is in the group as it is stored. */
export const isIn = (base: GroupDetails | undefined, { user }: Member): boolean => has(base?.members, user.id);

export const stays = (members: Members): readonly UserId[] => members.filter(({ leaves }) => !leaves).map(({ user }) => user.id);
export const joining = (members: Members, base: GroupDetails | undefined): Members => members.filter((member) => !isIn(base, member));
export const leaving = (members: Members): Members => members.filter(({ leaves }) => leaves);

/** With these too; who was to leave stays. */
export function withPeople(members: Members, people: Members): Members {
  const wanted = new Map(people.map((member) => [member.user.id, member]));
  const kept = members.map((member) => (wanted.has(member.user.id) ? { user: member.user, marks: member.marks, lookAlike: member.lookAlike } : member));
  const known = new Set(members.map(({ user }) => user.id));
  return [...kept, ...[...wanted.values()].filter(({ user }) => !known.has(user.id))];
}

/** Without somebody: who is in the group leaves with the next save, who was to join is gone from the list. */
export const withoutPerson = (members: Members, id: UserId, base: GroupDetails | undefined): Members =>
  members.flatMap((member) => (member.user.id !== id ? [member] : isIn(base, member) ? [{ ...member, leaves: true }] : []));

export const sameMembers = (members: Members, base: GroupDetails | undefined): boolean =>
  joining(members, base).length === 0 && leaving(members).length === 0;

/** What was changed here, on the group as it was saved meanwhile. */
export function joined(mine: Members, base: GroupDetails, theirs: GroupDetails): Members {
  const left = new Set(leaving(mine).map(({ user }) => user.id));
  const stored = membersOf(theirs).map((member) => (left.has(member.user.id) ? { ...member, leaves: true } : member));
  return [...stored, ...joining(mine, base).filter((member) => !isIn(theirs, member))];
}

export const cameMeanwhile = (base: GroupDetails, theirs: GroupDetails): readonly User[] => theirs.members.filter(({ id }) => !has(base.members, id));
export const wentMeanwhile = (base: GroupDetails, theirs: GroupDetails): readonly User[] => base.members.filter(({ id }) => !has(theirs.members, id));
