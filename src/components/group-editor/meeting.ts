import type { GroupDetails, User } from '../../core/for-components.js';
import { FIELDS, type Field, type GroupValues, valuesOf } from './group-values.js';
import { cameMeanwhile, wentMeanwhile } from './member-list.js';

export type Side = 'yours' | 'saved';

/** The group was saved elsewhere meanwhile: what both changed, and for each which one to keep. Who is in it is joined by itself. */
export interface Conflict {
  readonly mine: GroupValues;
  readonly saved: GroupDetails;
  readonly fields: readonly Field[];
  readonly chosen: Readonly<Partial<Record<Field, Side>>>;
  readonly came: readonly User[];
  readonly went: readonly User[];
}

const take = <F extends Field>(values: GroupValues, field: F, from: GroupValues): GroupValues => ({ ...values, [field]: from[field] });

/** Joins what was saved elsewhere with what is set here, both begun at `base`. */
export function meet(mine: GroupValues, base: GroupDetails, saved: GroupDetails): { values: GroupValues; conflict: Conflict } {
  const [before, now] = [valuesOf(base), valuesOf(saved)];
  const untouched = FIELDS.filter((field) => mine[field] === before[field]);
  const fields = FIELDS.filter((field) => !untouched.includes(field) && now[field] !== before[field] && now[field] !== mine[field]);
  return {
    values: untouched.reduce((values, field) => take(values, field, now), mine),
    conflict: { mine, saved, fields, chosen: Object.fromEntries(fields.map((field) => [field, 'yours'])), came: cameMeanwhile(base, saved), went: wentMeanwhile(base, saved) },
  };
}

/** The values, with one side of a field that both changed. */
export const choose = (values: GroupValues, { mine, saved }: Conflict, field: Field, side: Side): GroupValues =>
  take(values, field, side === 'yours' ? mine : valuesOf(saved));
