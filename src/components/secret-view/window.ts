import { type TemplateResult, html, nothing } from 'lit';
import type { Permission, Refusal, User } from '../../core/for-components.js';
import { isTampering, sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { renderAccess } from './access-table.js';
import type { AskedField } from './events.js';
import { type FieldsModel, type ViewWords, renderFields, renderSkeleton } from './fields.js';
import type { Ready, Said, SecretViewController, Trouble } from './secret-view-controller.js';
import { WARNED_SECONDS } from './shown-value.js';
import type { TrustActions } from './trust-actions.js';
import { renderWaiting } from './waiting.js';

/** What the window shows: the state of the secret, and of the window itself. */
export interface WindowModel {
  readonly view: SecretViewController;
  readonly trust: TrustActions;
  readonly words: ViewWords;
  /** Who looks; absent while there is no vault. */
  readonly me: User | undefined;
  readonly levels: readonly Permission[];
  /** What the secret is called as far as is known before it is read. */
  readonly name: string | undefined;
  /** What a person who does not see the window is told. */
  readonly said: string;
  readonly byHand: FieldsModel['byHand'];
  readonly showsAll: boolean;
  /** Stands in place of the secret while the keys are locked. */
  readonly unlock: TemplateResult | false;
  /** Are given the elements that hold the two values. */
  readonly keep: Readonly<Record<AskedField, (element: Element | undefined) => void>>;
  readonly on: WindowActions;
}

export interface WindowActions {
  close(): void;
  retry(): void;
  show(): void;
  keep(): void;
  copy(field: AskedField): void;
  manage(): void;
  showAll(): void;
  showChanges(): void;
}

export type KeyChanged = Extract<Refusal, { code: 'share/key-changed' }>;

/** The words for what happened. Never a value. */
export function spoken(what: Exclude<Said, { copyByHand: AskedField }>, words: ViewWords): string {
  switch (what) {
    case 'shown': return words.text('view.say.shown');
    case 'hidden': return words.text('view.say.hidden');
    case 'hides-soon': return words.text('view.hidden-in', { n: WARNED_SECONDS });
    default: return words.text('view.say.copied', { what: words.text(what.copied === 'clientId' ? 'view.client-id' : 'view.client-secret') });
  }
}

function sentenceOf(trouble: Trouble, words: ViewWords): string {
  if (trouble.kind === 'refused') return sentenceFor(trouble.refusal, words);
  return navigator.onLine || isTampering(trouble.fault) ? sentenceForFault(trouble.fault, words) : words.text('view.offline');
}

/** The way out, where there is one. */
function wayOut(trouble: Trouble, words: ViewWords, trust: TrustActions, retry: () => void): TemplateResult | typeof nothing {
  if (trouble.kind === 'failed') return isTampering(trouble.fault) ? nothing : html`<button type="button" class="button small" @click=${retry}>${words.text('retry')}</button>`;
  const { refusal } = trouble;
  return refusal.code === 'share/key-changed' ? html`<button type="button" class="button small" @click=${() => void trust.compareChanged(refusal)}>${words.text('compare')}</button>` : nothing;
}

function renderTrouble(trouble: Trouble, words: ViewWords, trust: TrustActions, retry: () => void): TemplateResult {
  return html`<div class="banner ${trouble.kind === 'refused' ? '' : 'danger'}" part="banner" role="alert">
    <span>${sentenceOf(trouble, words)}</span>${wayOut(trouble, words, trust, retry)}
  </div>`;
}

/** Somebody knows a value that they may not know any more. */
function renderLeft({ words, trust }: WindowModel, { details: { may, leftSinceRotation } }: Ready): TemplateResult | typeof nothing {
  if (!leftSinceRotation) return nothing;
  return html`<div class="banner warning" part="banner"><span>${words.text('view.left')}</span>
    ${may.share ? html`<button type="button" class="button small" @click=${trust.whoLeft}>${words.text('view.who-left')}</button>` : nothing}
    ${may.edit ? html`<button type="button" class="button small" data-rotate @click=${trust.rotate}>${words.text('view.rotate')}</button>` : nothing}</div>`;
}

/** A key that somebody should hold no more: rarely seen, since an open vault takes it from them by itself. */
function renderDue({ trust, words }: WindowModel): TemplateResult | typeof nothing {
  const { dueSince } = trust.known;
  if (!dueSince) return nothing;
  return html`<div class="banner" part="banner"><span>${words.text('view.due', { date: words.date(dueSince) })}</span>
    <button type="button" class="button small" @click=${() => void trust.sealAnew()}>${words.text('view.seal-anew')}</button></div>`;
}

function renderBanners(model: WindowModel, ready: Ready): TemplateResult {
  const { view, words, on } = model;
  const { details } = ready;
  return html`
    ${renderLeft(model, ready)}
    ${renderDue(model)}
    ${details.enabled ? nothing : html`<div class="banner warning" part="banner"><span id="disabled">${words.text('view.disabled')}</span></div>`}
    ${view.newer ? html`<div class="banner warning" part="banner" role="alert">
      <span>${words.text('view.changed')}</span>
      <button type="button" class="button small" @click=${on.showChanges}>${words.text('view.reload')}</button>
    </div>` : nothing}`;
}

function renderReady(model: WindowModel, ready: Ready, me: User): TemplateResult {
  const { view, trust, words, byHand, levels, showsAll, keep, on } = model;
  const { shown, opening, copied, trouble } = view;
  const fields = renderFields({
    details: ready.details, words, shown, opening, copied, byHand, trouble: trouble ? renderTrouble(trouble, words, trust, on.show) : nothing,
    onShow: on.show, onKeep: on.keep, onCopy: on.copy,
  }, keep.clientId, keep.clientSecret);
  return html`${renderBanners(model, ready)}${fields}
    ${trust.known.trouble ? renderTrouble(trust.known.trouble, words, trust, on.retry) : nothing}
    ${renderWaiting({ words, waiting: trust.known.waiting, onGive: trust.give, onNotNow: trust.notNow, onCompare: trust.compare })}
    ${renderAccess({ ready, me, words, levels, showsAll, trusts: trust.known.trusts, managerOf: trust.managerOf, onManage: on.manage, onShowAll: on.showAll, onCompare: trust.compare, onWhy: trust.why, onTransfer: trust.transfer })}`;
}

function renderBody(model: WindowModel): TemplateResult {
  const { view: { state }, words, me, unlock, on } = model;
  if (unlock) return unlock;
  if (state.kind === 'loading' || !me) return renderSkeleton(words);
  return state.kind === 'ready' ? renderReady(model, state, me) : renderTrouble(state, words, model.trust, on.retry);
}

/** A secret that one may not see any more has no name. */
function titleOf({ view: { state }, words, name }: WindowModel): string {
  if (state.kind === 'ready') return state.details.name;
  const gone = state.kind === 'refused' && state.refusal.code === 'access/not-found';
  return (gone ? undefined : name) ?? words.text('view.title');
}

/** There is something to look at once there were two. */
function renderVersions({ view: { state }, trust, words, unlock }: WindowModel): TemplateResult | typeof nothing {
  if (unlock || state.kind !== 'ready' || !state.details.may.edit || state.details.version < 2) return nothing;
  return html`<button type="button" class="button versions" part="versions-button" @click=${trust.versions}>${words.text('view.versions')}</button>`;
}

/** Everything inside the `<dialog>`. */
export function renderWindow(model: WindowModel): TemplateResult {
  const { words, said, on } = model;
  return html`<div class="window">
    <div class="header"><h2 class="title" id="title" part="title" tabindex="-1"><bdi>${titleOf(model)}</bdi></h2></div>
    <div class="body">${renderBody(model)}</div>
    <div class="footer">${renderVersions(model)}<button type="button" class="button" @click=${on.close}>${words.text('close')}</button></div>
    <p class="sr-only" role="status">${said}</p>
  </div>`;
}
