import type { SecretDetails, SecretId, Vault } from '../../core/index.js';
import type { FormValues } from './form-values.js';

/** What was typed and not saved. Never the client secret. */
export interface Draft {
  readonly values: FormValues;
  readonly tagText: string;
  /** The state that the person began from; without one a secret is added. */
  readonly base?: SecretDetails;
}

const drafts = new WeakMap<Vault, Map<SecretId | '', Draft>>();

/** The drafts of one vault, in memory: gone with the page. */
export function draftsOf(vault: Vault): Map<SecretId | '', Draft> {
  const known = drafts.get(vault) ?? new Map<SecretId | '', Draft>();
  drafts.set(vault, known);
  return known;
}
