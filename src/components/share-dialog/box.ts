import { type TemplateResult, html, nothing } from 'lit';
import type { RecipientResolution, ShareSnapshot } from '../../core/for-components.js';
import { alertIcon, closeIcon } from '../shared/icons.js';
import type { ShareWords } from './share-words.js';

export interface Box {
  readonly words: ShareWords;
  readonly snapshot: ShareSnapshot;
  readonly open: boolean;
  readonly activeIndex: number;
  /** Whether the list floats over the window, or stands in the flow. */
  readonly floats: boolean;
  readonly spins: boolean;
  /** A way on where nobody matches. */
  readonly newGroup: unknown;
  readonly error?: string;
  readonly invalid: boolean;
  readonly listbox: TemplateResult;
  onInput(event: InputEvent): void;
  onKeydown(event: KeyboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  onBlur(): void;
  editEntry(entry: string): void;
  dropEntry(entry?: string): void;
}

const chip = ({ entry }: RecipientResolution, { words, editEntry, dropEntry }: Box): TemplateResult => html`<li class="chip wrong" part="unmatched-chip">
  <button type="button" class="link-button" aria-label=${words.text('share.edit-entry', { name: entry })} @click=${() => { editEntry(entry); }}><bdi>${entry}</bdi></button>
  <button type="button" class="icon-button" aria-label=${words.text('share.remove-entry', { name: entry })} @click=${() => { dropEntry(entry); }}>${closeIcon()}</button>
</li>`;

function unmatched(box: Box): TemplateResult | typeof nothing {
  const list = box.snapshot.unmatched;
  if (list.length === 0) return nothing;
  return html`<ul class="chips" part="unmatched">${list.map((resolution) => chip(resolution, box))}</ul>
    ${list.length > 1 ? html`<div><button type="button" class="link-button" @click=${() => { box.dropEntry(); }}>${box.words.text('share.remove-all-entries')}</button></div>` : nothing}`;
}

function listbox({ open, floats, words, listbox: content, snapshot }: Box): TemplateResult {
  // Pressing an option must not take focus from the box: on a phone the keyboard would go.
  const keepFocus = (event: Event): void => { event.preventDefault(); };
  return html`<div id="listbox" class="listbox" part="listbox" role="listbox" aria-label=${words.text('share.suggestions')} aria-busy=${snapshot.searching ? 'true' : 'false'}
    popover=${floats ? 'manual' : nothing} ?hidden=${!open} @pointerdown=${keepFocus} @mousedown=${keepFocus}>${open ? content : nothing}</div>`;
}

/** The box, its list, its error and the entries that named nobody. All in one root, so that plain ids work. */
export function box(shown: Box): TemplateResult {
  const { words, snapshot, open, activeIndex, error, invalid, spins } = shown;
  return html`<div class="field" part="field">
    <label for="input" part="label">${words.text('share.field')}</label>
    <div class="input-box ${invalid ? 'invalid' : ''}" part="input-box">
      <input id="input" class="input" part="input" role="combobox" type="text" aria-autocomplete="list" aria-expanded=${open ? 'true' : 'false'} aria-controls="listbox"
        aria-activedescendant=${open && activeIndex >= 0 ? `option-${activeIndex}` : nothing} aria-invalid=${invalid ? 'true' : 'false'}
        aria-describedby="count error" aria-errormessage="error" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" enterkeyhint="done"
        data-1p-ignore data-lpignore="true" data-bwignore
        @input=${shown.onInput} @keydown=${shown.onKeydown} @paste=${shown.onPaste} @blur=${shown.onBlur} />
      ${spins ? html`<span class="spinner" part="spinner" aria-hidden="true"></span>` : nothing}
    </div>
    <span id="count" class="sr-only">${snapshot.added.length > 0 ? words.text('share.added', { n: snapshot.added.length }) : nothing}</span>
    ${listbox(shown)}
    <p id="error" class="error" part="error" ?hidden=${!error}>${alertIcon()}<span>${error ?? nothing}</span></p>${shown.newGroup}
    ${unmatched(shown)}
  </div>`;
}
