import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ActivityQuery, SecretId, UserId, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { banners } from '../shared/banners.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { Offline } from '../shared/offline.js';
import { sentenceForFault } from '../shared/sentences.js';
import { toolbarStyles } from '../shared/toolbar.styles.js';
import { ActivityController, type ActivitySource } from './activity-controller.js';
import { activityStyles } from './activity.styles.js';
import { activityCatalogue } from './activity-words.js';
import { activityToolbar } from './activity-toolbar.js';
import { type KindFilter, kindsFor } from './kinds.js';
import type * as demanded from './on-demand.js';
import { skeleton } from './skeleton.js';

/**
 * What was done, in words and times, the newest first: to one secret, for those who manage it, or to everything that one may see. Never a value.
 * Follows the vault as it changes. Needs no keys: it is the same while they are locked.
 * @slot empty - Below “Nothing has happened yet.”
 * @csspart toolbar - The filters and “Export CSV”.
 * @csspart filter - One filter with its label.
 * @csspart export-button - “Export CSV”: everything that the filters find.
 * @csspart day - The day above its entries.
 * @csspart entry - One thing that was done.
 * @csspart avatar - Who did it, for the eye.
 * @csspart sentence - What was done.
 * @csspart time - When.
 * @csspart more-button - “Show more”.
 * @csspart empty - What stands for entries where there are none.
 * @csspart banner - A sentence about the state of the list.
 * @csspart status - What is announced.
 */
export class ActivityList extends MySafeElement<typeof activityCatalogue> {
  static override styles: CSSResultGroup = [MySafeElement.styles, toolbarStyles, activityStyles];

  /** Only what was done to this secret. Without it, everything that one may see, each entry with its secret. */
  @property({ attribute: 'secret-id' }) secretId?: SecretId;
  /** Only what this person did. */
  @property({ attribute: 'filter-person' }) filterPerson: UserId | '' = '';
  /** Only `sharing`, `opening`, `editing`, `state` (disabling and enabling) or `keys`. */
  @property({ attribute: 'filter-kind' }) filterKind: KindFilter = 'all';

  /** Who answers instead of the vault: a host’s own page passes its `authority.admin.activity`. Read again by `refresh()`. */
  @property({ attribute: false }) source?: ActivitySource;

  protected readonly texts = activityCatalogue;
  #demanded?: typeof demanded;
  @state() private problem?: string;
  @state() private exporting?: AbortController;

  readonly #activity = new ActivityController(this, () => ({ list: this.#list && this.#listDrawn, query: this.#query }));
  readonly #offline = new Offline(this);
  readonly #announcer = new Announcer(this);

  constructor() {
    super();
    this.#activity.onFresh((n) => { this.#announcer.say(this.words.text('activity.say.new', { n })); });
  }

  /** Reads the entries again, from the newest on. Resolves when they are there. */
  async refresh(): Promise<void> {
    await this.#activity.restart();
    await this.updateComplete;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.exporting?.abort();
    this.exporting = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated && !this.source) return;
    if (changed.has('secretId') || changed.has('source')) this.#activity.clear();
    if (changed.has('secretId') || changed.has('source') || changed.has('filterPerson') || changed.has('filterKind')) void this.#activity.restart();
  }

  protected override vaultReplaced(): void {
    this.#activity.clear();
    this.problem = undefined;
    void this.#activity.restart();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    this.#activity.noteChange(change, this.secretId);
  }

  get #list(): ActivitySource | undefined {
    return this.source ?? this.activeVault?.activity.list;
  }

  /** Entries come together with what draws them. */
  readonly #listDrawn: ActivitySource = async (query, options) => {
    const [page, loaded] = await Promise.all([this.#list?.(query, options) ?? { entries: [] }, import('./on-demand.js')]);
    this.#demanded = loaded;
    return page;
  };

  get #query(): ActivityQuery {
    const kinds = kindsFor(this.filterKind);
    return { ...(this.secretId !== undefined && { secretId: this.secretId }), ...(this.filterPerson !== '' && { actor: this.filterPerson }), ...(kinds.length > 0 && { kinds }) };
  }

  get #isFiltered(): boolean {
    return this.filterPerson !== '' || this.filterKind !== 'all';
  }

  /** Takes what somebody chose and says the outcome when the entries are there. */
  async #filter(change: Partial<Pick<this, 'filterPerson' | 'filterKind'>>): Promise<void> {
    Object.assign(this, change);
    await this.updateComplete;
    await this.#activity.settled;
    const { entries, fault, hasMore } = this.#activity;
    if (entries && fault === undefined && this.isConnected) this.#announcer.say(this.words.text(hasMore ? 'activity.say.count-more' : 'activity.say.count', { n: entries.length }));
  }

  /** Focus stays on the button; with the last entries it goes, and focus to the first of them. */
  async #onMore(event: Event): Promise<void> {
    const button = event.currentTarget as HTMLElement;
    const before = this.#activity.entries?.length ?? 0;
    await this.#activity.more();
    await this.updateComplete;
    const n = (this.#activity.entries?.length ?? 0) - before;
    if (n > 0) this.#announcer.say(this.words.text('activity.say.added', { n }));
    if (!button.isConnected) this.renderRoot.querySelectorAll<HTMLElement>('.line')[before]?.focus();
  }

  async #export(): Promise<void> {
    const list = this.#list;
    if (!list || this.exporting) return;
    const exporting = (this.exporting = new AbortController());
    this.problem = undefined;
    this.#announcer.say(this.words.text('activity.exporting'));
    try {
      const { exportActivity } = await import('./on-demand.js');
      const n = await exportActivity(list, this.#query, { words: this.words, strings: this.strings, signal: exporting.signal });
      this.#announcer.say(this.words.text('activity.say.exported', { n }));
    } catch (fault) {
      if (!exporting.signal.aborted) this.#tellProblem(sentenceForFault(fault, this.words));
    }
    if (this.exporting === exporting) this.exporting = undefined;
  }

  #tellProblem(sentence: string): void {
    this.problem = sentence;
    this.#announcer.say(sentence);
  }

  #renderToolbar(): TemplateResult {
    return activityToolbar({
      words: this.words, people: [...this.#activity.people.values()], me: this.activeVault?.me.id, person: this.filterPerson, kind: this.filterKind, exporting: this.exporting !== undefined,
      pickPerson: (filterPerson) => void this.#filter({ filterPerson }),
      pickKind: (filterKind) => void this.#filter({ filterKind }),
      exportAll: () => void this.#export(),
    });
  }

  /** Whoever manages a secret finds at least that it was added: nothing at all says that one does not. */
  #renderEmpty(): TemplateResult {
    const { words } = this;
    if (this.#isFiltered) {
      return html`<div class="empty" part="empty"><p>${words.text('activity.nothing-matches')}</p>
        <button class="button" type="button" @click=${() => void this.#filter({ filterPerson: '', filterKind: 'all' })}>${words.text('activity.clear')}</button></div>`;
    }
    return html`<div class="empty" part="empty"><p>${words.text(this.secretId === undefined ? 'activity.empty' : 'activity.not-yours')}</p><slot name="empty"></slot></div>`;
  }

  #renderBody(): unknown {
    const { words } = this;
    const { entries, fault, fresh, hasMore, loading } = this.#activity;
    if (!entries || !this.#demanded) return fault === undefined ? skeleton(words) : nothing;
    if (entries.length === 0) return loading ? skeleton(words) : this.#renderEmpty();
    return html`${this.#demanded.lines(entries, { words: this.#demanded.sentenceWords(words.locale, this.strings), named: this.secretId === undefined, fresh })}
      ${hasMore ? html`<div class="more"><button class="button small" part="more-button" type="button" aria-disabled=${loading ? 'true' : nothing} @click=${(event: Event) => { if (!loading) void this.#onMore(event); }}>${words.text('activity.more')}</button></div>` : nothing}`;
  }

  protected override updated(): void {
    this.showStates({ loading: this.#activity.loading, error: this.#activity.fault !== undefined });
  }

  override render(): TemplateResult {
    const { words, problem } = this;
    const { loading, entries, fault } = this.#activity;
    return html`<section class="root" aria-label=${words.text('activity.list')}>
      ${this.#renderToolbar()}
      ${banners({ words, unlock: false, failed: fault === undefined ? undefined : words.text('activity.failed'), offline: this.#offline.now, problem, retry: () => void this.refresh(), dismiss: () => { this.problem = undefined; } })}
      ${!entries && fault !== undefined ? nothing : html`<div class="frame" aria-busy=${loading || !entries ? 'true' : 'false'}>${this.#renderBody()}</div>`}
      <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-activity': ActivityList }
}
