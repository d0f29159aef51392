import { type CSSResult, css } from 'lit';

/** Looks of what is in the share window. */
export const shareWindowStyles: CSSResult = css`
  .recipients { display: flex; flex-direction: column; }
  .recipient { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-block-size: 52px; padding: 6px 0; border-block-end: 1px solid var(--_border); }
  .recipients > .recipient:last-child, .recipient.owner:last-child { border-block-end: 0; }
  .recipient .permissions { display: flex; gap: 14px; flex: none; }
  .recipient.off .name { color: var(--_muted); text-decoration: line-through; }
  .state { padding-block: 2px; }
  .recipient :is(.error, .notice, .way-out) { flex-basis: 100%; padding-inline-start: 44px; }
  section > .muted, .suggested { padding-block-start: 8px; }
  .level { flex: none; padding-inline: 4px; }
  .summary { flex: 1 1 100%; font-weight: 600; }
  .actions { display: flex; gap: 8px; }
  @media (prefers-reduced-motion: no-preference) {
    .recipient.new { animation: fresh 600ms ease-out; }
    .recipient.flash { animation: fresh 900ms ease-out 2; }
  }
  @media (prefers-reduced-motion: reduce) { .recipient.flash { background: var(--_accent-soft); } }
  @media (max-width: 480px) {
    .recipient .permissions { flex: 1 1 100%; order: 3; padding-inline-start: 44px; }
    .recipient :is(.error, .notice, .way-out) { order: 4; }
    .shortcut { display: none; }
  }
  [part=details-button] { margin-inline-end: auto; }
  .plan { flex: 1 1 100%; max-block-size: 30dvh; overflow-y: auto; font-weight: 400; }
  .end { display: flex; flex-wrap: wrap; gap: 4px; padding-block-start: 2px; }
  .end :is(select, input) { inline-size: auto; min-block-size: 28px; padding: 2px 6px; font-size: 0.75rem; }
  @media (pointer: coarse) { .end :is(select, input) { min-block-size: 44px; font-size: 1rem; } }
`;
