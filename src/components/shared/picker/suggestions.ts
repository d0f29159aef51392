import { type TemplateResult, html, nothing } from 'lit';
import type { RecipientMatch } from '../../../core/for-components.js';
import { avatar, detailOf, nameOf } from '../principals.js';
import { type ShareWords, marksOf } from './words.js';

export type Section = 'people' | 'outside' | 'groups' | 'private-groups';

export interface Suggestions {
  readonly words: ShareWords;
  readonly failed: boolean;
  /** Those of a section stand together. */
  readonly matches: readonly RecipientMatch[];
  readonly activeIndex: number;
  /** What is said where there are none. */
  readonly nobody: unknown;
  /** An option after these. */
  readonly last?: unknown;
  sectionOf(match: RecipientMatch): Section;
  /** Why somebody can't be chosen, in a word. */
  noteOf(match: RecipientMatch): string | undefined;
  choose(match: RecipientMatch, event: MouseEvent): void;
  retry(): void;
}

/** A text with the letters that matched set off. */
function marked(text: string, ranges: readonly (readonly [number, number])[]): TemplateResult {
  const parts: unknown[] = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    parts.push(text.slice(at, start), html`<b>${text.slice(start, end)}</b>`);
    at = end;
  }
  return html`${parts}${text.slice(at)}`;
}

const rangesOf = (match: RecipientMatch, field: 'name' | 'username' | 'email') => match.matches.find((found) => found.field === field)?.ranges ?? [];

function detail(match: RecipientMatch, words: ShareWords): unknown {
  const { principal } = match;
  if (principal.kind === 'group') return detailOf(principal, words);
  const email = principal.email === undefined ? nothing : html` · ${marked(principal.email, rangesOf(match, 'email'))}`;
  return html`<bdi>@${marked(principal.username, rangesOf(match, 'username'))}</bdi>${email}`;
}

function option(match: RecipientMatch, at: number, shown: Suggestions): TemplateResult {
  const { words, activeIndex } = shown;
  const { principal } = match;
  const note = shown.noteOf(match);
  const marks = note ? [] : marksOf(match, words);
  const name = principal.name === '' ? nameOf(principal, words) : marked(principal.name, rangesOf(match, 'name'));
  return html`<div id="option-${at}" class="option ${at === activeIndex ? 'active' : ''}" part="option" role="option" aria-selected=${at === activeIndex ? 'true' : 'false'}
      aria-disabled=${note ? 'true' : nothing} @click=${(event: MouseEvent) => { shown.choose(match, event); }}>
    ${avatar(principal)}
    <span class="who"><span class="name" part="option-name"><bdi>${name}</bdi></span> <span class="detail" part="option-detail">${detail(match, words)}</span></span>
    ${marks.length > 0 ? html`<span class="detail" part="option-marks">${marks.join(' · ')}</span>` : nothing}
    ${note ? html`<span class="badge" part="option-note">${note}</span>` : nothing}
  </div>`;
}

function section(key: Section, shown: Suggestions): TemplateResult {
  const own = shown.matches.map((match, at) => ({ match, at })).filter(({ match }) => shown.sectionOf(match) === key);
  return html`<div role="group" aria-labelledby="section-${key}">
    <div id="section-${key}" class="group-label" part="group-label" role="presentation">${shown.words.text(`share.${key}`)}</div>
    ${own.map(({ match, at }) => option(match, at, shown))}
  </div>`;
}

const sentence = (said: unknown): TemplateResult => html`<div class="empty-row" role="option" aria-selected="false" aria-disabled="true">${said}</div>`;

/** What the list under the box holds: hits by section, or the sentence that there are none. */
export function suggestions(shown: Suggestions): TemplateResult {
  const { matches, words, retry } = shown;
  if (shown.failed) return sentence(html`${words.text('share.search-failed')} <span class="link-button" @click=${() => { retry(); }}>${words.text('retry')}</span>`);
  if (matches.length === 0) return sentence(shown.nobody);
  return html`${[...new Set(matches.map((match) => shown.sectionOf(match)))].map((key) => section(key, shown))}${shown.last ?? nothing}`;
}
