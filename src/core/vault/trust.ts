import { areSoundKeys, fingerprintOf, formerOf, sameKeys } from '../crypto/public-keys.js';
import { MySafeError } from '../model/fault.js';
import type { Entry, Genesis } from '../model/entry.js';
import type { UserId } from '../model/ids.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import type { PublicKey, PublicKeys } from '../model/sealed.js';
import type { Connection } from './connection.js';

/** How much one knows of somebody's keys. `known`: pinned at first use; `changed`: they are not the pinned ones any more; `none`: this person has no keys yet. */
export interface KeyTrust {
  readonly state: 'verified' | 'known' | 'changed' | 'none';
  /** 8 groups of 5 digits over the keys that the authority names now. */
  readonly fingerprint?: string;
  /** Where they changed: the fingerprint of the pinned ones. */
  readonly known?: string;
  /** When the two of you compared them. */
  readonly verifiedAt?: Date;
}

async function presentedFor({ ask }: Connection, user: UserId): Promise<PublicKeys | undefined> {
  const answer = await ask({ type: 'principal.keys', users: [user] });
  return answer.ok ? answer.value[0]?.keys : undefined;
}

const unsound = (): MySafeError =>
  new MySafeError('chain/forged', 'The public keys that were given for a person are not sound: they are not signed by themselves, or not keys at all. Nothing was wrapped for them.');

/**
 * Pins keys that are seen for the first time, or that were compared. The signing keys before them are those that they sign themselves: the ones that were pinned
 * here before may have been anybody's. @throws {MySafeError} `chain/forged` where they are not sound.
 */
async function pin({ memory, now }: Connection, user: UserId, keys: PublicKeys, verified: boolean): Promise<void> {
  if (!(await areSoundKeys(user, keys))) throw unsound();
  memory.pins.set(user, { user, keys, since: now(), ...(verified && { verifiedAt: now() }) });
  memory.changed();
}

async function changed(user: UserId, known: PublicKeys, now: PublicKeys): Promise<Refusal> {
  return { code: 'share/key-changed', user, known: await fingerprintOf(user, known), now: await fingerprintOf(user, now) };
}

/** Pins everybody of these who is not pinned yet, in one question. Unsound keys are left unpinned: whoever has them can't be wrapped for. */
export async function pinNewcomers(connection: Connection, users: readonly UserId[]): Promise<void> {
  const fresh = users.filter((user) => !connection.memory.pins.has(user));
  if (fresh.length === 0) return;
  const answer = await connection.ask({ type: 'principal.keys', users: fresh });
  await connection.memory.together(async () => {
    for (const { user, keys } of answer.ok ? answer.value : []) {
      if (keys) await pin(connection, user, keys, false).catch(() => undefined);
    }
  });
}

/** Holds presented keys to the pinned ones: `share/key-changed`, never a silent exchange. @throws {MySafeError} `chain/forged` where they could not be pinned. */
export async function trusted({ memory }: Connection, user: UserId, keys: PublicKeys): Promise<Result<PublicKeys>> {
  const known = memory.pins.get(user);
  if (!known) throw unsound();
  return sameKeys(known.keys, keys) ? accept(keys) : refuse(await changed(user, known.keys, keys));
}

/** The pinned keys that somebody signs and signed with. */
function signingKeysOf({ memory }: Connection, user: UserId): readonly PublicKey[] {
  const known = memory.pins.get(user)?.keys;
  return known ? [known.signing, ...formerOf(known)] : [];
}

/** The key with this id that `user` signs or signed with; `undefined` where they never had it. */
export async function signingKeyOf(connection: Connection, user: UserId, keyId: string): Promise<Result<PublicKey | undefined>> {
  const find = (): PublicKey | undefined => signingKeysOf(connection, user).find(({ id }) => id === keyId);
  if (connection.memory.pins.has(user)) {
    const found = find();
    if (found) return accept(found);
  }
  const presented = await presentedFor(connection, user);
  if (!presented) return accept(undefined);
  if (!connection.memory.pins.has(user)) await pin(connection, user, presented, false);
  const held = await trusted(connection, user, presented);
  return held.ok ? accept(find()) : held;
}

/** Whose key an entry is held to: the organisation's, where it names one that was pinned for it, else its actor's. */
export async function signerOf(connection: Connection, { actor, actorKey }: Pick<Entry, 'actor' | 'actorKey'>): Promise<Result<{ key?: PublicKey; forOrganisation: boolean }>> {
  const organisation = connection.organisation.get(actorKey);
  if (organisation) return accept({ key: organisation, forOrganisation: true });
  const key = await signingKeyOf(connection, actor, actorKey);
  return key.ok ? accept({ key: key.value, forOrganisation: false }) : key;
}

/**
 * Whether `author` made a signature, with the key that they began something with or with one that took its place.
 * `share/key-changed` where that may be a key that was never compared.
 */
export async function isMadeBy(connection: Connection, { author, authorKey }: Pick<Genesis, 'author' | 'authorKey'>, isSignedWith: (key: PublicKey) => Promise<boolean>): Promise<Result<boolean>> {
  const first = await signingKeyOf(connection, author, authorKey);
  if (!first.ok) return first;
  if (!first.value) return accept(false);
  for (const key of signingKeysOf(connection, author)) if (await isSignedWith(key)) return accept(true);
  const presented = await presentedFor(connection, author);
  const held = presented && await trusted(connection, author, presented);
  return held && !held.ok ? held : accept(false);
}

async function judged(connection: Connection, user: UserId, keys: PublicKeys | undefined): Promise<KeyTrust> {
  const known = connection.memory.pins.get(user);
  if (!keys) return { state: 'none' };
  const fingerprint = await fingerprintOf(user, keys);
  if (known && !sameKeys(known.keys, keys)) return { state: 'changed', fingerprint, known: await fingerprintOf(user, known.keys) };
  if (!known) await pin(connection, user, keys, false);
  return known?.verifiedAt ? { state: 'verified', fingerprint, verifiedAt: new Date(known.verifiedAt) } : { state: 'known', fingerprint };
}

/** What the pinned keys of somebody are worth now. */
export const trustIn = async (connection: Connection, user: UserId): Promise<KeyTrust> => judged(connection, user, await presentedFor(connection, user));

/** The same for many, in one question. Whoever's keys are not sound is left out. */
export async function trustInAll(connection: Connection, users: readonly UserId[]): Promise<ReadonlyMap<UserId, KeyTrust>> {
  const answer = await connection.ask({ type: 'principal.keys', users: [...users] });
  const found = await connection.memory.together(() => Promise.all((answer.ok ? answer.value : []).map(async ({ user, keys }) =>
    [user, await judged(connection, user, keys).catch(() => undefined)] as const)));
  return new Map(found.flatMap(([user, trust]) => (trust ? [[user, trust] as const] : [])));
}

/** Notes that two people compared their fingerprints: the keys that the authority names now become the pinned ones. With `compared`, only if they are still those. */
export async function verify(connection: Connection, user: UserId, compared?: string): Promise<Result<void>> {
  const keys = await presentedFor(connection, user);
  if (!keys) return refuse({ code: 'access/not-found' });
  const now = await fingerprintOf(user, keys);
  if (compared !== undefined && compared !== now) return refuse({ code: 'share/key-changed', user, known: compared, now });
  await pin(connection, user, keys, true);
  return accept(undefined);
}

export const isVerified = ({ memory, actor }: Connection, user: UserId): boolean => user === actor || memory.pins.get(user)?.verifiedAt !== undefined;
