import type { UserId, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import { keepRecoveryKey } from './asides.js';

/** The kind of the keeper that keeps keys in the browser, and of its ways to unlock. */
const DEVICE = 'device';
const ASKED_AGAIN_AFTER_MS = 24 * 3_600_000;

const noteOf = (user: UserId): string => `mysafe-share recovery-key-offered ${user}`;

/** `false` where nothing can be noted down: who can’t be remembered would be asked after each share. */
function notedNow(user: UserId): boolean {
  try {
    const before = Number(localStorage.getItem(noteOf(user)) ?? -Infinity);
    const now = Date.now();
    if (now - before < ASKED_AGAIN_AFTER_MS && now >= before) return false; // a note from the future is from a clock that was wrong
    localStorage.setItem(noteOf(user), String(now));
    return true;
  } catch {
    return false;
  }
}

/** Whether keys are in browsers alone, with nothing to type: they are lost with them. An account that can’t be read now is asked at the next share. */
async function mayLoseAll({ keys }: Vault): Promise<boolean> {
  if (keys.kind !== DEVICE || keys.state !== 'unlocked') return false;
  const methods = await keys.methods().catch(() => []);
  return methods.length > 0 && methods.every(({ kind }) => kind === DEVICE);
}

/** After a share, to somebody who would lose all keys with this browser (security.md 2.1); at most once in 24 hours. */
export async function offerRecoveryKey(from: AsideFrom, vault: Vault): Promise<void> {
  if (await mayLoseAll(vault) && notedNow(vault.me.id)) await keepRecoveryKey(from, vault);
}
