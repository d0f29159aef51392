import { type TemplateResult, html, nothing } from 'lit';
import type { Group, UserId } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import type { groupListTexts } from '../shared/catalogue/group-list.js';
import type { Localizer } from '../shared/localize.js';

export type GroupListWords = Localizer<typeof common & typeof groupListTexts>;
export type GroupAction = 'edit' | 'disable' | 'enable';

const COLUMNS = ['name', 'members', 'made', 'enabled', 'action'] as const;
type Column = (typeof COLUMNS)[number];
const SKELETON_ROWS = 3;

export interface GroupRow {
  readonly words: GroupListWords;
  readonly me: UserId | undefined;
  readonly owners: ReadonlyMap<UserId, string>;
  /** The group that is being disabled or enabled. */
  readonly busy: string | undefined;
  act(action: GroupAction, group: Group, trigger: HTMLElement): void;
}

/** The date takes a line of its own where rows are cards. */
const classOf = (column: Column): string => `col-${column}${column === 'made' ? ' col-wide' : ''}`;

export const heads = (words: GroupListWords): TemplateResult =>
  html`<tr role="row">${COLUMNS.map((column) => html`<th class=${classOf(column)} part="head-cell" scope="col" role="columnheader">${words.text(`groups.column.${column}`)}</th>`)}</tr>`;

function ownedBy({ ownerId }: Group, { me, owners, words }: GroupRow): TemplateResult | typeof nothing {
  if (ownerId === me) return nothing;
  const owner = ownerId && owners.get(ownerId);
  return html`<span class="detail" part="owned-by">${owner ? words.rich('groups.owned-by', { name: owner }) : words.text('groups.not-yours')}</span>`;
}

function button(action: GroupAction, group: Group, { words, busy, act }: GroupRow): TemplateResult {
  return html`<button class="button small" type="button" part="${action}-button" data-control=${action === 'edit' ? 'edit' : 'switch'} aria-label=${words.text(`groups.${action}-of`, { name: group.name })}
    aria-disabled=${busy === group.id && action !== 'edit' ? 'true' : nothing} @click=${(event: Event) => { act(action, group, event.currentTarget as HTMLElement); }}>${words.text(`groups.${action}`)}</button>`;
}

function content(column: Exclude<Column, 'name'>, group: Group, row: GroupRow): unknown {
  const { words, me } = row;
  switch (column) {
    case 'members': return words.text('groups.number', { n: group.memberCount });
    case 'made': return group.createdAt ? html`<time datetime=${group.createdAt.toISOString()} title=${words.date(group.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}>${words.date(group.createdAt)}</time>` : nothing;
    case 'enabled': return group.enabled ? words.text('yes') : html`<span class="badge">${words.text('no')}</span>`;
    case 'action': return group.ownerId === me ? html`<span class="actions" part="actions">${button('edit', group, row)}${button(group.enabled ? 'disable' : 'enable', group, row)}</span>` : nothing;
  }
}

/** One row. Roles are written out, because narrow lists show rows as cards, and `display` would take the roles away. */
export function groupRow(group: Group, row: GroupRow): TemplateResult {
  const { words } = row;
  return html`<tr class="row ${group.enabled ? '' : 'off'}" part="row" role="row" data-id=${group.id}>
    <th class="col-name" part="cell name" scope="row" role="rowheader"><span class="name-text"><bdi>${group.name}</bdi></span>${ownedBy(group, row)}</th>
    ${COLUMNS.filter((column) => column !== 'name').map((column) =>
      html`<td class=${classOf(column)} part="cell" role="cell" data-label=${words.text(`groups.column.${column}`)}>${content(column, group, row)}</td>`)}
  </tr>`;
}

/** Stands for rows that are on their way for the first time. */
export const skeleton = (words: GroupListWords): readonly TemplateResult[] => Array.from({ length: SKELETON_ROWS }, (_, place) =>
  html`<tr class="row" role="row">${COLUMNS.map((column, at) => html`<td class=${classOf(column)} role="cell">${place + at === 0 ? html`<span class="sr-only">${words.text('loading')}</span>` : nothing}<span class="skeleton"></span></td>`)}</tr>`);
