import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { UserId } from '../../core/for-components.js';
import { alertIcon } from '../shared/icons.js';
import { type PickerBox, pickerBox } from '../shared/picker/picker-box.js';
import { isTampering, sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { renderConflict } from './conflict.js';
import type { GroupEditorController, Trouble } from './group-editor-controller.js';
import type { GroupValues } from './group-values.js';
import { type GroupWords, labelOf, sentenceOfField } from './group-words.js';
import { type MemberRows, renderMembers } from './members.js';
import { renderOpens } from './opens.js';

/** What the window shows: the state of the group, and of the window itself. */
export interface WindowModel {
  readonly editor: GroupEditorController;
  readonly words: GroupWords;
  readonly me: UserId | undefined;
  readonly box: PickerBox;
  readonly rows: MemberRows;
  /** What a person who does not see the window is told. */
  readonly said: string;
  /** Whether all secrets are named that the group opens. */
  readonly namesAll: boolean;
  /** Stands in place of the fields while the keys are locked. */
  readonly unlock: TemplateResult | false;
  readonly on: WindowActions;
}

export interface WindowActions {
  submit(event: SubmitEvent): void;
  cancel(): void;
  discard(): void;
  retry(): void;
  leave(field: 'name' | 'description'): void;
  addMe(): void;
  nameAll(): void;
  /** A press on the footer has begun, or ended. */
  pressFooter(pressing: boolean): void;
}

/** The window's own words where the common ones speak of a secret. */
export function sentenceOf(trouble: Trouble, words: GroupWords): string {
  if (trouble.kind === 'failed') return sentenceForFault(trouble.fault, words);
  switch (trouble.refusal.code) {
    case 'access/not-found': return words.text('group.gone');
    case 'access/not-permitted': return words.text('group.not-yours');
    default: return sentenceFor(trouble.refusal, words);
  }
}

function renderTrouble({ editor: { trouble, status }, words, on }: WindowModel): TemplateResult | typeof nothing {
  if (!trouble) return nothing;
  const retries = trouble.kind === 'failed' && status === 'unavailable' && !isTampering(trouble.fault);
  return html`<div class="banner ${trouble.kind === 'failed' ? 'danger' : 'warning'}" part="banner" role="alert"><span>${sentenceOf(trouble, words)}</span>
    ${retries ? html`<button type="button" class="button small" @click=${on.retry}>${words.text('retry')}</button>` : nothing}</div>`;
}

function textField(field: 'name' | 'description', { editor, words, on }: WindowModel): TemplateResult {
  const problem = editor.errors[field];
  const required = field === 'name';
  const describedBy = [required && 'name-required', problem && `${field}-error`].filter(Boolean).join(' ') || nothing;
  const onInput = (event: Event): void => { editor.set(field, (event.target as HTMLInputElement | HTMLTextAreaElement).value); };
  const leave = (): void => { on.leave(field); };
  return html`<div class="field" part="field">
    <div class="field-head"><label for=${field}>${labelOf(field, words)}</label>${required ? html`<span class="detail" id="name-required">${words.text('form.required')}</span>` : nothing}</div>
    ${required
      ? html`<input class="input" id="name" part="input" type="text" autocomplete="off" aria-required="true" aria-invalid=${problem ? 'true' : nothing} aria-describedby=${describedBy} .value=${live(editor.values.name)} @input=${onInput} @blur=${leave} />`
      : html`<textarea id="description" part="input" rows="2" aria-invalid=${problem ? 'true' : nothing} aria-describedby=${describedBy} .value=${live(editor.values.description)} @input=${onInput} @blur=${leave}></textarea>`}
    ${problem ? html`<p class="error" id="${field}-error" part="error">${alertIcon()}<span>${sentenceOfField(problem, words)}</span></p>` : nothing}
  </div>`;
}

function enabledSwitch({ editor, words }: WindowModel): TemplateResult {
  return html`<div class="field" part="field">
    <label class="check"><input class="switch" type="checkbox" role="switch" id="enabled" aria-describedby="enabled-hint" aria-checked=${editor.values.enabled ? 'true' : 'false'} .checked=${live(editor.values.enabled)}
      @change=${(event: Event) => { editor.set('enabled', (event.target as HTMLInputElement).checked); }} />${labelOf('enabled', words)}</label>
    <p class="detail" id="enabled-hint">${words.text('group.enabled-hint')}</p>
  </div>`;
}

function mayView({ editor, words }: WindowModel): TemplateResult {
  const radio = (value: boolean): TemplateResult => html`<label class="check"><input type="radio" name="may-view" .checked=${live(editor.values.membersMayView === value)}
    @change=${() => { editor.set('membersMayView', value); }} />${words.text(value ? 'yes' : 'no')}</label>`;
  return html`<fieldset class="field" part="field" aria-describedby="may-view-hint">
    <legend class="label">${labelOf('membersMayView', words)}</legend>
    <div class="radios">${radio(true)}${radio(false)}</div>
    <p class="detail" id="may-view-hint">${words.text('group.may-view-hint')}</p>
  </fieldset>`;
}

/** Whoever made the group is not in it by itself (mysafe.md L18). */
function addMe({ rows, me, words, on }: WindowModel): TemplateResult | typeof nothing {
  if (me === undefined || rows.members.some(({ user, leaves }) => user.id === me && !leaves)) return nothing;
  return html`<p class="note detail" part="note">${words.text('group.add-yourself')} <button type="button" class="link-button" @click=${on.addMe}>${words.text('group.add-me')}</button></p>`;
}

function membersField(model: WindowModel): TemplateResult {
  const { editor, words, box, rows, namesAll, on } = model;
  const problem = editor.errors.members;
  return html`<div class="field" part="field">
    <div class="field-head"><label for="people">${words.text('group.members')}</label><span class="detail" id="people-count">${words.text('principal.people', { n: editor.input.members.length })}</span></div>
    ${pickerBox(box)}
    ${editor.base ? renderOpens(editor.opens, editor.values.enabled, words, namesAll, on.nameAll) : nothing}
    ${problem ? html`<p class="error" id="members-error" part="error">${alertIcon()}<span>${sentenceOfField(problem, words)}</span></p>` : nothing}
    ${addMe(model)}${renderMembers(rows)}
  </div>`;
}

function renderBody(model: WindowModel): TemplateResult {
  const { editor, words, unlock, on } = model;
  if (unlock) return unlock;
  if (editor.status === 'loading') return html`<div class="field" aria-busy="true"><span class="sr-only">${words.text('loading')}</span>${[1, 2, 3].map(() => html`<span class="skeleton"></span>`)}</div>`;
  if (editor.status === 'unavailable') return html`${renderTrouble(model)}`;
  return html`${renderTrouble(model)}
    ${editor.restored ? html`<div class="banner draft" part="banner"><span>${words.text('share.draft-restored')}</span><button type="button" class="link-button" @click=${on.discard}>${words.text('share.discard')}</button></div>` : nothing}
    ${editor.conflict ? renderConflict(editor.conflict, words, (field, side) => { editor.choose(field, side); }) : nothing}
    ${textField('name', model)}<div class="pair">${enabledSwitch(model)}${mayView(model)}</div>${textField('description', model)}${membersField(model)}`;
}

function renderTitle({ editor: { base, status }, words }: WindowModel, adds: boolean): TemplateResult | string {
  if (adds) return words.text('group.title-new');
  if (base) return words.rich('group.title-edit', { name: base.name });
  return words.text(status === 'loading' ? 'loading' : 'group.failed');
}

const turnedOff = (values: GroupValues, before: { readonly enabled: boolean } | undefined): boolean => before?.enabled === true && !values.enabled;

/** One line that says what Save will do to who is in the group. */
function summaryOf({ base, added, leaving, values }: GroupEditorController, words: GroupWords): string {
  if (!base) return '';
  const off = turnedOff(values, base);
  const parts = [
    added.length > 0 && words.text('group.summary-join', { n: added.length }),
    leaving.length > 0 && words.text(added.length > 0 ? 'group.summary-leave-more' : 'group.summary-leave', { n: leaving.length }),
    off && words.text('group.summary-off'),
  ].filter((part) => part !== false);
  const sealed = (leaving.length > 0 || off) && base.enabled;
  return parts.length === 0 ? '' : `${parts.join(', ')}.${sealed ? ` ${words.text('group.sealed-anew')}` : ''}`;
}

function renderFooter({ editor, words, unlock, on }: WindowModel): TemplateResult {
  const { status } = editor;
  const summary = unlock || status === 'unavailable' ? '' : summaryOf(editor, words);
  const ends = (): void => { on.pressFooter(false); };
  return html`<div class="footer" @pointerdown=${() => { on.pressFooter(true); }} @pointerup=${ends} @pointerleave=${ends} @pointercancel=${ends}>
    <p class="summary" part="summary" ?hidden=${summary === ''}>${summary}</p>
    <button type="button" class="button" part="cancel-button" @click=${on.cancel}>${words.text('cancel')}</button>
    ${status === 'unavailable' || unlock ? nothing : html`<button type="submit" class="button primary save" part="save-button" aria-disabled=${status === 'ready' ? nothing : 'true'}>
      ${status === 'saving' ? html`<span class="spinner"></span>` : nothing}${words.text('form.save')}</button>`}
  </div>`;
}

/** Everything inside the `<dialog>`. */
export function renderWindow(model: WindowModel, adds: boolean): TemplateResult {
  const { editor, words, said, unlock, on } = model;
  const made = editor.base?.createdAt;
  return html`<form class="window" part="form" novalidate @submit=${on.submit}>
    <div class="header"><div><h2 class="title" id="title" part="title" tabindex="-1">${renderTitle(model, adds)}</h2>
      ${made ? html`<p class="subtitle">${words.text('group.made', { date: words.date(made) })}</p>` : nothing}</div></div>
    <div class="body" ?inert=${!unlock && editor.status === 'saving'}>${renderBody(model)}</div>
    ${renderFooter(model)}
    <p class="sr-only" role="status">${said}</p>
  </form>`;
}
