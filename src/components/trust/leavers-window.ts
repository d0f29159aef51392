import { type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SecretSummary } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { trustTexts } from '../shared/catalogue/trust.js';
import { avatar, detailOf } from '../shared/principals.js';
import { AsideWindow } from './aside-window.js';
import { type Leaver, leaversOf } from './leavers.js';

const texts = { ...common, ...trustTexts } as const;

/**
 * Who lost access to a secret, what they had opened, and what that means.
 * @csspart dialog - The window.
 * @csspart title - Which secret.
 * @csspart leaver - One person who lost access.
 * @csspart rotate-button - Opens the edit form on the client secret.
 */
export class LeaversWindow extends AsideWindow<typeof texts, 'rotate'> {
  @property({ attribute: false }) secret!: Pick<SecretSummary, 'id' | 'name' | 'may'>;

  protected readonly texts = texts;
  @state() private found?: Awaited<ReturnType<typeof leaversOf>>;
  @state() private read = false;

  protected async load(): Promise<void> {
    const vault = this.activeVault;
    this.found = vault && await leaversOf(vault, this.secret.id).catch(() => undefined); // the window says that it can't be told
    this.read = true;
  }

  #renderLeaver({ person, times, last }: Leaver): TemplateResult {
    const { words } = this;
    const { name } = person;
    const said = last ? words.rich('left.opened', { name, n: times, date: words.date(last) }) : words.rich('left.never', { name });
    return html`<li part="leaver">${avatar(person)}<span class="who"><span>${said}</span><span class="detail"><bdi>${detailOf(person, words)}</bdi></span></span></li>`;
  }

  protected renderTitle(): unknown {
    return this.words.rich('left.title', { name: this.secret.name });
  }

  protected renderBody(): unknown {
    const { found, read, words } = this;
    if (!read) return html`<div aria-busy="true"><span class="sr-only">${words.text('loading')}</span><span class="skeleton"></span></div>`;
    const list = found?.leavers ?? [];
    return html`
      ${!found ? html`<p>${words.text('left.unknown')}</p>` : list.length === 0 ? html`<p>${words.text('left.nobody')}</p>`
        : html`<p id="since">${words.text('left.since', { date: words.date(found.since) })}</p><ul class="people" aria-labelledby="since">${list.map((leaver) => this.#renderLeaver(leaver))}</ul>`}
      ${found && list.length === 0 ? nothing : html`<div class="banner warning" part="banner"><span>${words.text('left.may-have-copied')}</span></div>`}`;
  }

  protected renderButtons(): unknown {
    const { words, secret, read } = this;
    return html`<button type="button" class="button" @click=${() => { this.finish(); }}>${words.text('close')}</button>
      ${read && secret.may.edit ? html`<button type="button" class="button primary" part="rotate-button" @click=${() => { this.finish('rotate'); }}>${words.text('left.rotate')}</button>` : nothing}`;
  }
}
