import * as z from 'zod/mini';

/** A person, as the host's directory names them: `user:` and at most 200 visible characters. */
export type UserId = `user:${string}`;
/** A group of people, from the directory or made by a person: `group:` and at most 200 visible characters. */
export type GroupId = `group:${string}`;
/** Whatever can hold a grant. */
export type PrincipalId = UserId | GroupId;
/** 16 random bytes as base64url: 22 characters. */
export type SecretId = string;
/** Counts the changes of one thing, from 1. */
export type Revision = number;
/** A place in a list or in the feed. Opaque: hand it back as it came. */
export type Cursor = string;

const idText = String.raw`[^\s\p{Cc}\p{Cf}\p{Cs}]{1,200}`;
const userPattern = new RegExp(`^user:${idText}$`, 'u');
const groupPattern = new RegExp(`^group:${idText}$`, 'u');

export const userIdSchema = z.custom<UserId>((value) => typeof value === 'string' && userPattern.test(value));
export const groupIdSchema = z.custom<GroupId>((value) => typeof value === 'string' && groupPattern.test(value));
export const principalIdSchema = z.custom<PrincipalId>(
  (value) => typeof value === 'string' && (userPattern.test(value) || groupPattern.test(value)),
);
export const secretIdSchema = z.string().check(z.regex(/^[\w-]{22}$/));
export const commandIdSchema = z.string().check(z.regex(/^[\w-]{22}$/));
export const revisionSchema = z.int().check(z.positive());
export const cursorSchema = z.string().check(z.maxLength(4_000));

export const isUserId = (id: PrincipalId): id is UserId => id.startsWith('user:');
