import { type SVGTemplateResult, type TemplateResult, html, svg } from 'lit';

export const icon = (paths: SVGTemplateResult, size = 16): TemplateResult =>
  html`<svg width=${size} height=${size} viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

export const closeIcon = (): TemplateResult => icon(svg`<path d="m4 4 8 8m0-8-8 8"/>`);
export const checkIcon = (): TemplateResult => icon(svg`<path d="m3.5 8.5 3 3 6-7"/>`);
export const alertIcon = (): TemplateResult => icon(svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 4.75V8.5m0 2.5v.01"/>`);
export const moreIcon = (): TemplateResult => icon(svg`<path d="M8 3.25v.01M8 8v.01m0 4.74v.01" stroke-width="2.25"/>`);
export const magnifierIcon = (): TemplateResult => icon(svg`<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.25 3.25"/>`);
export const personPlusIcon = (): TemplateResult => icon(svg`<circle cx="6.5" cy="5" r="2.5"/><path d="M2 13.25c.3-2.4 2.1-4 4.5-4s4.2 1.6 4.5 4M12.5 4.500v4m-2-2h4"/>`);
export const trashIcon = (): TemplateResult => icon(svg`<path d="M2.75 4.250h10.500M6.25 4V2.750h3.500V4m-5.5.250.6 9h6.300l.600-9"/>`);
export const undoIcon = (): TemplateResult => icon(svg`<path d="M5.5 3 2.75 5.75 5.5 8.500M3 5.750h6.250a3.5 3.5 0 0 1 0 7H6"/>`);
export const copyIcon = (): TemplateResult => icon(svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.500V4A1.5 1.5 0 0 0 9 2.500H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.500h1.5"/>`);
export const plusIcon = (): TemplateResult => icon(svg`<path d="M8 3v10M3 8h10"/>`);
export const chevronIcon = (): TemplateResult => icon(svg`<path d="m4.5 6.500 3.5 3.500 3.500-3.500"/>`, 14);
export const keyIcon = (): TemplateResult => icon(svg`<circle cx="5.25" cy="10.750" r="2.75"/><path d="m7.25 8.750 5.750-5.750m-2.5 2.500 2 2"/>`, 20);
export const downloadIcon = (): TemplateResult => icon(svg`<path d="M8 2.750v7.500M4.75 7 8 10.250 11.250 7M3 13.250h10"/>`);
export const sortIcon = (direction: 'ascending' | 'descending'): TemplateResult =>
  icon(direction === 'ascending' ? svg`<path d="M8 12.500v-9M4.5 7 8 3.5 11.5 7"/>` : svg`<path d="M8 3.500v9M4.5 9 8 12.5 11.5 9"/>`, 14);
