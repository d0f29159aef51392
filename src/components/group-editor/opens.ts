import { type TemplateResult, html, nothing } from 'lit';
import type { GroupOpens } from '../../core/for-components.js';
import { type GroupWords, namesOf } from './group-words.js';

/** So many are named at once. */
const FIRST_NAMES = 5;

/** What somebody gets who joins: said before anybody does. */
export function renderOpens(opens: GroupOpens | 'unknown' | undefined, enabled: boolean, words: GroupWords, showsAll: boolean, showAll: () => void): TemplateResult {
  return html`<div class="opens detail" part="opens"><p id="opens">${sentence(opens, enabled, words, showsAll)}</p>
    ${opens && opens !== 'unknown' && opens.secrets.length > FIRST_NAMES && !showsAll ? html`<button type="button" class="link-button" @click=${showAll}>${words.text('share.show-all', { n: opens.secrets.length })}</button>` : nothing}</div>`;
}

function sentence(opens: GroupOpens | 'unknown' | undefined, enabled: boolean, words: GroupWords, showsAll: boolean): unknown {
  if (opens === undefined) return words.text('loading');
  if (opens === 'unknown') return words.text('group.opens-unknown');
  const { secrets, hidden, truncated } = opens;
  const count = secrets.length + hidden;
  if (count === 0) return words.text('group.opens-nothing');
  const named = showsAll ? secrets : secrets.slice(0, FIRST_NAMES);
  const more = secrets.length - named.length;
  const rest = [...(more > 0 ? [words.text('group.opens-more', { n: more })] : []), ...(hidden > 0 ? [words.text('group.opens-hidden', { n: hidden })] : [])];
  return html`${words.text(truncated ? 'group.opens-first' : enabled ? 'group.opens' : 'group.opens-later', { n: count })} ${namesOf(named.map(({ name }) => name), words, rest)}.`;
}
