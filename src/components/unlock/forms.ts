import { type TemplateResult, html, nothing, svg } from 'lit';
import type { Vault } from '../../core/for-components.js';
import { alertIcon, icon } from '../shared/icons.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { type UnlockWords, fileField, passphraseField, recoveryField } from './fields.js';
import type { Strength } from './typed.js';
import type { FieldName, Step, Trouble, UnlockController } from './unlock-controller.js';

/** What the form shows: how far the unlocking is, and of what is typed only how long it is. */
export interface FormModel {
  readonly vault: Vault;
  readonly words: UnlockWords;
  readonly unlock: UnlockController;
  readonly plain: boolean;
  readonly strength: Strength | undefined;
  submit(event: SubmitEvent): void;
  toggle(): void;
  typed(name: FieldName, text: string): void;
  go(step: Step | undefined): void;
}

export function sentenceOf(trouble: Trouble, words: UnlockWords): string {
  if ('text' in trouble) return words.text(trouble.text);
  return 'refusal' in trouble ? sentenceFor(trouble.refusal, words) : sentenceForFault(trouble.fault, words);
}

const errorAt = (at: Trouble['at'], { unlock: { trouble }, words }: FormModel): string | undefined => (trouble?.at === at ? sentenceOf(trouble, words) : undefined);

const lockIcon = (): TemplateResult => icon(svg`<rect x="3" y="7" width="10" height="6.5" rx="1.5"/><path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"/>`);

const lead = (text: string): TemplateResult => html`<p class="lead" id="lead" part="lead">${lockIcon()}<span>${text}</span></p>`;

/** The button that tries, and what went wrong where no field is to blame. */
function action(label: string, model: FormModel, kind: 'primary' | 'danger' = 'primary', more: unknown = nothing): TemplateResult {
  const { busy } = model.unlock;
  const error = errorAt('form', model);
  return html`${error ? html`<p class="error" id="form-error" part="error">${alertIcon()}<span>${error}</span></p>` : nothing}
    <div class="actions"><button type="submit" class="button ${kind}" part="unlock-button" aria-disabled=${busy ? 'true' : nothing} aria-describedby=${error ? 'form-error' : nothing}>
      ${busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${label}</button>${more}</div>`;
}

const link = (label: string, press: () => void, kind = ''): TemplateResult => html`<button type="button" class="link-button ${kind}" part="way" @click=${press}>${label}</button>`;

/** Password managers keep a passphrase by the name beside it. */
const username = ({ vault }: FormModel): TemplateResult => html`<input hidden type="text" autocomplete="username" readonly .value=${vault.me.username} />`;

/** The one in use, or a new one twice. */
function passphrases(model: FormModel): TemplateResult {
  const { words, unlock, plain, strength, toggle, typed } = model;
  const field = (name: 'passphrase' | 'repeat', label: string, more: { readonly hint?: string | undefined; readonly onToggle?: () => void }): TemplateResult =>
    passphraseField({ name, label, words, plain, busy: unlock.busy, isNew: unlock.makes, error: errorAt(name, model), onInput: (text) => { typed(name, text); }, ...more });
  if (!unlock.makes) return html`${username(model)}${field('passphrase', words.text('unlock.passphrase'), { onToggle: toggle })}`;
  return html`<p>${words.text('unlock.protects')}</p>${username(model)}
    ${field('passphrase', words.text('unlock.choose'), { onToggle: toggle, hint: strength && words.text(`unlock.strength.${strength}`) })}
    ${field('repeat', words.text('unlock.repeat'), {})}`;
}

const form = ({ submit, unlock }: FormModel, content: unknown): TemplateResult =>
  html`<form class="form" novalidate aria-labelledby="lead" aria-busy=${unlock.busy ? 'true' : 'false'} @submit=${submit}>${content}</form>`;

function keeperStep(model: FormModel): TemplateResult {
  const { vault: { keys }, words, unlock } = model;
  const makes = unlock.makes;
  const label = keys.asks === 'press' ? words.text(makes ? 'unlock.create-passkey' : 'unlock.use-passkey') : words.text(makes && keys.asks ? 'unlock.set' : 'unlock.button');
  return html`${lead(words.text(makes ? 'unlock.first' : 'unlock.locked'))}
    ${form(model, html`
      ${makes && keys.asks === 'press' ? html`<p>${words.text('unlock.protects-passkey')}</p>` : nothing}
      ${keys.asks === 'passphrase' ? passphrases(model) : nothing}
      ${action(label, model)}`)}`;
}

const recovery = (model: FormModel): TemplateResult =>
  recoveryField({ name: 'recovery', label: model.words.text('unlock.recovery-key'), hint: model.words.text('unlock.recovery-hint'), busy: model.unlock.busy, error: errorAt('recovery', model) });

const recoveryStep = (model: FormModel): TemplateResult => html`${lead(model.words.text('unlock.locked'))}
  ${form(model, html`${recovery(model)}${action(model.words.text('unlock.button'), model)}`)}`;

/** What was written on another day, with the recovery key that came with it. */
const backupStep = (model: FormModel): TemplateResult => html`${lead(model.words.text('unlock.use-backup'))}
  ${form(model, html`${fileField({ name: 'backup', label: model.words.text('unlock.backup-file'), busy: model.unlock.busy, error: errorAt('backup', model) })}
    ${recovery(model)}${action(model.words.text('unlock.restore'), model)}`)}`;

/** The keys are elsewhere: what brings them here. */
function awayStep(model: FormModel): TemplateResult {
  const { words, unlock } = model;
  return html`${lead(words.text('not-here'))}
    ${unlock.hasRecovery ? form(model, html`${recovery(model)}${action(words.text('unlock.button'), model)}`) : html`<p>${words.text('unlock.elsewhere')}</p>`}`;
}

function startOverStep(model: FormModel): TemplateResult {
  const { vault: { keys }, words, go } = model;
  return html`${lead(words.text('unlock.start-over.title'))}
    <ul class="consequences"><li>${words.text('unlock.start-over.shared')}</li><li>${words.text('unlock.start-over.lost')}</li></ul>
    ${form(model, html`${keys.asks === 'passphrase' ? passphrases(model) : nothing}
      ${action(words.text('unlock.start-over'), model, 'danger', html`<button type="button" class="button" part="back-button" @click=${() => { go(undefined); }}>${words.text('cancel')}</button>`)}`)}`;
}

/** The quiet ways besides. */
function ways({ vault: { keys }, words, unlock, go }: FormModel): TemplateResult | typeof nothing {
  const { step, busy } = unlock;
  if (busy || step === 'start-over') return nothing;
  const away = keys.state === 'not-here' && keys.enrolled;
  const links = [
    step === 'keeper' && unlock.hasRecovery && link(words.text('unlock.use-recovery'), () => { go('recovery'); }),
    step === 'away' && unlock.hasKeeper && link(words.text(keys.asks === 'press' ? 'unlock.use-passkey-instead' : 'unlock.use-passphrase-instead'), () => { go('keeper'); }),
    (step === 'away' || (step === 'keeper' && !keys.enrolled)) && link(words.text('unlock.use-backup'), () => { go('backup'); }),
    (step === 'recovery' || step === 'backup' || (step === 'keeper' && away)) && link(words.text('unlock.back'), () => { go(undefined); }),
    step === 'away' && link(words.text('unlock.ask-start-over'), () => { go('start-over'); }, 'away'),
  ].filter((one) => one !== false);
  return links.length > 0 ? html`<div class="ways" part="ways">${links}</div>` : nothing;
}

const STEPS: Readonly<Record<Step, (model: FormModel) => TemplateResult>> = { 'keeper': keeperStep, 'recovery': recoveryStep, 'backup': backupStep, 'away': awayStep, 'start-over': startOverStep };

/** What is asked now, and the other ways. */
export const renderForm = (model: FormModel): TemplateResult => html`${STEPS[model.unlock.step](model)}${ways(model)}`;
