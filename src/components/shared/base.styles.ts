import { type CSSResult, css } from 'lit';

/** What every element draws with: text, buttons, fields, badges, avatars. Colours sit on an inner wrapper, because page rules beat `:host`. */
export const base: CSSResult = css`
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  .root, dialog, [popover] {
    color: var(--_text); font-family: var(--mysafe-font-family, inherit); font-size: 0.875rem; line-height: 1.25rem; font-weight: 400;
    -webkit-font-smoothing: antialiased; text-align: start;
  }
  h2, h3, p, ul, fieldset, legend { margin: 0; padding: 0; }
  ul { list-style: none; }
  fieldset { border: 0; min-inline-size: 0; }
  .sr-only { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .muted { color: var(--_muted); }
  .detail { font-size: 0.75rem; line-height: 1rem; color: var(--_muted); }

  button { font: inherit; color: inherit; cursor: pointer; touch-action: manipulation; }
  :is(button, input, select, textarea, a, summary, [tabindex]):focus-visible { outline: 2px solid var(--_focus); outline-offset: 2px; }
  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-block-size: 36px; padding: 0 14px;
    border: 1px solid var(--_control); border-radius: var(--_radius-control); background: var(--_surface); font-weight: 600;
  }
  .button:hover { background: var(--_hover); }
  .button.primary { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
  .button.primary:hover { background: var(--_accent-hover); border-color: var(--_accent-hover); }
  .button[aria-disabled='true'] { opacity: 0.6; cursor: not-allowed; }
  .button.small { min-block-size: 32px; padding: 0 10px; font-size: 0.8125rem; }
  .icon-button {
    display: inline-flex; align-items: center; justify-content: center; inline-size: 32px; block-size: 32px; padding: 0; flex: none;
    border: 1px solid transparent; border-radius: var(--_radius-icon); background: transparent; color: var(--_muted);
  }
  .icon-button:hover { background: var(--_hover); color: var(--_text); }
  .link-button { min-block-size: 24px; padding: 0 2px; border: 0; background: none; color: var(--_accent-text); font-weight: 600; text-decoration: underline; text-underline-offset: 2px; }

  label, .label { font-size: 0.8125rem; line-height: 1.25rem; font-weight: 600; }
  .input, select, textarea {
    inline-size: 100%; min-block-size: 36px; padding: 7px 11px; border: 1px solid var(--_control); border-radius: var(--_radius-control);
    background: var(--_surface); color: var(--_text); font: inherit;
  }
  .input::placeholder { color: var(--_muted); opacity: 1; }
  .input[aria-invalid='true'], textarea[aria-invalid='true'] { padding: 6px 10px; border: 2px solid var(--_danger); background: var(--_danger-soft); }
  .error { display: flex; align-items: flex-start; gap: 6px; color: var(--_danger); font-size: 0.8125rem; line-height: 1.25rem; }
  .error svg { margin-block-start: 2px; flex: none; }
  .check { display: inline-flex; align-items: center; gap: 8px; min-block-size: 32px; font-weight: 400; font-size: 0.8125rem; cursor: pointer; }
  .check input { inline-size: 18px; block-size: 18px; margin: 0; accent-color: var(--_accent); flex: none; }

  .badge { display: inline-flex; align-items: center; gap: 4px; padding: 1px 8px; border: 1px solid var(--_control); border-radius: 999px; font-size: 0.75rem; line-height: 1rem; white-space: nowrap; }
  .badge.danger { border-color: var(--_danger); color: var(--_danger); }
  .banner { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 10px 12px; border: 1px solid var(--_border); border-radius: var(--_radius-control); background: var(--_sunken); }
  .banner.warning { border-color: transparent; background: var(--_warning-soft); color: var(--_text); }
  .banner.danger { border-color: var(--_danger); background: var(--_danger-soft); }
  .banner > :first-child { flex: 1 1 12rem; }
  .skeleton { display: block; block-size: 1em; border-radius: var(--_radius-tag); background: var(--_hover); animation: pulse 1.4s ease-in-out infinite alternate; }
  .spinner { inline-size: 16px; block-size: 16px; flex: none; border: 2px solid var(--_border); border-block-start-color: var(--_accent); border-radius: 50%; animation: spin 0.8s linear infinite; }
  @keyframes spin { to { rotate: 360deg; } }
  @keyframes pulse { to { opacity: 0.55; } }

  .avatar { display: inline-flex; align-items: center; justify-content: center; inline-size: 32px; block-size: 32px; flex: none; border-radius: 50%; font-size: 0.75rem; font-weight: 600; overflow: hidden; user-select: none; }
  .avatar.group { border-radius: var(--_radius-icon); }
  .avatar.small { inline-size: 22px; block-size: 22px; font-size: 0.625rem; }
  .avatar img { inline-size: 100%; block-size: 100%; object-fit: cover; }
  .hue-0 { background: light-dark(#dde8ff, #253a73); color: light-dark(#1e3f9e, #d6e2ff); }
  .hue-1 { background: light-dark(#ffe3d3, #5a2e14); color: light-dark(#8a3a0b, #ffdcc7); }
  .hue-2 { background: light-dark(#ddf3e4, #1b4a2f); color: light-dark(#155c34, #cdf1da); }
  .hue-3 { background: light-dark(#f3e1ff, #492164); color: light-dark(#6a1f9c, #efd9ff); }
  .hue-4 { background: light-dark(#ffe0ea, #5e1a37); color: light-dark(#97194b, #ffd6e3); }
  .hue-5 { background: light-dark(#d8f1f5, #12444f); color: light-dark(#0b5664, #cdeff5); }
  .hue-6 { background: light-dark(#fff0c7, #4f3a0a); color: light-dark(#6f4b00, #ffe9b0); }
  .hue-7 { background: light-dark(#e6e8ec, #3a404b); color: light-dark(#3e4652, #e3e6eb); }

  @media (pointer: coarse) {
    .button { min-block-size: 44px; }
    .icon-button { inline-size: 44px; block-size: 44px; }
    .check { min-block-size: 44px; }
    .input, select, textarea { font-size: 1rem; min-block-size: 44px; }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton, .spinner { animation: none; }
    .spinner { display: none; }
  }
  @media (forced-colors: active) {
    .button, .icon-button, .badge, .banner, .avatar, .skeleton { border: 1px solid; }
  }
`;
