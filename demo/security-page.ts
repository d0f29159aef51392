import type { Vault } from 'mysafe-share';
import { type TemplateResult, render } from 'lit';
import { backup } from './backup.js';
import { sealedAnew } from './due.js';
import { ownFingerprint, peopleKeys } from './fingerprints.js';
import { history } from './history.js';
import { part } from './page.js';
import { waysToUnlock } from './ways.js';

/** What a part of the page shows now. `again` reads and shows it anew. */
export type View = (vault: Vault, again: () => void) => Promise<TemplateResult>;

const WITHOUT_KEYS: Readonly<Record<string, View>> = { '#ways': waysToUnlock, '#due': sealedAnew };
const WITH_KEYS: Readonly<Record<string, View>> = { '#fingerprint': ownFingerprint, '#people-keys': peopleKeys, '#backup': backup, '#history': history };

/** Keeps the page about keys up to date for whoever is signed in; returns how to stop. */
export function startSecurity(vault: Vault): () => void {
  let latest = 0;

  async function show(selector: string, view: View, turn: number): Promise<void> {
    const seen = await view(vault, again);
    if (turn !== latest) return;
    const root = part(selector);
    const focused = root.querySelector<HTMLElement>(':focus');
    render(seen, root);
    if (focused && !root.contains(document.activeElement)) (focused.isConnected ? focused : root.closest('section'))?.focus(); // it moved, or is gone
  }

  function again(): void {
    const turn = (latest += 1);
    const { state } = vault.keys;
    document.documentElement.dataset['keys'] = state;
    part('#unlock').hidden = state === 'unlocked';
    for (const section of document.querySelectorAll<HTMLElement>('.needs-keys')) section.hidden = state !== 'unlocked';
    if (location.hash !== '#security') return;
    for (const [selector, view] of Object.entries({ ...WITHOUT_KEYS, ...(state === 'unlocked' && WITH_KEYS) })) {
      show(selector, view, turn).catch((fault: unknown) => { if (turn === latest) reportError(fault); });
    }
  }

  const unsubscribe = vault.subscribe(again);
  addEventListener('hashchange', again);
  again();
  return () => {
    latest += 1;
    unsubscribe();
    removeEventListener('hashchange', again);
    part<HTMLDialogElement>('#ask').close();
  };
}
