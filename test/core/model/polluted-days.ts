import { optionalFields } from '../../support/schemas.js';
import type { PollutedDay } from './polluted-page.frame.js';

/** Required fields, and options that are no schema's. */
const MORE_FIELDS = ['level', 'permission', 'principal', 'label', 'revision', 'signal', 'forOrganisation', 'organisationKeys'];
/**
 * ECMA-262, 6.2.6.5: a property descriptor inherits too, so wherever `value` is planted no accessor can be defined, by anybody.
 * zod defines one on each error it makes, so what is refused elsewhere throws there.
 */
export const BREAKS_THE_LANGUAGE = 'value';
export const FIELDS = [...new Set([...optionalFields(), ...MORE_FIELDS])].filter((field) => field !== BREAKS_THE_LANGUAGE && !(field in Object.prototype));
export const HOSTILE: readonly unknown[] = ['own', 7, { code: 'x' }];

/** A realm for the polluted day alone: planted here, `signal` and `method` would stop the test runner's own requests. */
export async function openFrame(): Promise<{ readonly day: PollutedDay; close(): void }> {
  const frame = document.createElement('iframe');
  const ready = new Promise((resolve) => { window.addEventListener('message', ({ source }) => { if (source === frame.contentWindow) resolve(undefined); }); });
  frame.srcdoc = `<script type="module" src="${new URL('./polluted-page.frame.ts', import.meta.url).href}"></script>`;
  document.body.append(frame);
  await ready;
  return { day: (frame.contentWindow as unknown as { readonly day: PollutedDay }).day, close: () => frame.remove() };
}

export function firstDifference(seen: readonly string[], due: readonly string[]): string {
  const at = due.findIndex((line, place) => seen[place] !== line);
  return at < 0 && seen.length === due.length ? 'none' : `${at}: ${seen[at]} instead of ${due[at]}`;
}
