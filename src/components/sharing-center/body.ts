import { type ReactiveController, type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { User, Vault, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { common } from '../shared/catalogue/common.js';
import { centerTexts } from '../shared/catalogue/sharing-center.js';
import { alertIcon, closeIcon } from '../shared/icons.js';
import { Localizer } from '../shared/localize.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import type { ElementState } from '../shared/mysafe-element.js';
import { act, doneText } from './acting.js';
import { CenterController, FIRST_LINES, keyOf } from './center-controller.js';
import type { Line, TabName } from './gathering.js';
import { type CenterWords, type LineAction, heads, renderLine, skeleton } from './lines.js';
import { PersonSearch, renderPersonSearch } from './person-search.js';
import type { SharingCenter } from './sharing-center.js';
import { sharingCenterStyles } from './sharing-center.styles.js';
import { renderTabs } from './tabs.js';

const texts = { ...common, ...centerTexts };

/** What the element keeps to itself. */
export interface CenterInside {
  vault(): Vault | undefined;
  locale(): string;
  states(states: Partial<Record<ElementState, boolean>>): void;
}

/** What `<mysafe-sharing-center>` shows and does. */
export class CenterBody implements ReactiveController {
  readonly #host: SharingCenter;
  readonly #inside: CenterInside;
  readonly #center: CenterController;
  readonly #person: PersonSearch;
  readonly #announcer: Announcer;
  #problem?: string;
  #busy?: string;
  #wasInLines = false;

  constructor(host: SharingCenter, inside: CenterInside) {
    this.#host = host;
    this.#inside = inside;
    this.#center = new CenterController(host, inside.vault);
    this.#person = new PersonSearch(host, inside.vault);
    this.#announcer = new Announcer(host);
    const { styleSheet } = sharingCenterStyles;
    if (styleSheet && host.shadowRoot) host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, styleSheet];
    host.addController(this);
  }

  get #words(): CenterWords {
    return new Localizer(texts, this.#inside.locale(), this.#host.strings);
  }

  refresh(): Promise<void> {
    return this.#center.refresh();
  }

  /** Another vault: nothing of the old one may stay. */
  restart(): void {
    this.#problem = undefined;
    this.#person.reset();
    this.#center.who = undefined;
    this.#center.show(this.#host.tab);
    this.#center.restart();
  }

  noteChange(change: VaultChange): void {
    this.#center.noteChange(change);
  }

  hostUpdate(): void {
    this.#center.show(this.#host.tab);
    this.#wasInLines = this.#host.shadowRoot?.activeElement?.closest('tbody') != null;
  }

  hostUpdated(): void {
    this.#inside.states({ loading: this.#center.loading, error: this.#center.fault !== undefined });
    // a line went away under the focus
    if (this.#wasInLines && !this.#host.shadowRoot?.activeElement) this.#focus('[role=tab][aria-selected=true]');
  }

  #focus(selector: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #tell(problem: string | undefined): void {
    this.#problem = problem;
    this.#host.requestUpdate();
  }

  readonly #choose = (tab: TabName): void => {
    this.#problem = undefined;
    this.#host.tab = tab;
  };

  #search(text: string): void {
    this.#center.text = text;
    this.#center.most = FIRST_LINES;
    this.#announcer.say(this.#words.text('center.say.rows', { n: this.#center.lines?.length ?? 0 }));
  }

  #ask(user: User): void {
    this.#person.reset(user.name);
    this.#center.ask(user);
    this.#focus('#who');
  }

  async #act(action: LineAction, line: Line, trigger: HTMLElement): Promise<void> {
    const vault = this.#inside.vault();
    if (!vault || this.#busy !== undefined) return;
    if (action === 'not-now') return this.#center.postpone(line);
    if (isLocked(vault) && action !== 'view' && action !== 'why') return this.#focus('mysafe-unlock');
    const words = this.#words;
    this.#busy = keyOf(line);
    this.#tell(undefined);
    const problem = await act(this.#host, vault, action, line, trigger, words);
    this.#busy = undefined;
    this.#tell(problem);
    const said = problem ?? doneText(action, line, words);
    if (said !== undefined) this.#announcer.say(said);
    if (action !== 'view' && action !== 'why') await this.#center.refresh();
  }

  #renderBanners(words: CenterWords): TemplateResult {
    const problem = this.#problem;
    const unlock = unlockForm(this.#host, this.#inside.vault(), () => void this.refresh());
    return html`${unlock ? html`<div class="unlock" part="unlock">${unlock}</div>` : nothing}
      ${this.#center.fault === undefined ? nothing : html`<div class="banner danger" part="banner"><p>${words.text(navigator.onLine ? 'center.failed' : 'offline')}</p>
        <button class="button small" type="button" @click=${() => void this.refresh()}>${words.text('retry')}</button></div>`}
      ${problem ? html`<div class="banner danger" part="banner"><p>${alertIcon()}<span>${problem}</span></p>
        <button class="icon-button" type="button" aria-label=${words.text('close')} @click=${() => { this.#tell(undefined); }}>${closeIcon()}</button></div>` : nothing}`;
  }

  #renderSearch(words: CenterWords): TemplateResult {
    if (this.#host.tab === 'what') return renderPersonSearch(this.#person, words, (text) => void this.#person.type(text), (user) => { this.#ask(user); });
    return html`<label class="search"><span class="sr-only">${words.text('center.search')}</span>
      <input class="input" part="search" type="search" placeholder=${words.text('center.search')} autocomplete="off" .value=${this.#center.text} @input=${(event: Event) => { this.#search((event.target as HTMLInputElement).value); }} /></label>`;
  }

  #renderLines(lines: readonly Line[], words: CenterWords): unknown {
    const { tab } = this.#host;
    const model = { words, busy: this.#busy, me: this.#inside.vault()?.me.id ?? '', act: (action: LineAction, line: Line, trigger: HTMLElement) => { void this.#act(action, line, trigger); } };
    return repeat(lines.slice(0, this.#center.most), keyOf, (line) => renderLine(tab, line, model, keyOf(line)));
  }

  #emptyText(words: CenterWords): string | undefined {
    const { lines, text, who } = this.#center;
    if (lines === undefined || lines.length > 0) return undefined;
    return text.trim() === '' ? words.text(`center.empty.${this.#host.tab}`, { name: who?.name }) : words.text('center.no-hits');
  }

  #renderMore(lines: readonly Line[] | undefined, words: CenterWords): TemplateResult | typeof nothing {
    const { most } = this.#center;
    if (!lines || lines.length <= most) return nothing;
    const showAll = (): void => {
      this.#center.most = lines.length;
      this.#host.requestUpdate();
    };
    return html`<div class="more"><button class="button" type="button" @click=${showAll}>${words.text('center.more', { n: lines.length - most })}</button></div>`;
  }

  #renderTable(words: CenterWords): TemplateResult | typeof nothing {
    const { tab } = this.#host;
    const { lines, loading, fault, who } = this.#center;
    if (tab === 'what' && !who) return nothing;
    const empty = this.#emptyText(words);
    return html`<div class="frame" role="tabpanel" aria-labelledby="tab-${tab}"><table part="table" role="table" aria-busy=${loading ? 'true' : 'false'} aria-label=${words.text(`center.${tab}`)}>
        <thead>${heads(tab, words)}</thead><tbody>${lines ? this.#renderLines(lines, words) : fault === undefined ? skeleton(tab, words) : nothing}</tbody></table>
      ${empty === undefined ? nothing : html`<div class="empty" part="empty"><p>${empty}</p></div>`}${this.#renderMore(lines, words)}</div>`;
  }

  render(): TemplateResult {
    const { locale, strings, theme, tab } = this.#host;
    const words = this.#words;
    return html`<div class="root">
        ${renderTabs(tab, words, this.#choose)}
        <div class="toolbar">${this.#renderSearch(words)}</div>
        ${this.#renderBanners(words)}
        ${this.#renderTable(words)}
        <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
      </div><mysafe-secret-view .vault=${this.#inside.vault()} .locale=${locale} .strings=${strings} .theme=${theme}></mysafe-secret-view>`;
  }
}
