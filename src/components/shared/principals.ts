import { type TemplateResult, html } from 'lit';
import type { Group, Principal, User } from '../../core/for-components.js';
import type { common } from './catalogue/common.js';
import type { Localizer } from './localize.js';

type Words = Localizer<typeof common>;

/** A private group whose name one may not see has none; it is called “A private group”. */
export const nameOf = (principal: Principal, words: Words): string => principal.name || words.text('principal.private-group');

/** What tells two of the same name apart: username and e-mail, or how many people. */
export function detailOf(principal: Principal, words: Words): string {
  if (principal.kind === 'user') return [`@${principal.username}`, principal.email].filter(Boolean).join(' · ');
  return groupDetail(principal, words);
}

export const groupDetail = (group: Group, words: Words): string =>
  words.text(group.origin === 'private' ? 'principal.private-people' : 'principal.people', { n: group.memberCount });

const HUES = 8;

function hueOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  return hash % HUES;
}

function initials(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return chosen.map((word = '') => letters.segment(word).containing(0)?.segment).join('').toUpperCase();
}

/** A picture is fetched only from an https address that the host gave, or shown from data; a page on http would send the request in the open. */
function pictureOf(principal: Principal): string | undefined {
  const { avatarUrl = '' } = principal as Partial<User>;
  const url = URL.canParse(avatarUrl) ? new URL(avatarUrl) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'data:' && url.pathname.startsWith('image/'));
  return allowed ? url?.href : undefined;
}

/** Decorative: the name stands beside it. People are round, groups are squares. */
export function avatar(principal: Principal, size: 'small' | '' = ''): TemplateResult {
  const picture = pictureOf(principal);
  const face = picture ? html`<img src=${picture} alt="" referrerpolicy="no-referrer" />` : initials(principal.name || '?');
  return html`<span class="avatar ${principal.kind} ${size} hue-${hueOf(principal.id)}" part="avatar" aria-hidden="true">${face}</span>`;
}
