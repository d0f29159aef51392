import { type TemplateResult, html, nothing } from 'lit';
import type { User } from '../../core/for-components.js';
import { type GroupWords, labelOf, namesOf } from './group-words.js';
import { type Field, valuesOf } from './group-values.js';
import type { Conflict, Side } from './meeting.js';

function version(field: Field, side: Side, { mine, saved }: Conflict, words: GroupWords): string {
  const value = (side === 'yours' ? mine : valuesOf(saved))[field];
  if (typeof value === 'boolean') return words.text(value ? 'yes' : 'no');
  return value === '' ? words.text('form.empty') : value;
}

function renderSide(field: Field, side: Side, conflict: Conflict, words: GroupWords, onChoose: (field: Field, side: Side) => void): TemplateResult {
  const label = words.text(side === 'yours' ? 'group.conflict.use-yours' : 'group.conflict.use-saved', { field: labelOf(field, words) });
  const id = `${side}-${field}`;
  return html`<label class="side">
    <input type="radio" name="keep-${field}" aria-labelledby=${id} aria-describedby="${id}-value" .checked=${conflict.chosen[field] === side} @change=${() => { onChoose(field, side); }} />
    <span class="side-text"><span id=${id}>${label}</span><span class="version" id="${id}-value"><bdi>${version(field, side, conflict, words)}</bdi></span></span>
  </label>`;
}

const people = (label: string, users: readonly User[], words: GroupWords): TemplateResult | typeof nothing =>
  users.length === 0 ? nothing : html`<p>${label} ${namesOf(users.map(({ name }) => name), words)}</p>`;

/** Both versions of each field that both changed, side by side, and who came and went meanwhile. */
export function renderConflict(conflict: Conflict, words: GroupWords, onChoose: (field: Field, side: Side) => void): TemplateResult {
  return html`<section class="conflict" part="conflict">
    <p class="banner warning" part="banner" role="alert" tabindex="-1" id="conflict"><span>${words.text(conflict.fields.length > 0 ? 'group.conflict' : 'group.conflict.joined')}</span></p>
    ${conflict.fields.map((field) => html`<fieldset class="choice"><legend class="label">${labelOf(field, words)}</legend>
      <div class="sides">${(['yours', 'saved'] as const).map((side) => renderSide(field, side, conflict, words, onChoose))}</div></fieldset>`)}
    ${people(words.text('group.conflict.came'), conflict.came, words)}${people(words.text('group.conflict.went'), conflict.went, words)}
  </section>`;
}
