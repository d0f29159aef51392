import * as z from 'zod/mini';
import { type Cursor, type PrincipalId, type SecretId, type UserId, cursorSchema, secretIdSchema, userIdSchema } from './ids.js';
import { type Permission, permissionSchema } from './permission.js';
import { parseInput } from './parse.js';
import type { Principal, User } from './principal.js';

/** One thing that happened to a secret, as its journal keeps it. Never a value. */
export type Step =
  | { readonly kind: 'create' | 'rekey' | 'disable' | 'enable' | 'leave' | 'delete' }
  | { readonly kind: 'label'; readonly fields: readonly LabelField[] }
  | { readonly kind: 'version'; readonly version: number }
  | { readonly kind: 'grant'; readonly principal: PrincipalId; readonly permission: Permission; readonly expiresAt?: number; readonly before?: Permission }
  | { readonly kind: 'revoke'; readonly principal: PrincipalId; readonly before?: Permission }
  | { readonly kind: 'complete'; readonly users: number }
  | { readonly kind: 'transfer'; readonly to: PrincipalId }
  | { readonly kind: 'open'; readonly purpose: OpenPurpose };

export type LabelField = 'name' | 'url' | 'identifier' | 'method' | 'tags';

/** What the authority handed out a sealed value for, by the word of whoever asked. */
export type OpenPurpose = 'reveal' | 'copy' | 'edit' | 'rekey';
export const openPurposeSchema = z.enum(['reveal', 'copy', 'edit', 'rekey']);

export type StepKind = Step['kind'];

/** One line of the activity list, newest first. */
export interface ActivityEntry {
  readonly at: Date;
  readonly actor: User;
  readonly secretId: SecretId;
  /** What the secret is called now; absent where one may not see it any more. */
  readonly secretName?: string;
  readonly kind: StepKind;
  /** Whom a grant, a revocation or a transfer is about. */
  readonly principal?: Principal;
  readonly permission?: Permission;
  readonly before?: Permission;
  readonly expiresAt?: Date;
  readonly purpose?: OpenPurpose;
  /** Which fields a `label` changed. */
  readonly fields?: readonly LabelField[];
  /** Which `version` was made. */
  readonly version?: number;
  /** To how many a `complete` gave a key. */
  readonly users?: number;
}

/** Newest first; `next` leads to older ones. */
export interface ActivityPage {
  readonly entries: readonly ActivityEntry[];
  readonly next?: Cursor;
}

/** One verified entry of a secret's signed history, the oldest first. */
export interface ProofEntry {
  /** Its place in the chain, from 1. */
  readonly seq: number;
  readonly at: Date;
  readonly actor: User;
  /** The id of the key that it was signed with. */
  readonly key: string;
  /** Whether this person compared fingerprints with the actor, or the host pinned the key. */
  readonly compared: boolean;
  /** Whether it is signed with a key of the organisation's. */
  readonly forOrganisation: boolean;
  /** Whether the actor acted through a directory group: that they belong to it is the authority's word. */
  readonly onWord: boolean;
  readonly steps: readonly ProofStep[];
}

export interface ProofStep {
  readonly kind: Exclude<StepKind, 'open'> | 'checkpoint';
  /** Whom a grant, a revocation or a transfer is about. */
  readonly principal?: Principal;
  readonly permission?: Permission;
  readonly expiresAt?: Date;
  readonly version?: number;
  /** How many got a key: people, and private groups as one. */
  readonly keys?: number;
}

/**
 * With `actor` and `kinds` the journal is looked through from the newest entry on, at most about 2,000 entries for one page:
 * a page may hold fewer lines than asked for, or none, and still have a `next`. A cursor holds for the filters it came with.
 */
export interface ActivityQuery {
  readonly secretId?: SecretId;
  /** Only what this person did. */
  readonly actor?: UserId;
  /** Only these kinds; an empty list is no filter. */
  readonly kinds?: readonly StepKind[];
  readonly at?: Cursor;
  /** Lines a page, 1 to 200; default 50. */
  readonly limit?: number;
}

const STEP_KINDS = ['create', 'rekey', 'disable', 'enable', 'leave', 'delete', 'label', 'version', 'grant', 'revoke', 'complete', 'transfer', 'open'] as const satisfies readonly StepKind[];

export const activityQuerySchema = z.strictObject({
  secretId: z.optional(secretIdSchema),
  actor: z.optional(userIdSchema),
  kinds: z.optional(z.array(z.enum(STEP_KINDS)).check(z.maxLength(STEP_KINDS.length))),
  at: z.optional(cursorSchema),
  limit: z.optional(z.int().check(z.positive(), z.maximum(200))),
});

/** @throws {TypeError} where a caller's query does not have its shape. */
export function parseActivityQuery(query: ActivityQuery): z.infer<typeof activityQuerySchema> {
  const parsed = parseInput(activityQuerySchema, query);
  if (!parsed.ok) throw new TypeError('activity takes { secretId?, actor?, kinds?, at?, limit? }: see ActivityQuery.');
  return parsed.value;
}

export const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['create', 'rekey', 'disable', 'enable', 'leave', 'delete']) }),
  z.object({ kind: z.literal('label'), fields: z.array(z.enum(['name', 'url', 'identifier', 'method', 'tags'])) }),
  z.object({ kind: z.literal('version'), version: z.int() }),
  z.object({
    kind: z.literal('grant'), principal: z.custom<PrincipalId>((id) => typeof id === 'string'), permission: permissionSchema,
    expiresAt: z.optional(z.int()), before: z.optional(permissionSchema),
  }),
  z.object({ kind: z.literal('revoke'), principal: z.custom<PrincipalId>((id) => typeof id === 'string'), before: z.optional(permissionSchema) }),
  z.object({ kind: z.literal('complete'), users: z.int() }),
  z.object({ kind: z.literal('transfer'), to: z.custom<PrincipalId>((id) => typeof id === 'string') }),
  z.object({ kind: z.literal('open'), purpose: openPurposeSchema }),
]);
