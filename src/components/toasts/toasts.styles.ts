import { type CSSResult, css } from 'lit';

export const toastsStyles: CSSResult = css`
  :host { display: contents; }
  .region {
    position: fixed; inset-block: auto 0; inset-inline: 0 auto; inline-size: min(420px, 100vw); max-block-size: 100dvh;
    margin: 0; padding: 16px; border: 0; background: none; overflow: visible; pointer-events: none;
    flex-direction: column; gap: 8px;
  }
  .region:popover-open { display: flex; }
  .toast {
    display: flex; align-items: center; gap: 10px; inline-size: fit-content; max-inline-size: 100%; padding-block: 8px; padding-inline: 14px 8px;
    border: 1px solid transparent; border-radius: var(--_radius-control); background: var(--_toast); color: var(--_on-toast);
    box-shadow: var(--_shadow-popup); pointer-events: auto;
  }
  .toast > svg { flex: none; }
  .words { display: flex; flex-direction: column; min-inline-size: 0; padding-block: 2px; overflow-wrap: anywhere; }
  .title { font-weight: 600; }
  .detail { color: inherit; opacity: 0.86; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
  .action, .close { flex: none; min-block-size: 32px; border: 0; border-radius: var(--_radius-icon); background: none; color: inherit; }
  .action { margin-inline-start: 6px; padding: 0 8px; font-weight: 600; text-decoration: underline; text-underline-offset: 3px; }
  .close { display: inline-flex; align-items: center; justify-content: center; inline-size: 32px; padding: 0; opacity: 0.8; }
  .action:hover, .close:hover { background: color-mix(in srgb, currentcolor 14%, transparent); opacity: 1; }
  .action:focus-visible, .close:focus-visible { outline-color: currentcolor; outline-offset: -2px; opacity: 1; }

  @media (prefers-reduced-motion: no-preference) {
    .toast { transition: opacity 160ms ease-out, translate 160ms ease-out; }
    @starting-style { .toast { opacity: 0; translate: 0 8px; } }
  }
  @media (max-width: 480px) {
    .region { inline-size: 100vw; padding: 12px; padding-block-end: max(12px, env(safe-area-inset-bottom)); }
    :host(.in-window) .region { inset-block: 0 auto; padding-block-start: max(12px, env(safe-area-inset-top)); }
    .toast { position: relative; flex-wrap: wrap; inline-size: 100%; padding-inline-end: 60px; }
    .words { flex: 1 1 8rem; }
    .action { margin-inline-start: 18px; }
    .close { position: absolute; inset-block-start: 4px; inset-inline-end: 8px; }
  }
  @media (pointer: coarse) {
    .action, .close { min-block-size: 44px; }
    .close { inline-size: 44px; }
  }
  @media (forced-colors: active) {
    .toast { border-color: CanvasText; background: Canvas; color: CanvasText; }
    .detail { opacity: 1; }
  }
`;
