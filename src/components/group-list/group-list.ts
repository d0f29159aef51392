import { type CSSResultGroup, type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Group, GroupId, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { banners } from '../shared/banners.js';
import { common } from '../shared/catalogue/common.js';
import { groupListTexts } from '../shared/catalogue/group-list.js';
import { plusIcon } from '../shared/icons.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { register } from '../shared/register.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { tableStyles } from '../shared/table.styles.js';
import { showToast } from '../toasts/show-toast.js';
import { GroupListController } from './group-list-controller.js';
import { groupListStyles } from './group-list.styles.js';
import { type GroupAction, groupRow, heads, skeleton } from './rows.js';
import { setEnabled } from './switching.js';

const texts = { ...common, ...groupListTexts } as const;

/**
 * The private groups that one made, and those one is in and may view. Follows the vault as it changes.
 * @slot caption - Replaces the caption “Private groups”.
 * @slot toolbar - More controls, before “New private group”.
 * @slot empty - Below “No private groups yet.”
 * @fires {MySafeGroupSaveEvent} mysafe-group-save - Before a group is saved, disabled or enabled; cancel it to leave it as it is.
 * @fires {MySafeGroupSavedEvent} mysafe-group-saved - After it was stored.
 * @csspart toolbar - “New private group”.
 * @csspart add-button - “New private group”.
 * @csspart table - The table.
 * @csspart head-cell - One column header.
 * @csspart row - One group.
 * @csspart cell - One cell.
 * @csspart name - The cell of the name.
 * @csspart owned-by - Whose group it is, where it is not one's own.
 * @csspart actions - The buttons of a row.
 * @csspart edit-button - “Edit …”.
 * @csspart disable-button - “Disable …”.
 * @csspart enable-button - “Enable …”.
 * @csspart empty - What stands for rows where there are none.
 * @csspart banner - A sentence about the state of the list.
 * @csspart unlock - Around the unlock form, while the keys are locked.
 * @csspart status - What is announced.
 */
export class GroupList extends MySafeElement<typeof texts> {
  static override styles: CSSResultGroup = [MySafeElement.styles, tableStyles, groupListStyles];

  protected readonly texts = texts;
  @state() private problem?: string;
  @state() private busy?: GroupId;

  readonly #list = new GroupListController(this, () => this.activeVault);
  readonly #announcer = new Announcer(this);
  /** Where somebody asked for what needs the keys. */
  #asked?: HTMLElement;

  /** Reads the rows again. Resolves when they are there. */
  async refresh(): Promise<void> {
    await this.#list.refresh();
    await this.updateComplete;
  }

  protected override vaultReplaced(): void {
    this.problem = undefined;
    this.#list.restart();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    this.#list.noteChange(change);
  }

  /** Opens the window to change a group, or to make one. */
  async #edit(group: Group | undefined, trigger: HTMLElement): Promise<void> {
    await register('mysafe-group-editor', this.shadowRoot);
    this.renderRoot.querySelector('mysafe-group-editor')?.show(group?.id, trigger);
  }

  readonly #onAdd = (event: Event): void => {
    void this.#edit(undefined, event.currentTarget as HTMLElement);
  };

  #act(action: GroupAction, group: Group, trigger: HTMLElement): void {
    if (action === 'edit') void this.#edit(group, trigger);
    else if (isLocked(this.activeVault)) this.#askToUnlock(trigger);
    else void this.#switch(group, action === 'enable');
  }

  /** Disables or enables at once; disabling can be undone. */
  async #switch({ id }: Pick<Group, 'id'>, enabled: boolean): Promise<void> {
    const vault = this.activeVault;
    if (!vault || this.busy) return;
    this.busy = id;
    this.#tell(undefined);
    try {
      const done = await setEnabled(this, vault, id, enabled);
      if (done?.ok) this.#saySwitched(done.value, enabled);
      else if (done) this.#tell(sentenceFor(done.refusal, this.words));
    } catch (fault) {
      this.#tell(sentenceForFault(fault, this.words));
    }
    this.busy = undefined;
    await this.refresh();
  }

  #saySwitched(group: Group, enabled: boolean): void {
    const { words } = this;
    const { name } = group;
    const undo = { label: words.text('undo'), run: () => void this.#switch(group, true) };
    void showToast(this, enabled ? { title: words.text('toast.group-enabled', { name }) }
      : { title: words.text('toast.group-disabled', { name }), detail: words.text('toast.group-disabled-what'), action: undo });
  }

  #tell(sentence: string | undefined): void {
    this.problem = sentence;
    if (sentence) this.#announcer.say(sentence);
  }

  /** The window asks by itself; what is done in the list is asked for here. */
  #askToUnlock(trigger: HTMLElement): void {
    this.#asked = trigger;
    this.#announcer.say(this.words.text('locked'));
    this.renderRoot.querySelector<HTMLElement>('mysafe-unlock')?.focus();
  }

  readonly #onUnlocked = (hadFocus: boolean): void => {
    if (hadFocus) (this.#asked?.isConnected ? this.#asked : this.renderRoot.querySelector<HTMLElement>('.add'))?.focus();
    this.#asked = undefined;
  };

  #renderBanners(): TemplateResult {
    const { words, problem } = this;
    return banners({
      words, unlock: unlockForm(this, this.activeVault, this.#onUnlocked), failed: this.#list.fault === undefined ? undefined : words.text('groups.failed'), offline: !navigator.onLine, problem,
      retry: () => void this.refresh(), dismiss: () => { this.#tell(undefined); },
    });
  }

  #renderRows(): unknown {
    const { groups, owners, fault } = this.#list;
    const { words, busy } = this;
    if (!groups) return fault === undefined ? skeleton(words) : nothing;
    const row = { words, busy, owners, me: this.activeVault?.me.id, act: (action: GroupAction, group: Group, trigger: HTMLElement) => { this.#act(action, group, trigger); } };
    return repeat(groups, ({ id }) => id, (group) => groupRow(group, row));
  }

  protected override updated(): void {
    this.showStates({ loading: this.#list.loading, error: this.#list.fault !== undefined });
  }

  override render(): TemplateResult {
    const { words, locale, strings, theme, activeVault: vault } = this;
    const { groups, loading, fault } = this.#list;
    return html`<div class="root">
        <div class="toolbar" part="toolbar"><slot name="toolbar"></slot>
          <button class="button primary add" part="add-button" type="button" @click=${this.#onAdd}>${plusIcon()}${words.text('groups.new')}</button></div>
        ${this.#renderBanners()}
        <div class="frame"><table part="table" role="table" aria-busy=${loading || (!groups && fault === undefined) ? 'true' : 'false'}>
            <caption><slot name="caption">${words.text('groups.caption')}</slot></caption>
            <thead>${heads(words)}</thead><tbody>${this.#renderRows()}</tbody>
          </table>
          ${groups?.length === 0 ? html`<div class="empty" part="empty"><p>${words.text('groups.empty')}</p><slot name="empty"></slot></div>` : nothing}</div>
        <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
      </div><mysafe-group-editor .vault=${vault} .locale=${locale} .strings=${strings} .theme=${theme}></mysafe-group-editor>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-group-list': GroupList }
}
