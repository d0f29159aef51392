import type { ActivityEntry, ActivityQuery } from '../../core/for-components.js';
import { csvOf, saveCsv } from '../shared/csv.js';
import { nameOf } from '../shared/principals.js';
import type { ActivitySource } from './activity-controller.js';
import { groupOf } from './kinds.js';
import { type ActivityWords, sentenceText } from './sentence.js';

const AT_ONCE = 200;

const columns = ['time', 'person', 'username', 'secret', 'what', 'kind', 'with', 'before', 'after', 'until'] as const;

function rowOf(entry: ActivityEntry, words: ActivityWords): readonly string[] {
  const { at, actor, secretName, kind, principal, before, permission, expiresAt } = entry;
  const level = (held: typeof permission): string => (held ? words.text(`permission.${held}`) : '');
  return [
    at.toISOString(), nameOf(actor, words), actor.username, secretName ?? '', sentenceText(entry, words, true), words.text(`activity.kind.${groupOf(kind)}`),
    principal ? nameOf(principal, words) : '', level(before), level(permission), expiresAt?.toISOString() ?? '',
  ];
}

/** Saves everything that a query finds as a CSV file, in the words of the list. Never a value: entries hold none. Returns how many entries. */
export async function exportActivity(list: ActivitySource, query: ActivityQuery, words: ActivityWords, signal: AbortSignal): Promise<number> {
  const rows: (readonly string[])[] = [];
  for (let at: string | undefined; ;) {
    const page = await list({ ...query, limit: AT_ONCE, ...(at !== undefined && { at }) }, { signal });
    for (const entry of page.entries) rows.push(rowOf(entry, words));
    at = page.next;
    if (at === undefined) break;
  }
  signal.throwIfAborted();
  saveCsv(words.text('activity.file'), csvOf([columns.map((column) => words.text(`activity.column.${column}`)), ...rows]));
  return rows.length;
}
