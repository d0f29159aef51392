import { type CSSResultGroup, type TemplateResult, html } from 'lit';
import { query } from 'lit/decorators.js';
import type { VaultChange } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import { DialogController, type DialogHost } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import type { CloseReason } from '../shared/events.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { bringToasts } from '../toasts/bring-toasts.js';
import { trustStyles } from './trust.styles.js';

/**
 * A window that opens over another one, asks something, and goes. Escape is Cancel; focus begins on the title and goes back to where it was.
 * While the keys are locked it asks for them, and reads what it shows again once it has them.
 */
export abstract class AsideWindow<C extends typeof common, R> extends MySafeElement<C> implements DialogHost {
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles, trustStyles];

  @query('#title') private heading!: HTMLElement | null;
  readonly #window = new DialogController(this);
  #resolve?: (answer: R | undefined) => void;
  #answer?: R;

  /** Reads what there is to show. Called once the keys are unlocked, and each time that they are again. */
  protected abstract load(): Promise<void>;
  protected abstract renderTitle(): unknown;
  protected abstract renderBody(): unknown;
  protected abstract renderButtons(): unknown;

  /** Opens; resolves with the answer when it closes, `undefined` where there is none. */
  async ask(): Promise<R | undefined> {
    const answered = new Promise<R | undefined>((resolve) => { this.#resolve = resolve; });
    await this.updateComplete;
    this.#window.show();
    this.heading?.focus();
    bringToasts();
    if (!isLocked(this.activeVault)) await this.load();
    return answered;
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind === 'keys' && change.state === 'unlocked') void this.load();
  }

  protected finish(answer?: R): void {
    this.#answer = answer;
    this.#window.close('api');
  }

  /** To the title, where what had focus is gone. */
  protected async focusTitle(): Promise<void> {
    await this.updateComplete;
    this.heading?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.closed();
  }

  // What DialogHost asks for.
  readonly lightDismiss = true;
  mayClose(_reason: CloseReason): boolean { return true; }
  closed(): void { this.#resolve?.(this.#answer); }
  stepBack(): boolean { return false; }

  /** Whether what is shown now is for unlocked keys only. */
  protected get needsKeys(): boolean {
    return true;
  }

  #renderLocked(): TemplateResult | false {
    return this.needsKeys && unlockForm(this, this.activeVault, (hadFocus) => { if (hadFocus) this.heading?.focus(); });
  }

  override render(): TemplateResult {
    const unlock = this.#renderLocked();
    return html`<dialog part="dialog" aria-labelledby="title" @cancel=${this.#window.onCancel} @keydown=${this.#window.onKeydown}
      @pointerdown=${this.#window.onPointerdown} @pointerup=${this.#window.onPointerup}>
      <div class="window">
        <div class="header"><h2 class="title" id="title" part="title" tabindex="-1">${this.renderTitle()}</h2></div>
        <div class="body">${unlock || this.renderBody()}</div>
        <div class="footer">${unlock ? html`<button type="button" class="button" @click=${() => { this.#window.close('cancel'); }}>${this.words.text('cancel')}</button>` : this.renderButtons()}</div>
      </div>
    </dialog>`;
  }
}
