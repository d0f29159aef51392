import type { Catalogue } from '../localize.js';

/** What an exported or printed list says besides the list's own words. Loaded with it. */
export const reportTexts = {
  'report.file': 'api-secrets',
  'report.search': 'Search',
  'report.filter': '{field}: {value}',
  'report.count': { one: '{n} API secret', other: '{n} API secrets' },
  'report.printed': '{name}, {date}',
  'report.from': 'from {day}',
  'report.until': 'until {day}',
} as const satisfies Catalogue;
