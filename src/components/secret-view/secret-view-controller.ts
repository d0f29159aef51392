import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AccessExplanation, Refusal, Revealed, SecretDetails, SecretId, Vault } from '../../core/for-components.js';
import { isTampering } from '../shared/sentences.js';
import { noteTouched } from '../shared/touched.js';
import { writeClipboard } from '../shared/clipboard.js';
import type { AskedField } from './events.js';
import { ShownValue, WARNED_SECONDS } from './shown-value.js';
import type { Timers } from './timers.js';

/** Why something could not be done: a lawful no, or something thrown. */
export type Trouble = { readonly kind: 'refused'; readonly refusal: Refusal } | { readonly kind: 'failed'; readonly fault: unknown };

/** A secret as the window shows it, with the paths by which the person looking at it has access. */
export interface Ready {
  readonly kind: 'ready';
  readonly details: SecretDetails;
  readonly paths: AccessExplanation['paths'];
}

export type ViewState = { readonly kind: 'loading' } | Ready | Trouble;
/** What a person who does not see the window is told. */
export type Said = 'shown' | 'hidden' | 'hides-soon' | { readonly copied: AskedField } | { readonly copyByHand: AskedField };

export interface ViewSource {
  vault(): Vault | undefined;
  secretId(): SecretId | undefined;
  timers(): Timers;
  say(what: Said): void;
}

/** How long a button says “Copied”. */
const COPIED_MILLISECONDS = 2_000;

/** Loads a secret and keeps it current; opens its value for as long as it may be seen. */
export class SecretViewController implements ReactiveController {
  state: ViewState = { kind: 'loading' };
  /** What was changed by somebody while the value is on the screen. */
  newer?: Ready;
  /** Why the value could not be opened. */
  trouble?: Trouble;
  opening = false;
  copied?: AskedField;
  /** The secret that was asked for last. */
  askedFor?: SecretId;

  readonly #host: ReactiveControllerHost;
  readonly #source: ViewSource;
  #shown?: ShownValue;
  #loading?: AbortController;
  #asking?: object;
  #stopCopied?: () => void;

  constructor(host: ReactiveControllerHost, source: ViewSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  get shown(): { readonly text: string; readonly secondsLeft: number } | undefined {
    return this.#shown;
  }

  /** Starts anew: nothing of what was shown before stays. */
  load(): void {
    this.forget();
    this.askedFor = this.#source.secretId();
    void this.refresh();
  }

  /** Reads again; what is shown stays until the answer is here. */
  async refresh(): Promise<void> {
    this.#loading?.abort();
    const asking = (this.#loading = new AbortController());
    const [vault, id] = [this.#source.vault(), this.#source.secretId()];
    if (!vault || id === undefined) return;
    const next = await read(vault, id, asking.signal);
    if (asking.signal.aborted) return;
    if (next.kind === 'ready') noteTouched(vault.me.id, next.details);
    this.#take(next);
    this.#host.requestUpdate();
  }

  retry(): void {
    this.state = { kind: 'loading' };
    this.#host.requestUpdate();
    void this.refresh();
  }

  /** Lets go of everything, the value first. */
  forget(): void {
    this.#drop();
    this.#loading?.abort();
    this.#stopCopied?.();
    this.#asking = undefined;
    this.opening = false;
    this.copied = this.newer = this.trouble = this.askedFor = undefined;
    this.state = { kind: 'loading' };
  }

  #take(next: ViewState): void {
    if (this.state.kind === 'failed' && isTampering(this.state.fault)) return; // another part of it that is sound takes nothing back
    if (next.kind === 'failed' && this.state.kind === 'ready' && !isTampering(next.fault)) return;
    const mayStayShown = next.kind === 'ready' && next.details.may.reveal;
    if (this.#shown && !mayStayShown) this.hide();
    if (this.#shown && mayStayShown && this.state.kind === 'ready' && this.state.details.revision !== next.details.revision) this.newer = next;
    else {
      this.state = next;
      this.newer = undefined;
    }
  }

  /** Takes over what was changed meanwhile. A value of an older version hides. */
  showChanges(): void {
    if (!this.newer) return;
    this.state = this.newer;
    this.newer = undefined;
    if (this.#shown && this.#shown.version !== this.state.details.version) this.hide();
    this.#host.requestUpdate();
  }

  async reveal(): Promise<void> {
    const value = await this.#open();
    if (value) this.#show(value);
  }

  #show(value: Revealed): void {
    this.#drop();
    if (document.hidden) return;
    const shown = new ShownValue(value, this.#source.timers(), (ended) => {
      if (ended) this.hide();
      else if (shown.secondsLeft === WARNED_SECONDS) this.#source.say('hides-soon');
      this.#host.requestUpdate();
    });
    this.#shown = shown;
    this.#source.say('shown');
    this.#host.requestUpdate();
  }

  /** The keys are locked: nothing of the secret stays, nor comes later. */
  lock(): void {
    this.#asking = this.trouble = undefined;
    this.opening = false;
    this.hide();
    void this.refresh();
  }

  keepShowing(): void {
    this.#shown?.keep();
  }

  hide(): void {
    if (!this.#shown) return;
    this.#drop();
    if (this.newer) this.showChanges();
    this.#source.say('hidden');
    this.#host.requestUpdate();
  }

  #drop(): void {
    this.#shown?.end();
    this.#shown = undefined;
  }

  async copy(field: AskedField): Promise<void> {
    const known = field === 'clientId' ? this.#clientId() : this.#shown?.text;
    let opened: Revealed | undefined;
    const text = known === undefined ? this.#open('copy').then((value) => (opened = value)?.clientSecret ?? Promise.reject(new TypeError('not opened'))) : Promise.resolve(known);
    try {
      await writeClipboard(text);
      this.#sayCopied(field);
    } catch {
      if (known === undefined && !opened) return;
      if (opened) this.#show(opened);
      this.#source.say({ copyByHand: field });
    }
  }

  #clientId(): string | undefined {
    return this.state.kind === 'ready' ? this.state.details.clientId : undefined;
  }

  #sayCopied(field: AskedField): void {
    this.#stopCopied?.();
    this.copied = field;
    this.#source.say({ copied: field });
    this.#stopCopied = this.#source.timers().after(COPIED_MILLISECONDS, () => {
      this.copied = undefined;
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  /** The value, or `undefined` where it was refused (`trouble` says why) or nobody waits for it any more. */
  async #open(purpose?: 'copy'): Promise<Revealed | undefined> {
    const [vault, id] = [this.#source.vault(), this.#source.secretId()];
    if (!vault || id === undefined) return undefined;
    const asking = (this.#asking = {});
    this.trouble = undefined;
    this.opening = true;
    this.#host.requestUpdate();
    const answer = await vault.secrets.reveal(id, { ...(purpose && { purpose }) }).catch((fault: unknown) => ({ ok: false, fault }) as const);
    if (this.#asking !== asking) return undefined;
    this.opening = false;
    this.#host.requestUpdate();
    if (answer.ok) return answer.value;
    if ('fault' in answer) this.#failed(answer.fault);
    else this.#refused(answer.refusal);
    return undefined;
  }

  #failed(fault: unknown): void {
    if (isTampering(fault)) this.#take({ kind: 'failed', fault });
    else this.trouble = { kind: 'failed', fault };
  }

  #refused(refusal: Refusal): void {
    if (refusal.code === 'access/not-found') this.#take({ kind: 'refused', refusal });
    else this.trouble = { kind: 'refused', refusal };
  }
}

async function read(vault: Vault, id: SecretId, signal: AbortSignal): Promise<ViewState> {
  try {
    const details = await vault.secrets.get(id, { signal });
    if (!details.ok) return { kind: 'refused', refusal: details.refusal };
    if (details.value.permission === 'own') return { kind: 'ready', details: details.value, paths: [] };
    const mine = await vault.sharing.explain(id, vault.me.id, { signal });
    return { kind: 'ready', details: details.value, paths: mine.ok ? mine.value.paths : [] };
  } catch (fault) {
    return { kind: 'failed', fault };
  }
}
