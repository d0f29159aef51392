import { expect, oneEvent } from '@open-wc/testing';
import { type World, ana, bruno, carla, grant, invited, joao, maria, ok, ops, otherMaria, revoke, suspended } from '../../support/vault-builders.js';
import { until, viewPage } from '../../support/secret-view-page.js';

/** Grants, given by the owner to people who have keys. */
const changes = (...list: Parameters<typeof grant>[]) => async (world: World, { id }: { readonly id: string }): Promise<void> => {
  await world.enrol(bruno, carla, joao, maria, otherMaria);
  ok(await (await world.vaultOf(ana)).sharing.share(id, list.map((one) => grant(...one))));
};

describe('who has access, in the view window', () => {
  it('begins with the owner, who is not counted', async () => {
    const page = await viewPage();
    expect(page.accessTitle).to.equal('Who has access (0)');
    expect(page.rows).to.deep.equal([['Ana Costa | Owner | You | @ana · ana@example.org', 'Yes', 'Yes']]);
  });

  it('says Yes or No for each person and group', async () => {
    const page = await viewPage({ before: changes([bruno, 'edit'], [ops, 'view']) });
    expect(page.accessTitle).to.equal('Who has access (2)');
    expect(page.rows.slice(1)).to.deep.equal([
      ['Bruno Alves | @bruno · bruno@example.org', 'Yes', 'Yes'],
      ['Operations | 2 people', 'Yes', 'No'],
    ]);
  });

  it('is a table named by its title, with a header for each column', async () => {
    const page = await viewPage({ before: changes([bruno, 'view']) });
    const table = page.dialog.querySelector('table');
    expect(page.dialog.querySelector(`#${table?.getAttribute('aria-labelledby')}`)?.textContent).to.equal('Who has access (1)');
    expect([...page.dialog.querySelectorAll('thead th')].map((cell) => cell.textContent)).to.deep.equal(['Member', 'Can view', 'Can edit']);
  });

  it('has a column for Can manage where the host offers it', async () => {
    const page = await viewPage({ policy: { levels: ['view', 'edit', 'manage'] }, before: changes([bruno, 'manage']) });
    expect([...page.dialog.querySelectorAll('thead th')].map((cell) => cell.textContent)).to.deep.equal(['Member', 'Can view', 'Can edit', 'Can manage']);
    expect(page.rows[1]?.slice(1)).to.deep.equal(['Yes', 'Yes', 'Yes']);
  });

  it('tells two of the same name apart', async () => {
    const page = await viewPage({ before: changes([maria, 'view'], [otherMaria, 'view']) });
    expect(page.rows.slice(1).map(([member]) => member)).to.deep.equal(['Maria Silva | @maria.silva · maria.silva@example.org', 'Maria Silva | @msilva · msilva@example.org']);
  });

  it('says through which group the person who looks has access', async () => {
    const page = await viewPage({ actingAs: carla, before: changes([ops, 'view']) });
    expect(page.rows[1]).to.deep.equal(['Carla Dias | You | @carla · carla@example.org | via Operations', 'Yes', 'No']);
    expect(page.accessTitle).to.equal('Who has access (1)');
    expect(page.has('Manage access')).to.equal(false);
  });

  it('greys a grant that has ended and says when it did', async () => {
    const end = new Date('2026-03-02T10:00:00Z');
    const page = await viewPage({
      before: async (world, secret) => {
        await changes([bruno, 'edit', end])(world, secret);
        world.clock.forward(7_200);
      },
    });
    expect(page.rows[1]?.[0]).to.match(/Expired Mar 2, 2026$/);
    expect(page.rows[1]?.slice(1)).to.deep.equal(['No', 'No']);
    expect(page.accessTitle).to.equal('Who has access (0)');
    await page.isAccessible();
  });

  it('says who waits for a key', async () => {
    const page = await viewPage({ before: async (world, { id }) => { ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(joao)])); } });
    expect(page.rows[1]).to.deep.equal(['João Pereira | @joao · joao@example.org | Waiting for a key', 'Yes', 'No']);
  });

  it('calls a private group that one may not see by no name', async () => {
    const page = await viewPage({
      actingAs: bruno,
      before: async (world, { id }) => {
        await world.enrol(bruno, joao);
        const secretFriends = await world.groupOf(ana, 'Secret friends', [joao], { membersMayView: false });
        ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(secretFriends)]));
      },
    });
    expect(page.rows[2]?.[0]).to.equal('A private group');
    expect(page.markup).not.to.contain('Secret friends');
  });

  it('shows the first hundred lines, and the others when asked to', async () => {
    const crowd = Array.from({ length: 120 }, (_, at) => ({ ...bruno, id: `user:u${at}` as const, name: `Person ${at}`, username: `u${at}` }));
    const page = await viewPage({ people: [ana, ...crowd], before: async (world, { id }) => { ok(await (await world.vaultOf(ana)).sharing.share(id, crowd.map((one) => grant(one)))); } });
    expect(page.rows).to.have.length(100);
    await page.click('Show all (121)');
    expect(page.rows).to.have.length(121);
  });

  it('changes at once when access does', async () => {
    const page = await viewPage({ before: changes([bruno, 'view']) });
    ok(await page.vault.sharing.share(page.secret.id, [revoke(bruno)]));
    await until(() => page.accessTitle === 'Who has access (0)');
    expect(page.rows).to.have.length(1);
  });

  it('knows nothing of people who were never given anything', async () => {
    const page = await viewPage({ before: changes([bruno, 'view']) });
    for (const { name } of [suspended, invited]) expect(page.markup).not.to.contain(name);
  });
});

describe('Manage access', () => {
  it('opens the share window in place and comes back to its button', async () => {
    await import('../../../src/define/share-dialog.js');
    const page = await viewPage();
    const heard: string[] = [];
    page.view.addEventListener('mysafe-close', ({ type }) => heard.push(type));
    const gaveWay = oneEvent(page.dialog, 'close');
    await page.click('Manage access');
    const share = await until(() => page.view.shadowRoot?.querySelector('mysafe-share-dialog'));
    await gaveWay;
    await page.view.updateComplete;
    expect([page.dialog.open, page.view.open, share.open, share.shadowRoot?.querySelector('dialog')?.open]).to.deep.equal([false, true, true, true]);
    share.close();
    await until(() => page.dialog.open);
    expect(page.focused).to.equal('Manage access');
    expect(heard).to.deep.equal([]);
    expect(page.view.shadowRoot?.querySelector('mysafe-share-dialog')).to.equal(null);
  });

  it('closes both where the host closes the window', async () => {
    await import('../../../src/define/share-dialog.js');
    const page = await viewPage();
    await page.click('Manage access');
    const share = await until(() => page.view.shadowRoot?.querySelector('mysafe-share-dialog'));
    await until(() => share.shadowRoot?.querySelector('dialog')?.open);
    page.view.open = false;
    await page.view.updateComplete;
    await until(() => !page.view.shadowRoot?.querySelector('mysafe-share-dialog'));
    expect(page.dialog.open).to.equal(false);
  });
});
