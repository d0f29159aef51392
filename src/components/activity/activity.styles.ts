import { type CSSResult, css } from 'lit';

/** A card of lines under their days: who, what, when. */
export const activityStyles: CSSResult = css`
  :host { display: block; }
  ol { margin: 0; padding: 0; list-style: none; }
  .frame { border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); overflow: clip; }
  .day-name { margin: 0; padding: 8px 16px; background: var(--_sunken); color: var(--_muted); font-size: 0.8125rem; line-height: 1.25rem; font-weight: 600; }
  .day + .day .day-name { border-block-start: 1px solid var(--_border); }
  .line { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: 4px 12px; min-block-size: 48px; padding: 8px 16px; border-block-start: 1px solid var(--_border); }
  .line:focus-visible { outline: 2px solid var(--_focus); outline-offset: -2px; }
  .line:focus:not(:focus-visible) { outline: none; }
  .sentence { overflow-wrap: anywhere; text-wrap: pretty; }
  .sentence > bdi:first-of-type { font-weight: 600; }
  .end { color: var(--_muted); }
  time { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .more { display: flex; justify-content: center; padding: 8px 16px; border-block-start: 1px solid var(--_border); }
  .export { margin-inline-start: auto; }
  .face { inline-size: 32px; block-size: 32px; border-radius: 50%; }
  .lines .skeleton:not(.face) { inline-size: 60%; }
  @media (prefers-reduced-motion: no-preference) {
    .fresh { animation: settle 600ms ease-out; }
    @keyframes settle { from { background: var(--_accent-soft); } }
  }
  @container (max-width: 479.98px) {
    .line { grid-template-columns: auto minmax(0, 1fr); align-items: start; row-gap: 0; padding-block: 10px; }
    .line .avatar { grid-row: span 2; }
    .line time { grid-column: 2; }
    .export { margin: 0; flex: 1 1 100%; }
  }
  @media (forced-colors: active) {
    .frame { border: 1px solid CanvasText; }
    .line, .more, .day-name { border-color: GrayText; }
  }
`;
