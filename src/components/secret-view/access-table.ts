import { type TemplateResult, html, nothing } from 'lit';
import type { AccessEntry, KeyTrust, Permission, Principal, User, UserId } from '../../core/for-components.js';
import { checkIcon } from '../shared/icons.js';
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
function notes(line: Line, { words, levels, managerOf, me }: AccessModel): readonly TemplateResult[] {
  const { principal, status, expiresAt, permission, via } = line;
  const end = expiresAt && { date: words.date(expiresAt) };
  const own = principal.kind === 'group' && principal.ownerId === me.id;
  const manager = own ? undefined : managerOf(principal);
  return [
    ...(own ? [words.rich('view.managed-by-you')] : []),
    ...(manager === undefined ? [] : [words.rich('view.managed-by', { name: manager })]),
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

/** Our own mark, never part of the name. */
function keyMark({ state }: KeyTrust, words: ViewWords): TemplateResult | typeof nothing {
  if (state === 'changed') return html`<span class="badge danger" part="key-mark">${words.text('view.key-changed')}</span>`;
  return state === 'verified' ? html`<span class="badge yes" part="key-mark">${checkIcon()}${words.text('view.compared')}</span>` : nothing;
}

/** Its keys were asked for, so there is something to compare or to say. */
function compareButton(user: User, { words, onCompare }: AccessModel): TemplateResult {
  return html`<button type="button" class="link-button compare" part="compare-button" aria-label=${words.text('view.compare-of', { name: user.name })} @click=${() => void onCompare(user)}>${words.text('compare')}</button>`;
}

function whyButton(user: User, { words, onWhy }: AccessModel): TemplateResult {
  return html`<button type="button" class="link-button compare" part="why-button" aria-label=${words.text('view.why-of', { name: user.name })} @click=${() => { onWhy(user); }}>${words.text('view.why')}</button>`;
}

function transferButton({ words, onTransfer }: AccessModel): TemplateResult {
  return html`<button type="button" class="link-button compare" part="transfer-button" @click=${onTransfer}>${words.text('view.transfer')}</button>`;
}

function renderLine(line: Line, columns: readonly Permission[], model: AccessModel): TemplateResult {
  const { principal, permission, status } = line;
  const { words, trusts, me: { id: me } } = model;
  const gives = status === 'active' || status === 'pending';
  const said = notes(line, model);
  const trust = principal.kind === 'user' ? trusts.get(principal.id) : undefined;
  const masked = principal.kind === 'group' && !principal.name;
  return html`<tr part="access-row" class=${gives ? '' : 'ended'}>
    <th scope="row"><div class="member">${avatar(principal)}<div class="who">
      <bdi class="member-name">${nameOf(principal, words)}</bdi>
      ${permission === 'own' ? html`<span class="badge">${words.text('permission.own')}</span>` : nothing}
      ${principal.id === me ? html`<span class="badge">${words.text('view.you')}</span>` : nothing}
      ${trust ? keyMark(trust, words) : nothing}
      ${masked ? nothing : html`<span class="detail"><bdi>${detailOf(principal, words)}</bdi></span>`}
      ${said.map((note) => html`<span class="note">${note}</span>`)}
      ${principal.kind === 'user' && permission !== 'own' ? whyButton(principal, model) : nothing}
      ${permission === 'own' && model.ready.details.may.transfer ? transferButton(model) : nothing}
      ${trust && principal.kind === 'user' ? compareButton(principal, model) : nothing}
    </div></div></th>
    ${columns.map((level) => answer(gives && reaches(permission, level), words))}
  </tr>`;
}

export interface AccessModel {
  readonly ready: Ready;
  readonly me: User;
  readonly words: ViewWords;
  /** What the host offers to give. */
  readonly levels: readonly Permission[];
  readonly showsAll: boolean;
  /** How well the keys of people are known; nobody's while the keys are locked. */
  readonly trusts: ReadonlyMap<UserId, KeyTrust>;
  managerOf(principal: Principal): string | undefined;
  onManage(): void;
  onShowAll(): void;
  onCompare(user: User): Promise<void>;
  onWhy(user: User): void;
  onTransfer(): void;
}

/** “Who has access”: the owner first and not counted. */
export function renderAccess(model: AccessModel): TemplateResult {
  const { ready, me, words, levels, showsAll, onManage, onShowAll } = model;
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
      <tbody>${(showsAll ? lines : lines.slice(0, FIRST_ROWS)).map((line) => renderLine(line, columns, model))}</tbody>
    </table>
    ${showsAll || lines.length <= FIRST_ROWS ? nothing : html`<button type="button" class="link-button" @click=${onShowAll}>${words.text('view.show-all', { n: lines.length })}</button>`}
  </section>`;
}
