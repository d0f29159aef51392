import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { alertIcon, closeIcon } from '../icons.js';
import type { ShareWords } from './words.js';

export interface PickerBox {
  /** Id of what is typed into; its error's is `{id}-error`. */
  readonly id: string;
  readonly words: ShareWords;
  readonly query: string;
  readonly isOpen: boolean;
  readonly activeIndex: number;
  /** Whether the list floats over the window, or stands in the flow. */
  readonly floats: boolean;
  readonly searching: boolean;
  /** Whether the search has taken long enough to show it. */
  readonly spins: boolean;
  /** Ids of what is read after the box's name, besides its own error. */
  readonly describedBy: string;
  readonly error?: string;
  readonly invalid: boolean;
  /** A way on, under the error. */
  readonly wayOut?: unknown;
  /** Entries of a paste that could not be added. */
  readonly entries: readonly string[];
  readonly suggestions: () => unknown;
  onInput(event: InputEvent): void;
  onKeydown(event: KeyboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  onBlur(): void;
  editEntry(entry: string): void;
  /** Takes an entry away; without one, all of them. */
  dropEntry(entry?: string): void;
}

const chip = (entry: string, { words, editEntry, dropEntry }: PickerBox): TemplateResult => html`<li class="chip wrong" part="unmatched-chip">
  <button type="button" class="link-button" aria-label=${words.text('share.edit-entry', { name: entry })} @click=${() => { editEntry(entry); }}><bdi>${entry}</bdi></button>
  <button type="button" class="icon-button" aria-label=${words.text('share.remove-entry', { name: entry })} @click=${() => { dropEntry(entry); }}>${closeIcon()}</button>
</li>`;

function unmatched(box: PickerBox): TemplateResult | typeof nothing {
  const { entries, words } = box;
  if (entries.length === 0) return nothing;
  return html`<ul class="chips" part="unmatched">${entries.map((entry) => chip(entry, box))}</ul>
    ${entries.length > 1 ? html`<div><button type="button" class="link-button" @click=${() => { box.dropEntry(); }}>${words.text('share.remove-all-entries')}</button></div>` : nothing}`;
}

function listbox({ isOpen, floats, words, searching, suggestions }: PickerBox): TemplateResult {
  // Pressing an option must not take focus from the box: on a phone the keyboard would go.
  const keepFocus = (event: Event): void => { event.preventDefault(); };
  return html`<div id="listbox" class="listbox" part="listbox" role="listbox" aria-label=${words.text('share.suggestions')} aria-busy=${searching ? 'true' : 'false'}
    popover=${floats ? 'manual' : nothing} ?hidden=${!isOpen} @pointerdown=${keepFocus} @mousedown=${keepFocus}>${isOpen ? suggestions() : nothing}</div>`;
}

/** The box, its list, its error and the entries that named nobody. All in one root, so that plain ids work. */
export function pickerBox(box: PickerBox): TemplateResult {
  const { id, isOpen, activeIndex, error, invalid } = box;
  return html`<div class="input-box ${invalid ? 'invalid' : ''}" part="input-box">
      <input id=${id} class="input" part="input" role="combobox" type="text" aria-autocomplete="list" aria-expanded=${isOpen ? 'true' : 'false'} aria-controls="listbox"
        aria-activedescendant=${activeIndex >= 0 ? `option-${activeIndex}` : nothing} aria-invalid=${invalid ? 'true' : 'false'}
        aria-describedby="${box.describedBy} ${id}-error" aria-errormessage="${id}-error" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" enterkeyhint="done"
        data-1p-ignore data-lpignore="true" data-bwignore .value=${live(box.query)}
        @input=${box.onInput} @keydown=${box.onKeydown} @paste=${box.onPaste} @blur=${box.onBlur} />
      ${box.spins ? html`<span class="spinner" part="spinner" aria-hidden="true"></span>` : nothing}
    </div>
    ${listbox(box)}
    <p id="${id}-error" class="error" part="error" ?hidden=${!error}>${alertIcon()}<span>${error ?? nothing}</span></p>${box.wayOut ?? nothing}
    ${unmatched(box)}`;
}
