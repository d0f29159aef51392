import { expect } from '@open-wc/testing';
import type { ActivityPage, StepKind, User, Vault } from '../../../src/core/index.js';
import { aSecret, aVault, aWorld, ana, bruno, carla, grant, joao, ok, ops, revoke } from '../../support/vault-builders.js';

describe('activity', () => {
  it('F34 tells those who manage a secret what happened, newest first, and everybody what they did', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno, carla);
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    const { id } = ok(await hers.secrets.add(aSecret()));
    world.clock.forward(60);
    ok(await hers.sharing.share(id, [grant(bruno, 'edit')]));
    ok(await his.secrets.reveal(id));
    ok((await his.secrets.disable([id]))[0]!);
    ok((await his.secrets.enable([id]))[0]!);
    ok(await his.secrets.edit(id, { name: 'New', clientSecret: 'n' }, { revision: 3 }));
    ok(await hers.sharing.share(id, [grant(bruno, 'view')]));
    ok(await hers.sharing.share(id, [revoke(bruno)]));
    const lines = (await hers.activity.list({ secretId: id })).entries.map(({ actor, kind, principal, permission, before, purpose }) => [actor.id, kind, principal?.id, permission, before, purpose].filter(Boolean).join(' '));
    expect(lines.filter((text) => !text.includes('open rekey'))).to.deep.equal([
      `${ana.id} revoke ${bruno.id} view`, `${ana.id} rekey`, `${ana.id} grant ${bruno.id} view edit`, `${ana.id} rekey`, `${bruno.id} label`, `${bruno.id} version`, `${bruno.id} enable`, `${bruno.id} disable`, `${bruno.id} open reveal`, `${ana.id} grant ${bruno.id} edit`, `${ana.id} create`,
    ]);
    expect(lines.filter((text) => text.includes('open rekey'))).to.have.length(2);
    expect((await hers.activity.list({ secretId: id })).entries.at(-2)?.at.getTime()).to.equal(world.clock.now().getTime());
    const did = (await his.activity.list()).entries;
    expect(did.map(({ actor }) => actor.id)).to.deep.equal(Array(did.length).fill(bruno.id));
    expect(did.map(({ kind }) => kind)).to.deep.equal(['label', 'version', 'enable', 'disable', 'open']);
    expect((await his.activity.list({ secretId: id })).entries).to.deep.equal([]);
    expect((await (await world.vaultOf(carla)).activity.list()).entries).to.deep.equal([]);
  });

  it('comes in pages', async () => {
    const { vault } = await aVault({ actingAs: ana, secrets: Array.from({ length: 7 }, (_, i) => aSecret({ name: `n${i}` })) });
    const ids: string[] = [];
    let at: string | undefined;
    do {
      const page = await vault.activity.list({ limit: 3, ...(at && { at }) });
      expect(page.entries.length).to.be.at.most(3);
      ids.push(...page.entries.map(({ secretId }) => secretId));
      at = page.next;
    } while (at);
    expect(new Set(ids).size).to.equal(7);
    expect(ids).to.have.length(7);
  });

  it('comes in pages of so many entries and no more, each once, whatever lies between and is written meanwhile', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno);
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    for (let at = 0; at < 12; at += 1) ok(await (at % 3 === 0 ? hers : his).secrets.add(aSecret({ name: `n${at}` })));
    const names: (string | undefined)[] = [];
    for (let at: string | undefined; ;) {
      const page = await his.activity.list({ limit: 3, ...(at && { at }) });
      names.push(...page.entries.map(({ secretName }) => secretName));
      if (names.length === 3) ok(await his.secrets.add(aSecret({ name: 'meanwhile' })));
      if (page.next === undefined) break;
      expect(page.entries).to.have.length(3);
      at = page.next;
    }
    expect(names).to.deep.equal([11, 10, 8, 7, 5, 4, 2, 1].map((at) => `n${at}`));
  });
});

describe('the activity of a host', () => {
  it('F34 is all of it, in pages, by secret and by person, also of secrets that are gone', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno);
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    const { id } = ok(await hers.secrets.add(aSecret({ name: 'Hers' })));
    const gone = ok(await his.secrets.add(aSecret({ name: 'His' }))).id;
    ok(await hers.sharing.share(id, [grant(bruno)]));
    ok(await his.secrets.reveal(id, { purpose: 'copy' }));
    ok(await his.secrets.delete(gone));
    const { activity } = world.authority.admin;
    const said = ({ entries }: ActivityPage) => entries.map(({ actor, kind, purpose, secretName, principal }) => [actor.name, kind, purpose, principal?.name, secretName].filter(Boolean).join(' '));
    const all = await activity();
    expect(said(all)).to.deep.equal(['Bruno Alves delete His', 'Bruno Alves open copy Hers', 'Ana Costa grant Bruno Alves Hers', 'Bruno Alves create His', 'Ana Costa create Hers']);
    expect(JSON.stringify(all)).not.to.contain(aSecret().clientSecret).and.not.to.contain(aSecret().clientId);
    const first = await activity({ limit: 2 });
    expect([...said(first), ...said(await activity({ limit: 3, at: first.next! }))]).to.deep.equal(said(all));
    expect(said(await activity({ secretId: id, actor: ana.id, kinds: ['grant'] }))).to.deep.equal(['Ana Costa grant Bruno Alves Hers']);
    expect(await activity({ who: 'me' } as never).then(() => 'listed', (fault: Error) => fault.name)).to.equal('TypeError');
    expect(await activity({}, { signal: AbortSignal.abort() }).then(() => 'listed', (fault: Error) => fault.name)).to.equal('AbortError');
  });
});

describe('a value that is copied', () => {
  it('is journaled as copied, is the last use, and takes no more than seeing it', async () => {
    const world = aWorld();
    await world.enrol(ana, bruno);
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    const { id } = ok(await hers.secrets.add(aSecret()));
    ok(await hers.sharing.share(id, [grant(bruno)]));
    expect(ok(await his.secrets.reveal(id, { purpose: 'copy' })).clientSecret).to.equal(aSecret().clientSecret);
    expect((await hers.activity.list({ kinds: ['open'] })).entries.map(({ actor, purpose }) => [actor.id, purpose])).to.deep.equal([[bruno.id, 'copy']]);
    expect(ok(await hers.secrets.get(id)).lastUsedAt).to.be.an.instanceOf(Date);
    ok((await hers.secrets.disable([id]))[0]!);
    expect(await his.secrets.reveal(id, { purpose: 'copy' })).to.deep.include({ ok: false });
  });
});

describe('activity, filtered', () => {
  /** Ana shares with Bruno, who opens and edits. */
  async function busy() {
    const world = aWorld();
    await world.enrol(ana, bruno, carla);
    const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    const { id } = ok(await hers.secrets.add(aSecret()));
    ok(await hers.sharing.share(id, [grant(bruno, 'edit', new Date('2026-04-01T00:00:00Z')), grant(carla)]));
    ok(await his.secrets.reveal(id));
    ok(await his.secrets.edit(id, { name: 'New', clientSecret: 'n' }, { revision: 1 }));
    return { world, hers, his, id };
  }

  it('by who did it', async () => {
    const { hers, id } = await busy();
    const kindsOf = async (actor: User): Promise<readonly string[]> => (await hers.activity.list({ secretId: id, actor: actor.id })).entries.map(({ kind }) => kind);
    expect(await kindsOf(bruno)).to.deep.equal(['label', 'version', 'open']);
    expect(await kindsOf(ana)).to.deep.equal(['grant', 'grant', 'create']);
    expect(await kindsOf(joao)).to.deep.equal([]);
  });

  it('by kind, line by line: of an edit only what is asked for; no kinds are no filter', async () => {
    const { hers, id } = await busy();
    const kinds = async (...asked: StepKind[]): Promise<readonly string[]> => (await hers.activity.list({ secretId: id, kinds: asked })).entries.map(({ kind }) => kind);
    expect(await kinds('version')).to.deep.equal(['version']);
    expect(await kinds('open', 'create')).to.deep.equal(['open', 'create']);
    expect(await kinds('delete')).to.deep.equal([]);
    expect(await kinds()).to.have.length(6);
  });

  it('says which fields, which version and until when, and never a value', async () => {
    const { hers, id } = await busy();
    const { entries } = await hers.activity.list({ secretId: id });
    expect(entries[0]).to.deep.include({ kind: 'label', fields: ['name'] });
    expect(entries[1]).to.deep.include({ kind: 'version', version: 2 });
    expect(entries.find(({ principal }) => principal?.id === bruno.id)).to.deep.include({ permission: 'edit', expiresAt: new Date('2026-04-01T00:00:00Z') });
    expect(JSON.stringify(entries)).not.to.contain(aSecret().clientSecret).and.not.to.contain(aSecret().clientId);
  });

  it('names each secret as it is called now, to whoever may see it still', async () => {
    const { hers, his, id } = await busy();
    const names = async (vault: Vault): Promise<readonly unknown[]> => [...new Set((await vault.activity.list()).entries.map(({ secretName }) => secretName))];
    expect([await names(hers), await names(his)]).to.deep.equal([['New'], ['New']]);
    ok(await hers.sharing.share(id, [revoke(bruno)]));
    expect(await names(his)).to.deep.equal([undefined]);
  });

  it('looks through the journal a part at a time: a page may be empty and lead on', async () => {
    const { world, hers, id } = await busy();
    const { storage } = world;
    const entries = Array.from({ length: 2_100 }, (_, at) => ({ command: `c${at}`, secret: id, actor: joao.id, at: world.clock.now(), steps: [{ kind: 'open', purpose: 'reveal' }] }));
    for (const entry of entries) await storage.commit({ command: entry.command, digest: entry.command, expect: [], puts: [], deletes: [], entry, readers: [], result: null });
    const first = await hers.activity.list({ actor: bruno.id });
    expect(first.entries).to.deep.equal([]);
    const second = await hers.activity.list({ actor: bruno.id, at: first.next! });
    expect([second.entries.map(({ kind }) => kind), second.next]).to.deep.equal([['label', 'version', 'open'], undefined]);
  });

  it('takes no other shape', async () => {
    const { vault } = await aVault({ actingAs: ana });
    for (const query of [{ actor: 'ana' }, { kinds: ['steal'] }, { kinds: 'open' }, { actor: ops.id }, { who: ana.id }]) {
      expect(await vault.activity.list(query as never).then(() => 'listed', (fault: Error) => fault.name), JSON.stringify(query)).to.equal('TypeError');
    }
  });
});
