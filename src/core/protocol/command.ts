import * as z from 'zod/mini';
import { groupInputSchema } from '../model/group.js';
import { commandIdSchema, revisionSchema, secretIdSchema, userIdSchema } from '../model/ids.js';
import type { GroupDetails } from '../model/group.js';
import { openPurposeSchema } from '../model/activity.js';
import { bytesSchema, envelopeSchema, publicKeySchema, sealedPartSchema, unlockRecordSchema, wrapSchema } from '../model/sealed.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import { labelSchema } from '../model/secret.js';
import type { SecretSummary } from '../model/secret.js';
import { MOST_READERS, plainChangesSchema } from '../model/sharing.js';
import type { ShareOutcome } from '../model/sharing.js';

const wraps = z.array(wrapSchema).check(z.maxLength(MOST_READERS));
const id = commandIdSchema;
const secretId = secretIdSchema;
/** The commitment of the envelope that `wraps` open: keys made for one that was replaced meanwhile are not stored. */
const commitment = bytesSchema;

/**
 * What a vault asks an authority to do: one plain object for each kind of change, JSON through and through.
 * `id` is made by the vault; the same id again gives the first result and changes nothing.
 */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ id, type: z.literal('account.enrol'), publicKey: publicKeySchema, keyset: sealedPartSchema, unlock: unlockRecordSchema }),
  z.strictObject({ id, type: z.literal('secret.add'), secretId, label: labelSchema, envelope: envelopeSchema, wraps }),
  z.strictObject({
    id, type: z.literal('secret.edit'), secretId, revision: revisionSchema,
    label: z.optional(labelSchema),
    /** A new version, wrapped for everyone who may read it. */
    content: z.optional(z.strictObject({ envelope: envelopeSchema, wraps })),
  }),
  z.strictObject({ id, type: z.literal('secret.enable'), secretId }),
  z.strictObject({ id, type: z.literal('secret.disable'), secretId }),
  z.strictObject({ id, type: z.literal('secret.transfer'), secretId, to: userIdSchema, commitment, wraps }),
  z.strictObject({ id, type: z.literal('secret.leave'), secretId }),
  z.strictObject({ id, type: z.literal('secret.delete'), secretId }),
  z.strictObject({
    id, type: z.literal('secret.share'), secretId, changes: plainChangesSchema,
    /** The access revision that the person looked at. */
    accessRevision: z.optional(revisionSchema),
    commitment,
    wraps,
    /** Where somebody loses access: the same version sealed anew. */
    resealed: z.optional(envelopeSchema),
  }),
  z.strictObject({ id, type: z.literal('secret.complete'), secretId, commitment, wraps }),
  z.strictObject({ id, type: z.literal('secret.open'), secretId, purpose: openPurposeSchema }),
  z.strictObject({ id, type: z.literal('group.save'), group: groupInputSchema }),
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** What comes back from each kind of command. */
export interface CommandResults {
  'account.enrol': null;
  'secret.add': SecretSummary;
  'secret.edit': SecretSummary;
  'secret.enable': SecretSummary;
  'secret.disable': SecretSummary;
  'secret.transfer': SecretSummary;
  'secret.leave': null;
  'secret.delete': null;
  'secret.share': ShareOutcome;
  'secret.complete': null;
  /** `wrap` is the asker's own; without one they are pending. */
  'secret.open': { readonly envelope: Envelope; readonly wrap?: Wrap };
  'group.save': GroupDetails;
}

export type CommandResult<C extends Command = Command> = CommandResults[C['type']];
