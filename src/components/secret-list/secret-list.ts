import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { KeyState, SecretFilter, SecretId, SecretSort, SecretSummary, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { factsStyles } from '../shared/facts.styles.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { banners } from './banners.js';
import { type Column, type RowContext, columnName, defaultColumns, row } from './cells.js';
import { type ListAction, MySafeActionEvent, MySafeQueryEvent, type SecretAction } from './events.js';
import { listInMemory } from './list-in-memory.js';
import { listCatalogue } from './list-words.js';
import { type HostAction, defaultActions, menuItems } from './menu-items.js';
import { Offline } from './offline.js';
import { pager, rangeText } from './pager.js';
import { RowActions } from './row-actions.js';
import { RowFocus } from './row-focus.js';
import { RowGestures } from './row-gestures.js';
import { RowMenu, rowIdOf } from './row-menu.js';
import { SecretListController } from './secret-list-controller.js';
import { secretListStyles } from './secret-list.styles.js';
import { parseSort, writeSort } from './sort.js';
import { headCell, noRows, skeleton } from './table.js';
import { type SharedFilter, type StatusFilter, toolbar } from './toolbar.js';
import { type OpenableWindow, type WindowName, windows } from './windows.js';

/** A screen reader should hear the count once, not at each letter. */
const COUNT_DELAY = 500;

/**
 * The list of API secrets: searched, filtered, sorted, paged, with what can be done to each. Follows the vault as it changes.
 * @slot caption - Replaces the caption “API secrets”.
 * @slot toolbar - More controls, before “Add API secret”.
 * @slot empty - Below “No API secrets yet.”
 * @fires {MySafeActionEvent} mysafe-action - Before an action; cancel it to do it yourself.
 * @fires {MySafeQueryEvent} mysafe-query - Somebody searched, filtered or sorted.
 * @csspart toolbar - Search, filters and “Add API secret”.
 * @csspart search - The search box.
 * @csspart filter - One filter with its label.
 * @csspart add-button - “Add API secret”.
 * @csspart table - The table.
 * @csspart head-cell - One column header.
 * @csspart row - One secret.
 * @csspart cell - One cell.
 * @csspart name - The cell of the name.
 * @csspart shared-cell - The cell that says whether the secret is shared.
 * @csspart shared-yes - “Yes” in it.
 * @csspart shared-no - “No” in it.
 * @csspart left-badge - Somebody left since the client secret was last changed.
 * @csspart actions - The buttons of a row.
 * @csspart view-button - “View …”.
 * @csspart share-button - “Give access to …”.
 * @csspart menu-button - “Actions for …”.
 * @csspart menu - The menu of a row.
 * @csspart menu-item - One item of it.
 * @csspart pager - What part of the list is shown, and the way to the rest.
 * @csspart empty - What stands for rows where there are none.
 * @csspart banner - A sentence about the state of the list.
 * @csspart unlock - Around the unlock form, while the keys are locked.
 * @csspart status - What is announced.
 * @cssprop [--mysafe-row-height=48px] - The least height of a row.
 */
export class SecretList extends MySafeElement<typeof listCatalogue> {
  static override styles: CSSResultGroup = [MySafeElement.styles, factsStyles, secretListStyles];

  /** Rows a page, 1 to 200. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 30;
  /** `name`, `url`, `owner`, `lastUsedAt` or `createdAt`; with `-` before it, descending. */
  @property() sort = 'name';
  /** Shared secrets, others, or both. */
  @property({ attribute: 'filter-shared' }) filterShared: SharedFilter = 'all';
  /** Disabled secrets are hidden until asked for. */
  @property({ attribute: 'filter-status' }) filterStatus: StatusFilter = 'enabled';
  /** Only secrets whose client secret has not changed since somebody lost access. */
  @property({ type: Boolean, attribute: 'filter-left' }) filterLeft = false;
  /** Looked for in name, URL, identifier and tags. */
  @property() query = '';
  /** `compact` makes rows lower. */
  @property({ reflect: true }) density: 'comfortable' | 'compact' = 'comfortable';
  /** The rows to show instead of the vault's. */
  @property({ attribute: false }) secrets?: readonly SecretSummary[];
  /** Which columns, in which order. `id` is there too. */
  @property({ attribute: false }) columns: readonly Column[] = defaultColumns;
  /** Which items the menu has, in which order: names of ours, and what the host adds. */
  @property({ attribute: false }) actions: readonly (SecretAction | HostAction)[] = defaultActions;

  protected readonly texts = listCatalogue;
  @state() private problem?: string;

  readonly #list = new SecretListController(this, () => ({ list: this.#source, query: { text: this.query, filter: this.#filter, sort: this.#sort, limit: this.#limit } }));
  readonly #focus = new RowFocus(this);
  readonly #menu = new RowMenu(this);
  readonly #actions = new RowActions(this, () => ({ vault: this.activeVault, words: this.words }));
  readonly #offline = new Offline(this);
  readonly #announcer = new Announcer(this);
  readonly #gestures = new RowGestures(this.#menu, this.#focus);
  #countTimer?: ReturnType<typeof setTimeout>;
  /** Where somebody asked for what needs the keys. */
  #asked?: HTMLElement;

  /** Reads the rows again. Resolves when they are there. */
  async refresh(): Promise<void> {
    await this.#list.refresh();
    await this.updateComplete;
  }

  /** Focuses a row's first button. Tells whether the row is on this page. */
  focusRow(id: SecretId): boolean {
    return this.#focus.focusRow(id);
  }

  /** Opens a row's menu, where the row is on this page. */
  async openMenu(id: SecretId): Promise<void> {
    if (this.menuButton(id)) await this.#menu.open(id);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#countTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const asksAnew = (['query', 'sort', 'filterShared', 'filterStatus', 'filterLeft', 'pageSize', 'secrets'] as const).some((name) => changed.has(name));
    if (asksAnew && (this.hasUpdated || this.secrets)) void this.#list.restart();
  }

  protected override vaultReplaced(): void {
    this.#list.clear();
    this.problem = undefined;
    void this.#list.restart();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (!this.secrets) this.#list.noteChange(change);
  }

  // What the controllers ask for.
  hasRow(id: SecretId): boolean {
    return this.#find(id) !== undefined;
  }

  menuButton(id: SecretId): HTMLElement | undefined {
    return this.#focus.row(id)?.querySelector<HTMLElement>('[data-control=menu]') ?? undefined;
  }

  chosen(action: ListAction, id: SecretId): void {
    const secret = this.#find(id);
    if (secret) this.#act(action, secret, this.menuButton(id));
  }

  tellProblem(sentence: string | undefined): void {
    this.problem = sentence;
    if (sentence) this.#announcer.say(sentence);
  }

  get #source() {
    const { secrets } = this;
    return secrets ? (async (asked: Parameters<typeof listInMemory>[1]) => listInMemory(secrets, asked)) : this.activeVault?.secrets.list;
  }

  get #keys(): KeyState {
    return this.activeVault?.keys.state ?? 'unlocked';
  }

  get #limit(): number {
    return Math.min(200, Math.max(1, Math.trunc(this.pageSize) || 30));
  }

  get #sort(): SecretSort {
    return parseSort(this.sort);
  }

  get #filter(): SecretFilter {
    return { status: this.filterStatus, ...(this.filterShared !== 'all' && { shared: this.filterShared === 'yes' }), ...(this.filterLeft && { leftSinceRotation: true }) };
  }

  get #isFiltered(): boolean {
    return this.query !== '' || this.filterShared !== 'all' || this.filterStatus !== 'enabled' || this.filterLeft;
  }

  #find(id: SecretId | undefined): SecretSummary | undefined {
    return this.#list.page?.items.find((secret) => secret.id === id);
  }

  /** Takes what somebody chose, tells the host, and says the outcome when the rows are there. */
  async #ask(change: Partial<Pick<this, 'query' | 'filterShared' | 'filterStatus' | 'filterLeft' | 'sort'>>): Promise<void> {
    Object.assign(this, change);
    this.dispatchEvent(new MySafeQueryEvent(this.query, this.#filter, this.#sort));
    clearTimeout(this.#countTimer);
    await this.updateComplete;
    await this.#list.settled;
    if (this.#list.fault === undefined && change.sort === undefined) this.#countTimer = setTimeout(() => { this.#sayCount(); }, COUNT_DELAY);
  }

  #sayCount(): void {
    const { page } = this.#list;
    if (page && this.isConnected) this.#announcer.say(this.words.text(page.countIsExact ? 'list.say.count' : 'list.say.count-more', { n: page.count }));
  }

  async #sortBy(column: Column, by: SecretSort['by']): Promise<void> {
    const now = this.#sort;
    const direction = now.by === by && now.direction === 'ascending' ? 'descending' : 'ascending';
    await this.#ask({ sort: writeSort({ by, direction }) });
    this.#announcer.say(this.words.text(`list.say.sorted-${direction}`, { column: columnName(column, this.words) }));
  }

  async #turn(turned: Promise<void>): Promise<void> {
    await turned;
    const { page, fault, before } = this.#list;
    if (page && fault === undefined) this.#announcer.say(rangeText(page, before, this.words));
  }

  /** The host may take any action over by cancelling its event. */
  #act(action: ListAction, secret?: SecretSummary, trigger?: HTMLElement): void {
    if (!this.dispatchEvent(new MySafeActionEvent(action, secret))) return;
    if (isLocked(this.activeVault) && (action === 'disable' || action === 'enable')) this.#askToUnlock(trigger);
    else this.#actions.run(action, secret, trigger);
  }

  /** The windows ask themselves; what is done in the list is asked for here. */
  #askToUnlock(trigger?: HTMLElement): void {
    this.#asked = trigger;
    this.#announcer.say(this.words.text('locked'));
    this.renderRoot.querySelector<HTMLElement>('mysafe-unlock')?.focus();
  }

  readonly #onUnlocked = (hadFocus: boolean): void => {
    if (!hadFocus) return;
    if (this.#asked?.isConnected) this.#asked.focus();
    else this.#focus.focusCaption();
    this.#asked = undefined;
  };

  openWindow(name: WindowName, about: SecretSummary | SecretId | undefined, trigger?: HTMLElement): void {
    this.renderRoot.querySelector<OpenableWindow>(name)?.show?.(about, trigger);
  }

  rescueFocus(): void {
    if (document.activeElement === document.body || document.activeElement === null) this.#focus.focusCaption();
  }

  /** A window that closes over a row that is gone has nothing to give focus back to. */
  readonly #onWindowClosed = (): void => {
    queueMicrotask(() => { this.rescueFocus(); });
  };

  readonly #onView = (event: Event): void => {
    this.#act('view', this.#find(rowIdOf(event)), event.currentTarget as HTMLElement);
  };

  readonly #onShare = (event: Event): void => {
    this.#act('share', this.#find(rowIdOf(event)), event.currentTarget as HTMLElement);
  };

  #renderToolbar(): TemplateResult {
    return toolbar({
      words: this.words, query: this.query, shared: this.filterShared, status: this.filterStatus, left: this.filterLeft,
      search: (text) => void this.#ask({ query: text }),
      filterShared: (filterShared) => void this.#ask({ filterShared }),
      filterStatus: (filterStatus) => void this.#ask({ filterStatus }),
      filterLeft: (filterLeft) => void this.#ask({ filterLeft }),
      add: (event) => { this.#act('add', undefined, event.currentTarget as HTMLElement); },
    });
  }

  #renderBanners(): TemplateResult {
    return banners({
      words: this.words, unlock: unlockForm(this, this.activeVault, this.#onUnlocked), failed: this.#list.fault !== undefined, offline: this.#offline.now, problem: this.problem,
      retry: () => void this.refresh(), dismiss: () => { this.tellProblem(undefined); },
    });
  }

  #renderRow(secret: SecretSummary): TemplateResult {
    const context: RowContext = {
      words: this.words, me: this.activeVault?.me.id, columns: this.columns, menuOpen: this.#menu.openFor === secret.id,
      offersView: this.actions.includes('view'), offersShare: this.actions.includes('share'),
      onView: this.#onView, onShare: this.#onShare, onMenu: this.#menu.onButtonClick, onMenuPress: this.#menu.onButtonPress,
    };
    return row(secret, context);
  }

  #renderTable(): TemplateResult {
    const { page, loading } = this.#list;
    const { longPress } = this.#gestures;
    const waits = !page && this.#list.fault === undefined;
    return html`<table part="table" role="table" aria-busy=${loading || waits ? 'true' : 'false'}>
      <caption><slot name="caption">${this.words.text('list.caption')}</slot></caption>
      <thead><tr role="row">${this.columns.map((column) => headCell(column, this.#sort, this.words, (by, field) => void this.#sortBy(by, field)))}</tr></thead>
      <tbody @keydown=${this.#gestures.onKeydown} @contextmenu=${this.#gestures.onContextMenu}
        @pointerdown=${longPress.onDown} @pointermove=${longPress.onMove} @pointerup=${longPress.onUp} @pointercancel=${longPress.cancel} @click=${longPress.onClick}
      >${waits ? skeleton(this.columns, this.words) : repeat(page?.items ?? [], ({ id }) => id, (secret) => this.#renderRow(secret))}</tbody>
    </table>`;
  }

  #renderEmpty(): unknown {
    const { page } = this.#list;
    if (!page || page.items.length > 0) return nothing;
    return noRows(this.words, this.#isFiltered ? () => void this.#ask({ query: '', filterShared: 'all', filterStatus: 'enabled', filterLeft: false }) : undefined);
  }

  #renderPager(): unknown {
    const { page, before } = this.#list;
    if (!page || page.items.length === 0) return nothing;
    return pager(page, { words: this.words, before, previous: () => void this.#turn(this.#list.previous(this.#limit)), next: () => void this.#turn(this.#list.next()) });
  }

  protected override updated(): void {
    this.showStates({ loading: this.#list.loading, error: this.#list.fault !== undefined });
  }

  override render(): TemplateResult {
    const { activeVault: vault, locale, strings, theme } = this;
    const inMenu = this.#find(this.#menu.openFor);
    return html`<div class="root">
        ${this.#renderToolbar()}${this.#renderBanners()}
        <div class="frame"><div class="scroll">${this.#renderTable()}</div>${this.#renderEmpty()}${this.#renderPager()}</div>
        ${this.#menu.render(inMenu ? this.words.text('list.actions', { name: inMenu.name }) : '', inMenu ? menuItems(inMenu, this.actions, this.words, this.#keys) : [])}
        <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
      </div>${windows({ vault, locale, strings, theme, closed: this.#onWindowClosed })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-secret-list': SecretList }
}
