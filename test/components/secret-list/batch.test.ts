import { expect } from '@open-wc/testing';
import { type Refusal, type SecretId, type SecretSummary, type Vault, MySafeError } from '../../../src/core/index.js';
import { reportPage } from '../../support/report-page.js';
import { type ListPageOptions, focused, listPage, toast, until } from '../../support/secret-list-page.js';
import { unlockIn } from '../../support/unlock-page.js';
import { type World, ana, bruno, carla, davi, grant, ok, ops } from '../../support/vault-builders.js';

const secrets = ['Alpha', 'Beta', 'Gamma'];
const three: ListPageOptions = { secrets, set: { selectable: true } };

async function open(options: ListPageOptions = three) {
  const page = await listPage(options);
  return { page, report: reportPage(page) };
}

const enabled = async (vault: Vault): Promise<readonly string[]> => (await vault.secrets.list()).items.map(({ name }) => name);
const sharedWith = async (vault: Vault, id: SecretId): Promise<readonly string[]> => ok(await vault.sharing.access(id)).slice(1).map(({ principal }) => principal.name);

/** A vault whose step for some secrets the test answers. */
const answering = (kind: 'enable' | 'disable', answer: (id: SecretId) => Refusal | Error | Promise<void> | undefined) => (vault: Vault): Vault => ({
  ...vault,
  secrets: {
    ...vault.secrets,
    async [kind](ids: readonly SecretId[]) {
      const [id = ''] = ids;
      const given = await answer(id);
      if (given instanceof Error) throw given;
      return given ? [{ secretId: id, ok: false as const, refusal: given }] : vault.secrets[kind](ids);
    },
  },
});

describe('a batch', () => {
  afterEach(() => { document.querySelectorAll('mysafe-toasts').forEach((region) => region.remove()); });

  describe('disables', () => {
    it('after one question with the count, and says so (F10, F16)', async () => {
      const { page, report } = await open();
      await report.tick('Alpha', 'Gamma');
      const asked = await report.ask('Disable');
      expect([asked.title, asked.focused, asked.buttons]).to.deep.equal(['Disable 2 API secrets?', 'Disable 2 API secrets?', ['Cancel', 'Disable']]);
      await asked.isAccessible();
      await report.answer(asked, 'Disable');
      await asked.closed();
      await toast('2 API secrets disabled');
      expect(await enabled(page.vault)).to.deep.equal(['Beta']);
      await page.shows('Beta');
      expect([report.bar, focused()?.localName]).to.deep.equal([[], 'caption']);
    });

    it('nothing on Cancel, and focus goes back', async () => {
      const { page, report } = await open();
      await report.tick('Alpha');
      page.button('Disable').focus();
      const asked = await report.ask('Disable');
      expect(asked.title).to.equal('Disable 1 API secret?');
      await asked.press('Escape');
      await asked.closed();
      expect([await enabled(page.vault), page.focused, report.bar[0]]).to.deep.equal([secrets, 'Disable', '1 selected']);
    });

    it('what is disabled already too, and says that it was (F24)', async () => {
      const { page, report } = await open({ ...three, set: { selectable: true, filterStatus: 'all' }, before: async ({ vaultOf }, [first]) => (await vaultOf(ana)).secrets.disable([first!.id]) });
      await report.tick('Alpha', 'Beta');
      const asked = await report.ask('Disable');
      expect(asked.text).to.contain('1 of them is disabled already.');
      await report.answer(asked, 'Disable');
      await toast('2 API secrets disabled');
      expect(await enabled(page.vault)).to.deep.equal(['Gamma']);
    });
  });

  it('enables, and the rows are back in the list (F17)', async () => {
    const { page, report } = await open({ ...three, before: async ({ vaultOf }, [first, second]) => (await vaultOf(ana)).secrets.disable([first!.id, second!.id]) });
    await page.shows('Gamma');
    await page.choose('Status', 'Disabled');
    report.pageBox.click();
    await page.list.updateComplete;
    const asked = await report.ask('Enable');
    expect(asked.title).to.equal('Enable 2 API secrets?');
    await asked.isAccessible();
    await report.answer(asked, 'Enable');
    await toast('2 API secrets enabled');
    await page.choose('Status', 'Enabled');
    expect(page.names).to.deep.equal(secrets);
  });

  describe('that does not get through everywhere', () => {
    const down = new MySafeError('storage/unavailable', 'The test took the storage away.');

    it('says what became of each; the rest stays ticked, with its reason', async () => {
      const answers = new Map<SecretId, Refusal | Error>();
      const { page, report } = await open({ ...three, wrap: answering('disable', (id) => answers.get(id)) });
      answers.set(page.secrets[1]!.id, { code: 'access/not-permitted', needs: 'edit', holds: 'view' }).set(page.secrets[2]!.id, down);
      await report.tick(...secrets);
      const asked = await report.ask('Disable');
      await report.answer(asked, 'Disable');
      expect([asked.title, asked.focused, asked.buttons]).to.deep.equal(['1 of 3 disabled', '1 of 3 disabled', ['Close']]);
      const reasons = ['You may not do this. It needs “Can edit”.', 'The storage did not answer. Nothing was changed. Try again.'];
      expect(report.results(asked)).to.deep.equal(['Alpha Disabled', `Beta ${reasons[0]}`, `Gamma ${reasons[1]}`]);
      await asked.isAccessible();
      await asked.click('Close');
      await asked.closed();
      await page.shows(`Beta${reasons[0]}`, `Gamma${reasons[1]}`);
      expect(report.bar[0]).to.equal('2 selected');
      await page.isAccessible();
      report.tickBox(page.names[0]!).click();
      await page.list.updateComplete;
      expect(page.names[0]).to.equal('Beta');
    });

    it('shows how far it is, and stops between two rows', async () => {
      let letGo: (() => void) | undefined;
      const { page, report } = await open({ ...three, wrap: answering('disable', () => new Promise<void>((resolve) => { letGo = resolve; })) });
      await report.tick(...secrets);
      const asked = await report.ask('Disable');
      await asked.click('Disable');
      await until(() => letGo, 'the first row');
      const bar = asked.element.shadowRoot!.querySelector('progress')!;
      expect([asked.title, bar.value, bar.max, bar.ariaLabel, asked.text, asked.buttons]).to.deep.equal(['Disabling…', 0, 3, 'Disabling…', '0 of 3', ['Stop']]);
      await asked.isAccessible();
      await asked.press('Escape'); // is “Stop” here
      letGo!();
      await until(() => report.results(asked).length === 3, 'the results');
      expect([asked.title, report.results(asked)]).to.deep.equal(['1 of 3 disabled', ['Alpha Disabled', 'Beta Stopped before it', 'Gamma Stopped before it']]);
      await asked.click('Close');
      await page.shows('Beta', 'Gamma');
      expect([await enabled(page.vault), report.bar[0]]).to.deep.equal([['Beta', 'Gamma'], '2 selected']);
    });
  });

  describe('unshares', () => {
    const sharedByAna: ListPageOptions = { ...three, before: async ({ vaultOf, enrol }: World, [alpha, beta]: readonly SecretSummary[]) => {
      await enrol(bruno, carla, davi);
      const vault = await vaultOf(ana);
      ok(await vault.sharing.share(alpha!.id, [grant(bruno, 'edit'), grant(ops)]));
      ok(await vault.sharing.share(beta!.id, [grant(bruno), grant(davi)]));
    } };

    it('after saying in words who loses access', async () => {
      const { page, report } = await open(sharedByAna);
      await report.tick(...secrets);
      const asked = await report.ask('Unshare…');
      await until(() => asked.text.includes('will lose'), 'who loses access');
      expect([asked.title, asked.text, asked.buttons]).to.deep.equal(['Unshare 3 API secrets?',
        '2 people and 1 group will lose access: BA Bruno Alves @bruno · bruno@example.org to 2 API secrets O Operations 2 people to 1 API secret DN Davi Nunes @davi · davi@example.org to 1 API secret '
        + 'Whoever opened one may have copied it. Only a new client secret, made at its provider, keeps them out.', ['Cancel', 'Unshare']]);
      await asked.isAccessible();
      await report.answer(asked, 'Unshare');
      await toast('3 API secrets unshared');
      for (const { id } of page.secrets) expect(await sharedWith(page.vault, id)).to.deep.equal([]);
      const his = await page.world.vaultOf(bruno);
      expect((await his.secrets.list()).items).to.deep.equal([]);
      await until(() => page.names.length === 3 && page.root.querySelectorAll('[part=shared-no]').length === 3, 'No in every row');
    });

    it('nothing where nobody else has access', async () => {
      const { report } = await open();
      await report.tick('Alpha');
      const asked = await report.ask('Unshare…');
      await until(() => asked.text.includes('Nobody else'), 'the answer');
      expect([asked.text, asked.buttons]).to.deep.equal(['Nobody else has access.', ['Cancel']]);
      await asked.isAccessible();
    });

    it('takes grants away that have ended, and says of the others whose they are', async () => {
      const { page, report } = await open({ ...three, before: async ({ vaultOf, enrol, clock }, [alpha, beta]) => {
        await enrol(bruno, davi);
        const vault = await vaultOf(ana);
        ok(await vault.sharing.share(alpha!.id, [grant(bruno, 'view', new Date(clock.now().getTime() + 60_000))]));
        ok(await vault.sharing.share(beta!.id, [grant(davi)]));
        clock.forward(3_600);
      } });
      await report.tick('Alpha', 'Beta');
      const asked = await report.ask('Unshare…');
      await until(() => asked.text.includes('2 people will lose access'), 'who loses access');
      await report.answer(asked, 'Unshare');
      await toast('2 API secrets unshared');
      expect(await sharedWith(page.vault, page.secrets[0]!.id)).to.deep.equal([]);
    });

    it('warns a manager who would lose their own access, and counts what is not theirs to unshare', async () => {
      const { page, report } = await open({ ...three, actingAs: bruno, policy: { levels: ['view', 'edit', 'manage'] }, before: async ({ vaultOf, enrol }, [alpha, beta]) => {
        await enrol(bruno);
        const vault = await vaultOf(ana);
        ok(await vault.sharing.share(alpha!.id, [grant(bruno, 'manage')]));
        ok(await vault.sharing.share(beta!.id, [grant(bruno, 'edit')]));
      } });
      await report.tick('Alpha', 'Beta');
      const asked = await report.ask('Unshare…');
      await until(() => asked.text.includes('1 person will lose access'), 'who loses access');
      expect(asked.text).to.contain('You will lose your own access to 1 of them.').and.to.contain('You can’t unshare 1 of them: that needs “Can manage”.');
      await report.answer(asked, 'Unshare');
      expect(report.results(asked)).to.deep.equal(['Alpha 1 lost access', 'Beta You may not do this. It needs “Can manage”.']);
      await asked.click('Close');
      await page.shows('BetaYou may not do this. It needs “Can manage”.');
    });
  });

  describe('shares', () => {
    it('what can be shared, in one window; then it is no longer ticked (F10, F11)', async () => {
      const { page, report } = await open({ ...three, before: ({ enrol }) => enrol(bruno) });
      await report.tick('Alpha', 'Beta');
      page.button('Share selected (2)').click();
      const dialog = page.root.querySelector('mysafe-share-dialog')!;
      const root = await until(() => dialog.shadowRoot?.querySelector('dialog')?.open && dialog.shadowRoot, 'the share window');
      expect(root.querySelector('#title')!.textContent).to.equal('Share 2 API secrets');
      await until(() => dialog.snapshot?.status === 'ready', 'who has access');
      dialog.addRecipients(await page.vault.recipients.search('bruno', { limit: 1 }));
      await dialog.updateComplete;
      root.querySelector<HTMLButtonElement>('[part=share-button]')!.click();
      await toast('Shared');
      await until(() => report.bar.length === 0, 'no bar');
      expect(await Promise.all(page.secrets.map(({ id }) => sharedWith(page.vault, id)))).to.deep.equal([['Bruno Alves'], ['Bruno Alves'], []]);
      page.button('Give access to Gamma').click();
      await until(() => root.querySelector('#title')?.textContent === 'Share “Gamma”' && dialog.shadowRoot?.querySelector('dialog')?.open, 'the window of one');
    });

    it('leaves the ticks alone where one row is shared by itself', async () => {
      const { page, report } = await open();
      await report.tick('Alpha');
      const dialog = page.root.querySelector('mysafe-share-dialog')!;
      page.button('Give access to Alpha').click();
      await until(() => dialog.shadowRoot?.querySelector('dialog')?.open && dialog.snapshot?.status === 'ready', 'the share window');
      dialog.addRecipients(await page.vault.recipients.search('bruno', { limit: 1 }));
      await dialog.updateComplete;
      dialog.shadowRoot!.querySelector<HTMLButtonElement>('[part=share-button]')!.click();
      await toast('Shared');
      expect(report.bar[0]).to.equal('1 selected');
    });
  });

  it('is the host’s where it takes it over', async () => {
    const { page, report } = await open();
    const told: unknown[] = [];
    page.list.addEventListener('mysafe-action', (event) => {
      event.preventDefault();
      told.push([event.action, event.secretId, event.secrets.map(({ name }) => name)]);
    });
    await report.tick('Alpha', 'Gamma');
    for (const name of ['Share selected (2)', 'Unshare…', 'Enable', 'Disable']) page.button(name).click();
    expect(told).to.deep.equal(['share', 'unshare', 'enable', 'disable'].map((action) => [action, undefined, ['Alpha', 'Gamma']]));
    expect(page.root.querySelector('mysafe-batch')).to.equal(null);
  });

  it('asks to unlock first, and goes back to where it was asked', async () => {
    const { page, report } = await open();
    await report.tick('Alpha');
    page.vault.keys.lock();
    const form = await unlockIn(page.list);
    page.button('Disable').focus();
    page.button('Disable').click();
    await until(() => page.status === 'Your keys are locked. Unlock them to go on.', 'the sentence');
    expect(page.root.querySelector('mysafe-batch')).to.equal(null);
    await form.click('Unlock');
    await until(() => page.focused === 'Disable', 'focus on Disable');
  });
});
