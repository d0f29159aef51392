import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { common } from '../shared/catalogue/common.js';
import { unlockTexts } from '../shared/catalogue/unlock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { Timers } from '../shared/timers.js';
import { MySafeUnlockEvent, MySafeUnlockedEvent } from './events.js';
import { renderForm, sentenceOf } from './forms.js';
import { type Strength, strengthOf } from './typed.js';
import { type FieldName, type Step, type Typed, UnlockController } from './unlock-controller.js';
import { unlockStyles } from './unlock.styles.js';

const texts = { ...common, ...unlockTexts } as const;
/** Only a slow answer is worth a word. In milliseconds. */
const SLOW = 1_000;

/**
 * Asks for what the key keeper needs to unlock a person's keys, or to make them. Shows nothing while they are unlocked.
 * What is typed stays in its field, and is gone from there once the keys are unlocked or the element leaves the page.
 * @fires {MySafeUnlockEvent} mysafe-unlock - Before the keeper is asked; cancel it to leave the keys locked.
 * @fires {MySafeUnlockedEvent} mysafe-unlocked - The keys are unlocked by what was done here.
 * @csspart lead - What is the matter, with a lock.
 * @csspart field - One field: label, control, hint, error.
 * @csspart label - What a field is.
 * @csspart input - What is typed into.
 * @csspart hint - A sentence under a field.
 * @csspart error - What is wrong.
 * @csspart show-button - Shows and hides a passphrase.
 * @csspart unlock-button - Unlocks, makes keys, or starts over.
 * @csspart back-button - Leaves starting over.
 * @csspart ways - The other ways.
 * @csspart way - One of them.
 * @csspart status - What is announced.
 */
export class Unlock extends MySafeElement<typeof texts> {
  static override styles: CSSResultGroup = [MySafeElement.styles, unlockStyles];

  /** @internal What the element around does once the keys are unlocked, with whether focus is in here. */
  @property({ attribute: false }) goOn?: (hadFocus: boolean) => void;

  protected readonly texts = texts;
  @state() private plain = false;
  @state() private strength?: Strength;

  readonly #announcer = new Announcer(this);
  readonly #timers = new Timers();
  readonly #unlock = new UnlockController(this, { vault: () => this.activeVault, may: () => this.dispatchEvent(new MySafeUnlockEvent()) });

  /** Focuses what is to be filled in or pressed first. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.input, textarea, .button')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
    this.#timers.clear();
  }

  protected override vaultReplaced(): void {
    this.#begin();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind !== 'keys') return;
    if (change.state === 'unlocked') this.#unlocked();
    if (!this.#unlock.busy) this.#begin();
  }

  /** Told while the element is still in the page: whoever shows it takes it away at once. */
  #unlocked(): void {
    if (this.#unlock.busy) this.dispatchEvent(new MySafeUnlockedEvent());
    this.goOn?.(this.shadowRoot?.activeElement != null);
    this.#forget();
  }

  #begin(): void {
    this.#forget();
    this.#unlock.reset();
    void this.#unlock.readMethods();
  }

  #forget(): void {
    for (const input of this.renderRoot.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('.input, textarea')) input.value = '';
    this.plain = false;
    this.strength = undefined;
    this.#announcer.clear();
  }

  #text(name: FieldName): string {
    return this.renderRoot.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${name}`)?.value ?? '';
  }

  protected override firstUpdated(): void {
    // in a window it stands in the place of what the person was in; in a page they may be elsewhere
    if (this.closest('dialog[open]')) this.focus();
    else if (this.activeVault && this.activeVault.keys.state !== 'unlocked') this.#announcer.say(this.words.text('unlock.locked'));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { busy, trouble, makes, step } = this.#unlock;
    this.showStates({ loading: busy, invalid: trouble !== undefined && trouble.at !== 'form', error: trouble?.at === 'form' });
    this.#timers.while('slow', busy, SLOW, () => { this.#announcer.say(this.words.text(step === 'backup' ? 'unlock.restoring' : makes ? 'unlock.making' : 'unlock.busy')); });
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault(); // the form would leave the page
    void this.#submit();
  };

  async #submit(): Promise<void> {
    if (this.#unlock.busy) return;
    const input = await this.#input();
    if (input) {
      this.plain = false;
      await this.#unlock.attempt(input);
    }
    if (this.activeVault?.keys.state !== 'unlocked') await this.#showTrouble();
  }

  /** What was typed, or nothing where a field is not filled in right. */
  async #input(): Promise<Typed | undefined> {
    const { step, makes } = this.#unlock;
    if (step === 'backup') return this.#backup();
    if (step === 'recovery' || step === 'away') return this.#recovery();
    if (this.activeVault?.keys.asks !== 'passphrase') return {};
    const passphrase = this.#text('passphrase');
    if (passphrase === '') return this.#wrong('passphrase', makes ? 'unlock.enter-new' : 'unlock.enter-passphrase');
    if (makes && this.#text('repeat') !== passphrase) return this.#wrong('repeat', 'unlock.unequal');
    return { passphrase };
  }

  #recovery(): Typed | undefined {
    const recoveryKey = this.#text('recovery');
    return recoveryKey.trim() === '' ? this.#wrong('recovery', 'unlock.enter-recovery') : { recoveryKey };
  }

  async #backup(): Promise<Typed | undefined> {
    const file = this.renderRoot.querySelector<HTMLInputElement>('#backup')?.files?.[0];
    if (!file) return this.#wrong('backup', 'unlock.enter-backup');
    const typed = this.#recovery();
    return typed && { ...typed, file: await file.text().catch(() => '') }; // a file that is gone opens as little as a wrong one
  }

  #wrong(at: FieldName, text: Parameters<UnlockController['say']>[1]): undefined {
    this.#unlock.say(at, text);
  }

  /** Says what is wrong once, in the words that are shown, and goes back to where it is mended. */
  async #showTrouble(): Promise<void> {
    const { trouble, step } = this.#unlock;
    this.#announcer.say(trouble ? sentenceOf(trouble, this.words) : step === 'away' ? this.words.text('not-here') : '');
    await this.updateComplete;
    if (!trouble) return this.focus();
    const at = this.renderRoot.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLButtonElement>(trouble.at === 'form' ? '[part=unlock-button]' : `#${trouble.at}`);
    at?.focus();
    if (at && 'select' in at && at.type !== 'file') at.select();
  }

  readonly #onTyped = (name: FieldName, text: string): void => {
    if (name !== 'passphrase' || !this.#unlock.makes) return;
    const strength = strengthOf(text);
    if (strength && strength !== this.strength) this.#announcer.say(this.words.text(`unlock.strength.${strength}`));
    this.strength = strength;
  };

  readonly #onGo = async (step: Step | undefined): Promise<void> => {
    if (this.#unlock.busy) return;
    this.#forget();
    this.#unlock.go(step);
    await this.updateComplete;
    this.focus();
  };

  /** Escape leaves what was chosen before it closes the window around; what sends that window unlocks here. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key, isComposing, keyCode, ctrlKey, metaKey } = event;
    const leaves = key === 'Escape' && this.#unlock.chose;
    const sends = key === 'Enter' && (ctrlKey || metaKey);
    if (isComposing || keyCode === 229 || (!leaves && !sends)) return;
    event.preventDefault();
    event.stopPropagation();
    void (leaves ? this.#onGo(undefined) : this.#submit());
  };

  override render(): TemplateResult | typeof nothing {
    const { activeVault: vault, words, plain, strength } = this;
    if (!vault || vault.keys.state === 'unlocked') return nothing;
    return html`<div class="root" @keydown=${this.#onKeydown}>
      ${renderForm({
        vault, words, unlock: this.#unlock, plain, strength, submit: this.#onSubmit, typed: this.#onTyped,
        toggle: () => { this.plain = !this.plain; }, go: (step) => { void this.#onGo(step); },
      })}
      <p class=${this.#unlock.busy ? 'detail' : 'sr-only'} part="status" role="status">${this.#announcer.text}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-unlock': Unlock }
}
