import type { SecretPage, SecretQuery, SecretSummary, User } from '../../core/for-components.js';
import { reportTexts } from '../shared/catalogue/report.js';
import type { Strings } from '../shared/catalogue/index.js';
import { csvOf, saveCsv } from '../shared/csv.js';
import { Localizer } from '../shared/localize.js';
import { framesBetween } from '../shared/frames.js';
import type { ReportAction } from '../shared/rows/events.js';
import { type Column, columnName } from './cells.js';
import { listCatalogue } from './list-words.js';
import { cellText, reportColumns } from './report-cells.js';
import { PrintedReport } from './report-print.js';
import type { ListSecrets } from './secret-list-controller.js';

const texts = { ...listCatalogue, ...reportTexts };
export type ReportWords = Localizer<typeof texts>;

/** What is reported, and how. */
export interface ReportSource {
  readonly list: ListSecrets;
  readonly query: SecretQuery;
  readonly columns: readonly Column[];
  readonly locale: string;
  readonly strings: Strings | undefined;
  readonly direction: string;
  readonly me: User | undefined;
}

/** What was made: how many rows, and how to take away what is left of it in the page. */
export interface Written {
  readonly rows: number;
  readonly dispose: () => void;
}

/** Rows a question. A vault answers 200 at most; half of that fits into a frame together with what else is drawn. */
const PAGE = 100;

/** Every page of what the filters show, as far as it is there when it is come to. */
async function* pagesOf({ list, query }: ReportSource, signal: AbortSignal): AsyncGenerator<SecretPage> {
  const drawn = framesBetween();
  for (let at: string | undefined; ;) {
    await drawn();
    signal.throwIfAborted();
    const page = await list({ ...query, limit: PAGE, ...(at !== undefined && { at }) }, { signal });
    signal.throwIfAborted();
    yield page;
    if (page.next === undefined) return;
    at = page.next;
  }
}

interface Writer {
  add(rows: readonly SecretSummary[]): void;
  end(rows: number): () => void;
}

function csvWriter(source: ReportSource, words: ReportWords): Writer {
  const columns = reportColumns(source.columns);
  // A blob a page: to join and encode all of them at the end would hold the page up.
  const blobs: Blob[] = [];
  const write = (rows: readonly (readonly string[])[]): void => { blobs.push(new Blob([csvOf(rows)])); };
  write([columns.map((column) => columnName(column, words))]);
  const isoText = (date: Date): string => date.toISOString();
  return {
    add(rows) { write(rows.map((row) => columns.map((column) => cellText(column, row, words, isoText)))); },
    end() {
      saveCsv(words.text('report.file'), new Blob(blobs));
      return () => undefined;
    },
  };
}

function printWriter(source: ReportSource, words: ReportWords): Writer {
  const printed = new PrintedReport(source, words);
  return {
    add(rows) { printed.add(rows); },
    end(rows) {
      printed.print(rows);
      return () => { printed.remove(); };
    },
  };
}

/** Writes everything that the filters show, page by page. Rejects with the signal's reason where it is stopped: then nothing is left. */
export async function writeReport(action: ReportAction, source: ReportSource, { signal, onPage }: { readonly signal: AbortSignal; readonly onPage: (rows: number, page: SecretPage) => void }): Promise<Written> {
  const words: ReportWords = new Localizer(texts, source.locale, source.strings);
  const writer = action === 'export' ? csvWriter(source, words) : printWriter(source, words);
  let rows = 0;
  for await (const page of pagesOf(source, signal)) {
    writer.add(page.items);
    rows += page.items.length;
    onPage(rows, page);
  }
  return { rows, dispose: writer.end(rows) };
}
