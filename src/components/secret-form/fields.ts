import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { common } from '../shared/catalogue/common.js';
import type { formTexts } from '../shared/catalogue/form.js';
import { alertIcon, closeIcon } from '../shared/icons.js';
import type { Localizer } from '../shared/localize.js';
import { type Field, type FieldProblem, type TextField, isRequired } from './form-values.js';

export type FormWords = Localizer<typeof common & typeof formTexts>;
type LabelKey = 'form.name' | 'form.url' | 'form.client-id' | 'form.client-secret' | 'form.identifier' | 'form.method' | 'form.tags' | 'form.notes';

const LABELS: Readonly<Record<Field, LabelKey>> = {
  name: 'form.name', url: 'form.url', clientId: 'form.client-id', clientSecret: 'form.client-secret', identifier: 'form.identifier', method: 'form.method', tags: 'form.tags', notes: 'form.notes',
};

export const labelOf = (field: Field, words: FormWords): string => words.text(LABELS[field]);

function sentence(field: Field, problem: FieldProblem, words: FormWords): string {
  switch (problem.code) {
    case 'required': return words.text(field === 'name' ? 'form.enter-name' : field === 'url' ? 'form.enter-url' : 'form.enter-client-id');
    case 'too-long': return words.text('form.too-long', { n: problem.most });
    case 'too-many': return words.text('form.too-many-tags', { n: problem.most });
    case 'taken': return words.text('form.identifier-taken');
    case 'unfit': return words.text('form.unfit');
  }
}

/** What a field shows around its control. */
interface FieldModel {
  readonly field: Field;
  readonly words: FormWords;
  readonly problem: FieldProblem | undefined;
  /** A sentence under the control, read with it. */
  readonly hint?: string;
}

/** The ids that describe the control: what is required, the hint, the error. */
function describedBy({ field, problem, hint }: FieldModel): string | typeof nothing {
  const ids = [isRequired(field) && `${field}-required`, hint && `${field}-hint`, problem && `${field}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : nothing;
}

function frame(model: FieldModel, control: unknown): TemplateResult {
  const { field, words, problem, hint } = model;
  return html`<div class="field" part="field">
    <div class="field-head"><label for=${field} part="label">${labelOf(field, words)}</label>${isRequired(field) ? html`<span class="detail" id="${field}-required">${words.text('form.required')}</span>` : nothing}</div>
    ${control}
    ${hint ? html`<p class="detail" id="${field}-hint">${hint}</p>` : nothing}
    ${problem ? html`<p class="error" id="${field}-error" part="error">${alertIcon()}<span>${sentence(field, problem, words)}</span></p>` : nothing}
  </div>`;
}

export interface TextModel extends FieldModel {
  readonly field: TextField;
  readonly value: string;
  readonly fixed?: boolean;
  onInput(text: string): void;
  onLeave(): void;
}

const textOf = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

/** Longer than fits on a line, and with line breaks: a text area. */
export function renderText(model: TextModel): TemplateResult {
  const { field, value, problem, fixed, onInput, onLeave } = model;
  const invalid = problem ? 'true' : nothing;
  if (field === 'notes') {
    return frame(model, html`<textarea id=${field} part="input" rows="3" aria-invalid=${invalid} aria-describedby=${describedBy(model)} .value=${live(value)}
      @input=${(event: Event) => { onInput(textOf(event)); }} @blur=${onLeave}></textarea>`);
  }
  return frame(model, html`<input class="input" id=${field} part="input" type="text" inputmode=${field === 'url' ? 'url' : nothing} autocomplete="off" autocapitalize="none" spellcheck=${field === 'name' ? 'true' : 'false'}
    aria-required=${isRequired(field) ? 'true' : nothing} aria-invalid=${invalid} aria-describedby=${describedBy(model)} ?readonly=${fixed} .value=${live(value)}
    @input=${(event: Event) => { onInput(textOf(event)); }} @blur=${onLeave} />`);
}

export interface TagsModel extends FieldModel {
  readonly tags: readonly string[];
  readonly text: string;
  onType(text: string): void;
  onAdd(): void;
  onRemove(tag: string, at: number): void;
  onLeave(): void;
}

/** A box with what was added in it; Enter and comma add, a press on the cross removes. */
export function renderTags(model: TagsModel): TemplateResult {
  const { tags, text, words, problem, onType, onAdd, onRemove, onLeave } = model;
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault(); // Enter would save the form
    onAdd();
  };
  return frame(model, html`
    ${tags.length === 0 ? nothing : html`<ul class="tags">${tags.map((tag, at) => html`<li class="tag removable"><bdi>${tag}</bdi>
      <button type="button" class="remove-tag" aria-label=${words.text('form.remove-tag', { tag })} @click=${() => { onRemove(tag, at); }}>${closeIcon()}</button></li>`)}</ul>`}
    <input class="input" id="tags" part="input" type="text" autocomplete="off" autocapitalize="none" enterkeyhint="enter" aria-invalid=${problem ? 'true' : nothing} aria-describedby=${describedBy(model)}
      .value=${live(text)} @input=${(event: Event) => { onType(textOf(event)); }} @keydown=${onKeydown} @blur=${onLeave} />`);
}

export interface SecretModel extends FieldModel {
  readonly value: string;
  /** Whether there is a value already. */
  readonly present: boolean;
  readonly changes: boolean;
  readonly plain: boolean;
  /** Whether the value has line breaks, as keys in PEM do: an `<input>` would lose them. */
  readonly lines: boolean;
  onInput(text: string): void;
  onLines(text: string): void;
  onChange(changes: boolean): void;
  onToggle(): void;
  onLeave(): void;
}

function onPaste(event: ClipboardEvent, onLines: (text: string) => void): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const input = event.target as HTMLInputElement;
  if (!/[\r\n]./s.test(text.trim())) return;
  event.preventDefault(); // it goes in with its line breaks
  const [start, end] = [input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length];
  onLines(input.value.slice(0, start) + text + input.value.slice(end));
}

function secretControl(model: SecretModel): TemplateResult {
  const { value, plain, lines, problem, onInput, onLines, onLeave } = model;
  const invalid = problem ? 'true' : nothing;
  if (lines) {
    return html`<textarea id="clientSecret" part="input" class="mono ${plain ? '' : 'covered'}" rows="4" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" aria-invalid=${invalid} aria-describedby=${describedBy(model)}
      .value=${live(value)} @input=${(event: Event) => { onInput(textOf(event)); }} @blur=${onLeave}></textarea>`;
  }
  // no password field: a browser would take the client ID for its user name and keep that readable (docs/adr/0016)
  return html`<input class="input mono ${plain ? '' : 'covered'}" id="clientSecret" part="input" type="text" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" aria-invalid=${invalid} aria-describedby=${describedBy(model)}
    .value=${live(value)} @input=${(event: Event) => { onInput(textOf(event)); }} @paste=${(event: ClipboardEvent) => { onPaste(event, onLines); }} @blur=${onLeave} />`;
}

/** The client secret: covered while it is typed; a present one stays where it is until “Change Client secret”. */
export function renderSecret(model: SecretModel): TemplateResult {
  const { words, present, changes, plain, onChange, onToggle } = model;
  if (!changes) {
    return html`<div class="field" part="field"><div class="field-head"><span class="label">${labelOf('clientSecret', words)}</span></div>
      <div class="present"><span class="dots" aria-hidden="true">••••••••••••</span><button type="button" class="button small" id="change-secret" @click=${() => { onChange(true); }}>${words.text('form.change-secret')}</button></div></div>`;
  }
  const hints = [plain ? words.text('form.secret-shown') : words.text('form.secret-covered'), ...(present ? [words.text('form.secret-empty')] : [])];
  const described = { ...model, hint: hints.join(' ') };
  return frame(described, html`
    <div class="secret-box">${secretControl(described)}<button type="button" class="button" aria-controls="clientSecret" @click=${onToggle}>${words.text(plain ? 'form.hide' : 'form.show')}</button></div>
    ${present ? html`<div><button type="button" class="link-button" @click=${() => { onChange(false); }}>${words.text('form.keep-secret')}</button></div>` : nothing}`);
}
