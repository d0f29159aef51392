import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import type { Batch, Result, SecretId, SecretPatch, Vault } from '../../../src/core/index.js';
import { aSecret, aVault, aWorld, ana, bruno, carla, faultOf, grant, joao, linesOf, line, ok, ops, own, refused, revoke, type World } from '../../support/vault-builders.js';

/** Ana's secret, shared with Bruno, in a world where both have keys. */
async function shared(permission: 'view' | 'edit' | 'manage', options: Parameters<typeof aWorld>[0] = {}) {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] }, ...options });
  await world.enrol(ana, bruno, carla, joao);
  const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
  const { id } = ok(await hers.secrets.add(aSecret({ identifier: 'PAY', notes: 'rotate in May', tags: ['pay'], method: 'POST' })));
  ok(await hers.sharing.share(id, [grant(bruno, permission)]));
  return { world, hers, his, id };
}

const everybodySees = async (world: World, id: string, value: string): Promise<void> => {
  for (const user of [ana, bruno]) expect(ok(await (await world.vaultOf(user)).secrets.reveal(id)).clientSecret).to.equal(value);
};

describe('secrets.add', () => {
  it('F20 the creator becomes the owner, the first of who has access, and may do everything', async () => {
    const { vault } = await aVault({ actingAs: ana });
    const added = ok(await vault.secrets.add(aSecret()));
    expect(added.permission).to.equal('own');
    expect(added.may).to.deep.equal({ reveal: true, edit: true, disable: true, enable: false, share: true, transfer: true, leave: false, delete: true });
    const details = ok(await vault.secrets.get(added.id));
    expect(linesOf(details.access)).to.deep.equal([own(ana)]);
    expect([details.createdBy.id, details.changedBy.id, details.version]).to.deep.equal([ana.id, ana.id, 1]);
  });

  it('L01 name, URL and Client ID are mandatory, the other five are optional', async () => {
    const { vault } = await aVault({ actingAs: ana });
    for (const field of ['name', 'url', 'clientId'] as const) {
      for (const value of ['', '   ', undefined]) expect(refused(await vault.secrets.add(aSecret({ [field]: value })), 'input/invalid').issues).to.deep.equal([{ path: [field], code: 'required' }]);
    }
    const least = ok(await vault.secrets.add({ name: 'n', url: 'u', clientId: 'c' }));
    expect([least.hasClientSecret, least.identifier, least.method, least.tags]).to.deep.equal([false, undefined, undefined, []]);
    expect(ok(await vault.secrets.get(least.id)).notes).to.equal(undefined);
    refused(await vault.secrets.reveal(least.id), 'secret/no-value');
    expect(least.may.reveal).to.equal(false);
  });

  it('L03 a saved secret appears in the list; L11 its details come without the value', async () => {
    const { vault, secrets: [added] } = await aVault({ actingAs: ana, secrets: [aSecret({ notes: 'n', identifier: 'PAY', method: 'POST', tags: ['a', 'b'] })] });
    expect((await vault.secrets.list()).items.map(({ name }) => name)).to.deep.equal(['Payments API']);
    const details = ok(await vault.secrets.get(added!.id));
    expect([details.clientId, details.notes, details.identifier, details.method, details.tags]).to.deep.equal(['pay-client', 'n', 'PAY', 'POST', ['a', 'b']]);
    expect(JSON.stringify(details)).not.to.contain('correct horse');
  });

  it('T11 an identifier is unique among one owner’s secrets; empty ones never collide; others may use it', async () => {
    const { vault, world } = await aVault({ actingAs: ana });
    ok(await vault.secrets.add(aSecret({ identifier: 'PAY' })));
    expect(refused(await vault.secrets.add(aSecret({ identifier: 'PAY' })), 'secret/identifier-taken')).to.deep.equal({ code: 'secret/identifier-taken' });
    refused(await vault.secrets.add(aSecret({ identifier: '  PAY ' })), 'secret/identifier-taken');
    for (const identifier of ['', '  ', undefined, '']) ok(await vault.secrets.add(aSecret({ identifier })));
    ok(await (await world.vaultOf(joao)).secrets.add(aSecret({ identifier: 'PAY' })));
    expect((await vault.secrets.list()).count).to.equal(5);
  });

  it('T11 lets one of two racing secrets have the identifier', async () => {
    const { vault } = await aVault({ actingAs: ana });
    const results = await Promise.all([1, 2, 3].map(() => vault.secrets.add(aSecret({ identifier: 'PAY' }))));
    expect(results.map((result) => (result.ok ? 'added' : result.refusal.code)).toSorted()).to.deep.equal(['added', 'secret/identifier-taken', 'secret/identifier-taken']);
  });
});

describe('secrets.edit', () => {
  it('changes what the patch names; the rest stays', async () => {
    const { world, his, hers, id } = await shared('edit');
    const before = ok(await his.secrets.get(id));
    const edited = ok(await his.secrets.edit(id, { name: 'Payments v2' }, { revision: before.revision }));
    expect([edited.revision, edited.accessRevision]).to.deep.equal([before.revision + 1, before.accessRevision]);
    const after = ok(await hers.secrets.get(id));
    expect([after.name, after.url, after.clientId, after.notes, after.identifier, after.method, after.tags, after.version]).to.deep.equal(['Payments v2', before.url, 'pay-client', 'rotate in May', 'PAY', 'POST', ['pay'], 1]);
    expect(after.changedBy.id).to.equal(bruno.id);
    await everybodySees(world, id, 'correct horse battery staple');
  });

  it('seals a new version for everybody who may read it', async () => {
    const { world, his, hers, id } = await shared('edit');
    const { revision } = ok(await his.secrets.get(id));
    ok(await his.secrets.edit(id, { clientSecret: 'new value', notes: null }, { revision }));
    await everybodySees(world, id, 'new value');
    const after = ok(await hers.secrets.get(id));
    expect([after.version, after.notes, after.clientId]).to.deep.equal([2, undefined, 'pay-client']);
    expect(linesOf(after.access)).to.deep.equal([own(ana), line(bruno, 'edit')]);
  });

  it('keeps the value where details change, and clears it with null', async () => {
    const { world, hers, id } = await shared('edit');
    ok(await hers.secrets.edit(id, { clientId: 'other-client' }, { revision: 1 }));
    await everybodySees(world, id, 'correct horse battery staple');
    expect(ok(await hers.secrets.get(id)).clientId).to.equal('other-client');
    const cleared = ok(await hers.secrets.edit(id, { clientSecret: null }, { revision: 2 }));
    expect(cleared.hasClientSecret).to.equal(false);
    refused(await hers.secrets.reveal(id), 'secret/no-value');
    expect(ok(await hers.secrets.get(id)).clientId).to.equal('other-client');
  });

  it('takes a field that is undefined for one that is not named', async () => {
    const { hers, id } = await shared('edit');
    const nothing: SecretPatch = { name: undefined, url: undefined, identifier: undefined, tags: undefined, method: undefined, clientId: undefined, clientSecret: undefined, notes: undefined };
    const after = ok(await hers.secrets.edit(id, nothing, { revision: 1 }));
    expect([after.name, after.identifier, after.tags, after.revision]).to.deep.equal(['Payments API', 'PAY', ['pay'], 1]);
  });

  it('clears optional fields with null and refuses it for those that are mandatory', async () => {
    const { hers, id } = await shared('edit');
    const after = ok(await hers.secrets.edit(id, { identifier: null, method: null, tags: null }, { revision: 1 }));
    expect([after.identifier, after.method, after.tags]).to.deep.equal([undefined, undefined, []]);
    for (const field of ['name', 'url', 'clientId']) refused(await hers.secrets.edit(id, { [field]: null }, { revision: 2 }), 'input/invalid');
    ok(await hers.secrets.add(aSecret({ identifier: 'PAY' })));
  });

  it('refuses what was made on an older state, and changes nothing', async () => {
    const { his, hers, id } = await shared('edit');
    ok(await hers.secrets.edit(id, { name: 'First' }, { revision: 1 }));
    expect(refused(await his.secrets.edit(id, { name: 'Second' }, { revision: 1 }), 'secret/changed-meanwhile').revision).to.equal(2);
    expect(ok(await hers.secrets.get(id)).name).to.equal('First');
    const both = await Promise.all([hers.secrets.edit(id, { clientSecret: 'a' }, { revision: 2 }), his.secrets.edit(id, { clientSecret: 'b' }, { revision: 2 })]);
    expect(both.map(({ ok: done }) => done).toSorted()).to.deep.equal([false, true]);
  });

  it('T11 lets only the owner and managers change the identifier, and tells an editor nothing of it', async () => {
    const { his, id } = await shared('edit');
    expect(refused(await his.secrets.edit(id, { identifier: 'X' }, { revision: 1 }), 'access/not-permitted')).to.deep.equal({ code: 'access/not-permitted', needs: 'manage', holds: 'edit' });
    ok(await his.secrets.edit(id, { identifier: 'PAY', name: 'same identifier' }, { revision: 1 }));
    const managed = await shared('manage');
    expect(ok(await managed.his.secrets.edit(managed.id, { identifier: 'X' }, { revision: 1 })).identifier).to.equal('X');
  });

  it('T11 holds an edited identifier to the owner’s others, and frees the old one', async () => {
    const { hers, his, id } = await shared('manage');
    ok(await hers.secrets.add(aSecret({ identifier: 'TAKEN' })));
    refused(await his.secrets.edit(id, { identifier: 'TAKEN' }, { revision: 1 }), 'secret/identifier-taken');
    ok(await his.secrets.edit(id, { identifier: 'FREE' }, { revision: 1 }));
    ok(await hers.secrets.add(aSecret({ identifier: 'PAY' })));
    ok(await his.secrets.add(aSecret({ identifier: 'TAKEN' })));
  });

  it('S17, F05 refuses somebody who can only view', async () => {
    const { his, id } = await shared('view');
    for (const patch of [{ name: 'x' }, { clientSecret: 'x' }]) {
      expect(refused(await his.secrets.edit(id, patch, { revision: 1 }), 'access/not-permitted')).to.deep.equal({ code: 'access/not-permitted', needs: 'edit', holds: 'view' });
    }
  });
});

describe('secrets.enable and disable', () => {
  it('S18, F16, F17 an editor disables for everybody, the owner too, and enables again', async () => {
    const { his, hers, id } = await shared('edit');
    const [disabled] = await his.secrets.disable([id]);
    expect(ok(disabled!).enabled).to.equal(false);
    refused(await hers.secrets.reveal(id), 'access/disabled');
    refused(await hers.secrets.edit(id, { name: 'x' }, { revision: 2 }), 'access/disabled');
    expect((await hers.secrets.list()).items).to.deep.equal([]);
    expect((await hers.secrets.list({ filter: { status: 'disabled' } })).items.map((item) => item.id)).to.deep.equal([id]);
    expect(ok(await hers.secrets.get(id)).clientId).to.equal('pay-client');
    ok((await his.secrets.enable([id]))[0]!);
    expect((await hers.secrets.list()).count).to.equal(1);
  });

  it('F24 disabling twice is no error and moves nothing', async () => {
    const { hers, id } = await shared('edit');
    ok((await hers.secrets.disable([id]))[0]!);
    const [again] = await hers.secrets.disable([id]);
    expect([ok(again!).enabled, ok(again!).revision]).to.deep.equal([false, 2]);
  });

  it('T21 the owner takes over what an editor disabled: then an editor can not enable it', async () => {
    const { world, vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const { id } = secret!;
    ok(await vault.sharing.share(id, [{ op: 'grant', principal: bruno.id, permission: 'edit' }]));
    const editor = await world.vaultOf(bruno);
    ok((await editor.secrets.disable([id]))[0]!);
    ok((await vault.secrets.disable([id]))[0]!);
    const [refusal] = await editor.secrets.enable([id]);
    expect(refusal).to.deep.include({ ok: false, refusal: { code: 'access/not-permitted', needs: 'manage', holds: 'edit' } });
    expect(ok((await vault.secrets.enable([id]))[0]!).enabled).to.equal(true);
  });

  it('T21 what the owner disabled only the owner or a manager enables', async () => {
    const editor = await shared('edit');
    ok((await editor.hers.secrets.disable([editor.id]))[0]!);
    expect(refused((await editor.his.secrets.enable([editor.id]))[0]!, 'access/not-permitted').needs).to.equal('manage');
    const manager = await shared('manage');
    ok((await manager.hers.secrets.disable([manager.id]))[0]!);
    ok((await manager.his.secrets.enable([manager.id]))[0]!);
  });

  it('lets each of a batch stand alone', async () => {
    const { his, hers, id } = await shared('edit');
    const foreign = ok(await hers.secrets.add(aSecret({ name: 'Hers alone' }))).id;
    const results = await his.secrets.disable([foreign, id, 'garbage']);
    expect(results.map((result) => [result.secretId, result.ok ? 'ok' : result.refusal.code])).to.deep.equal([[foreign, 'access/not-found'], [id, 'ok'], ['garbage', 'access/not-found']]);
  });
});

describe('secrets.reveal', () => {
  it('T22 is the last use, which opening the details is not', async () => {
    const { world, his, hers, id } = await shared('view');
    ok(await his.secrets.get(id));
    expect(ok(await hers.secrets.get(id)).lastUsedAt).to.equal(undefined);
    world.clock.forward(60);
    expect(ok(await his.secrets.reveal(id))).to.deep.equal({ clientSecret: 'correct horse battery staple', version: 1 });
    expect(ok(await hers.secrets.get(id)).lastUsedAt).to.deep.equal(world.clock.now());
    expect((await hers.secrets.list()).items[0]?.lastUsedAt).to.deep.equal(world.clock.now());
    expect(ok(await hers.secrets.get(id)).revision).to.equal(1);
  });

  it('never conflicts with editing, or with other reveals', async () => {
    const { his, hers, id } = await shared('view');
    const [edited, ...revealed] = await Promise.all([hers.secrets.edit(id, { name: 'New' }, { revision: 1 }), his.secrets.reveal(id), his.secrets.reveal(id), hers.secrets.reveal(id)]);
    ok(edited);
    expect(revealed.map((result) => ok(result).clientSecret)).to.deep.equal(Array(3).fill('correct horse battery staple'));
  });

  const opens: Readonly<Record<string, (vault: Vault, id: SecretId) => Promise<Result<unknown>>>> = {
    'a reveal': (vault, id) => vault.secrets.reveal(id),
    'an edit that keeps the value': (vault, id) => vault.secrets.edit(id, { clientId: 'other' }, { revision: 1 }),
  };
  for (const [what, open] of Object.entries(opens)) it(`hands out and journals nothing for ${what} where access was taken away before it was journaled`, async () => {
    const store = memoryStorage();
    let before: (() => Promise<unknown>) | undefined;
    const storage = { ...store, commit: async (batch: Batch) => {
      const isOpening = batch.entry.steps.some(({ kind }) => kind === 'open');
      const first = isOpening ? before : undefined;
      if (isOpening) before = undefined;
      await first?.();
      return store.commit(batch);
    } };
    const { hers, his, id } = await shared('edit', { storage });
    before = async () => ok(await hers.sharing.share(id, [revoke(bruno)]));
    refused(await open(his, id), 'access/not-found');
    const opened = (await hers.activity.list({ secretId: id })).entries.filter(({ actor }) => actor.id === bruno.id);
    expect([before, opened]).to.deep.equal([undefined, []]);
  });

  it('stops for a signal that is aborted', async () => {
    const { his, id } = await shared('view');
    const reason = await his.secrets.reveal(id, { signal: AbortSignal.abort() }).catch((error: unknown) => (error as Error).name);
    expect(reason).to.equal('AbortError');
    expect((await his.activity.list()).entries).to.deep.equal([]);
  });
});

describe('secrets.transfer', () => {
  it('F36 makes somebody the owner; the old one keeps manage; everybody can open it', async () => {
    const { world, hers, his, id } = await shared('view');
    const moved = ok(await hers.secrets.transfer(id, bruno.id));
    expect([moved.owner.id, moved.permission]).to.deep.equal([bruno.id, 'manage']);
    expect(linesOf(ok(await his.secrets.get(id)).access)).to.deep.equal([own(bruno), line(ana, 'manage')]);
    await everybodySees(world, id, 'correct horse battery staple');
    expect(refused(await hers.secrets.delete(id), 'access/not-permitted').needs).to.equal('own');
  });

  it('wraps the key for a new owner who could not read it before', async () => {
    const { world, hers, id } = await shared('view');
    ok(await hers.secrets.transfer(id, joao.id));
    expect(ok(await (await world.vaultOf(joao)).secrets.reveal(id)).clientSecret).to.equal('correct horse battery staple');
  });

  it('makes its keys anew where somebody else edited meanwhile', async () => {
    const { world, hers, his, id } = await shared('edit');
    const execute = world.authority.execute.bind(world.authority);
    let between = true;
    const slow = { ...world.authority, execute: (async (actor, command) => {
      if (command.type === 'secret.transfer' && between) {
        between = false;
        ok(await his.secrets.edit(id, { clientSecret: 'edited meanwhile' }, { revision: 1 }));
      }
      return execute(actor, command);
    }) as typeof world.authority.execute };
    const { openVault } = await import('../../../src/core/index.js');
    const vault = await openVault({ actor: ana.id, authority: slow, keys: world.keys });
    ok(await vault.secrets.transfer(id, joao.id));
    expect(ok(await (await world.vaultOf(joao)).secrets.reveal(id)).clientSecret).to.equal('edited meanwhile');
    expect(ok(await hers.secrets.reveal(id)).clientSecret).to.equal('edited meanwhile');
  });

  it('T11 clears an identifier that the new owner uses, and tells so', async () => {
    const events: unknown[] = [];
    const { world, hers, his, id } = await shared('view', { notifier: { async notify(event) { events.push([event.kind, event.kind === 'transferred' && event.identifierCleared]); } } });
    ok(await his.secrets.add(aSecret({ identifier: 'PAY' })));
    const moved = ok(await hers.secrets.transfer(id, bruno.id));
    expect([moved.identifier, moved.revision]).to.deep.equal([undefined, 2]);
    expect(events).to.deep.equal([['granted', false], ['transferred', true]]);
    ok(await hers.secrets.add(aSecret({ identifier: 'PAY' })));
    const kept = ok(await hers.secrets.add(aSecret({ identifier: 'KEPT' })));
    expect(ok(await hers.secrets.transfer(kept.id, bruno.id)).identifier).to.equal('KEPT');
    refused(await his.secrets.add(aSecret({ identifier: 'KEPT' })), 'secret/identifier-taken');
    void world;
  });

  it('refuses a group, oneself, and people who can’t own', async () => {
    const { hers, id } = await shared('view');
    refused(await hers.secrets.transfer(id, ops.id as never), 'input/invalid');
    for (const [to, problem] of [[ana.id, 'yourself'], ['user:nobody', 'unknown'], ['user:sonia', 'suspended'], ['user:ivo', 'invited']] as const) {
      expect(refused(await hers.secrets.transfer(id, to), 'share/problem').problems).to.deep.equal([{ principal: to, problem }]);
    }
  });

  it('works on a disabled secret, which stays disabled by its owner', async () => {
    const { hers, his, world, id } = await shared('edit');
    ok((await hers.secrets.disable([id]))[0]!);
    ok(await hers.secrets.transfer(id, joao.id));
    refused((await his.secrets.enable([id]))[0]!, 'access/not-permitted');
    ok((await (await world.vaultOf(joao)).secrets.enable([id]))[0]!);
  });
});

describe('secrets.leave', () => {
  it('gives up one’s own grant', async () => {
    const { hers, his, id } = await shared('view');
    ok(await his.secrets.leave(id));
    refused(await his.secrets.get(id), 'access/not-found');
    expect(linesOf(ok(await hers.secrets.get(id)).access)).to.deep.equal([own(ana)]);
    expect((await hers.secrets.list()).items[0]?.shared).to.equal(false);
  });

  it('is not for the owner, nor for somebody who came by a group', async () => {
    const { hers, world, id } = await shared('view');
    ok(await hers.sharing.share(id, [grant(ops, 'edit')]));
    refused(await hers.secrets.leave(id), 'access/not-permitted');
    refused(await (await world.vaultOf(carla)).secrets.leave(id), 'access/not-permitted');
  });

  it('is followed by a new seal at the next share, so that the key that was had is worth nothing', async () => {
    const { world, hers, his, id } = await shared('view');
    const commitment = async () => ok(await world.authority.query(ana.id, { type: 'secret.read', secretId: id })).envelope.commitment;
    const old = await commitment();
    ok(await his.secrets.leave(id));
    expect(await commitment()).to.equal(old);
    ok(await hers.sharing.share(id, [grant(joao)]));
    expect(await commitment()).not.to.equal(old);
    expect(ok(await (await world.vaultOf(joao)).secrets.reveal(id)).clientSecret).to.equal('correct horse battery staple');
  });

  it('counts as a change of that person for whoever shares meanwhile', async () => {
    const { hers, his, id } = await shared('view');
    const { accessRevision } = ok(await hers.secrets.get(id));
    ok(await his.secrets.leave(id));
    refused(await hers.sharing.share(id, [grant(bruno, 'edit')], { accessRevision }), 'share/changed-meanwhile');
  });
});

describe('secrets.delete', () => {
  it('is the owner’s; nothing is found afterwards and what was sealed is gone', async () => {
    const { world, hers, his, id } = await shared('manage');
    refused(await his.secrets.delete(id), 'access/not-permitted');
    ok(await hers.secrets.delete(id));
    for (const vault of [hers, his]) {
      refused(await vault.secrets.get(id), 'access/not-found');
      refused(await vault.secrets.reveal(id), 'access/not-found');
      refused(await vault.secrets.delete(id), 'access/not-found');
      expect((await vault.secrets.list({ filter: { status: 'all' } })).items).to.deep.equal([]);
    }
    const record = (await world.storage.get({ kind: 'secret', id }))!;
    expect(record.row).to.equal(undefined);
    expect(JSON.stringify(record)).not.to.match(/ciphertext|commitment/);
    ok(await hers.secrets.add(aSecret({ identifier: 'PAY' })));
  });
});

describe('a secret that is not yours', () => {
  it('F23 is as absent as one that never was, or that was deleted', async () => {
    const { world, hers, id } = await shared('view');
    const gone = ok(await hers.secrets.add(aSecret()));
    ok(await hers.secrets.delete(gone.id));
    const stranger = await world.vaultOf(joao);
    for (const one of [id, gone.id, 'AAAAAAAAAAAAAAAAAAAAAA', 'garbage', '']) {
      const answers = await Promise.all([
        stranger.secrets.get(one), stranger.secrets.reveal(one), stranger.secrets.edit(one, { name: 'x' }, { revision: 1 }), stranger.secrets.edit(one, { clientSecret: 'x' }, { revision: 7 }),
        stranger.secrets.transfer(one, bruno.id), stranger.secrets.leave(one), stranger.secrets.delete(one), stranger.sharing.access(one), stranger.sharing.explain(one, ana.id),
        stranger.sharing.plan(one, [grant(bruno)]), stranger.sharing.share(one, [grant(bruno)]),
      ]);
      answers.push(...(await stranger.secrets.disable([one])), ...(await stranger.secrets.enable([one])));
      for (const answer of answers) expect(answer.ok ? 'accepted' : answer.refusal).to.deep.equal({ code: 'access/not-found' });
    }
    expect(await faultOf(stranger.secrets.get(id))).to.equal('no fault');
  });
});
