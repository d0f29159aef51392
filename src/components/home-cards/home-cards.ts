import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SecretId, SecretSummary, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { banners } from '../shared/banners.js';
import { common } from '../shared/catalogue/common.js';
import { homeTexts } from '../shared/catalogue/home.js';
import { rowTexts } from '../shared/catalogue/rows.js';
import { deepActiveElement } from '../shared/dialog-controller.js';
import { factsStyles } from '../shared/facts.styles.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { Offline } from '../shared/offline.js';
import { type ListAction, MySafeActionEvent, type SecretAction } from '../shared/rows/events.js';
import { KeyAsking } from '../shared/rows/key-asking.js';
import { type HostAction, menuItems } from '../shared/rows/menu-items.js';
import { RowActions } from '../shared/rows/row-actions.js';
import { RowFocus } from '../shared/rows/row-focus.js';
import { RowGestures } from '../shared/rows/row-gestures.js';
import { RowMenu, rowIdOf } from '../shared/rows/row-menu.js';
import { rowMenuStyles } from '../shared/rows/row-menu.styles.js';
import { type OpenableWindow, type WindowName, windows } from '../shared/rows/windows.js';
import { searchBox } from '../shared/toolbar.js';
import { toolbarStyles } from '../shared/toolbar.styles.js';
import { type CardContext, skeleton } from './card.js';
import { cardTarget } from './card-keys.js';
import { Copied } from './copied.js';
import { HomeController } from './home-controller.js';
import { homeCardsStyles } from './home-cards.styles.js';
import { addButton, allDisabled, cardSection, firstUse, nothingFound } from './sections.js';

const texts = { ...common, ...rowTexts, ...homeTexts } as const;

/** New items that are shown before “Show all”. */
const MOST_NEW = 6;

const homeActions: readonly SecretAction[] = ['share', 'view', 'edit', 'disable', 'enable'];

/**
 * Where a person begins: what others newly shared with them, what is used most, a search for everything; with nothing yet, the way to the first secret.
 * New is what they have not opened, copied or viewed since it was shared. That they viewed something is noted on this device alone, for each person apart (`localStorage`: ids of secrets and times, no more).
 * Follows the vault as it changes.
 * @slot toolbar - More controls, before “Add API secret”.
 * @slot empty - Below the help that is shown while there are no secrets.
 * @fires {MySafeActionEvent} mysafe-action - Before an action; cancel it to do it yourself.
 * @csspart toolbar - The search and “Add API secret”.
 * @csspart search - The search box.
 * @csspart add-button - “Add API secret”.
 * @csspart section - “New items”, “Most used” or “Found”, with its cards.
 * @csspart grid - The cards of a section.
 * @csspart card - One secret.
 * @csspart name - What it is called; a button that views it.
 * @csspart owner - Whose it is.
 * @csspart tags - Its tags.
 * @csspart shared-badge - “Shared”.
 * @csspart view-button - “View API secret”.
 * @csspart copy-button - “Copy client secret of …”.
 * @csspart menu-button - “Actions for …”.
 * @csspart menu - The menu of a card.
 * @csspart menu-item - One item of it.
 * @csspart empty - What stands for cards where there are none.
 * @csspart banner - A sentence about the state of the home.
 * @csspart unlock - Around the unlock form, while the keys are locked.
 * @csspart status - What is announced.
 */
export class HomeCards extends MySafeElement<typeof texts> {
  static override styles: CSSResultGroup = [MySafeElement.styles, factsStyles, toolbarStyles, rowMenuStyles, homeCardsStyles];

  /** Looked for in name, URL, identifier, tags and owner. */
  @property() query = '';
  /** How many of the most used are shown, 1 to 200. */
  @property({ type: Number, attribute: 'most-used' }) mostUsed = 12;
  /** Which items the menu of a card has, in which order: names of ours, and what the host adds. */
  @property({ attribute: false }) actions: readonly (SecretAction | HostAction)[] = homeActions;

  protected readonly texts = texts;
  @state() private problem?: string;
  @state() private showsAllNew = false;

  readonly #announcer = new Announcer(this);
  readonly #home = new HomeController(this, () => ({ vault: this.activeVault, text: this.query.trim() }));
  readonly #offline = new Offline(this);
  readonly #focus = new RowFocus(this, () => this.renderRoot.querySelector<HTMLElement>('h2') ?? this.renderRoot.querySelector('input'));
  readonly #menu = new RowMenu(this);
  readonly #gestures = new RowGestures(this, this.#menu, this.#focus);
  readonly #actions = new RowActions(this, () => ({ vault: this.activeVault, words: this.words }));
  readonly #keyAsking = new KeyAsking(this, this.#focus, this.#announcer);
  readonly #copied = new Copied(this);
  /** Where the last action was asked for: its card may stand elsewhere when it is done. */
  #from?: { readonly id: SecretId; readonly control: string };

  constructor() {
    super();
    this.#home.onFound((count, isExact) => { this.#announcer.say(this.words.text(isExact ? 'home.say.count' : 'home.say.count-more', { n: count })); });
  }

  /** Reads the cards again. Resolves when they are there. */
  async refresh(): Promise<void> {
    await this.#home.refresh();
    await this.updateComplete;
  }

  /** Focuses the first button of a card. Tells whether the card is shown. */
  focusRow(id: SecretId): boolean {
    return this.#focus.focusRow(id);
  }

  /** Opens the menu of a card that is shown. */
  async openMenu(id: SecretId): Promise<void> {
    if (this.menuButton(id)) await this.#menu.open(id);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('query') && this.hasUpdated) void this.#home.refresh();
  }

  protected override vaultReplaced(): void {
    this.#home.clear();
    this.problem = undefined;
    this.showsAllNew = false;
    void this.#home.refresh();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    this.#home.noteChange(change);
  }

  // What the controllers ask for.
  hasRow(id: SecretId): boolean {
    return this.#home.find(id) !== undefined;
  }

  menuButton(id: SecretId): HTMLElement | undefined {
    return this.#focus.row(id)?.querySelector<HTMLElement>('[data-control=menu]') ?? undefined;
  }

  chosen(action: ListAction, id: SecretId): void {
    const secret = this.#home.find(id);
    if (secret) this.#act(action, secret, this.menuButton(id));
  }

  tellProblem(sentence: string | undefined): void {
    this.problem = sentence;
    if (sentence) this.#announcer.say(sentence);
  }

  openWindow(name: WindowName, about: SecretSummary | SecretId | undefined, trigger?: HTMLElement): void {
    this.renderRoot.querySelector<OpenableWindow>(name)?.show?.(about, trigger);
  }

  /** Where focus is in nothing, or still in what is hidden now. */
  rescueFocus(): void {
    if (deepActiveElement()?.getClientRects().length) return;
    const from = this.#from;
    if (from && this.#focus.row(from.id)) this.#focus.focusRow(from.id, from.control);
    else this.#focus.focusTitle();
  }

  /** The host may take any action over by cancelling its event. The windows ask for the keys themselves; what is done on a card is asked for here. */
  #act(action: ListAction, secret: SecretSummary | undefined, trigger: HTMLElement | undefined): void {
    if (!this.dispatchEvent(new MySafeActionEvent(action, secret))) return;
    this.#from = secret && { id: secret.id, control: trigger?.dataset['control'] ?? '' };
    if (isLocked(this.activeVault) && (action === 'copy' || action === 'disable' || action === 'enable')) this.#keyAsking.ask(this.words, trigger);
    else if (action === 'copy' && secret) void this.#copy(secret);
    else this.#actions.run(action, secret, trigger);
  }

  async #copy(secret: SecretSummary): Promise<void> {
    if (await this.#actions.copy(secret)) this.#copied.note(secret.id);
  }

  readonly #onAdd = (event: Event): void => { this.#act('add', undefined, event.currentTarget as HTMLElement); };
  readonly #onView = (event: Event): void => { this.#act('view', this.#home.find(rowIdOf(event)), event.currentTarget as HTMLElement); };
  readonly #onCopy = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    if (button.getAttribute('aria-disabled') !== 'true') this.#act('copy', this.#home.find(rowIdOf(event)), button);
  };

  /** A window that closes over a card that is gone has nothing to give focus back to. */
  readonly #onWindowClosed = (): void => {
    queueMicrotask(() => { this.rescueFocus(); });
  };

  /** Arrow keys go to the same control of the next card; on ⋮, ↓ and ↑ open its menu. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    const from = (event.target as Element).closest<HTMLElement>('[data-control]');
    if (!from || !event.key.startsWith('Arrow')) return;
    const opens = from.dataset['control'] === 'menu' && (event.key === 'ArrowDown' || event.key === 'ArrowUp');
    if (opens) return this.#gestures.onKeydown(event);
    cardTarget(this.renderRoot, from, event.key)?.focus();
    event.preventDefault();
  };

  async #search(query: string): Promise<void> {
    this.query = query;
    await this.updateComplete;
    await this.#home.tellFound();
  }

  /** The button goes; focus goes to the first card that it brought. */
  async #showAllNew(first: SecretId | undefined): Promise<void> {
    this.showsAllNew = true;
    await this.updateComplete;
    if (first !== undefined) this.focusRow(first);
  }

  readonly #contextOf = (secret: SecretSummary, isNew: boolean): CardContext => {
    const [copy] = menuItems(secret, ['copy'], this.words, 'unlocked'); // while the keys are locked, it asks to unlock them
    return {
      words: this.words, me: this.activeVault?.me.id, menuOpen: this.#menu.openFor === secret.id, copied: this.#copied.id === secret.id, whyNotCopy: copy?.reason, isNew,
      onView: this.#onView, onCopy: this.#onCopy, onMenu: this.#menu.onButtonClick, onMenuPress: this.#menu.onButtonPress,
    };
  };

  #renderNew(fresh: readonly SecretSummary[]): unknown {
    const { words } = this;
    const all = this.showsAllNew || fresh.length <= MOST_NEW;
    const after = all ? nothing : html`<button class="link-button" type="button" @click=${() => void this.#showAllNew(fresh[MOST_NEW]?.id)}>${words.text('home.show-all', { n: fresh.length })}</button>`;
    return cardSection({ name: 'new', words, secrets: all ? fresh : fresh.slice(0, MOST_NEW), contextOf: this.#contextOf, after });
  }

  #renderFound(secrets: readonly SecretSummary[], more: boolean): unknown {
    const { words } = this;
    const clear = (): void => {
      void this.#search('');
      this.renderRoot.querySelector('input')?.focus();
    };
    if (secrets.length === 0) return nothingFound(words, clear);
    return cardSection({ name: 'found', words, secrets, contextOf: this.#contextOf, after: more ? html`<p class="muted">${words.text('home.more-found', { n: secrets.length })}</p>` : nothing });
  }

  #renderBody(): unknown {
    const { words } = this;
    const { content, fault, fresh } = this.#home;
    if (!content) return fault === undefined ? skeleton(words) : nothing;
    if (content.kind === 'found') return this.#renderFound(content.secrets, content.more);
    if (content.none) return firstUse(words, this.#onAdd);
    if (content.used.length === 0) return allDisabled(words);
    const isNew = new Set(fresh.map(({ id }) => id));
    const most = Math.min(200, Math.max(1, Math.trunc(this.mostUsed) || 12));
    return html`${this.#renderNew(fresh)}${cardSection({ name: 'used', words, secrets: content.used.filter(({ id }) => !isNew.has(id)).slice(0, most), contextOf: this.#contextOf })}`;
  }

  /** With nothing to search, and nothing to add beside the one button that says so, there is none. */
  #renderToolbar(): unknown {
    const { words } = this;
    const { content } = this.#home;
    if (content?.kind === 'home' && content.none) return nothing;
    return html`<div class="toolbar" part="toolbar">${searchBox(words.text('home.search'), this.query, (text) => void this.#search(text))}<slot name="toolbar"></slot>${addButton(words, 'add', this.#onAdd)}</div>`;
  }

  #renderBanners(): TemplateResult {
    const { words, problem } = this;
    return banners({
      words, unlock: unlockForm(this, this.activeVault, this.#keyAsking.onUnlocked), failed: this.#home.fault === undefined ? undefined : words.text('home.failed'), offline: this.#offline.now, problem,
      retry: () => void this.refresh(), dismiss: () => { this.tellProblem(undefined); },
    });
  }

  #renderMenu(): TemplateResult {
    const { words, activeVault: vault } = this;
    const secret = this.#menu.openFor === undefined ? undefined : this.#home.find(this.#menu.openFor);
    return this.#menu.render(secret ? words.text('list.actions', { name: secret.name }) : '', secret ? menuItems(secret, this.actions, words, vault?.keys.state ?? 'unlocked', { share: words.text('home.menu.share') }) : []);
  }

  protected override updated(): void {
    this.showStates({ loading: this.#home.loading, error: this.#home.fault !== undefined });
  }

  override render(): TemplateResult {
    const { activeVault: vault, locale, strings, theme, words } = this;
    const { longPress, onContextMenu } = this.#gestures;
    return html`<section class="root" aria-label=${words.text('home.label')} aria-busy=${this.#home.loading || !this.#home.content ? 'true' : 'false'}>
        ${this.#renderToolbar()}${this.#renderBanners()}
        <div class="sections" @keydown=${this.#onKeydown} @contextmenu=${onContextMenu}
          @pointerdown=${longPress.onDown} @pointermove=${longPress.onMove} @pointerup=${longPress.onUp} @pointercancel=${longPress.cancel} @click=${longPress.onClick}>${this.#renderBody()}</div>
        ${this.#renderMenu()}
        <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
      </section>${windows({ vault, locale, strings, theme, closed: this.#onWindowClosed })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-home-cards': HomeCards }
}
