import { type CSSResult, css } from 'lit';

/** One narrow column: a sentence, what is asked, the button, other ways. */
export const unlockStyles: CSSResult = css`
  :host { display: block; }
  .root { display: flex; flex-direction: column; gap: 16px; max-inline-size: 26rem; }
  .root:focus { outline: none; }
  .lead { display: flex; align-items: flex-start; gap: 8px; font-weight: 600; overflow-wrap: anywhere; }
  .lead svg { flex: none; margin-block-start: 2px; color: var(--_muted); }
  .lead:focus { outline: none; }
  .form { display: flex; flex-direction: column; gap: 12px; }
  .field { display: flex; flex-direction: column; gap: 6px; }
  .box { display: flex; align-items: flex-start; gap: 8px; }
  .box > .input { flex: 1; min-inline-size: 0; }
  .box > .button { flex: none; min-inline-size: 4.25rem; }
  textarea { display: block; inline-size: calc(21ch + 24px); max-inline-size: 100%; min-block-size: 0; resize: none; font: 400 0.875rem/1.25rem var(--_mono); word-break: break-all; }
  .input[readonly], textarea[readonly] { background: var(--_sunken); color: var(--_muted); }
  .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
  .ways { display: flex; flex-wrap: wrap; gap: 4px 16px; }
  .link-button { text-align: start; }
  .link-button.away { color: var(--_danger); }
  .consequences { display: flex; flex-direction: column; gap: 6px; padding-inline-start: 20px; list-style: disc; }
  .button.danger { background: var(--_danger); border-color: var(--_danger); color: var(--_surface); }
  .button.danger:hover { background: color-mix(in srgb, var(--_danger) 88%, var(--_text)); }
  .button .spinner { border-color: currentcolor; border-block-start-color: transparent; }

  @media (pointer: coarse) {
    .link-button { min-block-size: 44px; }
    textarea { font-size: 1rem; line-height: 1.5rem; }
  }
  @media (forced-colors: active) {
    .input[aria-invalid='true'], textarea[aria-invalid='true'] { border: 2px solid Mark; }
  }
`;
