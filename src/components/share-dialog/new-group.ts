import { type TemplateResult, html, nothing } from 'lit';
import type { ShareDraft, ShareSnapshot, Vault } from '../../core/for-components.js';
import { createGroup } from '../group-editor/asides.js';
import type { AsideFrom } from '../shared/asides.js';
import type { WindowWords } from './share-words.js';

/** Makes the group that was looked for and puts it on the list. The box is emptied first: what was typed names it now. */
async function make(name: string, host: AsideFrom, draft: ShareDraft, vault: Vault): Promise<void> {
  void draft.setQuery('');
  const group = await createGroup(host, vault, { name });
  if (group) draft.add({ principal: group });
  host.focus();
}

/** Where nobody matches what was typed, it may be a group that is still to be made. An address is none. */
export function newGroup({ entryProblem }: ShareSnapshot, host: AsideFrom, draft: ShareDraft, vault: Vault, words: WindowWords): TemplateResult | typeof nothing {
  const name = entryProblem?.problem === 'unknown' ? entryProblem.entry ?? '' : '';
  if (name === '' || name.includes('@')) return nothing;
  return html`<div><button type="button" class="link-button" part="new-group-button" @click=${() => void make(name, host, draft, vault)}>${words.text('share.new-group')}</button></div>`;
}
