import { type InputIssue, LIMITS, type SecretDetails, type SecretInput, type SecretPatch } from '../../core/for-components.js';

export type TextField = 'name' | 'url' | 'clientId' | 'identifier' | 'method' | 'notes';
export type ValueField = TextField | 'tags';
export type Field = ValueField | 'clientSecret';

/** In the order in which they stand in the window. */
export const FIELDS: readonly Field[] = ['name', 'url', 'clientId', 'clientSecret', 'identifier', 'method', 'tags', 'notes'];
const VALUE_FIELDS = FIELDS.filter((field): field is ValueField => field !== 'clientSecret');
const REQUIRED: readonly Field[] = ['name', 'url', 'clientId'];

export const isRequired = (field: Field): boolean => REQUIRED.includes(field);

/** What a person has filled in, but for the client secret, which is kept apart. */
export type FormValues = { readonly [K in TextField]: string } & { readonly tags: readonly string[] };

export const NOTHING: FormValues = { name: '', url: '', clientId: '', identifier: '', method: '', notes: '', tags: [] };

export const valuesOf = ({ name, url, clientId, identifier = '', method = '', notes = '', tags }: SecretDetails): FormValues =>
  ({ name, url, clientId, identifier, method, notes, tags });

export type FieldProblem = { readonly code: 'required' | 'taken' | 'unfit' } | { readonly code: 'too-long' | 'too-many'; readonly most: number };

const utf8 = new TextEncoder();

/** What is wrong with a text, if anything. The core decides in the end; this says it before anything is sent. */
export function problemOf(field: Exclude<Field, 'tags'>, text: string): FieldProblem | undefined {
  if (field === 'clientSecret') return utf8.encode(text).length > LIMITS.clientSecretBytes ? { code: 'too-long', most: LIMITS.clientSecretBytes } : undefined;
  if (isRequired(field) && text.trim() === '') return { code: 'required' };
  return text.length > LIMITS[field] ? { code: 'too-long', most: LIMITS[field] } : undefined;
}

/** What is wrong with the tags, one of them still being typed. */
export function problemOfTags(tags: readonly string[]): FieldProblem | undefined {
  if (tags.some((tag) => tag.length > LIMITS.tag)) return { code: 'too-long', most: LIMITS.tag };
  return tags.length > LIMITS.tags ? { code: 'too-many', most: LIMITS.tags } : undefined;
}

/** `list` with what stands between the commas of `text`; what is there already is not added twice. */
export const withTags = (list: readonly string[], text: string): readonly string[] =>
  [...new Set([...list, ...text.split(',').map((tag) => tag.trim()).filter(Boolean)])];

const most = (field: Field): number => (field === 'clientSecret' ? LIMITS.clientSecretBytes : LIMITS[field]);

/** The core's issues, each at its field; the first one of a field counts. */
export function problemsOf(issues: readonly InputIssue[]): Partial<Record<Field, FieldProblem>> {
  const problems: Partial<Record<Field, FieldProblem>> = {};
  for (const { path, code } of [...issues].reverse()) {
    const field = FIELDS.find((known) => known === path[0]);
    if (!field) continue;
    const limit = field === 'tags' && path.length > 1 ? LIMITS.tag : most(field);
    if (code === 'too-long' || code === 'too-many') problems[field] = { code, most: limit };
    else problems[field] = code === 'required' && isRequired(field) ? { code } : { code: 'unfit' };
  }
  return problems;
}

export const same = (a: string | readonly string[], b: string | readonly string[]): boolean =>
  a === b || (typeof a !== 'string' && typeof b !== 'string' && a.length === b.length && a.every((tag, at) => tag === b[at]));

export const sameValues = (a: FormValues, b: FormValues): boolean => VALUE_FIELDS.every((field) => same(a[field], b[field]));

const filled = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

/** A new secret as the core takes it; optional fields left empty are left out. */
export function inputOf({ name, url, clientId, identifier, method, notes, tags }: FormValues, clientSecret: string): SecretInput {
  return { name, url, clientId, clientSecret: clientSecret || undefined, identifier: filled(identifier), method: filled(method), notes: filled(notes), tags };
}

/** Only what differs from `base`; `null` clears. `clientSecret` is `undefined` where the present one stays. */
export function patchOf(values: FormValues, base: FormValues, clientSecret: string | undefined): SecretPatch {
  const changes = VALUE_FIELDS.filter((field) => !same(values[field], base[field])).map((field) => [field, cleared(field, values[field])] as const);
  return { ...Object.fromEntries(changes), ...(clientSecret !== undefined && { clientSecret: clientSecret || null }) };
}

function cleared(field: ValueField, value: string | readonly string[]): string | readonly string[] | null {
  const empty = typeof value === 'string' ? value.trim() === '' : value.length === 0;
  return empty && !isRequired(field) ? null : value;
}

/** Which fields both sides changed, which only the other side did, and the values with all of those. */
export function merge(mine: FormValues, base: FormValues, theirs: FormValues): { values: FormValues; both: readonly ValueField[]; joined: readonly ValueField[] } {
  const untouched = VALUE_FIELDS.filter((field) => same(mine[field], base[field]));
  const both = VALUE_FIELDS.filter((field) => !untouched.includes(field) && !same(theirs[field], base[field]) && !same(mine[field], theirs[field]));
  const joined = untouched.filter((field) => !same(theirs[field], base[field]));
  return { values: { ...mine, ...Object.fromEntries(joined.map((field) => [field, theirs[field]])) }, both, joined };
}
