import { type TemplateResult, html } from 'lit';
import { magnifierIcon, plusIcon } from '../shared/icons.js';
import type { ListWords } from './list-words.js';

export type SharedFilter = 'all' | 'yes' | 'no';
export type StatusFilter = 'enabled' | 'disabled' | 'all';

export interface ToolbarState {
  readonly words: ListWords;
  readonly query: string;
  readonly shared: SharedFilter;
  readonly status: StatusFilter;
  readonly left: boolean;
  readonly search: (text: string) => void;
  readonly filterShared: (shared: SharedFilter) => void;
  readonly filterStatus: (status: StatusFilter) => void;
  readonly filterLeft: (left: boolean) => void;
  readonly add: (event: Event) => void;
}

interface Choice<V extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [V, string])[];
  readonly pick: (value: V) => void;
}

function filterBox<V extends string>({ id, label, value, options, pick }: Choice<V>): TemplateResult {
  const onChange = (event: Event): void => { pick((event.target as HTMLSelectElement).value as V); };
  return html`<span class="filter" part="filter"><label for=${id}>${label}</label>
    <select id=${id} .value=${value} @change=${onChange}>${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}</select></span>`;
}

/** Search, the filters, and the way to a new secret. */
export function toolbar({ words, query, shared, status, left, ...does }: ToolbarState): TemplateResult {
  const all = words.text('list.all');
  return html`<div class="toolbar" part="toolbar">
    <div class="search" part="search">${magnifierIcon()}
      <input class="input" type="search" aria-label=${words.text('list.search')} placeholder=${words.text('list.search')} .value=${query}
        autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" maxlength="500"
        @input=${(event: Event) => { does.search((event.target as HTMLInputElement).value); }} /></div>
    ${filterBox<SharedFilter>({ id: 'filter-shared', label: words.text('list.shared'), value: shared, pick: does.filterShared,
      options: [['all', all], ['yes', words.text('yes')], ['no', words.text('no')]] })}
    ${filterBox<StatusFilter>({ id: 'filter-status', label: words.text('list.status'), value: status, pick: does.filterStatus,
      options: [['enabled', words.text('list.enabled')], ['disabled', words.text('list.disabled')], ['all', all]] })}
    <label class="check" part="filter"><input type="checkbox" .checked=${left} @change=${(event: Event) => { does.filterLeft((event.target as HTMLInputElement).checked); }} />${words.text('list.left')}</label>
    <slot name="toolbar"></slot>
    <button class="button primary add" part="add-button" type="button" @click=${does.add}>${plusIcon()}${words.text('list.add')}</button>
  </div>`;
}
