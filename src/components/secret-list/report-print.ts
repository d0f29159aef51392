import { type TemplateResult, html, render } from 'lit';
import type { SecretSummary } from '../../core/for-components.js';
import { moment } from '../shared/moment.js';
import { columnName } from './cells.js';
import { type ReportColumn, cellText } from './report-cells.js';
import { PRINTED, pageSheet, printedSheet } from './report-print.styles.js';
import type { ReportSource, ReportWords } from './report.js';

/** What the rows were filtered by, in words. */
function filtersOf({ query: { text, filter = {} } }: ReportSource, words: ReportWords): readonly string[] {
  const said = (field: string, value: string): string => words.text('report.filter', { field, value });
  const { shared, status, leftSinceRotation, lastUsed, tags } = filter;
  const day = (date: Date | undefined, key: 'report.from' | 'report.until'): string[] => (date ? [words.text(key, { day: words.date(date) })] : []);
  return [
    ...(text ? [said(words.text('report.search'), `“${text}”`)] : []),
    ...(['id', 'name', 'url', 'owner'] as const).flatMap((field) => (filter[field] ? [said(words.text(`list.field.${field}`), `“${filter[field]}”`)] : [])),
    ...(tags ? [said(words.text('list.field.tags'), words.list(tags))] : []),
    ...(shared === undefined ? [] : [said(words.text('list.shared'), words.text(shared ? 'yes' : 'no'))]),
    ...(lastUsed ? [said(words.text('list.column.last-use'), [...day(lastUsed.from, 'report.from'), ...day(lastUsed.until, 'report.until')].join(' '))] : []),
    ...(leftSinceRotation ? [words.text('list.left')] : []),
    said(words.text('list.status'), words.text(status === 'disabled' ? 'list.disabled' : status === 'all' ? 'list.all' : 'list.enabled')),
  ];
}

/** A table in the page that only paper sees, while the rest of the page only screens see. It needs no other window and no inline style: no policy stands in its way. */
export class PrintedReport {
  readonly #source: ReportSource;
  readonly #words: ReportWords;
  readonly #columns: readonly ReportColumn[];
  readonly #place = document.createElement('div');
  readonly #bodies: HTMLElement[] = [];

  constructor(source: ReportSource, words: ReportWords) {
    this.#source = source;
    this.#words = words;
    this.#columns = source.columns.filter((column): column is ReportColumn => column !== 'action');
  }

  /** Rows are drawn as they come, where nobody sees them: drawing all of them at the end would hold the page up. */
  add(rows: readonly SecretSummary[]): void {
    const body = document.createElement('tbody');
    render(rows.map((row) => this.#row(row)), body);
    this.#bodies.push(body);
  }

  #row(secret: SecretSummary): TemplateResult {
    const dateText = (date: Date): string => moment(date, this.#words.locale);
    return html`<tr>${this.#columns.map((column) => html`<td class="col-${column}"><bdi>${cellText(column, secret, this.#words, dateText)}</bdi></td>`)}</tr>`;
  }

  /** Asks the browser to print. What was put into the page goes once that has ended. */
  print(rows: number): void {
    const place = this.#place;
    const root = place.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [printedSheet];
    place.setAttribute(PRINTED, '');
    place.lang = this.#words.locale;
    place.dir = this.#source.direction;
    render(this.#renderReport(rows), root);
    document.adoptedStyleSheets.push(pageSheet);
    document.body.append(place);
    addEventListener('afterprint', this.remove, { once: true });
    window.print();
  }

  readonly remove = (): void => {
    removeEventListener('afterprint', this.remove);
    this.#place.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== pageSheet);
  };

  #renderReport(rows: number): TemplateResult {
    const words = this.#words;
    const now = moment(new Date(), words.locale);
    const { me } = this.#source;
    return html`<h1>${words.text('list.caption')}</h1>
      <p>${[words.text('report.count', { n: rows }), ...filtersOf(this.#source, words), me ? words.text('report.printed', { name: me.name, date: now }) : now].map((part, at) => html`${at > 0 ? ' · ' : ''}<bdi>${part}</bdi>`)}</p>
      <table><thead><tr>${this.#columns.map((column) => html`<th scope="col">${columnName(column, words)}</th>`)}</tr></thead>${this.#bodies}</table>`;
  }
}
