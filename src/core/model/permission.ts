import * as z from 'zod/mini';
import { type PrincipalId, type Revision, type UserId, principalIdSchema, revisionSchema, userIdSchema } from './ids.js';

/** An ordered level: `view < edit < manage`. The owner of a secret holds more than all of them. */
export type Permission = 'view' | 'edit' | 'manage';
/** What somebody holds on a secret, all sources taken together. */
export type Level = Permission | 'own' | 'none';

/** What a grant gives, to whom, until when. Times are milliseconds since 1970, by the authority's clock. */
export interface GrantTerms {
  readonly principal: PrincipalId;
  readonly permission: Permission;
  /** The first moment at which the grant gives nothing any more. */
  readonly expiresAt?: number;
}

/** One principal's permission on one secret, with where it came from. */
export interface Grant extends GrantTerms {
  readonly grantedBy: UserId;
  readonly grantedAt: number;
  /** The `accessRevision` of the secret that this grant was last set at. */
  readonly setAt: Revision;
}

export const permissionSchema = z.enum(['view', 'edit', 'manage']);
/** A time as milliseconds since 1970, within what `Date` can hold (ECMA-262, 21.4.1.1). */
export const timeSchema = z.int().check(z.nonnegative(), z.maximum(8_640_000_000_000_000));

export const grantSchema = z.object({
  principal: principalIdSchema,
  permission: permissionSchema,
  expiresAt: z.optional(timeSchema),
  grantedBy: userIdSchema,
  grantedAt: timeSchema,
  setAt: revisionSchema,
});

/** The end that a grant or a change carries itself; what a page's prototype was polluted with is none. */
export const endOf = <T>(terms: { readonly expiresAt?: T }): T | undefined => (Object.hasOwn(terms, 'expiresAt') ? terms.expiresAt : undefined);

const RANKS: Readonly<Record<Level, number>> = { none: 0, view: 1, edit: 2, manage: 3, own: 4 };

/** Where a level stands in the order, from 0 (`none`) to 4 (`own`). */
export const rankOf = (level: Level): number => RANKS[level];
/** Whether `held` includes everything that `needed` allows. */
export const reaches = (held: Level, needed: Level): boolean => RANKS[held] >= RANKS[needed];
