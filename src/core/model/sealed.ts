import * as z from 'zod/mini';
import { type PrincipalId, type UserId, principalIdSchema, userIdSchema } from './ids.js';
import { seqSchema } from './entry.js';

/** Base64url without padding, whose last letter has no bit to spare: one text for the same bytes (RFC 4648, 3.5). */
const wholeBytes = z.regex(/^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/);
/** At most 128 KiB of text a piece: a padded 64 KiB value (design.md 6). */
export const bytesSchema = z.string().check(z.maxLength(131_072 * 2), wholeBytes);
/** The id of a public key: 16 bytes (security.md 2.1). */
export const keyIdSchema = z.string().check(z.regex(/^[\w-]{22}$/));
const hashSchema = z.string().check(z.regex(/^[\w-]{43}$/));

/** One sealed part: AES-256-GCM with a 96-bit nonce. */
export interface SealedPart {
  readonly nonce: string;
  readonly ciphertext: string;
}

/** The sealed parts of one version, all under one data key, with the place in the chain that they open at. */
export interface Envelope {
  readonly suite: 'MS1';
  readonly version: number;
  /** The entry that carries it, and the hash of the one before. */
  readonly seq: number;
  readonly prev: string;
  /** Whoever sealed it, and the key they signed with. */
  readonly author: UserId;
  readonly authorKey: string;
  /** Pins the data key: AES-GCM alone does not (security.md 2.2). */
  readonly commitment: string;
  readonly details: SealedPart;
  readonly value?: SealedPart;
}

/** The data key of an envelope, wrapped with HPKE for one person, or for all members of a private group. */
export interface Wrap {
  readonly to: PrincipalId;
  /** The recipient's key that it was wrapped for. */
  readonly key: string;
  /** The entry that made it, and who did. */
  readonly seq: number;
  readonly sender: UserId;
  readonly senderKey: string;
  readonly enc: string;
  readonly ciphertext: string;
}

/** The private half of a group's epoch key, wrapped for one member. */
export interface MemberWrap {
  readonly to: UserId;
  readonly key: string;
  readonly enc: string;
  readonly ciphertext: string;
}

/** The public half of one key. */
export interface PublicKey {
  readonly id: string;
  readonly bytes: string;
}

/** A person's public keys: Ed25519 to sign, X25519 to receive, the second signed by the first. */
export interface PublicKeys {
  readonly signing: PublicKey;
  readonly encryption: PublicKey;
  /** Signing keys that these took the place of, the oldest first, signed as well: entries from then are still theirs. Absent where there were none. */
  readonly former?: PublicKey[];
  readonly signature: string;
}

/** A person's private keys, sealed under their account key. */
export interface SealedKeyset {
  readonly nonce: string;
  readonly ciphertext: string;
}

export const sealedPartSchema = z.strictObject({ nonce: bytesSchema, ciphertext: bytesSchema });
/** What a person's vaults remember: at most 3 MB sealed. */
export const memoryPartSchema = z.strictObject({ nonce: bytesSchema, ciphertext: z.string().check(z.maxLength(4_000_000), z.regex(/^[\w-]*$/), wholeBytes) });
export const envelopeSchema = z.strictObject({
  suite: z.literal('MS1'),
  version: z.int().check(z.positive()),
  seq: seqSchema,
  prev: z.string().check(z.regex(/^([\w-]{43})?$/)),
  author: userIdSchema,
  authorKey: keyIdSchema,
  commitment: hashSchema,
  details: sealedPartSchema,
  value: z.optional(sealedPartSchema),
});
export const wrapSchema = z.strictObject({
  to: principalIdSchema, key: keyIdSchema, seq: seqSchema, sender: userIdSchema, senderKey: keyIdSchema, enc: bytesSchema, ciphertext: bytesSchema,
});
export const memberWrapSchema = z.strictObject({ to: userIdSchema, key: keyIdSchema, enc: bytesSchema, ciphertext: bytesSchema });
/** So many times somebody can start over. */
export const MOST_FORMER_KEYS = 100;
export const publicKeySchema = z.strictObject({ id: keyIdSchema, bytes: z.string().check(z.regex(/^[\w-]{43}$/)) });
export const publicKeysSchema = z.strictObject({
  signing: publicKeySchema, encryption: publicKeySchema, former: z.optional(z.array(publicKeySchema).check(z.minLength(1), z.maxLength(MOST_FORMER_KEYS))), signature: z.string().check(z.regex(/^[\w-]{86}$/)),
});
export const unlockRecordSchema = z.strictObject({
  kind: z.string().check(z.maxLength(50)),
  params: z.record(z.string(), z.unknown()),
  sealed: bytesSchema,
});
