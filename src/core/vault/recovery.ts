import { openAccountKey } from '../crypto/account-key.js';
import { parseRecoveryKey, recoveryWrappingKey } from '../crypto/recovery-key.js';
import type { UserId } from '../model/ids.js';
import { type Result, refuse } from '../model/refusal.js';
import type { UnlockRecord } from '../ports/key-keeper.js';

/** The field of an unlock input that holds a printed recovery key. */
export const RECOVERY = 'recoveryKey';

/** Opens with a printed recovery key, whatever keeper the host chose. */
export const recoveryKeeper = Object.freeze({
  async unlock({ actor, records, input }: { readonly actor: UserId; readonly records: readonly UnlockRecord[]; readonly input?: unknown }): Promise<Result<{ readonly accountKey: Uint8Array }>> {
    const own = records.filter(({ kind }) => kind === 'recovery');
    if (own.length === 0) return refuse({ code: 'keys/unavailable' });
    const key = typeof input === 'string' ? await parseRecoveryKey(input) : undefined;
    if (!key) return refuse({ code: 'keys/wrong-input' });
    const wrapping = await recoveryWrappingKey(key);
    for (const record of own) {
      const opened = await openAccountKey(record, wrapping, actor);
      if (opened.ok) return opened;
    }
    return refuse({ code: 'keys/wrong-input' });
  },
});
