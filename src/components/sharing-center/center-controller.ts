import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type User, type Vault, type VaultChange, fold } from '../../core/for-components.js';
import { type Line, type TabName, inOrder, linesOf, principalOf } from './gathering.js';

/** So many lines at first; more wait behind a button. */
export const FIRST_LINES = 30;

/** Gathers the lines of the tab that is shown. Old ones stay until the new ones are there; the vault's changes are followed. */
export class CenterController implements ReactiveController {
  tab: TabName = 'with-me';
  /** Of whom is asked what they can see. */
  who?: User;
  text = '';
  most = FIRST_LINES;
  fault?: unknown;

  readonly #host: ReactiveControllerHost;
  readonly #vault: () => Vault | undefined;
  #lines?: readonly Line[];
  #asking?: AbortController;
  #stale = false;
  /** Those for whom “Not now” was said. */
  readonly #postponed = new Set<string>();

  constructor(host: ReactiveControllerHost, vault: () => Vault | undefined) {
    this.#host = host;
    this.#vault = vault;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#vault()) this.restart();
  }

  hostDisconnected(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }

  get loading(): boolean {
    return this.#asking !== undefined;
  }

  /** Those that match the search; `undefined` until the first answer. */
  get lines(): readonly Line[] | undefined {
    const wanted = fold(this.text.trim());
    return this.#lines?.filter((line) => !this.#postponed.has(keyOf(line)) && (wanted === '' || fold(wordsOf(line)).includes(wanted)));
  }

  show(tab: TabName): void {
    if (tab === this.tab) return;
    this.tab = tab;
    this.text = '';
    this.restart();
  }

  ask(who: User | undefined): void {
    this.who = who;
    this.restart();
  }

  postpone(line: Line): void {
    this.#postponed.add(keyOf(line));
    this.#host.requestUpdate();
  }

  /** Nothing of what was there stays. */
  restart(): void {
    this.#lines = this.fault = undefined;
    this.most = FIRST_LINES;
    void this.refresh();
  }

  /** Many changes at once are one question. */
  noteChange({ kind }: VaultChange): void {
    if (kind !== 'secret' && kind !== 'group' && kind !== 'reset' && kind !== 'keys') return;
    if (this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => {
      this.#stale = false;
      void this.refresh();
    });
  }

  async refresh(): Promise<void> {
    this.#asking?.abort();
    this.#asking = undefined;
    const vault = this.#vault();
    if (!vault) return;
    const asking = (this.#asking = new AbortController());
    this.#host.requestUpdate();
    try {
      const found: Line[] = [];
      for await (const lines of linesOf(this.tab, vault, this.who, asking.signal)) found.push(...lines);
      if (this.#asking !== asking) return;
      this.#lines = inOrder(this.tab, found);
      this.fault = undefined;
    } catch (fault) {
      if (this.#asking !== asking) return;
      this.fault = fault;
    }
    this.#asking = undefined;
    this.#host.requestUpdate();
  }
}

export const keyOf = (line: Line): string => `${line.secret.id} ${principalOf(line).id}`;

function wordsOf(line: Line): string {
  const principal = principalOf(line);
  return [line.secret.name, principal.name, ...(principal.kind === 'user' ? [principal.username, principal.email] : [])].join('\n');
}
