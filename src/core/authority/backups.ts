import * as z from 'zod/mini';
import type { UserId } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { timeSchema } from '../model/permission.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import type { RecordRef, StoredRecord } from '../ports/storage.js';
import type { CommandOf } from '../protocol/command.js';
import type { BackupPage, BackupRecord } from '../protocol/backup.js';
import { commit, type Decision } from './commit.js';
import type { AuthorityContext } from './context.js';
import { findActor, findUser } from './people.js';
import {
  FORMAT, accountRecordSchema, entryKeyOf, groupRecordSchema, memorySchema, secretRecordSchema, storedAccount, storedClaim, storedEntrySchema, storedGroup, storedMemory,
  storedSecret, versionRecordSchema,
} from './records.js';

/** What a backup holds, in the order in which it is read. What happened in the journal beside the signed entries is not in it. */
const KINDS = ['account', 'user', 'group', 'secret', 'entry', 'version', 'claim', 'use'] as const;
const PAGE = 50;

/** Only where the storage is the person's own: a server's holds everybody's. */
const notEmbedded: Refusal = { code: 'access/not-permitted', needs: 'own', holds: 'none' };

/** A page of every record of an embedded space, as it is stored: sealed parts stay sealed. */
export async function readBackup(context: AuthorityContext, actorId: UserId, at: string | undefined): Promise<Result<BackupPage>> {
  if (!context.embedded || !(await findActor(context, actorId))) return refuse(notEmbedded);
  const [wanted, ...rest] = (at ?? KINDS[0]).split(' ');
  const place = Math.max(0, KINDS.findIndex((kind) => kind === wanted));
  const kind = KINDS[place] ?? KINDS[0];
  const after = rest.join(' ');
  const found = await context.storage.list(kind, { index: 'kind', key: '' }, { after: after === '' ? undefined : after, limit: PAGE });
  const next = found.length === PAGE ? `${kind} ${found.at(-1)?.ref.id}` : KINDS[place + 1];
  return accept({ records: found.map(({ ref, body }): BackupRecord => ({ kind, id: ref.id, body })), ...(next !== undefined && { next }) });
}

/** A record of a backup as it is stored again, held to its schema. */
async function restored(context: AuthorityContext, { kind, id, body }: BackupRecord): Promise<StoredRecord> {
  switch (kind) {
    case 'account': return storedAccount(parseStored(accountRecordSchema, body, 'account'), 0);
    case 'user': return storedMemory(id as UserId, parseStored(memorySchema, body, 'account state'), 0);
    case 'group': return storedGroup(parseStored(groupRecordSchema, body, 'group record'), 0);
    case 'secret': {
      const record = parseStored(secretRecordSchema, body, 'secret record');
      return storedSecret(record, { stored: 0, ownerName: (await findUser(context, record.owner))?.name ?? '', waiting: true });
    }
    case 'entry': return plain({ kind, id }, parseStored(storedEntrySchema, body, 'signed entry'));
    case 'version': return plain({ kind, id }, parseStored(versionRecordSchema, body, 'version'));
    case 'claim': return storedClaim(id, parseStored(z.object({ owner: z.string() }), body, 'claim').owner as UserId);
    case 'use': return { ...plain({ kind, id }, parseStored(z.object({ lastUsedAt: timeSchema }), body, 'last use')), keys: [{ index: 'secret', key: id }] };
  }
}

const plain = (ref: RecordRef, body: unknown): StoredRecord => ({ ref, revision: 1, format: FORMAT, body, keys: entryKeyOf(ref.id) });

/** Puts records of a backup back where nothing is: what is there stays as it is. What comes out is verified by whoever opens it, as everything is. */
export function restoreRecords(context: AuthorityContext, actorId: UserId, command: CommandOf<'space.restore'>): Promise<Result<null>> {
  const decide = async (): Promise<Decision> => {
    const actor = await findActor(context, actorId);
    if (!context.embedded || !actor) return { refusal: notEmbedded };
    const records = await Promise.all(command.records.map((record) => restored(context, record)));
    const known = await Promise.all(records.map(({ ref }) => context.storage.get(ref)));
    const lacking = records.filter((_, at) => known[at] === undefined);
    if (lacking.length === 0) return { unchanged: null };
    return { expect: lacking.map(({ ref }) => ({ ref, revision: 'absent' })), puts: lacking, at: actor.at, steps: [], readers: [actorId] };
  };
  return commit(context, actorId, command, decide, () => Promise.resolve(accept(null)));
}
