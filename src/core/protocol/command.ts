import * as z from 'zod/mini';
import { afterSchema, seqSchema, signedSchema } from '../model/entry.js';
import { MOST_MEMBERS, groupInputSchema } from '../model/group.js';
import { commandIdSchema, groupIdSchema, revisionSchema, secretIdSchema, userIdSchema } from '../model/ids.js';
import type { GroupDetails } from '../model/group.js';
import { openPurposeSchema } from '../model/activity.js';
import { envelopeSchema, keyIdSchema, memberWrapSchema, memoryPartSchema, publicKeySchema, publicKeysSchema, sealedPartSchema, unlockRecordSchema, wrapSchema } from '../model/sealed.js';
import type { Envelope } from '../model/sealed.js';
import { backupRecordSchema } from './backup.js';
import type { KeyPath, WithChain } from './query.js';
import { labelSchema } from '../model/secret.js';
import type { SecretSummary } from '../model/secret.js';
import { MOST_READERS, plainChangesSchema } from '../model/sharing.js';
import type { StoredShare } from '../model/sharing.js';

const wraps = z.array(wrapSchema).check(z.maxLength(MOST_READERS));
const signatureSchema = z.string().check(z.regex(/^[\w-]{86}$/));
const methodIdSchema = z.string().check(z.regex(/^[\w-]{22}$/));
const id = commandIdSchema;
const secretId = secretIdSchema;
/** The entry that the command adds to the chain of its secret: exactly what the authority would write for it. */
const signed = signedSchema;
const counter = z.int().check(z.positive());

/** What makes a group's epoch key usable: wrapped for members, with a statement for each member and one for everybody (`member` empty). */
const groupKeysSchema = z.strictObject({
  epoch: seqSchema, key: publicKeySchema, statement: signatureSchema,
  wraps: z.array(memberWrapSchema).check(z.maxLength(MOST_MEMBERS + 1)),
  proofs: z.array(z.strictObject({ member: userIdSchema, signature: signatureSchema })).check(z.maxLength(MOST_MEMBERS + 1)),
});
export type GroupKeys = z.infer<typeof groupKeysSchema>;

/**
 * What a vault asks an authority to do: one plain object for each kind of change, JSON through and through.
 * `id` is made by the vault; the same id again gives the first result and changes nothing.
 */
export const commandSchema = z.discriminatedUnion('type', [
  /**
   * The first keys of a person; with `replaces`, others in the place of those with this signing key: new ones, which name those that nobody can use any more,
   * or those of a backup, where the present ones were never used. `memory` comes with a backup.
   */
  z.strictObject({
    id, type: z.literal('account.enrol'), publicKeys: publicKeysSchema, keyset: sealedPartSchema, unlock: unlockRecordSchema, replaces: z.optional(keyIdSchema),
    memory: z.optional(z.strictObject({ counter, sealed: memoryPartSchema })),
  }),
  z.strictObject({ id, type: z.literal('account.add-method'), unlock: unlockRecordSchema }),
  z.strictObject({ id, type: z.literal('account.remove-method'), method: methodIdSchema }),
  /** What a person's vaults remember of others: pins and high-water marks, sealed. `counter` must be one more than the stored one. */
  z.strictObject({ id, type: z.literal('account.remember'), counter, sealed: memoryPartSchema }),
  /** Records of a backup, at most 50 at once, put back where there are none. Embedded authorities only. */
  z.strictObject({ id, type: z.literal('space.restore'), records: z.array(backupRecordSchema).check(z.maxLength(50)) }),
  z.strictObject({ id, type: z.literal('secret.add'), secretId, label: labelSchema, envelope: envelopeSchema, wraps, signed }),
  z.strictObject({
    id, type: z.literal('secret.edit'), secretId, revision: revisionSchema, signed,
    label: z.optional(labelSchema),
    /** A new version, wrapped for everyone who may read it. `rotated`: its value is a new one; `restored`: it is one from before. */
    content: z.optional(z.strictObject({ envelope: envelopeSchema, wraps, rotated: z.boolean(), restored: z.optional(z.literal(true)) })),
  }),
  z.strictObject({ id, type: z.literal('secret.enable'), secretId, signed }),
  z.strictObject({ id, type: z.literal('secret.disable'), secretId, signed }),
  z.strictObject({ id, type: z.literal('secret.transfer'), secretId, to: userIdSchema, wraps, signed }),
  z.strictObject({ id, type: z.literal('secret.leave'), secretId, signed }),
  z.strictObject({ id, type: z.literal('secret.delete'), secretId, signed }),
  z.strictObject({
    id, type: z.literal('secret.share'), secretId, changes: plainChangesSchema, wraps, signed,
    /** The access revision that the person looked at. */
    accessRevision: z.optional(revisionSchema),
    /** Where somebody loses access: the same version sealed anew. */
    resealed: z.optional(envelopeSchema),
  }),
  /** Keys for those who wait, or everything sealed anew where somebody left: “rekey due”. */
  z.strictObject({ id, type: z.literal('secret.complete'), secretId, wraps, signed, resealed: z.optional(envelopeSchema) }),
  /** What the chain adds up to, signed by the owner. */
  z.strictObject({ id, type: z.literal('secret.checkpoint'), secretId, signed }),
  /** With `after`, its chain comes along as `secret.chain` has it. */
  z.strictObject({ id, type: z.literal('secret.open'), secretId, purpose: openPurposeSchema, version: z.optional(z.int().check(z.positive())), after: z.optional(afterSchema) }),
  z.strictObject({ id, type: z.literal('group.save'), groupId: groupIdSchema, group: groupInputSchema, keys: groupKeysSchema, signed }),
  /** The epoch key for members who had no keys when they were added. */
  z.strictObject({ id, type: z.literal('group.complete'), groupId: groupIdSchema, key: keyIdSchema, wraps: z.array(memberWrapSchema).check(z.maxLength(MOST_MEMBERS + 1)) }),
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** What comes back from each kind of command. */
export interface CommandResults {
  'account.enrol': null;
  'account.add-method': null;
  'account.remove-method': null;
  'account.remember': null;
  'space.restore': null;
  'secret.add': SecretSummary;
  'secret.edit': SecretSummary;
  'secret.enable': SecretSummary;
  'secret.disable': SecretSummary;
  'secret.transfer': SecretSummary;
  'secret.leave': null;
  'secret.delete': null;
  'secret.share': StoredShare;
  'secret.complete': null;
  'secret.checkpoint': null;
  'secret.open': { readonly envelope: Envelope } & KeyPath & WithChain;
  'group.save': GroupDetails;
  'group.complete': null;
}

export type CommandResult<C extends Command = Command> = CommandResults[C['type']];
