import { type TemplateResult, html, nothing } from 'lit';
import { FIELD_NAMES, type FieldName } from './field-filters.js';
import type { ToolbarState } from './toolbar.js';

type FilterPanelState = Pick<ToolbarState, 'words' | 'asked' | 'query'>;

const isDay = (name: FieldName): boolean => name === 'usedFrom' || name === 'usedUntil';

function field(name: FieldName, { words, asked: { filters }, query }: FilterPanelState): TemplateResult {
  const onInput = (event: Event): void => { void query.ask({ filters: { ...filters, [name]: (event.target as HTMLInputElement).value } }); };
  return html`<div class="field" part="filter"><label for="field-${name}">${words.text(`list.field.${name}`)}</label>
    <input id="field-${name}" class="input" type=${isDay(name) ? 'date' : 'text'} .value=${filters[name] ?? ''} @input=${onInput}
      autocomplete="off" autocapitalize="none" spellcheck="false" maxlength=${isDay(name) ? nothing : 500}
      min=${name === 'usedUntil' ? filters.usedFrom || nothing : nothing} max=${name === 'usedFrom' ? filters.usedUntil || nothing : nothing} /></div>`;
}

/** The filters of single fields. Each letter asks, as in the search box. */
export const filterPanel = (panel: FilterPanelState): TemplateResult => html`
  <div id="filters" class="filters" part="filters" role="group" aria-label=${panel.words.text('list.filters')}>
    ${FIELD_NAMES.map((name) => field(name, panel))}
    <label class="check" part="filter"><input type="checkbox" .checked=${panel.asked.filterLeft} @change=${(event: Event) => { void panel.query.ask({ filterLeft: (event.target as HTMLInputElement).checked }); }} />${panel.words.text('list.left')}</label>
  </div>`;
