import { type CSSResult, css } from 'lit';

export const batchStyles: CSSResult = css`
  .button.destructive { background: var(--_danger); border-color: var(--_danger); color: light-dark(#ffffff, #2a0f0d); }
  .button.destructive:hover { background: color-mix(in srgb, var(--_danger) 88%, var(--_text)); }
  .people .who { flex: 1; }
  .people .who > bdi { font-weight: 600; }
  .people > li > .detail { flex: none; }
  .results svg, .dash { flex: none; inline-size: 16px; color: var(--_success); }
  .results .bad svg, .results .bad .detail { color: var(--_danger); }
  .dash { block-size: 0; border-block-start: 2px solid var(--_control); }
  .progress { display: flex; flex-direction: column; gap: 6px; padding-block: 8px; }
  progress { inline-size: 100%; block-size: 8px; accent-color: var(--_accent); }
  .progress .detail { font-variant-numeric: tabular-nums; }
  @media (forced-colors: active) { .button.destructive { border: 2px solid; } }
`;
