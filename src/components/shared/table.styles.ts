import { type CSSResult, css } from 'lit';

const table = css`
  :host { display: block; }
  .root { container-type: inline-size; display: flex; flex-direction: column; gap: 12px; }
  .toolbar { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 12px; }
  .frame { border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); overflow: clip; }
  .unlock { padding: 16px; border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); }
  .banner p { display: flex; align-items: center; gap: 8px; }
  .banner svg { flex: none; }
  .empty { display: flex; flex-direction: column; align-items: center; gap: 12px; padding: 48px 24px; color: var(--_muted); text-align: center; }
  table { inline-size: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed; }
  caption { padding: 14px 16px 6px; font-weight: 600; font-size: 1rem; line-height: 1.5rem; text-align: start; }
  th, td { padding: 6px 8px; text-align: start; vertical-align: middle; font-weight: 400; }
  th:first-child, td:first-child { padding-inline-start: 16px; }
  th:last-child, td:last-child { padding-inline-end: 16px; }
  thead th { block-size: 36px; padding-block: 0; color: var(--_muted); font-size: 0.8125rem; font-weight: 600; white-space: nowrap; }
  tbody :is(th, td) { block-size: var(--mysafe-row-height, 52px); border-block-start: 1px solid var(--_border); }
  tbody tr:hover { background: color-mix(in srgb, var(--_hover) 55%, var(--_surface)); }
  .name-text { display: block; font-weight: 600; overflow-wrap: anywhere; }
  .off .name-text { color: var(--_muted); font-weight: 400; }
  .col-action { text-align: end; }
  .actions { display: inline-flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
  .skeleton { inline-size: 70%; }
  .col-action .skeleton { margin-inline-start: auto; }
`;

const narrow = css`
  @container (max-width: 639.98px) {
    .toolbar > .button { flex: 1; }
    table, caption, tbody { display: block; }
    thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    tbody tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 16px; padding: 12px 16px; border-block-start: 1px solid var(--_border); }
    tbody :is(th, td) { display: flex; align-items: center; gap: 8px; block-size: auto; min-block-size: 24px; padding: 0 !important; border: 0; }
    tbody td[data-label]::before { content: attr(data-label) / ''; flex: none; color: var(--_muted); font-size: 0.8125rem; }
    tbody :is(.col-name, .col-wide, .col-action) { grid-column: 1 / -1; }
    tbody .col-name { flex-direction: column; align-items: flex-start; gap: 0; }
    tbody .col-wide { order: 1; }
    tbody .col-action { order: 2; padding-block-start: 4px !important; }
    tbody .col-action::before { display: none !important; }
    tbody .col-action:not(:has(button, .skeleton)) { display: none; }
    .skeleton { inline-size: 60%; }
  }
  @media (pointer: coarse) {
    .button.small { min-block-size: 44px; }
  }
  @media (forced-colors: active) {
    .frame { border: 1px solid CanvasText; }
    tbody :is(th, td) { border-color: GrayText; }
  }
`;

/** A card with a table inside; where it is narrow, a card for each row. `col-name` and `col-action` begin and end it, `col-wide` needs a line of its own there. */
export const tableStyles: CSSResult[] = [table, narrow];
