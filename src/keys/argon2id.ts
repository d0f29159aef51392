import { argon2id, argon2idAsync } from '@noble/hashes/argon2.js';
import type { Argon2idRequest } from './argon2-cost.js';

/** What the published vectors ask for besides. A keeper asks for none of it. */
interface Rare { readonly key?: Uint8Array; readonly personalization?: Uint8Array }

/** Argon2id (RFC 9106, version 0x13), 32 bytes, in one go: about a second for 64 MiB, in which nothing else runs. */
export const computeArgon2id = ({ password, salt, ...cost }: Argon2idRequest & Rare): Uint8Array => argon2id(password, salt, { ...cost, dkLen: 32 });

/** The same in slices of 10 ms, so that a page stays usable meanwhile. */
export const computeInSlices = ({ password, salt, ...cost }: Argon2idRequest & Rare): Promise<Uint8Array> => argon2idAsync(password, salt, { ...cost, dkLen: 32 });
