import type { Catalogue } from '../localize.js';

/** What an exported activity says besides the list's own words. Loaded with it. */
export const activityExportTexts = {
  'activity.file': 'activity',
  'activity.column.time': 'Time (UTC)',
  'activity.column.person': 'Person',
  'activity.column.username': 'Username',
  'activity.column.secret': 'Secret',
  'activity.column.what': 'What',
  'activity.column.kind': 'Kind',
  'activity.column.with': 'With',
  'activity.column.before': 'Before',
  'activity.column.after': 'After',
  'activity.column.until': 'Until (UTC)',
} as const satisfies Catalogue;
