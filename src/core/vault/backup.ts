import * as z from 'zod/mini';
import { openBackup, sealBackup } from '../crypto/backup.js';
import { randomId } from '../crypto/bytes.js';
import { parseRecoveryKey } from '../crypto/recovery-key.js';
import { parseInput } from '../model/parse.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { memoryPartSchema, publicKeysSchema, sealedPartSchema, unlockRecordSchema } from '../model/sealed.js';
import { type BackupRecord, backupRecordSchema } from '../protocol/backup.js';
import type { AccountReading } from '../protocol/query.js';
import { makeRecoveryKey } from './key-methods.js';
import { type Backup, type KeyAccount, type StepUp, readAccount } from './keys.js';

/** How many records one command puts back. */
const PORTION = 50;

const accountSchema = z.strictObject({
  publicKeys: publicKeysSchema, keyset: sealedPartSchema, unlock: z.array(unlockRecordSchema),
  memory: z.optional(z.strictObject({ counter: z.int(), sealed: memoryPartSchema })),
});

/** Every record of an embedded space; none where the authority is not this person's own. */
async function allRecords({ actor, authority }: KeyAccount): Promise<BackupRecord[]> {
  const records: BackupRecord[] = [];
  for (let after: string | undefined; ; ) {
    const page = await authority.query(actor, { type: 'space.backup', ...(after !== undefined && { after }) });
    if (!page.ok) return [];
    records.push(...page.value.records);
    after = page.value.next;
    if (after === undefined) return records;
  }
}

/** Writes keys, pins and, of an embedded space, every record into one text, under a new recovery key. */
export async function makeBackup(account: KeyAccount, options: StepUp = {}): Promise<Result<Backup>> {
  const printed = await makeRecoveryKey(account, options);
  if (!printed.ok) return printed;
  const key = await parseRecoveryKey(printed.value);
  const stored = (await readAccount(account))?.account;
  if (!key || !stored) return refuse({ code: 'keys/unavailable' });
  const recovery = { ...stored, unlock: stored.unlock.filter(({ kind }) => kind === 'recovery') };
  const file = await sealBackup(account.actor, { account: recovery, records: await allRecords(account) }, key);
  key.fill(0);
  return accept({ file, recoveryKey: printed.value });
}

async function putBack({ actor, authority }: KeyAccount, records: readonly BackupRecord[]): Promise<Result<null>> {
  for (let at = 0; at < records.length; at += PORTION) {
    const put = await authority.execute(actor, { id: randomId(), type: 'space.restore', records: records.slice(at, at + PORTION) });
    if (!put.ok) return put;
  }
  return accept(null);
}

/** The account's own side where there is none or one that was never used, or the recovery key's way where there is this one. */
async function putAccountBack(account: KeyAccount, { publicKeys, keyset, unlock, memory }: AccountReading): Promise<Result<null>> {
  const { actor, authority } = account;
  const [recovery] = unlock;
  const known = (await readAccount(account))?.account;
  if (!recovery) return refuse({ code: 'keys/unavailable' });
  if (known?.publicKeys.signing.id === publicKeys.signing.id) {
    if (known.unlock.some(({ sealed }) => sealed === recovery.sealed)) return accept(null);
    return authority.execute(actor, { id: randomId(), type: 'account.add-method', unlock: recovery });
  }
  const put = await authority.execute(actor, {
    id: randomId(), type: 'account.enrol', publicKeys, keyset, unlock: recovery, ...(known && { replaces: known.publicKeys.signing.id }), ...(memory && { memory }),
  });
  return put.ok ? put : refuse({ code: 'keys/unavailable' }); // other keys are in use here
}

/** Reads a backup again. What is stored already stays; `keys/wrong-input` where the file and the recovery key do not belong together. */
export async function restoreBackup(account: KeyAccount, file: string, recoveryKey: string): Promise<Result<void>> {
  const key = await parseRecoveryKey(String(recoveryKey));
  const content = key && (await openBackup(account.actor, String(file), key)) as { readonly account?: unknown; readonly records?: unknown } | undefined;
  const own = content && parseInput(accountSchema, content.account);
  if (!own?.ok || !Array.isArray(content?.records)) return refuse({ code: 'keys/wrong-input' });
  const records = content.records.flatMap((record) => {
    const parsed = parseInput(backupRecordSchema, record); // one by one: a whole space is larger than one input may be
    return parsed.ok ? [parsed.value] : [];
  });
  const kept = await putAccountBack(account, own.value);
  if (!kept.ok) return kept;
  const back = await putBack(account, records);
  return back.ok ? accept(undefined) : back;
}
