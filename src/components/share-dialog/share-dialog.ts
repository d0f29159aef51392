import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DraftRow, Principal, PrincipalId, RecipientMatch, SecretId, SecretSummary, ShareSnapshot, Vault } from '../../core/for-components.js';
import type { Compared } from '../shared/asides.js';
import { common } from '../shared/catalogue/common.js';
import { shareTexts } from '../shared/catalogue/share.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import { type CloseReason, MySafeCloseEvent, MySafeOpenedEvent } from '../shared/events.js';
import { isLocked, unlockForm } from '../shared/lock.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { onDemand } from '../shared/register.js';
import { showToast } from '../toasts/show-toast.js';
import type { KeyChanged } from './banners.js';
import { ComboboxController, type ComboboxHost } from './combobox-controller.js';
import { MySafeRecipientInvalidEvent, MySafeSharedEvent } from './events.js';
import { neighbours } from './neighbours.js';
import type { RowActions } from './rows.js';
import { SearchWatch } from './search-watch.js';
import { ShareController, type ShareHost, type SharedWith } from './share-controller.js';
import type { ShareMore } from './share-more.js';
import { shareDialogStyles } from './share-dialog.styles.js';
import { type ShareWords, boxError } from './share-words.js';
import { inSections, optionNote, suggestions } from './suggestions.js';
import { type WindowView, shareWindow } from './window.js';

const texts = { ...common, ...shareTexts };
/** Where the list stands in the flow and the window fills the view. */
const NARROW = '(max-width: 480px), (pointer: coarse) and (max-height: 600px)';

/**
 * The window in which a person decides who else can open a secret.
 * @slot subtitle - Replaces the line under the title.
 * @slot before-field - Above the box.
 * @slot after-list - Below the rows.
 * @slot footer-start - At the start of the footer.
 * @fires {MySafeShareEvent} mysafe-share - Before saving; cancel it to keep the window open.
 * @fires {MySafeSharedEvent} mysafe-shared - After the changes were stored and read again.
 * @fires {MySafeShareRefusedEvent} mysafe-share-refused - Nothing was changed.
 * @fires {MySafeRecipientAddEvent} mysafe-recipient-add - Before somebody is put on the list.
 * @fires {MySafeRecipientRemoveEvent} mysafe-recipient-remove - Before somebody is taken off.
 * @fires {MySafeRecipientInvalidEvent} mysafe-recipient-invalid - Something typed or pasted names nobody who can be chosen.
 * @fires {MySafeOpenedEvent} mysafe-opened - The window is open.
 * @fires {MySafeCloseEvent} mysafe-close - Before the window closes.
 */
export class ShareDialog extends MySafeElement<typeof texts> implements DialogHost, ComboboxHost, ShareHost {
  static override styles: CSSResultGroup = [MySafeElement.styles, dialogStyles, shareDialogStyles];

  /** Whether the window is open. Setting it opens and closes. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The secret to share, by id. */
  @property({ attribute: 'secret-id' }) secretId?: SecretId;
  /** The secret to share; wins over `secret-id`. */
  @property({ attribute: false }) secret?: Pick<SecretSummary, 'id'>;
  /** Several secrets at once; wins over `secret`. Each keeps whom it is shared with. */
  @property({ attribute: false }) secrets?: readonly Pick<SecretSummary, 'id'>[];
  /** Whether new rows begin with Can edit. */
  @property({ type: Boolean, attribute: 'default-edit' }) defaultEdit = false;
  /** From how many letters on suggestions show; 0 shows people one shares with often at once. */
  @property({ type: Number, attribute: 'min-chars' }) minChars = 1;
  /** Milliseconds to wait after a letter before searching. */
  @property({ type: Number }) debounce = 0;
  /** At most so many suggestions, up to 8. */
  @property({ type: Number, attribute: 'max-suggestions' }) maxSuggestions = 8;
  /** Whether red may come by itself after a pause, or only on commit. */
  @property({ attribute: 'validate-on' }) validateOn: 'settle' | 'commit' = 'settle';
  /** Whether what is not sent is kept in memory for the next time. */
  @property() draft: 'memory' | 'off' = 'memory';

  protected readonly texts = texts;
  @query('#input') private input?: HTMLInputElement | null;
  @query('#listbox') private listbox?: HTMLElement | null;
  @state() private showsAll = false;

  readonly #dialog = new DialogController(this);
  readonly #share = new ShareController(this);
  readonly #combobox = new ComboboxController(this);
  readonly #search = new SearchWatch(this, this.#share);
  #shown?: { readonly vault: Vault; readonly key: string };
  #trigger?: HTMLElement;
  #toldProblem?: ShareSnapshot['entryProblem'];
  readonly #compared = new Set<PrincipalId>();
  #more?: ShareMore;

  /** Opens the window, for `secret` where given. Focus returns to `trigger`, else to where it was. */
  show(secret?: Pick<SecretSummary, 'id'>, trigger?: HTMLElement): void {
    if (secret) this.secret = secret;
    this.#trigger = trigger ?? deepActiveElement();
    this.open = true;
  }

  /** Closes the window; what is not sent is kept. */
  close(reason: CloseReason = 'api'): void {
    this.#dialog.close(reason);
  }

  /** Puts people or groups on the list. */
  addRecipients(list: readonly RecipientMatch[]): void {
    for (const match of list) this.#share.choose(match);
  }

  /** Forgets what was decided here. */
  reset(): void {
    this.#share.discard();
  }

  /** Reads secrets and access anew. */
  async refresh(): Promise<void> {
    await this.#share.draft?.refresh();
  }

  /** Whether the box names nobody wrong and there is something to share; marks what is in the way. */
  async validate(): Promise<boolean> {
    return (await this.#share.commitText()) && (this.snapshot?.changes.length ?? 0) > 0;
  }

  override focus(): void {
    this.input?.focus();
  }

  /** An open window that is moved in the page opens again where it went. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown = undefined;
  }

  /** After a button or a form that is gone by then. */
  async #refreshAndFocus(): Promise<void> {
    await this.refresh();
    await this.updateComplete;
    this.focus();
  }

  get snapshot(): ShareSnapshot | undefined {
    return this.#share.snapshot;
  }

  get shareWords(): ShareWords {
    return this.words;
  }

  /** What the list under the box offers. */
  get options(): readonly RecipientMatch[] {
    const { snapshot } = this;
    if (!snapshot) return [];
    const text = snapshot.query.trim();
    if (text === '') return this.minChars === 0 ? inSections(snapshot.suggested) : [];
    return text.length < this.minChars ? [] : inSections(snapshot.matches.slice(0, this.maxSuggestions));
  }

  get secretIds(): readonly SecretId[] {
    if (this.secrets) return this.secrets.map(({ id }) => id);
    const id = this.secret?.id ?? this.secretId;
    return id === undefined ? [] : [id];
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const vault = this.activeVault;
    const key = this.secretIds.join(' ');
    if (!this.open || !this.isConnected || !vault || key === '') return;
    if (key === this.#shown?.key && vault === this.#shown.vault) return;
    this.#shown = { key, vault };
    this.#compared.clear();
    this.showsAll = false;
    this.#share.start(vault, this.secretIds, this.draft === 'memory');
  }

  protected override updated(changed: PropertyValues): void {
    if (this.open && this.isConnected && this.snapshot && !this.#dialog.isOpen) this.#opened();
    else if (!this.open && changed.get('open')) this.open = !this.#dialog.close('api');
    if (this.input) this.input.value = this.snapshot?.query ?? '';
    this.#placeList();
    this.#tellProblem();
    this.#keepFocus();
    this.#showStates();
  }

  #showStates(): void {
    const { status, mayShare, dirty, entryProblem, refusal, fault } = this.snapshot ?? {};
    this.showStates({
      loading: status === 'loading', readonly: status === 'ready' && !mayShare, dirty: dirty === true,
      invalid: entryProblem !== undefined, error: refusal !== undefined || fault !== undefined,
    });
  }

  /** Focus would be nowhere in rows that are inert while saving, or in a box that goes because this person may not share. */
  #keepFocus(): void {
    const { snapshot, renderRoot } = this;
    if ((renderRoot as ShadowRoot).activeElement?.closest('[inert]')) renderRoot.querySelector<HTMLElement>('[part=share-button]')?.focus();
    else if (this.#dialog.isOpen && snapshot && snapshot.status !== 'loading' && !snapshot.mayShare && !deepActiveElement()) renderRoot.querySelector<HTMLElement>('#title')?.focus();
  }

  #opened(): void {
    this.#dialog.show(this.#trigger);
    this.#trigger = undefined;
    this.focus();
    this.dispatchEvent(new MySafeOpenedEvent(this.secretIds));
    if (!this.#more) void onDemand().then((loaded) => { this.#more = new loaded.ShareMore(this); this.requestUpdate(); });
  }

  /** The list floats by the platform's own popover; where anchors are missing or the view is narrow it stands in the flow. */
  get #floats(): boolean {
    return CSS.supports('anchor-name: --a') && !matchMedia(NARROW).matches;
  }

  #placeList(): void {
    const list = this.listbox;
    if (list?.popover && this.#dialog.isOpen && list.matches(':popover-open') !== this.#combobox.isOpen) list.togglePopover(this.#combobox.isOpen);
    list?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  /** Says a new problem once, in the words that stand under the box, and tells the host. */
  #tellProblem(): void {
    const problem = this.snapshot?.entryProblem;
    if (problem === this.#toldProblem) return;
    this.#toldProblem = problem;
    if (!problem || !this.snapshot) return;
    this.#share.sayText(boxError({ ...this.snapshot, unmatched: [] }, this.words).text ?? this.words.text('problem.has-access', { name: problem.principal?.name }));
    this.dispatchEvent(new MySafeRecipientInvalidEvent(this.secretIds, [{ entry: problem.entry, problem: problem.problem }]));
    if (problem.problem !== 'has-access' || !problem.principal) return;
    this.#share.flash(problem.principal.id);
    this.renderRoot.querySelector(`[data-id="${CSS.escape(problem.principal.id)}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  // What DialogController asks.

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new MySafeCloseEvent(this.secretIds, reason));
  }

  closed(): void {
    this.open = false;
    this.#shown = undefined;
    this.#share.stop();
  }

  stepBack(): boolean {
    if (this.#combobox.dismiss()) return true;
    if (!this.snapshot?.query) return false;
    void this.#share.draft?.setQuery('');
    return true;
  }

  get lightDismiss(): boolean {
    return !this.snapshot?.dirty;
  }

  // What ComboboxController asks.

  choose(match: RecipientMatch, { edit, keepOpen }: { readonly edit: boolean; readonly keepOpen: boolean }): void {
    if (!this.#share.choose(match, edit) || keepOpen) return;
    void this.#share.draft?.setQuery('');
    this.#combobox.typed();
  }

  isChoosable(match: RecipientMatch): boolean {
    return this.snapshot !== undefined && optionNote(match, this.snapshot) === undefined;
  }

  commitText(edit?: boolean): void {
    void this.#share.commitText(edit);
  }

  retrySearch(): void {
    void this.#share.draft?.setQuery(this.snapshot?.query ?? '');
  }

  removeLast(): void {
    this.#share.removeLast();
  }

  undoRemove(): void {
    this.#share.undoRemove();
  }

  // What is typed, pasted and pressed.

  readonly #onInput = (event: InputEvent): void => {
    this.#combobox.typed();
    this.#share.flash(undefined);
    void this.#share.draft?.setQuery((event.target as HTMLInputElement).value, this.debounce);
  };

  readonly #onInputKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229 || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
    if (this.#combobox.onKeydown(event)) event.preventDefault();
  };

  readonly #onBlur = (): void => {
    if (!document.hasFocus() || !this.#dialog.isOpen || isLocked(this.activeVault)) return;
    this.#combobox.dismiss(); // it would cover what has focus now
    if (this.snapshot?.query.trim()) this.commitText();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (this.#share.paste(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      void this.#submit();
    } else this.#dialog.onKeydown(event);
  };

  #onRowKeydown(event: KeyboardEvent, row: DraftRow): void {
    const { control } = (event.target as HTMLElement).dataset;
    const item = event.currentTarget as HTMLElement;
    if (!control || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      neighbours(item, event.key === 'ArrowDown' ? 1 : -1, control)?.focus();
    } else if (event.key === 'Delete') {
      event.preventDefault();
      this.#removeRow(item, row);
    }
  }

  /** A new row vanishes, so focus goes on to the next one; a row that loses access stays, and so does focus. */
  #removeRow(item: HTMLElement | undefined, row: DraftRow): void {
    const next = item && (neighbours(item, 1, 'remove') ?? neighbours(item, -1, 'remove'));
    if (!this.#share.remove(row)) return;
    if (!row.held) void this.updateComplete.then(() => { (next ?? this.input)?.focus(); });
  }

  /** The button is gone then, so focus goes on to the first row that was not there before. */
  #showAll(): void {
    const shown = this.renderRoot.querySelectorAll('[aria-labelledby=has] > .recipient').length;
    this.showsAll = true;
    void this.updateComplete.then(() => { this.renderRoot.querySelectorAll('[aria-labelledby=has] > .recipient')[shown]?.querySelector<HTMLElement>('[data-control]')?.focus(); });
  }

  async #submit(): Promise<void> {
    const shared = await this.#share.submit();
    if (shared) this.#tellShared(shared);
    else if (this.open) await this.#focusProblem();
    else if (this.#share.said !== '') void showToast(this, { title: this.words.text('toast.not-shared'), detail: this.#share.said });
    const changed = this.#share.takeKeyChange();
    if (changed && this.open) await this.#compareAndShare(changed);
  }

  /** `true` once the person said that the fingerprints match. */
  async #compare(compared: Compared): Promise<boolean> {
    const vault = this.activeVault;
    if (!vault || !(await (await onDemand()).compareFingerprint(this, vault, compared)) || !this.open) return false;
    this.#compared.add(compared.user);
    this.#share.say('share.say.compared', { name: compared.name });
    return true;
  }

  /** The share that a changed key refused goes on by itself. */
  async #compareAndShare({ user }: KeyChanged): Promise<void> {
    const { snapshot } = this;
    const name = [...(snapshot?.added ?? []), ...(snapshot?.existing ?? [])].find(({ principal }) => principal.id === user)?.principal.name;
    if (await this.#compare({ user, name, secretId: this.secretIds[0] })) await this.#submit();
  }

  async #compareRow({ principal, level }: DraftRow): Promise<void> {
    const user = principal.kind === 'user' ? principal.id : principal.ownerId;
    if (!user || !(await this.#compare({ user, ...(principal.kind === 'user' && { name: principal.name }) }))) return;
    this.#share.draft?.setLevel(principal.id, level); // what stood in the way is gone
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(principal.id)}"] [data-control]`)?.focus();
  }

  #managedBy(principal: Principal): string | undefined {
    const [vault, [secretId]] = [this.activeVault, this.secretIds];
    return vault && secretId !== undefined ? this.#more?.managedBy(principal, vault, secretId, this.words.locale) : undefined;
  }

  /** The window may have been closed meanwhile, or show another secret: the toast tells all the same. */
  #tellShared(shared: SharedWith): void {
    const { secretIds, outcomes, done } = shared;
    // A host may keep the window open: then it shows what is so now.
    if (done && secretIds.join(' ') === this.#shown?.key && !this.#dialog.close('shared')) void this.refresh();
    const toasts = this.dispatchEvent(new MySafeSharedEvent(outcomes.map(({ secretId }) => secretId), outcomes)) && done;
    if (toasts) void onDemand().then(({ sayShared }) => sayShared(this, this.activeVault, shared, this.words.locale));
  }

  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    const wrong = this.renderRoot.querySelector('.recipient:has(.error)')?.querySelector<HTMLElement>('[data-control]');
    const { snapshot } = this;
    if (snapshot?.searchFault !== undefined) this.#combobox.typed(); // the list says it, with a way to try again
    if (wrong) wrong.focus();
    else if (snapshot?.searchFault !== undefined) this.focus();
    else if (snapshot && boxError(snapshot, this.words).text !== undefined) this.focus();
  }

  // What is shown.

  get #rowActions(): RowActions {
    const { snapshot, words } = this;
    const share = this.#share;
    const names = [...(snapshot?.added ?? []), ...(snapshot?.existing ?? [])].map((row) => row.principal.name);
    return {
      words, levels: this.activeVault?.policy.levels ?? [], readOnly: !snapshot?.mayShare, flashed: share.flashed,
      repeated: new Set(names.filter((name, at) => names.indexOf(name) !== at)),
      end: this.#end(snapshot),
      setLevel: (row, level) => { share.setLevel(row, level); },
      remove: (row, item) => { this.#removeRow(item, row); },
      restore: (row) => { share.restore(row); },
      compared: this.#compared, managedBy: (principal) => this.#managedBy(principal), compare: (row) => void this.#compareRow(row),
      onKeydown: (event, row) => { this.#onRowKeydown(event, row); },
    };
  }

  #end(snapshot: ShareSnapshot | undefined): RowActions['end'] {
    const [more, vault, draft] = [this.#more, this.activeVault, this.#share.draft];
    return more && vault && draft && snapshot?.mayShare ? (row) => more.end(row, draft, vault, this.words.locale) : undefined;
  }

  #banners(snapshot: ShareSnapshot, vault: Vault): WindowView['banners'] {
    const disabled = snapshot.secrets.filter(({ enabled }) => !enabled).map(({ id }) => id);
    return {
      words: this.words, restored: this.#share.restored && snapshot.dirty,
      discard: () => { this.reset(); this.focus(); },
      enable: () => void vault.secrets.enable(disabled).then(() => this.#refreshAndFocus()),
      retry: () => void this.#refreshAndFocus(),
      compare: (refusal) => void this.#compareAndShare(refusal),
    };
  }

  #box(snapshot: ShareSnapshot): WindowView['box'] {
    const { words, options, activeVault: vault } = this;
    const { draft } = this.#share;
    const { isOpen, activeIndex } = this.#combobox;
    const error = boxError(snapshot, words);
    return {
      words, snapshot, open: isOpen, activeIndex, floats: this.#floats, spins: this.#search.spins, error: error.text, invalid: error.invalid, newGroup: draft && vault && this.#more?.newGroup(snapshot, draft, vault, words.locale),
      listbox: suggestions({
        snapshot, words, options, activeIndex,
        choose: (match, event) => { this.choose(match, { edit: false, keepOpen: event.altKey }); },
        retry: () => { this.retrySearch(); },
      }),
      onInput: this.#onInput, onKeydown: this.#onInputKeydown, onPaste: this.#onPaste, onBlur: this.#onBlur,
      editEntry: (entry) => {
        draft?.dropUnmatched(entry);
        void draft?.setQuery(entry);
        this.focus();
      },
      dropEntry: (entry) => { draft?.dropUnmatched(entry); this.focus(); },
    };
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, words } = this;
    const vault = this.activeVault;
    if (!snapshot || !vault) return nothing;
    const view: WindowView = {
      words, vault, snapshot, plan: this.#more?.plan(snapshot, words.locale), unlock: unlockForm(this, vault, () => void this.#refreshAndFocus()), showsAll: this.showsAll, rows: this.#rowActions, banners: this.#banners(snapshot, vault), box: this.#box(snapshot),
      showAll: () => { this.#showAll(); },
      addSuggested: (match) => { this.choose(match, { edit: false, keepOpen: true }); this.focus(); },
      close: () => { this.close('cancel'); },
      cancel: () => { this.close('cancel'); },
      submit: () => void this.#submit(),
    };
    return html`<dialog part="dialog" aria-labelledby="title" aria-describedby="subtitle" @cancel=${this.#dialog.onCancel} @keydown=${this.#onKeydown}
        @pointerdown=${this.#dialog.onPointerdown} @pointerup=${this.#dialog.onPointerup}>
      ${shareWindow(view, this.secretIds.length)}
      <div class="sr-only" part="status" role="status">${this.#share.said}</div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-share-dialog': ShareDialog }
}
