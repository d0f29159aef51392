import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SecretPage, SecretSort, SecretSummary } from '../../core/for-components.js';
import { sortIcon } from '../shared/icons.js';
import type { RowGestures } from '../shared/rows/row-gestures.js';
import { type Column, columnName, sortableBy } from './cells.js';
import type { ListWords } from './list-words.js';
import type { RowSlots } from './row-slots.js';
import { selectPageCell } from './select-cells.js';
import type { Selection } from './selection.js';

const SKELETON_ROWS = 5;

/** A column header: a button where the list can be sorted by it. Only the one it is sorted by says so. */
export function headCell(column: Column, sort: SecretSort, words: ListWords, sortBy: (column: Column, by: SecretSort['by']) => void): TemplateResult {
  const by = sortableBy[column];
  const name = columnName(column, words);
  if (!by) return html`<th class="col-${column}" part="head-cell" scope="col" role="columnheader">${name}</th>`;
  const sorted = sort.by === by;
  return html`<th class="col-${column} sortable" part="head-cell" scope="col" role="columnheader" aria-sort=${sorted ? sort.direction : nothing}>
    <button type="button" @click=${() => { sortBy(column, by); }}>${name}${sorted ? sortIcon(sort.direction) : nothing}</button></th>`;
}

/** Stands for rows that are on their way for the first time. */
export function skeleton(columns: readonly Column[], words: ListWords, selectable: boolean): readonly TemplateResult[] {
  const spoken = (at: number): unknown => (at === 0 ? html`<span class="sr-only">${words.text('loading')}</span>` : nothing);
  const tick = selectable ? html`<td class="col-select" role="cell"></td>` : nothing;
  return Array.from({ length: SKELETON_ROWS }, (_, place) => html`<tr class="row" role="row">${tick}${columns.map((column, at) =>
    html`<td class="col-${column}" role="cell">${place === 0 ? spoken(at) : nothing}<span class="skeleton"></span></td>`)}</tr>`);
}

/** Stands for rows that are not there: none at all, or none for this search. */
export const noRows = (words: ListWords, clear: (() => void) | undefined): TemplateResult => (clear
  ? html`<div class="empty" part="empty"><p>${words.text('list.nothing-matches')}</p><button class="button" type="button" @click=${clear}>${words.text('list.clear')}</button></div>`
  : html`<div class="empty" part="empty"><p>${words.text('list.empty')}</p><slot name="empty"></slot></div>`);

export interface TableState {
  readonly words: ListWords;
  readonly columns: readonly Column[];
  readonly sort: SecretSort;
  readonly sortBy: (column: Column, by: SecretSort['by']) => void;
  /** Where rows can be ticked. */
  readonly selection: Selection | undefined;
  /** Absent until the first answer. */
  readonly page: SecretPage | undefined;
  /** The first answer is on its way. */
  readonly waits: boolean;
  readonly loading: boolean;
  readonly slots: RowSlots;
  readonly gestures: RowGestures;
  readonly renderRow: (secret: SecretSummary) => TemplateResult;
}

/** The table with its headers and rows. */
export function listTable({ words, columns, sort, sortBy, selection, page, waits, loading, slots, gestures, renderRow }: TableState): TemplateResult {
  const { longPress } = gestures;
  const items = page?.items ?? [];
  return html`<table part="table" role="table" class=${selection ? 'selectable' : ''} aria-busy=${loading || waits ? 'true' : 'false'}>
    <caption><slot name="caption">${words.text('list.caption')}</slot></caption>
    <thead><tr role="row">${selection ? selectPageCell(items, selection, words) : nothing}${columns.map((column) => headCell(column, sort, words, sortBy))}</tr></thead>
    <tbody @keydown=${gestures.onKeydown} @contextmenu=${gestures.onContextMenu}
      @pointerdown=${longPress.onDown} @pointermove=${longPress.onMove} @pointerup=${longPress.onUp} @pointercancel=${longPress.cancel} @click=${longPress.onClick}
    >${waits ? skeleton(columns, words, selection !== undefined) : repeat(items, ({ id }) => slots.placeOf(id), renderRow)}</tbody>
  </table>`;
}
