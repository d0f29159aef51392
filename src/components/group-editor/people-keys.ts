import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecipientMatch } from '../../core/for-components.js';
import type { PeopleSearch } from './people-search.js';

const PAGE = 5;

/** One line of the list under the box: somebody found, or all of those who can be added. */
export type Option = RecipientMatch | 'all';

export interface Undoing {
  /** Takes the last one off the list who was put on it. */
  removeLast(): void;
  undoRemove(): void;
}

/** Letters alone count, as in the search: neither case nor accents, in any language ('en' is Unicode's own order). Less to load than the search's own folding. */
const letters = new Intl.Collator('en', { sensitivity: 'base' });

const isExact = ({ principal }: RecipientMatch, text: string): boolean =>
  (principal.kind === 'user' ? [principal.username, principal.email ?? '', principal.name] : [principal.name]).some((field) => letters.compare(field.trim(), text) === 0);

/** The list under the box: whether it is open, which option is active, what the keys do (as in the share window, components.md 1.1). */
export class PeopleKeys implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #search: PeopleSearch;
  readonly #list: Undoing;
  #dismissed = false;
  #active: number | 'first' | 'none' = 'first';

  constructor(host: ReactiveControllerHost, search: PeopleSearch, list: Undoing) {
    this.#host = host;
    this.#search = search;
    this.#list = list;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.typed();
  }

  /** People first; at the end all of them, where several can be added. */
  get options(): readonly Option[] {
    const { matches, text } = this.#search;
    if (text === '') return [];
    const [people, groups] = [matches.filter(({ principal }) => principal.kind === 'user'), matches.filter(({ principal }) => principal.kind === 'group')];
    return [...people, ...groups, ...(this.addable.length > 1 ? ['all' as const] : [])];
  }

  /** Those found who can be put on the list. */
  get addable(): readonly RecipientMatch[] {
    return this.#search.matches.filter((match) => 'member' in this.#search.judge(match));
  }

  /** It shows hits, or says that there are none; once the sentence under the box says it, the list would only cover it. */
  get isOpen(): boolean {
    const { text, isCurrent, problem, matches } = this.#search;
    return !this.#dismissed && text !== '' && (matches.length > 0 || (isCurrent && !problem));
  }

  /** The active option's place, or -1. The first that can be added is active by itself, but only for the present text. */
  get activeIndex(): number {
    const { options } = this;
    if (!this.isOpen || options.length === 0 || this.#active === 'none') return -1;
    if (this.#active !== 'first') return Math.min(this.#active, options.length - 1);
    if (!this.#search.isCurrent) return -1;
    return Math.max(0, options.findIndex((option) => option !== 'all' && 'member' in this.#search.judge(option)));
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

  choose(option: Option, keepsOpen: boolean): void {
    this.#search.choose(option === 'all' ? this.addable : [option], keepsOpen && option !== 'all');
    if (!keepsOpen) this.typed();
  }

  #open(): void {
    this.#dismissed = false;
    this.#host.requestUpdate();
  }

  /** Goes through the options and, past either end, through the box itself. */
  #move(by: number): void {
    const count = this.options.length;
    if (!this.isOpen) return this.#open();
    const next = this.activeIndex + by;
    if (this.activeIndex === -1 && by < 0) this.#active = Math.abs(by) === PAGE ? 0 : count - 1;
    else if (Math.abs(by) === PAGE) this.#active = Math.min(count - 1, Math.max(0, next));
    else this.#active = next < 0 || next >= count ? 'none' : next;
    this.#host.requestUpdate();
  }

  #enter(keepsOpen: boolean): void {
    const search = this.#search;
    if (search.text === '') return;
    if (search.failed) return search.retry();
    if (!search.isCurrent) return void this.#whenFound(keepsOpen);
    const option = this.options[this.activeIndex];
    if (option && !this.#couldMeanAnother(option)) this.choose(option, keepsOpen);
    else this.#commit();
  }

  /** An exact name of look-alikes names none of them: only one that somebody went to is taken. */
  #couldMeanAnother(option: Option): boolean {
    return this.#active === 'first' && option !== 'all' && option.problem === 'look-alike' && isExact(option, this.#search.text);
  }

  #commit(): void {
    this.#active = 'none';
    void this.#search.commit();
  }

  /** While the search runs, Enter waits: an exact match is added, otherwise the hits show and Enter is pressed again; without hits the text is judged. */
  async #whenFound(keepsOpen: boolean): Promise<void> {
    const { text } = this.#search;
    await this.#search.settled;
    if (this.#search.text !== text || !this.#search.isCurrent || this.#search.failed) return;
    const exact = this.#search.matches.filter((match) => isExact(match, text));
    const [only] = exact;
    if (only && exact.length === 1 && only.problem !== 'look-alike') this.choose(only, keepsOpen);
    else if (exact.length > 0 || this.#search.matches.length === 0) this.#commit();
  }

  /** `true` when the key did something here. */
  onKeydown(event: KeyboardEvent): boolean {
    const isEmpty = this.#search.query === '';
    switch (event.key) {
      case 'ArrowDown': if (event.altKey) this.#open(); else this.#move(1); return true;
      case 'ArrowUp': if (event.altKey) this.dismiss(); else this.#move(-1); return true;
      case 'PageDown': this.#move(PAGE); return true;
      case 'PageUp': this.#move(-PAGE); return true;
      case 'Enter': this.#enter(event.altKey); return true;
      case ',': case ';': void this.#search.commit(); return true;
      case 'Backspace': if (!isEmpty || event.repeat) return false; this.#list.removeLast(); return true;
      case 'z': if (!isEmpty || !(event.ctrlKey || event.metaKey)) return false; this.#list.undoRemove(); return true;
      default: return false;
    }
  }
}
