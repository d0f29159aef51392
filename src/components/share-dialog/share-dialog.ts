import { type CSSResultGroup, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { type DraftLevel, type DraftRow, type Principal, type PrincipalId, type RecipientMatch, type SecretId, type SecretSummary, type ShareOutcome, type ShareSnapshot, type Vault, splitEntries } from '../../core/index.js';
import { Announcer } from '../shared/announcer.js';
import { common } from '../shared/catalogue/common.js';
import { shareTexts } from '../shared/catalogue/share.js';
import { DialogController, type DialogHost, deepActiveElement } from '../shared/dialog-controller.js';
import { dialogStyles } from '../shared/dialog.styles.js';
import type { CloseReason } from '../shared/events.js';
import { MySafeElement } from '../shared/mysafe-element.js';
import { nameOf } from '../shared/principals.js';
import { sentenceFor, sentenceForProblem } from '../shared/sentences.js';
import { Timers } from '../shared/timers.js';
import { showToast } from '../toasts/show-toast.js';
import { ComboboxController, type ComboboxHost } from './combobox-controller.js';
import {
  MySafeCloseEvent, MySafeOpenedEvent, MySafeRecipientAddEvent, MySafeRecipientInvalidEvent, MySafeRecipientRemoveEvent, MySafeShareEvent,
  MySafeShareRefusedEvent, MySafeSharedEvent,
} from './events.js';
import { neighbours } from './neighbours.js';
import type { RowActions } from './rows.js';
import { ShareController } from './share-controller.js';
import { shareDialogStyles } from './share-dialog.styles.js';
import { detailOfShare } from './share-words.js';
import { inSections, optionNote, suggestions } from './suggestions.js';
import { type WindowView, shareWindow } from './window.js';

const texts = { ...common, ...shareTexts };
/** Red comes by itself only where nobody matches two letters or more and the person has paused so long (components.md 0.4). */
const SETTLE_MS = 600;
const SETTLE_LETTERS = 2;

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
export class ShareDialog extends MySafeElement<typeof texts> implements DialogHost, ComboboxHost {
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
  @state() private spins = false;
  @state() private showsAll = false;
  @state() private flashed?: PrincipalId;

  readonly #dialog = new DialogController(this);
  readonly #share = new ShareController(this);
  readonly #combobox = new ComboboxController(this);
  readonly #announcer = new Announcer(this);
  readonly #clock = new Timers();
  #started?: string;
  #startedVault?: Vault;
  #trigger?: HTMLElement;
  #pasted = 0;
  #toldProblem?: unknown;

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
    for (const match of list) this.choose(match, { edit: false, keepOpen: true });
  }

  /** Forgets what was decided here. */
  reset(): void {
    this.#share.draft?.discard();
    this.#share.restored = false;
  }

  /** Reads secrets and access anew. */
  async refresh(): Promise<void> {
    await this.#share.draft?.refresh();
  }

  /** Whether the box names nobody wrong and there is something to share; marks what is in the way. */
  async validate(): Promise<boolean> {
    return (await this.#share.draft?.commitQuery(this.#newLevel(false))) === true && (this.snapshot?.changes.length ?? 0) > 0;
  }

  override focus(): void {
    this.input?.focus();
  }

  get snapshot(): ShareSnapshot | undefined {
    return this.#share.snapshot;
  }

  get options(): readonly RecipientMatch[] {
    const { snapshot } = this;
    if (!snapshot) return [];
    const text = snapshot.query.trim();
    if (text === '') return this.minChars === 0 ? inSections(snapshot.suggested) : [];
    return text.length < this.minChars ? [] : inSections(snapshot.matches.slice(0, this.maxSuggestions));
  }

  get #secretIds(): readonly SecretId[] {
    if (this.secrets) return this.secrets.map(({ id }) => id);
    const id = this.secret?.id ?? this.secretId;
    return id === undefined ? [] : [id];
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const vault = this.activeVault;
    const key = this.#secretIds.join(' ');
    if (!this.open || !vault || key === '') return;
    if (key === this.#started && vault === this.#startedVault) return;
    this.#started = key;
    this.#startedVault = vault;
    this.#pasted = 0;
    this.showsAll = false;
    this.#share.start(vault, this.#secretIds, this.draft === 'memory');
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open')) {
      if (this.open) this.#opened();
      else if (changed.get('open') !== undefined) this.#dialog.close('api');
    }
    this.#placeList();
    this.#watchSearch();
    this.#tellProblem();
  }

  #opened(): void {
    this.#dialog.show(this.#trigger);
    this.#trigger = undefined;
    (this.snapshot?.status === 'ready' && !this.snapshot.mayShare ? this.renderRoot.querySelector<HTMLElement>('.title') : this.input)?.focus();
    this.dispatchEvent(new MySafeOpenedEvent(this.#secretIds));
  }

  /** The list floats by the platform's own popover; where anchors are missing or the view is narrow it stands in the flow. */
  get #floats(): boolean {
    return CSS.supports('anchor-name: --a') && !matchMedia('(max-width: 480px), (pointer: coarse) and (max-height: 600px)').matches;
  }

  #placeList(): void {
    const list = this.listbox;
    if (!list?.popover || !this.#dialog.isOpen) return;
    const shown = list.matches(':popover-open');
    if (this.#combobox.isOpen !== shown) list.togglePopover(this.#combobox.isOpen);
    list.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  /** The spinner after 150 ms, “Searching…” after a second, the count and the red after a pause. */
  #watchSearch(): void {
    const { snapshot } = this;
    if (!snapshot || !this.open) return this.#clock.clear();
    this.#clock.while('spin', snapshot.searching, 150, () => { this.spins = true; });
    if (!snapshot.searching && this.spins) this.spins = false;
    this.#clock.while('searching', snapshot.searching, 1_000, () => { this.#say('share.say.searching'); });
    this.#clock.while('sharing', snapshot.status === 'saving', 1_000, () => { this.#say('share.say.sharing'); });
    const text = snapshot.query.trim();
    const found = !snapshot.searching && text !== '' && snapshot.matchesFor === snapshot.query && !snapshot.searchFault;
    this.#clock.while(`count ${text}`, found && this.options.length > 0, 500, () => { this.#say('share.say.suggestions', { n: this.options.length }); });
    const nobody = found && this.options.length === 0 && text.length >= SETTLE_LETTERS && !snapshot.entryProblem && this.validateOn === 'settle';
    this.#clock.while(`settle ${text}`, nobody, SETTLE_MS, () => { this.#share.draft?.flagUnknown(); });
  }

  /** Says a new problem once, in the words that stand under the box, and tells the host. */
  #tellProblem(): void {
    const problem = this.snapshot?.entryProblem;
    if (problem === this.#toldProblem) return;
    this.#toldProblem = problem;
    if (!problem) return;
    this.#announcer.say(this.#error ?? '');
    this.dispatchEvent(new MySafeRecipientInvalidEvent(this.#secretIds, [{ entry: problem.entry, problem: problem.problem }]));
    if (problem.problem === 'has-access') this.#flash(problem.principal?.id);
  }

  #flash(id: PrincipalId | undefined): void {
    this.flashed = id;
    this.renderRoot.querySelector(`[data-id="${CSS.escape(id ?? '')}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  #say(key: Parameters<typeof this.words.text>[0], params?: Record<string, unknown>): void {
    this.#announcer.say(this.words.text(key, params));
  }

  // What DialogController asks.

  mayClose(reason: CloseReason): boolean {
    return this.dispatchEvent(new MySafeCloseEvent(this.#secretIds, reason));
  }

  closed(): void {
    this.open = false;
    this.#started = undefined;
    this.#clock.clear();
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

  #newLevel(edit: boolean): DraftLevel {
    const levels = this.activeVault?.policy.levels ?? ['view'];
    return (edit || this.defaultEdit) && levels.includes('edit') ? 'edit' : (levels[0] ?? 'view');
  }

  choose(match: RecipientMatch, { edit, keepOpen }: { readonly edit: boolean; readonly keepOpen: boolean }): void {
    const { draft } = this.#share;
    const { snapshot } = this;
    if (!draft || !snapshot) return;
    if (optionNote(match, snapshot) === 'added') return this.#flash(match.principal.id);
    const level = this.#newLevel(edit);
    if (!this.dispatchEvent(new MySafeRecipientAddEvent(this.#secretIds, match.principal, level))) return;
    if (!draft.add(match, level)) return;
    this.#say(level === 'view' ? 'share.say.added-view' : 'share.say.added-edit', { name: nameOf(match.principal, this.words) });
    if (keepOpen) return;
    void draft.setQuery('');
    this.#combobox.typed();
  }

  commitText(): void {
    const before = this.snapshot?.added.length ?? 0;
    void this.#share.draft?.commitQuery(this.#newLevel(false)).then(() => {
      const added = this.snapshot?.added ?? [];
      const row = added.at(-1);
      if (row && added.length > before) this.#say('share.say.added-view', { name: nameOf(row.principal, this.words) });
    });
  }

  removeLast(): void {
    const last = this.snapshot?.added.at(-1);
    if (last) this.#remove(last);
  }

  undoRemove(): void {
    const row = this.#share.draft?.undoRemove();
    if (row) this.#say('share.say.restored', { name: nameOf(row.principal, this.words) });
  }

  #remove(row: DraftRow): void {
    if (!this.dispatchEvent(new MySafeRecipientRemoveEvent(this.#secretIds, row.principal, row.level))) return;
    this.#share.draft?.remove(row.principal.id);
    this.#say(row.held ? 'share.say.lost' : 'share.say.removed', { name: nameOf(row.principal, this.words) });
  }

  // What is typed, pasted and pressed.

  readonly #onInput = (event: InputEvent): void => {
    this.#combobox.typed();
    this.flashed = undefined;
    void this.#share.draft?.setQuery((event.target as HTMLInputElement).value, this.debounce);
  };

  readonly #onInputKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return;
    if (this.#combobox.onKeydown(event)) event.preventDefault();
  };

  readonly #onBlur = (): void => {
    if (this.snapshot?.query.trim() && document.hasFocus() && this.#dialog.isOpen) this.commitText();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text') ?? '';
    const entries = splitEntries(text);
    const { draft } = this.#share;
    if (entries.length < 2 || !draft) return;
    event.preventDefault();
    this.#pasted = entries.length;
    void draft.paste(text).then(({ added, missing }) => {
      if (added.length + missing > 0) this.#say('share.say.pasted', { added: added.length, missing });
      if (missing > 0) this.dispatchEvent(new MySafeRecipientInvalidEvent(this.#secretIds, this.snapshot?.unmatched.map(({ entry, problem }) => ({ entry, problem: problem ?? 'unknown' })) ?? []));
    });
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      void this.#submit();
    } else this.#dialog.onKeydown(event);
  };

  #onRowKeydown(event: KeyboardEvent, row: DraftRow): void {
    const control = (event.target as HTMLElement).dataset['control'];
    const item = (event.currentTarget as HTMLElement);
    if (!control || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      neighbours(item, event.key === 'ArrowDown' ? 1 : -1, control)?.focus();
    } else if (event.key === 'Delete') {
      event.preventDefault();
      const next = neighbours(item, 1, 'remove') ?? neighbours(item, -1, 'remove') ?? this.input;
      this.#remove(row);
      if (!row.held) void this.updateComplete.then(() => { next?.focus(); });
    }
  }

  async #submit(): Promise<void> {
    const { draft } = this.#share;
    const { snapshot } = this;
    if (!draft || !snapshot?.mayShare || snapshot.status === 'saving') return;
    if (!(await draft.commitQuery(this.#newLevel(false))) || snapshot.unmatched.length > 0) return this.focus();
    const { changes, added, existing } = draft.getSnapshot();
    const secretIds = this.#secretIds;
    if (changes.length > 0 && !this.dispatchEvent(new MySafeShareEvent(secretIds, changes))) return;
    const outcomes = await draft.submit();
    if (outcomes) this.#shared(secretIds, outcomes, new Map([...added, ...existing].map((row) => [row.principal.id, row.principal])));
    else this.#notShared(secretIds);
  }

  #shared(secretIds: readonly SecretId[], outcomes: readonly ShareOutcome[], known: ReadonlyMap<PrincipalId, Principal>): void {
    this.#share.restored = false;
    const detail = detailOfShare(outcomes, known, this.words);
    if (secretIds.join(' ') === this.#started) this.close('shared');
    if (this.dispatchEvent(new MySafeSharedEvent(secretIds, outcomes))) void showToast(this, { title: this.words.text('toast.shared'), detail });
  }

  #notShared(secretIds: readonly SecretId[]): void {
    const { refusal, entryProblem } = this.snapshot ?? {};
    if (refusal && this.dispatchEvent(new MySafeShareRefusedEvent(secretIds, refusal))) this.#announcer.say(sentenceFor(refusal, this.words));
    void this.updateComplete.then(() => {
      const wrong = this.renderRoot.querySelector('.recipient:has(.error)')?.querySelector<HTMLElement>('[data-control]');
      if (wrong) wrong.focus();
      else if (entryProblem) this.focus();
    });
  }

  // What is shown.

  get #error(): string | undefined {
    const { snapshot, words } = this;
    const problem = snapshot?.entryProblem;
    if (problem?.problem === 'nobody') return words.text('share.need-somebody');
    if (problem?.problem === 'too-many') return words.text('share.too-many');
    // That somebody has access already is no error: their row flashes, and the sentence is spoken.
    if (problem && problem.problem !== 'has-access') return sentenceForProblem(problem.problem, words, problem);
    const missing = snapshot?.unmatched ?? [];
    if (missing.length === 0) return undefined;
    return words.text('share.not-found-many', { missing: missing.length, all: Math.max(this.#pasted, missing.length), names: missing.map(({ entry }) => entry).join(', ') });
  }

  get #rowActions(): RowActions {
    const { snapshot, words } = this;
    const names = [...(snapshot?.added ?? []), ...(snapshot?.existing ?? [])].map((row) => row.principal.name);
    return {
      words, levels: this.activeVault?.policy.levels ?? [], readOnly: !snapshot?.mayShare, flashed: this.flashed,
      repeated: new Set(names.filter((name, at) => names.indexOf(name) !== at)),
      setLevel: (row, level) => {
        this.#share.draft?.setLevel(row.principal.id, level);
        const key = level === 'none' ? (row.held ? 'share.say.lost' : undefined) : (`share.say.can-${level}` as const);
        if (key) this.#say(key, { name: nameOf(row.principal, words) });
      },
      remove: (row) => { this.#remove(row); },
      restore: (row) => {
        this.#share.draft?.setLevel(row.principal.id, row.held === 'varies' ? 'view' : (row.held ?? 'view'));
        this.#say('share.say.restored', { name: nameOf(row.principal, words) });
      },
      onKeydown: (event, row) => { this.#onRowKeydown(event, row); },
    };
  }

  #view(snapshot: ShareSnapshot): Omit<WindowView, 'vault'> {
    const { words } = this;
    return {
      words, snapshot, showsAll: this.showsAll, rows: this.#rowActions,
      showAll: () => { this.showsAll = true; },
      addSuggested: (match) => { this.choose(match, { edit: false, keepOpen: true }); },
      close: () => { this.close('cancel'); },
      cancel: () => { this.close('cancel'); },
      submit: () => void this.#submit(),
      banners: {
        words, restored: this.#share.restored && snapshot.dirty,
        discard: () => { this.reset(); this.focus(); },
        enable: () => void this.activeVault?.secrets.enable(snapshot.secrets.filter(({ enabled }) => !enabled).map(({ id }) => id)).then(() => this.refresh()),
        retry: () => void this.refresh(),
      },
      box: {
        words, snapshot, open: this.#combobox.isOpen, activeIndex: this.#combobox.activeIndex, floats: this.#floats, spins: this.spins, error: this.#error,
        listbox: suggestions({
          snapshot, words, options: this.options, activeIndex: this.#combobox.activeIndex,
          choose: (match, event) => { this.choose(match, { edit: false, keepOpen: event.altKey }); },
          retry: () => void this.#share.draft?.setQuery(snapshot.query),
        }),
        onInput: this.#onInput, onKeydown: this.#onInputKeydown, onPaste: this.#onPaste, onBlur: this.#onBlur,
        editEntry: (entry) => {
          this.#share.draft?.dropUnmatched(entry);
          void this.#share.draft?.setQuery(entry);
          this.focus();
        },
        dropEntry: (entry) => { this.#share.draft?.dropUnmatched(entry); this.focus(); },
      },
    };
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    const vault = this.activeVault;
    if (!snapshot || !vault) return nothing;
    return html`<dialog part="dialog" aria-labelledby="title" aria-describedby="subtitle" @cancel=${this.#dialog.onCancel} @keydown=${this.#onKeydown}
        @pointerdown=${this.#dialog.onPointerdown} @pointerup=${this.#dialog.onPointerup}>
      ${shareWindow({ ...this.#view(snapshot), vault }, this.#secretIds.length)}
      <div class="sr-only" part="status" role="status">${this.#announcer.text}</div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'mysafe-share-dialog': ShareDialog }
}
