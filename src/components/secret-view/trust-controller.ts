import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { KeyTrust, Result, SecretDetails, User, UserId, Vault, WaitingReader } from '../../core/for-components.js';
import type { Trouble } from './secret-view-controller.js';

export interface TrustSource {
  vault(): Vault | undefined;
  /** What the window shows; `undefined` until it is read. */
  details(): SecretDetails | undefined;
}

/** At most so many people in one question. */
const MOST_ASKED = 2_000;

const peopleIn = ({ access }: SecretDetails, me: UserId): UserId[] =>
  access.flatMap(({ principal }) => (principal.kind === 'user' && principal.id !== me ? [principal.id] : [])).slice(0, MOST_ASKED);

/** Whose keys are known how well, and who waits for a key: read with the secret, and again after each answer. */
export class TrustController implements ReactiveController {
  trusts: ReadonlyMap<UserId, KeyTrust> = new Map();
  /** Since when it is to be sealed anew because somebody left; `undefined` where it is not. */
  dueSince?: Date;
  /** Why a key could not be given, or nothing sealed anew. */
  trouble?: Trouble;

  readonly #host: ReactiveControllerHost;
  readonly #source: TrustSource;
  #about?: SecretDetails;
  #asking?: object;
  #newest?: Promise<void>;
  #waiting: readonly WaitingReader[] = [];
  readonly #postponed = new Set<UserId>();

  constructor(host: ReactiveControllerHost, source: TrustSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** Those who wait, but for whom “Not now” was said. */
  get waiting(): readonly WaitingReader[] {
    return this.#waiting.filter(({ user }) => !this.#postponed.has(user.id));
  }

  hostUpdate(): void {
    const details = this.#source.details();
    if (details === this.#about) return;
    if (details?.id !== this.#about?.id) this.#forget();
    this.#about = details;
    void this.refresh();
  }

  hostDisconnected(): void {
    this.#forget();
  }

  #forget(): void {
    this.trusts = new Map();
    this.#waiting = [];
    this.#postponed.clear();
    this.#about = this.#asking = this.#newest = this.trouble = this.dueSince = undefined;
  }

  /** Resolves once what is newest is here, also where somebody else asked again meanwhile. */
  refresh(): Promise<void> {
    return (this.#newest = this.#read());
  }

  async #read(): Promise<void> {
    const [vault, details] = [this.#source.vault(), this.#source.details()];
    if (!vault || !details || vault.keys.state !== 'unlocked') return;
    const asking = (this.#asking = {});
    // Neither stands in the way of the secret: what can't be told is left out.
    const [trusts, waiting, due] = await Promise.all([
      vault.keys.trusts(peopleIn(details, vault.me.id)).catch(() => this.trusts),
      details.may.share ? vault.sharing.waiting(details.id).catch(() => undefined) : undefined,
      details.may.share ? vault.sharing.due({ secretId: details.id }).catch(() => undefined) : undefined,
    ]);
    if (this.#asking !== asking) return this.#newest;
    this.trusts = trusts;
    this.#waiting = waiting?.ok ? waiting.value : [];
    this.dueSince = due?.since;
    this.#host.requestUpdate();
  }

  postpone({ id }: User): void {
    this.#postponed.add(id);
    this.#host.requestUpdate();
  }

  isWaiting({ id }: User): boolean {
    return this.waiting.some(({ user }) => user.id === id);
  }

  /** Gives somebody who waits their key. `true` where they have it then; else `trouble` may say why not. */
  async give(user: User): Promise<boolean> {
    return (await this.#tried((vault, { id }) => vault.sharing.confirm(id, [user.id]))) && !this.isWaiting(user);
  }

  /** Takes the key from those who left. `true` where nothing is due then; else `trouble` may say why not. */
  async sealAnew(): Promise<boolean> {
    return (await this.#tried((vault, { id }) => vault.sharing.sealAnew(id))) && this.dueSince === undefined;
  }

  async #tried(work: (vault: Vault, details: SecretDetails) => Promise<Result<void>>): Promise<boolean> {
    const [vault, details] = [this.#source.vault(), this.#source.details()];
    if (!vault || !details) return false;
    this.trouble = undefined;
    const done = await work(vault, details).catch((fault: unknown) => ({ ok: false, fault }) as const);
    if (!done.ok) this.trouble = 'fault' in done ? { kind: 'failed', fault: done.fault } : { kind: 'refused', refusal: done.refusal };
    await this.refresh();
    return done.ok;
  }
}
