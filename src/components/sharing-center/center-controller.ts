import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type User, type Vault, type VaultChange, fold } from '../../core/for-components.js';
import { Questions } from '../shared/questions.js';
import { type Line, type TabName, inOrder, linesOf, principalOf } from './gathering.js';

const CHANGES_LINES: ReadonlySet<VaultChange['kind']> = new Set(['secret', 'group', 'reset', 'keys']);
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
  readonly #questions: Questions;
  /** Those for whom “Not now” was said. */
  readonly #postponed = new Set<string>();

  constructor(host: ReactiveControllerHost, vault: () => Vault | undefined) {
    this.#host = host;
    this.#vault = vault;
    this.#questions = new Questions(host, () => this.refresh());
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#vault()) this.restart();
  }

  hostDisconnected(): void {
    this.#questions.stop();
  }

  get loading(): boolean {
    return this.#questions.open;
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

  noteChange({ kind }: VaultChange): void {
    if (CHANGES_LINES.has(kind)) this.#questions.noteChange();
  }

  async refresh(): Promise<void> {
    const [vault, { tab, who }] = [this.#vault(), this];
    if (!vault) return this.#questions.stop();
    return this.#questions.ask((signal) => gathered(linesOf(tab, vault, who, signal)), {
      take: (lines) => {
        this.#lines = inOrder(tab, lines);
        this.fault = undefined;
      },
      fail: (fault) => { this.fault = fault; },
    });
  }
}

async function gathered(pages: AsyncIterable<readonly Line[]>): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const page of pages) lines.push(...page);
  return lines;
}

export const keyOf = (line: Line): string => `${line.secret.id} ${principalOf(line).id}`;

function wordsOf(line: Line): string {
  const principal = principalOf(line);
  return [line.secret.name, principal.name, ...(principal.kind === 'user' ? [principal.username, principal.email] : [])].join('\n');
}
