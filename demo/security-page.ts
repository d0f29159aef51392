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

  function put(selector: string, seen: TemplateResult): void {
    const root = part(selector);
    const focused = root.querySelector<HTMLElement>(':focus');
    render(seen, root);
    if (focused && !root.contains(document.activeElement)) (focused.isConnected ? focused : root.closest('section'))?.focus(); // it moved, or is gone
  }

  /** All at once: a part that came later would push away what somebody is about to press. */
  async function show(views: Readonly<Record<string, View>>, turn: number): Promise<void> {
    const seen = await Promise.allSettled(Object.values(views).map((view) => view(vault, again)));
    if (turn !== latest) return;
    for (const [at, selector] of Object.keys(views).entries()) {
      const one = seen[at]!;
      if (one.status === 'fulfilled') put(selector, one.value);
      else reportError(one.reason);
    }
  }

  function again(): void {
    const turn = (latest += 1);
    const { state } = vault.keys;
    document.documentElement.dataset['keys'] = state;
    part('#unlock').hidden = state === 'unlocked';
    for (const section of document.querySelectorAll<HTMLElement>('.needs-keys')) section.hidden = state !== 'unlocked';
    if (location.hash !== '#security') return;
    void show({ ...WITHOUT_KEYS, ...(state === 'unlocked' && WITH_KEYS) }, turn);
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
