import { type TemplateResult, html, nothing } from 'lit';
import type { SecretDetails } from '../../core/for-components.js';
import { isTampering, sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { renderConflict } from './conflict.js';
import { type FormWords, renderSecret, renderTags, renderText } from './fields.js';
import type { Field, TextField } from './form-values.js';
import type { SecretFormController, Trouble } from './secret-form-controller.js';

/** What the window shows: the state of the form, and of the window itself. */
export interface WindowModel {
  readonly form: SecretFormController;
  readonly words: FormWords;
  readonly adds: boolean;
  /** Whether it opened to change the client secret. */
  readonly rotates: boolean;
  /** Whether the client secret can be read while it is typed. */
  readonly plain: boolean;
  /** Whether it has line breaks. */
  readonly lines: boolean;
  /** What a person who does not see the window is told. */
  readonly said: string;
  /** Stands in place of the fields while the keys are locked. */
  readonly unlock: TemplateResult | false;
  readonly on: WindowActions;
}

export interface WindowActions {
  submit(event: SubmitEvent): void;
  cancel(): void;
  discard(): void;
  retry(): void;
  leave(field: Field): void;
  changeSecret(changes: boolean): void;
  lines(text: string): void;
  toggle(): void;
  removeTag(tag: string, at: number): void;
  /** A press on the footer has begun, or ended. */
  pressFooter(pressing: boolean): void;
}

export const sentenceOf = (trouble: Trouble, words: FormWords): string =>
  trouble.kind === 'refused' ? sentenceFor(trouble.refusal, words) : sentenceForFault(trouble.fault, words);

function renderTrouble({ form, words, on }: WindowModel): TemplateResult | typeof nothing {
  const { trouble, status } = form;
  if (!trouble) return nothing;
  const retries = trouble.kind === 'failed' && status === 'unavailable' && !isTampering(trouble.fault);
  return html`<div class="banner ${trouble.kind === 'failed' ? 'danger' : 'warning'}" part="banner" role="alert"><span>${sentenceOf(trouble, words)}</span>
    ${retries ? html`<button type="button" class="button small" @click=${on.retry}>${words.text('retry')}</button>` : nothing}</div>`;
}

function textField({ form, words, on }: WindowModel, field: TextField): TemplateResult {
  const fixed = field === 'identifier' && form.base !== undefined && !form.base.may.share;
  return renderText({
    field, words, value: form.values[field], problem: form.errors[field], fixed, hint: fixed ? words.text('form.identifier-fixed') : undefined,
    onInput: (text) => { form.set(field, text); }, onLeave: () => { on.leave(field); },
  });
}

function secretField({ form, words, plain, lines, on }: WindowModel): TemplateResult {
  return renderSecret({
    field: 'clientSecret', words, problem: form.errors.clientSecret, value: form.secret, present: form.base?.hasClientSecret ?? false, changes: form.changesSecret, plain, lines,
    onInput: (text) => { form.setSecret(text); }, onLines: on.lines, onChange: on.changeSecret, onToggle: on.toggle, onLeave: () => { on.leave('clientSecret'); },
  });
}

function tagsField({ form, words, on }: WindowModel): TemplateResult {
  return renderTags({
    field: 'tags', words, problem: form.errors.tags, hint: words.text('form.add-tag-hint'), tags: form.values.tags, text: form.tagText,
    onType: (text) => { form.typeTag(text); }, onAdd: () => { form.addTag(); }, onRemove: on.removeTag, onLeave: () => { on.leave('tags'); },
  });
}

const renderRotation = ({ rotates, words }: WindowModel): TemplateResult | typeof nothing =>
  rotates ? html`<div class="banner" part="banner"><span>${words.text('form.rotate')}</span></div>` : nothing;

function renderFields(model: WindowModel): TemplateResult {
  const { form, words, on } = model;
  return html`
    ${form.restored ? html`<div class="banner draft" part="banner"><span>${words.text('form.draft-restored')}</span><button type="button" class="link-button" @click=${on.discard}>${words.text('form.discard')}</button></div>` : nothing}
    ${form.conflict ? renderConflict(form.conflict, words, (field, side) => { form.choose(field, side); }) : nothing}
    ${textField(model, 'name')}${textField(model, 'url')}${textField(model, 'clientId')}${secretField(model)}
    <div class="pair">${textField(model, 'identifier')}${textField(model, 'method')}</div>
    ${tagsField(model)}${textField(model, 'notes')}`;
}

function renderBody(model: WindowModel): TemplateResult {
  const { form, words, unlock } = model;
  if (unlock) return unlock;
  if (form.status === 'loading') return html`<div class="field" aria-busy="true"><span class="sr-only">${words.text('loading')}</span>${[1, 2, 3].map(() => html`<span class="skeleton"></span>`)}</div>`;
  return html`${renderTrouble(model)}${form.status === 'unavailable' ? nothing : html`${renderRotation(model)}${renderFields(model)}`}`;
}

function renderTitle({ form, words, adds }: WindowModel): TemplateResult | string {
  if (adds) return words.text('form.title-add');
  if (form.subject !== undefined) return words.rich('form.title-edit', { name: form.subject });
  return words.text(form.status === 'loading' ? 'loading' : 'form.failed');
}

function renderMade({ createdBy, createdAt, changedBy, changedAt }: SecretDetails, words: FormWords): TemplateResult {
  const at = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return html`<div class="made detail"><span>${words.rich('form.made', { name: createdBy.name, date: words.date(createdAt, at) })}</span>
    <span>${words.rich('form.changed', { name: changedBy.name, date: words.date(changedAt, at) })}</span></div>`;
}

function renderFooter({ form: { status }, words, unlock, on }: WindowModel): TemplateResult {
  const saving = status === 'saving';
  const ends = (): void => { on.pressFooter(false); };
  return html`<div class="footer" @pointerdown=${() => { on.pressFooter(true); }} @pointerup=${ends} @pointerleave=${ends} @pointercancel=${ends}>
    <button type="button" class="button" part="cancel-button" @click=${on.cancel}>${words.text('cancel')}</button>
    ${status === 'unavailable' || unlock ? nothing : html`<button type="submit" class="button primary save" part="save-button" aria-disabled=${saving || status === 'loading' ? 'true' : nothing}>
      ${saving ? html`<span class="spinner"></span>` : nothing}${words.text('form.save')}</button>`}
  </div>`;
}

/** Everything inside the `<dialog>`. */
export function renderWindow(model: WindowModel): TemplateResult {
  const { form, words, said, unlock, on } = model;
  return html`<form class="window" novalidate @submit=${on.submit}>
    <div class="header"><h2 class="title" id="title" part="title" tabindex="-1">${renderTitle(model)}</h2>${form.base ? renderMade(form.base, words) : nothing}</div>
    <div class="body" ?inert=${!unlock && form.status === 'saving'}>${renderBody(model)}</div>
    ${renderFooter(model)}
    <p class="sr-only" role="status">${said}</p>
  </form>`;
}
