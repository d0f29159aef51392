import * as z from 'zod/mini';
import { type GroupId, type PrincipalId, type SecretId, type UserId, commandIdSchema, groupIdSchema, principalIdSchema, secretIdSchema, userIdSchema } from './ids.js';
import { type Grant, type Permission, grantSchema, permissionSchema, timeSchema } from './permission.js';
import { type Label, labelSchema } from './secret.js';

/** The most entries that a chain may hold (security.md T17). */
export const MOST_ENTRIES_OF_A_CHAIN = 1_000_000;
/** The place of an entry in its chain, from 1. */
export const seqSchema = z.int().check(z.positive(), z.maximum(MOST_ENTRIES_OF_A_CHAIN));
/** How far somebody knows a chain: the place of its last entry, 0 for none of it. */
export const afterSchema = z.int().check(z.nonnegative(), z.maximum(MOST_ENTRIES_OF_A_CHAIN));
const hashSchema = z.string().check(z.regex(/^[\w-]{43}$/));
const keyIdSchema = z.string().check(z.regex(/^[\w-]{22}$/));

/** What an id is the hash of: whoever made the thing, with which key, when, and 16 random bytes. */
export interface Genesis {
  readonly author: UserId;
  readonly authorKey: string;
  readonly at: number;
  readonly nonce: string;
}

/** What a signature says of an envelope: its key and the SHA-256 of each sealed part. */
export interface ContentMark {
  readonly commitment: string;
  readonly details: string;
  readonly value?: string;
}

/** What a signature says of a wrapped key: for whom, for which key, and the SHA-256 of `enc ‖ ciphertext`. */
export interface WrapMark {
  readonly to: PrincipalId;
  readonly key: string;
  readonly hash: string;
}

/** One step of a signed entry, in the order in which it happens. */
export type SignedStep =
  | { readonly kind: 'create'; readonly genesis: Genesis }
  | { readonly kind: 'label'; readonly label: Label }
  /** `rotated`: the value is a new one. `restored`: the sealed parts are those of a version before, so whoever ever left may know the value. */
  | { readonly kind: 'version'; readonly version: number; readonly rotated: boolean; readonly restored?: true; readonly content: ContentMark; readonly wraps: readonly WrapMark[] }
  /** The same version under another key. `nobodyLeft`: somebody's access was lowered, and all of them still read. */
  | { readonly kind: 'rekey'; readonly content: ContentMark; readonly wraps: readonly WrapMark[]; readonly nobodyLeft?: true }
  | { readonly kind: 'complete'; readonly wraps: readonly WrapMark[] }
  /** `expected`: members of a directory group who were named when it was granted, and have no key yet. */
  | { readonly kind: 'grant'; readonly principal: PrincipalId; readonly permission: Permission; readonly expiresAt?: number; readonly expected?: readonly UserId[] }
  | { readonly kind: 'revoke'; readonly principal: PrincipalId }
  | { readonly kind: 'transfer'; readonly to: UserId }
  /** What all entries before add up to, so that a new reader need not verify them one by one. The owner's word. */
  | { readonly kind: 'checkpoint'; readonly state: Checkpoint }
  | { readonly kind: 'disable' | 'enable' | 'leave' | 'delete' };

/** One sealed state of a secret, as its entry signs it. */
export interface SignedContent extends ContentMark {
  readonly version: number;
  readonly seq: number;
  readonly prev: string;
  readonly author: UserId;
  readonly authorKey: string;
  readonly at: number;
}

/** The state of a chain as plain data. */
export interface Checkpoint {
  readonly owner: UserId;
  readonly enabled: boolean;
  readonly disabledBy?: UserId;
  readonly hasValue: boolean;
  readonly grants: readonly Grant[];
  readonly label: Label;
  readonly content: SignedContent;
  readonly versions: readonly SignedContent[];
  readonly wraps: readonly WrapMark[];
  readonly expected: readonly UserId[];
  readonly sealedGroups: readonly GroupId[];
  readonly createdBy: UserId;
  readonly createdAt: number;
  readonly changedBy: UserId;
  readonly changedAt: number;
  readonly rotatedAt: number;
  readonly leftAt?: number;
}

/** Somebody acts through a group. Of a private one, `proof` shows that its owner made them a member at this epoch key; of a directory group it is the authority's word. */
export interface Through {
  readonly group: GroupId;
  readonly proof?: { readonly genesis: Genesis; readonly epoch: number; readonly key: string; readonly signature: string };
}

/** One command on one secret, as it is signed. */
export interface Entry {
  readonly v: 1;
  readonly suite: 'MS1';
  readonly secret: SecretId;
  readonly seq: number;
  /** SHA-256 of the bytes of the entry before; empty for the first. */
  readonly prev: string;
  readonly command: string;
  readonly actor: UserId;
  readonly actorKey: string;
  readonly at: number;
  readonly through?: readonly Through[];
  readonly steps: readonly SignedStep[];
}

/** The state of a private group, signed by its owner. Each one holds the whole of it. */
export interface GroupEntry {
  readonly v: 1;
  readonly suite: 'MS1';
  readonly group: GroupId;
  readonly genesis: Genesis;
  readonly seq: number;
  readonly prev: string;
  readonly command: string;
  readonly at: number;
  readonly content: GroupContent;
  readonly epoch: number;
  /** The id of the epoch's public key. */
  readonly key: string;
}

export interface GroupContent {
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly membersMayView: boolean;
  readonly members: readonly UserId[];
}

/** The bytes of an entry and its Ed25519 signature, both base64url, with a dot between. Kept as it was signed. */
export type Signed = string;
export const signedSchema = z.string().check(z.maxLength(4_000_000), z.regex(/^[\w-]+\.[\w-]{86}$/));

export const genesisSchema = z.strictObject({ author: userIdSchema, authorKey: keyIdSchema, at: timeSchema, nonce: z.string().check(z.regex(/^[\w-]{22}$/)) });
const contentMarkSchema = z.strictObject({ commitment: hashSchema, details: hashSchema, value: z.optional(hashSchema) });
const wrapMarksSchema = z.array(z.strictObject({ to: principalIdSchema, key: keyIdSchema, hash: hashSchema })).check(z.maxLength(2_000));

const prevSchema = z.string().check(z.regex(/^([\w-]{43})?$/));
const signedContentSchema = z.strictObject({
  commitment: hashSchema, details: hashSchema, value: z.optional(hashSchema), version: z.int().check(z.positive()), seq: seqSchema, prev: prevSchema,
  author: userIdSchema, authorKey: keyIdSchema, at: timeSchema,
});
const checkpointSchema = z.strictObject({
  owner: userIdSchema, enabled: z.boolean(), disabledBy: z.optional(userIdSchema), hasValue: z.boolean(), grants: z.array(grantSchema).check(z.maxLength(1_000)), label: labelSchema,
  content: signedContentSchema, versions: z.array(signedContentSchema).check(z.maxLength(20)), wraps: wrapMarksSchema, expected: z.array(userIdSchema).check(z.maxLength(4_000)), sealedGroups: z.array(groupIdSchema).check(z.maxLength(100_000)),
  createdBy: userIdSchema, createdAt: timeSchema, changedBy: userIdSchema, changedAt: timeSchema, rotatedAt: timeSchema, leftAt: z.optional(timeSchema),
});

export const signedStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create'), genesis: genesisSchema }),
  z.strictObject({ kind: z.literal('label'), label: labelSchema }),
  z.strictObject({ kind: z.literal('version'), version: z.int().check(z.positive()), rotated: z.boolean(), restored: z.optional(z.literal(true)), content: contentMarkSchema, wraps: wrapMarksSchema }),
  z.strictObject({ kind: z.literal('rekey'), content: contentMarkSchema, wraps: wrapMarksSchema, nobodyLeft: z.optional(z.literal(true)) }),
  z.strictObject({ kind: z.literal('complete'), wraps: wrapMarksSchema }),
  z.strictObject({
    kind: z.literal('grant'), principal: principalIdSchema, permission: permissionSchema, expiresAt: z.optional(timeSchema),
    expected: z.optional(z.array(userIdSchema).check(z.maxLength(2_000))),
  }),
  z.strictObject({ kind: z.literal('revoke'), principal: principalIdSchema }),
  z.strictObject({ kind: z.literal('transfer'), to: userIdSchema }),
  z.strictObject({ kind: z.literal('checkpoint'), state: checkpointSchema }),
  z.strictObject({ kind: z.enum(['disable', 'enable', 'leave', 'delete']) }),
]);

const throughSchema = z.strictObject({
  group: groupIdSchema,
  proof: z.optional(z.strictObject({ genesis: genesisSchema, epoch: seqSchema, key: keyIdSchema, signature: z.string().check(z.regex(/^[\w-]{86}$/)) })),
});

export const entrySchema = z.strictObject({
  v: z.literal(1), suite: z.literal('MS1'), secret: secretIdSchema, seq: seqSchema, prev: z.string().check(z.regex(/^([\w-]{43})?$/)),
  command: commandIdSchema, actor: userIdSchema, actorKey: keyIdSchema, at: timeSchema,
  through: z.optional(z.array(throughSchema).check(z.maxLength(1_000))),
  steps: z.array(signedStepSchema).check(z.maxLength(2_010)),
});

export const groupEntrySchema = z.strictObject({
  v: z.literal(1), suite: z.literal('MS1'), group: groupIdSchema, genesis: genesisSchema, seq: seqSchema, prev: z.string().check(z.regex(/^([\w-]{43})?$/)),
  command: commandIdSchema, at: timeSchema,
  content: z.strictObject({ name: z.string(), description: z.optional(z.string()), enabled: z.boolean(), membersMayView: z.boolean(), members: z.array(userIdSchema).check(z.maxLength(1_000)) }),
  epoch: seqSchema, key: keyIdSchema,
});
