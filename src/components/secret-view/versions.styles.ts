import { type CSSResult, css } from 'lit';

/** A list of versions, with what is open under one of them. */
export const versionsStyles: CSSResult = css`
  .versions { margin: 0; padding: 0; list-style: none; }
  .version { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding-block: 10px; border-block-end: 1px solid var(--_border); }
  .version:last-child { border-block-end: 0; }
  .who { flex: 1 1 11rem; min-inline-size: 0; overflow-wrap: anywhere; }
  .who .detail { display: block; }
  .number { font-weight: 600; font-variant-numeric: tabular-nums; }
  .actions { display: flex; flex-wrap: wrap; gap: 6px; }
  .secret {
    flex-basis: 100%; padding: 7px 10px; border: 1px solid var(--_border); border-radius: var(--_radius-icon); background: var(--_sunken); font: 400 0.8125rem/1.25rem var(--_mono);
    overflow-wrap: anywhere; white-space: pre-wrap; max-block-size: 200px; overflow-y: auto;
  }
  .timer { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; font-variant-numeric: tabular-nums; }
  table { flex-basis: 100%; inline-size: 100%; border-collapse: collapse; font-size: 0.8125rem; line-height: 1.25rem; }
  th, td { padding: 5px 12px 5px 0; text-align: start; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap; border-block-end: 1px solid var(--_border); font-weight: 400; }
  tr > th:first-child { inline-size: 6.5rem; overflow-wrap: normal; }
  th[scope='row'] { color: var(--_muted); }
  thead th { color: var(--_muted); font-size: 0.75rem; font-weight: 600; }
  tbody tr:last-child > * { border-block-end: 0; }
  .button[aria-pressed='true'] { background: var(--_accent-soft); border-color: var(--_accent-text); color: var(--_accent-text); }
  @media (pointer: coarse) { .button.small, .link-button { min-block-size: 44px; } }
  @media (forced-colors: active) {
    .secret { border: 1px solid; }
    .button[aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  }
`;
