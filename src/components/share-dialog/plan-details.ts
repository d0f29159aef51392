import { type ReactiveControllerHost, type TemplateResult, html, nothing } from 'lit';
import type { Principal, SharePlan } from '../../core/for-components.js';
import { nameOf } from '../shared/principals.js';
import type { WindowWords } from './share-words.js';

const names = (people: readonly Principal[], words: WindowWords): TemplateResult[] => people.map((person) => html`<li><bdi>${nameOf(person, words)}</bdi></li>`);

const group = (heading: string, items: readonly TemplateResult[]): TemplateResult | typeof nothing =>
  (items.length > 0 ? html`<h3 class="detail">${heading}</h3><ul>${items}</ul>` : nothing);

/** Who keeps access another way, and “Details”: by name, who gains, who loses and who keeps access another way, if this is shared. */
export class PlanDetails {
  readonly #host: ReactiveControllerHost;
  #open = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  render(plan: SharePlan | undefined, words: WindowWords): TemplateResult | typeof nothing {
    if (!plan || plan.gains.length + plan.loses.length + plan.keeps.length === 0) return nothing;
    return html`${plan.keeps.length > 0 ? html`<span>${words.text('share.plan.kept', { n: plan.keeps.length })}</span>` : nothing}<button type="button" class="link-button" part="details-button" aria-expanded=${String(this.#open)} aria-controls="plan" @click=${() => { this.#toggle(); }}>${words.text('share.plan.details')}</button>
      <div id="plan" class="plan" ?hidden=${!this.#open}>${this.#open ? this.#lists(plan, words) : nothing}</div>`;
  }

  #toggle(): void {
    this.#open = !this.#open;
    this.#host.requestUpdate();
  }

  #lists({ gains, loses, keeps, truncated }: SharePlan, words: WindowWords): TemplateResult {
    const kept = keeps.map(({ user, through }) => html`<li>${words.rich('share.plan.through', { name: nameOf(user, words), groups: words.list(through.map((one) => nameOf(one, words))) })}</li>`);
    return html`${group(words.text('share.plan.gains'), names(gains, words))}${group(words.text('share.plan.loses'), names(loses, words))}${group(words.text('share.plan.keeps'), kept)}
      ${truncated ? html`<p class="detail">${words.text('share.plan.more')}</p>` : nothing}`;
  }
}
