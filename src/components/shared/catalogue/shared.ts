import type { Catalogue } from '../localize.js';

/** What is said after a share, loaded with the toast that says it. */
export const sharedTexts = {
  'toast.shared': 'Shared',
  'toast.with': 'with {names}',
  'toast.groups': { one: '{n} group', other: '{n} groups' },
  'toast.lost': { one: '{names} no longer has access', other: '{names} no longer have access' },
  'toast.what-opened': 'What they had opened',
  'toast.undone': 'Undone',
  'toast.not-undone': 'Not undone',
  'toast.still': '{name} still has access through {groups}',
} as const satisfies Catalogue;
