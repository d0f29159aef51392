import { type CSSResultGroup, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Result, SecretSummary, SecretVersion, VaultChange } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { versionsTexts } from '../shared/catalogue/versions.js';
import { isLocked } from '../shared/lock.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { AsideWindow } from '../trust/aside-window.js';
import { ShownValue } from './shown-value.js';
import { type Timers, pageTimers } from './timers.js';
import { type VersionRow, renderVersion } from './versions.js';
import { versionsStyles } from './versions.styles.js';

const texts = { ...common, ...versionsTexts } as const;

/**
 * The versions of a secret's sealed parts: who made them when, what differs, the client secret of one, and making one the current again.
 * @csspart dialog - The window.
 * @csspart title - Whose versions.
 * @csspart version - One version.
 * @csspart value - A client secret that is shown.
 * @csspart timer - How long it stays.
 * @csspart comparison - What differs from the current version.
 * @csspart banner - Why something could not be done.
 */
export class VersionsWindow extends AsideWindow<typeof texts, never> {
  static override styles: CSSResultGroup = [AsideWindow.styles, versionsStyles];

  @property({ attribute: false }) secret!: Pick<SecretSummary, 'id' | 'name'>;
  /** @internal The passing of time, for tests. */
  timers: Timers = pageTimers;

  protected readonly texts = texts;
  @state() private versions?: readonly SecretVersion[];
  @state() private open?: VersionRow['open'];
  @state() private busy = false;
  @state() private trouble?: string;
  @state() private said = '';
  #shown?: ShownValue;

  protected async load(): Promise<void> {
    const vault = this.activeVault;
    if (!vault || isLocked(vault)) return;
    await this.#answered(() => vault.secrets.versions(this.secret.id), (versions) => { this.versions = versions; });
  }

  /** Why it could not be done stands in the window. */
  async #answered<T>(run: () => Promise<Result<T>>, then: (value: T) => void | Promise<void>): Promise<void> {
    try {
      const answer = await run();
      if (answer.ok) await then(answer.value);
      else this.trouble = sentenceFor(answer.refusal, this.words);
    } catch (fault) {
      this.trouble = sentenceForFault(fault, this.words);
    }
  }

  /** Does one thing at a time. */
  async #try<T>(run: () => Promise<Result<T>>, then: (value: T) => void | Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = undefined;
    await this.#answered(run, then);
    this.busy = false;
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind === 'keys' && change.state !== 'unlocked') this.#hide();
    if (change.kind === 'secret' && change.secretId === this.secret.id) void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide();
  }

  /** Escape hides the value first. */
  override stepBack(): boolean {
    if (!this.#shown) return false;
    this.#hide(true);
    return true;
  }

  #hide(says = false): void {
    if (!this.#shown) return;
    this.#shown.end();
    this.#shown = this.open = undefined;
    if (says) this.said = this.words.text('versions.say.hidden');
  }

  readonly #show = async ({ version: n }: SecretVersion): Promise<void> => {
    const [vault, shows] = [this.activeVault, this.#shown?.version !== n];
    this.#hide(!shows);
    if (!vault || !shows) return;
    await this.#try(() => vault.secrets.reveal(this.secret.id, { version: n }), (value) => {
      if (!this.isConnected || document.hidden || isLocked(vault)) return;
      const shown = new ShownValue(value, this.timers, (ended) => {
        if (ended) this.#hide(true);
        else this.requestUpdate();
      });
      this.#shown = shown;
      this.open = { version: n, shown };
      this.said = this.words.text('versions.say.shown', { n });
    });
  };

  readonly #compare = async ({ version: n }: SecretVersion): Promise<void> => {
    const vault = this.activeVault;
    this.#hide();
    if (this.open?.version === n) this.open = undefined;
    else if (vault) {
      await this.#try(() => vault.secrets.compare(this.secret.id, n), (comparison) => {
        this.open = { version: n, comparison };
        this.said = this.words.text('versions.say.compared', { n });
      });
    }
  };

  readonly #restore = async ({ version: n }: SecretVersion): Promise<void> => {
    const vault = this.activeVault;
    this.#hide();
    if (!vault) return;
    await this.#try(async () => {
      const now = await vault.secrets.get(this.secret.id);
      return now.ok ? vault.secrets.restore(this.secret.id, n, now.value) : now;
    }, async () => {
      this.open = undefined;
      this.said = this.words.text('versions.say.restored', { n });
      await this.load();
      await this.focusTitle();
    });
  };

  protected renderTitle(): unknown {
    return this.words.rich('versions.title', { name: this.secret.name });
  }

  #renderList(versions: readonly SecretVersion[]): TemplateResult {
    const { words, open, busy } = this;
    const does = { show: this.#show, compare: this.#compare, restore: this.#restore };
    return html`<p class="muted">${words.text('versions.about')}</p>
      <ol class="versions" aria-labelledby="title">${versions.map((version) => renderVersion({ version, words, busy, open: open?.version === version.version ? open : undefined }, does))}</ol>
      ${versions.length > 1 ? nothing : html`<p>${words.text('versions.none')}</p>`}`;
  }

  protected renderBody(): unknown {
    const { versions, trouble, said, words } = this;
    const banner = trouble === undefined ? nothing : html`<div class="banner danger" part="banner" role="alert"><span>${trouble}</span></div>`;
    const list = versions ? this.#renderList(versions) : trouble === undefined ? html`<div aria-busy="true"><span class="sr-only">${words.text('loading')}</span><span class="skeleton"></span></div>` : nothing;
    return html`${banner}${list}<p class="sr-only" role="status">${said}</p>`;
  }

  protected renderButtons(): unknown {
    return html`<button type="button" class="button" @click=${() => { this.finish(); }}>${this.words.text('close')}</button>`;
  }
}
