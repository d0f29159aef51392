import { type TemplateResult, html } from 'lit';
import { magnifierIcon } from './icons.js';

interface Choice<V extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [V, string])[];
  readonly pick: (value: V) => void;
}

/** A choice of one, with its label beside it. */
export function filterBox<V extends string>({ id, label, value, options, pick }: Choice<V>): TemplateResult {
  const onChange = (event: Event): void => { pick((event.target as HTMLSelectElement).value as V); };
  return html`<span class="filter" part="filter"><label for=${id}>${label}</label>
    <select id=${id} .value=${value} @change=${onChange}>${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}</select></span>`;
}

/** A search box whose name stands in it too. */
export const searchBox = (label: string, query: string, search: (text: string) => void): TemplateResult => html`<div class="search" part="search">${magnifierIcon()}
  <input class="input" type="search" aria-label=${label} placeholder=${label} .value=${query}
    autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" maxlength="500"
    @input=${(event: Event) => { search((event.target as HTMLInputElement).value); }} /></div>`;
