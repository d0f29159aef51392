import { type TemplateResult, html, nothing } from 'lit';
import type { RecipientMatch, ShareSnapshot, Vault } from '../../core/for-components.js';
import { closeIcon } from '../shared/icons.js';
import { type PickerBox, pickerBox } from '../shared/picker/picker-box.js';
import { avatar, detailOf, nameOf } from '../shared/principals.js';
import { isTampering } from '../shared/sentences.js';
import { type BannerActions, banners } from './banners.js';
import { type RowActions, ownerRow, rows } from './rows.js';
import { type WindowWords, summaryOf } from './share-words.js';

/** Longer access lists begin with so many rows. */
const FIRST_ROWS = 100;
const SKELETONS = [0, 1, 2];
const APPLE = /Mac|iP(hone|ad|od)/;

export interface WindowView {
  readonly words: WindowWords;
  readonly vault: Vault;
  readonly snapshot: ShareSnapshot;
  readonly showsAll: boolean;
  readonly box: PickerBox;
  readonly rows: RowActions;
  readonly banners: BannerActions;
  /** “Details” of the line above the buttons. */
  readonly plan: TemplateResult | typeof nothing;
  /** Stands in place of the rest while the keys are locked. */
  readonly unlock: TemplateResult | false;
  showAll(): void;
  addSuggested(match: RecipientMatch): void;
  close(): void;
  submit(): void;
}

export function titleOf({ secrets }: ShareSnapshot, count: number, words: WindowWords): TemplateResult {
  return count > 1 ? html`${words.text('share.title-many', { n: count })}` : words.rich('share.title', { name: secrets[0]?.name ?? '…' });
}

function subtitle({ snapshot, vault, words }: WindowView): unknown {
  const [owner] = snapshot.owners;
  if (!owner || snapshot.secrets.length > 1) return nothing;
  return owner.id === vault.me.id ? words.text('share.owned-by-you') : words.rich('share.owned-by', { name: owner.name });
}

const skeleton = html`<ul class="recipients" aria-busy="true" part="recipients">${SKELETONS.map(() => html`<li class="recipient"><span class="skeleton avatar"></span><span class="skeleton who"></span></li>`)}</ul>`;

/** “You share with them often”: one click each. */
function suggested({ snapshot, words, addSuggested }: WindowView): TemplateResult | typeof nothing {
  const open = snapshot.suggested.filter(({ principal }) => snapshot.added.every((row) => row.principal.id !== principal.id));
  if (open.length === 0) return nothing;
  return html`<div class="suggested" part="suggested"><h3 id="often" class="detail">${words.text('share.often')}</h3>
    <ul class="chips" aria-labelledby="often">${open.map((match) => html`<li><button type="button" class="chip" @click=${() => { addSuggested(match); }}>
      ${avatar(match.principal, 'small')}<bdi>${nameOf(match.principal, words)}</bdi><span class=${match.problem ? 'detail' : 'sr-only'}>, ${detailOf(match.principal, words)}</span></button></li>`)}</ul></div>`;
}

function existing(view: WindowView): TemplateResult {
  const { snapshot, words, showsAll } = view;
  const list = snapshot.existing;
  const most = showsAll ? list.length : FIRST_ROWS;
  return html`<section part="access">
    <h3 id="has" class="section">${words.text('share.has', { n: list.length })}</h3>
    ${snapshot.owners.map((owner) => ownerRow(owner, words))}
    ${list.length > 0 ? rows(list, most, view.rows, 'has') : html`<p class="muted">${words.text('share.nobody')}</p>`}
    ${list.length > most ? html`<button type="button" class="button small" @click=${view.showAll}>${words.text('share.show-all', { n: list.length })}</button>` : nothing}
    ${list.length === 0 && snapshot.mayShare ? suggested(view) : nothing}
  </section>`;
}

function field({ box, snapshot, words }: WindowView): TemplateResult {
  return html`<div class="field" part="field">
    <label for=${box.id} part="label">${words.text('share.field')}</label>
    <span id="count" class="sr-only">${snapshot.added.length > 0 ? words.text('share.added', { n: snapshot.added.length }) : nothing}</span>
    ${pickerBox(box)}
  </div>`;
}

function body(view: WindowView): TemplateResult {
  const { snapshot, words, vault, unlock } = view;
  if (unlock) return unlock;
  if (snapshot.status === 'refused' || isTampering(snapshot.fault)) return banners(snapshot, view.banners);
  const loading = snapshot.status === 'loading';
  const offersEdit = vault.policy.levels.includes('edit');
  return html`
    ${banners(snapshot, view.banners)}
    <slot name="before-field"></slot>
    ${loading || snapshot.mayShare ? field(view) : nothing}
    ${snapshot.added.length > 0 ? html`<section><h3 id="will-get" class="section">${words.text('share.will-get', { n: snapshot.added.length })}</h3>${rows(snapshot.added, Infinity, view.rows, 'will-get')}</section>` : nothing}
    ${loading ? skeleton : existing(view)}
    ${!loading && snapshot.mayShare && offersEdit ? html`<p class="detail" part="hint">${words.text('share.hint')}</p>` : nothing}
    <slot name="after-list"></slot>`;
}

function footer({ snapshot, words, unlock, plan, close, submit }: WindowView): TemplateResult {
  const saving = snapshot.status === 'saving';
  const sharable = !unlock && (snapshot.status === 'loading' || (snapshot.mayShare && !isTampering(snapshot.fault)));
  const keys = APPLE.test(navigator.platform) ? '⌘ Enter' : 'Ctrl+Enter';
  const summary = summaryOf(snapshot, words);
  return html`<div class="footer" part="footer">
    <p class="summary" part="summary" ?hidden=${summary === ''}>${summary}</p>${plan}
    <slot name="footer-start"></slot>
    ${sharable ? html`<span class="detail shortcut">${words.text('share.shortcut', { keys })}</span>` : nothing}
    <span class="actions">
      <button type="button" class="button" part="cancel-button" @click=${close}>${words.text('cancel')}</button>
      ${sharable ? html`<button type="button" class="button primary" part="share-button" aria-disabled=${saving ? 'true' : nothing} @click=${submit}>
        ${saving ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${words.text('share.button')}</button>` : nothing}
    </span>
  </div>`;
}

/** The whole window, top to bottom. */
export function shareWindow(view: WindowView, count: number): TemplateResult {
  const { snapshot: { status }, snapshot, words, unlock } = view;
  return html`
    <div class="header" part="header">
      <div>
        <h2 id="title" class="title" part="title" tabindex="-1">${titleOf(snapshot, count, words)}</h2>
        <p id="subtitle" class="subtitle" part="subtitle"><slot name="subtitle">${subtitle(view)}</slot></p>
      </div>
      <button type="button" class="icon-button" part="close-button" aria-label=${words.text('close')} title=${words.text('close')} @click=${view.close}>${closeIcon()}</button>
    </div>
    <div class="body" part="body" ?inert=${!unlock && status === 'saving'} aria-busy=${status === 'loading' ? 'true' : 'false'}>${body(view)}</div>
    ${footer(view)}`;
}
