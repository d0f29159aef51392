import * as z from 'zod/mini';
import { MySafeError } from '../model/fault.js';
import { type GroupId, type PrincipalId, type UserId, groupIdSchema, userIdSchema } from '../model/ids.js';
import type { Group, Principal, User } from '../model/principal.js';
import { cleanText } from '../model/text.js';
import type { Directory } from '../ports/directory.js';
import { type PrincipalIndex, createPrincipalIndex } from '../search/lazy-index.js';
import { type Resolver, createResolver } from './resolve-entry.js';

/** A group of a static directory. It is enabled unless it says otherwise. */
export interface StaticGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly members: readonly UserId[];
  readonly enabled?: boolean;
  readonly description?: string;
}

/** The people and groups that `staticDirectory` serves. A user is `active` unless it says otherwise. */
export interface StaticDirectoryData {
  readonly users: readonly (Omit<User, 'kind' | 'status'> & Partial<User>)[];
  readonly groups?: readonly StaticGroup[];
}

type Bare = Readonly<Record<string, unknown>>;

interface Entries {
  readonly principals: ReadonlyMap<PrincipalId, Principal>;
  readonly members: ReadonlyMap<GroupId, readonly UserId[]>;
  readonly groupsOf: ReadonlyMap<UserId, readonly GroupId[]>;
}

/**
 * A directory of people and groups that do not change. The data is copied: later changes to it have no effect.
 * Searching indexes it once, at the first search, and resolving at the first entry. A name that looks like another's is `ambiguous`.
 * @throws {MySafeError} `misuse/invalid-directory` naming the entry and the field that are wrong.
 */
export function staticDirectory(data: StaticDirectoryData): Directory {
  const { principals, members, groupsOf } = readEntries(data);
  let index: Promise<PrincipalIndex> | undefined;
  let resolver: Promise<Resolver> | undefined;
  return Object.freeze<Directory>({
    async get(ids) {
      return [...new Set(ids)].flatMap((id) => principals.get(id) ?? []);
    },
    async search(text, { limit, signal, weightOf }) {
      signal?.throwIfAborted();
      const ready = await (index ??= createPrincipalIndex(principals.values()));
      signal?.throwIfAborted();
      return ready.search(text, { limit, weightOf });
    },
    async resolve(entries) {
      return entries.map(await (resolver ??= createResolver(principals.values())));
    },
    async groupsOf(user) {
      return [...(groupsOf.get(user) ?? [])];
    },
    async membersOf(group, { after, limit }) {
      const ids = members.get(group) ?? [];
      const start = after === undefined ? 0 : ids.findIndex((id) => id > after);
      return start < 0 ? [] : ids.slice(start, start + limit);
    },
  });
}

function readEntries(data: StaticDirectoryData): Entries {
  const principals = new Map<PrincipalId, Principal>();
  const members = new Map<GroupId, readonly UserId[]>();
  const groupsOf = new Map<UserId, GroupId[]>();
  const add = (principal: Principal, where: string) => {
    if (principals.has(principal.id)) throw invalid(`${where}.id`, 'is used twice');
    principals.set(principal.id, principal);
  };
  listOf(data, 'data', 'users').forEach((user, i) => add(readUser(user, `users[${i}]`), `users[${i}]`));
  if (own(data, 'groups') !== undefined) {
    listOf(data, 'data', 'groups').forEach((group, i) => {
      const where = `groups[${i}]`;
      const ids = readMembers(group, where, principals);
      const read = readGroup(group, where, ids.length);
      add(read, where);
      members.set(read.id, ids);
      for (const id of ids) {
        const groups = groupsOf.get(id);
        if (groups) groups.push(read.id); else groupsOf.set(id, [read.id]);
      }
    });
  }
  return { principals, members, groupsOf };
}

function readUser(user: unknown, where: string): User {
  return bare<User>({
    kind: 'user',
    id: idOf(user, where, userIdSchema),
    name: textOf(user, where, 'name'),
    username: textOf(user, where, 'username'),
    email: optionalTextOf(user, where, 'email'),
    avatarUrl: optionalTextOf(user, where, 'avatarUrl'),
    status: statusOf(user, where),
  });
}

function readGroup(group: unknown, where: string, memberCount: number): Group {
  const enabled = own(group, 'enabled') ?? true;
  if (typeof enabled !== 'boolean') throw invalid(`${where}.enabled`, 'is not true or false');
  return bare<Group>({
    kind: 'group',
    id: idOf(group, where, groupIdSchema),
    name: textOf(group, where, 'name'),
    origin: 'directory',
    memberCount,
    enabled,
    description: optionalTextOf(group, where, 'description'),
  });
}

/** Distinct, in the order of their ids. */
function readMembers(group: unknown, where: string, principals: ReadonlyMap<PrincipalId, Principal>): UserId[] {
  const ids = new Set<UserId>();
  listOf(group, where, 'members').forEach((id, i) => {
    const member = principals.get(id as UserId);
    if (member?.kind !== 'user') throw invalid(`${where}.members[${i}]`, 'is not the id of one of the users');
    ids.add(member.id);
  });
  return [...ids].sort();
}

const invalid = (where: string, what: string): MySafeError =>
  new MySafeError('misuse/invalid-directory', `The directory can't be used: ${where} ${what}. Correct it where staticDirectory is called.`);

/** Only what the object itself holds: a polluted prototype has no say. */
function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Bare)[key] : undefined;
}

function listOf(value: unknown, where: string, key: string): readonly unknown[] {
  const list = own(value, key);
  if (!Array.isArray(list)) throw invalid(where === 'data' ? key : `${where}.${key}`, 'is not a list');
  return Array.from(list as readonly unknown[]);
}

function idOf<T>(value: unknown, where: string, schema: z.ZodMiniType<T>): T {
  const parsed = z.safeParse(schema, own(value, 'id'));
  if (!parsed.success) throw invalid(`${where}.id`, 'is not an id like "user:ada" or "group:team" of at most 200 visible characters');
  return parsed.data;
}

function textOf(value: unknown, where: string, key: string): string {
  const text = optionalTextOf(value, where, key);
  if (text === undefined) throw invalid(`${where}.${key}`, 'is empty');
  return text;
}

function optionalTextOf(value: unknown, where: string, key: string): string | undefined {
  const text = own(value, key) ?? undefined;
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw invalid(`${where}.${key}`, 'is not a text');
  return cleanText(text) || undefined;
}

function statusOf(user: unknown, where: string): User['status'] {
  const status = own(user, 'status') ?? 'active';
  if (status === 'active' || status === 'invited' || status === 'suspended') return status;
  throw invalid(`${where}.status`, 'is not "active", "invited" or "suspended"');
}

/** Frozen, without a prototype and without the fields that are absent, so that they stay absent. */
function bare<T extends object>(fields: { [K in keyof T]: T[K] }): T {
  const copy = Object.setPrototypeOf({}, null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) copy[key] = value;
  return Object.freeze(copy) as T;
}
