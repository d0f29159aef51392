import { ContextProvider } from '@lit/context';
import { LitElement, type PropertyValues, type TemplateResult, css, html } from 'lit';
import { property } from 'lit/decorators.js';
import type { Vault } from '../../core/for-components.js';
import { vaultContext } from '../shared/vault-context.js';

/**
 * Gives one vault to every element of ours inside.
 * @slot - Anything.
 */
export class Provider extends LitElement {
  static override styles = css`:host { display: contents; } :host([hidden]) { display: none; }`;

  /** The engine that the elements inside act on. */
  @property({ attribute: false }) vault?: Vault;

  readonly #provider = new ContextProvider(this, { context: vaultContext });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('vault')) this.#provider.setValue(this.vault);
  }

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-provider': Provider }
}
