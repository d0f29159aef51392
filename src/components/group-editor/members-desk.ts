import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { UserId, Vault } from '../../core/for-components.js';
import { isLocked } from '../shared/lock.js';
import type { PickerBox } from '../shared/picker/picker-box.js';
import { listFloats, placeList } from '../shared/picker/placing.js';
import type { GroupEditorController } from './group-editor-controller.js';
import { type GroupWords, boxError, sentenceOfEntry } from './group-words.js';
import type { Member } from './member-list.js';
import type { MemberRows } from './members.js';
import { PeoplePicker } from './people-picker.js';
import { type EntryProblem, type PeopleList, PeopleSearch } from './people-search.js';

export interface DeskHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly deskVault: Vault | undefined;
  readonly deskWords: GroupWords;
  /** Whether the window is there to be used. */
  readonly isInUse: boolean;
  say(text: string): void;
}

/** The button of the next or previous row. */
function neighbour(row: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const beside = by === 1 ? row.nextElementSibling : row.previousElementSibling;
  return beside?.querySelector<HTMLElement>('.remove') ?? undefined;
}

/** The part of the window where people are found, put on the list and taken off it. */
export class MembersDesk implements ReactiveController, PeopleList {
  readonly search: PeopleSearch;
  readonly picker: PeoplePicker;
  readonly #host: DeskHost;
  readonly #editor: GroupEditorController;
  #showsAll = false;
  #wasOpen = false;

  constructor(host: DeskHost, editor: GroupEditorController) {
    this.#host = host;
    this.#editor = editor;
    this.search = new PeopleSearch(host, this);
    this.picker = new PeoplePicker(host, this.search, this);
    host.addController(this);
  }

  hostUpdated(): void {
    this.#placeList();
  }

  reset(): void {
    this.#showsAll = false;
    this.search.reset();
    this.picker.combobox.typed();
  }

  focus(): void {
    this.#host.renderRoot.querySelector<HTMLElement>('#people')?.focus();
  }

  // What PeopleSearch and PeoplePicker ask for.
  get vault(): Vault | undefined {
    return this.#host.deskVault;
  }

  holds(id: UserId): boolean {
    return this.#editor.members.some(({ user, leaves }) => user.id === id && !leaves);
  }

  addPeople(members: readonly Member[]): void {
    this.#editor.add(members);
    this.#say('group.say.added', { n: members.length, name: members[0]?.user.name });
  }

  sayHits(n: number): void {
    this.#say('share.say.suggestions', { n });
  }

  sayPasted(added: number, missing: number): void {
    this.#say('share.say.pasted', { added, missing });
  }

  /** In the words that stand under the box. */
  sayProblem(problem: EntryProblem): void {
    this.#host.say(sentenceOfEntry(problem, this.#host.deskWords));
  }

  removeLast(): void {
    const { last } = this.#editor;
    if (last) this.#remove(last);
  }

  undoRemove(): void {
    const back = this.#editor.undoRemove();
    if (back) this.#say('share.say.restored', { name: back.user.name });
  }

  addMe(): void {
    const me = this.vault?.me;
    if (!me) return;
    this.addPeople([{ user: me }]);
    this.focus(); // the button is gone then
  }

  /** Where somebody who is to join is taken off, their row is gone and focus goes on to the next; a row that leaves stays, and so does focus. */
  #remove(member: Member, row?: HTMLElement): void {
    const next = row && (neighbour(row, 1) ?? neighbour(row, -1));
    this.#editor.remove(member.user.id);
    const stays = this.#editor.members.some(({ user }) => user.id === member.user.id);
    this.#say(stays ? 'group.say.leaves' : 'share.say.removed', { name: member.user.name });
    if (!stays && row) void this.#host.updateComplete.then(() => { if (next) next.focus(); else this.focus(); });
  }

  #say(...[key, params]: Parameters<GroupWords['text']>): void {
    this.#host.say(this.#host.deskWords.text(key, params));
  }

  #placeList(): void {
    const list = this.#host.renderRoot.querySelector<HTMLElement>('#listbox');
    const { isOpen } = this.picker.combobox;
    if (this.#host.isInUse) placeList(list, isOpen);
    const opens = isOpen && !this.#wasOpen;
    this.#wasOpen = isOpen;
    if (opens && list && !list.popover) list.closest('.field')?.scrollIntoView({ block: 'start' }); // or a phone would show the first hit alone
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229 || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
    if (this.picker.combobox.onKeydown(event)) event.preventDefault(); // Enter would save the form
  };

  readonly #onRowKeydown = (event: KeyboardEvent): void => {
    const row = event.currentTarget as HTMLElement;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') neighbour(row, event.key === 'ArrowDown' ? 1 : -1)?.focus();
    else if (event.key === 'Delete') row.querySelector<HTMLElement>('[part=remove-button]')?.click();
    else return;
    event.preventDefault();
  };

  /** What is typed and left there is judged, unless the window is about to close or to be saved. */
  #onBlur(staysOpen: boolean): void {
    if (!document.hasFocus() || !this.#host.isInUse || isLocked(this.vault) || !staysOpen) return;
    this.picker.combobox.dismiss(); // it would cover what has focus now
    void this.search.commit();
  }

  #onTyped(text: string): void {
    this.picker.combobox.typed();
    this.search.type(text);
  }

  box(staysOpen: () => boolean): PickerBox {
    const words = this.#host.deskWords;
    const { query, searching, spins, unmatched: entries } = this.search;
    const { isOpen, activeIndex } = this.picker.combobox;
    return {
      id: 'people', describedBy: this.#editor.base ? 'people-count opens' : 'people-count', words, query, isOpen, activeIndex, floats: listFloats(), searching, spins, entries,
      ...boxError(this.search, words), suggestions: () => this.picker.suggestions(words),
      onInput: (event) => { this.#onTyped((event.target as HTMLInputElement).value); },
      onKeydown: this.#onKeydown,
      onPaste: (event) => { if (this.search.paste(event.clipboardData?.getData('text') ?? '')) event.preventDefault(); },
      onBlur: () => { this.#onBlur(staysOpen()); },
      editEntry: (entry) => {
        this.search.drop(entry);
        this.#onTyped(entry);
        this.focus();
      },
      dropEntry: (entry) => {
        this.search.drop(entry);
        this.focus();
      },
    };
  }

  /** The button is gone then, so focus goes on to the first row that was not there before. */
  #showAll(): void {
    const { renderRoot } = this.#host;
    const shown = renderRoot.querySelectorAll('.member').length;
    this.#showsAll = true;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => { renderRoot.querySelectorAll<HTMLElement>('.member .remove')[shown]?.focus(); });
  }

  get rows(): MemberRows {
    const { members, base, unknown } = this.#editor;
    return {
      words: this.#host.deskWords, members, base, unknown, me: this.vault?.me.id, showsAll: this.#showsAll,
      showAll: () => { this.#showAll(); },
      remove: (member, row) => { this.#remove(member, row); },
      restore: (member) => {
        this.#editor.add([member]);
        this.#say('share.say.restored', { name: member.user.name });
      },
      onRowKeydown: this.#onRowKeydown,
    };
  }
}
