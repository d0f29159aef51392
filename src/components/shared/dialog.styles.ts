import { type CSSResult, css } from 'lit';

/** The window that every dialog of ours is: a header, a body that scrolls, a footer that stays. */
export const dialogStyles: CSSResult = css`
  dialog {
    inline-size: min(var(--mysafe-dialog-width, 560px), calc(100vw - 32px)); max-block-size: var(--mysafe-dialog-max-height, min(720px, calc(100dvh - 48px)));
    padding: 0; border: 1px solid light-dark(transparent, var(--_border)); border-radius: var(--_radius-dialog);
    background: var(--_surface); box-shadow: var(--_shadow-dialog); overflow: hidden; overscroll-behavior: contain;
  }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: var(--_backdrop); }
  dialog > form, .window { display: flex; flex-direction: column; min-block-size: 0; flex: 1 1 auto; }
  .header { display: flex; align-items: flex-start; gap: 12px; padding: 20px 24px 12px; }
  .header > div { flex: 1; min-inline-size: 0; }
  .title { font-size: 1.125rem; line-height: 1.5rem; font-weight: 600; overflow-wrap: anywhere; }
  .title:focus { outline: none; }
  .title:focus-visible { outline: 2px solid var(--_focus); outline-offset: 4px; border-radius: 2px; }
  .subtitle { color: var(--_muted); font-size: 0.8125rem; overflow-wrap: anywhere; }
  .body { display: flex; flex-direction: column; gap: 16px; padding: 4px 24px 20px; overflow-y: auto; overscroll-behavior: contain; scroll-padding-block: 12px; min-block-size: 0; }
  .footer { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 12px; padding: 16px 24px; border-block-start: 1px solid var(--_border); background: var(--_surface); }
  .footer > .detail { margin-inline-end: auto; }
  .field { display: flex; flex-direction: column; gap: 6px; }
  .section { font-size: 0.8125rem; line-height: 1.25rem; font-weight: 600; }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] { animation: rise 160ms ease-out; }
    dialog[open]::backdrop { animation: appear 160ms ease-out; }
  }
  @keyframes rise { from { opacity: 0; translate: 0 8px; } }
  @keyframes appear { from { opacity: 0; } }
  @media (max-width: 480px), (pointer: coarse) and (max-height: 600px) {
    dialog { inline-size: 100vw; max-inline-size: 100vw; max-block-size: 100dvh; block-size: 100dvh; margin: 0; border: 0; border-radius: 0; }
    .header { padding: 16px 16px 8px; }
    .body { padding: 4px 16px 16px; flex: 1; }
    .footer { padding: 12px 16px; }
  }
  @media (forced-colors: active) {
    dialog { border: 2px solid; }
  }
`;
