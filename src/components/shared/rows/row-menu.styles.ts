import { type CSSResult, css } from 'lit';

/** The menu of a row, at its ⋮ button or at the pointer. */
export const rowMenuStyles: CSSResult = css`
  .icon-button.open { background: var(--_hover); color: var(--_text); anchor-name: --row-menu; }
  .menu {
    position: fixed; inset: auto; margin: 4px 0; padding: 4px; min-inline-size: 208px; max-inline-size: min(320px, calc(100vw - 16px));
    border: 1px solid light-dark(transparent, var(--_border)); border-radius: var(--_radius-popup); background: var(--_surface); box-shadow: var(--_shadow-popup), 0 0 0 1px light-dark(rgb(10 12 16 / 0.08), transparent);
    position-anchor: --row-menu; position-area: block-end span-inline-start; position-try-fallbacks: flip-block, flip-inline, flip-block flip-inline;
  }
  .menu.at-point { position-area: none; margin: 0; left: var(--_x); top: var(--_y); }
  .menu-row { border-radius: var(--_radius-icon); }
  .menu-item { display: block; inline-size: 100%; min-block-size: 36px; padding: 8px 12px; border: 0; border-radius: inherit; background: none; text-align: start; }
  .menu-item:has(+ .why) { padding-block-end: 0; min-block-size: 28px; }
  .why { display: block; padding-inline: 12px; padding-block-end: 8px; }
  .menu-row:hover { background: var(--_hover); }
  .menu-row:has(:focus-visible) { background: var(--_accent-soft); outline: 2px solid var(--_focus); outline-offset: -2px; }
  .menu-item:focus-visible { outline: none; }
  .impossible .menu-item { color: var(--_muted); cursor: not-allowed; }
  @media (prefers-reduced-motion: no-preference) {
    .menu:popover-open { transition: opacity 120ms ease-out; }
    @starting-style { .menu:popover-open { opacity: 0; } }
  }
  @media (pointer: coarse) {
    .menu-item { min-block-size: 44px; }
  }
  @media (forced-colors: active) {
    .menu { border: 1px solid CanvasText; }
    .menu-row:is(:hover, :focus-within) { background: Highlight; forced-color-adjust: none; }
    .menu-row:is(:hover, :focus-within) > * { color: HighlightText; }
    .impossible .menu-item { color: GrayText; }
    .icon-button.open { border-color: Highlight; }
  }
`;
