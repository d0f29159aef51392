import * as z from 'zod/mini';
import { type Cursor, type Revision, type SecretId, cursorSchema } from './ids.js';
import { LIMITS } from './limits.js';
import type { Permission } from './permission.js';
import type { User } from './principal.js';
import type { Result } from './refusal.js';
import type { AccessEntry } from './sharing.js';
import { cleanText } from './text.js';



/** What a person fills in. Name, URL and client ID are required. */
export interface SecretInput {
  readonly name: string;
  /** Free text; shown as a link only where it parses as http or https. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Unique among one owner's secrets. */
  readonly identifier?: string;
  readonly method?: string;
  readonly tags?: readonly string[];
  readonly notes?: string;
}

/** Fields to change; `null` clears an optional one. */
export type SecretPatch = { readonly [K in keyof SecretInput]?: SecretInput[K] | null };

/** What the authority can read of a secret: it lists, filters and checks by this. */
export interface Label {
  readonly name: string;
  readonly url: string;
  readonly identifier?: string;
  readonly method?: string;
  readonly tags: readonly string[];
}

/** What the person who asks may do with a secret now. */
export interface May {
  readonly reveal: boolean;
  readonly edit: boolean;
  readonly disable: boolean;
  readonly enable: boolean;
  readonly share: boolean;
  readonly transfer: boolean;
  readonly leave: boolean;
  readonly delete: boolean;
}

/** One row of the list: everything but the sealed parts. */
export interface SecretSummary extends Label {
  readonly id: SecretId;
  readonly revision: Revision;
  readonly accessRevision: Revision;
  readonly owner: User;
  readonly enabled: boolean;
  /** Whether a grant that has not ended exists. The same for everyone who sees the row. */
  readonly shared: boolean;
  /** How many such grants; the owner is not one. */
  readonly sharedWith: number;
  readonly hasClientSecret: boolean;
  readonly createdAt: Date;
  /** The last reveal or copy of the value. */
  readonly lastUsedAt?: Date;
  /** Whether somebody lost access since the value last became another one: change it at its provider. */
  readonly leftSinceRotation: boolean;
  /** When the newest of the grants that reach the person who asks was given; absent for the owner. */
  readonly sharedAt?: Date;
  readonly permission: Permission | 'own';
  readonly may: May;
}

/** One answer for each secret of a batch: each stands alone. */
export type ItemResult = { readonly secretId: SecretId } & Result<SecretSummary>;

/** A secret with its details opened. Never holds the client secret. */
export interface SecretDetails extends SecretSummary {
  readonly clientId: string;
  readonly notes?: string;
  /** The owner first, then the grants. */
  readonly access: readonly AccessEntry[];
  readonly createdBy: User;
  readonly changedAt: Date;
  readonly changedBy: User;
  readonly version: number;
  /** When the value last became another one, and when somebody last lost access. */
  readonly rotatedAt: Date;
  readonly leftAt?: Date;
}

/** One sealed state of a secret. At most 20 before the present one are kept. */
export interface SecretVersion {
  readonly version: number;
  readonly at: Date;
  readonly by: User;
  readonly hasClientSecret: boolean;
  /** Whether this person has a key to it: nobody gets one to a version from before their grant. */
  readonly readable: boolean;
  readonly current: boolean;
}

/** What differs between an older version and the present one. Of the client secrets only whether they do. */
export interface VersionComparison {
  readonly clientId: { readonly then: string; readonly now: string };
  readonly notes: { readonly then?: string; readonly now?: string };
  /** `added`: only the present one has a client secret; `removed`: only the older one. */
  readonly clientSecret: 'same' | 'changed' | 'added' | 'removed';
}

/** Texts match without regard to case and accents, anywhere in the field; `id` from its beginning, to the letter; `tags` by any of them; `owner` by name or username; dates inclusive. */
export interface SecretFilter {
  readonly id?: string;
  readonly name?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  readonly shared?: boolean;
  readonly owner?: string;
  readonly lastUsed?: { readonly from?: Date; readonly until?: Date };
  /** Only those whose value has not changed since somebody lost access, or only the others. */
  readonly leftSinceRotation?: boolean;
  /** Default `enabled`. */
  readonly status?: 'enabled' | 'disabled' | 'all';
}

/** Default: by name, ascending. */
export interface SecretSort {
  readonly by: 'name' | 'url' | 'owner' | 'lastUsedAt' | 'createdAt';
  readonly direction: 'ascending' | 'descending';
}

export interface SecretQuery {
  /** Looked for in name, URL, identifier and tags. */
  readonly text?: string;
  readonly filter?: SecretFilter;
  readonly sort?: SecretSort;
  readonly at?: Cursor;
  /** Rows a page, 1 to 200; default 30. */
  readonly limit?: number;
}

export interface SecretPage {
  readonly items: readonly SecretSummary[];
  readonly next?: Cursor;
  readonly previous?: Cursor;
  /** Counting stops at 1,000; then `countIsExact` is false. */
  readonly count: number;
  readonly countIsExact: boolean;
}

const utf8 = new TextEncoder();
const name = (most: number) => z.pipe(z.pipe(z.string().check(z.maxLength(most * 8)), z.transform(cleanText)), z.string().check(z.minLength(1), z.maxLength(most)));
const optionalName = (most: number) =>
  z.pipe(z.pipe(z.string().check(z.maxLength(most * 8)), z.transform(cleanText)), z.string().check(z.maxLength(most)));
/** Kept as it is written, but not empty. */
const notBlank = z.check<string>(({ value, issues }) => {
  if (value.trim() === '') issues.push({ code: 'too_small', origin: 'string', minimum: 1, inclusive: true, input: value });
});
const mostBytes = (maximum: number) => z.check<string>(({ value, issues }) => {
  if (utf8.encode(value).length > maximum) issues.push({ code: 'too_big', origin: 'string', maximum, inclusive: true, input: value });
});
const clientId = z.string().check(notBlank, z.maxLength(LIMITS.clientId));
const clientSecret = z.string().check(z.minLength(1), mostBytes(LIMITS.clientSecretBytes));
const notes = z.string().check(z.maxLength(LIMITS.notes));
const tags = z.pipe(
  z.array(name(LIMITS.tag)).check(z.maxLength(LIMITS.tags)),
  z.transform((list: string[]): readonly string[] => [...new Set(list)]),
);

export const secretInputSchema = z.strictObject({
  name: name(LIMITS.name),
  url: name(LIMITS.url),
  clientId,
  clientSecret: z.optional(clientSecret),
  identifier: z.optional(optionalName(LIMITS.identifier)),
  method: z.optional(optionalName(LIMITS.method)),
  tags: z.optional(tags),
  notes: z.optional(notes),
});

export const secretPatchSchema = z.strictObject({
  name: z.optional(name(LIMITS.name)),
  url: z.optional(name(LIMITS.url)),
  clientId: z.optional(clientId),
  clientSecret: z.optional(z.nullable(clientSecret)),
  identifier: z.optional(z.nullable(optionalName(LIMITS.identifier))),
  method: z.optional(z.nullable(optionalName(LIMITS.method))),
  tags: z.optional(z.nullable(tags)),
  notes: z.optional(z.nullable(notes)),
});

/** As it is stored and signed: already clean, so cleaning changes nothing. */
export const labelSchema = z.strictObject({
  name: name(LIMITS.name),
  url: name(LIMITS.url),
  identifier: z.optional(name(LIMITS.identifier)),
  method: z.optional(name(LIMITS.method)),
  tags,
});

export const secretSortSchema = z.strictObject({
  by: z.enum(['name', 'url', 'owner', 'lastUsedAt', 'createdAt']),
  direction: z.enum(['ascending', 'descending']),
});

const searchText = z.string().check(z.maxLength(500));
export const secretQuerySchema = z.strictObject({
  text: z.optional(searchText),
  filter: z.optional(z.strictObject({
    id: z.optional(searchText),
    name: z.optional(searchText),
    url: z.optional(searchText),
    tags: z.optional(z.array(searchText).check(z.maxLength(LIMITS.tags))),
    shared: z.optional(z.boolean()),
    leftSinceRotation: z.optional(z.boolean()),
    owner: z.optional(searchText),
    lastUsed: z.optional(z.strictObject({ from: z.optional(z.date()), until: z.optional(z.date()) })),
    status: z.optional(z.enum(['enabled', 'disabled', 'all'])),
  })),
  sort: z.optional(secretSortSchema),
  at: z.optional(cursorSchema),
  limit: z.optional(z.int().check(z.positive(), z.maximum(200))),
});
