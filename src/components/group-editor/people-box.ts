import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RecipientMatch } from '../../core/for-components.js';
import { alertIcon, closeIcon } from '../shared/icons.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import { type GroupWords, marksOf, sentenceOfEntry } from './group-words.js';
import type { Option, PeopleKeys } from './people-keys.js';
import type { PeopleSearch } from './people-search.js';

export interface PeopleBox {
  readonly words: GroupWords;
  readonly search: PeopleSearch;
  readonly keys: PeopleKeys;
  /** Whether the list floats over the window, or stands in the flow. */
  readonly floats: boolean;
  /** Ids of what is read after the box's name, besides its own error. */
  readonly describedBy: string;
  onInput(event: InputEvent): void;
  onKeydown(event: KeyboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  onBlur(): void;
  editEntry(entry: string): void;
  dropEntry(entry?: string): void;
}

type Range = readonly [number, number];

/** A text with the letters that matched set off. */
function marked(text: string, ranges: readonly Range[] = []): TemplateResult {
  let at = 0;
  const parts = [...ranges].sort(([a], [b]) => a - b).map(([start, end]) => {
    const before = text.slice(at, start);
    at = end;
    return html`${before}<b>${text.slice(start, end)}</b>`;
  });
  return html`${parts}${text.slice(at)}`;
}

const rangesOf = (match: RecipientMatch, field: 'name' | 'username' | 'email'): readonly Range[] | undefined => match.matches.find((found) => found.field === field)?.ranges;

function detail(match: RecipientMatch, words: GroupWords): unknown {
  const { principal } = match;
  if (principal.kind === 'group') return detailOf(principal, words);
  const email = principal.email === undefined ? nothing : html` · ${marked(principal.email, rangesOf(match, 'email'))}`;
  return html`<bdi>@${marked(principal.username, rangesOf(match, 'username'))}</bdi>${email}`;
}

/** Why an option can't be chosen, in a word. */
function noteOf(match: RecipientMatch, { search, words }: PeopleBox): string | undefined {
  const judged = search.judge(match);
  if ('member' in judged) return undefined;
  switch (judged.problem.kind) {
    case 'group': return words.text('group.option.group');
    case 'already': return words.text('share.option.added');
    case 'suspended': return words.text('share.option.suspended');
    case 'invited': return words.text('share.option.invited');
    default: return undefined;
  }
}

function renderOption(option: Option, at: number, box: PeopleBox): TemplateResult {
  const { keys, words } = box;
  const isActive = at === keys.activeIndex;
  const choose = (event: MouseEvent): void => { keys.choose(option, event.altKey || event.ctrlKey || event.metaKey); };
  if (option === 'all') {
    return html`<div id="option-${at}" class="option all ${isActive ? 'active' : ''}" part="option" role="option" aria-selected=${isActive ? 'true' : 'false'} @click=${choose}>${words.text('group.add-all', { n: keys.addable.length })}</div>`;
  }
  const note = noteOf(option, box);
  const marks = note ? [] : marksOf(option, words);
  const { principal } = option;
  return html`<div id="option-${at}" class="option ${isActive ? 'active' : ''}" part="option" role="option" aria-selected=${isActive ? 'true' : 'false'} aria-disabled=${note ? 'true' : nothing} @click=${choose}>
    ${avatar(principal)}
    <span class="who"><span class="name"><bdi>${principal.name === '' ? nameOf(principal, words) : marked(principal.name, rangesOf(option, 'name'))}</bdi></span> <span class="detail">${detail(option, words)}</span></span>
    ${marks.length > 0 ? html`<span class="detail">${marks.join(' · ')}</span>` : nothing}
    ${note ? html`<span class="badge">${note}</span>` : nothing}
  </div>`;
}

function section(id: string, label: string, box: PeopleBox, isIn: (option: Option) => boolean): TemplateResult | typeof nothing {
  const own = box.keys.options.map((option, at) => ({ option, at })).filter(({ option }) => isIn(option));
  if (own.length === 0) return nothing;
  return html`<div role="group" aria-labelledby=${id}><div id=${id} class="group-label" role="presentation">${label}</div>${own.map(({ option, at }) => renderOption(option, at, box))}</div>`;
}

function suggestions(box: PeopleBox): unknown {
  const { search, keys, words } = box;
  const { options } = keys;
  if (search.failed) {
    return html`<div class="empty-row" role="option" aria-selected="false" aria-disabled="true">${words.text('share.search-failed')} <span class="link-button" @click=${() => { search.retry(); }}>${words.text('retry')}</span></div>`;
  }
  if (options.length === 0) return html`<div class="empty-row" role="option" aria-selected="false" aria-disabled="true">${words.rich('group.no-match', { q: search.text })}</div>`;
  return html`
    ${section('found-people', words.text('share.people'), box, (option) => option !== 'all' && option.principal.kind === 'user')}
    ${section('found-groups', words.text('share.groups'), box, (option) => option !== 'all' && option.principal.kind === 'group')}
    ${options.at(-1) === 'all' ? renderOption('all', options.length - 1, box) : nothing}`;
}

function listbox(box: PeopleBox): TemplateResult {
  const { keys: { isOpen }, search, words, floats } = box;
  // Pressing an option must not take focus from the box: on a phone the keyboard would go.
  const keepFocus = (event: Event): void => { event.preventDefault(); };
  return html`<div id="listbox" class="listbox" part="listbox" role="listbox" aria-label=${words.text('share.suggestions')} aria-busy=${search.searching ? 'true' : 'false'}
    popover=${floats ? 'manual' : nothing} ?hidden=${!isOpen} @pointerdown=${keepFocus} @mousedown=${keepFocus}>${isOpen ? suggestions(box) : nothing}</div>`;
}

const chip = (entry: string, { words, editEntry, dropEntry }: PeopleBox): TemplateResult => html`<li class="chip" part="unmatched-chip">
  <button type="button" class="link-button" aria-label=${words.text('share.edit-entry', { name: entry })} @click=${() => { editEntry(entry); }}><bdi>${entry}</bdi></button>
  <button type="button" class="icon-button" aria-label=${words.text('share.remove-entry', { name: entry })} @click=${() => { dropEntry(entry); }}>${closeIcon()}</button>
</li>`;

function unmatched(box: PeopleBox): TemplateResult | typeof nothing {
  const { search: { unmatched: entries }, words, dropEntry } = box;
  if (entries.length === 0) return nothing;
  return html`<ul class="chips" part="unmatched">${entries.map((entry) => chip(entry, box))}</ul>
    ${entries.length > 1 ? html`<div><button type="button" class="link-button" @click=${() => { dropEntry(); }}>${words.text('share.remove-all-entries')}</button></div>` : nothing}`;
}

/** The sentence under the box, and whether the box itself is red: for the text that is in it. */
export function boxError({ problem, unmatched: entries, pasted, query }: PeopleSearch, words: GroupWords): { readonly text?: string; readonly invalid: boolean } {
  if (problem) return { text: sentenceOfEntry(problem, words), invalid: problem.kind !== 'already' };
  if (entries.length === 0) return { invalid: false };
  return { text: words.text('group.not-added-many', { missing: entries.length, all: Math.max(pasted, entries.length), names: entries.join(', ') }), invalid: query === '' };
}

/** The box for people, its list, its error and the entries that could not be added. */
export function renderPeopleBox(box: PeopleBox): TemplateResult {
  const { words, search, keys, describedBy } = box;
  const { text, invalid } = boxError(search, words);
  return html`<div class="input-box ${invalid ? 'invalid' : ''}" part="input-box">
      <input id="people" class="input" part="input" role="combobox" type="text" aria-autocomplete="list" aria-expanded=${keys.isOpen ? 'true' : 'false'} aria-controls="listbox"
        aria-activedescendant=${keys.activeIndex >= 0 ? `option-${keys.activeIndex}` : nothing} aria-invalid=${invalid ? 'true' : 'false'} aria-describedby="${describedBy} people-error" aria-errormessage="people-error"
        autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" enterkeyhint="done" data-1p-ignore data-lpignore="true" data-bwignore .value=${live(search.query)}
        @input=${box.onInput} @keydown=${box.onKeydown} @paste=${box.onPaste} @blur=${box.onBlur} />
      ${search.spins ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
    </div>
    ${listbox(box)}
    <p id="people-error" class="error" part="error" ?hidden=${!text}>${alertIcon()}<span>${text ?? nothing}</span></p>
    ${unmatched(box)}`;
}
