import { type TemplateResult, html, nothing } from 'lit';
import type { AccessEntry, Principal } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import type { centerTexts } from '../shared/catalogue/sharing-center.js';
import type { Localizer } from '../shared/localize.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import { type Line, type LineOf, type TabName, principalOf } from './gathering.js';

export type CenterWords = Localizer<typeof common & typeof centerTexts>;
export type LineAction = 'view' | 'revoke' | 'renew' | 'give' | 'not-now' | 'compare' | 'why';

export interface LineModel {
  readonly words: CenterWords;
  readonly me: string;
  /** The line that something is being done about. */
  readonly busy: string | undefined;
  act(action: LineAction, line: Line, trigger: HTMLElement): void;
}

const COLUMNS = {
  'with-me': ['secret', 'owner', 'can', 'action'],
  'by-me': ['secret', 'member', 'can', 'until', 'action'],
  'waiting': ['secret', 'person', 'why', 'action'],
  'ending': ['secret', 'member', 'until', 'action'],
  'what': ['secret', 'owner', 'can', 'action'],
} as const satisfies Record<TabName, readonly string[]>;
export type Column = (typeof COLUMNS)[TabName][number];

const WIDE: readonly Column[] = ['member', 'person', 'why'];
const classOf = (column: Column): string => `col-${column === 'secret' ? 'name' : column}${WIDE.includes(column) ? ' col-wide' : ''}`;

export const heads = (tab: TabName, words: CenterWords): TemplateResult =>
  html`<tr role="row">${COLUMNS[tab].map((column) => html`<th class=${classOf(column)} part="head-cell" scope="col" role="columnheader">${words.text(`center.column.${column}`)}</th>`)}</tr>`;

const person = (principal: Principal, { words, me }: LineModel): TemplateResult => html`<span class="person">${avatar(principal, 'small')}<span class="who"><bdi>${nameOf(principal, words)}</bdi>
  ${principal.id === me ? html`<span class="badge">${words.text('center.you')}</span>` : nothing}<span class="detail"><bdi>${detailOf(principal, words)}</bdi></span></span></span>`;

function until({ expiresAt, status }: AccessEntry, { words }: LineModel): unknown {
  if (!expiresAt) return html`<span class="muted">${words.text('center.no-end')}</span>`;
  const date = words.date(expiresAt);
  return html`<time datetime=${expiresAt.toISOString()} title=${words.date(expiresAt, { dateStyle: 'medium', timeStyle: 'short' })}>${status === 'expired' ? words.text('center.ended', { date }) : date}</time>`;
}

function why({ reader: { reason, through } }: LineOf<'waiting'>, { words }: LineModel): unknown {
  return words.rich(`center.wait.${reason}`, { group: nameOf(through, words) });
}

function permissionOf(line: Line): 'view' | 'edit' | 'manage' | 'own' {
  if (line.kind === 'sees') return line.explanation.permission === 'none' ? 'view' : line.explanation.permission;
  return line.kind === 'given' ? line.entry.permission : line.secret.permission;
}

function actionsOf(line: Line, me: string): readonly LineAction[] {
  switch (line.kind) {
    case 'held': return ['view'];
    case 'sees': return ['why', 'view'];
    case 'given': return line.entry.expiresAt ? ['renew', 'revoke'] : ['revoke'];
    case 'ending': return line.entry.principal.id === me ? ['view'] : ['renew', 'revoke'];
    case 'waiting': return line.reader.reason === 'joined' ? ['give', 'not-now'] : line.reader.reason === 'unverified' || line.reader.reason === 'key-changed' ? ['compare'] : [];
  }
}

function buttons(line: Line, model: LineModel, key: string): TemplateResult {
  const { words, busy, act } = model;
  const about = { name: nameOf(principalOf(line), words), secret: line.secret.name };
  return html`<span class="actions" part="actions">${actionsOf(line, model.me).map((action) => html`<button class="button small" type="button" part="action-button" data-action=${action}
    aria-label=${words.text(`center.${action}-of`, about)} aria-disabled=${busy === key ? 'true' : nothing}
    @click=${(event: Event) => { act(action, line, event.currentTarget as HTMLElement); }}>${words.text(`center.${action}`)}</button>`)}</span>`;
}

function cell(column: Exclude<Column, 'secret'>, line: Line, model: LineModel, key: string): unknown {
  switch (column) {
    case 'owner': return html`<bdi>${line.secret.owner.name}</bdi>`;
    case 'member': case 'person': return person(principalOf(line), model);
    case 'can': return model.words.text(`permission.${permissionOf(line)}`);
    case 'until': return line.kind === 'given' || line.kind === 'ending' ? until(line.entry, model) : nothing;
    case 'why': return line.kind === 'waiting' ? why(line, model) : nothing;
    case 'action': return buttons(line, model, key);
  }
}

/** One line. Roles are written out, because narrow tables show lines as cards, and `display` would take the roles away. */
export function renderLine(tab: TabName, line: Line, model: LineModel, key: string): TemplateResult {
  const { words } = model;
  return html`<tr class="row ${line.secret.enabled ? '' : 'off'}" part="row" role="row">${COLUMNS[tab].map((column) => (column === 'secret'
    ? html`<th class="col-name" part="cell name" scope="row" role="rowheader"><span class="name-text"><bdi>${line.secret.name}</bdi></span></th>`
    : html`<td class=${classOf(column)} part="cell" role="cell" data-label=${words.text(`center.column.${column}`)}>${cell(column, line, model, key)}</td>`))}</tr>`;
}

export const skeleton = (tab: TabName, words: CenterWords): TemplateResult => html`${[1, 2, 3].map((row) => html`<tr role="row">${COLUMNS[tab].map((column, at) =>
  html`<td class=${classOf(column)} role="cell">${row === 1 && at === 0 ? html`<span class="sr-only">${words.text('loading')}</span>` : nothing}<span class="skeleton"></span></td>`)}</tr>`)}`;
