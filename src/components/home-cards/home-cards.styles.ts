import { type CSSResult, css } from 'lit';

/** Cards in as many columns as there is room for. */
export const homeCardsStyles: CSSResult = css`
  :host { display: block; }
  .sections { display: flex; flex-direction: column; gap: 24px; margin-block-start: 8px; }
  h2 { margin: 0 0 12px; font-size: 1rem; line-height: 1.5rem; font-weight: 600; }
  h2:focus:not(:focus-visible) { outline: none; }
  .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(264px, 100%), 1fr)); gap: 12px; }
  .grid > li { display: flex; min-inline-size: 0; }
  .card { flex: 1; display: flex; flex-direction: column; gap: 6px; min-inline-size: 0; padding-block: 12px; padding-inline: 16px 12px; border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); }
  .head { display: flex; align-items: flex-start; gap: 8px; }
  .type { display: inline-flex; flex: none; block-size: 32px; align-items: center; color: var(--_muted); }
  .name { flex: 1; min-inline-size: 0; }
  .name button { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; max-inline-size: 100%; min-block-size: 32px; padding: 6px 2px; border: 0; border-radius: 4px; background: none; font-size: 0.875rem; line-height: 1.25rem; font-weight: 600; text-align: start; overflow-wrap: anywhere; }
  .name button:hover { text-decoration: underline; text-underline-offset: 2px; text-decoration-thickness: 1px; }
  .off .name { color: var(--_muted); }
  .owner { color: var(--_muted); font-size: 0.8125rem; overflow-wrap: anywhere; }
  .owner + .owner { margin-block-start: -4px; }
  .tags { display: flex; flex-wrap: wrap; gap: 4px; }
  .foot { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-block-start: auto; padding-block-start: 6px; }
  .does { display: inline-flex; align-items: center; gap: 4px; margin-inline-start: auto; }
  .copy { display: inline-grid; place-items: center; }
  .copy > span { grid-area: 1 / 1; display: inline-flex; }
  .copy > :last-child, .copy.done > :first-child { visibility: hidden; }
  .copy.done > :last-child { visibility: visible; color: var(--_success); }
  .copy[aria-disabled='true'] { opacity: 0.5; cursor: not-allowed; }
  .add { margin-inline-start: auto; }
  .link-button { margin-block-start: 12px; }
  section > .muted { margin-block-start: 12px; }
  .skeleton { inline-size: 70%; }
  .skeleton.short { inline-size: 40%; }
  .first { max-inline-size: 560px; margin-inline: auto; }
  .first h2 { margin: 0; color: var(--_text); font-size: 1.125rem; }
  @container (max-width: 479.98px) {
    .add { flex: 1 1 auto; }
  }
  @media (forced-colors: active) {
    .card { border: 1px solid CanvasText; }
  }
`;
