import { expect } from '@open-wc/testing';
import { type Authority, type SecretId, type Vault, localAuthority, openVault, staticDirectory } from '../../../src/core/index.js';
import type { CommandType } from '../../../src/core/protocol/command.js';
import type { Query } from '../../../src/core/protocol/query.js';
import { aSecret, aWorld, ana, anId, bruno, grant, joao, ok, type World } from '../../support/vault-builders.js';

const texts = (await (await fetch(new URL('../../support/data/hostile-json.json', import.meta.url))).json() as { texts: string[] }).texts;

/** Every public border: what a host, a page or a server could pass a hostile value to. */
interface Borders { readonly [name: string]: (hostile: never) => unknown }

interface Scene { readonly world: World; readonly vault: Vault; readonly authority: Authority; readonly id: SecretId }

async function scene(): Promise<Scene> {
  const world = aWorld();
  await world.enrol(ana, bruno);
  const vault = await world.vaultOf(ana);
  const { id } = ok(await vault.secrets.add(aSecret()));
  ok(await vault.sharing.share(id, [grant(bruno)]));
  return { world, vault, authority: world.authority, id };
}

const aHash = 'A'.repeat(43);
const anId22 = 'A'.repeat(22);
const sealed = { nonce: 'AAAA', ciphertext: 'AAAA' };
const publicKey = { id: anId22, bytes: aHash };
const signed = `AAAA.${'A'.repeat(86)}`;
const label = { name: 'n', url: 'u', tags: [] };
const envelope = { suite: 'MS1', version: 1, seq: 1, prev: '', author: ana.id, authorKey: anId22, commitment: aHash, details: sealed };
const unlock = { kind: 'k', params: {}, sealed: 'AAAA' };

/** A well-formed command of each type. One hostile value takes the place of the whole, and of each field in turn. */
const commands = (secretId: SecretId) => ({
  'account.enrol': { publicKeys: { signing: publicKey, encryption: publicKey, signature: 'A'.repeat(86) }, keyset: sealed, unlock, replaces: anId22 },
  'account.add-method': { unlock },
  'account.remove-method': { method: anId22 },
  'account.remember': { counter: 1_000, sealed },
  'space.restore': { records: [] },
  'secret.add': { secretId: anId(), label, envelope, wraps: [], signed },
  'secret.edit': { secretId, revision: 1, label, signed },
  'secret.enable': { secretId, signed },
  'secret.disable': { secretId, signed },
  'secret.transfer': { secretId, to: joao.id, wraps: [], signed },
  'secret.leave': { secretId, signed },
  'secret.delete': { secretId, signed },
  'secret.share': { secretId, changes: [grant(joao)], wraps: [], signed },
  'secret.complete': { secretId, wraps: [], signed },
  'secret.checkpoint': { secretId, signed },
  'secret.open': { secretId, purpose: 'rekey', after: 0 },
  'group.save': { groupId: 'group:x', group: { name: 'g', enabled: true, membersMayView: true, members: [] }, keys: { epoch: 1, key: publicKey, statement: 'A'.repeat(86), wraps: [], proofs: [] }, signed },
  'group.complete': { groupId: 'group:x', key: anId22, wraps: [] },
}) satisfies Record<CommandType, object>;

const queries = (secretId: SecretId) => ({
  'policy.get': {}, 'account.read': {}, 'principal.get': { ids: [] }, 'principal.search': { text: '', limit: 1 }, 'principal.suggest': { limit: 1 },
  'principal.resolve': { entries: [] }, 'principal.keys': { users: [] }, 'secret.find': { query: {} }, 'secret.read': { secretId, after: 0 }, 'secret.sealing': { secretId },
  'secret.chain': { secretId, after: 0 }, 'secret.versions': { secretId },
  'secret.explain': { secretId, user: ana.id }, 'secret.plan': { secretId, changes: [grant(joao)] }, 'secret.waiting': {}, 'space.backup': {}, 'group.list': {}, 'group.read': { groupId: 'group:x' }, 'group.opens': { groupId: 'group:x' },
  'group.sealing': { members: [] }, 'group.waiting': {}, 'activity.list': { query: {} },
}) satisfies Record<Query['type'], object>;

function bordersOf({ world, vault, authority, id }: Scene): Borders {
  const borders: Record<string, (hostile: never) => unknown> = {
    'openVault actor': (actor) => openVault({ actor, authority, keys: world.keys }),
    'localAuthority policy': (policy) => localAuthority({ storage: world.storage, directory: world.directory, policy }),
    'staticDirectory': (data) => staticDirectory(data),
    'staticDirectory user': (user) => staticDirectory({ users: [user] }),
    'staticDirectory group': (group) => staticDirectory({ users: [], groups: [group] }),
    'secrets.add': (input) => vault.secrets.add(input),
    'secrets.edit id': (hostile) => vault.secrets.edit(hostile, { name: 'x' }, { revision: 1 }),
    'secrets.edit patch': (patch) => vault.secrets.edit(id, patch, { revision: 1 }),
    'secrets.edit at': (at) => vault.secrets.edit(id, { name: 'edited' }, at),
    'secrets.list': (query) => vault.secrets.list(query),
    'secrets.list filter': (filter) => vault.secrets.list({ filter }),
    'secrets.list sort': (sort) => vault.secrets.list({ sort }),
    'secrets.list at': (at) => vault.secrets.list({ at }),
    'secrets.get': (hostile) => vault.secrets.get(hostile),
    'secrets.reveal': (hostile) => vault.secrets.reveal(hostile),
    'secrets.reveal version': (version) => vault.secrets.reveal(id, { version }),
    'secrets.versions': (hostile) => vault.secrets.versions(hostile),
    'secrets.restore id': (hostile) => vault.secrets.restore(hostile, 1, { revision: 1 }),
    'secrets.restore version': (version) => vault.secrets.restore(id, version, { revision: 1 }),
    'secrets.restore at': (at) => vault.secrets.restore(id, 1, at),
    'secrets.enable': (ids) => vault.secrets.enable(ids),
    'secrets.disable': (ids) => vault.secrets.disable(ids),
    'secrets.disable one': (hostile) => vault.secrets.disable([hostile]),
    'secrets.transfer id': (hostile) => vault.secrets.transfer(hostile, bruno.id),
    'secrets.transfer to': (to) => vault.secrets.transfer(id, to),
    'secrets.leave': (hostile) => vault.secrets.leave(hostile),
    'secrets.delete': (hostile) => vault.secrets.delete(hostile),
    'sharing.access': (hostile) => vault.sharing.access(hostile),
    'sharing.explain id': (hostile) => vault.sharing.explain(hostile, ana.id),
    'sharing.explain user': (user) => vault.sharing.explain(id, user),
    'sharing.plan id': (hostile) => vault.sharing.plan(hostile, [grant(joao)]),
    'sharing.plan changes': (changes) => vault.sharing.plan(id, changes),
    'sharing.plan change': (change) => vault.sharing.plan(id, [change]),
    'sharing.share id': (hostile) => vault.sharing.share(hostile, [grant(joao)]),
    'sharing.share changes': (changes) => vault.sharing.share(id, changes),
    'sharing.share change': (change) => vault.sharing.share(id, [change]),
    'sharing.share permission': (permission) => vault.sharing.share(id, [{ op: 'grant', principal: joao.id, permission }]),
    'sharing.share end': (expiresAt) => vault.sharing.share(id, [{ op: 'grant', principal: joao.id, permission: 'view', expiresAt }]),
    'sharing.share at': (accessRevision) => vault.sharing.share(id, [grant(bruno)], { accessRevision }),
    'sharing.shareMany ids': (ids) => vault.sharing.shareMany(ids, [grant(joao)]),
    'sharing.shareMany changes': (changes) => vault.sharing.shareMany([id], changes),
    'sharing.waiting': (hostile) => vault.sharing.waiting(hostile),
    'sharing.confirm id': (hostile) => vault.sharing.confirm(hostile, [joao.id]),
    'sharing.confirm users': (users) => vault.sharing.confirm(id, users),
    'recipients.search': (text) => vault.recipients.search(text),
    'recipients.search options': (options) => vault.recipients.search('x', options),
    'recipients.search secret': (secretId) => vault.recipients.search('x', { secretId }),
    'recipients.suggest': (options) => vault.recipients.suggest(options),
    'recipients.resolve': (entries) => vault.recipients.resolve(entries),
    'recipients.resolve one': (entry) => vault.recipients.resolve([entry]),
    'groups.get': (hostile) => vault.groups.get(hostile),
    'groups.save': (group) => vault.groups.save(group),
    'groups.save members': (members) => vault.groups.save({ name: 'g', enabled: true, membersMayView: true, members }),
    'activity.list': (query) => vault.activity.list(query),
    'activity.list at': (at) => vault.activity.list({ at }),
    'activity.list actor': (actor) => vault.activity.list({ actor }),
    'activity.list kinds': (kinds) => vault.activity.list({ kinds }),
    'keys.unlock': (input) => vault.keys.unlock(input),
    'keys.removeMethod': (method) => vault.keys.removeMethod(method),
    'keys.fingerprint': (user) => vault.keys.fingerprint(user),
    'keys.trust': (user) => vault.keys.trust(user),
    'keys.verify': (user) => vault.keys.verify(user),
    'keys.verify fingerprint': (fingerprint) => vault.keys.verify(joao.id, fingerprint),
    'execute actor': (actor) => authority.execute(actor, { id: anId(), type: 'secret.disable', secretId: id, signed }),
    'execute': (command) => authority.execute(ana.id, command),
    'query actor': (actor) => authority.query(actor, { type: 'secret.find', query: {} }),
    'query': (query) => authority.query(ana.id, query),
  };
  for (const [type, fields] of Object.entries(commands(id))) {
    borders[`execute ${type} id`] = (hostile) => authority.execute(ana.id, { ...fields, type, id: hostile } as never);
    for (const field of Object.keys(fields)) borders[`execute ${type} ${field}`] = (hostile) => authority.execute(ana.id, { ...fields, type, id: anId(), [field]: hostile } as never);
  }
  for (const [type, fields] of Object.entries(queries(id))) {
    borders[`query ${type} more`] = (more) => authority.query(ana.id, { ...fields, type, more } as never);
    for (const field of Object.keys(fields)) borders[`query ${type} ${field}`] = (hostile) => authority.query(ana.id, { ...fields, type, [field]: hostile } as never);
  }
  return borders;
}

/** What came of it: a refusal's code, a fault's code, `TypeError` for what is not even of the type, or an answer. */
async function outcomeOf(border: (hostile: never) => unknown, hostile: unknown): Promise<string> {
  try {
    const answer = await border(hostile as never);
    if (typeof answer !== 'object' || answer === null) return 'answer';
    const list = Array.isArray(answer) ? answer : [answer];
    return list.map((one: unknown) => (typeof one === 'object' && one !== null && 'refusal' in one ? (one.refusal as { code: string }).code : 'answer')).join(',') || 'nothing';
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).name;
  }
}

/** All that is kept, but for what vaults remember in the background: to see that nothing was changed. */
async function everything({ storage }: World): Promise<string> {
  const kinds = ['secret', 'entry', 'version', 'group', 'account', 'claim', 'use'] as const;
  const records = await Promise.all(kinds.map((kind) => storage.list(kind, { index: 'kind', key: '' }, { limit: 1_000 })));
  const { entries } = await storage.journal({ limit: 1_000 });
  return JSON.stringify([records, entries.filter(({ steps }) => steps.length > 0)]);
}

const EXPECTED = /^(access|input|share|secret|group|keys|misuse|storage\/corrupt|answer|nothing|TypeError)/;
const prototypeNow = (): string => JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

describe('hostile JSON (vectors/authored/hostile-json.json)', () => {
  it('is all of it here', () => expect(texts).to.have.length(37));

  it('is refused with a code, or read without effect, at every public border', async function () {
    this.timeout(60_000);
    const here = await scene();
    const clean = prototypeNow();
    let before = await everything(here.world);
    const borders = Object.entries(bordersOf(here));
    expect(borders.length).to.be.greaterThan(100);
    const wrote: string[] = [];
    let count = 0;
    for (const [name, border] of borders) {
      for (const text of texts) {
        const outcome = await outcomeOf(border, JSON.parse(text));
        expect(outcome, `${name} of ${text.slice(0, 80)}`).to.match(EXPECTED);
        expect(prototypeNow(), name).to.equal(clean);
        const after = await everything(here.world);
        if (after !== before) wrote.push(`${name} ${text.slice(0, 80)}`);
        before = after;
        count += 1;
      }
    }
    expect(count).to.equal(borders.length * 37);
    expect(wrote).to.deep.equal(LAWFUL);
  });
});

/** The hostile texts that are a lawful value where they were sent, and so may write. */
const LAWFUL: readonly string[] = ['groups.save members []', 'execute secret.open after 0'];

describe('hostile values that JSON can’t hold', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  class Thing { nonsense = 'n'; get url(): string { throw new RangeError('touched'); } }
  const values: Readonly<Record<string, () => unknown>> = {
    'an array of four thousand million': () => new Array<unknown>(2 ** 32 - 1), 'a cycle': () => cycle, 'what looks like a date': () => Object.create(Date.prototype) as unknown,
    'no date': () => new Date(NaN), 'a function': () => () => 1, 'a symbol': () => Symbol('s'), 'a big integer': () => 10n, 'a map': () => new Map([['name', 'x']]), 'bytes': () => new Uint8Array(100),
    'an instance': () => new Thing(), 'an array that iterates forever': () => Object.assign([1], { *[Symbol.iterator]() { for (;;) yield 1; } }),
    'a date that lies': () => Object.assign(new Date(0), { getTime: () => Number.MAX_SAFE_INTEGER }), 'half a surrogate pair': () => '\ud800', 'a length that is no number': () => ({ length: { a: 1 } }), 'a long text': () => 'x'.repeat(10_000_000),
    'an array of a million': () => new Array<string>(1_000_000).fill('user:ana'),
  };
  const skipped = /^(staticDirectory.*|secrets\.(enable|disable)|sharing\.shareMany ids|recipients\.resolve)$/;
  // the host's own data, and those that go through what they are given one by one
  for (const [name, make] of Object.entries(values)) {
    it(`refuses ${name} everywhere, at once`, async function () {
      this.timeout(20_000);
      const here = await scene();
      const before = await everything(here.world);
      for (const [border, take] of Object.entries(bordersOf(here)).filter(([border]) => !skipped.test(border))) {
        expect(await outcomeOf(take, make()), border).to.match(/^(access|input|share|secret|group|keys|misuse|answer|nothing|TypeError|RangeError)/);
      }
      expect(await everything(here.world)).to.equal(before);
    });
  }
});
