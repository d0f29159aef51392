import { type TemplateResult, html, nothing, svg } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { SecretDetails } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import type { viewTexts } from '../shared/catalogue/view.js';
import { checkIcon, copyIcon } from '../shared/icons.js';
import type { Localizer } from '../shared/localize.js';
import { webAddress } from '../shared/web-address.js';
import type { AskedField } from './events.js';

export type ViewWords = Localizer<typeof common & typeof viewTexts>;

/** What the fields of the window need: what is known, what is on the screen, and whom to tell. */
export interface FieldsModel {
  readonly details: SecretDetails;
  readonly words: ViewWords;
  readonly shown: { readonly text: string; readonly secondsLeft: number } | undefined;
  readonly opening: boolean;
  readonly copied: AskedField | undefined;
  /** Which field is selected to be copied by hand, and with what keys. */
  readonly byHand: { readonly field: AskedField; readonly keys: string } | undefined;
  /** A sentence under the client secret: why it could not be opened. */
  readonly trouble: TemplateResult | typeof nothing;
  onShow(): void;
  onKeep(): void;
  onCopy(field: AskedField): void;
}

type FieldKey = 'name' | 'owner' | 'last-use' | 'rotated' | 'left-at' | 'url' | 'identifier' | 'client-id' | 'client-secret' | 'method' | 'tags' | 'notes';

const eyeIcon = (): TemplateResult =>
  html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${svg`<path d="M1.5 8S4 3.75 8 3.75 14.500 8 14.500 8 12 12.250 8 12.250 1.5 8 1.500 8Z"/><circle cx="8" cy="8" r="2"/>`}</svg>`;

const row = (words: ViewWords, key: FieldKey, value: unknown): TemplateResult =>
  html`<div class="row" part="field"><dt part="field-label">${words.text(`view.${key}`)}</dt><dd part="value">${value}</dd></div>`;

function plain(text: string | undefined, words: ViewWords): TemplateResult {
  return text ? html`<bdi>${text}</bdi>` : html`<span class="muted">${words.text('view.none')}</span>`;
}

function url(text: string, words: ViewWords): TemplateResult {
  const target = webAddress(text);
  return target ? html`<a href=${target} target="_blank" rel="noopener noreferrer"><bdi>${text}</bdi></a>` : plain(text, words);
}

function time(at: Date | undefined, words: ViewWords): TemplateResult {
  if (!at) return html`<span class="muted">${words.text('view.never')}</span>`;
  return html`<time datetime=${at.toISOString()}>${words.date(at, { dateStyle: 'medium', timeStyle: 'short' })}</time>`;
}

/** Both texts take their place, so that the button keeps its width. */
function copyButton({ words, copied, onCopy, details }: FieldsModel, field: AskedField, disabled: boolean): TemplateResult {
  const done = copied === field;
  const text = words.text(field === 'clientId' ? 'view.copy-id' : 'view.copy');
  return html`<button type="button" class="button small copy ${done ? 'done' : ''}" part="copy-button" aria-disabled=${disabled ? 'true' : nothing}
    aria-describedby=${disabled && !details.enabled ? 'disabled' : nothing} @click=${() => { onCopy(field); }}>
    <span class="face">${copyIcon()}<span>${text}</span></span><span class="face">${checkIcon()}<span>${words.text('view.copied')}</span></span>
  </button>`;
}

const pressKeys = (model: FieldsModel, field: AskedField): TemplateResult | typeof nothing =>
  model.byHand?.field === field ? html`<p class="by-hand">${model.words.text('view.press-copy', { keys: model.byHand.keys })}</p>` : nothing;

function timer({ words, shown, onKeep }: FieldsModel): TemplateResult | typeof nothing {
  if (!shown) return nothing;
  return html`<div class="timer" part="timer">
    <span class="detail">${words.text('view.hidden-in', { n: shown.secondsLeft })}</span>
    <button type="button" class="link-button" data-keep @click=${onKeep}>${words.text('view.keep')}</button>
  </div>`;
}

function clientSecret(model: FieldsModel, keep: (element: Element | undefined) => void): TemplateResult {
  const { details, words, shown, opening, onShow } = model;
  if (!details.hasClientSecret) return plain(undefined, words);
  const disabled = !details.may.reveal;
  const value = shown ? html`<code class="secret" dir="ltr" ${ref(keep)}>${shown.text}</code>` : html`<span class="secret covered" aria-hidden="true">••••••••••••</span>`;
  return html`${value}${timer(model)}${pressKeys(model, 'clientSecret')}
    <div class="actions">
      <button type="button" class="button small show" part="show-button" aria-pressed=${shown ? 'true' : 'false'} aria-disabled=${disabled || opening ? 'true' : nothing}
        aria-describedby=${disabled && !details.enabled ? 'disabled' : nothing} @click=${onShow}>
        ${opening ? html`<span class="spinner"></span>` : eyeIcon()}${words.text('view.show')}
      </button>
      ${copyButton(model, 'clientSecret', disabled || opening)}
    </div>${model.trouble}`;
}

const tags = ({ tags: list }: SecretDetails, words: ViewWords): TemplateResult =>
  list.length === 0 ? plain(undefined, words) : html`<ul class="tags">${list.map((tag) => html`<li class="tag"><bdi>${tag}</bdi></li>`)}</ul>`;

/** Name to Notes, in the order of the form. `keepId` and `keepSecret` are given the elements that hold the two values. */
export function renderFields(model: FieldsModel, keepId: (element: Element | undefined) => void, keepSecret: (element: Element | undefined) => void): TemplateResult {
  const { details, words } = model;
  return html`<dl class="fields">
    ${row(words, 'name', plain(details.name, words))}
    ${row(words, 'owner', plain(details.owner.name, words))}
    ${row(words, 'last-use', time(details.lastUsedAt, words))}
    ${row(words, 'url', url(details.url, words))}
    ${row(words, 'identifier', plain(details.identifier, words))}
    ${row(words, 'client-id', html`<code class="value-id" dir="ltr" ${ref(keepId)}>${details.clientId}</code>${pressKeys(model, 'clientId')}<div class="actions">${copyButton(model, 'clientId', false)}</div>`)}
    ${row(words, 'client-secret', clientSecret(model, keepSecret))}
    ${details.hasClientSecret ? html`${row(words, 'rotated', time(details.rotatedAt, words))}${row(words, 'left-at', time(details.leftAt, words))}` : nothing}
    ${row(words, 'method', plain(details.method, words))}
    ${row(words, 'tags', tags(details, words))}
    ${row(words, 'notes', details.notes ? html`<span class="notes"><bdi>${details.notes}</bdi></span>` : plain(undefined, words))}
  </dl>`;
}

/** What stands there until the answer comes. */
export const renderSkeleton = (words: ViewWords): TemplateResult =>
  html`<div class="fields" aria-busy="true"><span class="sr-only">${words.text('loading')}</span>${[1, 2, 3, 4, 5, 6].map(() => html`<div class="row"><span class="skeleton"></span><span class="skeleton"></span></div>`)}</div>`;
