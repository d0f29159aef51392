import { html } from 'lit';
import type { View } from './security-page.js';

const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const;

/** How long ago, in the largest unit that is not zero. */
function age(since: Date): string {
  const seconds = Math.max(0, Math.round((Date.now() - since.getTime()) / 1_000));
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' }).format(-Math.trunc(seconds / length), unit);
}

/** What somebody who left still holds a key to. It can be counted while the keys are locked, and done only after. */
export const sealedAnew: View = async (vault) => {
  const { count, since } = await vault.sharing.due();
  if (count === 0 || !since) return html`<p>Nobody who left holds a key to what is stored.</p>`;
  return html`<p>${count === 1 ? '1 secret is' : `${count} secrets are`} to be sealed anew because somebody left, the first since ${age(since)}. Until then Acme refuses them; their key would open it. An unlocked vault does it by itself.</p>`;
};
