import { type TemplateResult, html, nothing } from 'lit';
import type { RecipientMatch, ShareSnapshot } from '../../core/for-components.js';
import { avatar, detailOf } from '../shared/principals.js';
import { type Section, optionNote, sectionOf } from './options.js';
import { type ShareWords, marksOf } from './share-words.js';

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

function detail(match: RecipientMatch, words: ShareWords): TemplateResult {
  const { principal } = match;
  if (principal.kind === 'group') return html`${detailOf(principal, words)}`;
  const email = principal.email === undefined ? nothing : html` · ${marked(principal.email, rangesOf(match, 'email'))}`;
  return html`<bdi>@${marked(principal.username, rangesOf(match, 'username'))}</bdi>${email}`;
}

interface Shown {
  readonly snapshot: ShareSnapshot;
  readonly options: readonly RecipientMatch[];
  readonly activeIndex: number;
  readonly words: ShareWords;
  choose(match: RecipientMatch, event: MouseEvent): void;
  retry(): void;
}

function option(match: RecipientMatch, at: number, shown: Shown): TemplateResult {
  const { snapshot, words, activeIndex } = shown;
  const note = optionNote(match, snapshot);
  const marks = note ? [] : marksOf(match, words);
  const name = match.principal.name === '' ? words.text('principal.private-group') : marked(match.principal.name, rangesOf(match, 'name'));
  return html`<div id="option-${at}" class="option ${at === activeIndex ? 'active' : ''}" part="option" role="option" aria-selected=${at === activeIndex ? 'true' : 'false'}
      aria-disabled=${note ? 'true' : nothing} @click=${(event: MouseEvent) => { shown.choose(match, event); }}>
    ${avatar(match.principal)}
    <span class="who"><span class="name" part="option-name"><bdi>${name}</bdi></span> <span class="detail" part="option-detail">${detail(match, words)}</span></span>
    ${marks.length > 0 ? html`<span class="detail" part="option-marks">${marks.join(' · ')}</span>` : nothing}
    ${note ? html`<span class="badge" part="option-note">${words.text(`share.option.${note}`)}</span>` : nothing}
  </div>`;
}

function section(key: Section, shown: Shown): TemplateResult | typeof nothing {
  const own = shown.options.map((match, at) => ({ match, at })).filter(({ match }) => sectionOf(match) === key);
  if (own.length === 0) return nothing;
  return html`<div role="group" aria-labelledby="section-${key}">
    <div id="section-${key}" class="group-label" part="group-label" role="presentation">${shown.words.text(`share.${key}`)}</div>
    ${own.map(({ match, at }) => option(match, at, shown))}
  </div>`;
}

/** What the list under the box holds: hits by section, or the sentence that there are none. */
export function suggestions(shown: Shown): TemplateResult {
  const { snapshot, options, words } = shown;
  if (snapshot.searchFault) {
    return html`<div class="empty-row" role="option" aria-selected="false" aria-disabled="true">${words.text('share.search-failed')}
      <span class="link-button" @click=${() => { shown.retry(); }}>${words.text('retry')}</span></div>`;
  }
  if (options.length === 0) return html`<div class="empty-row" role="option" aria-selected="false" aria-disabled="true">${words.rich('share.no-match', { q: snapshot.query.trim() })}</div>`;
  return html`${[...new Set(options.map(sectionOf))].map((key) => section(key, shown))}`;
}
