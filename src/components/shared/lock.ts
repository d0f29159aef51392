import { type ReactiveController, type TemplateResult, html } from 'lit';
import type { Vault } from '../../core/for-components.js';
import type { MySafeElement } from './mysafe-element.js';

/** Loaded when it is first needed, and registered where `root` looks its elements up. */
async function loadUnlock(root: ShadowRoot): Promise<void> {
  const { Unlock } = await import('../unlock/unlock.js');
  const registry = root.customElementRegistry ?? customElements; // browsers without scoped registries have the one
  if (!registry.get('mysafe-unlock')) registry.define('mysafe-unlock', Unlock);
}

/** Shows the unlock form in the place of what needs the keys, and tells when to go on. */
export class Lock implements ReactiveController {
  readonly #host: MySafeElement<never>;
  readonly #vault: () => Vault | undefined;
  readonly #goOn: () => void;
  #shown = false;

  /** `goOn` is called when the keys are unlocked and focus has gone with the form. */
  constructor(host: MySafeElement<never>, vault: () => Vault | undefined, goOn: () => void) {
    this.#host = host;
    this.#vault = vault;
    this.#goOn = goOn;
    host.addController(this);
  }

  get holds(): boolean {
    return (this.#vault()?.keys.state ?? 'unlocked') !== 'unlocked';
  }

  hostUpdated(): void {
    const goesOn = this.#shown && !this.holds && !this.#host.shadowRoot?.activeElement;
    this.#shown = this.holds;
    if (goesOn) this.#goOn();
  }

  /** With `takesFocus` it takes the focus that nobody else has. */
  form(takesFocus = true): TemplateResult {
    const { locale, strings, shadowRoot } = this.#host;
    if (shadowRoot) void loadUnlock(shadowRoot);
    return html`<mysafe-unlock ?autofocus=${takesFocus} .vault=${this.#vault()} .locale=${locale} .strings=${strings}></mysafe-unlock>`;
  }
}
