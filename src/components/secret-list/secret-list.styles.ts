import { type CSSResult, css } from 'lit';
import { rowMenuStyles } from '../shared/rows/row-menu.styles.js';
import { toolbarStyles } from '../shared/toolbar.styles.js';

const frame = css`
  :host { display: block; --_row: var(--mysafe-row-height, 48px); --_target: 32px; }
  :host([density='compact']) { --_row: var(--mysafe-row-height, 40px); }
  .ends { display: inline-flex; flex-wrap: wrap; gap: 12px; margin-inline-start: auto; }
  .more, .disclosure { white-space: nowrap; }
  .more, .disclosure { padding-inline-end: 10px; }
  .more svg, .disclosure svg { color: var(--_muted); }
  .disclosure[aria-expanded='true'] svg { rotate: 180deg; }
  .more.open { background: var(--_hover); anchor-name: --more-menu; }
  #more-menu { min-inline-size: 144px; position-anchor: --more-menu; }
  .filters {
    display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 190px), 1fr)); gap: 12px 16px; align-items: end; padding: 16px;
    border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_sunken);
  }
  .field { display: flex; flex-direction: column; gap: 4px; min-inline-size: 0; }
  .field label { color: var(--_muted); }
  .filters .check { min-block-size: 36px; }
  .progress { display: flex; flex-direction: column; gap: 6px; }
  .progress .detail { font-variant-numeric: tabular-nums; }
  progress { inline-size: 100%; block-size: 8px; accent-color: var(--_accent); }
  .frame { border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); overflow: clip; }
  .scroll { overflow-x: auto; }
  .pager { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; min-block-size: 48px; padding: 7px 16px; border-block-start: 1px solid var(--_border); }
  .range { margin-inline-end: auto; color: var(--_muted); font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
`;

const table = css`
  table { inline-size: 100%; min-inline-size: 960px; border-collapse: separate; border-spacing: 0; table-layout: fixed; }
  caption { padding: 14px 16px 6px; font-weight: 600; font-size: 1rem; line-height: 1.5rem; text-align: start; }
  caption:focus-visible { outline-offset: -4px; border-radius: var(--_radius-popup); }
  caption:focus:not(:focus-visible) { outline: none; }
  th, td { padding: 6px 8px; text-align: start; vertical-align: middle; font-weight: 400; overflow: hidden; }
  th:first-child, td:first-child { padding-inline-start: 16px; }
  th:last-child, td:last-child { padding-inline-end: 12px; }
  thead th { block-size: 36px; padding-block: 0; color: var(--_muted); font-size: 0.8125rem; font-weight: 600; white-space: nowrap; }
  thead button { display: inline-flex; align-items: center; gap: 4px; min-block-size: 28px; margin-inline-start: -6px; padding: 0 6px; border: 0; border-radius: var(--_radius-tag); background: none; font-weight: 600; }
  thead button:hover { background: var(--_hover); color: var(--_text); }
  thead button:focus-visible { outline-offset: -2px; }
  [aria-sort] button { color: var(--_text); }
  tbody :is(th, td) { block-size: var(--_row); border-block-start: 1px solid var(--_border); }
  tr { background: var(--_surface); }
  tbody tr:hover { background: color-mix(in srgb, var(--_hover) 55%, var(--_surface)); }
  .col-action { text-align: end; }
  @container (min-width: 640px) {
    .col-id { inline-size: 104px; }
    .col-name { inline-size: 20%; }
    .col-tags, .col-owner { inline-size: 13%; }
    .col-shared { inline-size: 104px; }
    .col-status { inline-size: 92px; }
    .col-last-use { inline-size: 128px; }
    .col-action { inline-size: calc(3 * var(--_target) + 28px); position: sticky; inset-inline-end: 0; background: inherit; }
  }
  @container (min-width: 640px) and (max-width: 961px) {
    .col-action { border-inline-start: 1px solid var(--_border); }
  }
  .name-text { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-weight: 600; overflow-wrap: anywhere; }
  .off .name-text { color: var(--_muted); font-weight: 400; }
  .url, .clip { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .url { inline-size: fit-content; max-inline-size: 100%; direction: ltr; }
  a.url { color: var(--_accent-text); text-underline-offset: 2px; text-decoration-thickness: 1px; border-radius: 2px; }
  a.url:focus-visible { outline-offset: -2px; }
  .tags { display: flex; align-items: center; gap: 4px; min-inline-size: 0; }
  .tag { flex: 0 1 auto; max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .badge.yes { padding-inline-start: 6px; }
  .badge.yes svg { inline-size: 12px; block-size: 12px; }
  .count { color: var(--_muted); font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
  time { font-variant-numeric: tabular-nums; }
  code { font: 0.8125rem/1.25rem var(--_mono); }
  .actions { display: inline-grid; grid-template-columns: repeat(3, var(--_target)); vertical-align: middle; }
  [data-control=share] { grid-column: 2; }
  [data-control=menu] { grid-column: 3; }
  .skeleton { inline-size: 70%; }
  .col-action .skeleton { margin-inline-start: auto; }
`;

/** The bar floats over the end of the list, so that no row moves under the pointer when the first one is ticked. */
const selection = css`
  .col-select { inline-size: 44px; }
  tr > .col-select { padding-inline: 8px 0; }
  .tick { display: inline-flex; align-items: center; justify-content: center; inline-size: var(--_target); block-size: var(--_target); cursor: pointer; }
  .tick input { inline-size: 18px; block-size: 18px; margin: 0; accent-color: var(--_accent); cursor: inherit; }
  .tick:has([aria-disabled]) { cursor: not-allowed; }
  .tick [aria-disabled] { opacity: 0.4; }
  .selectable .col-select + * { padding-inline-start: 8px; }
  .selectable tbody :is(button, a, input) { scroll-margin-block-end: 72px; }
  tbody tr.ticked, tbody tr.ticked:hover { background: var(--_accent-soft); }
  .col-name .error { margin-block-start: 2px; font-weight: 400; font-size: 0.75rem; line-height: 1rem; }
  .col-name .error svg { margin-block-start: 0; }
  .selection {
    position: sticky; inset-block-end: 12px; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding-block: 8px; padding-inline: 16px 8px;
    border: 1px solid var(--_control); border-radius: var(--_radius-popup); background: var(--_surface); box-shadow: var(--_shadow-popup);
  }
  .chosen { margin-inline-end: auto; font-variant-numeric: tabular-nums; }
  .chosen > :first-child { font-weight: 600; }
  .selection .link-button { margin-inline: 8px; }
`;

const narrow = css`
  @container (max-width: 639.98px) {
    .ends { flex: 1 1 100%; }
    .ends > * { flex: 1 1 auto; }
    table { display: block; min-inline-size: 0; }
    caption, tbody { display: block; }
    thead tr { display: flex; flex-wrap: wrap; gap: 4px; padding: 0 16px 8px; }
    thead th, tbody :is(.col-action, .col-select) { overflow: visible; }
    thead th { display: block; block-size: auto; inline-size: auto; padding: 0 !important; }
    thead th:not(.sortable, .col-select) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    thead button { min-block-size: 32px; margin: 0; padding: 0 8px; border: 1px solid var(--_border); border-radius: var(--_radius-icon); }
    tbody tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 16px; padding-block: 10px 12px; padding-inline: 16px 8px; border-block-start: 1px solid var(--_border); }
    tbody :is(th, td) { display: flex; align-items: center; gap: 8px; block-size: auto; min-block-size: 24px; padding: 0 !important; border: 0; }
    tbody td[data-label]::before { content: attr(data-label) / ''; flex: none; color: var(--_muted); font-size: 0.8125rem; }
    tbody :is(.col-url, .col-tags, .col-id) { grid-column: 1 / -1; }
    tbody :is(.col-url, .col-tags, .col-action)::before { display: none; }
    tbody .col-name { grid-column: 1 / -1; grid-row: 1; min-block-size: var(--_target); padding-inline-end: calc(3 * var(--_target) + 8px) !important; }
    tbody .col-action { grid-column: 1 / -1; grid-row: 1; justify-self: end; align-self: start; }
    thead .col-select { order: -1; }
    tbody .col-select { grid-column: 1; grid-row: 1; justify-self: start; align-self: start; z-index: 1; }
    .selectable tbody .col-name { padding-inline-start: calc(var(--_target) + 4px) !important; }
    .selectable .tick { margin-inline-start: -7px; }
    .selectable tbody :is(button, a, input) { scroll-margin-block-end: 152px; }
    .selection { inset-block-end: 0; padding-inline: 12px; }
    .selection .chosen { flex: 1 1 100%; }
    .selection .button { flex: 1 1 auto; }
    tbody .blank { display: none; }
    .tags { flex-wrap: wrap; }
    .skeleton { inline-size: 60%; }
  }
  @container (max-width: 339.98px) {
    tbody tr > * { grid-column: 1 / -1; }
  }
  @media (pointer: coarse) {
    :host { --_target: 44px; }
    thead button { min-block-size: 44px; }
  }
  @media (forced-colors: active) {
    .frame, .selection, .filters, thead button { border: 1px solid CanvasText; }
    tbody :is(th, td), .pager { border-color: GrayText; }
  }
`;

/** A card with a table inside; where it is narrow, a card for each secret. */
export const secretListStyles: CSSResult[] = [toolbarStyles, rowMenuStyles, frame, table, selection, narrow];
