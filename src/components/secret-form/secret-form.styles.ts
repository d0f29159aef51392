import { type CSSResult, css } from 'lit';

/** The fields of a secret; two beside each other where they are short. */
export const secretFormStyles: CSSResult = css`
  .header { flex-direction: column; gap: 4px; }
  .made { display: flex; flex-wrap: wrap; gap: 0 16px; }
  .pair { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 16px; }
  textarea { min-block-size: 72px; }
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

  @media (max-width: 480px) {
    .pair { grid-template-columns: minmax(0, 1fr); }
  }
  @media (pointer: coarse) {
    .remove-tag { inline-size: 32px; block-size: 32px; }
  }
`;
