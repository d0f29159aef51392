import * as z from 'zod/mini';
import type { Cursor } from '../model/ids.js';

/** One record of an embedded space, as it is stored. */
export const backupRecordSchema = z.strictObject({
  kind: z.enum(['account', 'user', 'group', 'secret', 'entry', 'version', 'claim', 'use']), id: z.string().check(z.maxLength(2_048)), body: z.unknown(),
});
export type BackupRecord = z.infer<typeof backupRecordSchema>;

export interface BackupPage {
  readonly records: readonly BackupRecord[];
  readonly next?: Cursor;
}
