import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Refusal, Result, Vault } from '../../core/for-components.js';
import type { unlockTexts } from '../shared/catalogue/unlock.js';

/** What the form shows: the keeper's way in, a recovery key, a backup, the ways where the keys are not in this browser, new keys. */
export type Step = 'keeper' | 'recovery' | 'backup' | 'away' | 'start-over';
/** What is typed into. */
export type FieldName = 'passphrase' | 'repeat' | 'recovery' | 'backup';
/** What is read from them. `file` is the text of a backup. */
export interface Typed { readonly passphrase?: string; readonly recoveryKey?: string; readonly file?: string }
/** What is wrong, and with which field. */
export type Trouble = { readonly at: FieldName | 'form' } & ({ readonly text: keyof typeof unlockTexts } | { readonly refusal: Refusal } | { readonly fault: unknown });

export interface UnlockSource {
  vault(): Vault | undefined;
  /** The host's word, before anything is asked. */
  may(): boolean;
}

const RECOVERY = 'recovery';

/** Asks for the keys, once at a time. What a person typed passes through; nothing of it stays here. */
export class UnlockController implements ReactiveController {
  busy = false;
  trouble?: Trouble;

  readonly #host: ReactiveControllerHost;
  readonly #source: UnlockSource;
  #chosen?: Step;
  #kinds: readonly string[] = [];

  constructor(host: ReactiveControllerHost, source: UnlockSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** Another vault, or other keys: whatever was chosen is past. */
  reset(): void {
    this.go(undefined);
  }

  /** Whether the person went on from the first step. */
  get chose(): boolean {
    return this.#chosen !== undefined;
  }

  get step(): Step {
    const keys = this.#source.vault()?.keys;
    return this.#chosen ?? (keys?.state === 'not-here' && keys.enrolled ? 'away' : 'keeper');
  }

  go(step: Step | undefined): void {
    this.#chosen = step;
    this.trouble = undefined;
    this.#host.requestUpdate();
  }

  /** Whether keys are made by the next attempt. */
  get makes(): boolean {
    return this.step === 'start-over' || (this.step === 'keeper' && this.#source.vault()?.keys.enrolled === false);
  }

  get hasRecovery(): boolean {
    return this.#kinds.includes(RECOVERY);
  }

  /** Whether the account has a way that this keeper may open, if the person helps. */
  get hasKeeper(): boolean {
    const keys = this.#source.vault()?.keys;
    return keys?.asks !== undefined && this.#kinds.includes(keys.kind);
  }

  /** Reads which ways the account has. Where that fails, the keeper's own is left. */
  async readMethods(): Promise<void> {
    const vault = this.#source.vault();
    const methods = await vault?.keys.methods().catch(() => []);
    if (vault !== this.#source.vault()) return;
    this.#kinds = methods?.map(({ kind }) => kind) ?? [];
    this.#host.requestUpdate();
  }

  say(at: Trouble['at'], text: keyof typeof unlockTexts): void {
    this.trouble = { at, text };
    this.#host.requestUpdate();
  }

  /** Tries with what was typed, if anything. Afterwards the keys are unlocked, or `trouble` says why not. */
  async attempt(input: Typed): Promise<void> {
    const vault = this.#source.vault();
    if (!vault || this.busy || !this.#source.may()) return;
    const { step } = this;
    const makes = this.makes;
    this.busy = true;
    this.trouble = undefined;
    this.#host.requestUpdate();
    const answer = await this.#ask(vault, input).catch((fault: unknown) => ({ ok: false, fault }) as const);
    this.busy = false;
    this.#host.requestUpdate();
    if (vault !== this.#source.vault()) return;
    if (answer.ok) this.reset();
    else this.trouble = 'fault' in answer ? { at: 'form', fault: answer.fault } : this.#why(answer.refusal, step, makes);
    void this.readMethods();
  }

  async #ask({ keys }: Vault, input: Typed): Promise<Result<void>> {
    const { file, recoveryKey = '' } = input;
    if (file !== undefined) return keys.restore(file, recoveryKey);
    return this.step === 'start-over' ? keys.startOver(input) : keys.unlock(input);
  }

  #why(refusal: Refusal, step: Step, makes: boolean): Trouble | undefined {
    if (step === 'backup') return whyNoBackup(refusal);
    const byRecovery = step === 'recovery' || step === 'away';
    if (refusal.code === 'keys/unavailable') {
      if (byRecovery) return { at: 'recovery', text: 'unlock.no-recovery' };
      if (makes) return { at: 'form', text: 'unlock.cannot-make' };
      this.#chosen = undefined; // the step for keys that are not here says it
      return undefined;
    }
    const asks = this.#source.vault()?.keys.asks;
    if (refusal.code !== 'keys/wrong-input') return { at: 'form', refusal };
    if (byRecovery) return { at: 'recovery', text: 'unlock.wrong-recovery' };
    if (asks === 'press') return { at: 'form', text: makes ? 'unlock.not-made' : 'unlock.declined' };
    return asks === 'passphrase' && !makes ? { at: 'passphrase', text: 'unlock.wrong-passphrase' } : { at: 'form', refusal };
  }
}

function whyNoBackup(refusal: Refusal): Trouble {
  if (refusal.code === 'keys/wrong-input') return { at: 'recovery', text: 'unlock.wrong-backup' };
  return refusal.code === 'keys/unavailable' ? { at: 'form', text: 'unlock.other-backup' } : { at: 'form', refusal };
}
