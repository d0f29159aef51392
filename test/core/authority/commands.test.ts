import { expect } from '@open-wc/testing';
import { type Command, type UserId, localAuthority } from '../../../src/core/index.js';
import type { Level } from '../../../src/core/model/permission.js';
import type { CommandType } from '../../../src/core/protocol/command.js';
import { COMMANDS, LEVELS, ROUTES, type Route, STATES, type State, type StepName, answerOf, heldBy } from '../../support/decision-table.js';
import { aSecret, aWorld, ana, anId, bruno, carla, davi, everybody, faultOf, grant, invited, joao, ok, refused, suspended, type World } from '../../support/vault-builders.js';

const bytes = 'AAAA';
const wrapFor = (user: UserId) => ({ user, key: bytes, enc: bytes, ciphertext: bytes });
const envelopeBy = (author: UserId, version: number, hasValue = true) => ({ suite: 'MS1' as const, version, author, commitment: bytes, details: { nonce: bytes, ciphertext: bytes }, ...(hasValue && { value: { nonce: bytes, ciphertext: bytes } }) });
const label = { name: 'n', url: 'u', identifier: 'ID', tags: [] };

/** The owner of every secret of the table; the actor is Bruno. */
const team = { id: 'group:team' as const, name: 'Team', members: [bruno.id] };
const off = { id: 'group:off' as const, name: 'Off', members: [bruno.id], enabled: false };

/** A command that takes this step, by Bruno. `revision` is the one that the state left behind. */
const commandFor = (name: StepName, secretId: string, revision: number): Command => {
  const id = anId();
  switch (name) {
    case 'label': return { id, type: 'secret.edit', secretId, revision, label: { ...label, name: 'new name' } };
    case 'label with identifier': return { id, type: 'secret.edit', secretId, revision, label: { ...label, identifier: 'NEW' } };
    case 'version': return { id, type: 'secret.edit', secretId, revision, content: { envelope: envelopeBy(bruno.id, 2), wraps: [wrapFor(ana.id), wrapFor(bruno.id)] } };
    case 'disable': return { id, type: 'secret.disable', secretId };
    case 'enable': return { id, type: 'secret.enable', secretId };
    case 'grant': return { id, type: 'secret.share', secretId, changes: [{ op: 'grant', principal: davi.id, permission: 'view' }], commitment: bytes, wraps: [] };
    case 'revoke': return { id, type: 'secret.share', secretId, changes: [{ op: 'revoke', principal: carla.id }], commitment: bytes, wraps: [wrapFor(ana.id), wrapFor(bruno.id)], resealed: { ...envelopeBy(bruno.id, 1), commitment: 'BBBB' } };
    case 'complete': return { id, type: 'secret.complete', secretId, commitment: bytes, wraps: [wrapFor(carla.id)] };
    case 'open to reveal': return { id, type: 'secret.open', secretId, purpose: 'reveal' };
    case 'open to edit': return { id, type: 'secret.open', secretId, purpose: 'edit' };
    case 'open to rekey': return { id, type: 'secret.open', secretId, purpose: 'rekey' };
    case 'transfer': return { id, type: 'secret.transfer', secretId, to: davi.id, commitment: bytes, wraps: [] };
    case 'delete': return { id, type: 'secret.delete', secretId };
    case 'leave': return { id, type: 'secret.leave', secretId };
    case 'rekey': throw new Error('a part of secret.share');
  }
};

/** A world in which Bruno holds `level` by `route` on a secret in `state`. */
async function scene(level: Level, route: Route, state: State) {
  const world = aWorld({ people: everybody, groups: [team, off], policy: { levels: ['view', 'edit', 'manage'] } });
  const tell = async (actor: UserId, command: Record<string, unknown>) => ok(await world.authority.execute(actor, { id: anId(), ...command } as unknown as Command));
  const [secretId, owner] = [anId(), level === 'own' ? bruno.id : ana.id];
  await tell(owner, { type: 'secret.add', secretId, label, envelope: envelopeBy(owner, 1), wraps: [wrapFor(owner)] });
  const share = (...changes: object[]) => tell(owner, { type: 'secret.share', secretId, changes, commitment: bytes, wraps: everybody.map(({ id }) => wrapFor(id)) });
  await share({ op: 'grant', principal: carla.id, permission: 'edit' });
  const end = world.clock.now().getTime() + 10;
  if (level !== 'none' && level !== 'own') {
    const through = { direct: bruno.id, ended: bruno.id, group: team.id, 'weaker direct and group': team.id, 'disabled group': undefined }[route];
    if (through) await share({ op: 'grant', principal: through, permission: level, ...(route === 'ended' && { expiresAt: end }) });
    if (route === 'weaker direct and group') await share({ op: 'grant', principal: bruno.id, permission: 'view' });
  }
  if (state === 'ownersDisable') await tell(owner, { type: 'secret.disable', secretId });
  if (state === 'editorsDisable') await tell(carla.id, { type: 'secret.disable', secretId });
  if (state === 'deleted') await tell(owner, { type: 'secret.delete', secretId });
  if (route === 'ended') world.clock.set(new Date(end));
  return { world, secretId, revision: state === 'active' ? 1 : 2 };
}

describe('the decision table at the authority: every command that names a secret', () => {
  for (const [type, names] of Object.entries(COMMANDS) as [CommandType, readonly StepName[] | undefined][]) {
    if (!names) continue;
    it(`${type} is decided as the table says, for every level, route and state`, async function () {
      this.timeout(30_000);
      for (const level of LEVELS) {
        for (const route of level === 'none' || level === 'own' ? ['direct' as const] : ROUTES) {
          for (const state of STATES) {
            for (const name of names) {
              const { world, secretId, revision } = await scene(level, route, state);
              const result = await world.authority.execute(bruno.id, commandFor(name, secretId, revision));
              const hasDirectGrant = route === 'direct' || route === 'weaker direct and group';
              const answer = (step: StepName) => answerOf(step, heldBy(level, route), state, { hasValue: true, hasDirectGrant });
              // an edit is one command: what forbids any change is told before what forbids this one
              const due = name === 'label with identifier' && answer('version').code !== 'ok' ? answer('version') : answer(name);
              const was = result.ok ? { code: 'ok' } : result.refusal;
              expect(was, JSON.stringify({ name, level, route, state })).to.deep.include(due);
            }
          }
        }
      }
    });
  }
});

describe('people who are not active', () => {
  const nobody = { ...ana, id: 'user:nobody' as const };

  it('get nothing, whatever they ask for and whatever they were given', async () => {
    const people = [...everybody];
    const world = aWorld({ people, policy: { levels: ['view', 'edit', 'manage'] } });
    const { id } = ok(await (await world.vaultOf(ana)).secrets.add(aSecret()));
    const record = (await world.storage.get({ kind: 'secret', id }))!;
    // as if they had been given everything before they were suspended
    const grants = [suspended, invited, nobody].map((user) => ({ principal: user.id, permission: 'manage', grantedBy: ana.id, grantedAt: 0, setAt: 1 }));
    await world.storage.commit({ command: anId(), digest: 'd', expect: [{ ref: record.ref, revision: record.revision }], puts: [{ ...record, revision: record.revision + 1, body: { ...(record.body as object), grants } }], deletes: [], readers: [], result: null, entry: { command: 'c', actor: ana.id, at: new Date(0), steps: [] } });
    for (const user of [suspended, invited, nobody]) {
      const { authority } = world;
      for (const [type, names] of Object.entries(COMMANDS)) {
        for (const name of names ?? []) expect(refused(await authority.execute(user.id, commandFor(name, id, 1)), 'access/not-found'), `${user.id} ${type}`).to.deep.equal({ code: 'access/not-found' });
      }
      refused(await authority.execute(user.id, { id: anId(), type: 'secret.add', secretId: anId(), label, envelope: envelopeBy(user.id, 1), wraps: [wrapFor(user.id)] }), 'access/not-found');
      refused(await authority.execute(user.id, { id: anId(), type: 'group.save', group: { name: 'g', enabled: true, membersMayView: true, members: [] } }), 'access/not-found');
      refused(await authority.execute(user.id, { id: anId(), type: 'account.enrol', publicKey: { id: bytes, bytes }, keyset: { nonce: bytes, ciphertext: bytes }, unlock: { kind: 'k', params: {}, sealed: bytes } }), 'access/not-found');
      for (const query of [{ type: 'secret.read', secretId: id }, { type: 'secret.sealing', secretId: id }, { type: 'secret.explain', secretId: id, user: ana.id }, { type: 'secret.plan', secretId: id, changes: [grant(bruno)] }, { type: 'group.read', groupId: 'group:ops' }, { type: 'activity.list', query: { secretId: id } }] as const) {
        const answer = await authority.query(user.id, query as never) as { ok: boolean; refusal?: { code: string }; value?: { entries?: unknown[] } };
        expect(answer.ok ? answer.value?.entries : answer.refusal?.code, `${user.id} ${query.type}`).to.be.oneOf(['access/not-found', answer.value?.entries]);
        if (answer.ok) expect(answer.value?.entries).to.deep.equal([]);
      }
      expect(ok(await authority.query(user.id, { type: 'secret.find', query: {} })).items).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'secret.waiting' })).secrets).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.get', ids: [ana.id] }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.keys', users: [ana.id] }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.search', text: 'ana', limit: 5 }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.suggest', limit: 5 }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.resolve', entries: ['ana'] }))).to.deep.equal([{ entry: 'ana', problem: 'unknown' }]);
      expect(ok(await authority.query(user.id, { type: 'group.list' }))).to.deep.equal([]);
    }
    expect(ok(await world.authority.query(suspended.id, { type: 'account.read' }))).to.deep.equal({ user: suspended });
    refused(await world.authority.query(nobody.id, { type: 'account.read' }), 'access/not-found');
  });

  it('open no vault that nobody knows of, and one without keys where they are known', async () => {
    const world = aWorld();
    expect(await faultOf(world.vaultOf(nobody))).to.equal('misuse/unknown-actor');
    for (const user of [suspended, invited]) {
      const vault = await world.vaultOf(user);
      expect(vault.keys.state).to.equal('not-here');
      refused(await vault.secrets.add(aSecret()), 'access/locked');
      expect((await world.storage.get({ kind: 'account', id: user.id }))).to.equal(undefined);
    }
  });
});

describe('a command that is sent twice', () => {
  async function kept({ storage }: World) {
    const kinds = ['secret', 'group', 'account', 'claim', 'use'] as const;
    return JSON.stringify([await Promise.all(kinds.map((kind) => storage.list(kind, { index: 'kind', key: '' }, { limit: 100 }))), (await storage.journal({ limit: 100 })).entries]);
  }

  for (const name of ['label', 'version', 'disable', 'grant', 'revoke', 'complete', 'open to reveal', 'open to rekey', 'transfer', 'delete'] as const) {
    it(`happens once and gives the same answer: ${name}`, async () => {
      const events: unknown[] = [];
      const { world, secretId } = await scene('own', 'direct', 'active');
      const authority = localAuthority({ storage: world.storage, directory: world.directory, policy: { levels: ['view', 'edit', 'manage'] }, clock: () => world.clock.now(), notifier: { async notify(event) { events.push(event); } } });
      const command = commandFor(name, secretId, 1);
      const first = ok(await authority.execute(bruno.id, command));
      const [after, told] = [await kept(world), events.length];
      expect(ok(await authority.execute(bruno.id, command))).to.deep.equal(first);
      expect(ok(await authority.execute(bruno.id, structuredClone(command)))).to.deep.equal(first);
      expect(await kept(world)).to.equal(after);
      expect(events.length).to.equal(told);
    });
  }

  it('is refused where the same id says something else, or comes from somebody else', async () => {
    const { world, secretId } = await scene('own', 'direct', 'active');
    const command = commandFor('label', secretId, 1) as Command & { type: 'secret.edit' };
    ok(await world.authority.execute(bruno.id, command));
    const before = await kept(world);
    expect(await faultOf(world.authority.execute(bruno.id, { ...command, label: { ...label, name: 'another' } }))).to.equal('misuse/command-reused');
    expect(await faultOf(world.authority.execute(carla.id, command))).to.equal('misuse/command-reused');
    expect(await faultOf(world.authority.execute(bruno.id, { id: command.id, type: 'secret.delete', secretId }))).to.equal('misuse/command-reused');
    expect(await kept(world)).to.equal(before);
  });

  it('an open that is sent again hands out no value that came later', async () => {
    const { world, secretId } = await scene('own', 'direct', 'active');
    const open = commandFor('open to reveal', secretId, 1);
    ok(await world.authority.execute(bruno.id, open));
    ok(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.edit', secretId, revision: 1, content: { envelope: { ...envelopeBy(bruno.id, 2), commitment: 'CCCC' }, wraps: [wrapFor(bruno.id)] } }));
    refused(await world.authority.execute(bruno.id, open), 'secret/changed-meanwhile');
  });
});

describe('what the authority takes from a vault', () => {
  it('keys for nobody who may not read', async () => {
    const { world, secretId } = await scene('own', 'direct', 'active');
    const wrapsOf = async () => ((await world.storage.get({ kind: 'secret', id: secretId }))!.body as { wraps: { user: string }[] }).wraps.map(({ user }) => user).toSorted();
    expect(await wrapsOf()).to.deep.equal([bruno.id, carla.id]);
    ok(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.complete', secretId, commitment: bytes, wraps: [wrapFor(joao.id)] }));
    ok(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.edit', secretId, revision: 1, content: { envelope: { ...envelopeBy(bruno.id, 2), commitment: 'CCCC' }, wraps: [wrapFor(joao.id), wrapFor(bruno.id)] } }));
    expect(await wrapsOf()).to.deep.equal([bruno.id]);
  });

  it('no version out of turn, no envelope in another’s name, no keys for an envelope that was replaced', async () => {
    const { world, secretId } = await scene('own', 'direct', 'active');
    const edit = (envelope: ReturnType<typeof envelopeBy>) => world.authority.execute(bruno.id, { id: anId(), type: 'secret.edit', secretId, revision: 1, content: { envelope, wraps: [wrapFor(bruno.id)] } });
    refused(await edit(envelopeBy(bruno.id, 1)), 'input/invalid');
    refused(await edit(envelopeBy(bruno.id, 3)), 'input/invalid');
    refused(await edit(envelopeBy(ana.id, 2)), 'input/invalid');
    const stale = { secretId, commitment: 'ZZZZ', wraps: [wrapFor(davi.id)] };
    refused(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.complete', ...stale }), 'secret/changed-meanwhile');
    refused(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.transfer', to: davi.id, ...stale }), 'secret/changed-meanwhile');
    refused(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.share', changes: [grant(davi) as never], ...stale }), 'secret/changed-meanwhile');
    refused(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.share', changes: [{ op: 'revoke', principal: carla.id }], secretId, commitment: bytes, wraps: [] }), 'secret/changed-meanwhile');
    refused(await world.authority.execute(bruno.id, { id: anId(), type: 'secret.add', secretId: anId(), label: { ...label, identifier: 'X' }, envelope: envelopeBy(bruno.id, 1), wraps: [wrapFor(ana.id)] }), 'input/invalid');
  });

  it('a new secret under an id that is taken: no', async () => {
    const { world, secretId } = await scene('none', 'direct', 'active');
    const outcome = await world.authority.execute(bruno.id, { id: anId(), type: 'secret.add', secretId, label: { ...label, identifier: 'X' }, envelope: envelopeBy(bruno.id, 1), wraps: [wrapFor(bruno.id)] }).then((result) => (result.ok ? 'accepted' : 'refused'), () => 'fault');
    expect(outcome).not.to.equal('accepted');
    expect(((await world.storage.get({ kind: 'secret', id: secretId }))!.body as { owner: string }).owner).to.equal(ana.id);
  });

  it('T22 people share too widely past 2,000 readers', async function () {
    this.timeout(20_000);
    const people = Array.from({ length: 2_001 }, (_, i) => ({ ...davi, id: `user:p${i}` as const, username: `p${i}`, email: undefined }));
    const world = aWorld({ people: [ana, ...people], groups: [{ id: 'group:all', name: 'All', members: people.map(({ id }) => id) }] });
    const vault = await world.vaultOf(ana);
    const { id } = ok(await vault.secrets.add(aSecret()));
    expect(refused(await vault.sharing.share(id, [{ op: 'grant', principal: 'group:all', permission: 'view' }]), 'share/too-wide').limit).to.equal(2_000);
    expect(ok(await vault.sharing.access(id))).to.have.length(1);
  });
});
