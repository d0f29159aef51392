import type { CipherSuite } from '@hpke/core';
import { MySafeError } from '../model/fault.js';
import type { GroupId, PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { MemberWrap, PublicKey, Wrap } from '../model/sealed.js';
import { type Bytes, fromBase64Url, toBase64Url } from './bytes.js';
import { canonicalBytes } from './canonical.js';

/** Our suite, loaded when a key is first made, wrapped or opened: a list needs none. */
export const hpke = async (): Promise<CipherSuite> => (await import('./on-demand.js')).suite;

/** The entry that makes a wrap, and who makes it. */
export interface WrapPlace { readonly secret: SecretId; readonly version: number; readonly commitment: string; readonly seq: number; readonly sender: UserId; readonly senderKey: string }

/** Binds what both sides know (RFC 9180, 8.1). The permission is not in it: whoever may view holds the same key as whoever may edit. */
const infoOf = ({ secret, version, commitment, seq, sender, senderKey }: WrapPlace, recipient: PrincipalId, recipientKey: string): Bytes =>
  canonicalBytes({ t: 'mysafe/1/wrap', suite: 'MS1', secret, version, commitment, seq, sender, senderKey, recipient, recipientKey });
const groupInfo = (group: GroupId, groupKey: string, recipient: UserId, recipientKey: string): Bytes =>
  canonicalBytes({ t: 'mysafe/1/group-key', suite: 'MS1', group, groupKey, recipient, recipientKey });

async function seal(bytes: Bytes, key: PublicKey, info: Bytes): Promise<{ enc: string; ciphertext: string }> {
  const cipher = await hpke();
  const recipientPublicKey = await cipher.kem.deserializePublicKey(fromBase64Url(key.bytes));
  const { enc, ct } = await cipher.seal({ recipientPublicKey, info }, bytes);
  return { enc: toBase64Url(new Uint8Array(enc)), ciphertext: toBase64Url(new Uint8Array(ct)) };
}

async function open({ enc, ciphertext }: { enc: string; ciphertext: string }, recipientKey: CryptoKeyPair, info: Bytes): Promise<Bytes> {
  try {
    return new Uint8Array(await (await hpke()).open({ recipientKey, enc: fromBase64Url(enc), info }, fromBase64Url(ciphertext)));
  } catch (cause) {
    throw new MySafeError('envelope/tampered', 'Your key for this secret does not open: its stored bytes were changed or moved. Ask whoever shared it to share it again.', { cause });
  }
}

/** Wraps a data key for a person or for a group's epoch key. */
export async function wrapDataKey(dataKey: Bytes, place: WrapPlace, to: PrincipalId, key: PublicKey): Promise<Wrap> {
  const sealed = await seal(dataKey, key, infoOf(place, to, key.id));
  return { to, key: key.id, seq: place.seq, sender: place.sender, senderKey: place.senderKey, ...sealed };
}

/** @throws {MySafeError} `envelope/tampered` where the wrap was not made for this key, recipient, secret, version and entry. */
export const unwrapDataKey = (wrap: Wrap, place: Pick<WrapPlace, 'secret' | 'version' | 'commitment'>, keys: CryptoKeyPair): Promise<Bytes> =>
  open(wrap, keys, infoOf({ ...place, seq: wrap.seq, sender: wrap.sender, senderKey: wrap.senderKey }, wrap.to, wrap.key));

/** Wraps the private half of a group's epoch key for one member. */
export async function wrapGroupKey(secret: Bytes, group: GroupId, groupKey: string, to: UserId, key: PublicKey): Promise<MemberWrap> {
  return { to, key: key.id, ...(await seal(secret, key, groupInfo(group, groupKey, to, key.id))) };
}

/** @throws {MySafeError} `envelope/tampered` where the wrap was not made for this member, group and epoch key. */
export const unwrapGroupKey = (wrap: MemberWrap, group: GroupId, groupKey: string, keys: CryptoKeyPair): Promise<Bytes> =>
  open(wrap, keys, groupInfo(group, groupKey, wrap.to, wrap.key));
