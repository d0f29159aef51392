import * as z from 'zod/mini';
import { type ActivityEntry, activityQuerySchema } from '../model/activity.js';
import type { Group, Principal, RecipientMatch, RecipientResolution, User } from '../model/principal.js';
import { type Genesis, type Signed, type Through, afterSchema } from '../model/entry.js';
import { type GroupDetails, type GroupOpens, MOST_MEMBERS } from '../model/group.js';
import { type Cursor, type GroupId, type PrincipalId, type SecretId, type UserId, groupIdSchema, principalIdSchema, secretIdSchema, userIdSchema } from '../model/ids.js';
import type { Envelope, MemberWrap, PublicKey, PublicKeys, SealedKeyset, SealedPart, Wrap } from '../model/sealed.js';
import { type SecretDetails, type SecretPage, type SecretVersion, secretQuerySchema } from '../model/secret.js';
import { type AccessExplanation, type SharePlan, type SharingPolicy, plainChangesSchema } from '../model/sharing.js';
import type { UnlockRecord } from '../ports/key-keeper.js';
import type { BackupPage } from './backup.js';

const secretId = secretIdSchema;
const limit = z.int().check(z.positive(), z.maximum(200));
/** At most so many entries of a paste are resolved at once (components.md 1.1). */
export const MOST_ENTRIES = 200;

/** What a vault asks an authority: one plain object for each question. Nothing is changed by asking. */
export const querySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('policy.get') }),
  z.strictObject({ type: z.literal('account.read') }),
  z.strictObject({ type: z.literal('principal.get'), ids: z.array(principalIdSchema).check(z.maxLength(2_000)) }),
  z.strictObject({ type: z.literal('principal.search'), text: z.string().check(z.maxLength(500)), limit, secretId: z.optional(secretId) }),
  z.strictObject({ type: z.literal('principal.suggest'), limit, secretId: z.optional(secretId) }),
  z.strictObject({
    type: z.literal('principal.resolve'),
    entries: z.array(z.string().check(z.maxLength(20_000))).check(z.maxLength(MOST_ENTRIES)),
    secretId: z.optional(secretId),
  }),
  z.strictObject({ type: z.literal('principal.keys'), users: z.array(userIdSchema).check(z.maxLength(2_000)) }),
  z.strictObject({ type: z.literal('secret.find'), query: secretQuerySchema }),
  /** With `after`, its chain comes along as `secret.chain` has it. */
  z.strictObject({ type: z.literal('secret.read'), secretId, after: z.optional(afterSchema) }),
  /** The signed entries after the one that is known. 0: from the first; with `whole` every one, else where there is a checkpoint, what proves it and what follows. */
  z.strictObject({ type: z.literal('secret.chain'), secretId, after: afterSchema, whole: z.optional(z.boolean()) }),
  z.strictObject({ type: z.literal('secret.versions'), secretId }),
  z.strictObject({ type: z.literal('secret.sealing'), secretId, changes: z.optional(plainChangesSchema), to: z.optional(userIdSchema) }),
  z.strictObject({ type: z.literal('secret.explain'), secretId, user: userIdSchema }),
  z.strictObject({ type: z.literal('secret.plan'), secretId, changes: plainChangesSchema }),
  /** With `secretId` that one alone. With `everyone`, also those shared with people who are not active any more, which no write told of. */
  z.strictObject({ type: z.literal('secret.waiting'), after: z.optional(z.string().check(z.maxLength(10_000))), secretId: z.optional(secretId), everyone: z.optional(z.boolean()) }),
  /** Every record of an embedded space. */
  z.strictObject({ type: z.literal('space.backup'), after: z.optional(z.string().check(z.maxLength(4_000))) }),
  z.strictObject({ type: z.literal('group.list') }),
  z.strictObject({ type: z.literal('group.read'), groupId: groupIdSchema }),
  /** What a group's owner needs to save it with these members. */
  z.strictObject({ type: z.literal('group.sealing'), groupId: z.optional(groupIdSchema), members: z.array(userIdSchema).check(z.maxLength(MOST_MEMBERS)) }),
  /** What one's own group opens for its members. */
  z.strictObject({ type: z.literal('group.opens'), groupId: groupIdSchema }),
  /** One's own groups where a member has keys now and lacks the epoch key. */
  z.strictObject({ type: z.literal('group.waiting') }),
  z.strictObject({ type: z.literal('activity.list'), query: activityQuerySchema }),
]);

export type Query = z.infer<typeof querySchema>;

/** Where a chain stands, and the entries after the one that was asked for: at most 200, oldest first. */
export interface ChainPart {
  readonly seq: number;
  readonly head: string;
  readonly entries: readonly Signed[];
  /** Where `entries` begin with the first entry, those that changed the owner, and the checkpoint at this place. */
  readonly checkpoint?: number;
  /** Groups through which the asker may act here, with the proof of a private one. */
  readonly through: readonly Through[];
  /** The authority's time, in milliseconds since 1970. */
  readonly now: number;
}

/** The asker's way to a data key: wrapped for them, or for a group of theirs whose epoch key is wrapped for them. Without either they are pending. */
export interface KeyPath {
  readonly wrap?: Wrap;
  readonly groupKey?: MemberWrap & { readonly publicKey: PublicKey };
}

/** An answer that says what the asker does not know of the secret's chain, where they said how far they do. */
export interface WithChain { readonly chainPart?: ChainPart }

/** Everything about a secret that its reader opens on their own side. */
export interface SecretReading extends KeyPath, WithChain {
  readonly summary: Omit<SecretDetails, 'clientId' | 'notes'>;
  readonly envelope: Omit<Envelope, 'value'>;
  readonly seq: number;
}

/** A group's present epoch key, as its owner signs it for everybody. */
export interface GroupEpoch {
  readonly genesis: Genesis;
  readonly epoch: number;
  readonly key: PublicKey;
  readonly statement: string;
}

/** Somebody, or a private group, that a data key is wrapped for. */
export type Recipient =
  | { readonly to: UserId; readonly user: User; readonly keys?: PublicKeys; readonly wrapped: boolean; readonly through: readonly PrincipalId[] }
  | { readonly to: GroupId; readonly epoch: GroupEpoch; readonly wrapped: boolean };

/** What a vault needs to sign a change of a secret and to wrap its data key for everyone who may read it afterwards. */
export interface Sealing extends KeyPath {
  readonly envelope: Omit<Envelope, 'value'>;
  readonly seq: number;
  readonly recipients: readonly Recipient[];
  /** Whether somebody who has a wrap now may no longer read: then the version is sealed anew. */
  readonly someoneLeaves: boolean;
  /** Whether the new owner uses the identifier already; then it is cleared. */
  readonly identifierTaken: boolean;
}

/** A private group as its owner's vault needs it: the last signed state, its keys, and the members' own. */
export interface GroupSealing {
  readonly current?: { readonly signed: Signed; readonly epoch: GroupEpoch; readonly wrapped: readonly UserId[]; readonly wrap?: MemberWrap };
  readonly members: readonly { readonly user: UserId; readonly keys?: PublicKeys }[];
}

/** A private group with what its owner signed of it. */
export type GroupReading = GroupDetails & { readonly signed: Signed };

/** An account's own side: sealed keys, ways to unlock them, and what its vaults remember. */
export interface AccountReading {
  readonly publicKeys: PublicKeys;
  readonly keyset: SealedKeyset;
  readonly unlock: readonly UnlockRecord[];
  readonly memory?: { readonly counter: number; readonly sealed: SealedPart };
}

export interface QueryResults {
  'policy.get': SharingPolicy;
  /** `undefined` where the person has no keys yet. */
  'account.read': { readonly user: User; readonly now: number; readonly account?: AccountReading };
  'principal.get': readonly Principal[];
  'principal.search': readonly RecipientMatch[];
  'principal.suggest': readonly RecipientMatch[];
  'principal.resolve': readonly RecipientResolution[];
  'principal.keys': readonly { readonly user: UserId; readonly keys?: PublicKeys }[];
  'secret.find': SecretPage;
  'secret.read': SecretReading;
  'secret.chain': ChainPart;
  'secret.versions': readonly Omit<SecretVersion, 'current'>[];
  'secret.sealing': Sealing;
  'secret.explain': AccessExplanation;
  'secret.plan': SharePlan;
  /** Secrets that the asker may complete, where somebody waits for a key or has one no more. */
  'secret.waiting': {
    readonly secrets: readonly SecretId[];
    /** Of these: how many are to be sealed anew because somebody left, and since when the first of them is. */
    readonly due: number;
    readonly since?: number;
    /** The next end of a grant on what this page looked at, in milliseconds since 1970. */
    readonly ends?: number;
    readonly next?: Cursor;
  };
  'space.backup': BackupPage;
  'group.list': readonly Group[];
  'group.read': GroupReading;
  'group.sealing': GroupSealing;
  'group.opens': GroupOpens;
  'group.waiting': readonly GroupId[];
  'activity.list': { readonly entries: readonly ActivityEntry[]; readonly next?: Cursor };
}

export type QueryResult<Q extends Query = Query> = QueryResults[Q['type']];
