import { type CSSResult, css } from 'lit';

/** Fields one under another; two beside each other where they are short. */
export const secretFormStyles: CSSResult = css`
  .header { flex-direction: column; gap: 4px; }
  .made { display: flex; flex-wrap: wrap; gap: 0 16px; }
  .field-head { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; }
  .pair { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 16px; align-items: start; }
  textarea { display: block; resize: vertical; min-block-size: 72px; }
  .mono { font: 400 0.8125rem/1.25rem var(--_mono); }
  .covered { -webkit-text-security: disc; }
  @supports not (-webkit-text-security: disc) {
    .covered { color: transparent !important; caret-color: var(--_text); forced-color-adjust: none; }
    .covered::selection { color: transparent; }
  }
  input[readonly] { background: var(--_sunken); color: var(--_muted); }
  .secret-box { display: flex; align-items: flex-start; gap: 8px; }
  .secret-box > :first-child { flex: 1; min-inline-size: 0; }
  .present { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
  .dots { color: var(--_muted); letter-spacing: 2px; }
  .tags { display: flex; flex-wrap: wrap; gap: 6px; }
  .tag.removable { display: inline-flex; align-items: center; gap: 2px; padding-inline-end: 0; }
  .remove-tag { display: inline-flex; align-items: center; justify-content: center; inline-size: 24px; block-size: 24px; padding: 0; border: 0; border-radius: var(--_radius-tag); background: none; color: var(--_muted); }
  .remove-tag:hover { background: var(--_hover); color: var(--_text); }
  .conflict { display: flex; flex-direction: column; gap: 16px; padding-block-end: 20px; border-block-end: 1px solid var(--_border); }
  legend { margin-block-end: 6px; }
  .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
  .side { display: flex; align-items: flex-start; gap: 8px; padding: 10px 12px; border: 1px solid var(--_border); border-radius: var(--_radius-control); font-weight: 400; cursor: pointer; min-inline-size: 0; }
  .side:has(:checked) { border-color: var(--_accent); background: var(--_accent-soft); }
  .side input { inline-size: 18px; block-size: 18px; margin: 1px 0 0; accent-color: var(--_accent); flex: none; }
  .side-text { display: flex; flex-direction: column; gap: 2px; min-inline-size: 0; }
  .version { max-block-size: 120px; overflow-y: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.875rem; font-weight: 600; }
  .draft > :first-child { flex-basis: 8rem; }
  :is(input, textarea) { scroll-margin-block: 48px 32px; }
  .body[inert] { opacity: 0.6; }

  @media (max-width: 480px) {
    .pair, .sides { grid-template-columns: minmax(0, 1fr); }
    .footer .button { flex: 1; }
  }
  @media (pointer: coarse) {
    .button.small, .link-button { min-block-size: 44px; }
    .remove-tag { inline-size: 32px; block-size: 32px; }
  }
  @media (forced-colors: active) {
    .side:has(:checked) { border: 2px solid Highlight; padding: 9px 11px; }
  }
`;
