import { type TemplateResult, html, nothing } from 'lit';
import type { Permission, User } from '../../core/for-components.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { renderAccess } from './access-table.js';
import type { AskedField } from './events.js';
import { type FieldsModel, type ViewWords, renderFields, renderSkeleton } from './fields.js';
import type { Ready, Said, SecretViewController, Trouble } from './secret-view-controller.js';
import { WARNED_SECONDS } from './shown-value.js';

/** What the window shows: the state of the secret, and of the window itself. */
export interface WindowModel {
  readonly view: SecretViewController;
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
  return navigator.onLine ? sentenceForFault(trouble.fault, words) : words.text('view.offline');
}

function renderTrouble(trouble: Trouble, words: ViewWords, retry: () => void): TemplateResult {
  const lawful = trouble.kind === 'refused';
  return html`<div class="banner ${lawful ? '' : 'danger'}" part="banner" role="alert">
    <span>${sentenceOf(trouble, words)}</span>
    ${lawful ? nothing : html`<button type="button" class="button small" @click=${retry}>${words.text('retry')}</button>`}
  </div>`;
}

function renderBanners({ view, words, on }: WindowModel, { details }: Ready): TemplateResult {
  return html`
    ${details.enabled ? nothing : html`<div class="banner warning" part="banner"><span id="disabled">${words.text('view.disabled')}</span></div>`}
    ${view.newer ? html`<div class="banner warning" part="banner" role="alert">
      <span>${words.text('view.changed')}</span>
      <button type="button" class="button small" @click=${on.showChanges}>${words.text('view.reload')}</button>
    </div>` : nothing}`;
}

function renderReady(model: WindowModel, ready: Ready, me: User): TemplateResult {
  const { view, words, byHand, levels, showsAll, keep, on } = model;
  const { shown, opening, copied, trouble } = view;
  const fields = renderFields({
    details: ready.details, words, shown, opening, copied, byHand, trouble: trouble ? renderTrouble(trouble, words, on.show) : nothing,
    onShow: on.show, onKeep: on.keep, onCopy: on.copy,
  }, keep.clientId, keep.clientSecret);
  return html`${renderBanners(model, ready)}${fields}${renderAccess({ ready, me, words, levels, showsAll, onManage: on.manage, onShowAll: on.showAll })}`;
}

function renderBody(model: WindowModel): TemplateResult {
  const { view: { state }, words, me, on } = model;
  if (state.kind === 'loading' || !me) return renderSkeleton(words);
  return state.kind === 'ready' ? renderReady(model, state, me) : renderTrouble(state, words, on.retry);
}

/** A secret that one may not see any more has no name. */
function titleOf({ view: { state }, words, name }: WindowModel): string {
  if (state.kind === 'ready') return state.details.name;
  const gone = state.kind === 'refused' && state.refusal.code === 'access/not-found';
  return (gone ? undefined : name) ?? words.text('view.title');
}

/** Everything inside the `<dialog>`. */
export function renderWindow(model: WindowModel): TemplateResult {
  const { words, said, on } = model;
  return html`<div class="window">
    <div class="header"><h2 class="title" id="title" part="title" tabindex="-1"><bdi>${titleOf(model)}</bdi></h2></div>
    <div class="body">${renderBody(model)}</div>
    <div class="footer"><button type="button" class="button" @click=${on.close}>${words.text('close')}</button></div>
    <p class="sr-only" role="status">${said}</p>
  </div>`;
}
