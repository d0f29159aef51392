import type { Label } from '../model/secret.js';

export const LABEL_FIELDS = ['name', 'url', 'identifier', 'method', 'tags'] as const;
export type LabelField = (typeof LABEL_FIELDS)[number];

const same = (a: Label[LabelField], b: Label[LabelField]): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((tag, at) => tag === b[at]) : a === b;

const own = (label: Label, field: LabelField): Label[LabelField] => (Object.hasOwn(label, field) ? label[field] : undefined);

export const changedFields = (before: Label, after: Label): LabelField[] => LABEL_FIELDS.filter((field) => !same(own(before, field), own(after, field)));
