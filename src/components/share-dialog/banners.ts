import { type TemplateResult, html, nothing } from 'lit';
import type { ShareSnapshot } from '../../core/for-components.js';
import type { ShareWords } from '../shared/picker/words.js';
import { isTampering, sentenceFor, sentenceForFault } from '../shared/sentences.js';

export interface BannerActions {
  readonly words: ShareWords;
  readonly restored: boolean;
  discard(): void;
  enable(): void;
  retry(): void;
  compare(refusal: KeyChanged): void;
}

type Refusal = NonNullable<ShareSnapshot['refusal']>;
export type KeyChanged = Extract<Refusal, { code: 'share/key-changed' }>;

const banner = (text: unknown, kind: '' | 'warning' | 'danger' = '', action: TemplateResult | typeof nothing = nothing): TemplateResult =>
  html`<div class="banner ${kind}" part="banner"><span>${text}</span>${action}</div>`;

const button = (label: string, run: () => void): TemplateResult => html`<button type="button" class="button small" @click=${run}>${label}</button>`;

const compareButton = (refusal: Refusal, { words, compare }: BannerActions): TemplateResult | typeof nothing =>
  refusal.code === 'share/key-changed' ? button(words.text('compare'), () => { compare(refusal); }) : nothing;

function failures({ failures: list, secrets }: ShareSnapshot, actions: BannerActions): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  const { words } = actions;
  return html`<ul class="banner danger" part="banner">${list.map(({ secretId, refusal }) =>
    html`<li><bdi>${secrets.find((secret) => secret.id === secretId)?.name}</bdi>: ${sentenceFor(refusal, words)} ${compareButton(refusal, actions)}</li>`)}</ul>`;
}

/** Everything that stands above the box: what is in the way, and the way out. */
export function banners(snapshot: ShareSnapshot, actions: BannerActions): TemplateResult {
  const { words } = actions;
  const { refusal, fault, conflict, secrets, mayShare, owners, status } = snapshot;
  const disabled = secrets.find((secret) => !secret.enabled);
  const owner = words.list(owners.map(({ name }) => name));
  return html`
    ${actions.restored ? banner(words.text('share.draft-restored'), '', button(words.text('share.discard'), actions.discard)) : nothing}
    ${status !== 'loading' && secrets.length > 0 && !mayShare ? banner(words.rich('share.read-only', { owner })) : nothing}
    ${disabled && mayShare ? banner(words.text('share.disabled'), 'warning', disabled.may.enable ? button(words.text('share.enable'), actions.enable) : nothing) : nothing}
    ${conflict ? banner(words.text('refusal.share/changed-meanwhile'), 'warning') : nothing}
    ${refusal && refusal.code !== 'access/locked' && !(disabled && mayShare && refusal.code === 'share/secret-disabled') ? banner(sentenceFor(refusal, words), 'danger', compareButton(refusal, actions)) : nothing}
    ${fault === undefined ? nothing : banner(sentenceForFault(fault, words), 'danger', isTampering(fault) ? nothing : button(words.text('retry'), actions.retry))}
    ${failures(snapshot, actions)}`;
}
