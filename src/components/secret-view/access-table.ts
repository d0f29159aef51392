import { type TemplateResult, html, nothing } from 'lit';
import type { AccessEntry, Permission, Principal, UserId } from '../../core/for-components.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import type { ViewWords } from './fields.js';
import type { Ready } from './secret-view-controller.js';

/** More rows wait behind a button, so that the window opens at once. */
export const FIRST_ROWS = 100;

const ORDER: readonly (Permission | 'own')[] = ['view', 'edit', 'manage', 'own'];
const reaches = (held: Permission | 'own', needed: Permission): boolean => ORDER.indexOf(held) >= ORDER.indexOf(needed);

/** One line of the table: a grant, or the way by which the person who looks has access. */
interface Line extends AccessEntry {
  readonly via: readonly Principal[];
}

function myPaths({ paths }: Ready, me: UserId): { via: readonly Principal[]; best: Permission | undefined } {
  const live = paths.filter((path) => path.live && path.through.id !== me && path.permission !== 'own');
  const best = live.map(({ permission }) => permission as Permission).sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0];
  return { via: live.map(({ through }) => through), best };
}

/** The owner, the person who looks where only a group lets them in, then the grants. */
function linesOf(ready: Ready, me: Principal): readonly Line[] {
  const { via, best } = myPaths(ready, me.id as UserId);
  const [owner, ...grants] = ready.details.access.map((entry): Line => ({ ...entry, via: entry.principal.id === me.id ? via : [] }));
  const mine: Line[] = best && !ready.details.access.some(({ principal }) => principal.id === me.id)
    ? [{ principal: me, permission: best, status: 'active', via }] : [];
  return owner ? [owner, ...mine, ...grants] : [];
}

/** What a line says beside its name, apart from who it is. */
function notes(line: Line, words: ViewWords, levels: readonly Permission[]): readonly TemplateResult[] {
  const { status, expiresAt, permission, via } = line;
  const end = expiresAt && { date: words.date(expiresAt) };
  return [
    ...via.map((group) => words.rich('view.via', { group: nameOf(group, words) })),
    ...(permission === 'manage' && !levels.includes('manage') ? [words.rich('permission.manage')] : []),
    ...(status === 'pending' ? [words.rich('view.pending')] : []),
    ...(status === 'suspended' ? [words.rich('view.suspended')] : []),
    ...(status === 'expired' && end ? [words.rich('view.expired', end)] : []),
    ...(status === 'active' && end ? [words.rich('view.until', end)] : []),
  ];
}

const answer = (yes: boolean, words: ViewWords): TemplateResult =>
  html`<td part="permission">${yes ? html`<span class="badge yes">${words.text('yes')}</span>` : html`<span class="muted">${words.text('no')}</span>`}</td>`;

function renderLine(line: Line, words: ViewWords, columns: readonly Permission[], levels: readonly Permission[], me: UserId): TemplateResult {
  const { principal, permission, status } = line;
  const gives = status === 'active' || status === 'pending';
  const said = notes(line, words, levels);
  const masked = principal.kind === 'group' && !principal.name;
  return html`<tr part="access-row" class=${gives ? '' : 'ended'}>
    <th scope="row"><div class="member">${avatar(principal)}<div class="who">
      <bdi class="member-name">${nameOf(principal, words)}</bdi>
      ${permission === 'own' ? html`<span class="badge">${words.text('permission.own')}</span>` : nothing}
      ${principal.id === me ? html`<span class="badge">${words.text('view.you')}</span>` : nothing}
      ${masked ? nothing : html`<span class="detail"><bdi>${detailOf(principal, words)}</bdi></span>`}
      ${said.map((note) => html`<span class="note">${note}</span>`)}
    </div></div></th>
    ${columns.map((level) => answer(gives && reaches(permission, level), words))}
  </tr>`;
}

export interface AccessModel {
  readonly ready: Ready;
  readonly me: Principal;
  readonly words: ViewWords;
  /** What the host offers to give. */
  readonly levels: readonly Permission[];
  readonly showsAll: boolean;
  onManage(): void;
  onShowAll(): void;
}

/** “Who has access”: the owner first and not counted. */
export function renderAccess({ ready, me, words, levels, showsAll, onManage, onShowAll }: AccessModel): TemplateResult {
  const columns: readonly Permission[] = levels.includes('manage') ? ['view', 'edit', 'manage'] : ['view', 'edit'];
  const lines = linesOf(ready, me);
  const { sharedWith, may } = ready.details;
  return html`<section part="access" class="access">
    <div class="access-head">
      <h3 class="section" id="access-title">${words.text('view.access', { n: sharedWith })}</h3>
      ${may.share ? html`<button type="button" class="button small" part="manage-button" data-manage @click=${onManage}>${words.text('view.manage')}</button>` : nothing}
    </div>
    <table aria-labelledby="access-title">
      <thead><tr><th scope="col">${words.text('view.member')}</th>${columns.map((level) => html`<th scope="col">${words.text(`permission.${level}`)}</th>`)}</tr></thead>
      <tbody>${(showsAll ? lines : lines.slice(0, FIRST_ROWS)).map((line) => renderLine(line, words, columns, levels, me.id as UserId))}</tbody>
    </table>
    ${showsAll || lines.length <= FIRST_ROWS ? nothing : html`<button type="button" class="link-button" @click=${onShowAll}>${words.text('view.show-all', { n: lines.length })}</button>`}
  </section>`;
}
