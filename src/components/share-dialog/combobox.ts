import type { ReactiveControllerHost } from 'lit';
import type { RecipientMatch, ShareSnapshot } from '../../core/for-components.js';

const PAGE = 5;

/** What the keys of the box do, for the window to carry out. */
export interface ComboboxHost extends Pick<ReactiveControllerHost, 'requestUpdate' | 'updateComplete'> {
  readonly snapshot: ShareSnapshot | undefined;
  readonly options: readonly RecipientMatch[];
  /** Whether it can be chosen now: it has no note that says why not. */
  isChoosable(match: RecipientMatch): boolean;
  choose(match: RecipientMatch, options: { readonly edit: boolean; readonly keepOpen: boolean }): void;
  /** Adds whom the text names exactly, else says what is the matter. */
  commitText(edit?: boolean): void;
  /** Searches for the present text once more. */
  retrySearch(): void;
  removeLast(): void;
  undoRemove(): void;
}

/** The list under the box: whether it is open, which option is active, what the keys do (components.md 1.1). */
export class Combobox {
  readonly #host: ComboboxHost;
  #dismissed = false;
  #active: number | 'first' | 'none' = 'first';

  constructor(host: ComboboxHost) {
    this.#host = host;
  }

  get #query(): string {
    return this.#host.snapshot?.query.trim() ?? '';
  }

  /** The list shows hits, or says that there are none. */
  get isOpen(): boolean {
    if (this.#dismissed) return false;
    if (this.#host.options.length > 0) return true;
    const { snapshot } = this.#host;
    // Once the sentence under the box says it, the list has nothing to add and would cover it.
    return this.#query !== '' && snapshot?.searching === false && snapshot.matches.length === 0 && !snapshot.entryProblem;
  }

  /** The active option's place, or -1. The first that can be chosen is active by itself, but only for the present text. */
  get activeIndex(): number {
    const { options, snapshot } = this.#host;
    if (!this.isOpen || options.length === 0 || this.#active === 'none') return -1;
    if (this.#active !== 'first') return Math.min(this.#active, options.length - 1);
    if (this.#query === '' || snapshot?.matchesFor !== snapshot?.query) return -1;
    return Math.max(0, options.findIndex((match) => this.#host.isChoosable(match)));
  }

  typed(): void {
    this.#dismissed = false;
    this.#active = 'first';
  }

  /** Closes the list; `true` when it was open. */
  dismiss(): boolean {
    const wasOpen = this.isOpen;
    this.#dismissed = true;
    this.#host.requestUpdate();
    return wasOpen;
  }

  #open(): void {
    this.#dismissed = false;
    this.#host.requestUpdate();
  }

  /** Goes through the options and, past either end, through the box itself. */
  #move(by: number): void {
    const count = this.#host.options.length;
    if (!this.isOpen) return this.#open();
    if (count === 0) return;
    const next = this.activeIndex + by;
    this.#active = next < 0 || next >= count ? 'none' : next;
    if (this.activeIndex === -1 && Math.abs(by) === PAGE) this.#active = by > 0 ? count - 1 : 0;
    if (by === -1 && next < -1) this.#active = count - 1;
    this.#host.requestUpdate();
  }

  #enter(event: KeyboardEvent): void {
    const { snapshot, options } = this.#host;
    const how = { edit: event.shiftKey, keepOpen: event.altKey };
    if (this.#query === '' && this.activeIndex < 0) return;
    if (snapshot?.searchFault !== undefined) return this.#host.retrySearch();
    if (snapshot?.searching || snapshot?.matchesFor !== snapshot?.query) {
      this.#whenFound(how);
      return;
    }
    const match = options[this.activeIndex];
    if (match && !this.#couldMeanAnother(match)) this.#host.choose(match, how);
    else this.#commit(how.edit);
  }

  /** An exact name of look-alikes names none of them: the text is judged, and only an option that somebody went to is taken. */
  #couldMeanAnother(match: RecipientMatch): boolean {
    return this.#active === 'first' && match.problem === 'look-alike' && isExact(match, this.#query);
  }

  /** Leaves no option active: where the text names several, one of them has to be gone to. */
  #commit(edit: boolean): void {
    this.#active = 'none';
    this.#host.commitText(edit);
  }

  /** While the search runs, Enter waits: an exact match is added, otherwise the hits show and Enter is pressed again; without hits the text is judged. */
  #whenFound(how: { edit: boolean; keepOpen: boolean }): void {
    const wanted = this.#query;
    const look = (): void => {
      const { snapshot, options } = this.#host;
      if (this.#query !== wanted) return;
      if (snapshot?.searching) void this.#host.updateComplete.then(() => requestAnimationFrame(look));
      else {
        const exact = options.filter((match) => isExact(match, wanted));
        if (exact.length === 1 && exact[0]?.problem !== 'look-alike') this.#host.choose(exact[0]!, how);
        else if (exact.length > 0) this.#commit(how.edit);
        else if (options.length === 0 && snapshot?.searchFault === undefined) this.#host.commitText();
      }
    };
    look();
  }

  /** `true` when the key did something here. */
  onKeydown(event: KeyboardEvent): boolean {
    const empty = this.#query === '';
    switch (event.key) {
      case 'ArrowDown': if (event.altKey) this.#open(); else this.#move(1); return true;
      case 'ArrowUp': if (event.altKey) this.dismiss(); else this.#move(-1); return true;
      case 'PageDown': this.#move(PAGE); return true;
      case 'PageUp': this.#move(-PAGE); return true;
      case 'Enter': this.#enter(event); return true;
      case ',': case ';': if (empty) return true; this.#host.commitText(); return true;
      case 'Backspace': if (!this.#boxIsEmpty || event.repeat) return false; this.#host.removeLast(); return true;
      case 'z': if (!this.#boxIsEmpty || !(event.ctrlKey || event.metaKey)) return false; this.#host.undoRemove(); return true;
      default: return false;
    }
  }

  get #boxIsEmpty(): boolean {
    return this.#host.snapshot?.query === '';
  }
}

/** Letters alone count, as in the search: neither case nor accents, in any language ('en' is Unicode's own order). */
const letters = new Intl.Collator('en', { sensitivity: 'base' });

function isExact({ principal }: RecipientMatch, text: string): boolean {
  const fields = principal.kind === 'user' ? [principal.username, principal.email ?? '', principal.name] : [principal.name];
  return fields.some((field) => letters.compare(field.trim(), text) === 0);
}
