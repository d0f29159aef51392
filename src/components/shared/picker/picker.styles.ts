import { type CSSResult, css } from 'lit';

/** Looks of a box for people and groups, the list under it, the entries that named nobody, and what the rows of those who were added have in common. */
export const pickerStyles: CSSResult = css`
  .input-box { position: relative; display: flex; align-items: center; gap: 8px; padding-inline-end: 10px; border: 1px solid var(--_control); border-radius: var(--_radius-control); background: var(--_surface); anchor-name: --mysafe-input; }
  .input-box:has(:focus-visible) { outline: 2px solid var(--_focus); outline-offset: 2px; }
  .input-box .input, .input-box .input[aria-invalid='true'] { flex: 1; min-inline-size: 0; border: 0; background: none; padding: 8px 12px; }
  .input-box .input:focus-visible { outline: none; }
  .input-box.invalid { margin: -1px; border: 2px solid var(--_danger); background: var(--_danger-soft); }

  .listbox { max-block-size: var(--mysafe-list-max-height, 320px); margin: 0; padding: 6px; overflow-y: auto; overscroll-behavior: contain; border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); box-shadow: var(--_shadow-popup); }
  .listbox[popover] {
    position: fixed; position-anchor: --mysafe-input; inset: auto; inset-block-start: calc(anchor(end) + 6px); inset-inline-start: anchor(start);
    inline-size: anchor-size(inline); position-try-fallbacks: flip-block;
  }
  .listbox:not([popover]) { box-shadow: none; }
  .group-label { padding: 6px 10px 2px; font-size: 0.75rem; line-height: 1rem; font-weight: 600; color: var(--_muted); }
  .option { display: flex; align-items: center; gap: 12px; min-block-size: 48px; padding: 6px 10px; border-radius: var(--_radius-icon); border-inline-start: 3px solid transparent; cursor: pointer; }
  .option:hover { background: var(--_hover); }
  .option.active { background: var(--_accent-soft); border-inline-start-color: var(--_accent); }
  .option[aria-disabled='true'] { cursor: default; }
  .option[aria-disabled='true'] .name { color: var(--_muted); }
  .option b { font-weight: 700; color: var(--_accent-text); }
  .empty-row { padding: 10px; color: var(--_muted); overflow-wrap: anywhere; }
  .who { display: flex; flex-direction: column; flex: 1 1 9rem; min-inline-size: 0; }
  .who > * { overflow-wrap: anywhere; }
  .name { font-weight: 600; }

  .chips { display: flex; flex-wrap: wrap; gap: 8px; }
  .chip { display: inline-flex; align-items: center; gap: 8px; min-block-size: 36px; padding: 3px 12px 3px 5px; border: 1px solid var(--_control); border-radius: 999px; background: var(--_surface); }
  .chip:hover { background: var(--_hover); }
  .chip.wrong { padding-inline: 12px 4px; border-color: var(--_danger); background: var(--_danger-soft); border-radius: var(--_radius-control); overflow-wrap: anywhere; }
  .notice { display: flex; gap: 6px; color: var(--_warning); font-size: 0.8125rem; }
  .notice svg { flex: none; margin-block-start: 2px; }
  @keyframes fresh { from { background: var(--_accent-soft); } }
  @media (forced-colors: active) {
    .option.active { background: Highlight; color: HighlightText; forced-color-adjust: none; }
    .option.active :is(b, .detail) { color: inherit; }
    .input-box.invalid { border-color: Mark; border-width: 3px; }
  }
`;
