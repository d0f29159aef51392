import { type TemplateResult, html, nothing } from 'lit';
import { type FormWords, labelOf } from './fields.js';
import { type Field, valuesOf } from './form-values.js';
import type { Conflict, Side } from './meeting.js';

function version(field: Field, side: Side, conflict: Conflict, words: FormWords): string {
  if (field === 'clientSecret') return words.text(side === 'yours' ? 'form.conflict.your-secret' : 'form.conflict.their-secret');
  const value = (side === 'yours' ? conflict.mine : valuesOf(conflict.theirs))[field];
  return (typeof value === 'string' ? value : words.list(value)) || words.text('form.empty');
}

function renderSide(field: Field, side: Side, conflict: Conflict, words: FormWords, onChoose: (field: Field, side: Side) => void): TemplateResult {
  const label = words.text(side === 'yours' ? 'form.conflict.use-yours' : 'form.conflict.use-theirs', { field: labelOf(field, words) });
  const id = `${side}-${field}`;
  return html`<label class="side">
    <input type="radio" name="keep-${field}" aria-labelledby=${id} aria-describedby="${id}-value" .checked=${conflict.chosen[field] === side} @change=${() => { onChoose(field, side); }} />
    <span class="side-text"><span id=${id}>${label}</span><span class="version" id="${id}-value"><bdi>${version(field, side, conflict, words)}</bdi></span>
      ${side === 'theirs' ? html`<span class="detail">${words.rich('form.conflict.theirs', { name: conflict.theirs.changedBy.name })}</span>` : nothing}</span>
  </label>`;
}

/** Both versions of each field that both changed, side by side. Of the client secret only that there are two. */
export function renderConflict(conflict: Conflict, words: FormWords, onChoose: (field: Field, side: Side) => void): TemplateResult {
  const { joined } = conflict;
  const told = joined.length > 0 ? words.text('form.conflict.changed', { fields: words.list(joined.map((field) => labelOf(field, words))) }) : nothing;
  return html`<section class="conflict" part="conflict">
    <p class="banner warning" part="banner" role="alert" tabindex="-1" id="conflict"><span>${words.text(conflict.fields.length > 0 ? 'form.conflict' : 'form.conflict.joined')} ${told}</span></p>
    ${conflict.fields.map((field) => html`<fieldset class="choice"><legend class="label">${labelOf(field, words)}</legend>
      <div class="sides">${(['yours', 'theirs'] as const).map((side) => renderSide(field, side, conflict, words, onChoose))}</div></fieldset>`)}
  </section>`;
}
