import { type TemplateResult, html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { Vault, VaultChange } from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import { common } from '../shared/catalogue/common.js';
import { recoveryTexts } from '../shared/catalogue/recovery.js';
import { copyKeys, selectText, writeClipboard } from '../shared/clipboard.js';
import type { CloseReason } from '../shared/events.js';
import { alertIcon } from '../shared/icons.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { AsideWindow } from './aside-window.js';
import { aloud } from './fingerprint.js';
import { type Sheet, printSheet, saveSheet } from './sheet.js';

const texts = { ...common, ...recoveryTexts } as const;
const GROUPS_IN_A_LINE = 3;
/** The kind of a recovery key among the ways to unlock. */
const RECOVERY = 'recovery';
const FILE_NAME = 'recovery-key.txt';

/**
 * Offers a recovery key to somebody whose keys are in this browser alone, and shows it this once. Closed before they say that they stored it, it asks.
 * @csspart dialog - The window.
 * @csspart title - What it is about now.
 * @csspart banner - Why it could not be made or thrown away.
 * @csspart recovery-key - The key, in groups.
 * @csspart stored - The box “I have stored it”.
 * @csspart status - What became of “Copy”.
 */
export class RecoveryWindow extends AsideWindow<typeof texts, true> {
  protected readonly texts = texts;
  /** Something is made or thrown away. */
  @state() private busy = false;
  @state() private asking = false;
  /** They say that they stored it. */
  @state() private stored = false;
  /** “Done” was pressed before that. */
  @state() private tooEarly = false;
  @state() private trouble?: string;
  @query('.digits') private digits!: HTMLElement | null;
  @query('#stored') private box!: HTMLInputElement | null;

  readonly #announcer = new Announcer(this);
  /** In groups. Nowhere but here and in the text of the window. */
  #key?: readonly string[];
  #takeSheet?: () => void;

  protected load(): Promise<void> {
    return Promise.resolve(); // what it says of the keys is known
  }

  protected override get needsKeys(): boolean {
    return !this.asking;
  }

  override mayClose(reason: CloseReason): boolean {
    if (reason === 'api') return true;
    if (this.#unstored && !this.busy) this.#turn(true);
    return !this.#unstored && !this.busy;
  }

  /** A key is there that nobody would find again. */
  get #unstored(): boolean {
    return this.#key !== undefined && !this.stored;
  }

  override closed(): void {
    this.#key = undefined;
    this.#takeSheet?.();
    this.requestUpdate(); // the key leaves the window even where that is kept
    super.closed();
  }

  /** Escape asks first; again, it goes back to the key. */
  override stepBack(): boolean {
    if (this.#unstored && !this.busy) this.#turn(!this.asking);
    return this.#unstored || this.busy;
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind === 'keys' && change.state !== 'unlocked') this.#takeSheet?.();
  }

  #turn(asking: boolean): void {
    this.asking = asking;
    this.trouble = undefined;
    this.#announcer.clear();
    void this.focusTitle();
  }

  /** One thing at a time; `false`, with the reason shown, where it was refused. */
  async #tried(work: (vault: Vault) => Promise<string | undefined>): Promise<boolean> {
    const vault = this.activeVault;
    if (!vault || this.busy) return false;
    this.busy = true;
    this.trouble = undefined;
    this.trouble = await work(vault).catch((fault: unknown) => sentenceForFault(fault, this.words));
    this.busy = false;
    return this.trouble === undefined;
  }

  async #make(): Promise<void> {
    const made = await this.#tried(async (vault) => {
      const key = await vault.keys.makeRecoveryKey();
      if (!key.ok) return sentenceFor(key.refusal, this.words);
      if (this.isConnected) this.#key = key.value.split('-');
      return undefined;
    });
    if (made) await this.focusTitle();
  }

  /** Nobody stored it: a way to unlock that nobody has would keep them from being offered another one. */
  async #throwAway(): Promise<void> {
    const gone = await this.#tried(async ({ keys }) => {
      for (const { id } of (await keys.methods()).filter(({ kind }) => kind === RECOVERY)) {
        const removed = await keys.removeMethod(id);
        if (!removed.ok) return sentenceFor(removed.refusal, this.words);
      }
      return undefined;
    });
    if (gone) this.finish();
  }

  async #copy(): Promise<void> {
    const { digits, words } = this;
    try {
      await writeClipboard(Promise.resolve(this.#key?.join('-') ?? ''));
      this.#announcer.say(words.text('recovery.copied'));
    } catch {
      if (digits) selectText(digits);
      this.#announcer.say(words.text('recovery.press-copy', { keys: copyKeys() }));
    }
  }

  get #sheet(): Sheet {
    const { words } = this;
    const key = this.#key ?? [];
    const lines = key.flatMap((_, at) => (at % GROUPS_IN_A_LINE === 0 ? [key.slice(at, at + GROUPS_IN_A_LINE).join('-')] : []));
    return { heading: words.text('recovery.sheet', { name: this.activeVault?.me.name, site: location.host }), lines, note: words.text('recovery.sheet-note'), lang: words.locale };
  }

  #print(): void {
    this.#takeSheet?.();
    this.#takeSheet = printSheet(this.renderRoot, this.#sheet);
  }

  #done(): void {
    this.tooEarly = !this.stored;
    if (this.stored) this.finish(true);
    else this.box?.focus();
  }

  readonly #onStored = (event: Event): void => {
    this.stored = (event.target as HTMLInputElement).checked;
    this.tooEarly = false;
  };

  #renderStored(): TemplateResult {
    const { words, tooEarly } = this;
    return html`<div part="stored">
      <label class="check"><input type="checkbox" id="stored" .checked=${this.stored} aria-invalid=${tooEarly ? 'true' : nothing} aria-describedby="store-first" @change=${this.#onStored}>${words.text('recovery.stored')}</label>
      <p class="error" id="store-first" role="alert">${tooEarly ? html`${alertIcon()}<span>${words.text('recovery.store-first')}</span>` : nothing}</p>
    </div>`;
  }

  #renderKey(key: readonly string[]): TemplateResult {
    const { words } = this;
    return html`<p>${words.text('recovery.once')}</p>
      <div part="recovery-key">
        <p class="digits thirds" dir="ltr" aria-hidden="true">${key.map((group) => html`<span>${group}</span> `)}</p>
        <p class="sr-only">${key.map(aloud).join(', ')}</p>
      </div>
      <div class="actions">
        <button type="button" class="button" @click=${() => void this.#copy()}>${words.text('recovery.copy')}</button>
        <button type="button" class="button" @click=${() => { this.#print(); }}>${words.text('recovery.print')}</button>
        <button type="button" class="button" @click=${() => { saveSheet(this.#sheet, FILE_NAME); }}>${words.text('recovery.save')}</button>
        <span class="detail" part="status" role="status">${this.#announcer.text}</span>
      </div>
      ${this.#renderStored()}`;
  }

  protected renderTitle(): unknown {
    return this.words.text(this.asking ? 'recovery.ask' : this.#key ? 'recovery.yours' : 'recovery.title');
  }

  protected renderBody(): unknown {
    const { words, trouble, asking } = this;
    const key = this.#key;
    return html`${trouble ? html`<div class="banner danger" part="banner" role="alert"><span>${trouble}</span></div>` : nothing}
      ${asking ? html`<p>${words.text('recovery.thrown-away')}</p>` : key ? this.#renderKey(key)
        : html`<p>${words.text('recovery.where')} ${words.text('recovery.helps')}</p>`}`;
  }

  #button(text: keyof typeof recoveryTexts, kind: '' | 'primary' | 'danger', press: () => void): TemplateResult {
    const waits = this.busy && kind !== '';
    return html`<button type="button" class="button ${kind}" aria-disabled=${this.busy ? 'true' : nothing} @click=${press}>
      ${waits ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${this.words.text(text)}</button>`;
  }

  protected renderButtons(): unknown {
    if (this.asking) {
      return html`${this.#button('recovery.back', '', () => { this.stepBack(); })}${this.#button('recovery.throw-away', 'danger', () => void this.#throwAway())}`;
    }
    if (this.#key) return this.#button('recovery.done', 'primary', () => { this.#done(); });
    return html`${this.#button('recovery.not-now', '', () => { if (!this.busy) this.finish(); })}${this.#button('recovery.show', 'primary', () => void this.#make())}`;
  }
}
