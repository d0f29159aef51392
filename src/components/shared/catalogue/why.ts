import type { Catalogue } from '../localize.js';

/** What the window says that answers why somebody can see a secret. */
export const whyTexts = {
  'why.title': 'Why can {name} see this?',
  'why.nothing': '{name} can’t see it.',
  'why.own': '{name} owns it.',
  'why.direct': '{name} was given “{permission}”.',
  'why.group': '{name} is in {group}, which was given “{permission}”.',
  'why.group-hidden': '{name} is in a private group that was given “{permission}”.',
  'why.given': 'By {by}, on {date}.',
  'why.until': 'Until {date}.',
  'why.ended': 'Ended on {date}.',
  'why.off': 'Gives no access now.',
  'why.in-all': 'Together: “{permission}”. Taking away one way leaves the others.',
} as const satisfies Catalogue;
