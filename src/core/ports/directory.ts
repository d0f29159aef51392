import type { GroupId, PrincipalId, UserId } from '../model/ids.js';
import type { Principal, RecipientMatch, RecipientResolution } from '../model/principal.js';

export interface DirectorySearchOptions {
  readonly asker: UserId;
  readonly limit: number;
  /** Once aborted, the search rejects with its reason. */
  readonly signal?: AbortSignal;
  /** How often the asker shares with a principal: among equally good matches the higher one comes first. */
  readonly weightOf?: (id: PrincipalId) => number;
}

/** Who exists, and who is in which group. The host's word. */
export interface Directory {
  /** Those of `ids` that exist, in any order. Ids of any kind may be asked for. */
  get(ids: readonly PrincipalId[]): Promise<readonly Principal[]>;
  /** Best first, each once, by name or username at least. Suspended and invited people are found too: the window says why they can't be chosen. */
  search(text: string, options: DirectorySearchOptions): Promise<readonly RecipientMatch[]>;
  /**
   * One answer an entry, in order: by exact username, e-mail, id or unique name, without regard to case.
   * `unknown` where nobody is meant; where several are, `ambiguous` with them as `candidates`. Suspended and invited people are found too.
   * A directory may count who only looks like the one named (“pаypal” with a Cyrillic letter): then people are warned of them.
   */
  resolve(entries: readonly string[], options: { readonly asker: UserId }): Promise<readonly RecipientResolution[]>;
  /** The groups that have this person as a member, enabled or not; none for somebody unknown. */
  groupsOf(user: UserId): Promise<readonly GroupId[]>;
  /** A page of members in the order of their ids (UTF-16 code units); fewer than `limit` means the last page. An unknown group has none. */
  membersOf(group: GroupId, page: { readonly after?: UserId; readonly limit: number }): Promise<readonly UserId[]>;
}
