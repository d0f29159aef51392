import { type TemplateResult, html, nothing } from 'lit';
import type { SecretSummary, UserId } from '../../core/for-components.js';
import { ago } from '../shared/ago.js';
import type { common } from '../shared/catalogue/common.js';
import type { homeTexts } from '../shared/catalogue/home.js';
import type { rowTexts } from '../shared/catalogue/rows.js';
import { checkIcon, copyIcon, keyIcon, moreIcon } from '../shared/icons.js';
import type { Localizer } from '../shared/localize.js';
import { nameOf } from '../shared/principals.js';

export type HomeWords = Localizer<typeof common & typeof rowTexts & typeof homeTexts>;

/** What a card needs besides its secret. */
export interface CardContext {
  readonly words: HomeWords;
  readonly me: UserId | undefined;
  readonly menuOpen: boolean;
  /** Whether its client secret was copied just now. */
  readonly copied: boolean;
  /** Why it can't be copied now. */
  readonly whyNotCopy: string | undefined;
  readonly isNew: boolean;
  readonly onView: (event: Event) => void;
  readonly onCopy: (event: Event) => void;
  readonly onMenu: (event: Event) => void;
  readonly onMenuPress: (event: PointerEvent) => void;
}

function ownerLine({ owner }: SecretSummary, { words, me }: CardContext): unknown {
  return owner.id === me ? words.text('home.owned-by-you') : words.rich('home.owned-by', { name: nameOf(owner, words) });
}

/** Both icons take their place, so that the button keeps its width. */
function copyButton({ id, name, hasClientSecret }: SecretSummary, { words, copied, whyNotCopy, onCopy }: CardContext): unknown {
  if (!hasClientSecret) return nothing;
  return html`<button class="icon-button copy ${copied ? 'done' : ''}" part="copy-button" type="button" data-control="copy" aria-label=${words.text('home.copy-of', { name })}
      aria-disabled=${whyNotCopy ? 'true' : nothing} aria-describedby=${whyNotCopy ? `why-copy-${id}` : nothing} @click=${onCopy}><span>${copyIcon()}</span><span>${checkIcon()}</span></button>
    ${whyNotCopy ? html`<span class="sr-only" id="why-copy-${id}">${whyNotCopy}</span>` : nothing}`;
}

function foot(secret: SecretSummary, context: CardContext): TemplateResult {
  const { words, onView } = context;
  const { name, shared, enabled } = secret;
  return html`<div class="foot">
    ${shared ? html`<span class="badge yes" part="shared-badge">${words.text('home.shared')}</span>` : nothing}
    ${enabled ? nothing : html`<span class="badge">${words.text('home.disabled')}</span>`}
    <span class="does">${copyButton(secret, context)}
      <button class="button small" part="view-button" type="button" data-control="view" aria-label=${words.text('home.view-of', { name })} @click=${onView}>${words.text('home.view')}</button></span>
  </div>`;
}

/** One secret: what it is called, whose it is, whether it is shared, and what can be done with it. */
export function card(secret: SecretSummary, context: CardContext): TemplateResult {
  const { words, menuOpen, isNew } = context;
  const { id, name, tags, enabled, sharedAt } = secret;
  return html`<li data-id=${id}><article class="card ${enabled ? '' : 'off'}" part="card" aria-labelledby="name-${id}">
    <div class="head">
      <span class="type">${keyIcon()}<span class="sr-only">${words.text('home.type')}</span></span>
      <h3 class="name" id="name-${id}" part="name"><button type="button" data-control="name" @click=${context.onView}><bdi>${name}</bdi></button></h3>
      <button class="icon-button ${menuOpen ? 'open' : ''}" part="menu-button" type="button" data-control="menu" aria-label=${words.text('list.actions', { name })}
        aria-haspopup="menu" aria-expanded=${menuOpen ? 'true' : 'false'} aria-controls="menu" @pointerdown=${context.onMenuPress} @click=${context.onMenu}>${moreIcon()}</button>
    </div>
    <p class="owner" part="owner">${ownerLine(secret, context)}</p>
    ${isNew && sharedAt ? html`<p class="owner">${words.text('home.shared-ago', { ago: ago(sharedAt, words.locale) })}</p>` : nothing}
    ${tags.length > 0 ? html`<ul class="tags" part="tags">${tags.map((tag) => html`<li class="tag"><bdi>${tag}</bdi></li>`)}</ul>` : nothing}
    ${foot(secret, context)}
  </article></li>`;
}

const SKELETONS = 6;

/** Stands for cards that are on their way for the first time. */
export const skeleton = (words: HomeWords): TemplateResult => html`<div class="grid" aria-busy="true"><span class="sr-only">${words.text('loading')}</span>${Array.from({ length: SKELETONS }, () =>
  html`<div class="card"><span class="skeleton"></span><span class="skeleton short"></span><span class="skeleton"></span></div>`)}</div>`;
