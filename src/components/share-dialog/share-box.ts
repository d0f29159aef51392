import type { RecipientMatch, ShareSnapshot, Vault } from '../../core/for-components.js';
import type { DialogController } from '../shared/dialog-controller.js';
import { isLocked } from '../shared/lock.js';
import { type Choosing, Combobox, type ComboboxHost } from '../shared/picker/combobox.js';
import type { PickerBox } from '../shared/picker/picker-box.js';
import { listFloats, placeList } from '../shared/picker/placing.js';
import { suggestions } from '../shared/picker/suggestions.js';
import { MySafeRecipientInvalidEvent } from './events.js';
import { newGroup } from './new-group.js';
import { inSections, optionNote, sectionOf } from './options.js';
import type { RowFocus } from './row-focus.js';
import { SearchWatch } from './search-watch.js';
import type { ShareController } from './share-controller.js';
import type { ShareElement } from './share-element.js';
import { type WindowWords, boxError } from './share-words.js';

/** The box of the share window: what is typed and pasted in it, the list under it, and what is wrong with it. */
export class ShareBox implements ComboboxHost<RecipientMatch> {
  readonly #element: ShareElement;
  readonly #share: ShareController;
  readonly #dialog: DialogController;
  readonly #focus: RowFocus;
  readonly #combobox: Combobox<RecipientMatch> = new Combobox(this);
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
    if (this.#dialog.isOpen) placeList(this.#element.renderRoot.querySelector<HTMLElement>('#listbox'), this.#combobox.isOpen);
    this.#tellProblem();
  }

  /** One step back on Escape; `false` where there is none left. */
  stepBack(): boolean {
    if (this.#combobox.dismiss()) return true;
    if (!this.#snapshot?.query) return false;
    this.#setQuery('');
    return true;
  }

  /** Whether something is wrong with it. A search that failed says so in the list, with a way to try again. */
  showProblem(): boolean {
    const snapshot = this.#snapshot;
    if (this.failed) this.#combobox.typed();
    return snapshot !== undefined && (this.failed || boxError(snapshot, this.#element.shareWords).error !== undefined);
  }

  // What Combobox asks.

  requestUpdate(): void {
    this.#element.requestUpdate();
  }

  get query(): string {
    return this.#snapshot?.query ?? '';
  }

  get options(): readonly RecipientMatch[] {
    const snapshot = this.#snapshot;
    const { minChars, maxSuggestions } = this.#element;
    if (!snapshot) return [];
    const text = snapshot.query.trim();
    if (text === '') return minChars === 0 ? inSections(snapshot.suggested) : [];
    return text.length < minChars ? [] : inSections(snapshot.matches.slice(0, maxSuggestions));
  }

  /** Once the sentence under the box says it, the list has nothing to add and would cover it. */
  get saysNobody(): boolean {
    const snapshot = this.#snapshot;
    return snapshot !== undefined && snapshot.query.trim() !== '' && !snapshot.searching && snapshot.matches.length === 0 && !snapshot.entryProblem;
  }

  get isCurrent(): boolean {
    const snapshot = this.#snapshot;
    return snapshot !== undefined && snapshot.matchesFor === snapshot.query;
  }

  get searching(): boolean {
    return this.#snapshot?.searching ?? false;
  }

  get failed(): boolean {
    return this.#snapshot?.searchFault !== undefined;
  }

  get settled(): Promise<void> {
    const { draft } = this.#share;
    if (!draft || !this.searching) return Promise.resolve();
    return new Promise((resolve) => {
      const release = draft.subscribe(() => {
        if (draft.getSnapshot().searching) return;
        release();
        resolve();
      });
    });
  }

  matchOf(match: RecipientMatch): RecipientMatch {
    return match;
  }

  isChoosable(match: RecipientMatch): boolean {
    return this.#snapshot !== undefined && optionNote(match, this.#snapshot) === undefined;
  }

  choose(match: RecipientMatch, { edit, keepOpen }: Choosing): void {
    if (!this.#share.choose(match, edit) || keepOpen) return;
    this.#setQuery('');
    this.#combobox.typed();
  }

  commitText(edit?: boolean): void {
    void this.#share.commitText(edit);
  }

  retry(): void {
    this.#setQuery(this.query);
  }

  removeLast(): void {
    this.#share.removeLast();
  }

  undoRemove(): void {
    this.#share.undoRemove();
  }

  get #snapshot(): ShareSnapshot | undefined {
    return this.#share.snapshot;
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
    if (this.#snapshot?.query.trim()) this.commitText();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (this.#share.paste(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
  };

  // What is shown.

  /** Says a new problem once, in the words that stand under the box, and tells the host. */
  #tellProblem(): void {
    const snapshot = this.#snapshot;
    const { shareWords: words, secretIds } = this.#element;
    const problem = snapshot?.entryProblem;
    if (problem === this.#toldProblem) return;
    this.#toldProblem = problem;
    if (!problem || !snapshot) return;
    this.#share.sayText(boxError({ ...snapshot, unmatched: [] }, words).error ?? words.text('problem.has-access', { name: problem.principal?.name }));
    this.#element.dispatchEvent(new MySafeRecipientInvalidEvent(secretIds, [{ entry: problem.entry, problem: problem.problem }]));
    if (problem.problem !== 'has-access' || !problem.principal) return;
    this.#share.flash(problem.principal.id);
    this.#focus.rowOf(problem.principal.id)?.scrollIntoView({ block: 'nearest' });
  }

  view(snapshot: ShareSnapshot, vault: Vault, words: WindowWords): PickerBox {
    const element = this.#element;
    const { draft } = this.#share;
    const { isOpen, activeIndex } = this.#combobox;
    return {
      id: 'input', describedBy: 'count', words, query: snapshot.query, isOpen, activeIndex, floats: listFloats(), searching: snapshot.searching, spins: this.#search.spins,
      ...boxError(snapshot, words), entries: snapshot.unmatched.map(({ entry }) => entry), wayOut: draft && newGroup(snapshot, element, draft, vault, words),
      suggestions: () => this.#suggestions(snapshot, words, activeIndex),
      onInput: this.#onInput, onKeydown: this.#onInputKeydown, onPaste: this.#onPaste, onBlur: this.#onBlur,
      editEntry: (entry) => {
        draft?.dropUnmatched(entry);
        this.#setQuery(entry);
        element.focus();
      },
      dropEntry: (entry) => { draft?.dropUnmatched(entry); element.focus(); },
    };
  }

  #suggestions(snapshot: ShareSnapshot, words: WindowWords, activeIndex: number): unknown {
    return suggestions({
      words, activeIndex, sectionOf, failed: this.failed, matches: this.options, nobody: words.rich('share.no-match', { q: snapshot.query.trim() }),
      noteOf: (match) => {
        const note = optionNote(match, snapshot);
        return note && words.text(`share.option.${note}`);
      },
      choose: (match, event) => { this.choose(match, { edit: false, keepOpen: event.altKey }); },
      retry: () => { this.retry(); },
    });
  }
}

/** Ctrl or ⌘ with Enter: share, wherever focus is. */
export const submits = (event: KeyboardEvent): boolean => event.key === 'Enter' && (event.ctrlKey || event.metaKey);
