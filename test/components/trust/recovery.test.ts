import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { type KeyKeeper, type SecretSummary, type Vault, openVault } from '../../../src/core/index.js';
import { deviceKeys } from '../../../src/keys/index.js';
import { type AsidePage, asideIn } from '../../support/aside-page.js';
import { testDownloads } from '../../support/downloads.js';
import { recordLeaks } from '../../support/leaks.js';
import { testClipboard } from '../../support/secret-view-page.js';
import { type SharePage, sharePage, until } from '../../support/share-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type World, ana, anId, bruno, carla, grant, ok } from '../../support/vault-builders.js';

const OFFER = 'Keep a recovery key';

/** Ana's vault again, with `keeper` as the one way to her keys. */
async function onlyBy(world: World, keeper: KeyKeeper): Promise<Vault> {
  const { keys } = await world.vaultOf(ana);
  const [former] = await keys.methods();
  ok(await keys.addMethod(keeper));
  ok(await keys.removeMethod(former!.id));
  return openVault({ actor: ana.id, authority: world.authority, keys: keeper });
}

type Prepare = (vault: Vault, world: World, secret: SecretSummary) => Promise<Vault | undefined | void>;

/** The vault with some calls about keys replaced. */
const withKeys = (vault: Vault, calls: Partial<Vault['keys']>): Vault =>
  ({ ...vault, keys: Object.create(vault.keys, Object.fromEntries(Object.entries(calls).map(([name, value]) => [name, { value }]))) as Vault['keys'] });

interface DevicePage extends SharePage {
  readonly vault: Vault;
  /** How often the ways to unlock have been read since it was shown, to decide whether to offer a recovery key. */
  readonly decided: number;
}

/** The share window of somebody whose keys are in this browser. `and` may change what her vault holds, or give another one. */
async function inThisBrowser(and: Prepare = () => Promise.resolve()): Promise<DevicePage> {
  let hers: Vault | undefined;
  let decided = 0;
  const page = await sharePage({ before: async (world, secret) => {
    await world.enrol(bruno, carla);
    hers = await onlyBy(world, deviceKeys({ name: anId() }));
    hers = (await and(hers, world, secret)) ?? hers;
  }, wrap: () => withKeys(hers!, { methods: () => hers!.keys.methods().finally(() => { decided += 1; }) }) });
  return Object.defineProperties(page as DevicePage, { vault: { value: hers }, decided: { get: () => decided } });
}

const offerIn = ({ root }: SharePage): HTMLElement | null => root.querySelector('mysafe-recovery');

async function shareWith(page: SharePage, name: string): Promise<void> {
  await page.add(name);
  await page.share();
  await page.toast();
}

async function offered(page: SharePage): Promise<AsidePage> {
  await shareWith(page, 'bruno');
  return asideIn(page.root, 'mysafe-recovery');
}

/** Nor a moment later: what is said after a share has been said, and it is decided. */
async function nothingOffered(page: SharePage): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  expect(offerIn(page) === null).to.equal(true);
}

async function nothingOfferedBy(page: DevicePage, decided: number): Promise<void> {
  await until(() => page.decided === decided, `what was decided the ${decided}. time`);
  await nothingOffered(page);
}

const textOf = (root: ParentNode): string => [...root.querySelectorAll('*')].map((element) => `${element.outerHTML}${element.shadowRoot ? textOf(element.shadowRoot) : ''}`).join(' ');
const groupsIn = ({ element }: AsidePage): string[] => [...element.shadowRoot!.querySelectorAll('.digits span')].map(({ textContent }) => textContent);
const kindsOf = async ({ keys }: Vault): Promise<string[]> => (await keys.methods()).map(({ kind }) => kind);

async function withKey(page: SharePage): Promise<{ aside: AsidePage; groups: string[] }> {
  const aside = await offered(page);
  await aside.click('Show recovery key');
  await until(() => aside.title === 'Your recovery key', 'the key');
  return { aside, groups: groupsIn(aside) };
}

const boxOf = ({ element }: AsidePage): HTMLInputElement => element.shadowRoot!.querySelector<HTMLInputElement>('input[type=checkbox]')!;

async function store(aside: AsidePage): Promise<void> {
  expect(boxOf(aside).labels![0]!.textContent).to.equal('I have stored it');
  boxOf(aside).click();
  await aside.click('Done');
  await aside.closed();
}

beforeEach(() => { localStorage.clear(); });

describe('after the first share, where the keys are in this browser alone', () => {
  it('a recovery key is offered, and not again on that day', async () => {
    const page = await inThisBrowser();
    const aside = await offered(page);
    await aside.click('Not now');
    await aside.closed();
    await page.open();
    await shareWith(page, 'carla');
    await nothingOfferedBy(page, 2);
  });

  it('a recovery key is offered again at a share of the next day', async () => {
    const page = await inThisBrowser();
    const aside = await offered(page);
    await aside.click('Not now');
    await aside.closed();
    for (const [name, at] of Object.entries<string>(localStorage)) localStorage.setItem(name, String(Number(at) - 24 * 3_600_000));
    await page.open();
    await shareWith(page, 'carla');
    await asideIn(page.root, 'mysafe-recovery');
  });

  const quiet: readonly (readonly [string, Prepare])[] = [
    ['who has a recovery key', async ({ keys }) => void ok(await keys.makeRecoveryKey())],
    ['who has another way to unlock, too', async ({ keys }, world) => void ok(await keys.addMethod(world.keys))],
    ['whose ways can’t be read now', async (vault) => withKeys(vault, { methods: () => Promise.reject(new Error('offline')) })],
  ];
  for (const [who, and] of quiet) {
    it(`nothing is offered to somebody ${who}`, async () => {
      const page = await inThisBrowser(and);
      await shareWith(page, 'bruno');
      await nothingOfferedBy(page, 1);
    });
  }

  it('nothing is offered to somebody whose keys are kept elsewhere', async () => {
    const page = await sharePage();
    await shareWith(page, 'joao');
    await nothingOffered(page);
  });

  it('nor to somebody who only took access away', async () => {
    const page = await inThisBrowser(async ({ sharing }, _, { id }) => void ok(await sharing.share(id, [grant(bruno)])));
    await page.click('Remove Bruno Alves');
    await page.share();
    await page.toast();
    await nothingOffered(page);
  });
});

describe('the window that offers a recovery key', () => {
  it('says where the keys are, who can get at them, and what is lost', async () => {
    const aside = await offered(await inThisBrowser());
    expect([aside.title, aside.focused, aside.buttons]).to.deep.equal([OFFER, OFFER, ['Not now', 'Show recovery key']]);
    expect(aside.text).to.equal('Your keys are in this browser alone: whoever can read its profile can unlock them, and whoever clears it loses all of them, with every secret that nobody else can open. A recovery key brings them back in any browser.');
    await until(() => aside.element.shadowRoot!.querySelector('dialog mysafe-toasts'), '“Shared”, in the window');
    await aside.isAccessible();
  });

  for (const [how, act] of Object.entries<(aside: AsidePage) => Promise<void>>({ '“Not now”': (aside) => aside.click('Not now'), 'Escape': (aside) => aside.press('Escape') })) {
    it(`${how} makes nothing, and focus is where it was`, async () => {
      const page = await inThisBrowser();
      const aside = await offered(page);
      await act(aside);
      await aside.closed();
      expect(await kindsOf(page.vault)).to.deep.equal(['device']);
      expect(document.activeElement).to.equal(page.trigger);
    });
  }

  it('by keyboard alone: made, read out letter by letter, stored; it opens the keys', async () => {
    const page = await inThisBrowser();
    const aside = await offered(page);
    for (const key of ['Tab', 'Tab', 'Enter']) await aside.press(key);
    await until(() => aside.focused === 'Your recovery key', 'focus on the title');
    const groups = groupsIn(aside);
    expect([groups.length, groups.every((group) => /^[0-9A-Z]{6}$/.test(group)), aside.buttons]).to.deep.equal([9, true, ['Copy', 'Print', 'Save as file', 'Done']]);
    expect(aside.element.shadowRoot!.querySelector('.sr-only')!.textContent).to.equal(groups.map((group) => [...group].join(' ')).join(', '));
    await aside.isAccessible();
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Space', 'Tab', 'Enter']) await aside.press(key);
    await aside.closed();
    page.vault.keys.lock();
    ok(await page.vault.keys.unlock({ recoveryKey: groups.join('-') }));
  });

  it('“Done” waits for the box, and says so there', async () => {
    const { aside } = await withKey(await inThisBrowser());
    await aside.click('Done');
    const box = boxOf(aside);
    await until(() => aside.element.shadowRoot!.activeElement === box, 'focus on the box');
    await until(() => aside.text.endsWith('Store it first, then check this box.'), 'what is missing');
    expect([box.getAttribute('aria-invalid'), box.getAttribute('aria-describedby')]).to.deep.equal(['true', 'store-first']);
    await aside.isAccessible();
    await store(aside);
  });

  it('the key is in no attribute, event, field or log, and nowhere once the window is closed', async () => {
    const record = recordLeaks();
    try {
      const { aside, groups } = await withKey(await inThisBrowser());
      const canaries = Object.fromEntries(groups.map((group) => [group, group]));
      record.notePage();
      await store(aside);
      record.notePage();
      expect(record.hits(canaries)).to.deep.equal([]);
      expect(groups.filter((group) => textOf(document).includes(group)), 'on the page').to.deep.equal([]);
      await until(() => groups.every((group) => !aside.element.shadowRoot!.textContent.includes(group)), 'the key gone from the window itself');
      record.note(groups);
      expect(record.hits(canaries), 'the control').to.deep.equal(groups);
    } finally {
      record.stop();
    }
  });

  it('copies it, or has it selected where the browser does not let it', async () => {
    const clipboard = testClipboard();
    try {
      const { aside, groups } = await withKey(await inThisBrowser());
      const status = () => aside.element.shadowRoot!.querySelector('[role=status]')!.textContent.replaceAll('\u200B', '');
      await aside.click('Copy');
      await until(() => status() === 'Copied', 'the word');
      expect(clipboard.texts).to.deep.equal([groups.join('-')]);
      clipboard.forbid();
      await aside.click('Copy');
      await until(() => /^Press .+C$/.test(status()), 'the keys to press');
      await aside.isAccessible();
    } finally {
      clipboard.restore();
    }
  });

  it('saves it as a file', async () => {
    const downloads = testDownloads();
    try {
      const { aside, groups } = await withKey(await inThisBrowser());
      await aside.click('Save as file');
      const [file] = downloads.files;
      expect([file?.name, (await file?.text)?.split('\n').slice(2, 5).join('-')]).to.deep.equal(['recovery-key.txt', groups.join('-')]);
    } finally {
      downloads.restore();
    }
  });

  it('prints a sheet with nothing else on it', async () => {
    const real = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!;
    const sheets: string[] = [];
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { ...real, get(this: HTMLIFrameElement) {
      const view = real.get!.call(this) as Window | null;
      return view && Object.assign(view, { print: () => { sheets.push(view.document.body.textContent); view.dispatchEvent(new Event('afterprint')); } });
    } });
    try {
      const { aside, groups } = await withKey(await inThisBrowser());
      await aside.click('Print');
      await until(() => sheets.length > 0, 'the sheet');
      const lines = [0, 3, 6].map((at) => groups.slice(at, at + 3).join('-')).join('\n');
      expect(sheets).to.deep.equal([`Recovery key of Ana Costa for ${location.host}${lines}Whoever holds it can unlock everything of yours.`]);
      expect(aside.element.shadowRoot!.querySelector('iframe') !== null).to.equal(false);
    } finally {
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', real);
    }
  });

  it('asks before it closes without the key stored: back to the key, or it is thrown away and opens nothing', async () => {
    const page = await inThisBrowser();
    const { aside, groups } = await withKey(page);
    await aside.press('Escape');
    await until(() => aside.title === 'Close without storing it?', 'the question');
    expect([aside.focused, aside.buttons, groupsIn(aside)]).to.deep.equal(['Close without storing it?', ['Back to the key', 'Throw it away'], []]);
    await aside.isAccessible();
    await aside.press('Escape');
    await until(() => aside.title === 'Your recovery key', 'the key again');
    expect(groupsIn(aside)).to.deep.equal(groups);
    await aside.press('Escape');
    await until(() => aside.buttons.includes('Throw it away'), 'the question again');
    await aside.click('Throw it away');
    await aside.closed();
    expect(await kindsOf(page.vault)).to.deep.equal(['device']);
  });

  it('locked in mid-work: the key is covered, and there again after unlocking', async () => {
    const page = await inThisBrowser();
    const { aside, groups } = await withKey(page);
    page.vault.keys.lock();
    const form = await unlockIn(aside.element);
    expect(groups.filter((group) => aside.element.shadowRoot!.textContent.includes(group))).to.deep.equal([]);
    await aside.press('Escape');
    await until(() => aside.buttons.includes('Back to the key'), 'the question');
    await aside.click('Throw it away');
    await until(() => aside.text.startsWith('Your keys are locked.'), 'why not');
    await aside.click('Back to the key');
    await (await unlockIn(aside.element)).click('Unlock');
    await until(() => !hasUnlock(aside.element), 'the form gone');
    expect([form.element.isConnected, groupsIn(aside)]).to.deep.equal([false, groups]);
  });

  it('says why it could not be made, and makes it the next time', async () => {
    let failing = true;
    const page = await inThisBrowser(async (vault) => withKeys(vault, { makeRecoveryKey: () => (failing ? Promise.reject(new Error('lost')) : vault.keys.makeRecoveryKey()) }));
    const aside = await offered(page);
    await aside.click('Show recovery key');
    await until(() => aside.text.startsWith('Something went wrong. Nothing was changed.'), 'why not');
    await aside.isAccessible();
    failing = false;
    await aside.click('Show recovery key');
    await until(() => groupsIn(aside).length === 9, 'the key');
  });

  it('fits 320 pixels', async () => {
    await setViewport({ width: 320, height: 700 });
    try {
      const { aside } = await withKey(await inThisBrowser());
      const body = aside.element.shadowRoot!.querySelector('.body')!;
      expect(body.scrollWidth - body.clientWidth).to.equal(0);
    } finally {
      await setViewport({ width: 1280, height: 800 });
    }
  });
});
