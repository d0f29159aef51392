import { type TemplateResult, html, nothing } from 'lit';
import { alertIcon, closeIcon } from '../shared/icons.js';
import type { ListWords } from './list-words.js';
import type { ReportProgress } from './report-actions.js';

export interface BannerState {
  readonly words: ListWords;
  /** The way to unlock the keys, while they are locked. */
  readonly unlock: TemplateResult | false;
  /** The last question failed; the rows are older. */
  readonly failed: boolean;
  readonly offline: boolean;
  /** Why an action did not happen. */
  readonly problem: string | undefined;
  /** A report that takes a while. */
  readonly progress: ReportProgress | undefined;
  readonly stop: () => void;
  readonly retry: () => void;
  readonly dismiss: () => void;
}

function progressBar({ action, rows, of }: ReportProgress, words: ListWords, stop: () => void): TemplateResult {
  const label = words.text(action === 'export' ? 'list.exporting' : 'list.printing');
  return html`<div class="banner" part="progress"><span class="progress"><span>${label} <span class="detail">${of === undefined ? words.text('list.so-far', { n: rows }) : words.text('list.done-of', { done: rows, n: of })}</span></span>
    ${of === undefined ? html`<progress aria-label=${label}></progress>` : html`<progress aria-label=${label} max=${of} .value=${rows}></progress>`}</span>
    <button class="button small" type="button" data-stop @click=${stop}>${words.text('cancel')}</button></div>`;
}

/** What stands above the table while something about it is not as usual. */
export function banners({ words, unlock, failed, offline, problem, progress, stop, retry, dismiss }: BannerState): TemplateResult {
  return html`
    ${unlock ? html`<div class="unlock" part="unlock">${unlock}</div>` : nothing}
    ${failed ? html`<div class="banner ${offline ? 'warning' : 'danger'}" part="banner"><p>${words.text(offline ? 'offline' : 'list.failed')}</p>
      <button class="button small" type="button" @click=${retry}>${words.text('retry')}</button></div>` : nothing}
    ${problem ? html`<div class="banner danger" part="banner"><p>${alertIcon()}<span>${problem}</span></p>
      <button class="icon-button" type="button" aria-label=${words.text('close')} @click=${dismiss}>${closeIcon()}</button></div>` : nothing}
    ${progress ? progressBar(progress, words, stop) : nothing}`;
}
