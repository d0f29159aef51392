import type { SecretId, SecretSummary, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import { showToast } from '../toasts/show-toast.js';
import { BatchWindow, sentenceOf } from './batch-window.js';
import type { BatchKind } from './batch-work.js';

const NAME = 'mysafe-batch';

/** What is done, and why the rest is not. Those that nobody came to are in neither. */
export interface BatchResult {
  readonly done: readonly SecretId[];
  readonly reasons: ReadonlyMap<SecretId, string>;
}

/** Asks, does it, and says what came of it. Nothing is done where the answer is no. */
export async function runBatch(from: AsideFrom, vault: Vault, kind: BatchKind, secrets: readonly SecretSummary[]): Promise<BatchResult> {
  if (!customElements.get(NAME)) customElements.define(NAME, BatchWindow);
  const { locale, strings, theme } = from;
  const asked = Object.assign(document.createElement(NAME) as BatchWindow, { locale, strings, theme, vault, kind, secrets });
  (from.isConnected ? from.renderRoot : document.body).prepend(asked);
  try {
    await asked.ask();
  } finally {
    asked.remove();
  }
  const { outcomes, batchWords: words } = asked;
  const done = [...outcomes].filter(([, { kind: what }]) => what === 'done' || what === 'already').map(([id]) => id);
  const reasons = new Map([...outcomes].filter(([, { kind: what }]) => what === 'refused' || what === 'failed').map(([id, outcome]) => [id, sentenceOf(outcome, kind, words)]));
  if (done.length === secrets.length) await showToast(from, { title: words.text(`toast.all-${kind}`, { n: done.length }) });
  return { done, reasons };
}
