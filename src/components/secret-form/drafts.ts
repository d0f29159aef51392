import type { SecretDetails, Vault } from '../../core/for-components.js';
import type { FormValues } from './form-values.js';

/** What was typed and not saved. Never the client secret. */
export interface Draft {
  readonly values: FormValues;
  readonly tagText: string;
  /** The state that the person began from; without one a secret is added. */
  readonly base?: SecretDetails;
}

const drafts = new WeakMap<Vault, Map<string, Draft>>();

/** The drafts of one vault by the id of their secret, `''` for the one that is added. In memory: gone with the page. */
export function draftsOf(vault: Vault): Map<string, Draft> {
  const known = drafts.get(vault) ?? new Map<string, Draft>();
  drafts.set(vault, known);
  return known;
}
