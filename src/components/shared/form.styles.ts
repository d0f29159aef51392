import { type CSSResult, css } from 'lit';

/** Looks of a window with fields one under another, and of the two versions where what it holds was saved elsewhere meanwhile. */
export const formStyles: CSSResult = css`
  .field-head { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; }
  textarea { display: block; resize: vertical; }
  .pair { display: grid; align-items: start; }
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
    .sides { grid-template-columns: minmax(0, 1fr); }
    .footer .button { flex: 1; }
  }
  @media (pointer: coarse) {
    .button.small, .link-button { min-block-size: 44px; }
  }
  @media (forced-colors: active) {
    .side:has(:checked) { border: 2px solid Highlight; padding: 9px 11px; }
  }
`;
