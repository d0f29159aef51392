import type { SecretDetails } from '../../core/for-components.js';
import { FIELDS, type Field, type FormValues, merge, valuesOf } from './form-values.js';

export type Side = 'yours' | 'theirs';

/** Somebody saved meanwhile: what both changed, and for each which one to keep. */
export interface Conflict {
  readonly mine: FormValues;
  readonly theirs: SecretDetails;
  readonly fields: readonly Field[];
  /** What the other one alone changed: it is taken as it is. */
  readonly joined: readonly Field[];
  readonly chosen: Readonly<Partial<Record<Field, Side>>>;
}

/** Joins what somebody else saved (`theirs`) with what is typed here (`mine`), both begun at `base`. */
export function meet(mine: FormValues, base: SecretDetails, theirs: SecretDetails, changesSecret: boolean): { values: FormValues; conflict: Conflict } {
  const { values, both, joined } = merge(mine, valuesOf(base), valuesOf(theirs));
  const secretToo = base.hasClientSecret && changesSecret && theirs.version !== base.version;
  const fields = FIELDS.filter((field) => (field === 'clientSecret' ? secretToo : both.includes(field)));
  return { values, conflict: { mine, theirs, fields, joined, chosen: Object.fromEntries(fields.map((field) => [field, 'yours'])) } };
}
