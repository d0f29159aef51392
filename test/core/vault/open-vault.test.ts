import { expect } from '@open-wc/testing';
import { aVault, aSecret, ana, ok, own, linesOf } from '../../support/vault-builders.js';

describe('openVault', () => {
  it('F20 the creator becomes the owner', async () => {
    const { vault } = await aVault({ actingAs: ana });
    expect(vault.keys.state).to.equal('unlocked');
    const added = ok(await vault.secrets.add(aSecret()));
    expect(added.owner.id).to.equal(ana.id);
    expect(linesOf(ok(await vault.secrets.get(added.id)).access)).to.deep.equal([own(ana)]);
    expect(ok(await vault.secrets.reveal(added.id)).clientSecret).to.equal('correct horse battery staple');
  });
});
