import { type CSSResult, css } from 'lit';

/** A row of tabs over a table; the column of buttons is as wide as two of them. */
export const sharingCenterStyles: CSSResult = css`
  .tabs { display: flex; flex-wrap: wrap; gap: 4px 20px; border-block-end: 1px solid var(--_border); }
  .tab { padding: 8px 2px; border: 0; border-block-end: 2px solid transparent; margin-block-end: -1px; background: none; color: var(--_muted); font: inherit; font-weight: 600; cursor: pointer; }
  .tab:hover { color: var(--_text); }
  .tab[aria-selected='true'] { color: var(--_accent-text); border-block-end-color: var(--_accent); }
  .toolbar { justify-content: flex-start; }
  .search { display: flex; flex-direction: column; gap: 4px; inline-size: min(100%, 320px); font-size: 0.8125rem; font-weight: 600; }
  .person-search { display: flex; flex-direction: column; gap: 6px; inline-size: min(100%, 420px); }
  .found { margin: 0; padding: 4px; list-style: none; border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); }
  .hit { display: flex; align-items: center; gap: 10px; inline-size: 100%; min-block-size: 44px; padding: 4px 8px; border: 0; border-radius: var(--_radius-control); background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
  .hit:hover { background: var(--_hover); }
  .person { display: flex; align-items: center; gap: 10px; min-inline-size: 0; }
  .who { min-inline-size: 0; overflow-wrap: anywhere; }
  .who .detail { display: block; }
  .more { padding: 12px 16px; border-block-start: 1px solid var(--_border); }
  @container (min-width: 640px) {
    .col-can { inline-size: 112px; }
    .col-until { inline-size: 136px; }
    .col-owner { inline-size: 24%; }
    .col-action { inline-size: 216px; }
  }
  @media (pointer: coarse) {
    .tab { min-block-size: 44px; }
    .search .input { min-block-size: 44px; font-size: 1rem; }
  }
  @media (forced-colors: active) {
    .tab[aria-selected='true'] { border-block-end-color: Highlight; }
  }
`;
