import type { StepKind } from '../../core/for-components.js';

/** What a person tells apart, and the kinds of entry that it is made of. */
export const kindsOf = {
  sharing: ['grant', 'revoke', 'transfer', 'leave'],
  opening: ['open'],
  editing: ['create', 'label', 'version', 'delete'],
  state: ['disable', 'enable'],
  keys: ['rekey', 'complete'],
} as const satisfies Record<string, readonly StepKind[]>;

export type KindFilter = keyof typeof kindsOf | 'all';

/** Of the kinds that a host may have written wrong, `all` is what is left. */
export const kindsFor = (filter: KindFilter): readonly StepKind[] => (Object.hasOwn(kindsOf, filter) ? kindsOf[filter as keyof typeof kindsOf] : []);
/** What an entry of this kind is called in the filter. */
export const groupOf = (kind: StepKind): keyof typeof kindsOf =>
  (Object.keys(kindsOf) as (keyof typeof kindsOf)[]).find((group) => (kindsOf[group] as readonly StepKind[]).includes(kind)) ?? 'editing';
