import { MySafeError } from '../core/index.js';

/** What Argon2id is told to spend: `t` passes over `m` KiB in `p` lanes. */
export interface Argon2idCost {
  readonly t: number;
  readonly m: number;
  readonly p: number;
}

/** One derivation of 32 bytes. `password` is overwritten by the caller afterwards. */
export interface Argon2idRequest extends Argon2idCost {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
}

/** Argon2id, version 0x13, 32 bytes: for a host that brings its own, as WebAssembly for instance. */
export type Argon2id = (request: Argon2idRequest) => Promise<Uint8Array>;

/** RFC 9106, section 4, second choice: 64 MiB. */
export const USUAL_COST: Argon2idCost = { t: 3, m: 64 * 1024, p: 4 };

/** From the OWASP Password Storage Cheat Sheet's least, so that a store can't ask for a cheap guess, to what a store could ask for to stall us. */
const BOUNDS: { readonly [Name in keyof Argon2idCost]: readonly [least: number, most: number] } = { t: [2, 10], m: [19 * 1024, 1024 * 1024], p: [1, 16] };

const isWithin = (value: unknown, [least, most]: readonly [number, number]): boolean => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/** @throws {MySafeError} `keys/unsafe-parameters` outside of t 2 to 10, m 19 MiB to 1 GiB and p 1 to 16. */
export function checkedCost({ t, m, p }: { readonly [Name in keyof Argon2idCost]?: unknown }): Argon2idCost {
  const cost = { t, m, p } as Argon2idCost;
  if (Object.entries(BOUNDS).every(([name, bounds]) => isWithin(cost[name as keyof Argon2idCost], bounds))) return cost;
  throw new MySafeError('keys/unsafe-parameters', 'Argon2id takes t from 2 to 10, m from 19456 to 1048576 KiB and p from 1 to 16. A stored record outside of that was changed.');
}
