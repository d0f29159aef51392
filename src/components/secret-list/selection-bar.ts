import { type TemplateResult, html, nothing } from 'lit';
import type { SecretSummary } from '../../core/for-components.js';
import type { BatchAction } from '../shared/rows/events.js';
import type { ListWords } from './list-words.js';

export interface SelectionBarState {
  readonly words: ListWords;
  readonly secrets: readonly SecretSummary[];
  readonly act: (action: BatchAction, trigger: HTMLElement) => void;
  readonly clear: () => void;
}

export const shareable = (secrets: readonly SecretSummary[]): readonly SecretSummary[] => secrets.filter(({ may }) => may.share);

/** What can be done with everything that is ticked. Stays in view while the list is, and moves no row when it comes. */
export function selectionBar({ words, secrets, act, clear }: SelectionBarState): TemplateResult | typeof nothing {
  const n = secrets.length;
  if (n === 0) return nothing;
  const shared = shareable(secrets).length;
  const button = (action: BatchAction, label: string, look = ''): TemplateResult =>
    html`<button class="button small ${look}" type="button" data-batch=${action} @click=${(event: Event) => { act(action, event.currentTarget as HTMLElement); }}>${label}</button>`;
  return html`<div class="selection" part="selection" role="group" aria-label=${words.text('list.selection')}>
    <p class="chosen"><span>${words.text('list.selected', { n })}</span>${shared < n ? html` <span class="detail">${shared > 0 ? words.text('list.shareable', { n: shared }) : words.text('list.none-shareable')}</span>` : nothing}</p>
    ${shared > 0 ? button('share', words.text('list.batch.share', { n: shared }), 'primary') : nothing}
    ${shared > 0 ? button('unshare', words.text('list.batch.unshare')) : nothing}
    ${button('enable', words.text('list.batch.enable'))}${button('disable', words.text('list.batch.disable'))}
    <button class="link-button" type="button" @click=${clear}>${words.text('list.selection-clear')}</button>
  </div>`;
}
