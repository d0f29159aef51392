import { type CSSResult, css } from 'lit';

/** Every look of every element: public `--mysafe-*` with our value as the fallback, inside as `--_*`. Follows the host's `color-scheme`. */
export const tokens: CSSResult = css`
  :host {
    --_surface: var(--mysafe-color-surface, light-dark(#ffffff, #1b1e24));
    --_sunken: var(--mysafe-color-sunken, light-dark(#f5f6f8, #14161b));
    --_hover: var(--mysafe-color-hover, light-dark(#edeff3, #272b34));
    --_text: var(--mysafe-color-text, light-dark(#171a1f, #eceef2));
    --_muted: var(--mysafe-color-text-muted, light-dark(#565e6b, #a9b1be));
    --_border: var(--mysafe-color-border, light-dark(#dde1e7, #343a45));
    --_control: var(--mysafe-color-border-control, light-dark(#7f8896, #7b8595));
    --_accent: var(--mysafe-color-accent, light-dark(#2b57e0, #8daeff));
    --_on-accent: var(--mysafe-color-on-accent, light-dark(#ffffff, #0a1a44));
    --_accent-hover: var(--mysafe-color-accent-hover, light-dark(#2348bf, #a9c2ff));
    --_accent-soft: var(--mysafe-color-accent-soft, light-dark(#e9efff, #1f2b4d));
    --_accent-text: var(--mysafe-color-accent-text, light-dark(#2247bc, #a9c2ff));
    --_danger: var(--mysafe-color-danger, light-dark(#b3261e, #ff958b));
    --_danger-soft: var(--mysafe-color-danger-soft, light-dark(#fcebea, #3a1b19));
    --_success: var(--mysafe-color-success, light-dark(#17713d, #74d99f));
    --_success-soft: var(--mysafe-color-success-soft, light-dark(#e5f5eb, #14301f));
    --_warning: var(--mysafe-color-warning, light-dark(#7f4d00, #f2be66));
    --_warning-soft: var(--mysafe-color-warning-soft, light-dark(#fff3dc, #33270f));
    --_focus: var(--mysafe-color-focus, light-dark(#1f5eff, #9dbbff));
    --_toast: var(--mysafe-color-toast, light-dark(#1f242c, #eceef2));
    --_on-toast: var(--mysafe-color-on-toast, light-dark(#f5f6f8, #171a1f));
    --_backdrop: var(--mysafe-backdrop, light-dark(rgb(10 12 16 / 0.48), rgb(0 0 0 / 0.6)));
    --_scale: var(--mysafe-radius-scale, 1);
    --_radius-tag: calc(4px * var(--_scale));
    --_radius-check: calc(6px * var(--_scale));
    --_radius-icon: calc(8px * var(--_scale));
    --_radius-control: calc(10px * var(--_scale));
    --_radius-popup: calc(12px * var(--_scale));
    --_radius-dialog: calc(16px * var(--_scale));
    --_shadow-popup: 0 8px 24px rgb(0 0 0 / 0.16);
    --_shadow-dialog: 0 24px 64px rgb(0 0 0 / 0.28);
    --_mono: var(--mysafe-font-mono, ui-monospace, monospace);
  }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  :host([hidden]) { display: none; }
`;
