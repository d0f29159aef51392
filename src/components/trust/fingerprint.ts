import { type TemplateResult, html } from 'lit';

/** Digit by digit, or a group would be read as a number of tens of thousands. */
export const aloud = (group: string): string => [...group].join(' ');

/** A fingerprint, 8 groups of 5 digits, with what it is: a grid for eyes, digits in groups for ears. */
export function renderFingerprint(label: unknown, fingerprint: string, kind: '' | 'now' = ''): TemplateResult {
  const groups = fingerprint.split(' ');
  return html`<div class="fingerprint ${kind}" part="fingerprint">
    <h3 class="section">${label}</h3>
    <p class="digits" dir="ltr" aria-hidden="true">${groups.map((group) => html`<span>${group}</span>`)}</p>
    <p class="sr-only">${groups.map(aloud).join(', ')}</p>
  </div>`;
}
