import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GroupDetails, UserId } from '../../core/for-components.js';
import { alertIcon, closeIcon, trashIcon, undoIcon } from '../shared/icons.js';
import { marksOf } from '../shared/picker/words.js';
import { avatar, detailOf } from '../shared/principals.js';
import { sentenceForProblem } from '../shared/sentences.js';
import type { GroupWords } from './group-words.js';
import { type Member, type Members, isIn, joining } from './member-list.js';

/** Longer lists begin with so many rows. */
const FIRST_ROWS = 100;

export interface MemberRows {
  readonly words: GroupWords;
  readonly members: Members;
  readonly base: GroupDetails | undefined;
  readonly me: UserId | undefined;
  /** People whom the directory does not know any more. */
  readonly unknown: ReadonlySet<UserId>;
  readonly showsAll: boolean;
  showAll(): void;
  /** `row` is the row's own element. */
  remove(member: Member, row: HTMLElement): void;
  restore(member: Member): void;
  onRowKeydown(event: KeyboardEvent): void;
}

/** A name, with the username where two rows share it. */
function spokenName({ user }: Member, members: Members): string {
  return members.some((other) => other.user.id !== user.id && other.user.name === user.name) ? `${user.name} (${user.username})` : user.name;
}

function badge(member: Member, { words, base }: MemberRows): TemplateResult | typeof nothing {
  if (member.leaves) return html`<span class="badge danger">${words.text('group.leaves')}</span>`;
  const { status } = member.user;
  if (status !== 'active') return html`<span class="badge">${words.text(`share.option.${status}`)}</span>`;
  return base && !isIn(base, member) ? html`<span class="badge joins">${words.text('group.joins')}</span>` : nothing;
}

function removal(member: Member, { words, members, base, remove, restore }: MemberRows): TemplateResult {
  const { leaves = false } = member;
  const label = words.text(leaves ? 'share.undo-remove' : 'share.remove', { name: spokenName(member, members) });
  const press = (event: Event): void => {
    const row = (event.currentTarget as HTMLElement).closest<HTMLElement>('.member');
    if (leaves) restore(member);
    else if (row) remove(member, row);
  };
  return html`<button type="button" class="icon-button remove" part=${leaves ? 'undo-button' : 'remove-button'} aria-label=${label} title=${label} @click=${press}>${leaves ? undoIcon() : isIn(base, member) ? trashIcon() : closeIcon()}</button>`;
}

function warnings({ user, lookAlike, marks }: Member, { words, unknown }: MemberRows): TemplateResult | typeof nothing {
  if (unknown.has(user.id)) return html`<p class="error">${alertIcon()}<span>${sentenceForProblem('unknown', words, { principal: user })}</span></p>`;
  if (!lookAlike) return nothing;
  return html`<p class="notice">${alertIcon()}<span>${sentenceForProblem('look-alike', words, { principal: user, oddLetters: marks?.oddLetters })}</span></p>`;
}

function renderMember(member: Member, rows: MemberRows): TemplateResult {
  const { words, me, base } = rows;
  const { user, leaves } = member;
  const said = [...(user.id === me ? [words.text('group.you')] : []), ...marksOf(member.marks, words)];
  return html`<li class="member ${leaves ? 'off' : ''} ${isIn(base, member) ? '' : 'new'}" part="member" data-id=${user.id} @keydown=${rows.onRowKeydown}>
    ${avatar(user)}
    <div class="who">
      <span class="name"><bdi>${user.name}</bdi></span>
      <span class="detail"><bdi>${detailOf(user, words)}</bdi>${said.length > 0 ? ` · ${said.join(' · ')}` : nothing}</span>
    </div>
    ${badge(member, rows)}${removal(member, rows)}${warnings(member, rows)}
  </li>`;
}

/** Who is on the list, those first who are to join; or that nobody is. */
export function renderMembers(rows: MemberRows): TemplateResult {
  const { base, words, showsAll } = rows;
  const members = [...joining(rows.members, base), ...rows.members.filter((member) => isIn(base, member))];
  if (members.length === 0) return html`<p class="muted">${words.text('group.nobody')}</p>`;
  const shown = showsAll ? members : members.slice(0, FIRST_ROWS);
  return html`<ul class="members" part="members" aria-label=${words.text('group.members-n', { n: members.length })}>${repeat(shown, ({ user }) => user.id, (member) => renderMember(member, rows))}</ul>
    ${shown.length < members.length ? html`<div><button type="button" class="button small" @click=${rows.showAll}>${words.text('share.show-all', { n: members.length })}</button></div>` : nothing}`;
}
