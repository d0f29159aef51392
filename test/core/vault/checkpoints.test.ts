import { expect } from '@open-wc/testing';
import { type Authority, openVault } from '../../../src/core/index.js';
import type { Query } from '../../../src/core/protocol/query.js';
import { liarOver } from '../../malicious/liar.js';
import { aSecret, ana, aVault, bruno, carla, davi, eventually, faultOf, grant, ok } from '../../support/vault-builders.js';

const EVERY = 500;

describe('a long history', () => {
  it('is signed by its owner every 500 entries, so that a new reader verifies those that follow alone', async function () {
    this.timeout(120_000);
    const { world, vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const { id } = secret!;
    await world.enrol(bruno, carla, davi);
    ok(await vault.sharing.share(id, [grant(bruno)]));
    for (let at = 2; at < EVERY; at += 2) {
      ok((await vault.secrets.disable([id]))[0]!);
      ok((await vault.secrets.enable([id]))[0]!);
    }
    const placeOf = async () => ok(await world.authority.query(ana.id, { type: 'secret.chain', secretId: id, after: 0 })).checkpoint;
    expect(await eventually(vault, placeOf)).to.equal(EVERY + 1);
    const part = ok(await world.authority.query(ana.id, { type: 'secret.chain', secretId: id, after: 0 }));
    expect(part.entries.length, 'the first entry and the checkpoint').to.equal(2);
    ok(await vault.secrets.transfer(id, bruno.id));
    ok(await (await world.vaultOf(bruno)).sharing.share(id, [grant(carla)]));
    const asked: Query[] = [];
    const watching: Authority = { ...world.authority, query: (actor, query, options) => {
      if (query.type === 'secret.chain') asked.push(query);
      return world.authority.query(actor, query, options);
    } };
    const hers = await openVault({ actor: carla.id, authority: watching, keys: world.keys });
    expect(ok(await hers.secrets.reveal(id)).clientSecret).to.equal(aSecret().clientSecret);
    expect(asked, 'the chain came with the value').to.deep.equal([]);
    expect(ok(await hers.sharing.access(id)).map(({ principal, permission }) => [principal.id, permission])).to.deep.equal([[bruno.id, 'own'], [ana.id, 'manage'], [carla.id, 'view']]);
    expect(ok(await hers.activity.proof(id)).length, 'every entry, one by one').to.be.above(EVERY);

    ok(await (await world.vaultOf(bruno)).sharing.share(id, [grant(davi)]));
    const liar = liarOver(world.authority);
    liar.answer('secret.chain', (honest, { after }) => (after > 0 ? honest : { ...honest, checkpoint: honest.seq, entries: [honest.entries[0]!, honest.entries.at(-1)!] }));
    const his = await openVault({ actor: davi.id, authority: liar.authority, keys: world.keys });
    expect(await faultOf(his.secrets.get(id)), 'an entry that is no checkpoint').to.equal('chain/forged');
  });
});
