import { fromBase64Url } from '../../src/core/crypto/bytes.js';
import { publicKeyOf } from '../../src/core/crypto/public-keys.js';
import { openKeyset, type UnlockedKeys } from '../../src/core/crypto/keyset.js';
import { unwrapDataKey, unwrapGroupKey } from '../../src/core/crypto/wrap.js';
import { type SecretId, type User, type Vault, openVault } from '../../src/core/index.js';
import { type AccountRecord, type SecretRecord, listEntries } from '../../src/core/authority/records.js';
import { hashOf, readEntry, signEntry } from '../../src/core/crypto/signatures.js';
import type { Entry, Signed } from '../../src/core/model/entry.js';
import type { RecordRef } from '../../src/core/ports/storage.js';
import type { Envelope } from '../../src/core/model/sealed.js';
import type { Command } from '../../src/core/protocol/command.js';
import type { ChainPart } from '../../src/core/protocol/query.js';
import { anOrganisationKey } from '../support/organisation.js';
import { type World, aDirectory, aSecret, aWorld, ana, anId, bruno, carla, type ChangingDirectory, davi, everybody, grant, joao, maria, ok, theGroups } from '../support/vault-builders.js';
import { type Liar, liarOver } from './liar.js';

export const VALUE = 'the value of the secret';
export const OTHER = 'the value of another';

/** Ana's secret, which Bruno may edit and Carla view, and another of hers, which Bruno may view. Davi is the server's accomplice: his keys are its keys. */
export interface Scene {
  readonly world: World;
  readonly directory: ChangingDirectory;
  readonly liar: Liar;
  readonly id: SecretId;
  readonly other: SecretId;
  /** That person's vault on the lying server, opened once. */
  vault(user: User): Promise<Vault>;
  /** The same person in a new session. */
  fresh(user: User): Promise<Vault>;
  /** The organisation's, which every vault here has pinned. */
  readonly organisation: { readonly id: string; readonly key: CryptoKey };
  /** Somebody's private keys, for a server that has them as its accomplice. */
  keysOf(user: User): Promise<UnlockedKeys>;
  record(id?: SecretId): Promise<SecretRecord>;
  entries(id?: SecretId): Promise<Signed[]>;
  /** Rewrites what is stored. */
  rewrite<T extends object>(ref: RecordRef, change: (body: T) => T): Promise<void>;
  /** Signs the next entry of the secret, or another one, as somebody whose keys the server has. */
  forge(by: User, over: Partial<Entry>, key?: CryptoKey): Promise<Signed>;
  /** Shows an entry more to everybody. */
  append(signed: Signed): Promise<void>;
  /** Shows other entries to everybody. */
  show(entries: readonly Signed[]): Promise<void>;
  /** Puts back what was rewritten. */
  mend(): Promise<void>;
  /** How many data keys and groups' keys Davi opens in what vaults sent, from one command on. */
  stolen(since?: number): Promise<number>;
  close(): Promise<void>;
}

export async function partOf(entries: readonly Signed[], after: number, honest: ChainPart): Promise<ChainPart> {
  const last = entries.at(-1) ?? '';
  return { ...honest, seq: entries.length, head: await hashOf(last), entries: entries.filter((_entry, at) => at >= after) };
}

const opens = (work: Promise<unknown>): Promise<number> => work.then(() => 1, () => 0);
const envelopesIn = (command: Command): readonly Envelope[] =>
  [...('resealed' in command && command.resealed ? [command.resealed] : []), ...('envelope' in command ? [command.envelope] : []), ...('content' in command && command.content ? [command.content.envelope] : [])];

/** How many keys of these commands somebody's own key opens: those of secrets, and those of groups. */
async function openedBy(pair: CryptoKeyPair, commands: readonly Command[], envelopeOf: (secret: SecretId) => Promise<Envelope | undefined>): Promise<number> {
  let found = 0;
  for (const command of commands) {
    if (command.type === 'group.save') for (const wrap of command.keys.wraps) found += await opens(unwrapGroupKey(wrap, command.groupId, command.keys.key.id, pair));
    if (!('secretId' in command)) continue;
    const wraps = [...('wraps' in command ? command.wraps : []), ...('content' in command && command.content ? command.content.wraps : [])];
    const stored = await envelopeOf(command.secretId);
    for (const wrap of wraps) {
      for (const { version, commitment } of [...envelopesIn(command), ...(stored ? [stored] : [])]) found += await opens(unwrapDataKey(wrap, { secret: command.secretId, version, commitment }, pair));
    }
  }
  return found;
}

export async function aScene(): Promise<Scene> {
  const directory = aDirectory(everybody, theGroups);
  const { publicKey, privateKey } = await anOrganisationKey();
  const world = aWorld({ directory, organisationKeys: [publicKey], policy: { levels: ['view', 'edit', 'manage'] } });
  const liar = liarOver(world.authority);
  const opened: Vault[] = [];
  const vaults = new Map<string, Promise<Vault>>();
  const fresh = async (user: User): Promise<Vault> => {
    const vault = await openVault({ actor: user.id, authority: liar.authority, keys: world.keys, organisationKeys: [publicKey] });
    opened.push(vault);
    return vault;
  };
  const vault = (user: User): Promise<Vault> => {
    const known = vaults.get(user.id) ?? fresh(user);
    vaults.set(user.id, known);
    return known;
  };
  const hers = await vault(ana);
  for (const user of [bruno, carla, davi, joao, maria]) await (await openVault({ actor: user.id, authority: world.authority, keys: world.keys })).close();
  const { id } = ok(await hers.secrets.add(aSecret({ name: 'The secret', clientSecret: VALUE })));
  const other = ok(await hers.secrets.add(aSecret({ name: 'Another', clientSecret: OTHER }))).id;
  ok(await hers.sharing.share(id, [grant(bruno, 'edit'), grant(carla, 'view')]));
  ok(await hers.sharing.share(other, [grant(bruno, 'view')]));

  const bodyOf = async <T>(ref: RecordRef): Promise<T> => (await world.storage.get(ref))!.body as T;
  const entries = (of = id): Promise<Signed[]> => listEntries(world.storage, of, 0, 200);
  const keysOf = async (user: User): Promise<UnlockedKeys> => {
    const account = await bodyOf<AccountRecord>({ kind: 'account', id: user.id });
    const { accountKey } = ok(await world.keys.unlock({ actor: user.id, records: account.unlock }));
    return openKeyset(user.id, accountKey, account.keyset, account.publicKeys);
  };
  const rewritten: { readonly ref: RecordRef; readonly body: object }[] = [];
  const put = async (ref: RecordRef, body: object): Promise<void> => {
    const stored = (await world.storage.get(ref))!;
    const written = await world.storage.commit({
      command: anId(), digest: anId(), expect: [], deletes: [], readers: [], result: null, entry: { command: anId(), actor: ana.id, at: new Date(0), steps: [] },
      puts: [{ ...stored, revision: stored.revision + 1, body }],
    });
    if (written.kind !== 'written') throw new Error('the record was not rewritten');
  };
  const show = async (shown: readonly Signed[]): Promise<void> => {
    liar.answer('secret.chain', (honest, { secretId, after }) => (secretId === id ? partOf(shown, after, honest) : honest));
  };
  return {
    organisation: { id: (await publicKeyOf('Ed25519', fromBase64Url(publicKey))).id, key: privateKey },
    world, directory, liar, id, other, vault, fresh, keysOf, entries, show,
    record: (of = id) => bodyOf<SecretRecord>({ kind: 'secret', id: of }),
    async mend() { for (const { ref, body } of rewritten.splice(0).reverse()) await put(ref, body); },
    async rewrite<T extends object>(ref: RecordRef, change: (body: T) => T) {
      const body = await bodyOf<T>(ref);
      rewritten.push({ ref, body });
      await put(ref, change(structuredClone(body)));
    },
    async forge(by, over, key) {
      const keys = await keysOf(by);
      const all = await entries();
      const last = readEntry(all.at(-1)!)!;
      const entry: Entry = { v: 1, suite: 'MS1', secret: id, seq: last.seq + 1, prev: await hashOf(all.at(-1)!), command: anId(), actor: by.id, actorKey: keys.publicKeys.signing.id, at: last.at, steps: [], ...over };
      return signEntry(entry, key ?? keys.signing);
    },
    async append(signed) { await show([...(await entries()), signed]); },
    stolen: async (since = 0) => openedBy((await keysOf(davi)).pair, liar.commands.slice(since), async (of) => (await bodyOf<SecretRecord>({ kind: 'secret', id: of })).envelope),
    async close() {
      liar.repent();
      for (const one of opened) await one.close();
      await world.close();
    },
  };
}
