import type { UnlockMethod, Vault } from 'mysafe-share';
import { type TemplateResult, html, nothing } from 'lit';
import { ask } from './ask.js';
import { stepUpFor } from './forms.js';
import { type Choice, choices, hrefWith, keepers, methodNames, withArticle } from './keepers.js';
import { printed } from './recovery-key.js';
import type { View } from './security-page.js';

const nameOf = (kind: string): string => methodNames[kind] ?? kind;
const isChoice = (kind: string): kind is Choice => choices.some((choice) => choice === kind);

async function add(vault: Vault, choice: Choice): Promise<void> {
  const keeper = keepers[choice](vault.me);
  await ask({
    title: `Add ${withArticle[choice]}`, label: 'Add', newPassphrase: 'asks' in keeper && keeper.asks === 'passphrase', stepUp: await stepUpFor(vault.keys),
    act: (given) => vault.keys.addMethod(keeper, given),
  });
}

async function remove(vault: Vault, { id, kind }: UnlockMethod): Promise<void> {
  await ask({ title: `Remove ${nameOf(kind)}?`, label: 'Remove', body: html`<p>From then on it unlocks nothing of yours.</p>`, act: () => vault.keys.removeMethod(id) });
}

async function makeRecoveryKey(vault: Vault, replaces: boolean): Promise<void> {
  await ask({
    title: 'Recovery key', label: 'Make it', stepUp: await stepUpFor(vault.keys),
    body: html`<p>A key on paper, for the day when nothing else unlocks.${replaces ? ' The one you have stops working.' : ''}</p>`,
    act: (given) => vault.keys.makeRecoveryKey(given),
    answer: (key, close) => printed(key, vault, close),
  });
}

export const waysToUnlock: View = async (vault, again) => {
  const { state, kind: used } = vault.keys;
  const methods = await vault.keys.methods();
  const has = (kind: string): boolean => methods.some((method) => method.kind === kind);
  const button = (label: string, act: () => Promise<void>): TemplateResult => html`<button type="button" class="button plain" @click=${() => act().then(again)}>${label}</button>`;
  return html`<ul class="rows">${methods.map((method) => html`<li><span>${nameOf(method.kind)}</span>
      ${method.kind === used ? html`<span class="mark">in use</span>` : isChoice(method.kind) ? html`<a href=${hrefWith(method.kind)}>Open with this</a>` : nothing}
      ${state === 'unlocked' ? html`<button type="button" class="button plain small" aria-label="Remove ${nameOf(method.kind)}" @click=${() => remove(vault, method).then(again)}>Remove</button>` : nothing}</li>`)}</ul>
    ${state === 'unlocked' ? html`<p class="actions">
      ${choices.filter((choice) => !has(choice)).map((choice) => button(`Add ${withArticle[choice]}`, () => add(vault, choice)))}
      ${button(has('recovery') ? 'Make a new recovery key' : 'Make a recovery key', () => makeRecoveryKey(vault, has('recovery')))}
      <button type="button" class="button" @click=${() => vault.keys.lock()}>Lock now</button></p>` : nothing}
    <p class="quiet">Open the demo with ${choices.map((choice, at) => html`${at > 0 ? ' · ' : ''}${choice === used ? html`<b>${withArticle[choice]}</b>` : html`<a href=${hrefWith(choice)}>${withArticle[choice]}</a>`}`)}.</p>`;
};
