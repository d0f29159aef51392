import { decide } from './commands.js';

/** What is said to have been decided for one seed: in Node and in a browser the same. */
export interface Digest {
  readonly commands: number;
  readonly sha256: string;
  /** How many of the commands were refused. */
  readonly refused: number;
}

export const SEED = 20_261_123;
/** Decided once and written down; a change of the rules, or an engine that decides otherwise, changes them. */
export const QUICK: Digest = { commands: 50_000, sha256: '7f80e4cde76576a4fced609f8aab757b418336b2eb958c16c0f00441c6d7a541', refused: 30_059 };
export const DEEP: Digest = { commands: 1_000_000, sha256: 'dd979a5b70d14a84077bc56f929bc3edd02b7ad76b7804921278f55bb33ab51a', refused: 603_623 };

const COMMANDS_A_BLOCK = 5_000;

const hexOf = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Every decision folded into one SHA-256, block after block: each block is hashed behind the digest of those before it. */
export async function digestOf(seed: number, commands: number): Promise<Digest> {
  let sha256 = '';
  let block = '';
  let refused = 0;
  let count = 0;
  for (const line of decide(seed, commands)) {
    block += line;
    count += 1;
    if (line.includes('{"refusal":')) refused += 1;
    if (count % COMMANDS_A_BLOCK !== 0 && count !== commands) continue;
    sha256 = hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sha256 + block)));
    block = '';
  }
  return { commands: count, sha256, refused };
}
