import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../src/adapters/memory-storage.js';
import {
  type AccessEntry, type AllowShare, type Directory, type Group, type GroupId, type KeyKeeper, type LocalAuthority, type Notifier, type Refusal,
  type RefusalCode, type Result, type SecretInput, type SecretSummary, type ShareChange, type SharingPolicy, type StorageAdapter, type User,
  type UserId, type Vault, type VaultChange, localAuthority, openVault, staticDirectory,
} from '../../src/core/index.js';
import { ephemeralKeys } from '../../src/keys/index.js';
// loaded on demand in a page; a test waits for no module
import '../../src/core/authority/on-demand.js';
import '../../src/core/crypto/on-demand.js';
import '../../src/core/search/principal-index.js';
import '../../src/core/vault/on-demand.js';

const person = (id: string, name: string, more: Partial<User> = {}): User =>
  ({ kind: 'user', id: `user:${id}`, name, username: id, email: `${id}@example.org`, status: 'active', ...more });

export const ana = person('ana', 'Ana Costa');
export const joao = person('joao', 'João Pereira');
export const bruno = person('bruno', 'Bruno Alves');
export const carla = person('carla', 'Carla Dias');
export const davi = person('davi', 'Davi Nunes');
/** Two people of one name. */
export const maria = person('maria.silva', 'Maria Silva');
export const otherMaria = person('msilva', 'Maria Silva');
export const suspended = person('sonia', 'Sónia Reis', { status: 'suspended' });
export const invited = person('ivo', 'Ivo Lima', { status: 'invited' });
export const everybody: readonly User[] = [ana, joao, bruno, carla, davi, maria, otherMaria, suspended, invited];

export interface TestGroup { readonly id: GroupId; readonly name: string; readonly members: readonly UserId[]; readonly enabled?: boolean }

const group = (id: string, name: string, members: readonly User[], enabled = true): TestGroup =>
  ({ id: `group:${id}`, name, members: members.map((member) => member.id), enabled });

export const ops = group('ops', 'Operations', [bruno, carla]);
export const disabledGroup = group('old', 'Old team', [bruno, carla], false);
export const theGroups: readonly TestGroup[] = [ops, disabledGroup];

/** What `result` holds, or a failure that names the refusal. */
export function ok<T>(result: Result<T>): T {
  if (!result.ok) expect.fail(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** The refusal with this code, or a failure that names what came instead. */
export function refused<C extends RefusalCode>(result: Result<unknown>, code: C): Extract<Refusal, { code: C }> {
  if (result.ok) expect.fail(`accepted, although ${code} was due`);
  expect(result.refusal.code, JSON.stringify(result.refusal)).to.equal(code);
  return result.refusal as Extract<Refusal, { code: C }>;
}

/** The `MySafeError` that `work` rejects with, by its code. */
export async function faultOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(() => undefined, (error: unknown) => error);
  const { code } = (fault ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : fault instanceof Error ? `no fault of ours: ${fault.message}` : 'no fault';
}

/** What a person fills in. */
export const aSecret = (fields: Partial<SecretInput> = {}): SecretInput =>
  ({ name: 'Payments API', url: 'https://pay.example.org', clientId: 'pay-client', clientSecret: 'correct horse battery staple', ...fields });

export const grant = (to: User | TestGroup | Group, permission: 'view' | 'edit' | 'manage' = 'view', expiresAt?: Date): ShareChange =>
  ({ op: 'grant', principal: to.id, permission, ...(expiresAt && { expiresAt }) });
export const revoke = (from: User | TestGroup | Group): ShareChange => ({ op: 'revoke', principal: from.id });

/** A row of “who has access”, as far as tests compare it. */
export interface AccessLine { readonly principal: string; readonly permission: AccessEntry['permission']; readonly status: AccessEntry['status'] }
export const line = (of: { id: string }, permission: AccessEntry['permission'], status: AccessEntry['status'] = 'active'): AccessLine => ({ principal: of.id, permission, status });
/** The owner's row. */
export const own = (user: User): AccessLine => line(user, 'own');
export const linesOf = (access: readonly AccessEntry[]): AccessLine[] => access.map(({ principal, permission, status }) => ({ principal: principal.id, permission, status }));

/** The authority's clock. Moves only when it is told to. */
export interface TestClock { now(): Date; set(at: Date): void; forward(seconds: number): void }

export const START = new Date('2026-03-02T09:00:00Z');

export function aClock(start = START): TestClock {
  let at = start.getTime();
  return { now: () => new Date(at), set: (to) => { at = to.getTime(); }, forward: (seconds) => { at += seconds * 1_000; } };
}

export interface WorldOptions {
  readonly people?: readonly User[];
  readonly groups?: readonly TestGroup[];
  readonly policy?: Partial<SharingPolicy>;
  readonly allow?: AllowShare;
  readonly notifier?: Notifier;
  readonly undoSeconds?: number;
  readonly now?: Date;
  readonly storage?: StorageAdapter;
  readonly directory?: Directory;
  /** Pinned by the authority and by every vault. */
  readonly organisationKeys?: readonly string[];
}

/** One storage and one directory with everybody's vaults on it. */
export interface World {
  readonly storage: StorageAdapter;
  readonly directory: Directory;
  readonly authority: LocalAuthority;
  readonly clock: TestClock;
  readonly keys: KeyKeeper;
  /** That person's vault, opened once. */
  vaultOf(user: User): Promise<Vault>;
  /** Makes keys for these people, so that nobody's grant is pending. */
  enrol(...users: readonly User[]): Promise<void>;
  /** A private group of `owner`. */
  groupOf(owner: User, name: string, members: readonly User[], more?: { enabled?: boolean; membersMayView?: boolean }): Promise<Group>;
  close(): Promise<void>;
}

/** The host's directory, whose people and groups a test can change. */
export interface ChangingDirectory extends Directory {
  setPeople(people: readonly User[]): void;
  setGroups(groups: readonly TestGroup[]): void;
}

/** A directory whose people and groups can be changed while it is in use. */
export function aDirectory(people: readonly User[] = everybody, groups: readonly TestGroup[] = theGroups): ChangingDirectory {
  let [users, teams] = [people, groups];
  let now = staticDirectory({ users, groups: teams });
  const again = (): void => { now = staticDirectory({ users, groups: teams }); };
  return {
    setPeople(next) { users = next; again(); },
    setGroups(next) { teams = next; again(); },
    get: (ids) => now.get(ids),
    search: (text, options) => now.search(text, options),
    resolve: (entries, options) => now.resolve(entries, options),
    groupsOf: (user) => now.groupsOf(user),
    membersOf: (id, page) => now.membersOf(id, page),
  };
}

export function aWorld(options: WorldOptions = {}): World {
  const organisationKeys = Object.hasOwn(options, 'organisationKeys') ? options.organisationKeys : undefined; // some pages here have a polluted prototype
  const storage = options.storage ?? memoryStorage();
  const people = options.people ?? everybody;
  const groups = options.groups ?? theGroups.filter(({ members }) => members.every((member) => people.some(({ id }) => id === member)));
  const directory = options.directory ?? staticDirectory({ users: people, groups });
  const clock = aClock(options.now);
  const keys = ephemeralKeys();
  const authority = localAuthority({ storage, directory, policy: options.policy, allow: options.allow, notifier: options.notifier, undoSeconds: options.undoSeconds ?? 0, organisationKeys, clock: () => clock.now() });
  const vaults = new Map<UserId, Promise<Vault>>();
  const vaultOf = (user: User): Promise<Vault> => {
    const opened = vaults.get(user.id) ?? openVault({ actor: user.id, authority, keys, organisationKeys });
    vaults.set(user.id, opened);
    return opened;
  };
  return {
    storage, directory, authority, clock, keys, vaultOf,
    async enrol(...users) { for (const user of users) await vaultOf(user); },
    async groupOf(owner, name, members, { enabled = true, membersMayView = true } = {}) {
      return ok(await (await vaultOf(owner)).groups.save({ name, enabled, membersMayView, members: members.map(({ id }) => id) }));
    },
    async close() {
      for (const vault of vaults.values()) await (await vault).close();
      await authority.close();
    },
  };
}

/** One person's vault in a fresh world. */
export async function aVault({ actingAs, secrets = [], ...options }: WorldOptions & { actingAs: User; secrets?: readonly SecretInput[] }): Promise<{ world: World; vault: Vault; secrets: readonly SecretSummary[] }> {
  const world = aWorld(options);
  const vault = await world.vaultOf(actingAs);
  const added: SecretSummary[] = [];
  for (const secret of secrets) added.push(ok(await vault.secrets.add(secret)));
  return { world, vault, secrets: added };
}

/** Resolves with the first change that `matches` (any change where it is left out). Waits for the event, never for time. */
export function nextChange(vault: Vault, matches: (change: VaultChange) => boolean = () => true): Promise<VaultChange> {
  return new Promise((resolve) => {
    const stop = vault.subscribe((change) => {
      if (!matches(change)) return;
      stop();
      resolve(change);
    });
  });
}

/** Looks again at each change of `vault` until `look` finds what it waits for. */
export async function eventually<T>(vault: Vault, look: () => Promise<T | undefined>): Promise<T> {
  let wake: (() => void) | undefined;
  let changed = false;
  const stop = vault.subscribe(() => { changed = true; wake?.(); });
  try {
    for (;;) {
      changed = false;
      const found = await look();
      if (found !== undefined) return found;
      if (!changed) await new Promise<void>((resolve) => { wake = resolve; });
    }
  } finally {
    stop();
  }
}

/** A random 22-character id, as vaults make them. */
export const anId = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
