import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  type DraftLevel, type DraftRow, type Principal, type PrincipalId, type RecipientMatch, type Refusal, type SecretId, type SecretSummary, type ShareDraft, type ShareOutcome, type ShareSnapshot, type Vault,
  createShareDraft, splitEntries,
} from '../../core/for-components.js';
import { Announcer } from '../shared/announcer.js';
import type { Params } from '../shared/localize.js';
import type { ShareWords } from '../shared/picker/words.js';
import { nameOf } from '../shared/principals.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import type { KeyChanged } from './banners.js';
import { MySafeRecipientAddEvent, MySafeRecipientInvalidEvent, MySafeRecipientRemoveEvent, MySafeShareEvent, MySafeShareRefusedEvent } from './events.js';
import { draftFor } from './kept-drafts.js';
import { optionNote } from './options.js';

export interface ShareHost extends ReactiveControllerHost, Pick<EventTarget, 'dispatchEvent'> {
  readonly shareWords: ShareWords;
  readonly secretIds: readonly SecretId[];
  readonly defaultEdit: boolean;
}

/** What was shared, with the names of those it was about. */
export interface SharedWith {
  readonly secretIds: readonly SecretId[];
  readonly secrets: readonly SecretSummary[];
  readonly outcomes: readonly ShareOutcome[];
  /** Nothing is left to try again. */
  readonly done: boolean;
  readonly known: ReadonlyMap<PrincipalId, Principal>;
}

/** How the share window behaves: drafts, adds, removes, saves, says so, and tells the host. */
export class ShareController implements ReactiveController {
  readonly #host: ShareHost;
  readonly #announcer: Announcer;
  #vault?: Vault;
  #startedFor = '';
  #draft?: ShareDraft;
  #release?: () => void;
  /** Whether the window opened on a draft of before. */
  restored = false;
  #submitting = false;
  #keyChange?: KeyChanged;
  /** A row to point at, because somebody tried to add them again. */
  flashed?: PrincipalId;

  constructor(host: ShareHost) {
    this.#host = host;
    this.#announcer = new Announcer(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get draft(): ShareDraft | undefined {
    return this.#draft;
  }

  /** Whether it was started for these, and not stopped since. */
  isFor(vault: Vault | undefined, secretIds: readonly SecretId[]): boolean {
    return this.#draft !== undefined && vault === this.#vault && secretIds.join(' ') === this.#startedFor;
  }

  get snapshot(): ShareSnapshot | undefined {
    return this.#draft?.getSnapshot();
  }

  get said(): string {
    return this.#announcer.text;
  }

  start(vault: Vault, secretIds: readonly SecretId[], keep: boolean): void {
    this.stop();
    const { draft, restored, release } = keep ? draftFor(vault, secretIds) : { draft: createShareDraft(vault, secretIds), restored: false, release: () => undefined };
    const unsubscribe = draft.subscribe(() => { this.#host.requestUpdate(); });
    this.#vault = vault;
    this.#startedFor = secretIds.join(' ');
    this.#draft = draft;
    this.restored = restored;
    this.#release = () => {
      unsubscribe();
      release();
    };
    this.#host.requestUpdate();
  }

  stop(): void {
    this.#release?.();
    this.#announcer.clear();
    this.#draft = this.#release = this.flashed = undefined;
  }

  say(key: Parameters<ShareWords['text']>[0], params?: Params): void {
    this.sayText(this.#host.shareWords.text(key, params));
  }

  sayText(text: string): void {
    this.#announcer.say(text);
  }

  discard(): void {
    this.#draft?.discard();
    this.restored = false;
  }

  #levelFor(edit: boolean): DraftLevel {
    const levels = this.#vault?.policy.levels ?? ['view'];
    return (edit || this.#host.defaultEdit) && levels.includes('edit') ? 'edit' : (levels[0] ?? 'view');
  }

  flash(id: PrincipalId | undefined): void {
    this.flashed = id;
    this.#host.requestUpdate();
  }

  /** Puts somebody on the list, if they can be chosen. `true` when they were added. */
  choose(match: RecipientMatch, edit = false): boolean {
    const { snapshot } = this;
    if (!this.#draft || !snapshot) return false;
    if (optionNote(match, snapshot) === 'added') {
      this.flash(match.principal.id);
      return false;
    }
    const level = this.#levelFor(edit);
    if (!this.#draft.add(match, level, this.#admit)) return false;
    this.#sayAdded(match.principal, level);
    return true;
  }

  /** The host's word on somebody who could be put on the list. */
  readonly #admit = (principal: Principal, level: DraftLevel): boolean =>
    level === 'none' || this.#host.dispatchEvent(new MySafeRecipientAddEvent(this.#host.secretIds, principal, level));

  #sayAdded(principal: Principal, level: DraftLevel): void {
    this.say(level === 'view' ? 'share.say.added-view' : 'share.say.added-edit', { name: this.#name(principal) });
  }

  /** Adds whom the text in the box names exactly; else the snapshot says what is the matter. */
  async commitText(edit = false): Promise<boolean> {
    const before = this.snapshot?.added.length ?? 0;
    const done = (await this.#draft?.commitQuery(this.#levelFor(edit), this.#admit)) ?? false;
    const row = this.snapshot?.added.at(-1);
    if (row && (this.snapshot?.added.length ?? 0) > before) this.#sayAdded(row.principal, row.level);
    return done;
  }

  /** Several entries at once. `false` for a single one, which is typed text. */
  paste(text: string): boolean {
    const entries = splitEntries(text);
    const draft = this.#draft;
    if (entries.length < 2 || !draft) return false;
    void draft.paste(text, this.#levelFor(false), this.#admit).then(({ added, missing }) => {
      const { fault } = draft.getSnapshot();
      if (fault !== undefined) this.sayText(sentenceForFault(fault, this.#host.shareWords));
      if (added.length + missing > 0) this.say('share.say.pasted', { added: added.length, missing });
      const problems = draft.getSnapshot().unmatched.map(({ entry, problem }) => ({ entry, problem: problem ?? ('unknown' as const) }));
      if (missing > 0) this.#host.dispatchEvent(new MySafeRecipientInvalidEvent(this.#host.secretIds, problems));
    });
    return true;
  }

  setLevel(row: DraftRow, level: DraftLevel): void {
    this.#draft?.setLevel(row.principal.id, level);
    if (level !== 'none') this.say(`share.say.can-${level}`, { name: this.#name(row.principal) });
    else if (row.held) this.say('share.say.lost', { name: this.#name(row.principal) });
  }

  /** `false` where the host keeps the row. */
  remove(row: DraftRow): boolean {
    if (!this.#host.dispatchEvent(new MySafeRecipientRemoveEvent(this.#host.secretIds, row.principal, row.level))) return false;
    this.#draft?.remove(row.principal.id);
    this.say(row.held ? 'share.say.lost' : 'share.say.removed', { name: this.#name(row.principal) });
    return true;
  }

  removeLast(): void {
    const last = this.snapshot?.added.at(-1);
    if (last) this.remove(last);
  }

  undoRemove(): void {
    const row = this.#draft?.undoRemove();
    if (row) this.say('share.say.restored', { name: this.#name(row.principal) });
  }

  /** Takes back that a row loses its access. */
  restore(row: DraftRow): void {
    this.#draft?.setLevel(row.principal.id, row.held === undefined || row.held === 'varies' ? 'view' : row.held);
    this.say('share.say.restored', { name: this.#name(row.principal) });
  }

  /** Somebody's changed keys, once, where they stood in the way of the last share and the host did not show that itself. */
  takeKeyChange(): KeyChanged | undefined {
    const taken = this.#keyChange;
    this.#keyChange = undefined;
    return taken;
  }

  #noteKeyChange(refusal: Refusal): void {
    if (refusal.code === 'share/key-changed') this.#keyChange = refusal;
  }

  /** Shares. `undefined` where something is in the way: the snapshot says what. */
  async submit(): Promise<SharedWith | undefined> {
    if (this.#submitting || !this.#draft?.getSnapshot().mayShare) return undefined;
    this.#submitting = true;
    try {
      return await this.#send(this.#draft);
    } finally {
      this.#submitting = false;
    }
  }

  async #send(draft: ShareDraft): Promise<SharedWith | undefined> {
    const { secretIds } = this.#host;
    if (!(await this.commitText()) || draft.getSnapshot().unmatched.length > 0) return undefined;
    const { changes, added, existing } = draft.getSnapshot();
    if (changes.length > 0 && !this.#host.dispatchEvent(new MySafeShareEvent(secretIds, changes))) return undefined;
    const outcomes = await draft.submit();
    if (!outcomes) return this.#refused(draft.getSnapshot());
    const { failures, secrets } = draft.getSnapshot();
    this.restored = false;
    for (const { secretId, refusal } of failures) {
      this.#noteKeyChange(refusal);
      this.sayText(`${secrets.find(({ id }) => id === secretId)?.name ?? ''}: ${sentenceFor(refusal, this.#host.shareWords)}`);
    }
    return { secretIds, secrets, outcomes, done: failures.length === 0, known: new Map([...added, ...existing].map((row) => [row.principal.id, row.principal])) };
  }

  /** Says why nothing was shared, unless the host says it. */
  #refused({ refusal, conflict, fault, failures }: ShareSnapshot): undefined {
    const words = this.#host.shareWords;
    for (const failure of failures) this.#noteKeyChange(failure.refusal);
    if (conflict) this.say('refusal.share/changed-meanwhile');
    else if (fault !== undefined) this.sayText(sentenceForFault(fault, words));
    else if (refusal && this.#host.dispatchEvent(new MySafeShareRefusedEvent(this.#host.secretIds, refusal))) {
      this.#noteKeyChange(refusal);
      this.sayText(sentenceFor(refusal, words));
    }
    return undefined;
  }

  #name(principal: Principal): string {
    return nameOf(principal, this.#host.shareWords);
  }
}
