import { type TemplateResult, html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { User, Vault } from '../../core/for-components.js';
import { avatar, detailOf } from '../shared/principals.js';
import type { CenterWords } from './lines.js';

const MOST_HITS = 8;

/** Finds the person whose view is asked for. The latest text wins. */
export class PersonSearch implements ReactiveController {
  text = '';
  found: readonly User[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #vault: () => Vault | undefined;
  #asking?: AbortController;

  constructor(host: ReactiveControllerHost, vault: () => Vault | undefined) {
    this.#host = host;
    this.#vault = vault;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  reset(text = ''): void {
    this.#asking?.abort();
    this.text = text;
    this.found = [];
    this.#host.requestUpdate();
  }

  async type(text: string): Promise<void> {
    this.reset(text);
    const wanted = text.trim();
    if (wanted === '') return;
    const { signal } = (this.#asking = new AbortController());
    const hits = await this.#vault()?.recipients.search(wanted, { signal, limit: MOST_HITS }).catch(() => []); // the next letter asks again
    if (signal.aborted) return;
    this.found = (hits ?? []).flatMap(({ principal }) => (principal.kind === 'user' ? [principal] : []));
    this.#host.requestUpdate();
  }
}

/** The box for a person, and whom it found as buttons below it. */
export function renderPersonSearch({ text, found }: PersonSearch, words: CenterWords, onType: (text: string) => void, onChoose: (user: User) => void): TemplateResult {
  return html`<div class="person-search">
    <label class="search"><span>${words.text('center.who')}</span>
      <input class="input" id="who" part="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="who-hint" .value=${text} @input=${(event: Event) => { onType((event.target as HTMLInputElement).value); }} /></label>
    <p id="who-hint" class="detail">${words.text('center.who-hint')}</p>
    ${found.length === 0 ? nothing : html`<ul class="found">${found.map((user) => html`<li><button class="hit" type="button" part="hit" @click=${() => { onChoose(user); }}>${avatar(user, 'small')}<span class="who"><bdi>${user.name}</bdi> <span class="detail"><bdi>${detailOf(user, words)}</bdi></span></span></button></li>`)}</ul>`}
  </div>`;
}
