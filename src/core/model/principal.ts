import type { Problem } from './problem.js';
import type { GroupId, PrincipalId, UserId } from './ids.js';

/** A person in the host's directory. Only an `active` one can be granted access or use it. */
export interface User {
  readonly kind: 'user';
  readonly id: UserId;
  readonly name: string;
  readonly username: string;
  readonly email?: string;
  readonly avatarUrl?: string;
  readonly status: 'active' | 'invited' | 'suspended';
}

/** People under one name: a `directory` group is the host's, a `private` one was made here by its owner. */
export interface Group {
  readonly kind: 'group';
  readonly id: GroupId;
  readonly name: string;
  readonly origin: 'directory' | 'private';
  readonly memberCount: number;
  /** A disabled group can't be shared with and gives nobody access. */
  readonly enabled: boolean;
  readonly ownerId?: UserId;
  readonly description?: string;
  /** Private groups only: whether members find the group and see who is in it. */
  readonly membersMayView?: boolean;
  /** Private groups only, where they are listed or read: when its owner made it, as they signed it. */
  readonly createdAt?: Date;
}

export type Principal = User | Group;

/** What to look at before sharing with somebody; none of it stands in the way. */
export interface RecipientMarks {
  /** A person with whom the asker shares none of their newest 200 secrets now. */
  readonly firstTime?: boolean;
  /** The asker's own e-mail domain, where the person's is another: they are outside of it. */
  readonly outside?: string;
  /** With `look-alike`: nobody else need look like them, but a word of theirs mixes alphabets, hides characters or imitates the asker's domain. */
  readonly oddLetters?: boolean;
}

/** One principal found for a text, with the letters that matched. */
export interface RecipientMatch extends RecipientMarks {
  readonly principal: Principal;
  /** Half-open UTF-16 offsets into the field as the principal carries it. */
  readonly matches: readonly { readonly field: 'name' | 'username' | 'email'; readonly ranges: readonly (readonly [number, number])[] }[];
  readonly problem?: Problem;
  /** The host's own words for `outside-policy`. */
  readonly reason?: string;
}

/** What one pasted or typed entry names. */
export interface RecipientResolution extends RecipientMarks {
  readonly entry: string;
  readonly principal?: Principal;
  readonly candidates?: readonly Principal[];
  readonly problem?: Problem;
  readonly reason?: string;
}

/** Stands in for a principal that the directory no longer knows, so that its grant can still be seen and revoked. */
export function vanishedPrincipal(id: PrincipalId): Principal {
  const name = id.slice(id.indexOf(':') + 1);
  return id.startsWith('user:')
    ? { kind: 'user', id: id as UserId, name, username: name, status: 'suspended' }
    : { kind: 'group', id: id as GroupId, name, origin: 'directory', memberCount: 0, enabled: false };
}
