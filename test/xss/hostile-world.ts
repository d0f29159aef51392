import { expect } from '@open-wc/testing';
import type { AllowShare, Directory, Group, Principal, RecipientMatch, SecretDetails, SecretId, SecretInput, SecretSummary, User, Vault } from '../../src/core/index.js';
import { type World, aDirectory, aWorld, ana, grant, ok } from '../support/vault-builders.js';

/** A secret whose every text is one payload. */
export interface HostileSecret { readonly payload: string; readonly id: SecretId }

/** Ana's vault in a world where every name, address, reason and text is a payload. */
export interface HostileWorld {
  readonly world: World;
  /** The vault as the elements get it: every text that it answers with is the whole payload, cut and cleaned by nobody. */
  readonly vault: Vault;
  /** The same vault as it is. */
  readonly real: Vault;
  readonly secrets: readonly HostileSecret[];
  /** The secret that everybody hostile has access to. */
  readonly crowd: SecretSummary;
  /** A secret of no hostile text, shared with nobody. */
  readonly plain: SecretSummary;
  /** How a secret's URL is written: the payload itself, or behind a web address. */
  urls: 'bare' | 'behind a web address';
  /** Whether `vault` answers with whole payloads, or with what was stored. */
  answers: 'whole' | 'as stored';
}

/** Ids hold visible characters only. */
const idOf = (payload: string, at: number): string => `${at}:${payload.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '').slice(0, 150)}`;
const isOutsider = ({ id }: Principal): boolean => id.startsWith('user:outside-');
/** A picture may hold anything; what is in it is no part of the page. */
const picture = (payload: string): string => `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg">${payload}</svg>`;

function principalsOf(payload: string, at: number): readonly Principal[] {
  const name = payload || '(empty)';
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

/** What finds everybody whom the payload at this place names: the payload itself may be longer than a search, or all white space. */
export const findsAt = (at: number): string => `hostile ${at}`;

/** A directory that says what hostile people wrote into their profiles. Whoever searches for a payload finds whom it names. */
function hostileDirectory(payloads: readonly string[]): Directory & { readonly members: readonly Principal[] } {
  const plain = aDirectory();
  const byText = new Map(payloads.map((payload, at) => [findsAt(at), principalsOf(payload, at)]));
  const members = payloads.flatMap(principalsOf);
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

/** As much of the payload as the vault takes: what is too long is cut, what must not be empty is not. */
function inputOf(payload: string, at: number): SecretInput {
  const cut = (most: number): string => payload.slice(0, most).replace(/\p{Cs}/gu, '');
  return {
    name: `${cut(180)} ${at}`, url: `${cut(2_000)} ${at}`, clientId: `${cut(1_000)} ${at}`, clientSecret: payload || '(empty)',
    identifier: `${cut(80)} ${at}`, method: cut(20), tags: [`${cut(40)} ${at}`], notes: cut(10_000),
  };
}

function whole<T extends SecretSummary | SecretDetails>(secret: T, payload: string, urls: HostileWorld['urls']): T {
  const [person] = principalsOf(payload, 0) as readonly User[];
  const texts = { name: payload, url: urls === 'bare' ? payload : `https://host.example/${payload}`, identifier: payload, method: payload, tags: [payload, `${payload} `, ` ${payload}`, `-${payload}`], owner: person };
  return { ...secret, ...texts, ...('clientId' in secret && { clientId: payload, notes: payload, createdBy: person, changedBy: person }) };
}

/** A vault whose answers carry whole payloads, as a hostile authority's might. */
function wholeVault(real: Vault, payloadOf: ReadonlyMap<SecretId, string>, how: () => Pick<HostileWorld, 'urls' | 'answers'>): Vault {
  const fill = <T extends SecretSummary>(secret: T): T => {
    const payload = payloadOf.get(secret.id);
    const { urls, answers } = how();
    return payload === undefined || answers === 'as stored' ? secret : whole(secret, payload, urls);
  };
  return {
    ...real, keys: real.keys,
    secrets: {
      ...real.secrets,
      async list(...asked) { const page = await real.secrets.list(...asked); return { ...page, items: page.items.map(fill) }; },
      async get(...asked) { const got = await real.secrets.get(...asked); return got.ok ? { ...got, value: fill(got.value) } : got; },
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
  const secrets: HostileSecret[] = [];
  for (const [at, payload] of payloads.entries()) secrets.push({ payload, id: ok(await real.secrets.add(inputOf(payload, at))).id });
  const payloadOf = new Map(secrets.map(({ id, payload }) => [id, payload]));
  expect(payloadOf.size).to.equal(payloads.length);
  const made: HostileWorld = { world, real, secrets, crowd, plain, urls: 'bare', answers: 'whole', vault: wholeVault(real, payloadOf, () => made) };
  return made;
}
