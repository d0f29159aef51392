import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SharingCenter } from '../../../src/components/sharing-center/sharing-center.js';
import type { TabName } from '../../../src/components/sharing-center/gathering.js';
import type { User, Vault } from '../../../src/core/index.js';
import '../../../src/define/sharing-center.js';
import { asideIn } from '../../support/aside-page.js';
import { until } from '../../support/secret-view-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type ChangingDirectory, type World, type WorldOptions, aDirectory, aSecret, aWorld, ana, bruno, carla, davi, everybody, grant, joao, ok, ops, theGroups } from '../../support/vault-builders.js';

const DAY = 86_400_000;
const inDays = (world: World, days: number): Date => new Date(world.clock.now().getTime() + days * DAY);

interface Center {
  readonly center: SharingCenter;
  readonly world: World;
  readonly vault: Vault;
  readonly root: ShadowRoot;
  /** The table, a line of texts each, without its buttons. */
  readonly lines: readonly string[];
  readonly empty: string;
  readonly status: string;
  button(label: string): HTMLButtonElement;
  press(label: string): Promise<void>;
  tab(name: TabName): Promise<void>;
  settled(): Promise<void>;
  becomes(look: () => boolean, what: string): Promise<void>;
}

/** Ana has two secrets, Bruno one. */
async function centerOf(user: User = ana, { tab = 'with-me', today = false, before, ...options }: WorldOptions & { readonly tab?: TabName; readonly today?: boolean; readonly before?: (world: World, ids: Record<'payments' | 'mail' | 'his', string>) => Promise<unknown> } = {}): Promise<Center> {
  const world = aWorld(options);
  if (today) world.clock.set(new Date(Date.now() - DAY)); // ends are compared with the page's own day
  await world.enrol(ana, bruno, carla, joao, davi);
  const hers = await world.vaultOf(ana);
  const payments = ok(await hers.secrets.add(aSecret({ name: 'Payments API' }))).id;
  const mail = ok(await hers.secrets.add(aSecret({ name: 'Mail API' }))).id;
  const his = ok(await (await world.vaultOf(bruno)).secrets.add(aSecret({ name: 'His API' }))).id;
  await before?.(world, { payments, mail, his });
  const vault = await world.vaultOf(user);
  const center = await fixture<SharingCenter>(html`<mysafe-sharing-center locale="en" .vault=${vault} .tab=${tab}></mysafe-sharing-center>`);
  const page = pageOf(center, world, vault);
  await page.settled();
  return page;
}

const spoken = (element: Element | null | undefined): string => (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/gu, ' ').trim();

function pageOf(center: SharingCenter, world: World, vault: Vault): Center {
  const root = center.shadowRoot!;
  const settled = async (): Promise<void> => {
    await center.updateComplete;
    await until(() => root.querySelector('[role=tablist]') && root.querySelector('[part=table]')?.getAttribute('aria-busy') !== 'true', 'the lines');
  };
  const button = (label: string): HTMLButtonElement => [...root.querySelectorAll('button')].find((one) => one.getAttribute('aria-label') === label || spoken(one) === label) ?? expect.fail(`no button “${label}”`);
  return {
    center, world, vault, root, button, settled,
    get lines() {
      return [...root.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll<HTMLElement>('th, td:not(.col-action)')].map((cell) => [...cell.querySelectorAll('.avatar')].reduce((text, avatar) => text.replace(spoken(avatar), '').trim(), spoken(cell))).join(' | '));
    },
    get empty() { return spoken(root.querySelector('[part=empty]')); },
    get status() { return (root.querySelector('[role=status]')?.textContent ?? '').replaceAll('\u200B', ''); },
    async press(label) {
      button(label).focus();
      await sendKeys({ press: 'Enter' });
      await center.updateComplete;
    },
    async tab(name) {
      root.querySelector<HTMLElement>(`#tab-${name}`)!.click();
      await center.updateComplete;
      await settled();
    },
    async becomes(look, what) { await until(look, what); },
  };
}

const shares = async (world: World, { payments, mail, his }: Record<'payments' | 'mail' | 'his', string>): Promise<void> => {
  const hers = await world.vaultOf(ana);
  ok(await hers.sharing.share(payments, [grant(bruno, 'edit', inDays(world, 3)), grant(ops)]));
  ok(await hers.sharing.share(mail, [grant(carla)]));
  ok(await (await world.vaultOf(bruno)).sharing.share(his, [grant(ana, 'edit', inDays(world, 5)), grant(davi, 'view', inDays(world, 60))]));
};

describe('<mysafe-sharing-center>', () => {
  it('lists what others share with a person', async () => {
    const page = await centerOf(ana, { before: shares });
    expect(page.lines).to.deep.equal(['His API | Bruno Alves | Can edit']);
    await expect(page.center).to.be.accessible();
    await page.press('View His API');
    await page.becomes(() => page.root.querySelector('mysafe-secret-view')?.open === true, 'the view window');
  });

  it('lists what a person shares, a line for each grant, and revokes one with Undo', async () => {
    const page = await centerOf(ana, { before: shares, today: true, tab: 'by-me' });
    const date = page.lines.find((line) => line.includes('Bruno'))?.split(' | ').at(-1) ?? '';
    expect(page.lines).to.have.members(['Mail API | Carla Dias @carla · carla@example.org | Can view | No end', `Payments API | Bruno Alves @bruno · bruno@example.org | Can edit | ${date}`, 'Payments API | Operations 2 people | Can view | No end']);
    await expect(page.center).to.be.accessible();
    const events: string[] = [];
    for (const name of ['mysafe-share', 'mysafe-shared'] as const) page.center.addEventListener(name, (event) => events.push(event.type));
    await page.press('Revoke access of Carla Dias to Mail API');
    await page.becomes(() => page.lines.length === 2, 'her line gone');
    expect(events).to.deep.equal(['mysafe-share', 'mysafe-shared']);
    const undo = await until(() => [...document.querySelectorAll('mysafe-toasts')].flatMap((region) => [...(region.shadowRoot?.querySelectorAll('button') ?? [])]).find((one) => spoken(one) === 'Undo'), 'Undo');
    undo.click();
    await page.becomes(() => page.lines.length === 3, 'her line back');
  });

  it('does nothing where the host cancels', async () => {
    const page = await centerOf(ana, { before: shares, tab: 'by-me' });
    page.center.addEventListener('mysafe-share', (event) => { event.preventDefault(); });
    await page.press('Revoke access of Carla Dias to Mail API');
    await page.settled();
    expect(page.lines).to.have.length(3);
  });

  it('shows what ends within 7 days, first what ends first, and renews it', async () => {
    const page = await centerOf(ana, {
      today: true, tab: 'ending', before: async (world, ids) => {
        await shares(world, ids);
        world.clock.set(new Date());
      },
    });
    expect(page.lines.map((line) => line.split(' | ').slice(0, 2).join(' | '))).to.deep.equal(['Payments API | Bruno Alves @bruno · bruno@example.org', 'His API | Ana Costa You @ana · ana@example.org']);
    await expect(page.center).to.be.accessible();
    const end = async () => ok(await page.vault.sharing.access((await page.vault.secrets.list({ text: 'Payments' })).items[0]!.id)).find(({ principal }) => principal.id === bruno.id)!.expiresAt!.getTime();
    const before = await end();
    await page.press('Renew access of Bruno Alves to Payments API');
    await page.becomes(() => [...document.querySelectorAll('mysafe-toasts')].some((region) => region.shadowRoot?.textContent.includes('Shared')), 'that it was done');
    expect(Math.round((await end() - before) / DAY), 'as long again from now on, a day after it was given').to.equal(1);
  });

  it('lists who waits and why; whoever joined a group is given access, or not now', async () => {
    const directory: ChangingDirectory = aDirectory(everybody, theGroups);
    const page = await centerOf(ana, {
      tab: 'waiting', directory, before: async (world, ids) => {
        ok(await (await world.vaultOf(ana)).sharing.share(ids.payments, [grant(ops)]));
        directory.setGroups([{ ...ops, members: [bruno.id, carla.id, joao.id, davi.id] }]);
      },
    });
    await page.becomes(() => page.lines.length === 2, 'both who joined');
    expect(page.lines).to.have.members(['Payments API | João Pereira @joao · joao@example.org | Joined Operations after it was shared.', 'Payments API | Davi Nunes @davi · davi@example.org | Joined Operations after it was shared.']);
    await expect(page.center).to.be.accessible();
    await page.press('Not now: Davi Nunes, Payments API');
    await page.becomes(() => page.lines.length === 1, 'his line gone');
    await page.press('Give access to João Pereira: Payments API');
    await page.becomes(() => page.lines.length === 0, 'nobody waits');
    expect([page.status, page.empty]).to.deep.equal(['João Pereira has access now', 'Nobody waits.']);
    await page.becomes(() => spoken(page.root.activeElement) === 'Waiting', 'focus where something is');
    expect((await (await page.world.vaultOf(joao)).secrets.list()).items, 'he opens it').to.have.length(1);
  });

  it('answers what somebody can see, of what one can see oneself, and why', async () => {
    const page = await centerOf(ana, { before: shares, tab: 'what' });
    page.root.querySelector<HTMLInputElement>('#who')!.focus();
    await sendKeys({ type: 'carla' });
    const hit = await until(() => page.root.querySelector<HTMLElement>('[part=hit]'), 'Carla');
    await expect(page.center).to.be.accessible();
    hit.focus();
    await sendKeys({ press: 'Enter' });
    await page.becomes(() => page.lines.length === 2, 'what she sees');
    expect(page.lines).to.have.members(['Mail API | Ana Costa | Can view', 'Payments API | Ana Costa | Can view']);
    await page.press('Why can Carla Dias see Payments API?');
    const aside = await asideIn(page.root, 'mysafe-why');
    expect(aside.text).to.contain('Carla Dias is in Operations, which was given “Can view”.');
  });

  it('finds lines by the name of the secret and of the person, and says how many', async () => {
    const page = await centerOf(ana, { before: shares, tab: 'by-me' });
    const search = page.root.querySelector<HTMLInputElement>('input[type=search]')!;
    search.focus();
    await sendKeys({ type: 'dias' });
    await page.center.updateComplete;
    expect([page.lines.length, page.status]).to.deep.equal([1, '1 row']);
    await sendKeys({ type: 'xyz' });
    await page.center.updateComplete;
    expect(page.empty).to.equal('Nothing matches.');
  });

  it('is walked by arrows from tab to tab', async () => {
    const page = await centerOf(ana);
    page.root.querySelector<HTMLElement>('#tab-with-me')!.focus();
    const walked: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home']) {
      await sendKeys({ press: key });
      await page.center.updateComplete;
      walked.push(spoken(page.root.activeElement));
    }
    expect(walked).to.deep.equal(['Shared by me', 'Waiting', 'What can … see?', 'Shared with me', 'What can … see?', 'Shared with me']);
  });

  it('says where there is nothing', async () => {
    const page = await centerOf(davi);
    const said: string[] = [page.empty];
    for (const tab of ['by-me', 'waiting', 'ending'] as const) {
      await page.tab(tab);
      said.push(page.empty);
    }
    expect(said).to.deep.equal(['Nobody has shared an API secret with you.', 'You share no API secret.', 'Nobody waits.', 'Nothing ends in the next 7 days.']);
  });

  it('asks for the keys while they are locked, and goes on', async () => {
    const page = await centerOf(ana, { before: shares, tab: 'by-me' });
    page.vault.keys.lock();
    await unlockIn(page.center);
    await page.press('Revoke access of Carla Dias to Mail API');
    expect(page.root.activeElement?.localName).to.equal('mysafe-unlock');
    await sendKeys({ press: 'Enter' });
    await page.becomes(() => !hasUnlock(page.center), 'unlocked');
    await page.press('Revoke access of Carla Dias to Mail API');
    await page.becomes(() => page.lines.length === 2, 'her line gone');
  });

  it('follows what is shared elsewhere', async () => {
    const page = await centerOf(ana, { before: shares, tab: 'by-me' });
    const { items } = await page.vault.secrets.list({ text: 'Mail' });
    ok(await page.vault.sharing.share(items[0]!.id, [grant(joao)]));
    await page.becomes(() => page.lines.some((line) => line.includes('João')), 'the new line');
  });

  it('says why something was refused, and leaves it as it is', async () => {
    const page = await centerOf(ana, { before: shares, tab: 'by-me' });
    page.center.vault = { ...page.vault, keys: page.vault.keys, sharing: { ...page.vault.sharing, share: () => Promise.resolve({ ok: false, refusal: { code: 'share/changed-meanwhile', accessRevision: 9, access: [] } }) } };
    await page.settled();
    await page.becomes(() => page.lines.length === 3, 'the lines');
    await page.press('Revoke access of Carla Dias to Mail API');
    await page.becomes(() => page.root.querySelector('[part=banner]') !== null, 'the sentence');
    expect([spoken(page.root.querySelector('[part=banner] p')), page.lines.length]).to.deep.equal(['Access changed while this was open. Review and share again.', 3]);
    await expect(page.center).to.be.accessible();
  });
});
