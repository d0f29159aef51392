import { type TemplateResult, html, nothing } from 'lit';
import type { SecretSort, SecretSummary, UserId } from '../../core/for-components.js';
import { ago } from '../shared/ago.js';
import { alertIcon, checkIcon, magnifierIcon, moreIcon, personPlusIcon } from '../shared/icons.js';
import { moment } from '../shared/moment.js';
import { nameOf } from '../shared/principals.js';
import { webAddress } from '../shared/web-address.js';
import type { ListWords } from './list-words.js';
import { selectCell } from './select-cells.js';
import type { Selection } from './selection.js';

export type Column = 'id' | 'name' | 'url' | 'tags' | 'shared' | 'owner' | 'last-use' | 'status' | 'action';

export const defaultColumns: readonly Column[] = ['name', 'url', 'tags', 'shared', 'owner', 'last-use', 'status', 'action'];
export const sortableBy: Readonly<Partial<Record<Column, SecretSort['by']>>> = { name: 'name', url: 'url', owner: 'owner', 'last-use': 'lastUsedAt' };

/** What the cells of a row need besides the secret. */
export interface RowContext {
  readonly words: ListWords;
  readonly me?: UserId;
  readonly columns: readonly Column[];
  readonly menuOpen: boolean;
  /** Where rows can be ticked. */
  readonly selection?: Selection;
  readonly offersView: boolean;
  readonly offersShare: boolean;
  readonly onView: (event: Event) => void;
  readonly onShare: (event: Event) => void;
  readonly onMenu: (event: Event) => void;
  readonly onMenuPress: (event: PointerEvent) => void;
}

export function columnName(column: Column, words: ListWords): string {
  if (column === 'shared' || column === 'status') return words.text(`list.${column}`);
  return words.text(`list.column.${column}`);
}

const MOST_TAGS = 2;

function urlCell({ url }: SecretSummary): TemplateResult {
  const href = webAddress(url);
  const shown = html`<bdi>${url}</bdi>`;
  return href ? html`<a class="url" href=${href} target="_blank" rel="noopener noreferrer">${shown}</a>` : html`<span class="url">${shown}</span>`;
}

function tagsCell({ tags }: SecretSummary, words: ListWords): TemplateResult {
  const more = tags.slice(MOST_TAGS);
  return html`<span class="tags">${tags.slice(0, MOST_TAGS).map((tag) => html`<bdi class="tag">${tag}</bdi> `)}${more.length > 0
    ? html`<span class="detail" aria-hidden="true">${words.text('list.more-tags', { n: more.length })}</span><span class="sr-only">${words.list(more)}</span>`
    : nothing}</span>`;
}

function sharedCell({ shared, sharedWith }: SecretSummary, words: ListWords): TemplateResult {
  if (!shared) return html`<span class="muted" part="shared-no">${words.text('no')}</span>`;
  return html`<span class="badge yes" part="shared-yes">${checkIcon()}<span>${words.text('yes')}</span></span> <span class="count">${`· ${words.text('list.number', { n: sharedWith })}`}</span>`;
}

function ownerCell({ owner }: SecretSummary, { words, me }: RowContext): TemplateResult {
  return html`<span class="clip"><bdi>${owner.id === me ? words.text('list.you') : nameOf(owner, words)}</bdi></span>`;
}

function lastUseCell({ lastUsedAt }: SecretSummary, words: ListWords): TemplateResult {
  if (!lastUsedAt) return html`<span class="muted">${words.text('list.never')}</span>`;
  return html`<time datetime=${lastUsedAt.toISOString()} title=${moment(lastUsedAt, words.locale)}>${ago(lastUsedAt, words.locale)}</time>`;
}

const statusCell = ({ enabled }: SecretSummary, words: ListWords): TemplateResult =>
  enabled ? html`<span class="muted">${words.text('list.enabled')}</span>` : html`<span class="badge">${words.text('list.disabled')}</span>`;

function actionCell(secret: SecretSummary, context: RowContext): TemplateResult {
  const { words, menuOpen } = context;
  const { name } = secret;
  return html`<span class="actions" part="actions">
    ${context.offersView ? html`<button class="icon-button" part="view-button" type="button" data-control="view" aria-label=${words.text('list.view', { name })} @click=${context.onView}>${magnifierIcon()}</button>` : nothing}
    ${context.offersShare && secret.may.share
      ? html`<button class="icon-button" part="share-button" type="button" data-control="share" aria-label=${words.text('list.give', { name })} @click=${context.onShare}>${personPlusIcon()}</button>`
      : nothing}
    <button class="icon-button ${menuOpen ? 'open' : ''}" part="menu-button" type="button" data-control="menu" aria-label=${words.text('list.actions', { name })}
      aria-haspopup="menu" aria-expanded=${menuOpen ? 'true' : 'false'} aria-controls="menu" @pointerdown=${context.onMenuPress} @click=${context.onMenu}>${moreIcon()}</button>
  </span>`;
}

/** For those who can do something about it. */
const leftBadge = ({ leftSinceRotation, may }: SecretSummary, words: ListWords): TemplateResult | typeof nothing =>
  leftSinceRotation && may.edit ? html` <span class="badge warning" part="left-badge" title=${words.text('list.left')}>${words.text('list.left-badge')}</span>` : nothing;

/** Why the last batch left it as it was. */
function notDone({ id }: SecretSummary, { selection }: RowContext): TemplateResult | typeof nothing {
  const reason = selection?.reasonOf(id);
  return reason === undefined ? nothing : html`<span class="error" part="reason">${alertIcon()}<span>${reason}</span></span>`;
}

function content(column: Column, secret: SecretSummary, context: RowContext): TemplateResult {
  const { words, columns } = context;
  switch (column) {
    case 'id': return html`<code title=${secret.id}>${secret.id.slice(0, 8)}</code>`;
    case 'name': return html`<span class="name-text"><bdi>${secret.name}</bdi></span>${secret.enabled || columns.includes('status') ? nothing : html` <span class="badge">${words.text('list.disabled')}</span>`}${leftBadge(secret, words)}${notDone(secret, context)}`;
    case 'url': return urlCell(secret);
    case 'tags': return tagsCell(secret, words);
    case 'shared': return sharedCell(secret, words);
    case 'owner': return ownerCell(secret, context);
    case 'last-use': return lastUseCell(secret, words);
    case 'status': return statusCell(secret, words);
    case 'action': return actionCell(secret, context);
  }
}

/** One row. Roles are written out, because narrow lists show rows as cards, and `display` would take the roles away. */
export function row(secret: SecretSummary, context: RowContext): TemplateResult {
  const { columns, words, selection } = context;
  return html`<tr class="row ${secret.enabled ? '' : 'off'} ${selection?.has(secret.id) ? 'ticked' : ''}" part="row" role="row" data-id=${secret.id}>
    ${selection ? selectCell(secret, selection, words) : nothing}${columns.map((column) => (column === 'name'
      ? html`<th class="col-name" part="cell name" scope="row" role="rowheader">${content(column, secret, context)}</th>`
      : html`<td class="col-${column} ${column === 'tags' && secret.tags.length === 0 ? 'blank' : ''}" part="cell ${column === 'shared' ? 'shared-cell' : ''}" role="cell"
          data-label=${columnName(column, words)}>${content(column, secret, context)}</td>`))}
  </tr>`;
}
