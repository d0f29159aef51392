import type { KeyState, SecretSummary } from '../../../core/for-components.js';
import { nameOf } from '../principals.js';
import type { ListAction, SecretAction } from './events.js';
import type { RowWords } from './row-words.js';

/** An item that the host adds. What it does is the host's: it listens for `mysafe-action`. */
export interface HostAction {
  readonly action: string;
  readonly label: string;
  /** Why it can't be chosen for this secret; nothing where it can. */
  readonly reason?: (secret: SecretSummary) => string | undefined;
}

export interface MenuItem {
  readonly action: ListAction;
  readonly label: string;
  /** Why it can't be chosen. */
  readonly reason?: string;
  /** What to know before choosing it. */
  readonly note?: string;
}

/** The items of the menu in their order. Of `disable` and `enable` one is shown. */
export const defaultActions: readonly SecretAction[] = ['share', 'view', 'copy', 'edit', 'disable', 'enable'];

const isEditor = ({ permission }: SecretSummary): boolean => permission !== 'view';

function needs(permission: 'view' | 'edit', words: RowWords): string {
  return words.text('list.reason.not-permitted', { needs: words.text(`permission.${permission}`) });
}

function whyNotCopy(secret: SecretSummary, words: RowWords, keys: KeyState): string | undefined {
  if (!secret.hasClientSecret) return words.text('list.reason.no-value');
  if (!secret.may.reveal) return secret.enabled ? needs('view', words) : words.text('list.reason.disabled');
  if (keys === 'unlocked') return undefined;
  return words.text(keys === 'locked' ? 'locked' : 'not-here');
}

/** Why somebody may not do this now, as a sentence. */
function whyNot(action: SecretAction, secret: SecretSummary, words: RowWords, keys: KeyState): string | undefined {
  const { may } = secret;
  switch (action) {
    case 'view': return undefined;
    case 'share': return may.share ? undefined : words.text('list.reason.share', { owner: nameOf(secret.owner, words) });
    case 'copy': return whyNotCopy(secret, words, keys);
    case 'edit': return may.edit ? undefined : isEditor(secret) ? words.text('list.reason.disabled') : needs('edit', words);
    case 'disable': return may.disable ? undefined : needs('edit', words);
    case 'enable': return may.enable ? undefined : isEditor(secret) ? words.text('list.reason.owner-disabled') : needs('edit', words);
  }
}

/** `labels` stand for our own, where an element calls an action something else. */
export function menuItems(secret: SecretSummary, actions: readonly (SecretAction | HostAction)[], words: RowWords, keys: KeyState, labels: Partial<Record<SecretAction, string>> = {}): readonly MenuItem[] {
  const hidden: SecretAction = secret.enabled ? 'enable' : 'disable';
  return actions.filter((action) => action !== hidden).map((action): MenuItem => {
    if (typeof action !== 'string') return { action: action.action, label: action.label, reason: action.reason?.(secret) };
    const note = action === 'share' && !secret.enabled ? words.text('list.reason.disabled') : undefined;
    return { action, label: labels[action] ?? words.text(`list.menu.${action}`), reason: whyNot(action, secret, words, keys), note };
  });
}
