import { type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AccessEntry, AccessExplanation, SecretId, User, Vault } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { whyTexts } from '../shared/catalogue/why.js';
import { avatar } from '../shared/principals.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { AsideWindow } from '../trust/aside-window.js';

const texts = { ...common, ...whyTexts } as const;

type Path = AccessExplanation['paths'][number];
interface Answer { readonly explanation: AccessExplanation; readonly access: readonly AccessEntry[] }

/** Every way by which somebody can see a secret, in words. */
export class WhyWindow extends AsideWindow<typeof texts, never> {
  @property({ attribute: false }) secretId!: SecretId;
  @property({ attribute: false }) user!: User;

  protected readonly texts = texts;
  @state() private answer?: Answer;
  @state() private trouble?: string;

  protected async load(): Promise<void> {
    const vault = this.activeVault;
    if (!vault) return;
    this.trouble = undefined;
    try {
      await this.#ask(vault);
    } catch (fault) {
      this.trouble = sentenceForFault(fault, this.words);
    }
  }

  async #ask(vault: Vault): Promise<void> {
    const [explanation, access] = await Promise.all([vault.sharing.explain(this.secretId, this.user.id), vault.sharing.access(this.secretId)]);
    if (!explanation.ok) this.trouble = sentenceFor(explanation.refusal, this.words);
    else if (!access.ok) this.trouble = sentenceFor(access.refusal, this.words);
    else this.answer = { explanation: explanation.value, access: access.value };
  }

  #way({ through, permission }: Path): TemplateResult {
    const { words, user: { id, name } } = this;
    if (permission === 'own') return words.rich('why.own', { name });
    const given = { name, permission: words.text(`permission.${permission}`) };
    if (through.id === id) return words.rich('why.direct', given);
    return through.name ? words.rich('why.group', { ...given, group: through.name }) : words.rich('why.group-hidden', given);
  }

  /** Who gave it when, and how long it lasts. */
  #terms({ through, expiresAt, live }: Path, { access }: Answer): readonly TemplateResult[] {
    const { words } = this;
    const grant = access.find(({ principal }) => principal.id === through.id);
    const ended = grant?.status === 'expired';
    return [
      ...(grant?.grantedBy && grant.grantedAt ? [words.rich('why.given', { by: grant.grantedBy.name, date: words.date(grant.grantedAt) })] : []),
      ...(expiresAt ? [words.rich(ended ? 'why.ended' : 'why.until', { date: words.date(expiresAt) })] : []),
      ...(live || ended ? [] : [words.rich('why.off')]),
    ];
  }

  #renderPath(path: Path, answer: Answer): TemplateResult {
    return html`<li part="way" class=${path.live ? '' : 'ended'}>${avatar(path.through)}<span class="who"><span>${this.#way(path)}</span>
      ${this.#terms(path, answer).map((term) => html`<span class="detail">${term}</span>`)}</span></li>`;
  }

  #sum({ explanation: { permission, paths } }: Answer): TemplateResult | typeof nothing {
    const { words, user: { name } } = this;
    const live = paths.filter((path) => path.live).length;
    if (permission === 'none') return html`<p>${words.rich('why.nothing', { name })}</p>`;
    return live > 1 ? html`<p>${words.rich('why.in-all', { permission: words.text(`permission.${permission}`) })}</p>` : nothing;
  }

  protected renderTitle(): unknown {
    return this.words.rich('why.title', { name: this.user.name });
  }

  protected renderBody(): unknown {
    const { answer, trouble, words } = this;
    if (trouble !== undefined) return html`<div class="banner danger" part="banner" role="alert"><span>${trouble}</span></div>`;
    if (!answer) return html`<div aria-busy="true"><span class="sr-only">${words.text('loading')}</span><span class="skeleton"></span></div>`;
    return html`<ul class="people" aria-labelledby="title">${answer.explanation.paths.map((path) => this.#renderPath(path, answer))}</ul>${this.#sum(answer)}`;
  }

  protected renderButtons(): unknown {
    return html`<button type="button" class="button" @click=${() => { this.finish(); }}>${this.words.text('close')}</button>`;
  }
}
