import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type SecretId, type ShareDraft, type ShareSnapshot, type Vault, createShareDraft } from '../../core/index.js';

/** Unsent drafts, by vault and secrets, in memory alone: closing a window loses no work. */
const kept = new WeakMap<Vault, Map<string, ShareDraft>>();

const draftsOf = (vault: Vault): Map<string, ShareDraft> => {
  const drafts = kept.get(vault) ?? new Map<string, ShareDraft>();
  kept.set(vault, drafts);
  return drafts;
};

/** Holds the draft that a window shows, and keeps what is not sent for the next time. */
export class ShareController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #draft?: ShareDraft;
  #unsubscribe?: () => void;
  #forget?: () => void;
  /** Whether the window opened on a draft of before. */
  restored = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get draft(): ShareDraft | undefined {
    return this.#draft;
  }

  get snapshot(): ShareSnapshot | undefined {
    return this.#draft?.getSnapshot();
  }

  start(vault: Vault, secretIds: readonly SecretId[], keep: boolean): void {
    this.stop();
    const drafts = draftsOf(vault);
    const key = secretIds.join(' ');
    const before = keep ? drafts.get(key) : undefined;
    this.restored = before?.getSnapshot().dirty ?? false;
    const draft = (this.restored ? before : undefined) ?? createShareDraft(vault, secretIds);
    if (this.restored) void draft.refresh();
    if (keep) drafts.set(key, draft);
    this.#draft = draft;
    this.#forget = () => { if (!draft.getSnapshot().dirty) drafts.delete(key); };
    this.#unsubscribe = draft.subscribe(() => { this.#host.requestUpdate(); });
    this.#host.requestUpdate();
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#forget?.();
    this.#draft = this.#unsubscribe = this.#forget = undefined;
  }
}
