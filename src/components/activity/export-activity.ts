import type { ActivityEntry, ActivityQuery } from '../../core/for-components.js';
import { activityExportTexts } from '../shared/catalogue/activity-export.js';
import type { Strings } from '../shared/catalogue/index.js';
import { csvOf, saveCsv } from '../shared/csv.js';
import { Localizer } from '../shared/localize.js';
import { nameOf } from '../shared/principals.js';
import type { ActivitySource } from './activity-controller.js';
import { groupOf } from './kinds.js';
import type { ActivityWords } from './activity-words.js';
import { type SentenceWords, sentenceText, sentenceWords } from './sentence.js';

const AT_ONCE = 200;

const columns = ['time', 'person', 'username', 'secret', 'what', 'kind', 'with', 'before', 'after', 'until'] as const;

function rowOf(entry: ActivityEntry, words: ActivityWords, said: SentenceWords): readonly string[] {
  const { at, actor, secretName, kind, principal, before, permission, expiresAt } = entry;
  const level = (held: typeof permission): string => (held ? words.text(`permission.${held}`) : '');
  return [
    at.toISOString(), nameOf(actor, words), actor.username, secretName ?? '', sentenceText(entry, said, true), words.text(`activity.kind.${groupOf(kind)}`),
    principal ? nameOf(principal, words) : '', level(before), level(permission), expiresAt?.toISOString() ?? '',
  ];
}

export interface ExportOptions {
  readonly words: ActivityWords;
  readonly strings: Strings | undefined;
  readonly signal: AbortSignal;
}

/** Saves everything that a query finds as a CSV file, in the words of the list. Never a value: entries hold none. Returns how many entries. */
export async function exportActivity(list: ActivitySource, query: ActivityQuery, { words, strings, signal }: ExportOptions): Promise<number> {
  const said = sentenceWords(words.locale, strings);
  const rows: (readonly string[])[] = [];
  for (let at: string | undefined; ;) {
    const page = await list({ ...query, limit: AT_ONCE, ...(at !== undefined && { at }) }, { signal });
    for (const entry of page.entries) rows.push(rowOf(entry, words, said));
    at = page.next;
    if (at === undefined) break;
  }
  signal.throwIfAborted();
  const heads = new Localizer(activityExportTexts, words.locale, strings);
  saveCsv(heads.text('activity.file'), csvOf([columns.map((column) => heads.text(`activity.column.${column}`)), ...rows]));
  return rows.length;
}
