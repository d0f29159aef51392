import { type CSSResult, css } from 'lit';

/** Looks of what is in the share window. */
export const shareWindowStyles: CSSResult = css`
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

  .recipients { display: flex; flex-direction: column; }
  .recipient { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-block-size: 52px; padding: 6px 0; border-block-end: 1px solid var(--_border); }
  .recipients > .recipient:last-child, .recipient.owner:last-child { border-block-end: 0; }
  .recipient .permissions { display: flex; gap: 14px; flex: none; }
  .recipient.off .name { color: var(--_muted); text-decoration: line-through; }
  .state { padding-block: 2px; }
  .recipient :is(.error, .notice, .way-out) { flex-basis: 100%; padding-inline-start: 44px; }
  .notice { display: flex; gap: 6px; color: var(--_warning); font-size: 0.8125rem; }
  section > .muted, .suggested { padding-block-start: 8px; }
  .level { flex: none; padding-inline: 4px; }
  .chips { display: flex; flex-wrap: wrap; gap: 8px; }
  .chip { display: inline-flex; align-items: center; gap: 8px; min-block-size: 36px; padding: 3px 12px 3px 5px; border: 1px solid var(--_control); border-radius: 999px; background: var(--_surface); }
  .chip:hover { background: var(--_hover); }
  .chip.wrong { padding-inline: 12px 4px; border-color: var(--_danger); background: var(--_danger-soft); border-radius: var(--_radius-control); overflow-wrap: anywhere; }
  .summary { flex: 1 1 100%; font-weight: 600; }
  .actions { display: flex; gap: 8px; }
  @media (prefers-reduced-motion: no-preference) {
    .recipient.new { animation: fresh 600ms ease-out; }
    .recipient.flash { animation: fresh 900ms ease-out 2; }
    @keyframes fresh { from { background: var(--_accent-soft); } }
  }
  @media (prefers-reduced-motion: reduce) { .recipient.flash { background: var(--_accent-soft); } }
  @media (max-width: 480px) {
    .recipient .permissions { flex: 1 1 100%; order: 3; padding-inline-start: 44px; }
    .recipient :is(.error, .notice, .way-out) { order: 4; }
    .shortcut { display: none; }
  }
  @media (forced-colors: active) {
    .option.active { background: Highlight; color: HighlightText; forced-color-adjust: none; }
    .option.active :is(b, .detail) { color: inherit; }
    .input-box.invalid { border-color: Mark; border-width: 3px; }
  }
  [part=details-button] { margin-inline-end: auto; }
  .plan { flex: 1 1 100%; max-block-size: 30dvh; overflow-y: auto; font-weight: 400; }
  .end { display: flex; flex-wrap: wrap; gap: 4px; padding-block-start: 2px; }
  .end :is(select, input) { inline-size: auto; min-block-size: 28px; padding: 2px 6px; font-size: 0.75rem; }
  @media (pointer: coarse) { .end :is(select, input) { min-block-size: 44px; font-size: 1rem; } }
`;
