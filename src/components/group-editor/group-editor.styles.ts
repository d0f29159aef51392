import { type CSSResult, css } from 'lit';
import { formStyles } from '../shared/form.styles.js';
import { pickerStyles } from '../shared/picker/picker.styles.js';

const fields = css`
  .label { padding: 0; }
  .radios { display: flex; gap: 24px; }
  .check { align-self: start; }
  .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 16px 24px; }
  .pair .field { gap: 2px; }
  .pair .field:first-child { padding-block-start: 26px; }
  .check:has(.switch) { gap: 10px; font-weight: 600; }
  .check .switch { appearance: none; position: relative; inline-size: 34px; block-size: 20px; border: 1px solid var(--_control); border-radius: 999px; background: var(--_sunken); cursor: pointer; }
  .switch::before { content: ''; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; inline-size: 12px; block-size: 12px; border-radius: 50%; background: var(--_control); }
  .check .switch:checked { border-color: var(--_accent); background: var(--_accent); }
  .switch:checked::before { inset-inline-start: 17px; background: var(--_on-accent); }
  .option.all { color: var(--_accent-text); font-weight: 600; }
  .summary { flex: 1 1 100%; font-weight: 600; }
  .opens { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 8px; overflow-wrap: anywhere; }
  .opens p { min-inline-size: 0; }
  .note .link-button { font-size: inherit; }
`;

const rows = css`
  .members { display: flex; flex-direction: column; }
  .member { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-block-size: 48px; padding: 6px 0; border-block-end: 1px solid var(--_border); }
  .member:last-child { border-block-end: 0; }
  .member.off .name { color: var(--_muted); text-decoration: line-through; }
  .member :is(.error, .notice) { flex-basis: 100%; padding-inline-start: 44px; }
  .badge.joins { border-color: transparent; background: var(--_accent-soft); color: var(--_accent-text); }
  @media (prefers-reduced-motion: no-preference) {
    .member.new { animation: fresh 600ms ease-out; }
  }
  @media (max-width: 480px) {
    .pair { grid-template-columns: minmax(0, 1fr); }
    .pair .field:first-child { padding-block-start: 0; }
  }
  @media (forced-colors: active) {
    .check .switch { appearance: auto; inline-size: 18px; block-size: 18px; }
    .switch::before { content: none; }
  }
`;

/** Fields one under another, the box for people with its list, and who is in the group. */
export const groupEditorStyles: CSSResult[] = [formStyles, fields, pickerStyles, rows];
