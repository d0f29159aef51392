import { type TemplateResult, html, nothing } from 'lit';
import { chevronIcon, plusIcon } from '../shared/icons.js';
import { filterBox, searchBox } from '../shared/toolbar.js';
import { filterPanel } from './filter-panel.js';
import type { ListWords } from './list-words.js';
import type { QueryController, QueryHost } from './query-controller.js';

export type SharedFilter = 'all' | 'yes' | 'no';
export type StatusFilter = 'enabled' | 'disabled' | 'all';

export interface ToolbarState {
  readonly words: ListWords;
  /** What is asked now. */
  readonly asked: Pick<QueryHost, 'query' | 'filterShared' | 'filterStatus' | 'filterLeft' | 'filters'>;
  readonly query: QueryController;
  readonly panelOpen: boolean;
  readonly moreOpen: boolean;
  /** Takes every filter back. Absent where there is nothing to take back, or another way to do it. */
  readonly clear: (() => void) | undefined;
  readonly togglePanel: () => void;
  readonly pressMore: () => void;
  readonly more: () => void;
  readonly add: (event: Event) => void;
}

function filterButtons({ words, query: { inPanel }, panelOpen, clear, togglePanel }: ToolbarState): TemplateResult {
  return html`<button class="button disclosure" part="filters-button" type="button" aria-expanded=${panelOpen ? 'true' : 'false'} aria-controls="filters" @click=${togglePanel}
    >${inPanel > 0 ? words.text('list.filters-on', { n: inPanel }) : words.text('list.filters')}${chevronIcon()}</button>
    ${clear ? html`<button class="link-button" type="button" @click=${clear}>${words.text('list.clear')}</button>` : nothing}`;
}

/** Search, the filters, what can be done with the whole list, and the way to a new secret. */
export function toolbar(state: ToolbarState): TemplateResult {
  const { words, asked, query, panelOpen, moreOpen, ...does } = state;
  const all = words.text('list.all');
  return html`<div class="toolbar" part="toolbar">
    ${searchBox(words.text('list.search'), asked.query, (text) => void query.ask({ query: text }))}
    ${filterBox<SharedFilter>({ id: 'filter-shared', label: words.text('list.shared'), value: asked.filterShared, pick: (filterShared) => void query.ask({ filterShared }),
      options: [['all', all], ['yes', words.text('yes')], ['no', words.text('no')]] })}
    ${filterBox<StatusFilter>({ id: 'filter-status', label: words.text('list.status'), value: asked.filterStatus, pick: (filterStatus) => void query.ask({ filterStatus }),
      options: [['enabled', words.text('list.enabled')], ['disabled', words.text('list.disabled')], ['all', all]] })}
    ${filterButtons(state)}
    <slot name="toolbar"></slot>
    <span class="ends"><button class="button more ${moreOpen ? 'open' : ''}" part="more-button" type="button" aria-haspopup="menu" aria-expanded=${moreOpen ? 'true' : 'false'} aria-controls="more-menu"
      @pointerdown=${does.pressMore} @click=${does.more}>${words.text('list.more')}${chevronIcon()}</button>
    <button class="button primary add" part="add-button" type="button" @click=${does.add}>${plusIcon()}${words.text('list.add')}</button></span>
  </div>${panelOpen ? filterPanel({ words, asked, query }) : nothing}`;
}
