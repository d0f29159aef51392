import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DraftLevel, DraftRow, Permission, Principal, PrincipalId, User } from '../../core/for-components.js';
import { alertIcon, closeIcon, trashIcon, undoIcon } from '../shared/icons.js';
import { type ShareWords, marksOf } from '../shared/picker/words.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import { sentenceForProblem } from '../shared/sentences.js';

export interface RowActions {
  readonly words: ShareWords;
  readonly levels: readonly Permission[];
  readonly readOnly: boolean;
  /** Names that more than one row bears. */
  readonly repeated: ReadonlySet<string>;
  /** A row to point at, because somebody tried to add them again. */
  readonly flashed?: PrincipalId;
  /** Whose fingerprint was compared while the window is open. */
  readonly compared: ReadonlySet<PrincipalId>;
  /** Who manages a private group, in words. */
  managedBy(principal: Principal): string | undefined;
  /** Opens the comparison of fingerprints. */
  compare(row: DraftRow): void;
  setLevel(row: DraftRow, level: DraftLevel): void;
  /** Until when the access lasts, where that can be changed. */
  end?(row: DraftRow): TemplateResult | typeof nothing;
  /** `item` is the row's own element. */
  remove(row: DraftRow, item?: HTMLElement): void;
  restore(row: DraftRow): void;
  onKeydown(event: KeyboardEvent, row: DraftRow): void;
}

/** A name, with the username where two rows share it. */
export function spokenName({ principal }: DraftRow, { words, repeated }: Pick<RowActions, 'words' | 'repeated'>): string {
  const name = nameOf(principal, words);
  return principal.kind === 'user' && repeated.has(principal.name) ? `${name} (${principal.username})` : name;
}

/** What somebody else did with this row while the window was open. */
function meanwhile({ entry }: DraftRow, words: ShareWords): TemplateResult | string {
  const { permission, grantedBy } = entry ?? {};
  return permission && permission !== 'own' ? words.rich('share.changed', { name: grantedBy?.name, level: words.text(`permission.${permission}`) }) : words.text('share.changed-lost');
}

function notes(row: DraftRow, { words, compared, managedBy, end }: RowActions): (TemplateResult | string)[] {
  const { entry, level, held, expiresAt } = row;
  const found: (TemplateResult | string)[] = [managedBy(row.principal) ?? ''].filter(Boolean);
  if (compared.has(row.principal.id)) found.push(words.text('share.compared'));
  if (row.changedMeanwhile) found.push(meanwhile(row, words));
  if (held === 'varies') found.push(words.text('share.varies'));
  if (entry?.status === 'pending' && level !== 'none') found.push(words.text('share.waiting'));
  if (entry?.status === 'suspended') found.push(words.text('share.suspended'));
  if (entry?.status === 'expired' && entry.expiresAt && !row.end) found.push(words.text('share.expired', { date: words.date(entry.expiresAt) }));
  else if (expiresAt && !end) found.push(words.text('share.until', { date: words.date(expiresAt) }));
  return [...found, ...marksOf(row.marks, words)];
}

function box(row: DraftRow, actions: RowActions, permission: Permission, checked: boolean, level: (checked: boolean) => DraftLevel): TemplateResult {
  const part = permission === 'view' ? 'can-view' : permission === 'edit' ? 'can-edit' : 'can-manage';
  return html`<label class="check" part=${part}>
    <input type="checkbox" data-control=${part} .checked=${checked} @change=${(event: Event) => { actions.setLevel(row, level((event.target as HTMLInputElement).checked)); }} />
    ${actions.words.text(`permission.${permission}`)}
  </label>`;
}

/** The boxes of one row. Edit includes view; without view there is no access (mysafe.md T2). */
function boxes(row: DraftRow, actions: RowActions): TemplateResult {
  const { words, levels } = actions;
  const { level } = row;
  const shownAsText = actions.readOnly || (row.entry?.status === 'expired' && !row.end) || (level !== 'none' && !levels.includes(level));
  if (shownAsText) return html`<span class="detail level">${level === 'none' ? nothing : words.text(`permission.${level}`)}</span>`;
  return html`<fieldset class="permissions" part="permissions">
    <legend class="sr-only">${words.text('share.permissions', { name: spokenName(row, actions) })}</legend>
    ${box(row, actions, 'view', level !== 'none', (on) => (on ? 'view' : 'none'))}
    ${levels.includes('edit') ? box(row, actions, 'edit', level === 'edit' || level === 'manage', (on) => (on ? 'edit' : 'view')) : nothing}
    ${levels.includes('manage') ? box(row, actions, 'manage', level === 'manage', (on) => (on ? 'manage' : 'edit')) : nothing}
  </fieldset>`;
}

function removal(row: DraftRow, actions: RowActions): TemplateResult | typeof nothing {
  if (actions.readOnly) return nothing;
  const name = spokenName(row, actions);
  const lost = row.held !== undefined && row.level === 'none';
  const label = actions.words.text(lost ? 'share.undo-remove' : 'share.remove', { name });
  return html`<button type="button" class="icon-button" part=${lost ? 'undo-button' : 'remove-button'} data-control="remove" aria-label=${label} title=${label}
    @click=${(event: Event) => { if (lost) actions.restore(row); else actions.remove(row, (event.currentTarget as HTMLElement).closest<HTMLElement>('.recipient') ?? undefined); }}>${lost ? undoIcon() : row.held ? trashIcon() : closeIcon()}</button>`;
}

const compareButton = (row: DraftRow, { words, compare }: RowActions): TemplateResult => html`<button type="button" class="link-button" data-control="compare"
  aria-label=${words.text('share.compare-of', { name: row.principal.name })} @click=${() => { compare(row); }}>${words.text('compare')}</button>`;

function problem(row: DraftRow, actions: RowActions): TemplateResult | typeof nothing {
  const { words } = actions;
  if (!row.problem) return nothing;
  const notice = row.problem.problem === 'look-alike';
  return html`<p class=${notice ? 'notice' : 'error'} part="error">${alertIcon()}<span>${sentenceForProblem(row.problem.problem, words, { principal: row.principal, reason: row.problem.reason, oddLetters: row.marks?.oddLetters })}</span></p>
    ${row.problem.problem === 'unverified' ? html`<p class="way-out">${compareButton(row, actions)}</p>` : nothing}`;
}

function recipient(row: DraftRow, actions: RowActions): TemplateResult {
  const { words } = actions;
  const { principal } = row;
  const state = row.level !== 'none' ? undefined : row.held ? words.text('share.will-lose') : words.text('share.will-not');
  const said = notes(row, actions);
  return html`<li class="recipient ${state ? 'off' : ''} ${actions.flashed === principal.id ? 'flash' : ''} ${row.held ? '' : 'new'}" part="recipient" data-id=${principal.id}
      @keydown=${(event: KeyboardEvent) => { actions.onKeydown(event, row); }}>
    ${avatar(principal)}
    <div class="who">
      <span class="name" part="recipient-name"><bdi>${nameOf(principal, words)}</bdi></span>
      <span class="detail" part="recipient-detail"><bdi>${detailOf(principal, words)}</bdi></span>
      ${said.length > 0 ? html`<span class="detail notes">${said.map((note, at) => [at > 0 ? ' · ' : '', note])}</span>` : nothing}
      ${actions.end?.(row)}
      ${state ? html`<span class="state"><span class="badge ${row.held ? 'danger' : ''}" part="access">${state}</span></span>` : nothing}
    </div>
    ${boxes(row, actions)}
    ${removal(row, actions)}
    ${problem(row, actions)}
  </li>`;
}

/** A list of rows; `shown` of them. */
export const rows = (list: readonly DraftRow[], shown: number, actions: RowActions, heading: string): TemplateResult =>
  html`<ul class="recipients" part="recipients" aria-labelledby=${heading}>${repeat(list.slice(0, shown), (row) => row.principal.id, (row) => recipient(row, actions))}</ul>`;

/** The owner's own line: they always have access, so there is nothing to set. */
export const ownerRow = (owner: User, words: ShareWords): TemplateResult => html`<div class="recipient owner" part="recipient owner">
  ${avatar(owner)}
  <div class="who"><span class="name"><bdi>${owner.name}</bdi></span> <span class="detail"><bdi>${detailOf(owner, words)}</bdi></span></div>
  <span class="detail level">${words.text('permission.own')}</span>
</div>`;
