import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SecretFilter, SecretSort } from '../../core/for-components.js';
import type { Announcer } from '../shared/announcer.js';
import { type Column, columnName } from './cells.js';
import { MySafeQueryEvent } from './events.js';
import { type FieldFilters, countFields, fieldFilter } from './field-filters.js';
import type { ListWords } from './list-words.js';
import { rangeText } from './pager.js';
import type { SecretListController } from './secret-list-controller.js';
import { parseSort, writeSort } from './sort.js';
import type { SharedFilter, StatusFilter } from './toolbar.js';

/** A screen reader should hear the count once, not at each letter. */
const COUNT_DELAY = 500;

/** What is asked: the list's own properties, which a host can set too. */
export interface QueryHost extends ReactiveControllerHost, EventTarget {
  readonly isConnected: boolean;
  query: string;
  sort: string;
  filterShared: SharedFilter;
  filterStatus: StatusFilter;
  filterLeft: boolean;
  filters: FieldFilters;
  pageSize: number;
}

/** What a change of asks anew. */
export const ASKED = ['query', 'sort', 'filterShared', 'filterStatus', 'filterLeft', 'filters', 'pageSize'] as const;
const UNFILTERED = { query: '', filterShared: 'all', filterStatus: 'enabled', filterLeft: false, filters: {} } as const;

type Asked = Partial<Pick<QueryHost, Exclude<(typeof ASKED)[number], 'pageSize'>>>;

/** Searching, filtering, sorting and turning pages: what is asked for, who is told, and what is said of the answer. */
export class QueryController implements ReactiveController {
  readonly #host: QueryHost;
  readonly #list: SecretListController;
  readonly #announcer: Announcer;
  readonly #words: () => ListWords;
  #countTimer?: ReturnType<typeof setTimeout>;

  constructor(host: QueryHost, list: SecretListController, announcer: Announcer, words: () => ListWords) {
    this.#host = host;
    this.#list = list;
    this.#announcer = announcer;
    this.#words = words;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#countTimer);
  }

  get sort(): SecretSort {
    return parseSort(this.#host.sort);
  }

  get limit(): number {
    return Math.min(200, Math.max(1, Math.trunc(this.#host.pageSize) || 30));
  }

  get filter(): SecretFilter {
    const { filterStatus, filterShared, filterLeft, filters } = this.#host;
    return { status: filterStatus, ...(filterShared !== 'all' && { shared: filterShared === 'yes' }), ...(filterLeft && { leftSinceRotation: true }), ...fieldFilter(filters) };
  }

  /** How many filters of the panel are in use. */
  get inPanel(): number {
    return countFields(this.#host.filters) + (this.#host.filterLeft ? 1 : 0);
  }

  get isFiltered(): boolean {
    const { query, filterShared, filterStatus } = this.#host;
    return query !== '' || filterShared !== 'all' || filterStatus !== 'enabled' || this.inPanel > 0;
  }

  /** Takes what somebody chose, tells the host, and says the outcome when the rows are there. */
  async ask(change: Asked): Promise<void> {
    Object.assign(this.#host, change);
    this.#host.dispatchEvent(new MySafeQueryEvent(this.#host.query, this.filter, this.sort));
    clearTimeout(this.#countTimer);
    await this.#host.updateComplete;
    await this.#list.settled;
    if (this.#list.fault === undefined && change.sort === undefined) this.#countTimer = setTimeout(() => { this.#sayCount(); }, COUNT_DELAY);
  }

  clear(): Promise<void> {
    return this.ask(UNFILTERED);
  }

  #sayCount(): void {
    const { page } = this.#list;
    if (page && this.#host.isConnected) this.#announcer.say(this.#words().text(page.countIsExact ? 'list.say.count' : 'list.say.count-more', { n: page.count }));
  }

  async sortBy(column: Column, by: SecretSort['by']): Promise<void> {
    const now = this.sort;
    const direction = now.by === by && now.direction === 'ascending' ? 'descending' : 'ascending';
    await this.ask({ sort: writeSort({ by, direction }) });
    const words = this.#words();
    this.#announcer.say(words.text(`list.say.sorted-${direction}`, { column: columnName(column, words) }));
  }

  async turn(to: 'next' | 'previous'): Promise<void> {
    await (to === 'next' ? this.#list.next() : this.#list.previous(this.limit));
    const { page, fault, before } = this.#list;
    if (page && fault === undefined) this.#announcer.say(rangeText(page, before, this.#words()));
  }
}
