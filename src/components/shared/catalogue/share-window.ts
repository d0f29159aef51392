import type { Catalogue } from '../localize.js';

/** Words that are loaded with the share window itself: until when, and who gains and loses. */
export const shareWindowTexts = {
  'share.managed-by': 'managed by {name}',
  'share.managed-by-you': 'managed by you',
  'share.new-group': 'Create a private group…',
  'share.end.label': 'Until when for {name}',
  'share.end.none': 'No end',
  'share.end.day': 'For 1 day',
  'share.end.week': 'For 1 week',
  'share.end.month': 'For 30 days',
  'share.end.longest': 'Until {date}, the longest',
  'share.end.until': 'Until {date}',
  'share.end.other': 'Until…',
  'share.end.at': 'End of access for {name}',
  'share.end.past': 'Choose a time that is still to come.',
  'share.end.late': 'Your administrator allows up to {date}.',
  'share.end.renew': 'Renew',
  'share.end.renew-of': 'Renew access of {name}',
  'share.plan.kept': { one: '{n} keeps access another way.', other: '{n} keep access another way.' },
  'share.plan.details': 'Details',
  'share.plan.gains': 'Will get access',
  'share.plan.loses': 'Will lose access',
  'share.plan.keeps': 'Keeps access',
  'share.plan.through': '{name} through {groups}',
  'share.plan.more': 'and more',
} as const satisfies Catalogue;
