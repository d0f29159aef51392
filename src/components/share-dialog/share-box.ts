import type { RecipientMatch, ShareSnapshot, Vault } from '../../core/for-components.js';
import type { DialogController } from '../shared/dialog-controller.js';
import { isLocked } from '../shared/lock.js';
import type { Box } from './box.js';
import { Combobox, type ComboboxHost } from './combobox.js';
import { MySafeRecipientInvalidEvent } from './events.js';
import { newGroup } from './new-group.js';
import { inSections, optionNote } from './options.js';
import type { RowFocus } from './row-focus.js';
import { SearchWatch } from './search-watch.js';
import type { ShareController } from './share-controller.js';
import type { ShareElement } from './share-element.js';
import { type WindowWords, boxError } from './share-words.js';
import { suggestions } from './suggestions.js';

/** Where the list stands in the flow and the window fills the view. */
const NARROW = '(max-width: 480px), (pointer: coarse) and (max-height: 600px)';

/** The box of the share window: what is typed and pasted in it, the list under it, and what is wrong with it. */
export class ShareBox implements ComboboxHost {
  readonly #element: ShareElement;
  readonly #share: ShareController;
  readonly #dialog: DialogController;
  readonly #focus: RowFocus;
  readonly #combobox = new Combobox(this);
  readonly #search: SearchWatch;
  #toldProblem?: ShareSnapshot['entryProblem'];

  constructor(element: ShareElement, share: ShareController, dialog: DialogController, focus: RowFocus) {
    this.#element = element;
    this.#share = share;
    this.#dialog = dialog;
    this.#focus = focus;
    this.#search = new SearchWatch(element, this, share);
  }

  updated(): void {
    const { renderRoot } = this.#element;
    const input = renderRoot.querySelector<HTMLInputElement>('#input');
    if (input) input.value = this.snapshot?.query ?? '';
    this.#placeList(renderRoot.querySelector<HTMLElement>('#listbox'));
    this.#tellProblem();
  }

  /** One step back on Escape; `false` where there is none left. */
  stepBack(): boolean {
    if (this.#combobox.dismiss()) return true;
    if (!this.snapshot?.query) return false;
    this.#setQuery('');
    return true;
  }

  /** Whether something is wrong with it. A search that failed says so in the list, with a way to try again. */
  showProblem(): boolean {
    const { snapshot } = this;
    if (snapshot?.searchFault !== undefined) this.#combobox.typed();
    return snapshot !== undefined && (snapshot.searchFault !== undefined || boxError(snapshot, this.#element.shareWords).text !== undefined);
  }

  // What Combobox asks.

  get snapshot(): ShareSnapshot | undefined {
    return this.#share.snapshot;
  }

  get updateComplete(): Promise<boolean> {
    return this.#element.updateComplete;
  }

  requestUpdate(): void {
    this.#element.requestUpdate();
  }

  get options(): readonly RecipientMatch[] {
    const { snapshot } = this;
    const { minChars, maxSuggestions } = this.#element;
    if (!snapshot) return [];
    const text = snapshot.query.trim();
    if (text === '') return minChars === 0 ? inSections(snapshot.suggested) : [];
    return text.length < minChars ? [] : inSections(snapshot.matches.slice(0, maxSuggestions));
  }

  choose(match: RecipientMatch, { edit, keepOpen }: { readonly edit: boolean; readonly keepOpen: boolean }): void {
    if (!this.#share.choose(match, edit) || keepOpen) return;
    this.#setQuery('');
    this.#combobox.typed();
  }

  isChoosable(match: RecipientMatch): boolean {
    return this.snapshot !== undefined && optionNote(match, this.snapshot) === undefined;
  }

  commitText(edit?: boolean): void {
    void this.#share.commitText(edit);
  }

  retrySearch(): void {
    this.#setQuery(this.snapshot?.query ?? '');
  }

  removeLast(): void {
    this.#share.removeLast();
  }

  undoRemove(): void {
    this.#share.undoRemove();
  }

  #setQuery(text: string, debounce?: number): void {
    void this.#share.draft?.setQuery(text, debounce);
  }

  // What is typed, pasted and pressed.

  readonly #onInput = (event: InputEvent): void => {
    this.#combobox.typed();
    this.#share.flash(undefined);
    this.#setQuery((event.target as HTMLInputElement).value, this.#element.debounce);
  };

  readonly #onInputKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229 || submits(event)) return;
    if (this.#combobox.onKeydown(event)) event.preventDefault();
  };

  readonly #onBlur = (): void => {
    if (!document.hasFocus() || !this.#dialog.isOpen || isLocked(this.#element.shareVault)) return;
    this.#combobox.dismiss(); // it would cover what has focus now
    if (this.snapshot?.query.trim()) this.commitText();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (this.#share.paste(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
  };

  // What is shown.

  /** The list floats by the platform's own popover; where anchors are missing or the view is narrow it stands in the flow. */
  get #floats(): boolean {
    return CSS.supports('anchor-name: --a') && !matchMedia(NARROW).matches;
  }

  #placeList(list: HTMLElement | null): void {
    if (list?.popover && this.#dialog.isOpen && list.matches(':popover-open') !== this.#combobox.isOpen) list.togglePopover(this.#combobox.isOpen);
    list?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  /** Says a new problem once, in the words that stand under the box, and tells the host. */
  #tellProblem(): void {
    const { snapshot } = this;
    const { shareWords: words, secretIds } = this.#element;
    const problem = snapshot?.entryProblem;
    if (problem === this.#toldProblem) return;
    this.#toldProblem = problem;
    if (!problem || !snapshot) return;
    this.#share.sayText(boxError({ ...snapshot, unmatched: [] }, words).text ?? words.text('problem.has-access', { name: problem.principal?.name }));
    this.#element.dispatchEvent(new MySafeRecipientInvalidEvent(secretIds, [{ entry: problem.entry, problem: problem.problem }]));
    if (problem.problem !== 'has-access' || !problem.principal) return;
    this.#share.flash(problem.principal.id);
    this.#focus.rowOf(problem.principal.id)?.scrollIntoView({ block: 'nearest' });
  }

  view(snapshot: ShareSnapshot, vault: Vault, words: WindowWords): Box {
    const element = this.#element;
    const { options } = this;
    const { draft } = this.#share;
    const { isOpen, activeIndex } = this.#combobox;
    const error = boxError(snapshot, words);
    return {
      words, snapshot, open: isOpen, activeIndex, floats: this.#floats, spins: this.#search.spins, error: error.text, invalid: error.invalid,
      newGroup: draft && newGroup(snapshot, element, draft, vault, words),
      listbox: suggestions({
        snapshot, words, options, activeIndex,
        choose: (match, event) => { this.choose(match, { edit: false, keepOpen: event.altKey }); },
        retry: () => { this.retrySearch(); },
      }),
      onInput: this.#onInput, onKeydown: this.#onInputKeydown, onPaste: this.#onPaste, onBlur: this.#onBlur,
      editEntry: (entry) => {
        draft?.dropUnmatched(entry);
        this.#setQuery(entry);
        element.focus();
      },
      dropEntry: (entry) => { draft?.dropUnmatched(entry); element.focus(); },
    };
  }
}

/** Ctrl or ⌘ with Enter: share, wherever focus is. */
export const submits = (event: KeyboardEvent): boolean => event.key === 'Enter' && (event.ctrlKey || event.metaKey);
