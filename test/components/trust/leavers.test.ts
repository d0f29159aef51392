import { expect } from '@open-wc/testing';
import { type AsidePage, asideIn } from '../../support/aside-page.js';
import { listPage } from '../../support/secret-list-page.js';
import { type SharePageOptions, sharePage } from '../../support/share-page.js';
import { until, viewPage } from '../../support/secret-view-page.js';
import { type World, ana, bruno, carla, davi, grant, joao, ok, ops, revoke } from '../../support/vault-builders.js';

/** Bruno opened it twice, Carla never; João opened it and keeps it. */
async function opened(world: World, { id }: { readonly id: string }): Promise<void> {
  await world.enrol(bruno, carla, joao);
  ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(carla), grant(joao, 'edit')]));
  for (const user of [bruno, bruno, joao]) {
    world.clock.forward(60);
    ok(await (await world.vaultOf(user)).secrets.reveal(id));
  }
  world.clock.forward(60);
}

async function andRemoved(world: World, secret: { readonly id: string }): Promise<void> {
  await opened(world, secret);
  ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [revoke(bruno), revoke(carla)]));
  world.clock.forward(60);
}

const toastButton = (label: string): Promise<HTMLButtonElement> => until(() => {
  const buttons = [...document.querySelectorAll('mysafe-toasts')].flatMap((region) => [...(region.shadowRoot?.querySelectorAll('button') ?? [])]);
  return buttons.find(({ innerText }) => innerText === label);
}, `“${label}” in the toast`);

const people = ({ element }: AsidePage): string[] => [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part=leaver] .who > span:first-child') ?? [])].map(({ innerText }) => innerText.trim());

describe('after somebody lost access', () => {
  it('the toast leads to what they had opened and when, and to a new client secret', async () => {
    const page = await sharePage({ before: opened });
    await page.click('Remove Bruno Alves');
    await page.click('Remove Carla Dias');
    await page.share();
    expect(page.isOpen, 'no further step').to.equal(false);
    (await toastButton('What they had opened')).click();
    const aside = await asideIn(page.root, 'mysafe-leavers');
    expect([aside.title, aside.focused, aside.buttons]).to.deep.equal(['Who lost access to Payments API', 'Who lost access to Payments API', ['Close', 'Rotate now']]);
    expect(people(aside)).to.deep.equal(['Bruno Alves opened it 2 times, last on Mar 2, 2026.', 'Carla Dias never opened it.']);
    expect(aside.text).to.contain('Whoever opened it may have copied it.').and.to.not.contain('João');
    await aside.isAccessible();
    await aside.click('Rotate now');
    const form = await asideIn(page.root, 'mysafe-secret-form');
    await until(() => form.element.shadowRoot?.activeElement?.id === 'clientSecret', 'focus on the client secret');
  });

  const quiet: readonly (readonly [string, SharePageOptions, (page: Awaited<ReturnType<typeof sharePage>>) => Promise<void>])[] = [
    ['a share without removals', {}, (page) => page.add('joao')],
    ['a lowered permission', { before: opened }, (page) => page.toggle('João Pereira', 'Can edit')],
    ['a removal from a secret without a client secret', { input: { clientSecret: undefined }, before: async (world, { id }) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)]));
    } }, (page) => page.click('Remove Bruno Alves')],
    ['somebody who keeps access through a group', { before: async (world, { id }) => {
      await world.enrol(bruno, carla);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(ops)]));
    } }, (page) => page.click('Remove Bruno Alves')],
  ];
  for (const [what, options, act] of quiet) {
    it(`${what} says no more than before`, async () => {
      const page = await sharePage(options);
      await act(page);
      await page.share();
      expect((await page.toast())[0]).to.equal('Shared');
      const labels = [...document.querySelectorAll('mysafe-toasts')].flatMap((region) => [...(region.shadowRoot?.querySelectorAll('.action') ?? [])]);
      expect(labels.map(({ textContent }) => textContent)).to.deep.equal(['Undo']);
    });
  }

  it('the view window says so until the client secret is another one, and names the two days', async () => {
    const page = await viewPage({ before: andRemoved });
    expect(page.banners).to.deep.equal(['Somebody lost access since the client secret was last changed. Change it at its provider.']);
    expect(page.field('Last changed at the provider').innerText).to.match(/^Mar 2, 2026/);
    expect(page.field('Last person removed').innerText).to.match(/^Mar 2, 2026/);
    await page.isAccessible();
    page.button('Rotate now').focus();
    await page.press('Enter');
    const form = await asideIn(page.view.shadowRoot!, 'mysafe-secret-form');
    const inner = form.element.shadowRoot!;
    await until(() => inner.activeElement?.id === 'clientSecret', 'focus on the client secret');
    const field = inner.activeElement as HTMLInputElement;
    field.value = 'a new one';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await form.click('Save');
    await until(() => page.banners.length === 0, 'the sentence gone');
    expect(ok(await page.vault.secrets.get(page.secret.id)).leftSinceRotation).to.equal(false);
  });

  it('the view window tells who had opened it too', async () => {
    const page = await viewPage({ before: andRemoved });
    page.button('What they had opened').focus();
    await page.press('Enter');
    const aside = await asideIn(page.view.shadowRoot!, 'mysafe-leavers');
    expect(people(aside)).to.have.length(2);
    await aside.press('Escape');
    await aside.closed();
    expect([page.dialog.open, page.focused]).to.deep.equal([true, 'What they had opened']);
  });

  it('whoever may only edit can rotate, but is not told what others opened', async () => {
    const page = await viewPage({ actingAs: joao, before: andRemoved });
    expect([page.banners.length, page.has('Rotate now'), page.has('What they had opened')]).to.deep.equal([1, true, false]);
  });

  it('people who lost it with their group are found by what they opened', async () => {
    const page = await viewPage({ before: async (world, { id }) => {
      await world.enrol(bruno, carla);
      const vault = await world.vaultOf(ana);
      ok(await vault.sharing.share(id, [grant(ops)]));
      ok(await (await world.vaultOf(carla)).secrets.reveal(id));
      world.clock.forward(60);
      ok(await vault.sharing.share(id, [revoke(ops)]));
    } });
    await page.click('What they had opened');
    expect(people(await asideIn(page.view.shadowRoot!, 'mysafe-leavers'))).to.deep.equal(['Carla Dias opened it 1 time, on Mar 2, 2026.']);
  });

  it('where it can’t be told, it is not said that nobody opened it', async () => {
    const page = await viewPage({ before: andRemoved, wrap: (vault) => ({ ...vault, keys: vault.keys, activity: { ...vault.activity, list: () => Promise.reject(new Error('offline')) } }) });
    await page.click('What they had opened');
    const { text } = await asideIn(page.view.shadowRoot!, 'mysafe-leavers');
    expect(text).to.contain('Who opened it can’t be told now. Take it that they did.').and.to.not.contain('never');
  });
});

describe('the list, after somebody lost access', () => {
  const two = { secrets: ['Left', 'Quiet'], before: async (world: World, [first]: readonly { readonly id: string }[]) => {
    await world.enrol(bruno, davi);
    const vault = await world.vaultOf(ana);
    ok(await vault.sharing.share(first!.id, [grant(bruno), grant(davi)]));
    world.clock.forward(60);
    ok(await vault.sharing.share(first!.id, [revoke(bruno)]));
  } };

  it('a box keeps only those secrets, and “Clear filters” takes it back', async () => {
    const page = await listPage(two);
    page.button('Filters').click();
    await page.list.updateComplete;
    const box = [...page.root.querySelectorAll('label')].find((label) => label.textContent?.trim() === 'Someone left since last change')!.querySelector('input')!;
    box.click();
    await page.shows('Left Someone left');
    await page.isAccessible();
    await page.type('quiet');
    await page.shows();
    page.button('Clear filters').click();
    await page.shows('Left Someone left', 'Quiet');
    expect(box.checked).to.equal(false);
  });

  it('rows that one may edit say so; others don’t', async () => {
    expect((await listPage(two)).names).to.deep.equal(['Left Someone left', 'Quiet']);
    expect((await listPage({ ...two, actingAs: davi })).names).to.deep.equal(['Left']);
  });

  it('rows of the host are filtered alike', async () => {
    const page = await listPage(two);
    const secrets = (await page.vault.secrets.list()).items;
    Object.assign(page.list, { secrets, filterLeft: true });
    await page.shows('Left Someone left');
  });
});
