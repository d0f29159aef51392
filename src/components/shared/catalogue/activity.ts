import type { Catalogue } from '../localize.js';

/** What stands around the entries. */
export const activityTexts = {
  'activity.list': 'Activity',
  'activity.person': 'Person',
  'activity.everybody': 'Everybody',
  'activity.kind': 'What',
  'activity.everything': 'Everything',
  'activity.kind.sharing': 'Sharing',
  'activity.kind.opening': 'Opening',
  'activity.kind.editing': 'Adding and editing',
  'activity.kind.state': 'Disabling and enabling',
  'activity.kind.keys': 'Keys',
  'activity.more': 'Show more',
  'activity.export': 'Export CSV',
  'activity.exporting': 'Exporting…',
  'activity.empty': 'Nothing has happened yet.',
  'activity.not-yours': 'Only those who manage this secret can see what happened to it.',
  'activity.nothing-matches': 'Nothing matches.',
  'activity.clear': 'Clear filters',
  'activity.failed': "Couldn't load the activity.",
  'activity.say.count': { one: '{n} entry', other: '{n} entries' },
  'activity.say.count-more': 'more than {n} entries',
  'activity.say.added': { one: '{n} more entry', other: '{n} more entries' },
  'activity.say.new': { one: '{n} new entry', other: '{n} new entries' },
  'activity.say.exported': { one: 'Exported {n} entry', other: 'Exported {n} entries' },
} as const satisfies Catalogue;
