import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Group, GroupDetails, GroupId, Vault, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { type CloseReason, MySafeCloseEvent, MySafeOpenedEvent } from '../shared/events.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { showToast } from '../toasts/show-toast.js';
import { MySafeGroupSaveEvent, MySafeGroupSavedEvent } from './events.js';
import { GroupEditorController } from './group-editor-controller.js';
import { groupEditorStyles } from './group-editor.styles.js';
import { type GroupWords, groupCatalogue } from './group-words.js';
import { type DeskHost, MembersDesk } from './members-desk.js';
import { type WindowActions, renderWindow, sentenceOf } from './window.js';

/**
 * Makes a private group, or changes one's own: its name, who is in it, what they may see of it.
 * @fires {MySafeGroupSaveEvent} mysafe-group-save - Before saving; cancel it to keep the window open.
 * @fires {MySafeGroupSavedEvent} mysafe-group-saved - After the group was stored.
 * @fires {MySafeOpenedEvent} mysafe-opened - The window is open. Does not bubble.
 * @fires {MySafeCloseEvent} mysafe-close - Before the window closes. Does not bubble; cancel it to keep it open.
 * @csspart dialog - The window.
 * @csspart title - What it does.
 * @csspart form - Everything in the window.
 * @csspart field - One field: label, control, hint, error.
 * @csspart input - What is typed into.
 * @csspart error - What is wrong with a field.
 * @csspart banner - A sentence about the whole.
 * @csspart conflict - Both versions, where the group was saved elsewhere meanwhile.
 * @csspart input-box - Around the box for people.
 * @csspart listbox - Whom it finds.
 * @csspart spinner - Shows that a search takes a while.
 * @csspart group-label - Over the people, or the groups, that it finds.
 * @csspart option - One line of the list.
 * @csspart option-name - Their name.
 * @csspart option-detail - Username and e-mail, or how many people.
 * @csspart option-marks - What to look at before adding them.
 * @csspart option-note - Why they can't be added.
 * @csspart unmatched - Entries of a paste that could not be added.
 * @csspart unmatched-chip - One of them.
 * @csspart opens - What joining opens.
 * @csspart note - That the owner is not in the group by itself.
 * @csspart members - Who is on the list.
 * @csspart member - One of them.
 * @csspart avatar - Their picture or initials.
 * @csspart remove-button - Takes them off the list.
 * @csspart undo-button - Takes that back.
 * @csspart summary - What saving will do.
 * @csspart save-button - Saves.
 * @csspart cancel-button - Closes; what was set is kept.
 */
export class GroupEditor extends MySafeElement<typeof groupCatalogue> implements DialogHost, DeskHost {
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles, groupEditorStyles];

  /** Whether the window is open. Setting it opens and closes. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The group to change. Without one, a group is made. */
  @property({ attribute: 'group-id' }) groupId?: GroupId;

  protected readonly texts = groupCatalogue;
  @query('#title') private heading!: HTMLElement | null;
  @query('.body') private body!: HTMLElement | null;
  @query('.save') private saveButton!: HTMLElement | null;
  @state() private namesAll = false;

  readonly #window = new DialogController(this);
  readonly #editor = new GroupEditorController(this);
  readonly #desk = new MembersDesk(this, this.#editor);
  readonly #announcer = new Announcer(this);
  #trigger?: HTMLElement;
  #name = '';
  /** The group that the window began with, `''` for a new one; and with whose vault. */
  #begun?: { readonly id: string; readonly vault: Vault };
  #toldRestored = false;
  /** The field that had focus when the keys were locked. */
  #left = '';
  /** Pressing a button below must not move it away by an error above. */
  #pressingFooter = false;
  #asked?: (group: Group | undefined) => void;
  #made?: Group;

  /** Opens the window to change this group; without one, to make one, called `name` where nothing is typed yet. Focus returns to `trigger`, else to where it was. */
  show(groupId?: GroupId, trigger?: HTMLElement, { name = '' }: { readonly name?: string } = {}): void {
    this.groupId = groupId;
    this.#name = name;
    this.#trigger = trigger ?? deepActiveElement();
    this.open = true;
  }

  /** Opens the window to make a group. Resolves when it is closed: with the group, or with nothing where none was made. */
  ask(options?: { readonly name?: string }): Promise<Group | undefined> {
    this.#made = undefined;
    const answer = new Promise<Group | undefined>((resolve) => { this.#asked = resolve; });
    this.show(undefined, undefined, options);
    return answer;
  }

  /** Closes the window; what was set is kept. */
  close(reason: CloseReason = 'api'): void {
    this.#window.close(reason);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.open) this.requestUpdate('open', false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#begun = undefined;
    this.#answer();
  }

  // What DialogHost asks for.
  get lightDismiss(): boolean {
    return !this.#editor.dirty && this.#editor.status !== 'saving';
  }

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new MySafeCloseEvent([], reason));
  }

  closed(): void {
    this.open = false;
    this.#trigger = this.#begun = undefined;
    this.#name = '';
    this.#editor.end();
    this.#desk.reset();
    this.#answer();
  }

  stepBack(): boolean {
    const { picker, search } = this.#desk;
    if (picker.combobox.dismiss()) return true;
    if (search.query === '') return false;
    search.type('');
    return true;
  }

  #answer(): void {
    this.#asked?.(this.#made);
    this.#asked = undefined;
  }

  // What MembersDesk asks for.
  get deskVault(): Vault | undefined { return this.activeVault; }
  get deskWords(): GroupWords { return this.words; }
  get isInUse(): boolean { return this.#window.isOpen; }
  say(text: string): void { this.#announcer.say(text); }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind !== 'keys' || !this.open) return;
    const { status, trouble } = this.#editor;
    if (change.state !== 'unlocked') this.#left = this.shadowRoot?.activeElement?.id ?? '';
    else if (status === 'loading') void this.#editor.load();
    else if (trouble?.kind === 'refused' && trouble.refusal.code === 'access/locked') this.#editor.trouble = undefined;
  }

  readonly #onUnlocked = async (hadFocus: boolean): Promise<void> => {
    await this.updateComplete;
    if (!hadFocus) return;
    if (this.#editor.status === 'ready') this.#focusField(this.renderRoot.querySelector(`#${this.#left || 'name'}`) ? this.#left || 'name' : 'name');
    else this.heading?.focus();
  };

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const vault = this.activeVault;
    const id = this.groupId ?? '';
    if (this.open && vault && (vault !== this.#begun?.vault || id !== this.#begun.id)) {
      this.#begun = { id, vault };
      this.namesAll = false;
      this.#announcer.clear();
      this.#desk.reset();
      this.#editor.begin(vault, this.groupId, this.#name);
    }
    const { restored } = this.#editor;
    if (restored && !this.#toldRestored) this.#announcer.say(this.words.text('share.draft-restored'));
    this.#toldRestored = restored;
  }

  protected override updated(changed: PropertyValues): void {
    const { status, dirty, firstError, trouble } = this.#editor;
    this.showStates({ loading: this.open && status === 'loading', dirty, invalid: firstError !== undefined || this.#desk.search.problem !== undefined, error: trouble !== undefined });
    if (changed.has('open') && !this.open) {
      if (!this.#window.close('api')) this.open = true;
    } else if (this.open && this.isConnected && !this.#window.isOpen) this.#openWindow();
    else if (this.open && status === 'ready' && this.shadowRoot?.activeElement === this.heading) this.#focusField('name');
  }

  #openWindow(): void {
    this.#window.show(this.#trigger);
    if (this.#editor.status === 'ready' && !isLocked(this.activeVault)) this.#focusField('name');
    else this.heading?.focus();
    this.dispatchEvent(new MySafeOpenedEvent([]));
  }

  /** The browser closed it by itself, as Android's back gesture may. */
  #onNativeClose(): void {
    if (this.open && this.isConnected && !this.#window.isOpen) this.closed();
  }

  #focusField(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      void this.#save();
    } else this.#window.onKeydown(event);
  };

  async #save(): Promise<void> {
    const editor = this.#editor;
    if (editor.status !== 'ready' || isLocked(this.activeVault)) return;
    const nothingTyped = await this.#desk.search.commit();
    if (editor.status !== 'ready') return;
    if (!editor.checkAll()) return this.#showFirstError();
    if (!nothingTyped) return this.#desk.focus();
    const { input, added, leaving } = editor;
    if (!this.dispatchEvent(new MySafeGroupSaveEvent(input, added, leaving))) return;
    this.#announcer.say(this.words.text('form.saving'));
    if (this.body?.contains(this.shadowRoot?.activeElement ?? null)) this.saveButton?.focus(); // what is inert can't keep it
    const done = await editor.save(input);
    if (done && 'saved' in done) this.#onSaved(done.saved, done.here);
    else if (done) void showToast(this, { title: sentenceOf(done.failed, this.words) });
    else await this.#showFailure();
  }

  #onSaved(saved: GroupDetails, here: boolean): void {
    this.#made = saved;
    this.dispatchEvent(new MySafeGroupSavedEvent(saved));
    if (here && !this.#window.close('saved')) {
      this.groupId = saved.id; // the host keeps the window open: from now on it changes what was made
      this.#begun = undefined;
      this.requestUpdate();
    }
    void showToast(this, { title: this.words.text('toast.group-saved') });
  }

  async #showFailure(): Promise<void> {
    this.#announcer.clear();
    if (this.#editor.firstError) return this.#showFirstError();
    await this.updateComplete;
    if (this.#editor.conflict) this.#focusField('conflict');
  }

  async #showFirstError(): Promise<void> {
    await this.updateComplete;
    const { firstError } = this.#editor;
    if (firstError) this.#focusField(firstError === 'members' ? 'people' : firstError);
  }

  readonly #actions: WindowActions = {
    submit: (event) => {
      event.preventDefault(); // the form would leave the page before we know that the save worked
      void this.#save();
    },
    cancel: () => { this.close('cancel'); },
    discard: () => {
      this.#editor.discard();
      this.#focusField('name');
    },
    retry: () => {
      void this.#editor.load();
      this.requestUpdate();
    },
    leave: (field) => { if (this.open && this.#editor.status === 'ready' && !this.#pressingFooter && !isLocked(this.activeVault)) this.#editor.check(field); },
    addMe: () => { this.#desk.addMe(); },
    nameAll: () => {
      this.namesAll = true;
      this.#desk.focus();
    },
    pressFooter: (pressing) => { this.#pressingFooter = pressing; },
  };

  #renderWindow(): TemplateResult {
    return renderWindow({
      editor: this.#editor, words: this.words, me: this.activeVault?.me.id, box: this.#desk.box(() => !this.#pressingFooter), rows: this.#desk.rows,
      said: this.#announcer.text, namesAll: this.namesAll, unlock: unlockForm(this, this.activeVault, this.#onUnlocked), on: this.#actions,
    }, this.groupId === undefined);
  }

  override render(): TemplateResult {
    return html`<dialog part="dialog" aria-labelledby="title" @cancel=${this.#window.onCancel} @close=${this.#onNativeClose} @keydown=${this.#onKeydown}
      @pointerdown=${this.#window.onPointerdown} @pointerup=${this.#window.onPointerup}>${this.open ? this.#renderWindow() : nothing}</dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-group-editor': GroupEditor }
}
