import { type CSSResult, css } from 'lit';

/** What the elements that show a secret's own facts draw with besides: its status, its tags, its fields. */
export const factsStyles: CSSResult = css`
  dl, dd { margin: 0; padding: 0; }
  .badge.yes { border-color: transparent; background: var(--_success-soft); color: var(--_success); font-weight: 600; }
  .badge.warning { border-color: transparent; background: var(--_warning-soft); color: var(--_warning); }
  .tag { display: inline-block; padding: 0 6px; border: 1px solid var(--_border); border-radius: var(--_radius-tag); background: var(--_sunken); font-size: 0.75rem; line-height: 1.25rem; overflow-wrap: anywhere; }
  @media (forced-colors: active) {
    .tag { border: 1px solid; }
  }
`;
