import type { RecipientMatch } from '../../../core/for-components.js';

const PAGE = 5;

/** How somebody is chosen: with the right to edit, and with the list left open. */
export interface Choosing {
  readonly edit: boolean;
  readonly keepOpen: boolean;
}

/** The box that the list stands under. An option is somebody found, or one line for several of them. */
export interface ComboboxHost<Option> {
  requestUpdate(): void;
  /** What is typed, as it stands in the box. */
  readonly query: string;
  readonly options: readonly Option[];
  /** Whether the list has something to say where nobody was found. */
  readonly saysNobody: boolean;
  /** Whether the options are for what is typed now. */
  readonly isCurrent: boolean;
  readonly searching: boolean;
  /** Whether the last search failed. */
  readonly failed: boolean;
  /** Resolves when no search is under way. */
  readonly settled: Promise<void>;
  /** Whom an option is; `undefined` where it stands for several. */
  matchOf(option: Option): RecipientMatch | undefined;
  /** Whether it can be chosen now: it has no note that says why not. */
  isChoosable(option: Option): boolean;
  choose(option: Option, how: Choosing): void;
  /** Adds whom the text names exactly, else says what is the matter. */
  commitText(edit?: boolean): void;
  /** Searches for the present text once more. */
  retry(): void;
  removeLast(): void;
  undoRemove(): void;
}

/** The list under a box for people: whether it is open, which option is active, what the keys do (components.md 1.1). */
export class Combobox<Option> {
  readonly #host: ComboboxHost<Option>;
  #dismissed = false;
  #active: number | 'first' | 'none' = 'first';

  constructor(host: ComboboxHost<Option>) {
    this.#host = host;
  }

  get #text(): string {
    return this.#host.query.trim();
  }

  /** The list shows hits, or says that there are none. */
  get isOpen(): boolean {
    return !this.#dismissed && (this.#host.options.length > 0 || this.#host.saysNobody);
  }

  /** The active option's place, or -1. The first that can be chosen is active by itself, but only for the present text. */
  get activeIndex(): number {
    const { options, isCurrent } = this.#host;
    if (!this.isOpen || options.length === 0 || this.#active === 'none') return -1;
    if (this.#active !== 'first') return Math.min(this.#active, options.length - 1);
    if (this.#text === '' || !isCurrent) return -1;
    return Math.max(0, options.findIndex((option) => this.#host.isChoosable(option)));
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

  /** Goes through the options and, past either end, through the box itself; by pages only to the ends. */
  #move(by: number): void {
    const last = this.#host.options.length - 1;
    if (!this.isOpen) return this.#open();
    if (last < 0) return;
    const next = this.activeIndex + by;
    if (Math.abs(by) === PAGE) this.#active = Math.min(last, Math.max(0, next));
    else if (next < -1) this.#active = last;
    else this.#active = next < 0 || next > last ? 'none' : next;
    this.#host.requestUpdate();
  }

  #enter(event: KeyboardEvent): void {
    const host = this.#host;
    const how = { edit: event.shiftKey, keepOpen: event.altKey };
    const option = host.options[this.activeIndex];
    if (this.#text === '' && !option) return;
    if (host.failed) host.retry();
    else if (host.searching || !host.isCurrent) void this.#whenFound(how);
    else if (option && !this.#couldMeanAnother(option)) host.choose(option, how);
    else this.#commit(how.edit);
  }

  /** An exact name of look-alikes names none of them: the text is judged, and only an option that somebody went to is taken. */
  #couldMeanAnother(option: Option): boolean {
    return this.#active === 'first' && this.#host.matchOf(option)?.problem === 'look-alike' && this.#isNamed(option);
  }

  #isNamed(option: Option): boolean {
    const match = this.#host.matchOf(option);
    return match !== undefined && isExact(match, this.#text);
  }

  /** Leaves no option active: where the text names several, one of them has to be gone to. */
  #commit(edit: boolean): void {
    this.#active = 'none';
    this.#host.commitText(edit);
  }

  /** While the search runs, Enter waits: an exact match is added, otherwise the hits show and Enter is pressed again; without hits the text is judged. */
  async #whenFound(how: Choosing): Promise<void> {
    const host = this.#host;
    const wanted = this.#text;
    await host.settled;
    if (this.#text !== wanted || host.searching || !host.isCurrent || host.failed) return;
    const exact = host.options.filter((option) => this.#isNamed(option));
    const [only] = exact;
    if (only !== undefined && exact.length === 1 && host.matchOf(only)?.problem !== 'look-alike') host.choose(only, how);
    else if (exact.length > 0 || host.options.length === 0) this.#commit(how.edit);
  }

  /** `true` when the key did something here. */
  onKeydown(event: KeyboardEvent): boolean {
    const isEmpty = this.#host.query === '';
    switch (event.key) {
      case 'ArrowDown': if (event.altKey) this.#open(); else this.#move(1); return true;
      case 'ArrowUp': if (event.altKey) this.dismiss(); else this.#move(-1); return true;
      case 'PageDown': this.#move(PAGE); return true;
      case 'PageUp': this.#move(-PAGE); return true;
      case 'Enter': this.#enter(event); return true;
      case ',': case ';': if (this.#text !== '') this.#host.commitText(); return true;
      case 'Backspace': if (!isEmpty || event.repeat) return false; this.#host.removeLast(); return true;
      case 'z': if (!isEmpty || !(event.ctrlKey || event.metaKey)) return false; this.#host.undoRemove(); return true;
      default: return false;
    }
  }
}

/** Letters alone count, as in the search: neither case nor accents, in any language ('en' is Unicode's own order). Less to load than the search's own folding. */
const letters = new Intl.Collator('en', { sensitivity: 'base' });

function isExact({ principal }: RecipientMatch, text: string): boolean {
  const fields = principal.kind === 'user' ? [principal.username, principal.email ?? '', principal.name] : [principal.name];
  return fields.some((field) => letters.compare(field.trim(), text) === 0);
}
