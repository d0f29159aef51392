import type { Vault } from 'mysafe-share';
import { type TemplateResult, html, nothing } from 'lit';

/** A recovery key, this once: `more` stands above its buttons. What is on the paper is `.printed`. */
export const printed = (key: string, { me }: Vault, close: () => void, more: TemplateResult | typeof nothing = nothing): TemplateResult => html`<div class="printed">
    <p>Recovery key of ${me.name} for Acme Console</p>
    <p class="digits" dir="ltr">${key.split(/[^\dA-Z]+/).map((group) => html`<span>${group}</span> `)}</p>
    <p>Whoever holds it can unlock everything of yours. It is shown this once.</p>
  </div>
  ${more}
  <p class="actions"><button type="button" class="button" @click=${() => window.print()}>Print</button><button type="button" class="button plain" @click=${close}>I have kept it</button></p>`;
