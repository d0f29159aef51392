import { expect } from '@open-wc/testing';
import { type SharePageOptions, pageOf, sharePage, until } from '../../support/share-page.js';
import { aSecret, ana, bruno, carla, grant, ok, own } from '../../support/vault-builders.js';

const shared: SharePageOptions = { before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla)])) };
const restoredBanner = 'Draft restored Discard';

describe('closing never loses work', () => {
  it('T13 closing shares nothing', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.press('Escape');
    expect(page.isOpen).to.be.false;
    expect(await page.access()).to.deep.equal([own(ana)]);
  });

  it('people, boxes, removals, text and pasted entries come back, with “Draft restored · Discard”', async () => {
    const page = await sharePage(shared);
    await page.type('joao');
    await page.press('Shift+Enter');
    await page.click('Remove Bruno Alves');
    await page.toggle('Carla Dias', 'Can edit');
    await page.paste('zzz, davi');
    await until(() => page.chips.length > 0, 'the chip');
    await page.click('Close');
    await page.open();
    expect(page.banners).to.include(restoredBanner);
    expect(page.added.map(({ name, edit }) => [name, edit])).to.deep.equal([['João Pereira', true], ['Davi Nunes', false]]);
    expect(page.existing.map(({ name, state, edit }) => [name, state, edit])).to.deep.equal([['Bruno Alves', 'Will lose access', false], ['Carla Dias', '', true]]);
    expect([page.chips, page.error]).to.deep.equal([['zzz'], "Couldn't find 1 of 2: zzz."]);
  });

  it('a text alone comes back', async () => {
    const page = await sharePage();
    await page.type('silv');
    await page.click('Cancel');
    await page.open();
    expect([page.input.value, page.banners]).to.deep.equal(['silv', [restoredBanner]]);
  });

  it('“Discard” takes it all back, and focus goes to the box', async () => {
    const page = await sharePage(shared);
    await page.add('joao');
    await page.click('Remove Bruno Alves');
    await page.click('Cancel');
    await page.open();
    page.get('button', 'Discard').focus();
    await page.click('Discard');
    expect([page.added, page.existing.map(({ state }) => state), page.banners, page.summary, page.focused]).to.deep.equal([[], ['', ''], [], '', 'Add people or groups']);
    await page.click('Cancel');
    await page.open();
    expect(page.banners).to.deep.equal([]);
  });

  it('with nothing pending there is nothing to restore', async () => {
    const page = await sharePage(shared);
    await page.click('Cancel');
    await page.open();
    expect(page.banners).to.deep.equal([]);
  });

  it('a box that was set and set back is nothing to restore', async () => {
    const page = await sharePage(shared);
    await page.toggle('Carla Dias', 'Can edit');
    await page.toggle('Carla Dias', 'Can edit');
    await page.click('Cancel');
    await page.open();
    expect(page.banners).to.deep.equal([]);
  });

  it('what was shared is not pending any more', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.share();
    await page.open();
    expect([page.banners, page.added]).to.deep.equal([[], []]);
  });

  it('each secret has its own', async () => {
    const page = await sharePage();
    const other = ok(await page.vault.secrets.add(aSecret({ name: 'Other' })));
    await page.add('joao');
    await page.click('Cancel');
    page.element.show(other);
    await until(() => page.isOpen && page.title === 'Share “Other”', 'the other window');
    await page.settled();
    expect([page.banners, page.added]).to.deep.equal([[], []]);
    await page.click('Cancel');
    await page.open();
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });

  it('another window on the same vault and secret has it, too', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.click('Cancel');
    const twin = document.createElement('mysafe-share-dialog');
    twin.vault = page.vault;
    page.element.after(twin);
    await twin.updateComplete;
    const second = pageOf(twin, page);
    await second.open();
    expect(second.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });

  it('reads access anew beneath it: who got access meanwhile is no longer new', async () => {
    const page = await sharePage();
    await page.add('carla');
    await page.add('joao');
    await page.click('Cancel');
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secret.id, [grant(carla)]));
    await page.open();
    await until(() => page.existing.length === 1, 'the new list');
    expect([page.added.map(({ name }) => name), page.existing.map(({ name }) => name)]).to.deep.equal([['João Pereira'], ['Carla Dias']]);
  });

  it('draft="off" keeps nothing', async () => {
    const page = await sharePage({ set: { draft: 'off' } });
    await page.add('joao');
    await page.click('Cancel');
    await page.open();
    expect([page.banners, page.added]).to.deep.equal([[], []]);
  });

  it('is never written to disk', async () => {
    localStorage.clear();
    sessionStorage.clear();
    const page = await sharePage();
    await page.add('joao');
    await page.click('Cancel');
    expect([localStorage.length, sessionStorage.length]).to.deep.equal([0, 0]);
  });

  it('reset() forgets what was decided', async () => {
    const page = await sharePage(shared);
    await page.add('joao');
    await page.click('Remove Bruno Alves');
    page.element.reset();
    await page.element.updateComplete;
    expect([page.added, page.existing.map(({ state }) => state)]).to.deep.equal([[], ['', '']]);
  });

  it('addRecipients() puts people on the list, as a host’s own picker would', async () => {
    const page = await sharePage();
    page.element.addRecipients(await page.vault.recipients.search('joao'));
    await page.element.updateComplete;
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });
});
