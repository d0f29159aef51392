import { ContextConsumer } from '@lit/context';
import { type CSSResultGroup, LitElement, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Vault, VaultChange } from '../../core/for-components.js';
import { base } from './base.styles.js';
import type { Strings } from './catalogue/index.js';
import { type Catalogue, Localizer, localeOf } from './localize.js';
import { tokens } from './tokens.styles.js';
import { vaultContext } from './vault-context.js';

/** What a host can style an element by: `mysafe-secret-list:state(loading)`. */
export type ElementState = 'loading' | 'invalid' | 'readonly' | 'dirty' | 'error';

/** What every element of ours has: a vault, a language, the shared looks. `C` is its own part of the catalogue. */
export abstract class MySafeElement<C extends Catalogue> extends LitElement {
  static override styles: CSSResultGroup = [tokens, base];

  /** The engine to act on. Without it, the one of the nearest `<mysafe-provider>`. */
  @property({ attribute: false }) vault?: Vault;
  @state() protected providedVault?: Vault;
  /** The language of words, numbers and dates: BCP 47. Default: the nearest `lang`. */
  @property() locale?: string;
  /** Texts that replace ours, by key. */
  @property({ attribute: false }) strings?: Strings;
  /** Forces `light` or `dark`; default is the page's `color-scheme`. */
  @property({ reflect: true }) theme?: 'light' | 'dark';

  protected abstract readonly texts: C;
  /** Speaks this element's texts in its language. Made anew when either changes. */
  protected words!: Localizer<C>;

  readonly #consumer = new ContextConsumer(this, { context: vaultContext, subscribe: true, callback: (vault) => { this.providedVault = vault; } });
  readonly #internals = this.attachInternals();
  #watched?: Vault;
  #unsubscribe?: () => void;

  /** The vault to act on: set here, or provided. */
  protected get activeVault(): Vault | undefined {
    return this.vault ?? this.providedVault;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.closest('mysafe-provider:not(:defined)')) void customElements.whenDefined('mysafe-provider').then(() => { this.#consumer.hostConnected(); }); // it was not there to be asked
    if (this.hasUpdated) {
      this.#watch(this.activeVault);
      this.requestUpdate('locale', null); // “changed” even where it is not set: the nearest `lang` may be another now
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch(undefined);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.has('locale') || changed.has('strings')) {
      this.words = new Localizer(this.texts, localeOf(this, this.locale), this.strings);
    }
    if (this.isConnected && this.activeVault !== this.#watched) {
      this.#watch(this.activeVault);
      this.vaultReplaced();
    }
  }

  /** Shows the element's state to the host's style sheet. */
  protected showStates(states: Partial<Record<ElementState, boolean>>): void {
    for (const [name, holds] of Object.entries(states)) {
      if (holds) this.#internals.states.add(name);
      else this.#internals.states.delete(name);
    }
  }

  #watch(vault: Vault | undefined): void {
    this.#unsubscribe?.();
    this.#watched = vault;
    this.#unsubscribe = vault?.subscribe((change) => { this.vaultChanged(change); });
  }

  /** Called when there is another vault than before, or none. */
  protected vaultReplaced(): void { /* Most elements only show what they are told to. */ }

  /** Called for each change of the vault: own, other tabs', other people's. */
  protected vaultChanged(change: VaultChange): void {
    if (change.kind === 'keys') this.requestUpdate();
  }
}
