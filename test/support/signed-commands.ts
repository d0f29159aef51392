import { type ChainState, addSteps, changedFields, checkpointOf, editSteps, followed, keySteps, shareSteps, transferSteps } from '../../src/core/policy/index.js';
import { randomBytes, toBase64Url } from '../../src/core/crypto/bytes.js';
import type { Place } from '../../src/core/crypto/content.js';
import { type UnlockedKeys, openKeyset } from '../../src/core/crypto/keyset.js';
import { makeKeyset } from '../../src/core/crypto/make-keyset.js';
import { contentMarkOf, wrapMarksOf } from '../../src/core/crypto/marks.js';
import { readEntry, readGroupEntry, secretIdOf, signEntry, signGroupEntry } from '../../src/core/crypto/signatures.js';
import { type SecretRecord, listEntries, loadSecret } from '../../src/core/authority/records.js';
import type { Entry, GroupEntry, SignedStep } from '../../src/core/model/entry.js';
import type { UserId } from '../../src/core/model/ids.js';
import { refuse } from '../../src/core/model/refusal.js';
import type { Envelope, SealedKeyset, Wrap } from '../../src/core/model/sealed.js';
import type { Label } from '../../src/core/model/secret.js';
import { type Authority, type Command, type SecretId, type StorageAdapter, type User, type Vault, openVault } from '../../src/core/index.js';
import type { CommandOf, CommandType } from '../../src/core/protocol/command.js';
import { type World, anId, ok } from './vault-builders.js';

/** Somebody whose private keys a test holds, to sign what no vault would. */
export interface Signer { readonly user: User; readonly keys: UnlockedKeys }

type SignedType = Exclude<Extract<Command, { signed: string; secretId: string }>['type'], 'secret.add'>;
type Fields<T extends CommandType> = Omit<CommandOf<T>, 'id' | 'type' | 'secretId' | 'signed'>;
type Here = Pick<World, 'authority' | 'storage' | 'clock'>;
/** The next place in a chain. */
export type NextPlace = Omit<Place, 'version'>;

const keysets = new Map<UserId, Promise<{ keys: UnlockedKeys; sealed: SealedKeyset }>>();

/** Keys of somebody that nobody was told of; the same ones in every world, because making them costs. */
export async function keysetOf(user: User): Promise<Signer & { readonly sealed: SealedKeyset }> {
  const made = keysets.get(user.id) ?? makeKeyset(user.id, randomBytes(32));
  keysets.set(user.id, made);
  return { user, ...(await made) };
}

/** The command that gives somebody these keys. */
export const enrolment = ({ keys, sealed }: { readonly keys: UnlockedKeys; readonly sealed: SealedKeyset }): CommandOf<'account.enrol'> =>
  ({ id: anId(), type: 'account.enrol', publicKeys: keys.publicKeys, keyset: sealed, unlock: { kind: 'test', params: {}, sealed: toBase64Url(randomBytes(33)) } });

/** Gives somebody keys without opening a vault for them, so that nothing happens in the background. */
export async function aSigner(authority: Authority, user: User): Promise<Signer> {
  const made = await keysetOf(user);
  ok(await authority.execute(user.id, enrolment(made)));
  return made;
}

/** The keys that somebody's vault made, unlocked as the vault does. */
export async function signerOf(world: World, user: User): Promise<Signer> {
  await world.enrol(user);
  const { account } = ok(await world.authority.query(user.id, { type: 'account.read' }));
  if (!account) throw new Error('a vault that is open has an account');
  const { accountKey } = ok(await world.keys.unlock({ actor: user.id, records: account.unlock }));
  return { user, keys: await openKeyset(user.id, accountKey, account.keyset, account.publicKeys) };
}

/** An envelope at a place. Nobody opens it: the authority can't, and what it holds is random. */
export const envelopeAt = ({ seq, prev, author, authorKey }: NextPlace, version: number, hasValue = true): Envelope => {
  const part = () => ({ nonce: toBase64Url(randomBytes(12)), ciphertext: toBase64Url(randomBytes(48)) });
  return { suite: 'MS1', version, seq, prev, author, authorKey, commitment: toBase64Url(randomBytes(32)), details: part(), ...(hasValue && { value: part() }) };
};

/** A wrapped key at a place, as little to be opened. */
export const wrapAt = ({ seq, author, authorKey }: NextPlace, { user, keys }: Signer): Wrap =>
  ({ to: user.id, key: keys.publicKeys.encryption.id, seq, sender: author, senderKey: authorKey, enc: toBase64Url(randomBytes(32)), ciphertext: toBase64Url(randomBytes(48)) });

/** What a chain adds up to, for its checkpoint; nothing where it was deleted. */
async function checkpointSteps({ storage }: Pick<World, 'storage'>, id: SecretId): Promise<SignedStep[]> {
  let state: ChainState | undefined;
  for (const signed of await listEntries(storage, id, 0, 10_000)) {
    const entry = readEntry(signed) as Entry;
    state = followed(state, entry, new Set(entry.through?.map(({ group }) => group)));
  }
  const sum = state && checkpointOf(state);
  return sum ? [{ kind: 'checkpoint', state: sum }] : [];
}

/** What is signed of a command on this record: the same as a vault signs. */
async function stepsOf(world: Pick<World, 'storage'>, command: CommandOf<SignedType>, record: SecretRecord): Promise<SignedStep[]> {
  switch (command.type) {
    case 'secret.edit': {
      const { label, content } = command;
      const version = content && { version: content.envelope.version, rotated: content.rotated, content: await contentMarkOf(content.envelope), wraps: await wrapMarksOf(content.wraps) };
      return editSteps(label && changedFields(record.label, label).length > 0 ? label : undefined, version);
    }
    case 'secret.share': return shareSteps(record.grants, command.changes, await wrapMarksOf(command.wraps), command.resealed && await contentMarkOf(command.resealed));
    case 'secret.complete': return keySteps(await wrapMarksOf(command.wraps), command.resealed && await contentMarkOf(command.resealed));
    case 'secret.transfer': return transferSteps(command.to, await wrapMarksOf(command.wraps), undefined);
    case 'secret.checkpoint': return checkpointSteps(world, record.id);
    default: return [{ kind: command.type.slice('secret.'.length) as 'disable' | 'enable' | 'leave' | 'delete' }];
  }
}

/** The record as it is stored, also of a secret that its signer may not see. */
export async function recordOf({ storage }: { readonly storage: StorageAdapter }, id: SecretId): Promise<SecretRecord> {
  const loaded = await loadSecret(storage, id);
  if (!loaded) throw new Error('there is no such secret');
  return loaded.record;
}

/** A command signed at the present end of a chain, by whoever it is, whether they may or not. Whoever may cites the groups that a vault would. */
export async function signedCommand<T extends SignedType>(world: Here, { user, keys }: Signer, type: T, secretId: SecretId, fields: (place: NextPlace) => Fields<T>, told: Partial<Entry> = {}): Promise<CommandOf<T>> {
  const record = await recordOf(world, secretId);
  const place = { secret: secretId, seq: record.seq + 1, prev: record.head, author: user.id, authorKey: keys.publicKeys.signing.id };
  const chain = await world.authority.query(user.id, { type: 'secret.chain', secretId, after: record.seq });
  const through = chain.ok ? chain.value.through : [];
  const id = anId();
  const command = { ...fields(place), id, type, secretId } as unknown as CommandOf<T>;
  const entry: Entry = {
    v: 1, suite: 'MS1', secret: secretId, seq: place.seq, prev: place.prev, command: id, actor: user.id, actorKey: place.authorKey,
    at: Math.max(world.clock.now().getTime(), record.changedAt), ...(through.length > 0 && { through }), steps: await stepsOf(world, command, record), ...told,
  };
  return { ...command, signed: await signEntry(entry, keys.signing) };
}

/** A new secret of the signer, with keys for `readers`. */
export async function signedAdd({ clock }: Pick<World, 'clock'>, signer: Signer, label: Label, readers: readonly Signer[] = [signer]): Promise<CommandOf<'secret.add'>> {
  const { user, keys } = signer;
  const at = clock.now().getTime();
  const genesis = { author: user.id, authorKey: keys.publicKeys.signing.id, at, nonce: anId() };
  const secretId = await secretIdOf(genesis);
  const place = { secret: secretId, seq: 1, prev: '', author: user.id, authorKey: genesis.authorKey };
  const [envelope, wraps, id] = [envelopeAt(place, 1), readers.map((reader) => wrapAt(place, reader)), anId()];
  const steps = addSteps(genesis, label, await contentMarkOf(envelope), await wrapMarksOf(wraps));
  const entry: Entry = { v: 1, suite: 'MS1', secret: secretId, seq: 1, prev: '', command: id, actor: user.id, actorKey: genesis.authorKey, at, steps };
  return { id, type: 'secret.add', secretId, label, envelope, wraps, signed: await signEntry(entry, keys.signing) };
}

/** The command that somebody's own vault makes, kept back: its vault is told that there is no such thing, and nothing is written. */
export async function captured<T extends CommandType>(world: World, user: User, type: T, act: (vault: Vault) => Promise<unknown>): Promise<CommandOf<T>> {
  await world.enrol(user);
  let kept: CommandOf<T> | undefined;
  const authority: Authority = {
    ...world.authority,
    execute: (actor, command) => {
      if (command.type !== type) return world.authority.execute(actor, command);
      kept ??= command as unknown as CommandOf<T>;
      return Promise.resolve(refuse({ code: 'access/not-found' }));
    },
  };
  const vault = await openVault({ actor: user.id, authority, keys: world.keys });
  await act(vault);
  await vault.close();
  if (!kept) throw new Error(`the vault sent no ${type}`);
  return kept;
}

/** The same command, signed again after its entry was changed: by whoever could, such as a dishonest vault of the same person. */
export async function resigned<C extends { readonly signed: string }>(command: C, { keys }: Signer, change: (entry: Entry) => unknown): Promise<C> {
  const entry = structuredClone(readEntry(command.signed)) as Entry;
  return { ...command, signed: await signEntry(change(entry) as Entry, keys.signing) };
}

/** As `resigned`, for the entry of a private group. */
export async function resignedGroup<C extends { readonly signed: string }>(command: C, { keys }: Signer, change: (entry: GroupEntry) => unknown): Promise<C> {
  const entry = structuredClone(readGroupEntry(command.signed)) as GroupEntry;
  return { ...command, signed: await signGroupEntry(change(entry) as GroupEntry, keys.signing) };
}

/** Where a value lies in a command: `changes.0.permission`. */
export type Path = string;

const OTHER: Readonly<Record<string, unknown>> = { view: 'edit', edit: 'view', manage: 'view' };
/** Another value of the same shape. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const text = value as string;
  if (text === '') return 'A'.repeat(43); // the hash before the first entry
  if (Object.hasOwn(OTHER, text)) return OTHER[text];
  if (/^(user|group):/.test(text)) return `${text}x`;
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
}

function* leavesOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [name, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, name]);
}

function put(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return other(value);
  const inner = put((value as Readonly<Record<string, unknown>>)[name], rest);
  return Array.isArray(value) ? value.map((one: unknown, at) => (String(at) === name ? inner : one)) : { ...(value as object), [name]: inner };
}

/** Copies of `value` with one leaf each changed to another value of its shape, but for those that `spared` names. */
export function changedCopies<T extends object>(value: T, spared: RegExp): (readonly [Path, T])[] {
  const leaves = [...leavesOf(value)].filter((path) => !spared.test(path.join('.')));
  return leaves.map((path) => [path.join('.'), put(value, path) as T] as const);
}
