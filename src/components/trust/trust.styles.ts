import { type CSSResult, css } from 'lit';

/** Digits that are read aloud group by group, and lines about people. */
export const trustStyles: CSSResult = css`
  .body { gap: 12px; }
  .fingerprint { display: flex; flex-direction: column; gap: 6px; }
  .digits {
    display: grid; grid-template-columns: repeat(4, max-content); gap: 4px 18px; justify-content: start; padding: 10px 12px; border: 1px solid var(--_border);
    border-radius: var(--_radius-control); background: var(--_sunken); font: 400 1rem/1.5rem var(--_mono); letter-spacing: 1px; user-select: text;
  }
  .thirds { grid-template-columns: repeat(3, max-content); }
  .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
  .button.danger { border-color: var(--_danger); color: var(--_danger); }
  .error:empty { display: none; }
  .sheet { position: absolute; inline-size: 0; block-size: 0; border: 0; visibility: hidden; }
  .now .digits { border-color: var(--_danger); background: var(--_danger-soft); }
  .state { font-weight: 600; }
  .people { display: flex; flex-direction: column; }
  .people li { display: flex; align-items: center; gap: 12px; min-block-size: 44px; padding: 6px 0; border-block-end: 1px solid var(--_border); }
  .people li:last-child { border-block-end: 0; }
  .people .who { display: flex; flex-direction: column; min-inline-size: 0; overflow-wrap: anywhere; }
  @media (max-width: 360px) { .digits { column-gap: 10px; letter-spacing: 0; } }
  @media (max-width: 300px) { .digits, .thirds { grid-template-columns: repeat(2, max-content); } }
  @media (max-width: 480px) { .footer .button { flex: 1; } }
  @media (forced-colors: active) { .digits { border: 1px solid; } }
`;
