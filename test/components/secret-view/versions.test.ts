import { expect } from '@open-wc/testing';
import { type AsidePage, asideIn } from '../../support/aside-page.js';
import { type ViewPage, type ViewPageOptions, testTimers, until, viewPage } from '../../support/secret-view-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type World, ana, bruno, carla, grant, ok } from '../../support/vault-builders.js';

const FIRST = 'the first value';
const SECOND = 'the second value';

/** Two versions of Ana's; Bruno may edit since the second, Carla view. */
async function twice(world: World, { id }: { readonly id: string }): Promise<void> {
  await world.enrol(bruno, carla);
  const vault = await world.vaultOf(ana);
  world.clock.forward(3_600);
  ok(await vault.secrets.edit(id, { clientSecret: SECOND, notes: 'rotated by hand' }, { revision: 1 }));
  ok(await vault.sharing.share(id, [grant(bruno, 'edit'), grant(carla)]));
}

async function versions(options: ViewPageOptions = {}) {
  const page = await viewPage({ input: { clientSecret: FIRST, clientId: 'first-client', notes: undefined }, before: twice, ...options });
  page.button('Versions').focus();
  await page.press('Enter');
  const aside = await asideIn(page.view.shadowRoot!, 'mysafe-versions');
  const timers = testTimers();
  Object.assign(aside.element, { timers });
  return { page, aside, timers };
}

const root = ({ element }: AsidePage): ShadowRoot => element.shadowRoot!;
const rows = (aside: AsidePage): string[] => [...root(aside).querySelectorAll<HTMLElement>('[part=version] .who')].map(({ innerText }) => innerText.replace(/\s+/gu, ' ').trim());
const named = (aside: AsidePage, label: string): HTMLButtonElement => root(aside).querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`) ?? expect.fail(`no button “${label}”`);
const shown = (aside: AsidePage): string | undefined => root(aside).querySelector('[part=value]')?.textContent ?? undefined;
const said = (aside: AsidePage): string => root(aside).querySelector('[role=status]')?.textContent ?? '';
const press = async (aside: AsidePage, label: string): Promise<void> => {
  named(aside, label).focus();
  await aside.press('Enter');
};
const compared = (aside: AsidePage): Promise<string[][]> => until(() => {
  const found = [...root(aside).querySelectorAll('[part=comparison] tbody tr')];
  return found.length > 0 && found.map((row) => [...row.children].map((cell) => cell.textContent));
}, 'the comparison');

describe('the versions of a secret', () => {
  it('are listed with who made them when, the newest first, the current one marked', async () => {
    const { aside } = await versions();
    expect([aside.title, aside.focused]).to.deep.equal(['Versions of Payments API', 'Versions of Payments API']);
    expect(rows(aside)).to.deep.equal(['Version 2 Current Ana Costa, Mar 2, 2026, 10:00 AM', 'Version 1 Ana Costa, Mar 2, 2026, 9:00 AM'].map((row) => row.replace(/, \d+:00/u, (time) => time)));
    await aside.isAccessible();
  });

  it('tell what differs, of the client secret only that it is another one', async () => {
    const { page, aside } = await versions();
    await press(aside, 'Compare version 1 with the current one');
    expect(await compared(aside)).to.deep.equal([['Client secret', 'This one', 'Another one'], ['Notes', '—', 'rotated by hand']]);
    expect(page.markup + root(aside).innerHTML).to.not.contain(FIRST).and.to.not.contain(SECOND);
    expect(said(aside)).to.equal('Version 1 compared');
    await aside.isAccessible();
    await press(aside, 'Compare version 1 with the current one');
    await until(() => !root(aside).querySelector('[part=comparison]'), 'the comparison closed');
  });

  it('show the client secret of an older one for 30 seconds, and Escape hides it first', async () => {
    const { aside, timers } = await versions();
    await press(aside, 'Show Client secret of version 1');
    await until(() => shown(aside) === FIRST, 'the value');
    expect([said(aside), named(aside, 'Show Client secret of version 1').getAttribute('aria-pressed')]).to.deep.equal(['Client secret of version 1 shown', 'true']);
    await aside.isAccessible();
    timers.pass(30);
    await until(() => shown(aside) === undefined, 'the value hidden');
    await press(aside, 'Show Client secret of version 2');
    await until(() => shown(aside) === SECOND, 'the value');
    await aside.press('Escape');
    await until(() => shown(aside) === undefined, 'the value hidden');
    expect(root(aside).querySelector('dialog')?.open).to.equal(true);
    expect(root(aside).innerHTML).to.not.contain(FIRST).and.to.not.contain(SECOND);
    await aside.press('Escape');
    await aside.closed();
  });

  it('are restored by one press, as a new version, and the view window under it shows that', async () => {
    const { page, aside } = await versions();
    await press(aside, 'Restore version 1');
    await until(() => rows(aside).length === 3, 'the new version');
    expect([rows(aside)[0]?.startsWith('Version 3 Current'), said(aside), aside.focused]).to.deep.equal([true, 'Version 1 is the current one again', 'Versions of Payments API']);
    expect(ok(await page.vault.secrets.reveal(page.secret.id)).clientSecret).to.equal(FIRST);
    await aside.click('Close');
    await aside.closed();
    await until(() => page.field('Notes').innerText === '—', 'the notes of then');
    expect(page.focused).to.equal('Versions');
  });

  it('from before somebody came are named and stay closed', async () => {
    const { aside } = await versions({
      actingAs: bruno, before: async (world, secret) => {
        await twice(world, secret);
        ok(await (await world.vaultOf(bruno)).secrets.edit(secret.id, { clientSecret: 'his' }, { revision: 2 }));
      },
    });
    expect(root(aside).querySelectorAll('[part=version]')[2]?.textContent).to.contain('From before you had access.');
    expect(root(aside).querySelectorAll('[part=version]')[2]?.querySelector('button')).to.equal(null);
  });

  it('what is refused is said, and nothing is changed', async () => {
    const { page, aside } = await versions();
    ok((await page.vault.secrets.disable([page.secret.id]))[0]!);
    await until(() => page.banners.length > 0, 'the window under it');
    await press(aside, 'Restore version 1');
    await until(() => root(aside).querySelector('[part=banner]'), 'the sentence');
    expect([root(aside).querySelector('[part=banner]')?.textContent.trim(), rows(aside).length]).to.deep.equal(['This secret is disabled. Enable it first.', 2]);
    await aside.isAccessible();
  });

  it('ask for the keys while they are locked, and take a shown value away', async () => {
    const { page, aside } = await versions();
    await press(aside, 'Show Client secret of version 1');
    await until(() => shown(aside) === FIRST, 'the value');
    page.vault.keys.lock();
    await unlockIn(aside.element);
    expect(root(aside).innerHTML).to.not.contain(FIRST);
    await aside.press('Enter');
    await until(() => !hasUnlock(aside.element) && rows(aside).length === 2, 'the list again');
    expect(shown(aside)).to.equal(undefined);
  });

  const without: readonly (readonly [string, ViewPageOptions])[] = [
    ['there is only one', {}],
    ['one may not edit', { actingAs: carla, before: twice }],
  ];
  for (const [why, options] of without) {
    it(`are not offered where ${why}`, async () => {
      expect((await viewPage(options)).has('Versions')).to.equal(false);
    });
  }
});

describe('why somebody can see a secret', () => {
  const why = async (page: ViewPage, name: string): Promise<AsidePage> => {
    (page.view.shadowRoot!.querySelector<HTMLElement>(`button[aria-label="Why can ${name} see this?"]`) ?? expect.fail(`no question about ${name}`)).focus();
    await page.press('Enter');
    return asideIn(page.view.shadowRoot!, 'mysafe-why');
  };
  const ways = (aside: AsidePage): string[] => [...root(aside).querySelectorAll<HTMLElement>('[part=way] .who')].map(({ innerText }) => innerText.replace(/\s+/gu, ' ').trim());

  it('is told way by way, with who gave it and when', async () => {
    const { ops } = await import('../../support/vault-builders.js');
    const page = await viewPage({
      before: async (world, { id }) => {
        await world.enrol(bruno, carla);
        ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(ops, 'edit', new Date('2026-04-01T12:00:00Z'))]));
      },
    });
    const aside = await why(page, 'Bruno Alves');
    expect([aside.title, aside.focused]).to.deep.equal(['Why can Bruno Alves see this?', 'Why can Bruno Alves see this?']);
    expect(ways(aside)).to.have.members([
      'Bruno Alves was given “Can view”. By Ana Costa, on Mar 2, 2026.',
      'Bruno Alves is in Operations, which was given “Can edit”. By Ana Costa, on Mar 2, 2026. Until Apr 1, 2026.',
    ]);
    expect(aside.text).to.contain('Together: “Can edit”. Taking away one way leaves the others.');
    await aside.isAccessible();
    await aside.press('Escape');
    await aside.closed();
    expect(page.view.shadowRoot!.activeElement?.getAttribute('aria-label')).to.equal('Why can Bruno Alves see this?');
  });

  it('says of what has ended that it gives nothing', async () => {
    const page = await viewPage({
      before: async (world, { id }) => {
        await world.enrol(bruno);
        ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno, 'view', new Date('2026-03-02T10:00:00Z'))]));
        world.clock.forward(7_200);
      },
    });
    const aside = await why(page, 'Bruno Alves');
    expect(ways(aside)).to.deep.equal(['Bruno Alves was given “Can view”. By Ana Costa, on Mar 2, 2026. Ended on Mar 2, 2026.']);
    expect(aside.text).to.contain('Bruno Alves can’t see it.');
  });

  it('is not asked about the owner', async () => {
    expect((await viewPage()).view.shadowRoot!.querySelector('[part=why-button]')).to.equal(null);
  });
});
