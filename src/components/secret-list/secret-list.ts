import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SecretId, SecretSummary, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { banners } from '../shared/banners.js';
import { factsStyles } from '../shared/facts.styles.js';
import { unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { Offline } from '../shared/offline.js';
import type { ListAction, ReportAction, SecretAction } from '../shared/rows/events.js';
import { KeyAsking } from '../shared/rows/key-asking.js';
import { type HostAction, defaultActions, menuItems } from '../shared/rows/menu-items.js';
import { Menu } from '../shared/rows/menu.js';
import { RowFocus } from '../shared/rows/row-focus.js';
import { RowGestures } from '../shared/rows/row-gestures.js';
import { RowMenu } from '../shared/rows/row-menu.js';
import { type OpenableWindow, type WindowName, windows } from '../shared/rows/windows.js';
import { Acting } from './acting.js';
import { type Column, type RowContext, defaultColumns, row } from './cells.js';
import { MySafeSelectionEvent } from './events.js';
import type { FieldFilters } from './field-filters.js';
import { sourceOf } from './list-in-memory.js';
import { listCatalogue } from './list-words.js';
import { pager } from './pager.js';
import { ASKED, QueryController } from './query-controller.js';
import { reportItems } from './report-actions.js';
import { type ListSecrets, SecretListController } from './secret-list-controller.js';
import { secretListStyles } from './secret-list.styles.js';
import { selectionBar } from './selection-bar.js';
import { Selection } from './selection.js';
import { listTable, noRows } from './table.js';
import { type SharedFilter, type StatusFilter, toolbar } from './toolbar.js';

/**
 * The list of API secrets: searched, filtered, sorted, paged, with what can be done to each, to several that are ticked, and to all that the filters show. Follows the vault as it changes.
 * @slot caption - Replaces the caption “API secrets”.
 * @slot toolbar - More controls, before “Add API secret”.
 * @slot empty - Below “No API secrets yet.”
 * @fires {MySafeActionEvent} mysafe-action - Before an action; cancel it to do it yourself.
 * @fires {MySafeQueryEvent} mysafe-query - Somebody searched, filtered or sorted.
 * @fires {MySafeSelectionEvent} mysafe-selection - Other secrets are ticked than before.
 * @csspart toolbar - Search, filters and “Add API secret”.
 * @csspart search - The search box.
 * @csspart filter - One filter with its label.
 * @csspart filters-button - Opens the panel of filters.
 * @csspart filters - That panel.
 * @csspart more-button - “More”: export and print.
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
 * @csspart reason - Why the last batch left a secret as it was.
 * @csspart actions - The buttons of a row.
 * @csspart view-button - “View …”.
 * @csspart share-button - “Give access to …”.
 * @csspart menu-button - “Actions for …”.
 * @csspart menu - The menu of a row.
 * @csspart menu-item - One item of it.
 * @csspart pager - What part of the list is shown, and the way to the rest.
 * @csspart selection - What can be done with everything that is ticked.
 * @csspart progress - How far an export or a print is.
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
  /** What single fields are filtered by. */
  @property({ attribute: false }) filters: FieldFilters = {};
  /** Looked for in name, URL, identifier and tags. */
  @property() query = '';
  /** Whether rows can be ticked, for what is done to several. */
  @property({ type: Boolean }) selectable = false;
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
  @state() private showsFilters = false;

  readonly #list: SecretListController = new SecretListController(this, () => ({ list: this.#source, query: { text: this.query, filter: this.#query.filter, sort: this.#query.sort, limit: this.#query.limit } }));
  readonly #announcer = new Announcer(this);
  readonly #query: QueryController = new QueryController(this, this.#list, this.#announcer, () => this.words);
  readonly #focus = new RowFocus(this, () => this.renderRoot.querySelector('caption'));
  readonly #menu = new RowMenu(this);
  readonly #more = new Menu<'more'>(this, { id: 'more-menu', button: () => this.#moreButton, chosen: (action) => { this.#acting.report(action as ReportAction); } });
  readonly #offline = new Offline(this);
  readonly #gestures = new RowGestures(this, this.#menu, this.#focus);
  readonly #selection: Selection = new Selection(() => { this.#selected(); });
  readonly #acting = new Acting(this, this.#selection, () => ({
    vault: this.activeVault, words: this.words, source: this.#source, query: this.#query, text: this.query, columns: this.columns, strings: this.strings, find: (id) => this.#find(id),
  }));
  readonly #keyAsking = new KeyAsking(this, this.#focus, this.#announcer);

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

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#selection.see(this.#list.page?.items ?? []);
    const asksAnew = ([...ASKED, 'secrets'] as const).some((name) => changed.has(name));
    if (asksAnew && (this.hasUpdated || this.secrets)) void this.#list.restart();
  }

  protected override vaultReplaced(): void {
    this.#list.clear();
    this.#acting.reports.stop();
    this.#selection.drop(this.#selection.ids);
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
    if (secret) this.#acting.act(action, secret, this.menuButton(id));
  }

  tellProblem(sentence: string | undefined): void {
    this.problem = sentence;
    if (sentence) this.#announcer.say(sentence);
  }

  leaveProgress(): void {
    if (this.renderRoot.querySelector('[data-stop]:focus')) this.#moreButton?.focus();
  }

  askToUnlock(trigger: HTMLElement | undefined): void {
    this.#keyAsking.ask(this.words, trigger);
  }

  openWindow(name: WindowName, about: SecretSummary | SecretId | undefined, trigger?: HTMLElement): void {
    const opened = this.renderRoot.querySelector<OpenableWindow>(name);
    if (!opened) return;
    if (name === 'mysafe-share-dialog') this.#acting.batches.forgetShare(opened);
    opened.show?.(about, trigger);
  }

  rescueFocus(): void {
    if (document.activeElement === document.body || document.activeElement === null) this.#focus.focusTitle();
  }

  get #source(): ListSecrets | undefined {
    return sourceOf(this.secrets, this.activeVault);
  }

  get #moreButton(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('[part=more-button]') ?? undefined;
  }

  #find(id: SecretId | undefined): SecretSummary | undefined {
    return this.#list.page?.items.find((secret) => secret.id === id);
  }

  #selected(): void {
    const { ids } = this.#selection;
    this.dispatchEvent(new MySafeSelectionEvent(ids));
    this.#announcer.say(ids.length > 0 ? this.words.text('list.say.selected', { n: ids.length }) : this.words.text('list.say.none-selected'));
    this.requestUpdate();
  }

  /** A window that closes over a row that is gone has nothing to give focus back to. */
  readonly #onWindowClosed = (): void => {
    queueMicrotask(() => { this.rescueFocus(); });
  };

  /** “Clear filters” goes with the filters. */
  async #clearFilters(): Promise<void> {
    const cleared = this.#query.clear();
    this.renderRoot.querySelector<HTMLElement>('input[type=search]')?.focus();
    await cleared;
  }

  #renderToolbar(): TemplateResult {
    const query = this.#query;
    const noRows = this.#list.page?.items.length === 0;
    return toolbar({
      words: this.words, asked: this, query, panelOpen: this.showsFilters, moreOpen: this.#more.openFor !== undefined,
      clear: query.isFiltered && !noRows ? () => void this.#clearFilters() : undefined,
      togglePanel: () => { this.showsFilters = !this.showsFilters; },
      pressMore: () => { this.#more.pressed('more'); },
      more: () => { this.#more.clicked('more'); },
      add: this.#acting.onAdd,
    });
  }

  #renderBanners(): TemplateResult {
    return html`${banners({
      words: this.words, unlock: unlockForm(this, this.activeVault, this.#keyAsking.onUnlocked), failed: this.#list.fault === undefined ? undefined : this.words.text('list.failed'), offline: this.#offline.now, problem: this.problem,
      retry: () => void this.refresh(), dismiss: () => { this.tellProblem(undefined); },
    })}${this.#acting.reports.renderBar()}`;
  }

  #renderRow(secret: SecretSummary): TemplateResult {
    const context: RowContext = {
      words: this.words, me: this.activeVault?.me.id, columns: this.columns, menuOpen: this.#menu.openFor === secret.id, ...(this.selectable && { selection: this.#selection }),
      offersView: this.actions.includes('view'), offersShare: this.actions.includes('share'),
      onView: this.#acting.onView, onShare: this.#acting.onShare, onMenu: this.#menu.onButtonClick, onMenuPress: this.#menu.onButtonPress,
    };
    return row(secret, context);
  }

  #renderTable(): TemplateResult {
    const { page, loading, fault, slots } = this.#list;
    return listTable({
      words: this.words, columns: this.columns, sort: this.#query.sort, sortBy: (column, by) => void this.#query.sortBy(column, by), selection: this.selectable ? this.#selection : undefined,
      page, loading, waits: !page && fault === undefined, slots, gestures: this.#gestures, renderRow: (secret) => this.#renderRow(secret),
    });
  }

  #renderEmpty(): unknown {
    const { page } = this.#list;
    if (!page || page.items.length > 0) return nothing;
    return noRows(this.words, this.#query.isFiltered ? () => void this.#clearFilters() : undefined);
  }

  #renderPager(): unknown {
    const { page, before } = this.#list;
    if (!page || page.items.length === 0) return nothing;
    return pager(page, { words: this.words, before, previous: () => void this.#query.turn('previous'), next: () => void this.#query.turn('next') });
  }

  #renderSelection(): unknown {
    if (!this.selectable) return nothing;
    const { secrets, ids } = this.#selection;
    return selectionBar({ words: this.words, secrets, act: this.#acting.onSelected, clear: () => { this.#selection.drop(ids); void this.#acting.batches.keepFocus(); } });
  }

  protected override updated(): void {
    this.showStates({ loading: this.#list.loading, error: this.#list.fault !== undefined });
  }

  override render(): TemplateResult {
    const { activeVault: vault, locale, strings, theme, words } = this;
    const inMenu = this.#find(this.#menu.openFor);
    return html`<div class="root">
        ${this.#renderToolbar()}${this.#renderBanners()}
        <div class="frame"><div class="scroll">${this.#renderTable()}</div>${this.#renderEmpty()}${this.#renderPager()}</div>
        ${this.#renderSelection()}
        ${this.#menu.render(inMenu ? words.text('list.actions', { name: inMenu.name }) : '', inMenu ? menuItems(inMenu, this.actions, words, vault?.keys.state ?? 'unlocked') : [])}
        ${this.#more.render(words.text('list.more'), reportItems(words))}
        <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
      </div>${windows({ vault, locale, strings, theme, closed: this.#onWindowClosed, shared: this.#acting.batches.onShared })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-secret-list': SecretList }
}
