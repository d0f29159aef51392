import * as z from 'zod/mini';
import { type GroupId, type PrincipalId, type Revision, type SecretId, principalIdSchema } from './ids.js';
import { type Permission, permissionSchema, timeSchema } from './permission.js';
import type { Principal, User } from './principal.js';

/** One change of who may do what. A grant sets exactly this permission and this end; without `expiresAt` there is none. */
export type ShareChange =
  | { readonly op: 'grant'; readonly principal: PrincipalId; readonly permission: Permission; readonly expiresAt?: Date }
  | { readonly op: 'revoke'; readonly principal: PrincipalId };

/** A `ShareChange` as plain data: the end is milliseconds since 1970. */
export type PlainChange =
  | { readonly op: 'grant'; readonly principal: PrincipalId; readonly permission: Permission; readonly expiresAt?: number }
  | { readonly op: 'revoke'; readonly principal: PrincipalId };

/** One line of “who has access”. `pending`: no key yet; `expired`: ended; `suspended`: the person or group gives nothing now. */
export interface AccessEntry {
  readonly principal: Principal;
  readonly permission: Permission | 'own';
  readonly expiresAt?: Date;
  readonly grantedBy?: User;
  readonly grantedAt?: Date;
  readonly status: 'active' | 'pending' | 'expired' | 'suspended';
}

/** What a share did, read again from the store after it was written. */
export interface ShareOutcome {
  readonly secretId: SecretId;
  readonly accessRevision: Revision;
  readonly shared: boolean;
  readonly sharedWith: number;
  readonly access: readonly AccessEntry[];
  readonly results: readonly {
    readonly principal: PrincipalId;
    readonly outcome: 'granted' | 'changed' | 'unchanged' | 'revoked';
    /** Groups through which a revoked person still has access. */
    readonly stillThrough?: readonly GroupId[];
  }[];
  /** What `share` takes to put it back as it was, with this `accessRevision`. Empty where nothing changed. */
  readonly undo: readonly ShareChange[];
}

/** What an authority tells of a share; the vault knows from the verified history what was before. */
export type StoredShare = Omit<ShareOutcome, 'undo'>;

/** Who gains, loses and keeps access if these changes are made. At most 200 people a list, then `truncated`. */
export interface SharePlan {
  readonly gains: readonly User[];
  readonly loses: readonly User[];
  readonly keeps: readonly { readonly user: User; readonly through: readonly Principal[] }[];
  /** Those who gain but have no keys yet. */
  readonly pending: readonly User[];
  readonly truncated: boolean;
}

/** Somebody who may read a secret and has no key to it. */
export interface WaitingReader {
  readonly user: User;
  /** Through which group, or the person themselves. */
  readonly through: Principal;
  /** `no-keys`: never signed in here; `joined`: came to the group later and must be confirmed; `unverified`: their fingerprint must be compared first; `key-changed`: their keys are not the pinned ones; `soon`: completes by itself. */
  readonly reason: 'no-keys' | 'joined' | 'unverified' | 'key-changed' | 'soon';
}

/** Every path by which a person reaches a secret, and what they hold in the end. */
export interface AccessExplanation {
  readonly user: User;
  readonly permission: Permission | 'own' | 'none';
  readonly paths: readonly { readonly through: Principal; readonly permission: Permission | 'own'; readonly expiresAt?: Date; readonly live: boolean }[];
}

/** The host's rules for sharing. The window offers exactly `levels`. */
export interface SharingPolicy {
  readonly levels: readonly Permission[];
  /** Whether every grant must have an end. */
  readonly requireEnd: boolean;
  readonly longestGrantSeconds?: number;
  /** Whose keys must have been compared by fingerprint before they get one: nobody's, those with another e-mail domain, or everybody's. */
  readonly requireVerified: 'never' | 'external' | 'always';
  /** Whether people who join a directory group later wait until somebody who may share confirms them by name. */
  readonly joiners: 'confirm' | 'automatic';
}

export const defaultPolicy: SharingPolicy = { levels: ['view', 'edit'], requireEnd: false, requireVerified: 'never', joiners: 'confirm' };

/** At most so many changes in one share: the number of grants a secret can hold. */
export const MOST_GRANTS = 1_000;
/** At most so many wrapped keys a secret; wider sharing is refused with `share/too-wide`. */
export const MOST_READERS = 2_000;

export const policySchema = z.strictObject({
  levels: z._default(z.array(permissionSchema).check(z.minLength(1)), [...defaultPolicy.levels]),
  requireEnd: z._default(z.boolean(), defaultPolicy.requireEnd),
  longestGrantSeconds: z.optional(z.int().check(z.positive())),
  requireVerified: z._default(z.enum(['never', 'external', 'always']), defaultPolicy.requireVerified),
  joiners: z._default(z.enum(['confirm', 'automatic']), defaultPolicy.joiners),
});

const revokeSchema = z.strictObject({ op: z.literal('revoke'), principal: principalIdSchema });

/** What an embedder passes: ends are dates. */
export const shareChangesSchema = z
  .array(z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('grant'), principal: principalIdSchema, permission: permissionSchema, expiresAt: z.optional(z.date()) }),
    revokeSchema,
  ]))
  .check(z.minLength(1), z.maxLength(MOST_GRANTS));

/** What crosses to the authority: ends are numbers. */
export const plainChangesSchema = z
  .array(z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('grant'), principal: principalIdSchema, permission: permissionSchema, expiresAt: z.optional(timeSchema) }),
    revokeSchema,
  ]))
  .check(z.minLength(1), z.maxLength(MOST_GRANTS));
