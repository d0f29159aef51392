import { type TemplateResult, html, nothing } from 'lit';
import type { common } from '../shared/catalogue/common.js';
import type { unlockTexts } from '../shared/catalogue/unlock.js';
import { alertIcon } from '../shared/icons.js';
import type { Localizer } from '../shared/localize.js';
import { inGroups } from './typed.js';
import type { FieldName } from './unlock-controller.js';

export type UnlockWords = Localizer<typeof common & typeof unlockTexts>;

/** What a field shows. Its text is nowhere but in the control itself. */
export interface FieldModel {
  readonly name: FieldName;
  readonly label: string;
  /** Why what was typed does not do. */
  readonly error: string | undefined;
  /** A sentence under it, read with it. */
  readonly hint?: string | undefined;
  readonly busy: boolean;
}

export interface PassphraseModel extends FieldModel {
  readonly words: UnlockWords;
  /** Whether it is made here, or one that a password manager may fill in. */
  readonly isNew: boolean;
  readonly plain: boolean;
  /** Absent where another field's button does it. */
  readonly onToggle?: () => void;
  onInput(text: string): void;
}

const idsOf = ({ name, hint, error }: FieldModel): string | typeof nothing => [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || nothing;

function frame(model: FieldModel, control: TemplateResult): TemplateResult {
  const { name, label, hint, error } = model;
  return html`<div class="field" part="field">
    <label for=${name} part="label">${label}</label>
    ${control}
    ${hint ? html`<p class="detail" id="${name}-hint" part="hint">${hint}</p>` : nothing}
    ${error ? html`<p class="error" id="${name}-error" part="error">${alertIcon()}<span>${error}</span></p>` : nothing}
  </div>`;
}

/** Covered while it is typed. Paste and password managers are welcome. */
export function passphraseField(model: PassphraseModel): TemplateResult {
  const { name, error, busy, words, isNew, plain, onToggle, onInput } = model;
  return frame(model, html`<div class="box">
    <input class="input" id=${name} part="input" type=${plain ? 'text' : 'password'} autocomplete=${isNew ? 'new-password' : 'current-password'} autocapitalize="none" spellcheck="false"
      ?readonly=${busy} aria-invalid=${error ? 'true' : nothing} aria-describedby=${idsOf(model)} aria-errormessage=${error ? `${name}-error` : nothing}
      @input=${(event: InputEvent) => { onInput((event.target as HTMLInputElement).value); }} />
    ${onToggle ? html`<button type="button" class="button" part="show-button" aria-controls=${name} @click=${onToggle}>${words.text(plain ? 'unlock.hide' : 'unlock.show')}</button>` : nothing}
  </div>`);
}

/** In groups as it is typed at the end; where somebody mends the middle, nothing moves under them. */
function onRecoveryInput(event: InputEvent): void {
  const area = event.target as HTMLTextAreaElement;
  const atEnd = area.selectionStart === area.value.length;
  if (event.isComposing || !atEnd || event.inputType.startsWith('delete')) return;
  const grouped = inGroups(area.value);
  if (grouped !== area.value) area.value = grouped;
}

function onRecoveryKeydown(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
  event.preventDefault(); // a key has no lines: Enter sends it
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}

/** The file itself is read when it is sent. */
export function fileField(model: FieldModel): TemplateResult {
  const { name, error, busy } = model;
  return frame(model, html`<input class="input file" id=${name} part="input" type="file" ?inert=${busy} aria-invalid=${error ? 'true' : nothing} aria-describedby=${idsOf(model)} aria-errormessage=${error ? `${name}-error` : nothing} />`);
}

/** A printed recovery key, as wide as three of its groups: it is read from paper, so it is not covered. */
export function recoveryField(model: FieldModel): TemplateResult {
  const { name, error, busy } = model;
  return frame(model, html`<textarea id=${name} part="input" rows="3" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" enterkeyhint="go"
    ?readonly=${busy} aria-invalid=${error ? 'true' : nothing} aria-describedby=${idsOf(model)} aria-errormessage=${error ? `${name}-error` : nothing}
    @input=${onRecoveryInput} @keydown=${onRecoveryKeydown}></textarea>`);
}
