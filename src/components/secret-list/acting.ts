import type { SecretId, SecretSummary, Vault } from '../../core/for-components.js';
import { isLocked } from '../shared/lock.js';
import type { Strings } from '../shared/catalogue/index.js';
import { type BatchAction, type ListAction, MySafeActionEvent, type ReportAction } from '../shared/rows/events.js';
import { type ActionsHost, RowActions } from '../shared/rows/row-actions.js';
import { rowIdOf } from '../shared/rows/row-menu.js';
import { BatchActions } from './batch-actions.js';
import type { Column } from './cells.js';
import type { ListWords } from './list-words.js';
import type { QueryController } from './query-controller.js';
import { ReportActions } from './report-actions.js';
import type { ListSecrets } from './secret-list-controller.js';
import type { Selection } from './selection.js';

/** What the list is at when something is asked of it. */
export interface ActingState {
  readonly vault: Vault | undefined;
  readonly words: ListWords;
  readonly source: ListSecrets | undefined;
  readonly query: QueryController;
  readonly text: string;
  readonly columns: readonly Column[];
  readonly strings: Strings | undefined;
  find(id: SecretId | undefined): SecretSummary | undefined;
}

type ActingHost = ActionsHost & ConstructorParameters<typeof BatchActions>[0] & ConstructorParameters<typeof ReportActions>[0] & {
  /** Leads to the unlock form; focus comes back to `trigger`. */
  askToUnlock(trigger: HTMLElement | undefined): void;
};

/** Everything that can be asked of a list: about one row, about those that are ticked, about all that the filters show. The host may take any of it over. */
export class Acting {
  readonly batches: BatchActions;
  readonly reports: ReportActions;
  readonly #host: ActingHost;
  readonly #rows: RowActions;
  readonly #selection: Selection;
  readonly #at: () => ActingState;

  constructor(host: ActingHost, selection: Selection, at: () => ActingState) {
    this.#host = host;
    this.#at = at;
    this.#selection = selection;
    this.#rows = new RowActions(host, at);
    this.batches = new BatchActions(host, selection);
    this.reports = new ReportActions(host, () => at().words);
  }

  #isAllowed(action: ListAction, secret?: SecretSummary, secrets?: readonly SecretSummary[]): boolean {
    return this.#host.dispatchEvent(new MySafeActionEvent(action, secret, secrets));
  }

  /** The windows ask for the keys themselves; what is done in the list is asked for here. */
  act(action: ListAction, secret?: SecretSummary, trigger?: HTMLElement): void {
    if (!this.#isAllowed(action, secret)) return;
    if (isLocked(this.#at().vault) && (action === 'disable' || action === 'enable')) this.#host.askToUnlock(trigger);
    else this.#rows.run(action, secret, trigger);
  }

  readonly onView = (event: Event): void => { this.act('view', this.#at().find(rowIdOf(event)), event.currentTarget as HTMLElement); };
  readonly onShare = (event: Event): void => { this.act('share', this.#at().find(rowIdOf(event)), event.currentTarget as HTMLElement); };
  readonly onAdd = (event: Event): void => { this.act('add', undefined, event.currentTarget as HTMLElement); };

  readonly onSelected = (action: BatchAction, trigger: HTMLElement): void => {
    const { vault } = this.#at();
    const { secrets } = this.#selection;
    if (!vault || !this.#isAllowed(action, undefined, secrets)) return;
    if (isLocked(vault) && action !== 'share') this.#host.askToUnlock(trigger);
    else void this.batches.run(action, vault, secrets, trigger);
  };

  report(action: ReportAction): void {
    const { source: list, vault, words, query: { filter, sort }, text, columns, strings } = this.#at();
    if (!list || !this.#isAllowed(action)) return;
    void this.reports.run(action, { list, query: { text, filter, sort }, columns, strings, locale: words.locale, direction: getComputedStyle(this.#host).direction, me: vault?.me });
  }
}
