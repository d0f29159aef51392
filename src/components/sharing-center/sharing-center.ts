import { type CSSResultGroup, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { User, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { common } from '../shared/catalogue/common.js';
import { centerTexts } from '../shared/catalogue/sharing-center.js';
import { alertIcon, closeIcon } from '../shared/icons.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { tableStyles } from '../shared/table.styles.js';
import { act, doneText } from './acting.js';
import { CenterController, FIRST_LINES, keyOf } from './center-controller.js';
import type { Line, TabName } from './gathering.js';
import { type LineAction, heads, renderLine, skeleton } from './lines.js';
import { PersonSearch, renderPersonSearch } from './person-search.js';
import { sharingCenterStyles } from './sharing-center.styles.js';
import { renderTabs } from './tabs.js';

const texts = { ...common, ...centerTexts } as const;

/**
 * Everything that is shared with a person and by them, who waits for a key, what ends soon, and what somebody can see. Follows the vault as it changes.
 * @fires {MySafeShareEvent} mysafe-share - Before access is revoked or renewed; cancel it to leave it as it is.
 * @fires {MySafeSharedEvent} mysafe-shared - After it was stored. Cancel it to say so in your own way.
 * @csspart tabs - The tabs.
 * @csspart tab - One of them.
 * @csspart search - The search box, and the box for a person.
 * @csspart table - The table.
 * @csspart head-cell - One column header.
 * @csspart row - One line.
 * @csspart cell - One cell.
 * @csspart name - The cell of the secret's name.
 * @csspart actions - The buttons of a line.
 * @csspart action-button - One of them; its `data-action` says which.
 * @csspart hit - Somebody whom the box for a person found.
 * @csspart empty - What stands for lines where there are none.
 * @csspart banner - Why something could not be done.
 * @csspart unlock - Around the unlock form, while the keys are locked.
 * @csspart status - What is announced.
 */
export class SharingCenter extends MySafeElement<typeof texts> {
  static override styles: CSSResultGroup = [MySafeElement.styles, tableStyles, sharingCenterStyles];

  /** The tab that is shown. */
  @property() tab: TabName = 'with-me';
  protected readonly texts = texts;
  @state() private problem?: string;
  @state() private busy?: string;

  readonly #center = new CenterController(this, () => this.activeVault);
  readonly #person = new PersonSearch(this, () => this.activeVault);
  readonly #announcer = new Announcer(this);
  #wasInLines = false;

  /** Reads the lines again. Resolves when they are there. */
  async refresh(): Promise<void> {
    await this.#center.refresh();
    await this.updateComplete;
  }

  protected override vaultReplaced(): void {
    this.problem = undefined;
    this.#person.reset();
    this.#center.who = undefined;
    this.#center.restart();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    this.#center.noteChange(change);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('tab')) this.#center.show(this.tab);
    this.#wasInLines = this.shadowRoot?.activeElement?.closest('tbody') != null;
  }

  protected override updated(): void {
    this.showStates({ loading: this.#center.loading, error: this.#center.fault !== undefined });
    // a line went away under the focus
    if (this.#wasInLines && !this.shadowRoot?.activeElement) this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  }

  readonly #choose = (tab: TabName): void => {
    this.problem = undefined;
    this.tab = tab;
  };

  #search(text: string): void {
    this.#center.text = text;
    this.#center.most = FIRST_LINES;
    this.#announcer.say(this.words.text('center.say.rows', { n: this.#center.lines?.length ?? 0 }));
  }

  #ask(user: User): void {
    this.#person.reset(user.name);
    this.#center.ask(user);
    this.renderRoot.querySelector<HTMLElement>('#who')?.focus();
  }

  async #act(action: LineAction, line: Line, trigger: HTMLElement): Promise<void> {
    const vault = this.activeVault;
    if (!vault || this.busy !== undefined) return;
    if (action === 'not-now') return this.#center.postpone(line);
    if (isLocked(vault) && action !== 'view' && action !== 'why') return this.renderRoot.querySelector<HTMLElement>('mysafe-unlock')?.focus();
    this.busy = keyOf(line);
    this.problem = await act(this, vault, action, line, trigger, this.words);
    this.busy = undefined;
    const said = this.problem ?? doneText(action, line, this.words);
    if (said !== undefined) this.#announcer.say(said);
    if (action !== 'view' && action !== 'why') await this.#center.refresh();
  }

  #renderBanners(): TemplateResult {
    const { words, problem } = this;
    const unlock = unlockForm(this, this.activeVault, () => { void this.#center.refresh(); });
    return html`${unlock ? html`<div class="unlock" part="unlock">${unlock}</div>` : nothing}
      ${this.#center.fault === undefined ? nothing : html`<div class="banner danger" part="banner"><p>${words.text(navigator.onLine ? 'center.failed' : 'offline')}</p>
        <button class="button small" type="button" @click=${() => void this.refresh()}>${words.text('retry')}</button></div>`}
      ${problem ? html`<div class="banner danger" part="banner"><p>${alertIcon()}<span>${problem}</span></p>
        <button class="icon-button" type="button" aria-label=${words.text('close')} @click=${() => { this.problem = undefined; }}>${closeIcon()}</button></div>` : nothing}`;
  }

  #renderSearch(): TemplateResult {
    const { words } = this;
    if (this.tab === 'what') return renderPersonSearch(this.#person, words, (text) => void this.#person.type(text), (user) => { this.#ask(user); });
    return html`<label class="search"><span class="sr-only">${words.text('center.search')}</span>
      <input class="input" part="search" type="search" placeholder=${words.text('center.search')} autocomplete="off" .value=${this.#center.text} @input=${(event: Event) => { this.#search((event.target as HTMLInputElement).value); }} /></label>`;
  }

  #renderLines(lines: readonly Line[]): unknown {
    const { words, busy } = this;
    const model = { words, busy, me: this.activeVault?.me.id ?? '', act: (action: LineAction, line: Line, trigger: HTMLElement) => { void this.#act(action, line, trigger); } };
    return repeat(lines.slice(0, this.#center.most), keyOf, (line) => renderLine(this.tab, line, model, keyOf(line)));
  }

  #emptyText(): string | undefined {
    const { words, tab } = this;
    const { lines, text, who } = this.#center;
    if (lines === undefined || lines.length > 0 || (tab === 'what' && !who)) return undefined;
    return text.trim() === '' ? words.text(`center.empty.${tab}`, { name: who?.name }) : words.text('center.no-hits');
  }

  #renderTable(): TemplateResult | typeof nothing {
    const { words, tab } = this;
    const { lines, loading, fault, most, who } = this.#center;
    if (tab === 'what' && !who) return nothing;
    const empty = this.#emptyText();
    return html`<div class="frame" id="panel" role="tabpanel" aria-labelledby="tab-${tab}"><table part="table" role="table" aria-busy=${loading ? 'true' : 'false'} aria-label=${tab === 'what' ? words.text('center.what') : words.text(`center.${tab}`)}>
        <thead>${heads(tab, words)}</thead><tbody>${lines ? this.#renderLines(lines) : fault === undefined ? skeleton(tab, words) : nothing}</tbody></table>
      ${empty === undefined ? nothing : html`<div class="empty" part="empty"><p>${empty}</p></div>`}
      ${lines && lines.length > most ? html`<div class="more"><button class="button" type="button" @click=${() => { this.#center.most = lines.length; this.requestUpdate(); }}>${words.text('center.more', { n: lines.length - most })}</button></div>` : nothing}</div>`;
  }

  override render(): TemplateResult {
    const { words, locale, strings, theme, activeVault: vault, tab } = this;
    return html`<div class="root">
        ${renderTabs(tab, words, this.#choose)}
        <div class="toolbar">${this.#renderSearch()}</div>
        ${this.#renderBanners()}
        ${this.#renderTable()}
        <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
      </div><mysafe-secret-view .vault=${vault} .locale=${locale} .strings=${strings} .theme=${theme}></mysafe-secret-view>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-sharing-center': SharingCenter }
}
