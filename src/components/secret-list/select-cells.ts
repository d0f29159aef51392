import { type TemplateResult, html, nothing } from 'lit';
import type { SecretSummary } from '../../core/for-components.js';
import type { ListWords } from './list-words.js';
import { type Selection, isChangeable } from './selection.js';

/** A box that can't be ticked stays focusable, so that its reason can be heard; a click is taken back. */
function onTick(event: Event, set: (chosen: boolean) => void): void {
  const box = event.target as HTMLInputElement;
  if (box.getAttribute('aria-disabled') === 'true') event.preventDefault();
  else set(box.checked);
}

/** Ticks what may be ticked on this page. */
export function selectPageCell(secrets: readonly SecretSummary[], selection: Selection, words: ListWords): TemplateResult {
  const possible = secrets.filter(isChangeable);
  const chosen = possible.filter(({ id }) => selection.has(id)).length;
  return html`<th class="col-select" part="head-cell" scope="col" role="columnheader"><label class="tick"><input type="checkbox" aria-disabled=${possible.length === 0 ? 'true' : nothing}
    .checked=${chosen > 0 && chosen === possible.length} .indeterminate=${chosen > 0 && chosen < possible.length}
    @click=${(event: Event) => { onTick(event, (all) => { selection.set(possible, all); }); }} /><span class="sr-only">${words.text('list.select-page')}</span></label></th>`;
}

export function selectCell(secret: SecretSummary, selection: Selection, words: ListWords): TemplateResult {
  const { id, name } = secret;
  const why = isChangeable(secret) ? undefined : words.text('list.reason.not-permitted', { needs: words.text('permission.edit') });
  return html`<td class="col-select" part="cell" role="cell"><label class="tick" title=${why ?? nothing}><input type="checkbox" data-control="select" .checked=${selection.has(id)}
    aria-disabled=${why ? 'true' : nothing} aria-describedby=${why ? `tick-${id}` : nothing}
    @click=${(event: Event) => { onTick(event, (chosen) => { selection.set([secret], chosen); }); }} /><span class="sr-only">${words.text('list.select', { name })}</span></label>
    ${why ? html`<span id="tick-${id}" class="sr-only">${why}</span>` : nothing}</td>`;
}
