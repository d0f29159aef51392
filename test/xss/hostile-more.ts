import type { AccessEntry, ActivityEntry, Group, GroupDetails, SecretId, SecretSummary, User, UserId, Vault, WaitingReader } from '../../src/core/index.js';
import { type HostileWorld, principalsOf } from './hostile-world.js';
import { nameFrom } from './looking.js';
import { START, ana } from '../support/vault-builders.js';

const DAY = 86_400_000;

/** What one payload is the name of. */
interface Hostile {
  readonly payload: string;
  readonly secretId: SecretId;
  readonly people: readonly [User, User];
  readonly team: Group;
  /** Ana's own group, and one that the first of the people owns. */
  readonly groups: readonly [GroupDetails, GroupDetails];
}

function hostileOf(payload: string, secretId: SecretId, at: number): Hostile {
  const [person, outsider, team] = principalsOf(payload, at) as [User, User, Group];
  const group = { kind: 'group', name: person.name, description: payload, memberCount: 2, enabled: true, origin: 'private', createdAt: START, revision: 1, members: [person, outsider] } as const;
  return {
    payload, secretId, people: [person, outsider], team,
    groups: [{ ...group, id: `group:hostile-${at}`, ownerId: ana.id }, { ...group, id: `group:theirs-${at}`, ownerId: person.id }],
  };
}

/** Whoever has access: both people and the group, for a day yet. */
function accessTo({ people: [person, outsider], team }: Hostile, owner: User): readonly AccessEntry[] {
  const given = { permission: 'view', status: 'active', grantedBy: outsider, grantedAt: START, expiresAt: new Date(Date.now() + DAY) } as const;
  return [{ principal: owner, permission: 'own', status: 'active' }, { ...given, principal: person }, { ...given, principal: team }];
}

const waitingFor = ({ people: [person, outsider], team }: Hostile): readonly WaitingReader[] =>
  [{ user: person, through: team, reason: 'joined' }, { user: outsider, through: team, reason: 'key-changed' }];

/** One of each way to say who did what to whom. */
function doneTo({ payload, secretId, people: [actor, principal] }: Hostile): readonly ActivityEntry[] {
  const entry = { at: START, actor, secretId, secretName: payload };
  return [
    { ...entry, kind: 'label', fields: ['name', 'tags'] }, { ...entry, kind: 'grant', principal, permission: 'edit', before: 'view', expiresAt: START },
    { ...entry, kind: 'revoke', principal, before: 'view' }, { ...entry, kind: 'transfer', principal },
  ];
}

/** Before somebody hostile saved it. */
const harmless = (group: GroupDetails): GroupDetails => ({ ...group, name: 'Before', description: 'Before', members: [ana] });

function sharingOf({ vault }: HostileWorld, of: (id: SecretId) => Hostile | undefined, given: ReadonlySet<SecretId>): Vault['sharing'] {
  const gone = { ok: false, refusal: { code: 'access/not-found' } } as const;
  return {
    ...vault.sharing,
    async access(id) { const hostile = of(id); return hostile ? { ok: true, value: accessTo(hostile, given.has(id) ? hostile.people[0] : ana) } : { ok: true, value: [] }; },
    async waiting(id) { const hostile = of(id); return { ok: true, value: hostile ? waitingFor(hostile) : [] }; },
    async explain(id, asked) {
      const hostile = of(id);
      const user = hostile?.people[0];
      if (!hostile || user?.id !== asked) return gone;
      return { ok: true, value: { user, permission: 'edit', paths: [{ through: user, permission: 'view', live: true }, { through: hostile.team, permission: 'edit', live: true }] } };
    },
    async share(id, ...asked) { return of(id) ? gone : vault.sharing.share(id, ...asked); },
  };
}

function secretsOf({ vault }: HostileWorld, of: (id: SecretId) => Hostile | undefined, give: (id: SecretId) => void): Vault['secrets'] {
  const held = (secret: SecretSummary): SecretSummary => (of(secret.id) ? { ...secret, shared: true, permission: 'manage' } : secret);
  return {
    ...vault.secrets,
    async list(...asked) { const page = await vault.secrets.list(...asked); return { ...page, items: page.items.map(held) }; },
    async versions(id) {
      const by = of(id)?.people[0] ?? ana;
      const version = { at: START, by, hasClientSecret: true, readable: true };
      return { ok: true, value: [{ ...version, version: 2, current: true }, { ...version, version: 1, current: false }] };
    },
    async compare(id) { const payload = of(id)?.payload ?? ''; return { ok: true, value: { clientId: { then: payload, now: `now ${payload}` }, notes: { then: payload, now: `now ${payload}` }, clientSecret: 'changed' } }; },
    async transfer(id, to) {
      give(id);
      return { ok: false, refusal: { code: 'share/problem', problems: [{ principal: to, problem: 'outside-policy', reason: of(id)?.payload ?? '' }] } };
    },
  };
}

function groupsOf(world: HostileWorld, all: readonly Hostile[]): Vault['groups'] {
  const byId = new Map(all.flatMap((hostile) => hostile.groups.map((group) => [group.id, { group, hostile }] as const)));
  const real = world.vault.groups;
  return {
    ...real,
    async list() { return [...byId.values()].map(({ group }) => group); },
    async get(id, asked) { const found = byId.get(id)?.group; return found ? { ok: true, value: world.answers === 'harmless' ? harmless(found) : { ...found, revision: 2 } } : real.get(id, asked); },
    async opens(id, asked) {
      const found = byId.get(id)?.hostile;
      return found ? { ok: true, value: { secrets: [{ id: found.secretId, name: nameFrom(found.payload), permission: 'view' }], hidden: 0, truncated: false } } : real.opens(id, asked);
    },
    async save(input) { return input.id !== undefined && byId.has(input.id) ? { ok: false, refusal: { code: 'group/changed-meanwhile', revision: 2 } } : real.save(input); },
  };
}

/** The vault of a hostile world where whoever is hostile has access, has done things and has made groups. */
export function vaultOfReaders(world: HostileWorld): Vault {
  const all = world.secrets.map(({ payload, id }, at) => hostileOf(payload, id, at));
  const bySecret = new Map(all.map((hostile) => [hostile.secretId, hostile]));
  const people = new Map<UserId, User>(all.flatMap(({ people: both }) => both.map((user) => [user.id, user] as const)));
  const given = new Set<SecretId>();
  const of = (id: SecretId): Hostile | undefined => bySecret.get(id);
  const { vault } = world;
  return {
    ...vault,
    secrets: secretsOf(world, of, (id) => { given.add(id); }), sharing: sharingOf(world, of, given), groups: groupsOf(world, all),
    activity: { ...vault.activity, async list(asked) { return asked?.secretId === undefined && asked?.actor === undefined ? { entries: all.flatMap(doneTo) } : vault.activity.list(asked); } },
    recipients: {
      ...vault.recipients,
      async resolve(entries, asked) {
        const known = entries.flatMap((entry) => { const principal = people.get(entry as UserId); return principal ? [{ entry, principal }] : []; });
        return known.length > 0 ? known : vault.recipients.resolve(entries, asked);
      },
    },
  };
}
