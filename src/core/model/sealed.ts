import * as z from 'zod/mini';
import { type UserId, userIdSchema } from './ids.js';

/** Bytes as base64url without padding. At most 128 KiB of text a piece: a padded 64 KiB value (design.md 6). */
export const bytesSchema = z.string().check(z.maxLength(131_072 * 2), z.regex(/^[\w-]*$/));

/** One sealed part: AES-256-GCM with a 96-bit nonce. */
export interface SealedPart {
  readonly nonce: string;
  readonly ciphertext: string;
}

/** The sealed parts of one version, all under one data key. */
export interface Envelope {
  readonly suite: 'MS1';
  readonly version: number;
  /** Whoever sealed it. */
  readonly author: UserId;
  /** Pins the data key: AES-GCM alone does not (security.md 2.2). */
  readonly commitment: string;
  readonly details: SealedPart;
  readonly value?: SealedPart;
}

/** The data key of an envelope, wrapped for one person with HPKE. */
export interface Wrap {
  readonly user: UserId;
  /** The recipient's key that it was wrapped for. */
  readonly key: string;
  readonly enc: string;
  readonly ciphertext: string;
}

/** The public half of a person's encryption key. */
export interface PublicKey {
  readonly id: string;
  readonly bytes: string;
}

/** A person's private keys, sealed under their account key. */
export interface SealedKeyset {
  readonly nonce: string;
  readonly ciphertext: string;
}

export const sealedPartSchema = z.strictObject({ nonce: bytesSchema, ciphertext: bytesSchema });
export const envelopeSchema = z.strictObject({
  suite: z.literal('MS1'),
  version: z.int().check(z.positive()),
  author: userIdSchema,
  commitment: bytesSchema,
  details: sealedPartSchema,
  value: z.optional(sealedPartSchema),
});
export const wrapSchema = z.strictObject({ user: userIdSchema, key: bytesSchema, enc: bytesSchema, ciphertext: bytesSchema });
export const publicKeySchema = z.strictObject({ id: bytesSchema, bytes: bytesSchema });
export const unlockRecordSchema = z.strictObject({
  kind: z.string().check(z.maxLength(50)),
  params: z.record(z.string(), z.unknown()),
  sealed: bytesSchema,
});
