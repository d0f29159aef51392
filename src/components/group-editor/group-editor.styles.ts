import { type CSSResult, css } from 'lit';

const fields = css`
  .field-head { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; }
  textarea { display: block; resize: vertical; }
  .label { padding: 0; }
  .radios { display: flex; gap: 24px; }
  .check { align-self: start; }
  .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 16px 24px; align-items: start; }
  .pair .field { gap: 2px; }
  .pair .field:first-child { padding-block-start: 26px; }
  .check:has(.switch) { gap: 10px; font-weight: 600; }
  .check .switch { appearance: none; position: relative; inline-size: 34px; block-size: 20px; border: 1px solid var(--_control); border-radius: 999px; background: var(--_sunken); cursor: pointer; }
  .switch::before { content: ''; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; inline-size: 12px; block-size: 12px; border-radius: 50%; background: var(--_control); }
  .check .switch:checked { border-color: var(--_accent); background: var(--_accent); }
  .switch:checked::before { inset-inline-start: 17px; background: var(--_on-accent); }
  .conflict { display: flex; flex-direction: column; gap: 16px; padding-block-end: 20px; border-block-end: 1px solid var(--_border); }
  legend { margin-block-end: 6px; }
  .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
  .side { display: flex; align-items: flex-start; gap: 8px; padding: 10px 12px; border: 1px solid var(--_border); border-radius: var(--_radius-control); font-weight: 400; cursor: pointer; min-inline-size: 0; }
  .side:has(:checked) { border-color: var(--_accent); background: var(--_accent-soft); }
  .side input { inline-size: 18px; block-size: 18px; margin: 1px 0 0; accent-color: var(--_accent); flex: none; }
  .side-text { display: flex; flex-direction: column; gap: 2px; min-inline-size: 0; }
  .version { max-block-size: 120px; overflow-y: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-weight: 600; }
  .draft > :first-child { flex-basis: 8rem; }
  :is(input, textarea) { scroll-margin-block: 48px 32px; }
  .body[inert] { opacity: 0.6; }
  .summary { flex: 1 1 100%; font-weight: 600; }
  .opens { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 8px; overflow-wrap: anywhere; }
  .opens p { min-inline-size: 0; }
  .note .link-button { font-size: inherit; }
`;

const box = css`
  .input-box { position: relative; display: flex; align-items: center; gap: 8px; padding-inline-end: 10px; border: 1px solid var(--_control); border-radius: var(--_radius-control); background: var(--_surface); anchor-name: --mysafe-people; }
  .input-box:has(:focus-visible) { outline: 2px solid var(--_focus); outline-offset: 2px; }
  .input-box .input, .input-box .input[aria-invalid='true'] { flex: 1; min-inline-size: 0; padding: 7px 11px; border: 0; background: none; }
  .input-box .input:focus-visible { outline: none; }
  .input-box.invalid { margin: -1px; border: 2px solid var(--_danger); background: var(--_danger-soft); }
  .listbox { max-block-size: var(--mysafe-list-max-height, 320px); margin: 0; padding: 6px; overflow-y: auto; overscroll-behavior: contain; border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); box-shadow: var(--_shadow-popup); }
  .listbox[popover] {
    position: fixed; position-anchor: --mysafe-people; inset: auto; inset-block-start: calc(anchor(end) + 6px); inset-inline-start: anchor(start);
    inline-size: anchor-size(inline); position-try-fallbacks: flip-block;
  }
  .listbox:not([popover]) { box-shadow: none; }
  .group-label { padding: 6px 10px 2px; font-size: 0.75rem; line-height: 1rem; font-weight: 600; color: var(--_muted); }
  .option { display: flex; align-items: center; gap: 12px; min-block-size: 48px; padding: 6px 10px; border-radius: var(--_radius-icon); border-inline-start: 3px solid transparent; cursor: pointer; }
  .option.all { color: var(--_accent-text); font-weight: 600; }
  .option:hover { background: var(--_hover); }
  .option.active { background: var(--_accent-soft); border-inline-start-color: var(--_accent); }
  .option[aria-disabled='true'] { cursor: default; }
  .option[aria-disabled='true'] .name { color: var(--_muted); }
  .option b { font-weight: 700; color: var(--_accent-text); }
  .empty-row { padding: 10px; color: var(--_muted); overflow-wrap: anywhere; }
  .chips { display: flex; flex-wrap: wrap; gap: 8px; }
  .chip { display: inline-flex; align-items: center; gap: 8px; min-block-size: 36px; padding-inline: 12px 4px; border: 1px solid var(--_danger); border-radius: var(--_radius-control); background: var(--_danger-soft); overflow-wrap: anywhere; }
`;

const rows = css`
  .who { display: flex; flex-direction: column; flex: 1 1 9rem; min-inline-size: 0; }
  .who > * { overflow-wrap: anywhere; }
  .name { font-weight: 600; }
  .members { display: flex; flex-direction: column; }
  .member { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-block-size: 48px; padding: 6px 0; border-block-end: 1px solid var(--_border); }
  .member:last-child { border-block-end: 0; }
  .member.off .name { color: var(--_muted); text-decoration: line-through; }
  .member :is(.error, .notice) { flex-basis: 100%; padding-inline-start: 44px; }
  .notice { display: flex; gap: 6px; color: var(--_warning); font-size: 0.8125rem; }
  .notice svg { flex: none; margin-block-start: 2px; }
  .badge.joins { border-color: transparent; background: var(--_accent-soft); color: var(--_accent-text); }
  @media (prefers-reduced-motion: no-preference) {
    .member.new { animation: fresh 600ms ease-out; }
    @keyframes fresh { from { background: var(--_accent-soft); } }
  }
  @media (max-width: 480px) {
    .sides, .pair { grid-template-columns: minmax(0, 1fr); }
    .pair .field:first-child { padding-block-start: 0; }
    .footer .button { flex: 1; }
  }
  @media (pointer: coarse) {
    .button.small, .link-button { min-block-size: 44px; }
  }
  @media (forced-colors: active) {
    .check .switch { appearance: auto; inline-size: 18px; block-size: 18px; }
    .switch::before { content: none; }
    .option.active { background: Highlight; color: HighlightText; forced-color-adjust: none; }
    .option.active :is(b, .detail) { color: inherit; }
    .input-box.invalid { border-color: Mark; border-width: 3px; }
    .side:has(:checked) { border: 2px solid Highlight; padding: 9px 11px; }
  }
`;

/** Fields one under another, the box for people with its list, and who is in the group. */
export const groupEditorStyles: CSSResult[] = [fields, box, rows];
