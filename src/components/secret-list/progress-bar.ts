import { type TemplateResult, html } from 'lit';
import type { ListWords } from './list-words.js';
import type { ReportProgress } from './report-actions.js';

/** How far a report is that takes a while, and the way to stop it. */
export function progressBar({ action, rows, of }: ReportProgress, words: ListWords, stop: () => void): TemplateResult {
  const label = words.text(action === 'export' ? 'list.exporting' : 'list.printing');
  return html`<div class="banner" part="progress"><span class="progress"><span>${label} <span class="detail">${of === undefined ? words.text('list.so-far', { n: rows }) : words.text('list.done-of', { done: rows, n: of })}</span></span>
    ${of === undefined ? html`<progress aria-label=${label}></progress>` : html`<progress aria-label=${label} max=${of} .value=${rows}></progress>`}</span>
    <button class="button small" type="button" data-stop @click=${stop}>${words.text('cancel')}</button></div>`;
}
