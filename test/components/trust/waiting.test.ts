import { expect } from '@open-wc/testing';
import { asideIn } from '../../support/aside-page.js';
import { type ViewPage, until, viewPage } from '../../support/secret-view-page.js';
import { startsOver } from '../../support/trust-builders.js';
import { aDirectory, aSecret, ana, bruno, carla, everybody, grant, joao, ok, ops } from '../../support/vault-builders.js';

const rootOf = (page: ViewPage): ShadowRoot => page.view.shadowRoot!;
const labelled = (page: ViewPage, name: string): HTMLButtonElement =>
  [...rootOf(page).querySelectorAll('button')].find((button) => (button.getAttribute('aria-label') ?? button.innerText.trim()) === name) ?? expect.fail(`no button “${name}”`);
const lines = (page: ViewPage): string[] => [...rootOf(page).querySelectorAll<HTMLElement>('.waiting-row')].map((row) => row.querySelector<HTMLElement>('.who')!.innerText.replace(/\s+/gu, ' ').trim());
const heading = (page: ViewPage): string => rootOf(page).querySelector('#waiting-title')?.textContent ?? '';
const markOf = (page: ViewPage, name: string): string => {
  const row = [...rootOf(page).querySelectorAll('tbody tr')].find((one) => one.querySelector('.member-name')?.textContent === name);
  return row?.querySelector('[part=key-mark]')?.textContent?.trim() ?? '';
};
const focused = (page: ViewPage): string => rootOf(page).activeElement?.getAttribute('aria-label') ?? page.focused;

/** Operations has the secret; João joined it afterwards, and Davi was never here. */
async function withJoiner(): Promise<ViewPage> {
  const directory = aDirectory();
  const page = await viewPage({ directory, before: async (world, { id }) => {
    await world.enrol(bruno, carla, joao);
    ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(ops)]));
    directory.setGroups([{ ...ops, members: [...ops.members, joao.id] }]);
  } });
  await until(() => heading(page) !== '', 'who waits');
  return page;
}

describe('who waits for a key, in the view window', () => {
  it('somebody without keys: why, and that nothing has to be done', async () => {
    const page = await viewPage({ before: async (world, { id }) => { ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(joao)])); } });
    await until(() => heading(page) === 'Waiting (1)', 'who waits');
    expect(lines(page)).to.deep.equal(['João Pereira has not signed in here yet. Gets access by itself. @joao · joao@example.org']);
    expect(rootOf(page).querySelectorAll('.waiting button')).to.have.length(0);
  });

  it('somebody who joined later gets access by name, and it is said', async () => {
    const page = await withJoiner();
    expect([heading(page), ...lines(page)]).to.deep.equal(['Waiting (1)', 'João Pereira joined Operations after it was shared. @joao · joao@example.org']);
    await page.isAccessible();
    labelled(page, 'Give access to João Pereira').focus();
    await page.press('Enter');
    await until(() => page.status === 'João Pereira has access now', 'the outcome');
    expect(heading(page)).to.equal('');
    await until(() => focused(page) === 'Manage access', 'focus on what is still there');
    expect(ok(await (await page.world.vaultOf(joao)).secrets.reveal(page.secret.id)).clientSecret).to.equal(aSecret().clientSecret);
  });

  it('“Not now” leaves them waiting', async () => {
    const page = await withJoiner();
    labelled(page, 'Not now: João Pereira').click();
    await until(() => heading(page) === '', 'the line gone');
    expect(ok(await page.vault.sharing.waiting(page.secret.id)).map(({ user }) => user.id)).to.deep.equal([joao.id]);
  });

  it('says why a key could not be given', async () => {
    const directory = aDirectory();
    const page = await viewPage({ directory, wrap: (vault) => ({ ...vault, keys: vault.keys, sharing: { ...vault.sharing, confirm: async () => ({ ok: false, refusal: { code: 'clock/skewed', now: new Date() } }) } }), before: async (world, { id }) => {
      await world.enrol(bruno, carla, joao);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(ops)]));
      directory.setGroups([{ ...ops, members: [...ops.members, joao.id] }]);
    } });
    await until(() => heading(page) !== '', 'who waits');
    labelled(page, 'Give access to João Pereira').click();
    await until(() => page.banners.includes('The clock of this device is wrong. Set it and try again.'), 'the reason');
    expect([page.status, heading(page)]).to.deep.equal(['João Pereira still waits', 'Waiting (1)']);
  });

  it('nobody is named to those who may not share', async () => {
    const page = await viewPage({ actingAs: bruno, before: async (world, { id }) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(joao)]));
    } });
    await until(() => markOf(page, 'Ana Costa') === '' && labelled(page, 'Compare fingerprint of Ana Costa'), 'the keys');
    expect(heading(page)).to.equal('');
  });

  it('where fingerprints must be compared first, comparing gives access', async () => {
    const policy = { requireVerified: 'always' } as const;
    const page = await viewPage({ policy, before: async (world, { id }) => {
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(joao)]));
      await world.enrol(joao);
    } });
    await until(() => lines(page)[0]?.startsWith('João Pereira gets access once you have compared fingerprints.'), 'why');
    labelled(page, 'Compare fingerprint of João Pereira').click();
    const aside = await asideIn(rootOf(page), 'mysafe-fingerprint');
    await aside.click('They match');
    await until(() => heading(page) === '', 'nobody waiting');
    await until(() => page.status === 'Compared with João Pereira', 'the outcome');
    expect(ok(await (await page.world.vaultOf(joao)).secrets.reveal(page.secret.id)).clientSecret).to.equal(aSecret().clientSecret);
  });
});

describe('how well keys are known, in “Who has access”', () => {
  it('each person can be compared; after it a mark says so, beside the name', async () => {
    const page = await viewPage({ before: async (world, { id }) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)]));
    } });
    await until(() => rootOf(page).querySelector('[part=compare-button]'), 'the button');
    expect(markOf(page, 'Bruno Alves')).to.equal('');
    labelled(page, 'Compare fingerprint of Bruno Alves').focus();
    await page.press('Enter');
    const aside = await asideIn(rootOf(page), 'mysafe-fingerprint');
    expect([aside.title, aside.focused, aside.buttons]).to.deep.equal(['Compare fingerprint of Bruno Alves', 'Compare fingerprint of Bruno Alves', ['Cancel', 'They match']]);
    await aside.isAccessible();
    await aside.click('They match');
    await aside.closed();
    await until(() => markOf(page, 'Bruno Alves') === 'Compared', 'the mark');
    expect([focused(page), page.status]).to.deep.equal(['Compare fingerprint of Bruno Alves', 'Compared with Bruno Alves']);
    await page.isAccessible();
    labelled(page, 'Compare fingerprint of Bruno Alves').click();
    const again = await asideIn(rootOf(page), 'mysafe-fingerprint');
    expect([again.text.startsWith('Compared on '), again.buttons]).to.deep.equal([true, ['Close']]);
  });

  it('changed keys are marked, and somebody without keys is said to have none', async () => {
    const page = await viewPage({ before: async (world, { id }) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(joao)]));
      await startsOver(world, bruno);
    } });
    await until(() => markOf(page, 'Bruno Alves') === 'Keys changed', 'the mark');
    await page.isAccessible();
    labelled(page, 'Compare fingerprint of João Pereira').click();
    const aside = await asideIn(rootOf(page), 'mysafe-fingerprint');
    expect([aside.text, aside.buttons]).to.deep.equal(['No keys yet. João Pereira has not signed in here.', ['Close']]);
  });

  it('a secret whose owner’s keys have changed is not shown until they are compared', async () => {
    const page = await viewPage({ actingAs: bruno, opened: false, before: async (world, { id }) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)]));
      ok(await (await world.vaultOf(bruno)).secrets.get(id));
      const theirs = await startsOver(world, ana);
      ok(await theirs.secrets.add(aSecret({ name: 'Later' })));
      ok(await theirs.secrets.disable([id]).then(([done]) => done!));
    } });
    page.view.secretId = page.secret.id;
    page.view.open = true;
    await until(() => page.banners.length > 0, 'why not');
    expect(page.banners).to.deep.equal(['Somebody’s keys are not the ones you knew. Compare the new fingerprint with that person before you go on.']);
    expect(page.markup).to.not.contain('pay-client');
    await page.click('Compare fingerprint');
    const aside = await asideIn(rootOf(page), 'mysafe-fingerprint');
    expect(aside.title).to.equal('The keys of Ana Costa have changed');
    await aside.click('They match');
    await until(() => rootOf(page).querySelector('dl'), 'the secret');
    expect(page.field('Client ID').innerText).to.contain('pay-client');
  });

  it('private groups say who manages them', async () => {
    const page = await viewPage({ before: async (world, { id }) => {
      await world.enrol(bruno, carla);
      const theirs = await world.groupOf(carla, 'Theirs', [ana]);
      const mine = await world.groupOf(ana, 'Mine', [bruno]);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(theirs), grant(mine)]));
    } });
    await until(() => page.rows.some(([text]) => text?.endsWith('managed by Carla Dias')), 'the manager');
    expect(page.rows.map(([text]) => text).slice(1)).to.deep.equal(['Theirs | Private group · 1 person | managed by Carla Dias', 'Mine | Private group · 1 person | managed by you']);
  });

  it('are asked for once, however many people there are', async () => {
    let asked = 0;
    await viewPage({ people: everybody, before: async (world, { id }) => {
      await world.enrol(bruno, carla, joao);
      ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno), grant(carla), grant(joao)]));
    }, wrap: (vault) => ({ ...vault, keys: { ...vault.keys, get state() { return vault.keys.state; }, trusts: (users) => { asked += 1; return vault.keys.trusts(users); } } }) })
      .then((page) => until(() => rootOf(page).querySelectorAll('[part=compare-button]').length === 3, 'the keys'));
    expect(asked).to.equal(1);
  });
});
