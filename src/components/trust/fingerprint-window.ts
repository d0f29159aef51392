import { type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { KeyTrust } from '../../core/for-components.js';
import type { Compared } from '../shared/asides.js';
import { common } from '../shared/catalogue/common.js';
import { trustTexts } from '../shared/catalogue/trust.js';
import { isLocked } from '../shared/lock.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { AsideWindow } from './aside-window.js';
import { renderFingerprint } from './fingerprint.js';

const texts = { ...common, ...trustTexts } as const;

/**
 * Two people compare their fingerprints: the state of the keys in words, the digits, “They match”.
 * @csspart dialog - The window.
 * @csspart title - Whose keys.
 * @csspart fingerprint - One fingerprint with what it is.
 * @csspart banner - Why it could not be read or saved.
 */
export class FingerprintWindow extends AsideWindow<typeof texts, true> {
  /** Whose fingerprint. */
  @property({ attribute: false }) compared!: Compared;

  protected readonly texts = texts;
  @state() private trust?: KeyTrust;
  @state() private own = '';
  @state() private name?: string;
  /** Why it could not be read, or not be saved. */
  @state() private trouble?: string;
  @state() private saving = false;

  protected async load(): Promise<void> {
    const vault = this.activeVault;
    if (!vault || isLocked(vault)) return;
    const { user } = this.compared;
    this.trouble = undefined;
    try {
      [this.trust, this.own, this.name] = await Promise.all([vault.keys.trust(user), vault.keys.fingerprint(vault.me.id), this.#nameOf()]);
    } catch (fault) {
      this.trust = undefined;
      this.trouble = sentenceForFault(fault, this.words);
    }
  }

  async #nameOf(): Promise<string | undefined> {
    const { user, name, secretId } = this.compared;
    if (name !== undefined || secretId === undefined) return name;
    const found = await this.activeVault?.sharing.explain(secretId, user);
    return found?.ok ? found.value.user.name : undefined;
  }

  get #who(): string {
    return this.name ?? this.compared.name ?? this.words.text('trust.somebody');
  }

  async #match(): Promise<void> {
    const { trust } = this;
    const vault = this.activeVault;
    if (!vault || !trust?.fingerprint || this.saving) return;
    this.saving = true;
    this.trouble = undefined;
    try {
      const done = await vault.keys.verify(this.compared.user, trust.fingerprint);
      if (done.ok) return this.finish(true);
      await this.load();
      this.trouble ??= done.refusal.code === 'share/key-changed' ? this.words.text('trust.changed-again') : sentenceFor(done.refusal, this.words);
      await this.focusTitle();
    } catch (fault) {
      this.trouble = sentenceForFault(fault, this.words);
    } finally {
      this.saving = false;
    }
  }

  #state({ state, verifiedAt }: KeyTrust): TemplateResult {
    const { words } = this;
    const name = this.#who;
    switch (state) {
      case 'changed': return html`<p>${words.rich('trust.changed', { name })}</p><p class="state">${words.text('trust.changed-kept')}</p>`;
      case 'verified': return html`<p class="state">${words.text('trust.verified', { date: verifiedAt && words.date(verifiedAt) })}</p>`;
      case 'known': return html`<p class="state">${words.text('trust.known')}</p>`;
      case 'none': return html`<p class="state">${words.rich('trust.none', { name })}</p>`;
    }
  }

  #digits({ state, fingerprint, known }: KeyTrust): TemplateResult | typeof nothing {
    const { words } = this;
    const name = this.#who;
    if (!fingerprint) return nothing;
    const how = html`<p>${words.rich('trust.how', { name })}</p>`;
    if (state === 'changed') return html`${how}${renderFingerprint(words.text('trust.before'), known ?? '')}${renderFingerprint(words.text('trust.now'), fingerprint, 'now')}`;
    return html`${how}${renderFingerprint(words.rich('trust.theirs', { name }), fingerprint)}${renderFingerprint(words.text('trust.own'), this.own)}`;
  }

  protected renderTitle(): unknown {
    return this.words.rich(this.trust?.state === 'changed' ? 'trust.title-changed' : 'trust.title', { name: this.#who });
  }

  protected renderBody(): unknown {
    const { trust, trouble, words } = this;
    const banner = trouble ? html`<div class="banner danger" part="banner" role="alert"><span>${trouble}</span></div>` : nothing;
    if (trust) return html`${banner}${this.#state(trust)}${this.#digits(trust)}`;
    return trouble ? banner : html`<div aria-busy="true"><span class="sr-only">${words.text('loading')}</span><span class="skeleton"></span></div>`;
  }

  protected renderButtons(): unknown {
    const { trust, saving, words } = this;
    const asks = trust !== undefined && trust.state !== 'none' && trust.state !== 'verified';
    return html`<button type="button" class="button" @click=${() => { this.finish(); }}>${words.text(asks ? 'cancel' : 'close')}</button>
      ${asks ? html`<button type="button" class="button primary" aria-disabled=${saving ? 'true' : nothing} @click=${() => void this.#match()}>${words.text('trust.match')}</button>` : nothing}`;
  }
}
