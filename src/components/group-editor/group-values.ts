import { type GroupDetails, type GroupInput, type InputIssue, GROUP_LIMITS } from '../../core/for-components.js';

/** What a person sets, but for who is in the group. */
export interface GroupValues {
  readonly name: string;
  readonly enabled: boolean;
  readonly membersMayView: boolean;
  readonly description: string;
}

export type Field = keyof GroupValues;
/** In the order in which they stand in the window. */
export const FIELDS: readonly Field[] = ['name', 'enabled', 'membersMayView', 'description'];

export const NEW_GROUP: GroupValues = { name: '', enabled: true, membersMayView: true, description: '' };

export const valuesOf = ({ name, enabled, membersMayView = false, description = '' }: GroupDetails): GroupValues => ({ name, enabled, membersMayView, description });

export const sameValues = (a: GroupValues, b: GroupValues): boolean => FIELDS.every((field) => a[field] === b[field]);

export type Checked = 'name' | 'description' | 'members';
export type FieldProblem = { readonly code: 'required' | 'unfit' } | { readonly code: 'taken'; readonly name: string } | { readonly code: 'too-long' | 'too-many'; readonly most: number };
export type Problems = Readonly<Partial<Record<Checked, FieldProblem>>>;

/** What is wrong with a text, if anything. The core decides in the end; this says it before anything is sent. */
export function problemOf(field: 'name' | 'description', text: string): FieldProblem | undefined {
  if (field === 'name' && text.trim() === '') return { code: 'required' };
  return text.length > GROUP_LIMITS[field] ? { code: 'too-long', most: GROUP_LIMITS[field] } : undefined;
}

const isChecked = (name: unknown): name is Checked => name === 'name' || name === 'description' || name === 'members';

/** What the core finds wrong, by field. */
export function problemsOf(issues: readonly InputIssue[]): Problems {
  return Object.fromEntries(issues.flatMap(({ path: [field], code }) => {
    if (!isChecked(field)) return [];
    const problem: FieldProblem = code === 'too-long' || code === 'too-many' ? { code, most: GROUP_LIMITS[field] } : { code: code === 'required' ? code : 'unfit' };
    return [[field, problem]];
  }));
}

/** The group as the core takes it. */
export function inputOf({ name, enabled, membersMayView, description }: GroupValues, members: GroupInput['members'], base: GroupDetails | undefined): GroupInput {
  return { ...(base && { id: base.id, revision: base.revision }), name, enabled, membersMayView, members, ...(description.trim() !== '' && { description }) };
}
