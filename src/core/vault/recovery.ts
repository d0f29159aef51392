import { openAccountKey } from '../crypto/account-key.js';
import { parseRecoveryKey, recoveryWrappingKey } from '../crypto/recovery-key.js';
import type { UserId } from '../model/ids.js';
import { type Result, refuse } from '../model/refusal.js';
import type { UnlockRecord } from '../ports/key-keeper.js';

/** Opens with a printed recovery key, whatever keeper the host chose. */
export async function unlockByRecoveryKey(actor: UserId, records: readonly UnlockRecord[], printed: unknown): Promise<Result<{ readonly accountKey: Uint8Array }>> {
  const own = records.filter(({ kind }) => kind === 'recovery');
  if (own.length === 0) return refuse({ code: 'keys/unavailable' });
  const key = typeof printed === 'string' ? await parseRecoveryKey(printed) : undefined;
  if (!key) return refuse({ code: 'keys/wrong-input' });
  const wrapping = await recoveryWrappingKey(key);
  for (const record of own) {
    const opened = await openAccountKey(record, wrapping, actor);
    if (opened.ok) return opened;
  }
  return refuse({ code: 'keys/wrong-input' });
}
