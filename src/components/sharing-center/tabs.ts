import { type TemplateResult, html } from 'lit';
import type { TabName } from './gathering.js';
import type { CenterWords } from './lines.js';

const TABS: readonly TabName[] = ['with-me', 'by-me', 'waiting', 'ending', 'what'];
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, Home: -TABS.length, End: TABS.length };

/** Arrows choose at once, as in a menu of pages; in the other writing direction the other way round. */
function onKeydown(event: KeyboardEvent, shown: TabName, choose: (tab: TabName) => void): void {
  const step = STEPS[event.key];
  const list = event.currentTarget as HTMLElement;
  if (step === undefined) return;
  event.preventDefault();
  const forward = list.matches(':dir(rtl)') && event.key.startsWith('Arrow') ? -step : step;
  const place = TABS.indexOf(shown) + forward;
  const next = TABS[Math.abs(step) > 1 ? Math.min(Math.max(place, 0), TABS.length - 1) : (place + TABS.length) % TABS.length];
  if (!next) return;
  choose(next);
  list.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
}

export function renderTabs(shown: TabName, words: CenterWords, choose: (tab: TabName) => void): TemplateResult {
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${words.text('center.title')} @keydown=${(event: KeyboardEvent) => { onKeydown(event, shown, choose); }}>${TABS.map((tab) =>
    html`<button class="tab" id="tab-${tab}" part="tab" type="button" role="tab" aria-selected=${tab === shown ? 'true' : 'false'} tabindex=${tab === shown ? 0 : -1} @click=${() => { choose(tab); }}>${words.text(`center.${tab}`)}</button>`)}</div>`;
}
