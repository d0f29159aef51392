import type { GroupId, PrincipalId, UserId } from '../model/ids.js';
import type { Group, Principal, RecipientMatch, User } from '../model/principal.js';
import { aRule, equal, holds } from './contract-check.js';
import type { ContractRule } from './contract-rule.js';
import type { Directory } from './directory.js';

/** How a test opens a directory, and who is in it. */
export interface DirectoryHarness {
  open(): Promise<Directory>;
  clean(): Promise<void>;
  readonly fixture: DirectoryFixture;
}

/**
 * Everybody in the directory. Among them: one who is suspended, one who is invited, one who is in no group, one with an e-mail, an enabled and a
 * disabled group, a group of at least three, and `twins`, two people of one name that is in no other field.
 */
export interface DirectoryFixture {
  /** Who asks: an active user. */
  readonly asker: UserId;
  readonly users: readonly User[];
  readonly groups: readonly { readonly group: Group; readonly members: readonly UserId[] }[];
  readonly twins: readonly [UserId, UserId];
}

const UNKNOWN: readonly PrincipalId[] = ['user:nobody-of-this-id', 'group:none-of-this-id', 'user:__proto__', 'user:constructor', 'group:toString', 'group:', `user:${'x'.repeat(200)}`];
const NOTHING = 'qzxjvkqzxjvk';
const byId = (principals: readonly Principal[]): readonly Principal[] => [...principals].sort((a, b) => (a.id < b.id ? -1 : 1));
const everybody = ({ users, groups }: DirectoryFixture): readonly Principal[] => [...users, ...groups.map(({ group }) => group)];
const idsOf = (matches: readonly RecipientMatch[]): readonly PrincipalId[] => matches.map(({ principal }) => principal.id);
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function one<T>(found: T | undefined, what: string): T {
  holds(found !== undefined, `the fixture of the harness has ${what}`);
  return found;
}
function twinName({ users, twins }: DirectoryFixture): string {
  const [first, second] = twins.map((id) => users.find((user) => user.id === id));
  holds(first !== undefined && first.name === second?.name && first !== second, 'the fixture of the harness has two people of one name as `twins`');
  return first.name;
}
/** Those whose name nobody else has. */
const uniquelyNamed = (fixture: DirectoryFixture): readonly Principal[] =>
  everybody(fixture).filter(({ id, name }) => everybody(fixture).every((other) => other.id === id || !sameName(other.name, name)));

const lookingUp: readonly ContractRule<DirectoryHarness>[] = [
  aRule('`get` gives those that exist, whole, and passes over those that do not', async ({ open, fixture }) => {
    const directory = await open();
    const all = everybody(fixture);
    equal(byId(await directory.get([...UNKNOWN, ...all.map(({ id }) => id)])), byId(all), 'everybody');
    for (const principal of all) equal(await directory.get([principal.id]), [principal], `only ${principal.id}`);
    equal(await directory.get(UNKNOWN), [], 'those who do not exist');
    equal(await directory.get([]), [], 'nobody');
  }),
  aRule('`groupsOf` gives every group of a person, enabled or not', async ({ open, fixture }) => {
    const directory = await open();
    one(fixture.groups.find(({ group, members }) => !group.enabled && members.length > 0), 'a disabled group with a member');
    one(fixture.users.find(({ id }) => fixture.groups.every(({ members }) => !members.includes(id))), 'a person in no group');
    for (const { id } of fixture.users) {
      const expected = fixture.groups.filter(({ members }) => members.includes(id)).map(({ group }) => group.id);
      equal([...(await directory.groupsOf(id))].sort(), expected.sort(), `the groups of ${id}`);
    }
    equal(await directory.groupsOf('user:__proto__'), [], 'the groups of somebody unknown');
  }),
  aRule('`membersOf` gives pages in the order of ids, without repeats and without gaps', async ({ open, fixture }) => {
    const directory = await open();
    one(fixture.groups.find(({ members }) => members.length >= 3), 'a group of at least three');
    for (const { group, members } of fixture.groups) {
      for (const limit of [1, 2, members.length || 1, members.length + 1]) {
        const seen: UserId[] = [];
        for (let pages = 0; pages <= members.length; pages += 1) {
          const page = await directory.membersOf(group.id, { after: seen.at(-1), limit });
          holds(page.length <= limit, 'a page holds no more than its limit');
          seen.push(...page);
          if (page.length < limit) break;
        }
        equal(seen, [...members].sort(), `the members of ${group.id} by ${limit}`);
      }
    }
    for (const id of UNKNOWN.filter((unknown): unknown is GroupId => unknown.startsWith('group:'))) equal(await directory.membersOf(id, { limit: 9 }), [], 'the members of an unknown group');
  }),
];

const searching: readonly ContractRule<DirectoryHarness>[] = [
  aRule('`search` finds everybody by the name and the username, suspended and invited people too', async ({ open, fixture }) => {
    const directory = await open();
    for (const status of ['suspended', 'invited'] as const) one(fixture.users.find((user) => user.status === status), `somebody who is ${status}`);
    for (const principal of everybody(fixture)) {
      for (const text of principal.kind === 'user' ? [principal.name, principal.username] : [principal.name]) {
        const matches = await directory.search(text, { asker: fixture.asker, limit: 20 });
        equal(matches.find((match) => match.principal.id === principal.id)?.principal, principal, `who is found by “${text}”`);
      }
    }
  }),
  aRule('`search` gives each once, and no more than the limit', async ({ open, fixture }) => {
    const directory = await open();
    for (const text of ['', 'a', 'e', twinName(fixture)]) {
      for (const limit of [1, 2, 50]) {
        const ids = idsOf(await directory.search(text, { asker: fixture.asker, limit }));
        holds(ids.length <= limit && new Set(ids).size === ids.length, `“${text}” finds no more than ${limit}, each once`);
      }
    }
  }),
  aRule('the matched letters lie inside of the field that they are about', async ({ open, fixture }) => {
    const directory = await open();
    for (const { name } of everybody(fixture)) {
      for (const { principal, matches } of await directory.search(name.slice(0, 4), { asker: fixture.asker, limit: 20 })) {
        for (const { field, ranges } of matches) {
          const text = (field in principal ? Reflect.get(principal, field) : '') as string;
          holds(ranges.every(([start, end]) => Number.isInteger(start) && start >= 0 && start < end && end <= text.length), `the ranges in ${field} of ${principal.id} lie inside of it`);
        }
      }
    }
  }),
  aRule('what nobody is called finds nothing, and no text is a pattern', async ({ open, fixture }) => {
    const directory = await open();
    equal(await directory.search(NOTHING, { asker: fixture.asker, limit: 9 }), [], 'what nobody is called');
    for (const text of ['.*[', '%', '\\', "'--", '\u0000', '\uD800', '__proto__', 'x'.repeat(500)]) {
      holds(Array.isArray(await directory.search(text, { asker: fixture.asker, limit: 9 })), 'any text can be looked for');
    }
  }),
  aRule('of two equally good matches the one of the higher weight comes first', async ({ open, fixture }) => {
    const directory = await open();
    for (const first of fixture.twins) {
      const ids = idsOf(await directory.search(twinName(fixture), { asker: fixture.asker, limit: 9, weightOf: (id) => (id === first ? 5 : 0) }));
      equal(ids.find((id) => (fixture.twins as readonly PrincipalId[]).includes(id)), first, 'the first of the twins');
    }
  }),
  aRule('a search that was aborted rejects with the reason', async ({ open, fixture }) => {
    const directory = await open();
    const reason = new Error('no longer wanted');
    const outcome = await directory.search('a', { asker: fixture.asker, limit: 9, signal: AbortSignal.abort(reason) }).then(() => 'found', (error: unknown) => error);
    holds(outcome === reason, 'an aborted search rejects with the reason of its signal');
  }),
];

const resolving: readonly ContractRule<DirectoryHarness>[] = [
  aRule('`resolve` answers every entry in order, and says which entry it answers', async ({ open, fixture }) => {
    const directory = await open();
    const entries = [NOTHING, fixture.asker, '', fixture.asker, NOTHING];
    const answers = await directory.resolve(entries, { asker: fixture.asker });
    equal(answers.map(({ entry }) => entry), entries, 'the entries');
    equal(answers.map(({ principal }) => principal?.id), [undefined, fixture.asker, undefined, fixture.asker, undefined], 'whom they name');
    equal(await directory.resolve([], { asker: fixture.asker }), [], 'no entries');
  }),
  aRule('`resolve` finds by id, username, e-mail and unique name, without regard to case', async ({ open, fixture }) => {
    const directory = await open();
    one(fixture.users.find(({ email }) => email !== undefined), 'somebody with an e-mail');
    const unique = uniquelyNamed(fixture);
    for (const principal of everybody(fixture)) {
      const handles = principal.kind === 'user' ? [principal.username, ...(principal.email ? [principal.email] : [])] : [];
      const entries = [principal.id, ...handles, ...(unique.includes(principal) ? [principal.name] : [])];
      for (const entry of [...entries, ...entries.map((text) => text.toUpperCase()), ...entries.map((text) => text.toLowerCase())]) {
        const [answer] = await directory.resolve([entry], { asker: fixture.asker });
        equal(answer?.principal, principal, `whom “${entry}” names`);
      }
    }
  }),
  aRule('a name of several is ambiguous and names them; what names nobody is unknown', async ({ open, fixture }) => {
    const directory = await open();
    const [twins] = await directory.resolve([twinName(fixture)], { asker: fixture.asker });
    equal([twins?.problem, twins?.principal, twins?.candidates?.map(({ id }) => id).sort()], ['ambiguous', undefined, [...fixture.twins].sort()], 'the answer to a name of two');
    for (const entry of [NOTHING, '__proto__', 'constructor', '', ' ', '*', ...UNKNOWN]) {
      const [answer] = await directory.resolve([entry], { asker: fixture.asker });
      equal([answer?.problem, answer?.principal], ['unknown', undefined], `the answer to “${entry.slice(0, 30)}”`);
    }
  }),
];

/** Every promise of `Directory`. */
export const directoryContract: readonly ContractRule<DirectoryHarness>[] = [...lookingUp, ...searching, ...resolving];
