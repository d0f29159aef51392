import { type CSSResult, css } from 'lit';

/** A list of fields, the covered value, a table of Yes and No. */
export const secretViewStyles: CSSResult = css`
  .header { padding-block-end: 8px; }
  .versions { margin-inline-end: auto; }
  .body { gap: 20px; }
  .row { display: grid; grid-template-columns: 7.25rem minmax(0, 1fr); gap: 2px 16px; padding-block: 9px; border-block-end: 1px solid var(--_border); }
  .row:last-child { border-block-end: 0; }
  dt { color: var(--_muted); font-size: 0.8125rem; line-height: 1.25rem; }
  dd { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; min-inline-size: 0; overflow-wrap: anywhere; }
  a { color: var(--_accent-text); text-underline-offset: 2px; overflow-wrap: anywhere; }
  code { font: 400 0.8125rem/1.25rem var(--_mono); overflow-wrap: anywhere; white-space: pre-wrap; unicode-bidi: isolate; text-align: start; }
  .secret { inline-size: 100%; padding: 7px 10px; border: 1px solid var(--_border); border-radius: var(--_radius-icon); background: var(--_sunken); font: 400 0.8125rem/1.25rem var(--_mono); max-block-size: 200px; overflow-y: auto; }
  .covered { color: var(--_muted); letter-spacing: 2px; user-select: none; }
  .notes { white-space: pre-wrap; max-block-size: 200px; overflow-y: auto; }
  .tags { display: flex; flex-wrap: wrap; gap: 4px; }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; }
  .show[aria-pressed='true'] { background: var(--_accent-soft); border-color: var(--_accent-text); color: var(--_accent-text); }
  .copy { display: inline-grid; }
  .face { grid-area: 1 / 1; display: inline-flex; align-items: center; justify-content: center; gap: 6px; }
  .copy .face:last-child, .copy.done .face:first-child { visibility: hidden; }
  .copy.done .face:last-child { visibility: visible; color: var(--_success); }
  .timer { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; font-variant-numeric: tabular-nums; }
  .by-hand { font-size: 0.8125rem; font-weight: 600; }
  dd .banner { inline-size: 100%; }

  .access { display: flex; flex-direction: column; gap: 8px; }
  .access-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; min-block-size: 32px; }
  table { inline-size: 100%; border-collapse: collapse; border-spacing: 0; }
  thead th { padding: 4px 0 6px; color: var(--_muted); font-size: 0.75rem; line-height: 1rem; font-weight: 600; text-align: start; border-block-end: 1px solid var(--_border); }
  tbody th, td { padding: 8px 0; font-weight: 400; text-align: start; vertical-align: middle; border-block-end: 1px solid var(--_border); }
  tbody tr:last-child > * { border-block-end: 0; }
  thead th:not(:first-child), td { inline-size: 5.5rem; padding-inline-start: 12px; }
  .member { display: flex; align-items: center; gap: 10px; min-inline-size: 0; }
  .who { display: flex; flex-wrap: wrap; align-items: center; gap: 0 6px; min-inline-size: 0; overflow-wrap: anywhere; }
  .member-name { font-weight: 600; }
  .who .detail { flex-basis: 100%; }
  .note { flex-basis: 100%; color: var(--_muted); font-size: 0.75rem; line-height: 1rem; font-style: normal; }
  .ended .member-name, .ended .avatar { color: var(--_muted); }
  .ended .avatar { background: var(--_hover); }
  .ended .note { color: var(--_text); }
  .compare { padding: 0; font-size: 0.75rem; line-height: 1rem; font-weight: 400; }

  .waiting { display: flex; flex-direction: column; gap: 4px; }
  .waiting-row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 10px; padding: 8px 0; border-block-end: 1px solid var(--_border); }
  .waiting-row:last-child { border-block-end: 0; }
  .waiting-row .who { flex: 1 1 12rem; }

  @media (max-width: 480px) {
    .row { grid-template-columns: minmax(0, 1fr); }
    thead th:not(:first-child), td { inline-size: 3.75rem; padding-inline-start: 8px; }
    .footer .button { flex: 1; }
  }
  @media (pointer: coarse) {
    .button.small, .link-button { min-block-size: 44px; }
  }
  @media (forced-colors: active) {
    .secret { border: 1px solid; }
    .show[aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
    .ended .member-name { color: GrayText; }
  }
`;
