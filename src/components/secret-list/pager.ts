import { type TemplateResult, html, nothing } from 'lit';
import type { SecretPage } from '../../core/for-components.js';
import type { ListWords } from './list-words.js';

/** “31–60 of 120”, or “31–60 of more than 1,000”. */
export function rangeText({ items, count, countIsExact }: SecretPage, before: number, words: ListWords): string {
  return words.text(countIsExact ? 'list.range' : 'list.range-more', { from: before + 1, to: before + items.length, count: Math.max(count, before + items.length) });
}

interface Turning {
  readonly words: ListWords;
  readonly before: number;
  readonly previous: () => void;
  readonly next: () => void;
}

/** The buttons stay focusable at either end, so that focus is not lost by the press that reaches it. */
export function pager(page: SecretPage, { words, before, previous, next }: Turning): TemplateResult {
  const button = (label: string, possible: boolean, turn: () => void): TemplateResult =>
    html`<button class="button small" type="button" aria-disabled=${possible ? nothing : 'true'} @click=${() => { if (possible) turn(); }}>${label}</button>`;
  const canTurn = page.previous !== undefined || page.next !== undefined;
  return html`<div class="pager" part="pager" role=${canTurn ? 'group' : nothing} aria-label=${canTurn ? words.text('list.pages') : nothing}>
    <bdi class="range">${rangeText(page, before, words)}</bdi>
    ${canTurn ? html`${button(words.text('list.previous'), page.previous !== undefined, previous)}${button(words.text('list.next'), page.next !== undefined, next)}` : nothing}
  </div>`;
}
