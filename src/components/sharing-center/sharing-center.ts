import { type CSSResultGroup, type TemplateResult, html } from 'lit';
import { property } from 'lit/decorators.js';
import type { VaultChange } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { tableStyles } from '../shared/table.styles.js';
import type { CenterBody } from './body.js';
import type { TabName } from './gathering.js';

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
export class SharingCenter extends MySafeElement<typeof common> {
  static override styles: CSSResultGroup = [MySafeElement.styles, tableStyles];

  /** The tab that is shown. */
  @property() tab: TabName = 'with-me';
  protected readonly texts = common;
  /** What draws it, loaded with the first vault. */
  #body?: CenterBody;

  /** Reads the lines again. Resolves when they are there. */
  async refresh(): Promise<void> {
    await this.#body?.refresh();
    await this.updateComplete;
  }

  async #load(): Promise<void> {
    const { CenterBody: Body } = await import('./body.js');
    this.#body ??= new Body(this, { vault: () => this.activeVault, locale: () => this.words.locale, states: (states) => { this.showStates(states); } });
    this.#body.restart();
  }

  protected override vaultReplaced(): void {
    if (this.#body) this.#body.restart();
    else if (this.activeVault) void this.#load();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    this.#body?.noteChange(change);
  }

  override render(): TemplateResult {
    return this.#body?.render() ?? html`<div class="root" aria-busy="true"><span class="skeleton"></span></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-sharing-center': SharingCenter }
}
