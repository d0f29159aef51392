import { type ReactiveController, type ReactiveControllerHost, type TemplateResult, html } from 'lit';
import type { RecipientMatch } from '../../core/for-components.js';
import { type Choosing, Combobox, type ComboboxHost } from '../shared/picker/combobox.js';
import { type Section, suggestions } from '../shared/picker/suggestions.js';
import type { GroupWords } from './group-words.js';
import type { EntryProblem, PeopleSearch } from './people-search.js';

/** One line of the list under the box: somebody found, or all of those who can be added. */
type Option = RecipientMatch | 'all';

interface Undoing {
  /** Takes the last one off the list who was put on it. */
  removeLast(): void;
  undoRemove(): void;
}

const NOTES: Partial<Record<EntryProblem['kind'], 'group.option.group' | 'share.option.added' | 'share.option.suspended' | 'share.option.invited'>> =
  { group: 'group.option.group', already: 'share.option.added', suspended: 'share.option.suspended', invited: 'share.option.invited' };

const sectionOf = ({ principal }: RecipientMatch): Section => (principal.kind === 'user' ? 'people' : 'groups');

/** The list under the box for people, and what choosing from it does. */
export class PeoplePicker implements ReactiveController, ComboboxHost<Option> {
  readonly combobox: Combobox<Option> = new Combobox(this);
  readonly #host: ReactiveControllerHost;
  readonly #search: PeopleSearch;
  readonly #list: Undoing;

  constructor(host: ReactiveControllerHost, search: PeopleSearch, list: Undoing) {
    this.#host = host;
    this.#search = search;
    this.#list = list;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.combobox.typed();
  }

  requestUpdate(): void {
    this.#host.requestUpdate();
  }

  get query(): string {
    return this.#search.query;
  }

  /** People first, then groups, to say that they can't be added. */
  get #found(): readonly RecipientMatch[] {
    const { matches, text } = this.#search;
    if (text === '') return [];
    return [...matches.filter((match) => sectionOf(match) === 'people'), ...matches.filter((match) => sectionOf(match) === 'groups')];
  }

  /** Those found who can be put on the list. */
  get #addable(): readonly RecipientMatch[] {
    return this.#found.filter((match) => this.isChoosable(match));
  }

  /** At the end all of them, where several can be added. */
  get options(): readonly Option[] {
    return [...this.#found, ...(this.#addable.length > 1 ? ['all' as const] : [])];
  }

  /** Once the sentence under the box says it, the list would only cover it. */
  get saysNobody(): boolean {
    const { text, isCurrent, problem, matches } = this.#search;
    return text !== '' && isCurrent && matches.length === 0 && !problem;
  }

  get isCurrent(): boolean {
    return this.#search.isCurrent;
  }

  get searching(): boolean {
    return this.#search.searching;
  }

  get failed(): boolean {
    return this.#search.failed;
  }

  get settled(): Promise<void> {
    return this.#search.settled;
  }

  matchOf(option: Option): RecipientMatch | undefined {
    return option === 'all' ? undefined : option;
  }

  isChoosable(option: Option): boolean {
    return option !== 'all' && 'member' in this.#search.judge(option);
  }

  choose(option: Option, { keepOpen }: Pick<Choosing, 'keepOpen'>): void {
    this.#search.choose(option === 'all' ? this.#addable : [option], keepOpen && option !== 'all');
    if (!keepOpen) this.combobox.typed();
  }

  commitText(): void {
    void this.#search.commit();
  }

  retry(): void {
    this.#search.retry();
  }

  removeLast(): void {
    this.#list.removeLast();
  }

  undoRemove(): void {
    this.#list.undoRemove();
  }

  /** Why somebody can't be put on the list, in a word. */
  #noteOf(match: RecipientMatch, words: GroupWords): string | undefined {
    const judged = this.#search.judge(match);
    const note = 'problem' in judged ? NOTES[judged.problem.kind] : undefined;
    return note && words.text(note);
  }

  #all(at: number, activeIndex: number, words: GroupWords): TemplateResult {
    return html`<div id="option-${at}" class="option all ${at === activeIndex ? 'active' : ''}" part="option" role="option" aria-selected=${at === activeIndex ? 'true' : 'false'}
      @click=${() => { this.choose('all', { keepOpen: false }); }}>${words.text('group.add-all', { n: this.#addable.length })}</div>`;
  }

  suggestions(words: GroupWords): TemplateResult {
    const { activeIndex } = this.combobox;
    const matches = this.#found;
    return suggestions({
      words, activeIndex, matches, sectionOf, failed: this.failed, nobody: words.rich('group.no-match', { q: this.#search.text }),
      last: this.options.at(-1) === 'all' ? this.#all(matches.length, activeIndex, words) : undefined,
      noteOf: (match) => this.#noteOf(match, words),
      choose: (match, event) => { this.choose(match, { keepOpen: event.altKey || event.ctrlKey || event.metaKey }); },
      retry: () => { this.retry(); },
    });
  }
}
