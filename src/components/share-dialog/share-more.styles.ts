import { type CSSResult, css } from 'lit';

/** Looks of what is loaded once the share window is open. */
export const shareMoreStyles: CSSResult = css`
  [part=details-button] { margin-inline-end: auto; }
  .plan { flex: 1 1 100%; max-block-size: 30dvh; overflow-y: auto; font-weight: 400; }
  .end { display: flex; flex-wrap: wrap; gap: 4px; padding-block-start: 2px; }
  .end :is(select, input) { inline-size: auto; min-block-size: 28px; padding: 2px 6px; font-size: 0.75rem; }
  @media (pointer: coarse) { .end :is(select, input) { min-block-size: 44px; font-size: 1rem; } }
`;
