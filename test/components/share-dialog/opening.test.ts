import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { MySafeOpenedEvent } from '../../../src/components/shared/events.js';
import { sendKeys } from '@web/test-runner-commands';
import { ShareDialog } from '../../../src/define/share-dialog.js';
import '../../../src/define/provider.js';
import { holdTimers } from '../../support/hold-timers.js';
import { pageOf, sharePage, until } from '../../support/share-page.js';
import { aSecret, aVault, ana, bruno, carla, grant, joao, ok } from '../../support/vault-builders.js';

describe('opening the share window', () => {
  it('S06 show() opens a window named Share “{name}”', async () => {
    const page = await sharePage();
    expect(page.get('dialog', 'Share “Payments API”').matches(':modal')).to.be.true;
    expect(page.title).to.equal('Share “Payments API”');
    expect(page.element.open).to.be.true;
    expect(page.element.hasAttribute('open')).to.be.true;
  });

  it('says whose secret it is: “owned by you”, or by whom', async () => {
    expect((await sharePage()).subtitle).to.equal('API secret · owned by you');
    const theirs = await sharePage({ actingAs: bruno, policy: { levels: ['view', 'edit', 'manage'] }, before: async (world, secret) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'manage')]));
    } });
    expect(theirs.subtitle).to.equal('API secret · owned by Ana Costa');
  });

  it('opens by `open` and `secret-id` that were set before the element was defined', async () => {
    const { vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const early = document.createElement('mysafe-share-dialog-late') as ShareDialog;
    Object.assign(early, { vault, secretId: secret!.id, open: true });
    const place = await fixture<HTMLDivElement>(html`<div></div>`);
    place.append(early);
    const event: Promise<Event> = oneEvent(early, 'mysafe-opened');
    customElements.define('mysafe-share-dialog-late', class extends ShareDialog {});
    expect((await event as MySafeOpenedEvent).secretIds).to.deep.equal([secret!.id]);
    expect(early.shadowRoot!.querySelector('dialog')!.open).to.be.true;
    expect(early.shadowRoot!.querySelector('h2')!.textContent).to.contain('Share');
  });

  it('opens by attributes, with the vault of the nearest provider', async () => {
    const { world, vault, secrets } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const place = await fixture<HTMLElement>(html`<mysafe-provider .vault=${vault}><button>Give access</button><mysafe-share-dialog secret-id=${secrets[0]!.id}></mysafe-share-dialog></mysafe-provider>`);
    const element = place.querySelector('mysafe-share-dialog')!;
    const event = oneEvent(element, 'mysafe-opened');
    element.setAttribute('open', '');
    await event;
    const page = pageOf(element, { world, vault, secret: secrets[0]!, secrets, trigger: place.querySelector('button')! });
    await page.settled();
    expect(page.title).to.equal('Share “Payments API”');
  });

  it('waits, closed, until a vault comes', async () => {
    const { world, vault, secrets } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const element = await fixture<ShareDialog>(html`<mysafe-share-dialog open secret-id=${secrets[0]!.id}></mysafe-share-dialog>`);
    expect(element.shadowRoot!.querySelector('dialog') === null).to.be.true;
    const event = oneEvent(element, 'mysafe-opened');
    element.vault = vault;
    await event;
    await pageOf(element, { world, vault, secret: secrets[0]!, secrets, trigger: document.createElement('button') }).settled();
  });

  it('shows nothing without a secret', async () => {
    const { vault } = await aVault({ actingAs: ana });
    const element = await fixture<ShareDialog>(html`<mysafe-share-dialog open .vault=${vault}></mysafe-share-dialog>`);
    expect(element.shadowRoot!.querySelector('dialog') === null).to.be.true;
  });

  it('`secret` wins over `secret-id`, and another secret takes the place of the one shown', async () => {
    const { world, vault, secrets } = await aVault({ actingAs: ana, secrets: [aSecret({ name: 'First' }), aSecret({ name: 'Second' })] });
    const element = await fixture<ShareDialog>(html`<mysafe-share-dialog .vault=${vault} .secretId=${secrets[0]!.id} .secret=${secrets[1]}></mysafe-share-dialog>`);
    const page = pageOf(element, { world, vault, secret: secrets[1]!, secrets: [secrets[1]!], trigger: document.createElement('button') });
    await page.open();
    expect(page.title).to.equal('Share “Second”');
    element.secret = secrets[0];
    await until(() => page.title === 'Share “First”', 'the other secret');
  });

  it('tells that it opened, without bubbling into windows of the host', async () => {
    const page = await sharePage({ opened: false });
    let heardAbove = 0;
    page.element.parentElement!.addEventListener('mysafe-opened', () => { heardAbove += 1; });
    page.element.parentElement!.addEventListener('mysafe-close', () => { heardAbove += 1; });
    const event = page.event('mysafe-opened');
    await page.open();
    expect([(await event).bubbles, (await event).cancelable]).to.deep.equal([false, false]);
    const closing = page.event('mysafe-close');
    await page.click('Cancel');
    expect([(await closing).bubbles, (await closing).cancelable]).to.deep.equal([false, true]);
    expect(heardAbove).to.equal(0);
  });

  it('is loaded before anybody opens it, as soon as the element is in a page', async () => {
    const { element } = await sharePage({ opened: false });
    const looks = (): string => element.shadowRoot!.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText).join('');
    await until(() => looks().includes('.listbox'));
    expect([element.open, element.shadowRoot!.querySelector('dialog')]).to.deep.equal([false, null]);
  });

  it('S14 has box, rows and permissions in one window: the label is always visible', async () => {
    const page = await sharePage();
    const label = page.root.querySelector('label[for=input]')!;
    await page.type('joao');
    expect(label.getClientRects().length).to.be.greaterThan(0);
    expect(label.textContent).to.equal('Add people or groups');
  });
});

describe('focus in the share window', () => {
  it('goes to the box on opening', async () => {
    const page = await sharePage();
    expect(page.focused).to.equal('Add people or groups');
    expect(page.get('combobox', 'Add people or groups') === page.root.activeElement).to.be.true;
  });

  it('Tab goes Close → box → rows → Cancel → Share, and wraps both ways', async () => {
    const page = await sharePage();
    await page.add('joao');
    await until(() => page.find('button', 'Details'), '“Details”');
    const order: string[] = [];
    for (let press = 0; press < 9; press += 1) {
      await sendKeys({ press: 'Tab' });
      order.push(page.focused);
    }
    expect(order).to.deep.equal(['Until when for João Pereira', 'Can view', 'Can edit', 'Remove João Pereira', 'Details', 'Cancel', 'Share', 'Close', 'Add people or groups']);
    await sendKeys({ press: 'Shift+Tab' });
    await sendKeys({ press: 'Shift+Tab' });
    expect(page.focused).to.equal('Share');
  });

  it('Shift+Tab reaches what the host put into a slot, and what stands before it', async () => {
    const page = await sharePage();
    const own = document.createElement('button');
    own.slot = 'footer-start';
    own.textContent = 'Help';
    page.element.append(own);
    await page.element.updateComplete;
    page.get('button', 'Cancel').focus();
    await sendKeys({ press: 'Shift+Tab' });
    expect(document.activeElement === own).to.be.true;
    await sendKeys({ press: 'Shift+Tab' });
    expect(page.focused).to.equal('Add people or groups');
  });

  it('returns to the button that opened the window, however it closes', async () => {
    const page = await sharePage();
    const ways: readonly (() => Promise<void>)[] = [() => page.click('Cancel'), () => page.click('Close'), () => page.press('Escape'), async () => { page.element.close(); }, async () => { page.element.open = false; }];
    for (const close of ways) {
      if (!page.isOpen) await page.open();
      await close();
      await until(() => !page.isOpen, 'the window closed');
      await page.element.updateComplete;
      expect(document.activeElement === page.trigger, String(close)).to.be.true;
    }
  });

  it('returns to a given trigger that did not have focus, as after a menu', async () => {
    const page = await sharePage({ opened: false });
    document.body.focus();
    page.element.show(page.secret, page.trigger);
    await until(() => page.isOpen, 'the window');
    await page.click('Cancel');
    expect(document.activeElement === page.trigger).to.be.true;
  });

  it('comes back when its host moves the open window in the page', async () => {
    const page = await sharePage();
    await page.add('joao');
    const opened = page.event('mysafe-opened');
    page.element.parentElement!.append(page.element);
    await opened;
    await page.settled();
    expect(page.isOpen).to.be.true;
    expect(page.added.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });
});

describe('Escape in the share window', () => {
  it('takes one step a press: list, then text and error, then the window', async () => {
    const page = await sharePage();
    await page.type('jo');
    expect(page.listIsOpen).to.be.true;
    await page.press('Escape');
    expect([page.listIsOpen, page.input.value, page.isOpen]).to.deep.equal([false, 'jo', true]);
    await page.press('Escape');
    expect([page.input.value, page.isOpen]).to.deep.equal(['', true]);
    await page.press('Escape');
    expect(page.isOpen).to.be.false;
  });

  it('clears red and its sentence with the text', async () => {
    const page = await sharePage();
    await page.add('nobody@example.org');
    expect(page.isRed).to.be.true;
    await page.press('Escape');
    expect([page.input.value, page.isRed, page.error, page.isOpen]).to.deep.equal(['', false, '', true]);
  });

  it('does not reach windows of the host', async () => {
    const page = await sharePage();
    let heard = 0;
    const listen = (event: KeyboardEvent): void => { if (event.key === 'Escape') heard += 1; };
    document.addEventListener('keydown', listen);
    await page.press('Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).to.equal(0);
  });

  it('stays shut out while the host cancels closing, and `open` says so', async () => {
    const page = await sharePage();
    page.element.addEventListener('mysafe-close', (event) => { event.preventDefault(); });
    await page.press('Escape');
    expect([page.isOpen, page.element.open]).to.deep.equal([true, true]);
    page.element.open = false;
    await page.element.updateComplete;
    await page.element.updateComplete;
    expect([page.isOpen, page.element.open]).to.deep.equal([true, true]);
  });
});

describe('pressing beside the share window', () => {
  const press = async (page: Awaited<ReturnType<typeof sharePage>>, from: 'inside' | 'outside', to: 'inside' | 'outside'): Promise<void> => {
    const at = (where: 'inside' | 'outside') => {
      const { left, top } = page.dialog.getBoundingClientRect();
      return where === 'inside' ? { clientX: left + 20, clientY: top + 20 } : { clientX: 2, clientY: 2 };
    };
    page.dialog.dispatchEvent(new PointerEvent('pointerdown', { ...at(from), bubbles: true }));
    page.dialog.dispatchEvent(new PointerEvent('pointerup', { ...at(to), bubbles: true }));
    await page.element.updateComplete;
  };

  it('closes it when nothing is pending and press and release are both outside', async () => {
    const page = await sharePage();
    const closing = page.event('mysafe-close');
    await press(page, 'outside', 'outside');
    expect(page.isOpen).to.be.false;
    expect((await closing).reason).to.equal('backdrop');
  });

  it('keeps it when the pointer was dragged out of it, or into it', async () => {
    const page = await sharePage();
    await press(page, 'inside', 'outside');
    await press(page, 'outside', 'inside');
    expect(page.isOpen).to.be.true;
  });

  it('keeps it while anything is pending: a person, a text, a pasted entry', async () => {
    const page = await sharePage();
    await page.type('x');
    await press(page, 'outside', 'outside');
    expect(page.isOpen, 'with text').to.be.true;
    await page.press('Escape');
    await page.press('Escape');
    await page.add('joao');
    await press(page, 'outside', 'outside');
    expect(page.isOpen, 'with a person').to.be.true;
  });
});

describe('why the window closed', () => {
  const reasons: readonly [string, (page: Awaited<ReturnType<typeof sharePage>>) => unknown][] = [
    ['cancel', (page) => page.click('Cancel')],
    ['cancel', (page) => page.click('Close')],
    ['escape', (page) => page.press('Escape')],
    ['api', (page) => { page.element.close(); }],
  ];
  for (const [reason, close] of reasons) {
    it(`is told as “${reason}” (${String(close).replace(/^.*=> /u, '').slice(0, 40)})`, async () => {
      const page = await sharePage();
      const event = page.event('mysafe-close');
      void close(page);
      expect((await event).reason).to.equal(reason);
      expect((await event).secretIds).to.deep.equal([page.secret.id]);
    });
  }

  it('is told as “shared” after sharing', async () => {
    const page = await sharePage();
    await page.add('carla');
    const event = page.event('mysafe-close');
    await page.share();
    expect((await event).reason).to.equal('shared');
  });
});

describe('what is read when the window opens', () => {
  it('T13 L05 loads those who have access, with their permissions, the owner first and not counted', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno, carla);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla)]));
    } });
    expect(page.headings).to.include('Already has access (2)');
    expect(page.existing.map(({ name, view, edit }) => [name, view, edit])).to.deep.equal([['Bruno Alves', true, true], ['Carla Dias', true, false]]);
    const owner = page.root.querySelector('[part~=owner]')!;
    expect(owner.textContent?.replace(/\s+/gu, ' ')).to.contain('Ana Costa').and.to.contain('Owner');
    expect(owner.querySelectorAll('input, button')).to.have.lengthOf(0);
  });

  it('reads anew each time it opens', async () => {
    const page = await sharePage();
    await page.click('Cancel');
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secret.id, [grant(joao)]));
    await page.open();
    expect(page.existing.map(({ name }) => name)).to.deep.equal(['João Pereira']);
  });

  it('closes with the element, and leaves nothing running', async () => {
    const page = await sharePage();
    let told = 0;
    page.element.addEventListener('mysafe-recipient-invalid', () => { told += 1; });
    const faults: unknown[] = [];
    const listen = (event: PromiseRejectionEvent): void => { faults.push(event.reason); };
    addEventListener('unhandledrejection', listen);
    const pause = holdTimers(600); // after which red comes
    await page.type('zz');
    const waiting = [pause.waiting];
    page.element.remove();
    waiting.push(pause.waiting);
    pause.restore();
    page.element.requestUpdate();
    await page.element.updateComplete;
    removeEventListener('unhandledrejection', listen);
    expect([waiting, told, faults, page.root.querySelector('dialog')?.open ?? false]).to.deep.equal([[1, 0], 0, [], false]);
  });
});
