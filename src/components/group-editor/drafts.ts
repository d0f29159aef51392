import type { GroupDetails, Vault } from '../../core/for-components.js';
import type { GroupValues } from './group-values.js';
import type { Members } from './member-list.js';

/** What was set and not saved. */
export interface Draft {
  readonly values: GroupValues;
  readonly members: Members;
  /** The state that the person began from; without one a group is made. */
  readonly base?: GroupDetails;
}

const drafts = new WeakMap<Vault, Map<string, Draft>>();

/** The drafts of one vault by the id of their group, `''` for a new one. In memory: gone with the page. */
export function draftsOf(vault: Vault): Map<string, Draft> {
  const known = drafts.get(vault) ?? new Map<string, Draft>();
  drafts.set(vault, known);
  return known;
}
