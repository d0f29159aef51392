import { type CSSResultGroup, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AccessEntry, Permission, Refusal, Result, SecretSummary, User, UserId, VaultChange } from '../../core/for-components.js';
import { common } from '../shared/catalogue/common.js';
import { transferTexts } from '../shared/catalogue/transfer.js';
import type { CloseReason } from '../shared/events.js';
import { alertIcon } from '../shared/icons.js';
import { isLocked } from '../shared/lock.js';
import { avatar, detailOf } from '../shared/principals.js';
import { sentenceFor, sentenceForFault, sentenceForProblem } from '../shared/sentences.js';
import type { Toast } from '../toasts/show-toast.js';
import { AsideWindow } from '../trust/aside-window.js';
import { compareFingerprint } from '../trust/asides.js';
import { transferStyles } from './transfer.styles.js';

const texts = { ...common, ...transferTexts } as const;

/** Somebody who could own it, and what they may do until then. */
interface Heir { readonly user: User; readonly permission: Permission }

/** Only somebody who can read it already is offered: an owner without a key could do nothing with it. */
const heirsIn = (access: readonly AccessEntry[]): readonly Heir[] =>
  access.flatMap(({ principal, permission, status }) => (principal.kind === 'user' && permission !== 'own' && status === 'active' ? [{ user: principal, permission }] : []));

/**
 * Makes somebody who has access the owner of a secret. Its answer is what is to be said once that is done.
 * @csspart dialog - The window.
 * @csspart title - Which secret.
 * @csspart person - Somebody who could own it.
 * @csspart what-follows - What happens then.
 * @csspart banner - Why it could not be read or done.
 */
export class TransferWindow extends AsideWindow<typeof texts, Toast> {
  static override styles: CSSResultGroup = [AsideWindow.styles, transferStyles];

  @property({ attribute: false }) secret!: Pick<SecretSummary, 'id' | 'name' | 'identifier'>;

  protected readonly texts = texts;
  @state() private access?: readonly AccessEntry[];
  @state() private chosen?: UserId;
  /** “Make owner” was pressed before somebody was chosen. */
  @state() private tooEarly = false;
  @state() private busy = false;
  @state() private trouble?: { readonly text: string; readonly changedKeysOf?: UserId };
  @query('input') private firstChoice!: HTMLElement | null;
  #asking?: object;

  get #heirs(): readonly Heir[] {
    return heirsIn(this.access ?? []);
  }

  get #heir(): User | undefined {
    return this.#heirs.find(({ user }) => user.id === this.chosen)?.user;
  }

  /** Whoever owns it where that is somebody else by now. */
  get #otherOwner(): User | undefined {
    const owner = this.access?.find(({ permission }) => permission === 'own')?.principal;
    return owner?.kind === 'user' && owner.id !== this.activeVault?.me.id ? owner : undefined;
  }

  protected async load(): Promise<void> {
    const vault = this.activeVault;
    if (!vault || isLocked(vault)) return;
    const asking = (this.#asking = {});
    const access = await this.#tried(() => vault.sharing.access(this.secret.id));
    if (this.#asking !== asking) return;
    const focused = this.shadowRoot?.activeElement;
    this.access = access;
    await this.updateComplete;
    if (focused && !focused.isConnected) await this.focusTitle();
  }

  protected override vaultChanged(change: VaultChange): void {
    super.vaultChanged(change);
    if (change.kind === 'keys') this.trouble = undefined;
    // While it changes hands, what is read may be from before or after; the answer says which.
    if (change.kind === 'secret' && change.secretId === this.secret.id && !this.busy) void this.load();
  }

  override mayClose(reason: CloseReason): boolean {
    return reason === 'api' || !this.busy;
  }

  /** What `work` found; why it found nothing stands in the window. */
  async #tried<T>(work: () => Promise<Result<T>>, about?: User): Promise<T | undefined> {
    try {
      const answer = await work();
      if (answer.ok) return answer.value;
      const { refusal } = answer;
      this.trouble = { text: this.#sentence(refusal, about), ...(refusal.code === 'share/key-changed' && { changedKeysOf: refusal.user }) };
    } catch (fault) {
      this.trouble = { text: sentenceForFault(fault, this.words) };
    }
    return undefined;
  }

  #sentence(refusal: Refusal, principal?: User): string {
    const [problem] = refusal.code === 'share/problem' ? refusal.problems : [];
    return problem && principal ? sentenceForProblem(problem.problem, this.words, { principal, reason: problem.reason }) : sentenceFor(refusal, this.words);
  }

  async #make(): Promise<void> {
    const [vault, heir] = [this.activeVault, this.#heir];
    if (!vault || this.busy) return;
    this.tooEarly = !heir;
    if (!heir) return this.firstChoice?.focus();
    this.busy = true;
    this.trouble = undefined;
    const moved = await this.#tried(() => vault.secrets.transfer(this.secret.id, heir.id), heir);
    this.busy = false;
    if (moved) this.finish(this.#saying(moved, heir));
    else await this.load();
  }

  #saying(moved: SecretSummary, { name }: User): Toast {
    const { words, secret: { identifier } } = this;
    const cleared = identifier !== undefined && moved.identifier === undefined;
    return { title: words.text('transfer.done', { name, secret: moved.name }), ...(cleared && { detail: words.text('transfer.identifier-cleared', { name, identifier }) }) };
  }

  async #retry(): Promise<void> {
    this.trouble = undefined;
    await this.focusTitle();
    await this.load();
  }

  async #compare(user: UserId): Promise<void> {
    const vault = this.activeVault;
    if (!vault || !(await compareFingerprint(this, vault, { user, secretId: this.secret.id }))) return;
    await this.#retry();
  }

  #renderTrouble(): TemplateResult | typeof nothing {
    const { trouble, words } = this;
    if (!trouble) return nothing;
    const { text, changedKeysOf } = trouble;
    const wayOut = changedKeysOf !== undefined ? html`<button type="button" class="button small" @click=${() => void this.#compare(changedKeysOf)}>${words.text('compare')}</button>`
      : this.access ? nothing : html`<button type="button" class="button small" @click=${() => void this.#retry()}>${words.text('retry')}</button>`;
    return html`<div class="banner danger" part="banner" role="alert"><span>${text}</span>${wayOut}</div>`;
  }

  #choose(user: UserId): void {
    this.chosen = user;
    this.tooEarly = false;
  }

  #renderHeir({ user, permission }: Heir): TemplateResult {
    const { words, chosen } = this;
    return html`<label class="person" part="person">
      <input type="radio" name="owner" .checked=${chosen === user.id} @change=${() => { this.#choose(user.id); }}>
      ${avatar(user)}<span class="who"><bdi class="name">${user.name}</bdi> <span class="detail"><bdi>${detailOf(user, words)}</bdi></span></span>
      <span class="detail">${words.text(`permission.${permission}`)}</span>
    </label>`;
  }

  #renderChoice(): TemplateResult {
    const { words, tooEarly } = this;
    const heir = this.#heir;
    return html`<fieldset role="radiogroup" aria-labelledby="title" aria-describedby="choose" aria-invalid=${tooEarly ? 'true' : nothing}>
        ${repeat(this.#heirs, ({ user }) => user.id, (one) => this.#renderHeir(one))}
      </fieldset>
      <div class="below">
        <p class="error" id="choose" role="alert">${tooEarly ? html`${alertIcon()}<span>${words.text('transfer.choose')}</span>` : nothing}</p>
        <p part="what-follows" role="status">${heir ? words.rich('transfer.what-follows', { name: heir.name }) : nothing}</p>
      </div>`;
  }

  #renderAccess(): TemplateResult {
    const { words } = this;
    const owner = this.#otherOwner;
    if (owner) return html`<p>${words.rich('problem.owner', { name: owner.name })}</p>`;
    return this.#heirs.length > 0 ? this.#renderChoice() : html`<p>${words.text('transfer.nobody')}</p>`;
  }

  protected renderTitle(): unknown {
    return this.words.rich('transfer.title', { name: this.secret.name });
  }

  protected renderBody(): unknown {
    const { access, trouble, words } = this;
    const waits = html`<div aria-busy="true"><span class="sr-only">${words.text('loading')}</span><span class="skeleton"></span></div>`;
    return html`${this.#renderTrouble()}${access ? this.#renderAccess() : trouble ? nothing : waits}`;
  }

  protected renderButtons(): unknown {
    const { words, busy } = this;
    const waits = busy ? 'true' : nothing;
    const chooses = this.#heirs.length > 0 && !this.#otherOwner;
    const cancel = html`<button type="button" class="button" aria-disabled=${waits} @click=${() => { if (!busy) this.finish(); }}>${words.text(chooses ? 'cancel' : 'close')}</button>`;
    if (!chooses) return cancel;
    return html`${cancel}<button type="button" class="button primary" aria-disabled=${waits} @click=${() => void this.#make()}>
      ${busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${words.text('transfer.make')}</button>`;
  }
}
