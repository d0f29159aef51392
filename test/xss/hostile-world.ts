import type { ActivityEntry, AllowShare, Directory, Group, KeyTrust, Principal, RecipientMatch, SecretDetails, SecretId, SecretSummary, User, Vault, WaitingReader } from '../../src/core/index.js';
import { START, type World, aDirectory, aWorld, ana, grant, ok } from '../support/vault-builders.js';
import { nameFrom } from './looking.js';

/** A secret whose every text is one payload. */
export interface HostileSecret { readonly payload: string; readonly id: SecretId }

/** Ana's vault in a world where every name, address, reason and text is a payload. */
export interface HostileWorld {
  readonly world: World;
  /** The vault as the elements get it: every text that it answers with is the whole payload, cut and cleaned by nobody. */
  readonly vault: Vault;
  readonly secrets: readonly HostileSecret[];
  /** The secret that everybody hostile has access to. */
  readonly crowd: SecretSummary;
  /** A secret of no hostile text, shared with nobody. */
  readonly plain: SecretSummary;
  /** How a secret's URL is written: the payload itself, or behind a web address. */
  urls: 'bare' | 'behind a web address';
  /** Whether `vault` answers with payloads, or with what stood there before somebody hostile wrote. */
  answers: 'hostile' | 'harmless';
}

/** Ids hold visible characters only. */
const idOf = (payload: string, at: number): string => `${at}:${payload.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '').slice(0, 150)}`;
const isOutsider = ({ id }: Principal): boolean => id.startsWith('user:outside-');
/** A picture may hold anything; what is in it is no part of the page. */
const picture = (payload: string): string => `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg">${payload}</svg>`;

/** Two people and two groups whose every text is the payload. */
export function principalsOf(payload: string, at: number): readonly Principal[] {
  const name = nameFrom(payload);
  const texts = { kind: 'user', name, username: name, email: name, status: 'active' } as const;
  const group = { kind: 'group', name, description: name, memberCount: 3, enabled: true } as const;
  return [
    { ...texts, id: `user:${idOf(payload, at)}`, avatarUrl: payload },
    { ...texts, id: `user:outside-${idOf(payload, at)}`, avatarUrl: picture(payload) },
    { ...group, id: `group:${idOf(payload, at)}`, origin: 'directory' },
    { ...group, id: `group:private-${idOf(payload, at)}`, origin: 'private', ownerId: ana.id },
  ] satisfies (User | Group)[];
}

/** Every letter of a half is “matched”, so that the payload is taken apart as highlighting does. */
function matchOf(principal: Principal): RecipientMatch {
  const half = (text: string): readonly (readonly [number, number])[] => [[0, Math.ceil(text.length / 2)]];
  const fields = principal.kind === 'user' ? (['name', 'username', 'email'] as const) : (['name'] as const);
  return { principal, matches: fields.map((field) => ({ field, ranges: half((principal as User)[field] ?? '') })) };
}

/** What a typed entry begins with that names the outsider of a payload. */
export const OUTSIDER = 'outsider ';

/** What stands for the payload at this place where somebody types: the payload itself may be longer than a search, or all white space. */
export const entryAt = (at: number): string => `hostile ${at}`;
/** As many payloads as one search finds all four of: it shows eight. */
export const FOUND_AT_ONCE = 2;
/** What finds whom the payloads from this place on name. */
export const findsFrom = (at: number): string => `all from ${at}`;

/** A directory that says what hostile people wrote into their profiles. Whoever searches for a payload finds whom it names. */
function hostileDirectory(payloads: readonly string[]): Directory & { readonly members: readonly Principal[] } {
  const plain = aDirectory();
  const named = payloads.map(principalsOf);
  const byText = new Map(named.flatMap((some, at) => [[entryAt(at), some], [findsFrom(at), named.slice(at, at + FOUND_AT_ONCE).flat()]] as const));
  const members = named.flat();
  const byId = new Map(members.map((principal) => [principal.id, principal]));
  return {
    ...plain, members,
    async get(ids) { return [...await plain.get(ids), ...ids.flatMap((id) => byId.get(id) ?? [])]; },
    async search(text) { return (byText.get(text.trim()) ?? []).map(matchOf); },
    async resolve(entries) {
      return entries.map((entry) => {
        const principal = entry.startsWith(OUTSIDER) ? byText.get(entry.slice(OUTSIDER.length))?.find(isOutsider) : undefined;
        return principal ? { entry, principal } : { entry, problem: 'unknown' };
      });
    },
    async membersOf(id, page) { return byId.has(id) ? [] : plain.membersOf(id, page); },
  };
}

function whole<T extends SecretSummary | SecretDetails>(secret: T, payload: string, urls: HostileWorld['urls']): T {
  const [person] = principalsOf(payload, 0) as readonly User[];
  const texts = { name: payload, url: urls === 'bare' ? payload : `https://host.example/${payload}`, identifier: payload, method: payload, tags: [payload, `${payload} `, ` ${payload}`, `-${payload}`], owner: person, leftSinceRotation: true };
  return { ...secret, ...texts, ...('clientId' in secret && { clientId: payload, notes: payload, createdBy: person, changedBy: person }) };
}

/** One of each kind that is asked about: somebody who joined a group, and two whose fingerprints are to be compared. */
function waitingFor(payload: string): readonly WaitingReader[] {
  const [person, outsider, team] = principalsOf(payload, 0) as [User, User, Group];
  return [{ user: person, through: team, reason: 'joined' }, { user: outsider, through: outsider, reason: 'unverified' }, { user: person, through: team, reason: 'key-changed' }];
}

/** One who opened it and is gone, and one who was removed. */
function leftFrom(secretId: SecretId, payload: string): readonly ActivityEntry[] {
  const [person, outsider] = principalsOf(payload, 0) as [User, User];
  const at = new Date(START.getTime() + 86_400_000);
  return [{ at, actor: person, secretId, kind: 'open' }, { at, actor: ana, secretId, kind: 'revoke', principal: outsider }];
}

/** By turns, so that each of the sentences of the comparison is shown. */
const TRUSTS: readonly KeyTrust['state'][] = ['changed', 'known', 'verified', 'none'];

/** The keys of `vault`, with other answers. Getters stay what they are. */
const keysOf = (vault: Vault, answers: Readonly<Record<string, unknown>>): Vault['keys'] =>
  Object.create(vault.keys, Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, { value }]))) as Vault['keys'];

/** The vault of somebody who is called `name` and is to type a passphrase. */
export const lockedAs = (vault: Vault, name: string): Vault => ({ ...vault, me: { ...vault.me, username: name }, keys: keysOf(vault, { state: 'locked', asks: 'passphrase', enrolled: true }) });

/**
 * A vault whose answers carry whole payloads, as a hostile authority's might: of each hostile secret all that `model` is, with the payload for every text.
 * It seals and signs nothing for them, since what is shown is what is looked at.
 */
function hostileVault(real: Vault, model: SecretDetails, payloadOf: ReadonlyMap<SecretId, string>, how: () => Pick<HostileWorld, 'urls' | 'answers'>): Vault {
  const answerFor = <T extends SecretSummary>(id: SecretId, payload: string): T => {
    const secret = { ...model, id } as unknown as T;
    const { urls, answers } = how();
    return answers === 'harmless' ? secret : whole(secret, payload, urls);
  };
  let compared = 0;
  const trust = async (): Promise<KeyTrust> => ({ state: TRUSTS[(compared += 1) % TRUSTS.length] ?? 'none', fingerprint: '12345 '.repeat(8).trim(), known: '54321 '.repeat(8).trim(), verifiedAt: START });
  const payloadFor = (id: SecretId | undefined): string | undefined => (id === undefined ? undefined : payloadOf.get(id));
  return {
    ...real, keys: keysOf(real, { trust }),
    sharing: {
      ...real.sharing,
      async waiting(id) { const payload = payloadFor(id); return payload === undefined ? real.sharing.waiting(id) : { ok: true, value: waitingFor(payload) }; },
      async explain(id, user) { return payloadOf.has(id) && user !== ana.id ? { ok: false, refusal: { code: 'access/not-found' } } : real.sharing.explain(id, user); },
    },
    activity: {
      ...real.activity,
      async list(asked) { const payload = payloadFor(asked?.secretId); return payload === undefined ? real.activity.list(asked) : { entries: leftFrom(asked!.secretId!, payload) }; },
    },
    secrets: {
      ...real.secrets,
      async list(...asked) {
        const page = await real.secrets.list(...asked);
        return { ...page, items: [...[...payloadOf].map(([id, payload]) => answerFor(id, payload)), ...page.items] };
      },
      async get(id, asked) { const payload = payloadOf.get(id); return payload === undefined ? real.secrets.get(id, asked) : { ok: true, value: answerFor(id, payload) }; },
      async reveal(id, asked) { const payload = payloadOf.get(id); return payload === undefined ? real.secrets.reveal(id, asked) : { ok: true, value: { clientSecret: nameFrom(payload), version: model.version } }; },
      async edit(id, ...asked) { return payloadOf.has(id) ? { ok: false, refusal: { code: 'secret/changed-meanwhile', revision: model.revision + 1 } } : real.secrets.edit(id, ...asked); },
    },
  };
}

/** A world with one secret and four principals for each payload. */
export async function aHostileWorld(payloads: readonly string[]): Promise<HostileWorld> {
  const directory = hostileDirectory(payloads);
  const reasons = new Map(directory.members.filter(isOutsider).map((person) => [person.id, person.name]));
  const allow: AllowShare = ({ principal }) => { const reason = reasons.get(principal.id); return reason === undefined ? true : { reason }; };
  const world = aWorld({ directory, allow });
  const real = await world.vaultOf(ana);
  const crowd = ok(await real.secrets.add({ name: 'Shared with a crowd', url: 'u', clientId: 'c' }));
  ok(await real.sharing.share(crowd.id, directory.members.filter((member) => !isOutsider(member)).map((member) => grant(member as User))));
  const plain = ok(await real.secrets.add({ name: 'A plain one', url: 'u', clientId: 'c' }));
  const model = ok(await real.secrets.get(ok(await real.secrets.add({ name: 'A model', url: 'u', clientId: 'c', clientSecret: 's' })).id));
  const secrets = payloads.map((payload, at): HostileSecret => ({ payload, id: `hostile-${String(at).padStart(14, '0')}` }));
  const made: HostileWorld = { world, secrets, crowd, plain, urls: 'bare', answers: 'hostile', vault: hostileVault(real, model, new Map(secrets.map(({ id, payload }) => [id, payload])), () => made) };
  return made;
}
