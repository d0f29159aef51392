import type { Catalogue } from '../localize.js';

/** What the window says in which a secret gets another owner. */
export const transferTexts = {
  'transfer.title': 'Who should own {name}?',
  'transfer.nobody': 'Nobody else has access of their own. Share it first with whoever should own it.',
  'transfer.what-follows': '{name} becomes the owner. You keep “Can manage”; only {name} can delete it or give it away again.',
  'transfer.choose': 'Choose who',
  'transfer.make': 'Make owner',
  'transfer.done': '{name} owns “{secret}” now',
  'transfer.identifier-cleared': '{name} already uses the identifier “{identifier}”, so this secret has none now.',
} as const satisfies Catalogue;
