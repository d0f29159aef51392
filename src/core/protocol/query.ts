import * as z from 'zod/mini';
import { type ActivityEntry, activityQuerySchema } from '../model/activity.js';
import type { Group, Principal, RecipientMatch, RecipientResolution, User } from '../model/principal.js';
import type { GroupDetails } from '../model/group.js';
import { type Cursor, type SecretId, type UserId, groupIdSchema, principalIdSchema, secretIdSchema, userIdSchema } from '../model/ids.js';
import type { Envelope, PublicKey, SealedKeyset, Wrap } from '../model/sealed.js';
import { type SecretDetails, type SecretPage, secretQuerySchema } from '../model/secret.js';
import { type AccessExplanation, type SharePlan, type SharingPolicy, plainChangesSchema } from '../model/sharing.js';
import type { UnlockRecord } from '../ports/key-keeper.js';

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
  z.strictObject({ type: z.literal('secret.read'), secretId }),
  z.strictObject({ type: z.literal('secret.sealing'), secretId, changes: z.optional(plainChangesSchema), to: z.optional(userIdSchema) }),
  z.strictObject({ type: z.literal('secret.explain'), secretId, user: userIdSchema }),
  z.strictObject({ type: z.literal('secret.plan'), secretId, changes: plainChangesSchema }),
  z.strictObject({ type: z.literal('secret.waiting'), after: z.optional(z.string()) }),
  z.strictObject({ type: z.literal('group.list') }),
  z.strictObject({ type: z.literal('group.read'), groupId: groupIdSchema }),
  z.strictObject({ type: z.literal('activity.list'), query: activityQuerySchema }),
]);

export type Query = z.infer<typeof querySchema>;

/** Everything about a secret that its reader opens on their own side. */
export interface SecretReading {
  readonly summary: Omit<SecretDetails, 'clientId' | 'notes'>;
  readonly envelope: Omit<Envelope, 'value'>;
  /** The asker's own; without one they are pending. */
  readonly wrap?: Wrap;
}

/** What a vault needs to wrap a data key for everyone who may read the secret after a change. */
export interface Sealing {
  readonly envelope: Omit<Envelope, 'value'>;
  readonly wrap?: Wrap;
  /** Those who may read it, with their keys where they have any. */
  readonly readers: readonly { readonly user: UserId; readonly key?: PublicKey; readonly wrapped: boolean }[];
  /** Whether somebody who has a wrap now may no longer read: then the version is sealed anew. */
  readonly someoneLeaves: boolean;
}

export interface QueryResults {
  'policy.get': SharingPolicy;
  /** `undefined` where the person has no keys yet. */
  'account.read': { readonly user: User; readonly account?: { readonly publicKey: PublicKey; readonly keyset: SealedKeyset; readonly unlock: readonly UnlockRecord[] } };
  'principal.get': readonly Principal[];
  'principal.search': readonly RecipientMatch[];
  'principal.suggest': readonly RecipientMatch[];
  'principal.resolve': readonly RecipientResolution[];
  'principal.keys': readonly { readonly user: UserId; readonly key?: PublicKey }[];
  'secret.find': SecretPage;
  'secret.read': SecretReading;
  'secret.sealing': Sealing;
  'secret.explain': AccessExplanation;
  'secret.plan': SharePlan;
  /** Secrets that the asker may complete, where somebody may be waiting for a key. */
  'secret.waiting': { readonly secrets: readonly SecretId[]; readonly next?: Cursor };
  'group.list': readonly Group[];
  'group.read': GroupDetails;
  'activity.list': { readonly entries: readonly ActivityEntry[]; readonly next?: Cursor };
}

export type QueryResult<Q extends Query = Query> = QueryResults[Q['type']];
