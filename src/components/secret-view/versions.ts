import { type TemplateResult, html, nothing } from 'lit';
import type { SecretVersion, VersionComparison } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import type { versionsTexts } from '../shared/catalogue/versions.js';
import type { Localizer } from '../shared/localize.js';
import type { ShownValue } from './shown-value.js';

type Words = Localizer<typeof common & typeof versionsTexts>;

export interface VersionRow {
  readonly version: SecretVersion;
  readonly words: Words;
  readonly busy: boolean;
  /** What stands open under it: its client secret, or what differs. */
  readonly open: { readonly version: number; readonly shown?: ShownValue; readonly comparison?: VersionComparison } | undefined;
}

export interface VersionActions {
  show(version: SecretVersion): Promise<void>;
  compare(version: SecretVersion): Promise<void>;
  restore(version: SecretVersion): Promise<void>;
}

function renderShown(shown: ShownValue, words: Words): TemplateResult {
  return html`<code class="secret" part="value" dir="ltr">${shown.text}</code>
    <div class="timer" part="timer"><span class="detail">${words.text('versions.hidden-in', { n: shown.secondsLeft })}</span>
      <button type="button" class="link-button" @click=${() => { shown.keep(); }}>${words.text('versions.keep')}</button></div>`;
}

/** The fields that differ, each as it was and as it is. */
function differences({ clientId, clientSecret, notes }: VersionComparison, words: Words): readonly (readonly [string, string, string])[] {
  const empty = words.text('versions.empty');
  return [
    ...(clientId.then === clientId.now ? [] : [[words.text('versions.client-id'), clientId.then, clientId.now] as const]),
    ...(clientSecret === 'same' ? [] : [[words.text('versions.client-secret'), clientSecret === 'added' ? empty : words.text('versions.this-one'), clientSecret === 'removed' ? empty : words.text('versions.another')] as const]),
    ...(notes.then === notes.now ? [] : [[words.text('versions.notes'), notes.then ?? empty, notes.now ?? empty] as const]),
  ];
}

function renderComparison(comparison: VersionComparison, n: number, words: Words): TemplateResult {
  const rows = differences(comparison, words);
  if (rows.length === 0) return html`<p part="comparison">${words.text('versions.equal')}</p>`;
  return html`<table part="comparison" aria-label=${words.text('versions.compare-of', { n })}>
    <thead><tr><th scope="col">${words.text('versions.field')}</th><th scope="col">${words.text('versions.then', { n })}</th><th scope="col">${words.text('versions.now')}</th></tr></thead>
    <tbody>${rows.map(([field, then, now]) => html`<tr><th scope="row">${field}</th><td><bdi>${then}</bdi></td><td><bdi>${now}</bdi></td></tr>`)}</tbody>
  </table>`;
}

function renderActions({ version, words, busy, open }: VersionRow, { show, compare, restore }: VersionActions): TemplateResult {
  const n = { n: version.version };
  const button = (text: string, label: string, run: (version: SecretVersion) => Promise<void>, pressed?: boolean): TemplateResult =>
    html`<button type="button" class="button small" aria-label=${label} aria-pressed=${pressed === undefined ? nothing : String(pressed)} aria-disabled=${busy ? 'true' : nothing} @click=${() => void run(version)}>${text}</button>`;
  return html`<div class="actions">
    ${version.hasClientSecret ? button(words.text('versions.show'), words.text('versions.show-of', n), show, open?.shown !== undefined) : nothing}
    ${version.current ? nothing : html`${button(words.text('versions.compare'), words.text('versions.compare-of', n), compare, open?.comparison !== undefined)}
      ${button(words.text('versions.restore'), words.text('versions.restore-of', n), restore)}`}
  </div>`;
}

/** One version: which, by whom and when, what can be done with it, and what is open of it. */
export function renderVersion(row: VersionRow, actions: VersionActions): TemplateResult {
  const { version: { version: n, by, at, current, readable }, words, open } = row;
  return html`<li class="version" part="version">
    <div class="who"><span class="number">${words.text('versions.version', { n })}</span>${current ? html` <span class="badge">${words.text('versions.current')}</span>` : nothing}
      <span class="detail">${words.rich('versions.by', { name: by.name, date: words.date(at, { dateStyle: 'medium', timeStyle: 'short' }) })}</span></div>
    ${readable ? renderActions(row, actions) : html`<span class="detail">${words.text('versions.closed')}</span>`}
    ${open?.shown ? renderShown(open.shown, words) : nothing}
    ${open?.comparison ? renderComparison(open.comparison, n, words) : nothing}
  </li>`;
}
