import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SecretSummary } from '../../core/for-components.js';
import { plusIcon } from '../shared/icons.js';
import { type HomeWords, card, type CardContext } from './card.js';

export type SectionName = 'new' | 'used' | 'found';

export interface SectionState {
  readonly name: SectionName;
  readonly words: HomeWords;
  readonly secrets: readonly SecretSummary[];
  readonly contextOf: (secret: SecretSummary, isNew: boolean) => CardContext;
  /** What stands below the cards. */
  readonly after?: unknown;
}

/** Cards under what they have in common; nothing where there are none. */
export function cardSection({ name, words, secrets, contextOf, after = nothing }: SectionState): TemplateResult | typeof nothing {
  if (secrets.length === 0) return nothing;
  return html`<section part="section" aria-labelledby=${name}><h2 id=${name}>${words.text(`home.${name}`)}</h2>
    <ul class="grid" part="grid">${repeat(secrets, ({ id }) => id, (secret) => card(secret, contextOf(secret, name === 'new')))}</ul>${after}</section>`;
}

export const addButton = (words: HomeWords, look: 'primary' | 'add', add: (event: Event) => void): TemplateResult =>
  html`<button class="button ${look}" part="add-button" type="button" @click=${add}>${plusIcon()}${words.text('home.add')}</button>`;

/** What somebody meets who has nothing yet. */
export const firstUse = (words: HomeWords, add: (event: Event) => void): TemplateResult => html`<div class="empty first" part="empty">
  <h2>${words.text('home.welcome')}</h2><p>${words.text('home.help')}</p>${addButton(words, 'primary', add)}<slot name="empty"></slot></div>`;

export const allDisabled = (words: HomeWords): TemplateResult => html`<div class="empty" part="empty"><p>${words.text('home.all-disabled')}</p></div>`;

export const nothingFound = (words: HomeWords, clear: () => void): TemplateResult =>
  html`<div class="empty" part="empty"><p>${words.text('home.nothing-matches')}</p><button class="button" type="button" @click=${clear}>${words.text('home.clear')}</button></div>`;
