import { type TemplateResult, html, nothing } from 'lit';
import type { User, WaitingReader } from '../../core/for-components.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import type { ViewWords } from './fields.js';

export interface WaitingModel {
  readonly words: ViewWords;
  readonly waiting: readonly WaitingReader[];
  onGive(user: User): Promise<void>;
  onNotNow(user: User): Promise<void>;
  onCompare(user: User): Promise<void>;
}

const button = (text: string, label: string, run: () => Promise<void>): TemplateResult =>
  html`<button type="button" class="button small" aria-label=${label} @click=${() => void run()}>${text}</button>`;

function answers({ user, reason }: WaitingReader, { words, ...does }: WaitingModel): TemplateResult | typeof nothing {
  const { name } = user;
  if (reason === 'joined') {
    return html`<div class="actions">
      ${button(words.text('view.wait.give'), words.text('view.wait.give-to', { name }), () => does.onGive(user))}
      ${button(words.text('view.wait.not-now'), words.text('view.wait.not-now-to', { name }), () => does.onNotNow(user))}
    </div>`;
  }
  if (reason !== 'unverified' && reason !== 'key-changed') return nothing;
  return html`<div class="actions">${button(words.text('compare'), words.text('view.compare-of', { name }), () => does.onCompare(user))}</div>`;
}

function row(reader: WaitingReader, model: WaitingModel): TemplateResult {
  const { user, reason, through } = reader;
  const { words } = model;
  return html`<li class="waiting-row" part="waiting-row">${avatar(user)}
    <div class="who"><bdi class="member-name">${user.name}</bdi> <span>${words.rich(`view.wait.${reason}`, { group: nameOf(through, words) })}</span>
      <span class="detail"><bdi>${detailOf(user, words)}</bdi></span></div>
    ${answers(reader, model)}</li>`;
}

/** “Waiting”: who may read and has no key yet, why, and what to do about it. */
export function renderWaiting(model: WaitingModel): TemplateResult | typeof nothing {
  const { waiting, words } = model;
  if (waiting.length === 0) return nothing;
  return html`<section part="waiting" class="waiting">
    <h3 class="section" id="waiting-title">${words.text('view.waiting', { n: waiting.length })}</h3>
    <ul aria-labelledby="waiting-title">${waiting.map((reader) => row(reader, model))}</ul>
  </section>`;
}
