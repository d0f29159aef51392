import { type SecretId, type ShareDraft, type Vault, createShareDraft } from '../../core/for-components.js';

/** Unsent drafts, by vault and secrets, in memory alone: closing a window loses no work. */
const kept = new WeakMap<Vault, Map<string, ShareDraft>>();

/** The draft of before where something was left unsent, read anew; else a fresh one. `release` forgets it unless there is something to keep. */
export function draftFor(vault: Vault, secretIds: readonly SecretId[]): { draft: ShareDraft; restored: boolean; release: () => void } {
  const drafts = kept.get(vault) ?? new Map<string, ShareDraft>();
  kept.set(vault, drafts);
  const key = secretIds.join(' ');
  const before = drafts.get(key);
  const restored = before?.getSnapshot().dirty === true;
  const draft = restored ? before : createShareDraft(vault, secretIds);
  if (restored) void draft.refresh();
  drafts.set(key, draft);
  return { draft, restored, release: () => { if (!draft.getSnapshot().dirty) drafts.delete(key); } };
}
