import { type CSSResultGroup, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SecretId, SecretSummary, Vault } from '../../core/for-components.js';
import { batchTexts } from '../shared/catalogue/batch.js';
import { common } from '../shared/catalogue/common.js';
import { alertIcon, checkIcon } from '../shared/icons.js';
import type { Localizer } from '../shared/localize.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { AsideWindow } from '../trust/aside-window.js';
import { batchStyles } from './batch.styles.js';
import { type BatchKind, type Loser, type Outcome, applyTo, isAlready, losersOf } from './batch-work.js';

const texts = { ...common, ...batchTexts } as const;
export type BatchWords = Localizer<typeof texts>;

/** Longer lists of people are cut. */
const MOST_LOSERS = 50;

/**
 * Asks once before a batch, shows how far it is, and what became of each secret.
 * @csspart dialog - The window.
 * @csspart title - What is asked, later what was done.
 * @csspart loser - Somebody who will lose access.
 * @csspart result - What became of one secret.
 */
export class BatchWindow extends AsideWindow<typeof texts, true> {
  static override styles: CSSResultGroup = [AsideWindow.styles, batchStyles];

  @property({ attribute: false }) secrets: readonly SecretSummary[] = [];
  @property({ attribute: false }) kind: BatchKind = 'disable';

  protected readonly texts = texts;
  @state() private stage: 'reading' | 'asking' | 'running' | 'done' = 'asking';
  @state() private progress = 0;
  @state() private found?: Awaited<ReturnType<typeof losersOf>>;
  readonly #outcomes = new Map<SecretId, Outcome>();
  readonly #closed = new AbortController();
  #stopped = false;

  /** What became of those that were come to. */
  get outcomes(): ReadonlyMap<SecretId, Outcome> {
    return this.#outcomes;
  }

  get batchWords(): BatchWords {
    return this.words;
  }

  /** Of the others nobody loses anything: the engine refuses them. */
  get #unshareable(): readonly SecretSummary[] {
    return this.secrets.filter(({ may }) => may.share);
  }

  protected async load(): Promise<void> {
    const vault = this.activeVault;
    if (this.kind !== 'unshare' || !vault) return;
    this.stage = 'reading';
    this.found = await losersOf(vault, this.#unshareable, { signal: this.#closed.signal, onRead: (done) => { this.progress = done; } });
    this.stage = 'asking';
  }

  override closed(): void {
    this.#closed.abort();
    this.#stopped = true;
    super.closed();
  }

  /** While it runs, every way out is “Stop”: then the results are read first. */
  override mayClose(): boolean {
    if (this.stage === 'running') this.#stopped = true;
    return this.stage !== 'running';
  }

  async #run(vault: Vault): Promise<void> {
    this.stage = 'running';
    this.progress = 0;
    await this.focusTitle();
    for (const secret of this.secrets) {
      const outcome = this.#stopped ? { kind: 'stopped' as const } : await applyTo(vault, this.kind, secret);
      this.#outcomes.set(secret.id, outcome);
      this.progress += 1;
    }
    this.stage = 'done';
    if (this.#count('done', 'already') === this.secrets.length) this.finish(true);
    else await this.focusTitle();
  }

  #count(...kinds: readonly Outcome['kind'][]): number {
    return [...this.#outcomes.values()].filter(({ kind }) => kinds.includes(kind)).length;
  }

  protected renderTitle(): unknown {
    const { words, kind, stage, secrets } = this;
    if (stage === 'running') return words.text(`batch.running-${kind}`);
    return stage === 'done' ? words.text(`batch.did-${kind}`, { done: this.#count('done', 'already'), n: secrets.length }) : words.text(`batch.ask-${kind}`, { n: secrets.length });
  }

  #renderProgress(label: string, n: number): TemplateResult {
    const said = this.words.text('batch.progress', { done: this.progress, n });
    return html`<div class="progress"><progress max=${n} .value=${this.progress} aria-label=${label}></progress><span class="detail">${said}</span></div>`;
  }

  #renderLoser({ principal, secrets }: Loser): TemplateResult {
    const { words } = this;
    return html`<li part="loser">${avatar(principal)}<span class="who"><bdi>${nameOf(principal, words)}</bdi><span class="detail"><bdi>${detailOf(principal, words)}</bdi></span></span>
      <span class="detail">${words.text('batch.to', { n: secrets })}</span></li>`;
  }

  #renderLosers(): unknown {
    const { found, words } = this;
    const losers = found?.losers ?? [];
    const people = losers.filter(({ principal }) => principal.kind === 'user').length;
    const who = [...(people > 0 ? [words.text('principal.people', { n: people })] : []), ...(people < losers.length ? [words.text('batch.groups', { n: losers.length - people })] : [])];
    const refused = this.secrets.length - this.#unshareable.length;
    const own = losers.find(({ principal }) => principal.id === this.activeVault?.me.id);
    return html`${losers.length === 0 ? html`<p>${words.text('batch.nobody')}</p>` : html`
        <p id="lose">${words.text('batch.lose', { who: words.list(who) })}</p>
        <ul class="people" aria-labelledby="lose">${losers.slice(0, MOST_LOSERS).map((loser) => this.#renderLoser(loser))}</ul>
        ${losers.length > MOST_LOSERS ? html`<p class="detail">${words.text('batch.others', { n: losers.length - MOST_LOSERS })}</p>` : nothing}
        ${own ? html`<div class="banner danger" part="banner"><span>${words.text('batch.yourself', { n: own.secrets })}</span></div>` : nothing}
        <div class="banner warning" part="banner"><span>${words.text('batch.may-have-copied')}</span></div>`}
      ${refused > 0 ? html`<p class="detail">${words.text('batch.not-yours', { n: refused })}</p>` : nothing}
      ${found && found.unread > 0 ? html`<p class="detail">${words.text('batch.unread', { n: found.unread })}</p>` : nothing}`;
  }

  #renderQuestion(): unknown {
    const { words, kind, secrets } = this;
    if (kind === 'unshare') return this.#renderLosers();
    const already = secrets.filter((secret) => isAlready(kind, secret)).length;
    return html`<p>${words.text(`batch.means-${kind}`)}</p>${already > 0 ? html`<p class="detail">${words.text(`batch.already-${kind}`, { n: already })}</p>` : nothing}`;
  }

  #renderResult(secret: SecretSummary): TemplateResult {
    const outcome = this.#outcomes.get(secret.id) ?? { kind: 'stopped' };
    const bad = outcome.kind === 'refused' || outcome.kind === 'failed';
    return html`<li class=${bad ? 'bad' : outcome.kind} part="result">${bad ? alertIcon() : outcome.kind === 'stopped' ? html`<span class="dash" aria-hidden="true"></span>` : checkIcon()}
      <span class="who"><bdi>${secret.name}</bdi><span class="detail">${sentenceOf(outcome, this.kind, this.words)}</span></span></li>`;
  }

  protected renderBody(): unknown {
    const { words, kind, stage } = this;
    switch (stage) {
      case 'reading': return this.#renderProgress(words.text('batch.reading'), this.#unshareable.length);
      case 'asking': return this.#renderQuestion();
      case 'running': return this.#renderProgress(words.text(`batch.running-${kind}`), this.secrets.length);
      case 'done': return html`<p class="detail">${words.text('batch.stay')}</p><ul class="people results" aria-labelledby="title">${this.secrets.map((secret) => this.#renderResult(secret))}</ul>`;
    }
  }

  protected renderButtons(): unknown {
    const { words, kind, stage, activeVault: vault } = this;
    const close = (label: string): TemplateResult => html`<button type="button" class="button" @click=${() => { this.finish(); }}>${label}</button>`;
    if (stage === 'done') return close(words.text('close'));
    if (stage === 'running') return html`<button type="button" class="button" aria-disabled=${this.#stopped ? 'true' : nothing} @click=${() => { this.mayClose(); this.requestUpdate(); }}>${words.text('batch.stop')}</button>`;
    const idle = kind === 'unshare' && (stage === 'reading' || this.found?.losers.length === 0);
    return html`${close(words.text('cancel'))}${idle || !vault ? nothing
      : html`<button type="button" class="button ${kind === 'enable' ? 'primary' : 'destructive'}" @click=${() => void this.#run(vault)}>${words.text(`batch.${kind}`)}</button>`}`;
  }
}

/** What became of one secret, in words. */
export function sentenceOf(outcome: Outcome, kind: BatchKind, words: BatchWords): string {
  switch (outcome.kind) {
    case 'done': return words.text(`batch.done-${kind}`, { n: outcome.revoked });
    case 'already': return words.text(`batch.was-${kind}`);
    case 'stopped': return words.text('batch.stopped');
    case 'refused': return sentenceFor(outcome.refusal, words);
    case 'failed': return sentenceForFault(outcome.fault, words);
  }
}
