import type * as z from 'zod/mini';
import { type Entry, type Genesis, type GroupEntry, type Signed, entrySchema, groupEntrySchema } from '../model/entry.js';
import type { GroupId, SecretId, UserId } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import type { PublicKey } from '../model/sealed.js';
import { type Bytes, fromBase64Url, fromUtf8, joined, sha256, toBase64Url, toUtf8 } from './bytes.js';
import { canonicalBytes } from './canonical.js';
import { verifySignature } from './verify.js';

const ID_BYTES = 16;

/** What is signed: a purpose, a zero byte, the bytes (security.md 2.4). */
const messageOf = (purpose: string, bytes: Bytes): Bytes => joined(toUtf8(`${purpose}\0`), bytes);
const ENTRY = 'mysafe/1/entry';
const GROUP = 'mysafe/1/group-entry';
const MEMBER = 'mysafe/1/group-member';

/** Signs with Ed25519 where the key is: in WebCrypto, or out of this library's reach. */
export type Signer = (message: Bytes) => Promise<ArrayBuffer | Uint8Array>;

const signerOf = (key: CryptoKey): Signer => (message) => crypto.subtle.sign('Ed25519', key, message);

async function sign(purpose: string, bytes: Bytes, signer: Signer): Promise<string> {
  return toBase64Url(new Uint8Array(await signer(messageOf(purpose, bytes))));
}
/** Bytes of a text that whoever keeps it may have changed; empty where it is no base64url. */
function bytesIn(text: string): Bytes {
  try {
    return fromBase64Url(text);
  } catch {
    return new Uint8Array();
  }
}
const verify = (purpose: string, bytes: Bytes, signature: string, key: PublicKey): Promise<boolean> =>
  verifySignature(bytesIn(signature), messageOf(purpose, bytes), bytesIn(key.bytes));

const partsOf = (signed: Signed): readonly [Bytes, string] => {
  const [bytes = '', signature = ''] = signed.split('.');
  return [bytesIn(bytes), signature];
};

/** Parses what was signed and encodes it again: bytes that could be read in two ways are none (duplicate keys, 2⁵³). */
function parsed<S extends z.ZodMiniType>(schema: S, bytes: Bytes): z.output<S> | undefined {
  try {
    const entry = parseInput(schema, JSON.parse(fromUtf8(bytes)) as unknown);
    return entry.ok && toBase64Url(canonicalBytes(entry.value)) === toBase64Url(bytes) ? entry.value : undefined;
  } catch {
    return undefined;
  }
}

async function seal(purpose: string, entry: object, signer: Signer): Promise<Signed> {
  const bytes = canonicalBytes(entry);
  return `${toBase64Url(bytes)}.${await sign(purpose, bytes, signer)}`;
}

export const signEntryWith = (entry: Entry, signer: Signer): Promise<Signed> => seal(ENTRY, entry, signer);
export const signEntry = (entry: Entry, key: CryptoKey): Promise<Signed> => signEntryWith(entry, signerOf(key));
export const signGroupEntry = (entry: GroupEntry, key: CryptoKey): Promise<Signed> => seal(GROUP, entry, signerOf(key));
/** What an entry says, before anybody has verified who signed it. */
export const readEntry = (signed: Signed): Entry | undefined => parsed(entrySchema, partsOf(signed)[0]);
export const readGroupEntry = (signed: Signed): GroupEntry | undefined => parsed(groupEntrySchema, partsOf(signed)[0]);
export const isSignedBy = (signed: Signed, key: PublicKey): Promise<boolean> => verify(ENTRY, ...partsOf(signed), key);
export const isGroupSignedBy = (signed: Signed, key: PublicKey): Promise<boolean> => verify(GROUP, ...partsOf(signed), key);
/** The link to the next entry: SHA-256 of the bytes that were signed. */
export const hashOf = async (signed: Signed): Promise<string> => toBase64Url(await sha256(partsOf(signed)[0]));

/** An id that nobody can give to anything else: the first 16 bytes of SHA-256 over its beginning. */
async function idOf(kind: 'secret' | 'group', genesis: Genesis): Promise<string> {
  const hash = await sha256(canonicalBytes({ t: `mysafe/1/${kind}-id`, ...genesis }));
  return toBase64Url(hash.subarray(0, ID_BYTES));
}
export const secretIdOf = (genesis: Genesis): Promise<SecretId> => idOf('secret', genesis);
export const groupIdOf = async (genesis: Genesis): Promise<GroupId> => `group:${await idOf('group', genesis)}`;

/** What a group's owner says: this is its epoch key (`member` empty), or this person is a member while it is. */
interface MemberStatement { readonly group: GroupId; readonly genesis: Genesis; readonly epoch: number; readonly key: string; readonly member: UserId | '' }
const statementBytes = ({ group, genesis, epoch, key, member }: MemberStatement): Bytes =>
  canonicalBytes({ t: MEMBER, group, genesis, epoch, key, member });
export const signMembership = (statement: MemberStatement, key: CryptoKey): Promise<string> => sign(MEMBER, statementBytes(statement), signerOf(key));
export const isMembershipSignedBy = (statement: MemberStatement, signature: string, key: PublicKey): Promise<boolean> => verify(MEMBER, statementBytes(statement), signature, key);
