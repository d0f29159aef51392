import { LIMITS, type SecretFilter } from '../../core/for-components.js';

/** What single fields of the list are filtered by, as it was typed. What is absent or empty filters nothing. */
export interface FieldFilters {
  /** From its beginning. */
  readonly id?: string;
  readonly name?: string;
  readonly url?: string;
  /** Separated by commas; a secret needs one of them. */
  readonly tags?: string;
  /** By name or username. */
  readonly owner?: string;
  /** The first and the last day of use, as `2026-03-31`, in the person's own time zone. */
  readonly usedFrom?: string;
  readonly usedUntil?: string;
}

export type FieldName = keyof FieldFilters;
/** In the order in which they are shown. */
export const FIELD_NAMES: readonly FieldName[] = ['id', 'name', 'url', 'tags', 'owner', 'usedFrom', 'usedUntil'];

const MOST_LETTERS = 500; // of a filter (SecretQuery)
const textOf = (text: string | undefined): string => (text ?? '').trim().slice(0, MOST_LETTERS);

/** The moment at which a day begins, `later` days on. */
function dayOf(text: string | undefined, later = 0): Date | undefined {
  const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(textOf(text)) ?? [];
  const at = year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(day) + later);
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}

function tagsOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').map(textOf).filter(Boolean).slice(0, LIMITS.tags);
}

/** The last day is inclusive: up to its last millisecond. */
function usedOf({ usedFrom, usedUntil }: FieldFilters): SecretFilter['lastUsed'] {
  const from = dayOf(usedFrom);
  const after = dayOf(usedUntil, 1);
  return from || after ? { ...(from && { from }), ...(after && { until: new Date(after.getTime() - 1) }) } : undefined;
}

/** As a vault takes them. */
export function fieldFilter(fields: FieldFilters): SecretFilter {
  const [name, url, owner] = [fields.name, fields.url, fields.owner].map(textOf);
  const id = textOf(fields.id).replace(/^'/, ''); // as it stands in a CSV, where it begins with “-”
  const tags = tagsOf(fields.tags);
  const lastUsed = usedOf(fields);
  return { ...(id && { id }), ...(name && { name }), ...(url && { url }), ...(owner && { owner }), ...(tags.length > 0 && { tags }), ...(lastUsed && { lastUsed }) };
}

/** How many fields are filtered; the days of one field are one. */
export const countFields = (fields: FieldFilters): number => Object.keys(fieldFilter(fields)).length;
