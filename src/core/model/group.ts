import * as z from 'zod/mini';
import { type GroupId, type Revision, type SecretId, type UserId, groupIdSchema, revisionSchema, userIdSchema } from './ids.js';
import { GROUP_LIMITS } from './limits.js';
import type { Permission } from './permission.js';
import type { Group, User } from './principal.js';
import { cleanText } from './text.js';

/** The most people a private group may hold. */
export const MOST_MEMBERS = GROUP_LIMITS.members;

/** A private group as a person saves it. Without `id` it is made; with one, `revision` says which state was seen. */
export interface GroupInput {
  readonly id?: GroupId;
  readonly revision?: Revision;
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly membersMayView: boolean;
  readonly members: readonly UserId[];
}

export interface GroupDetails extends Group {
  readonly revision: Revision;
  readonly members: readonly User[];
}

/** What a private group opens for its members: what somebody gets who joins. While the group is disabled it opens nothing, and this is what it will. */
export interface GroupOpens {
  /** By name: those that the asker may see too, with what members may do. Disabled ones are among them. */
  readonly secrets: readonly { readonly id: SecretId; readonly name: string; readonly permission: Permission }[];
  /** How many others were shared with the group by people who did not share them with the asker. */
  readonly hidden: number;
  /** Only the first 200 were looked at: there are more. */
  readonly truncated: boolean;
}

const text = (least: number, most: number) =>
  z.pipe(z.pipe(z.string().check(z.maxLength(most * 8)), z.transform(cleanText)), z.string().check(z.minLength(least), z.maxLength(most)));

export const groupInputSchema = z.strictObject({
  id: z.optional(groupIdSchema),
  revision: z.optional(revisionSchema),
  name: text(1, GROUP_LIMITS.name),
  description: z.optional(text(0, GROUP_LIMITS.description)),
  enabled: z.boolean(),
  membersMayView: z.boolean(),
  members: z.pipe(z.array(userIdSchema).check(z.maxLength(MOST_MEMBERS)), z.transform((list: UserId[]) => [...new Set(list)])),
});
