import { expect } from '@open-wc/testing';
import { MySafeError, type Refusal, type SecretSummary } from '../../../src/core/index.js';
import { type AsidePage, asideIn } from '../../support/aside-page.js';
import { type ViewPage, type ViewPageOptions, until, viewPage, withSecrets } from '../../support/secret-view-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type World, ana, bruno, carla, davi, grant, joao, maria, ok, ops, otherMaria, own, linesOf, line, refused, revoke } from '../../support/vault-builders.js';

const BUTTON = 'Make somebody else the owner…';
const WHAT_FOLLOWS = 'Bruno Alves becomes the owner. You keep “Can manage”; only Bruno Alves can delete it or give it away again.';
const BRUNO = 'Bruno Alves @bruno · bruno@example.org Can edit';
const CARLA = 'Carla Dias @carla · carla@example.org Can manage';

const MANAGED = { levels: ['view', 'edit', 'manage'] } as const;

/** Ana's secret: Bruno may edit, Carla manage. */
async function shared(world: World, { id }: { readonly id: string }): Promise<void> {
  await world.enrol(bruno, carla);
  ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno, 'edit'), grant(carla, 'manage')]));
}

async function transfer(options: ViewPageOptions = {}): Promise<{ page: ViewPage; aside: AsidePage }> {
  const page = await viewPage({ policy: MANAGED, before: shared, ...options });
  page.button(BUTTON).focus();
  await page.press('Enter');
  return { page, aside: await asideIn(page.view.shadowRoot!, 'mysafe-transfer') };
}

const root = ({ element }: AsidePage): ShadowRoot => element.shadowRoot!;
const spoken = (element: Element | null | undefined): string => (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/gu, ' ').trim();
const radios = (aside: AsidePage): HTMLInputElement[] => [...root(aside).querySelectorAll<HTMLInputElement>('input[type=radio]')];
const people = (aside: AsidePage): string[] => radios(aside).map((radio) => spoken(radio.labels?.[0]?.querySelector('.who')) + ` ${spoken(radio.labels?.[0]?.lastElementChild)}`);
const chosen = (aside: AsidePage): string[] => people(aside).filter((_, at) => radios(aside)[at]?.checked);
const focusedRadio = (aside: AsidePage): string | undefined => people(aside)[radios(aside).findIndex((radio) => radio === root(aside).activeElement)];
const follows = (aside: AsidePage): string => spoken(root(aside).querySelector('[role=status]'));
const banner = (aside: AsidePage): Promise<string> => until(() => spoken(root(aside).querySelector('[part=banner] span')), 'the banner');
const error = (aside: AsidePage): string => spoken(root(aside).querySelector('#choose'));
const make = (aside: AsidePage): HTMLButtonElement => root(aside).querySelector<HTMLButtonElement>('.primary') ?? expect.fail('no “Make owner”');
const choose = (aside: AsidePage, person: string): void => { (radios(aside)[people(aside).indexOf(person)] ?? expect.fail(`no ${person} among ${people(aside).join(' | ')}`)).click(); };
async function isAccessibleInBothThemes(aside: AsidePage): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    Object.assign(aside.element, { theme });
    await aside.isAccessible();
  }
}

/** Said in the window that stands open, in which the page's region has a part. */
async function toast(page: ViewPage): Promise<readonly string[]> {
  const said = await until(() => page.dialog.querySelector('mysafe-toasts')?.shadowRoot?.querySelector('.toast'), 'the toast');
  return [...said.querySelectorAll('[part=title], [part=detail]')].map(spoken).filter(Boolean);
}

const refusing = (refusal: Refusal): Partial<ViewPageOptions> => ({ wrap: (vault) => withSecrets(vault, { transfer: () => Promise.resolve({ ok: false, refusal }) }) });

describe('making somebody else the owner', () => {
  afterEach(() => { document.querySelectorAll('mysafe-toasts').forEach((region) => region.remove()); });

  it('F36 is done by keyboard alone, and the old owner keeps “Can manage”', async () => {
    const { page, aside } = await transfer({ input: { identifier: 'PAY' } });
    expect([aside.title, aside.focused, people(aside), chosen(aside), follows(aside)]).to.deep.equal(['Who should own Payments API?', 'Who should own Payments API?', [BRUNO, CARLA], [], '']);
    await aside.isAccessible();
    await aside.press('Tab');
    await aside.press('ArrowDown');
    expect(chosen(aside)).to.deep.equal([CARLA]);
    await aside.press('ArrowUp');
    await until(() => follows(aside) === WHAT_FOLLOWS, 'what follows');
    expect([...root(aside).querySelectorAll('[role=status] bdi')].map(spoken)).to.deep.equal(['Bruno Alves', 'Bruno Alves']);
    await isAccessibleInBothThemes(aside);
    for (const key of ['Tab', 'Tab', 'Enter']) await aside.press(key);
    await aside.closed();
    expect(await toast(page)).to.deep.equal(['Bruno Alves owns “Payments API” now']);
    await until(() => !page.has(BUTTON), 'the window, read again');
    expect([page.focused, page.field('Owner').innerText]).to.deep.equal(['Manage access', 'Bruno Alves']);
    expect(page.rows).to.have.deep.members(['Bruno Alves | Owner | @bruno · bruno@example.org', 'Ana Costa | You | @ana · ana@example.org', 'Carla Dias | @carla · carla@example.org'].map((who) => [who, 'Yes', 'Yes', 'Yes']));
    await page.isAccessible();
    expect(linesOf(ok(await (await page.world.vaultOf(bruno)).secrets.get(page.secret.id)).access)).to.have.deep.members([own(bruno), line(ana, 'manage'), line(carla, 'manage')]);
  });

  it('says so where the new owner uses its identifier already, which clears it', async () => {
    const { page, aside } = await transfer({
      input: { identifier: 'PAY' },
      before: async (world, secret) => {
        await shared(world, secret);
        ok(await (await world.vaultOf(bruno)).secrets.add({ name: 'His', url: 'his', clientId: 'his', identifier: 'PAY' }));
      },
    });
    choose(aside, BRUNO);
    await aside.click('Make owner');
    await aside.closed();
    expect(await toast(page)).to.deep.equal(['Bruno Alves owns “Payments API” now', 'Bruno Alves already uses the identifier “PAY”, so this secret has none now.']);
  });

  it('offers people who can read it now, and tells two of one name apart', async () => {
    const { aside } = await transfer({
      before: async (world, { id }) => {
        await world.enrol(maria, otherMaria, davi);
        const soon = new Date(world.clock.now().getTime() + 3_600_000);
        ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(maria), grant(otherMaria), grant(davi, 'view', soon), grant(joao), grant(ops)]));
        world.clock.forward(7_200); // Davi's access ended; João has no keys yet
      },
    });
    expect(people(aside)).to.have.members(['Maria Silva @maria.silva · maria.silva@example.org Can view', 'Maria Silva @msilva · msilva@example.org Can view']);
  });

  it('says where there is nobody to give it to what comes first', async () => {
    const { aside } = await transfer({ before: async (world, { id }) => void ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(ops)])) });
    expect([aside.text, aside.buttons]).to.deep.equal(['Nobody else has access of their own. Share it first with whoever should own it.', ['Close']]);
    await aside.isAccessible();
    await aside.click('Close');
    await aside.closed();
  });

  it('asks for a choice first, and leads to it', async () => {
    const { page, aside } = await transfer();
    make(aside).focus();
    await aside.press('Enter');
    await until(() => error(aside) === 'Choose who', 'the sentence');
    const group = root(aside).querySelector('[role=radiogroup]')!;
    expect([focusedRadio(aside), chosen(aside), group.getAttribute('aria-invalid'), group.getAttribute('aria-describedby')]).to.deep.equal([BRUNO, [], 'true', 'choose']);
    await isAccessibleInBothThemes(aside);
    await aside.press('Space');
    await until(() => error(aside) === '', 'the sentence gone');
    await aside.press('Escape');
    await aside.closed();
    expect([page.focused, ok(await page.vault.secrets.get(page.secret.id)).owner.id]).to.deep.equal([BUTTON, ana.id]);
  });

  const refusals: readonly (readonly [Refusal, string])[] = [
    [{ code: 'access/not-permitted', needs: 'own', holds: 'manage' }, 'You may not do this. It needs “Owner”.'],
    [{ code: 'share/problem', problems: [{ principal: bruno.id, problem: 'suspended' }] }, 'Bruno Alves\'s account is suspended.'],
  ];
  for (const [refusal, sentence] of refusals) {
    it(`tells why it was refused, and keeps the choice: ${refusal.code}`, async () => {
      const { aside } = await transfer(refusing(refusal));
      choose(aside, BRUNO);
      await aside.click('Make owner');
      expect([await banner(aside), chosen(aside)]).to.deep.equal([sentence, [BRUNO]]);
    });
  }

  it('leads to comparing where somebody’s keys are not the known ones', async () => {
    const { aside } = await transfer(refusing({ code: 'share/key-changed', user: bruno.id, known: '1', now: '2' }));
    choose(aside, BRUNO);
    await aside.click('Make owner');
    expect(await banner(aside)).to.match(/^Somebody’s keys are not the ones you knew\./);
    await isAccessibleInBothThemes(aside);
    await aside.click('Compare fingerprint');
    const comparing = await asideIn(root(aside), 'mysafe-fingerprint');
    await comparing.click('They match');
    await comparing.closed();
    await until(() => !root(aside).querySelector('[part=banner]'), 'the banner gone');
    expect([aside.focused, chosen(aside)]).to.deep.equal([aside.title, [BRUNO]]);
  });

  it('does one thing at a time, loses nothing to a fault, and is done by another press', async () => {
    let asked = 0;
    let answer: () => void = () => undefined;
    const { page, aside } = await transfer({ wrap: (vault) => withSecrets(vault, { transfer: async (...given) => {
      asked += 1;
      if (asked > 1) return vault.secrets.transfer(...given);
      await new Promise<void>((resolve) => { answer = resolve; });
      throw new MySafeError('storage/unavailable', 'down');
    } }) });
    choose(aside, BRUNO);
    await aside.click('Make owner');
    await until(() => make(aside).getAttribute('aria-disabled') === 'true', 'that it is busy');
    await aside.click('Make owner');
    await aside.click('Cancel');
    make(aside).focus();
    await aside.press('Escape');
    expect([asked, aside.focused]).to.deep.equal([1, 'Make owner']);
    await aside.isAccessible();
    answer();
    expect([await banner(aside), chosen(aside), make(aside).disabled]).to.deep.equal(['The storage did not answer. Nothing was changed. Try again.', [BRUNO], false]);
    await aside.press('Enter');
    await aside.closed();
    expect(await toast(page)).to.deep.equal(['Bruno Alves owns “Payments API” now']);
  });

  it('says that it can’t be read, and reads again', async () => {
    let down = true;
    const { aside } = await transfer({ wrap: (vault) => ({ ...vault, keys: vault.keys, sharing: { ...vault.sharing, access: (...given) => (down ? Promise.reject(new MySafeError('storage/unavailable', 'down')) : vault.sharing.access(...given)) } }) });
    expect([await banner(aside), aside.buttons]).to.deep.equal(['The storage did not answer. Nothing was changed. Try again.', ['Retry', 'Close']]);
    await aside.isAccessible();
    down = false;
    await aside.click('Retry');
    await until(() => people(aside).length === 2, 'the list');
    expect([aside.focused, root(aside).querySelector('[part=banner]')]).to.deep.equal([aside.title, null]);
  });

  it('asks for the keys while they are locked, and goes on with what was chosen', async () => {
    const { aside } = await transfer({ wrap: (vault) => withSecrets(vault, { transfer: (...given) => {
      vault.keys.lock(); // as another tab may, between the press and the answer
      return vault.secrets.transfer(...given);
    } }) });
    choose(aside, BRUNO);
    await aside.click('Make owner');
    await unlockIn(aside.element);
    expect(root(aside).textContent).to.not.contain('Bruno');
    await aside.isAccessible();
    await aside.press('Enter');
    await until(() => !hasUnlock(aside.element) && people(aside).length === 2, 'the list again');
    expect([chosen(aside), follows(aside), root(aside).querySelector('[part=banner]')]).to.deep.equal([[BRUNO], WHAT_FOLLOWS, null]);
  });

  it('follows what somebody else changes meanwhile, and keeps focus in the window', async () => {
    const { page, aside } = await transfer();
    choose(aside, BRUNO);
    radios(aside)[0]!.focus();
    const hers = await page.world.vaultOf(carla);
    ok(await hers.sharing.share(page.secret.id, [revoke(bruno)]));
    await until(() => people(aside).length === 1, 'one fewer');
    await until(() => aside.focused === aside.title, 'focus on the title');
    expect([people(aside), chosen(aside), follows(aside)]).to.deep.equal([[CARLA], [], '']);
  });

  it('ends where it has another owner by now', async () => {
    const { page, aside } = await transfer();
    ok(await page.vault.secrets.transfer(page.secret.id, carla.id));
    await until(() => aside.text === 'Carla Dias owns this secret.', 'whose it is');
    expect(aside.buttons).to.deep.equal(['Close']);
    await aside.click('Close');
    await aside.closed();
  });

  it('is for the owner alone, of a disabled secret too', async () => {
    expect((await viewPage({ policy: MANAGED, actingAs: carla, before: shared })).has(BUTTON)).to.equal(false);
    const { page, aside } = await transfer({ before: async (world, secret: SecretSummary) => {
      await shared(world, secret);
      ok((await (await world.vaultOf(ana)).secrets.disable([secret.id]))[0]!);
    } });
    choose(aside, BRUNO);
    await aside.click('Make owner');
    await aside.closed();
    await until(() => page.focused === 'Manage access', 'focus');
    refused(await page.vault.secrets.delete(page.secret.id), 'access/not-permitted');
  });
});
