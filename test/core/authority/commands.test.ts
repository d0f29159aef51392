import { expect } from '@open-wc/testing';
import { type Command, localAuthority } from '../../../src/core/index.js';
import type { CommandOf } from '../../../src/core/protocol/command.js';
import { COMMANDS } from '../../support/decision-table.js';
import { aSigner, captured, enrolment, envelopeAt, keysetOf, recordOf, signedAdd, signedCommand, wrapAt } from '../../support/signed-commands.js';
import { everythingIn } from '../../support/storage-builders.js';
import { commandFor, label, tableScene } from '../../support/table-scene.js';
import { aSecret, aWorld, ana, anId, bruno, carla, davi, everybody, faultOf, grant, invited, joao, ok, refused, revoke, suspended } from '../../support/vault-builders.js';

describe('people who are not active', () => {
  const nobody = { ...ana, id: 'user:nobody' as const };

  it('get nothing, whatever they ask for and whatever they were given', async () => {
    const world = aWorld({ people: everybody, policy: { levels: ['view', 'edit', 'manage'] } });
    const { id } = ok(await (await world.vaultOf(ana)).secrets.add(aSecret()));
    const { id: groupId } = await world.groupOf(ana, 'Team', [bruno]);
    const record = (await world.storage.get({ kind: 'secret', id }))!;
    // as if they had been given everything before they were suspended
    const grants = [suspended, invited, nobody].map((user) => ({ principal: user.id, permission: 'manage', grantedBy: ana.id, grantedAt: 0, setAt: 1 }));
    await world.storage.commit({ command: anId(), digest: 'd', expect: [{ ref: record.ref, revision: record.revision }], puts: [{ ...record, revision: record.revision + 1, body: { ...(record.body as object), grants } }], deletes: [], readers: [], result: null, entry: { command: 'c', actor: ana.id, at: new Date(0), steps: [] } });
    for (const user of [suspended, invited, nobody]) {
      const { authority } = world;
      const signer = await keysetOf(user);
      for (const [type, names] of Object.entries(COMMANDS)) {
        for (const name of names ?? []) expect(refused(await authority.execute(user.id, await commandFor(world, signer, name, id)), 'access/not-found'), `${user.id} ${type}`).to.deep.equal({ code: 'access/not-found' });
      }
      const save = await captured(world, ana, 'group.save', (vault) => vault.groups.save({ name: 'g', enabled: true, membersMayView: true, members: [] }));
      const { unlock } = enrolment(signer);
      const others: Command[] = [
        await signedAdd(world, signer, label), save, enrolment(signer), { id: anId(), type: 'account.add-method', unlock }, { id: anId(), type: 'account.remove-method', method: unlock.sealed.slice(0, 22) },
        { id: anId(), type: 'account.remember', counter: 1, sealed: { nonce: 'AAAA', ciphertext: 'AAAA' } }, { id: anId(), type: 'group.complete', groupId, key: save.keys.key.id, wraps: [] },
      ];
      expect(others.map(({ type }) => type).toSorted()).to.deep.equal(Object.entries(COMMANDS).filter(([type, names]) => !names && type !== 'space.restore').map(([type]) => type).toSorted());
      for (const command of others) expect(refused(await authority.execute(user.id, command), 'access/not-found'), `${user.id} ${command.type}`).to.deep.equal({ code: 'access/not-found' });
      refused(await authority.execute(user.id, { id: anId(), type: 'space.restore', records: [] }), 'access/not-permitted');
      refused(await localAuthority({ storage: world.storage, directory: world.directory, embedded: true }).execute(user.id, { id: anId(), type: 'space.restore', records: [] }), 'access/not-permitted');
      const queries = [
        { type: 'secret.read', secretId: id }, { type: 'secret.chain', secretId: id, after: 0 }, { type: 'secret.versions', secretId: id }, { type: 'secret.sealing', secretId: id },
        { type: 'secret.explain', secretId: id, user: ana.id }, { type: 'secret.plan', secretId: id, changes: [grant(bruno)] }, { type: 'group.read', groupId }, { type: 'group.opens', groupId },
        { type: 'group.sealing', groupId, members: [] }, { type: 'group.sealing', members: [] }, { type: 'activity.list', query: { secretId: id } },
      ] as const;
      for (const query of queries) {
        const answer = await authority.query(user.id, query as never) as { ok: boolean; refusal?: { code: string }; value?: { entries?: unknown[] } };
        expect(answer.ok ? answer.value?.entries : answer.refusal?.code, `${user.id} ${query.type}`).to.be.oneOf(['access/not-found', answer.value?.entries]);
        if (answer.ok) expect(answer.value?.entries).to.deep.equal([]);
      }
      expect(ok(await authority.query(user.id, { type: 'secret.find', query: {} })).items).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'secret.waiting' })).secrets).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'group.waiting' }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.get', ids: [ana.id] }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.keys', users: [ana.id] }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.search', text: 'ana', limit: 5 }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.suggest', limit: 5 }))).to.deep.equal([]);
      expect(ok(await authority.query(user.id, { type: 'principal.resolve', entries: ['ana'] }))).to.deep.equal([{ entry: 'ana', problem: 'unknown' }]);
      expect(ok(await authority.query(user.id, { type: 'group.list' }))).to.deep.equal([]);
    }
    expect(ok(await world.authority.query(suspended.id, { type: 'account.read' }))).to.deep.equal({ user: suspended, now: world.clock.now().getTime() });
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
  for (const name of ['label', 'version', 'disable', 'grant', 'revoke', 'complete', 'rekey', 'open to reveal', 'open to rekey', 'transfer', 'delete', 'checkpoint'] as const) {
    it(`happens once and gives the same answer: ${name}`, async () => {
      const events: unknown[] = [];
      const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
      const authority = localAuthority({ storage: world.storage, directory: world.directory, policy: { levels: ['view', 'edit', 'manage'] }, clock: () => world.clock.now(), notifier: { async notify(event) { events.push(event); } } });
      const command = await commandFor(world, signer, name, secretId);
      const first = ok(await authority.execute(bruno.id, command));
      const [after, told] = [await everythingIn(world.storage), events.length];
      expect(ok(await authority.execute(bruno.id, command))).to.deep.equal(first);
      expect(ok(await authority.execute(bruno.id, structuredClone(command)))).to.deep.equal(first);
      expect(await everythingIn(world.storage)).to.equal(after);
      expect(events.length).to.equal(told);
    });
  }

  it('is refused where the same id says something else, or comes from somebody else', async () => {
    const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
    const command = await commandFor(world, signer, 'label', secretId) as CommandOf<'secret.edit'>;
    const deletion = await commandFor(world, signer, 'delete', secretId);
    ok(await world.authority.execute(bruno.id, command));
    const before = await everythingIn(world.storage);
    expect(await faultOf(world.authority.execute(bruno.id, { ...command, label: { ...label, name: 'another' } }))).to.equal('misuse/command-reused');
    expect(await faultOf(world.authority.execute(carla.id, command))).to.equal('misuse/command-reused');
    expect(await faultOf(world.authority.execute(bruno.id, { ...deletion, id: command.id }))).to.equal('misuse/command-reused');
    expect(await everythingIn(world.storage)).to.equal(before);
  });

  it('an open that is sent again hands out no value that came later', async () => {
    const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
    const open = await commandFor(world, signer, 'open to reveal', secretId);
    ok(await world.authority.execute(bruno.id, open));
    ok(await world.authority.execute(bruno.id, await commandFor(world, signer, 'version', secretId)));
    refused(await world.authority.execute(bruno.id, open), 'secret/changed-meanwhile');
  });
});

describe('what the authority takes from a vault', () => {
  it('keys for nobody who may not read', async () => {
    const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
    const stranger = await keysetOf(joao);
    const wrapsOf = async () => (await recordOf(world, secretId)).wraps.map(({ to }) => to).toSorted();
    expect(await wrapsOf()).to.deep.equal([bruno.id, carla.id]);
    ok(await world.authority.execute(bruno.id, await signedCommand(world, signer, 'secret.complete', secretId, (place) => ({ wraps: [wrapAt(place, stranger)] }))));
    expect(await wrapsOf()).to.deep.equal([bruno.id, carla.id]);
    ok(await world.authority.execute(bruno.id, await signedCommand(world, signer, 'secret.edit', secretId, (place) =>
      ({ revision: 1, content: { envelope: envelopeAt(place, 2), wraps: [wrapAt(place, stranger), wrapAt(place, signer)], rotated: true } }))));
    expect(await wrapsOf()).to.deep.equal([bruno.id]);
  });

  it('no version out of turn, no envelope in another’s name or for another place', async () => {
    const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
    const before = await everythingIn(world.storage);
    const anas = await keysetOf(ana);
    const names = { author: ana.id, authorKey: anas.keys.publicKeys.signing.id };
    for (const wrong of [{ version: 1 }, { version: 3 }, { author: names.author }, { authorKey: names.authorKey }, names, { seq: 1 }, { seq: 4 }, { prev: '' }, { prev: 'A'.repeat(43) }]) {
      const edit = await signedCommand(world, signer, 'secret.edit', secretId, (place) =>
        ({ revision: 1, content: { envelope: { ...envelopeAt(place, 2), ...wrong }, wraps: [wrapAt(place, signer)], rotated: true } }));
      expect(refused(await world.authority.execute(bruno.id, edit), 'input/invalid').issues, JSON.stringify(wrong)).to.deep.equal([{ path: ['content'], code: 'out-of-range' }]);
      const reseal = await signedCommand(world, signer, 'secret.share', secretId, (place) =>
        ({ changes: [revoke(carla) as never], wraps: [wrapAt(place, signer)], resealed: { ...envelopeAt(place, 1), ...('version' in wrong ? { version: 2 } : wrong) } }));
      refused(await world.authority.execute(bruno.id, reseal), 'secret/changed-meanwhile');
    }
    expect(await everythingIn(world.storage)).to.equal(before);
  });

  it('nothing that was signed for a state which was replaced', async () => {
    const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
    const stale = await Promise.all((['complete', 'rekey', 'transfer', 'grant', 'revoke', 'disable', 'delete', 'checkpoint'] as const).map((name) => commandFor(world, signer, name, secretId)));
    ok(await world.authority.execute(bruno.id, await commandFor(world, signer, 'version', secretId)));
    const before = await everythingIn(world.storage);
    for (const command of stale) expect(refused(await world.authority.execute(bruno.id, command), 'secret/changed-meanwhile').revision, command.type).to.equal(2);
    expect(await everythingIn(world.storage)).to.equal(before);
  });

  it('no revoke that leaves the key with whoever goes', async () => {
    const { world, secretId, bruno: signer } = await tableScene('own', 'direct', 'active');
    const unsealed = await signedCommand(world, signer, 'secret.share', secretId, () => ({ changes: [revoke(carla) as never], wraps: [] }));
    refused(await world.authority.execute(bruno.id, unsealed), 'secret/changed-meanwhile');
  });

  it('a new secret that its owner could not open: no', async () => {
    const world = aWorld();
    const [anas, brunos] = [await aSigner(world.authority, ana), await aSigner(world.authority, bruno)];
    const issues = refused(await world.authority.execute(bruno.id, await signedAdd(world, brunos, label, [anas])), 'input/invalid').issues;
    expect(issues).to.deep.equal([{ path: ['envelope'], code: 'out-of-range' }]);
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
