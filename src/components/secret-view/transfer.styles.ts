import { type CSSResult, css } from 'lit';

/** People of whom one is chosen; below them what follows from it, in sight however long the list, in a place that is kept for it. */
export const transferStyles: CSSResult = css`
  .person { display: flex; align-items: center; gap: 12px; min-block-size: 52px; padding-block: 6px; border-block-end: 1px solid var(--_border); font-size: 0.875rem; font-weight: 400; cursor: pointer; }
  .person:last-of-type { border-block-end: 0; }
  .person input { inline-size: 18px; block-size: 18px; margin: 0 2px; flex: none; accent-color: var(--_accent); }
  .who { display: flex; flex: 1; flex-direction: column; align-items: flex-start; min-inline-size: 0; overflow-wrap: anywhere; }
  .name { font-weight: 600; }
  .below { position: sticky; inset-block-end: 0; min-block-size: 40px; background: var(--_surface); }
`;
