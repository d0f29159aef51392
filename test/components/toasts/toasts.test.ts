import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { type Toast, showToast } from '../../../src/components/toasts/show-toast.js';
import type { Toasts } from '../../../src/components/toasts/toasts.js';
import '../../../src/define/toasts.js';
import { focused, nameOf, toast, until } from '../../support/secret-list-page.js';

const SOON = { plain: 0, withAction: 0, settle: 0 };
const NEVER = { plain: 2 ** 30, withAction: 2 ** 30, settle: 0 };

const regionOf = (toasts: Toasts): HTMLElement => toasts.shadowRoot!.querySelector<HTMLElement>('[role=status]')!;
const titles = (toasts: Toasts): string[] => [...toasts.shadowRoot!.querySelectorAll('[part=title]')].map(nameOf);
const button = (toasts: Toasts, name: string): HTMLButtonElement =>
  [...toasts.shadowRoot!.querySelectorAll('button')].find((one) => nameOf(one) === name) ?? expect.fail(`no button “${name}”`);

async function aRegion(durations = NEVER): Promise<Toasts> {
  const toasts = document.createElement('mysafe-toasts');
  toasts.durations = durations;
  document.body.append(toasts);
  await toasts.updateComplete;
  return toasts;
}

const opener = (): Promise<HTMLButtonElement> => fixture<HTMLButtonElement>(html`<button>Opener</button>`);
const undo = (run = (): void => undefined): Toast => ({ title: 'Shared', detail: 'with Ana Souza', action: { label: 'Undo', run } });

/** A window in a shadow root, as ours are. */
async function modalInShadow(): Promise<{ host: HTMLElement; dialog: HTMLDialogElement; inside: HTMLButtonElement }> {
  const host = await fixture<HTMLElement>(html`<div></div>`);
  const dialog = document.createElement('dialog');
  const inside = document.createElement('button');
  inside.textContent = 'Inside';
  dialog.append(inside);
  host.attachShadow({ mode: 'open' }).append(dialog);
  dialog.showModal();
  return { host, dialog, inside };
}
const standIn = (dialog: HTMLElement): Toasts | null => dialog.querySelector('mysafe-toasts');

describe('the toast region', () => {
  afterEach(async () => {
    document.querySelectorAll('mysafe-toasts').forEach((toasts) => toasts.remove());
    await emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  });

  describe('speaks', () => {
    it('through a region that is there before, politely', async () => {
      const region = regionOf(await aRegion());
      expect(region.textContent.trim()).to.equal('');
      expect(['role', 'aria-live', 'popover'].map((name) => region.getAttribute(name))).to.deep.equal(['status', 'polite', 'manual']);
      expect(region.matches(':popover-open')).to.equal(true);
    });

    it('with the title first and alone, then the detail', async () => {
      const toasts = await aRegion();
      await toasts.show(await opener(), undo());
      const [title, detail] = regionOf(toasts).querySelectorAll('[part=title], [part=detail]');
      expect([title!.textContent, detail!.textContent]).to.deep.equal(['Shared', 'with Ana Souza']);
      expect(regionOf(toasts).innerText.startsWith('Shared\n')).to.equal(true);
      await expect(toasts).to.be.accessible();
    });

    it('in a region made on demand, the first time it is needed', async () => {
      await showToast(await opener(), { title: 'Copied' });
      await showToast(await opener(), { title: 'Copied' });
      expect(document.querySelectorAll('mysafe-toasts')).to.have.length(1);
      expect(titles(document.querySelector('mysafe-toasts')!)).to.deep.equal(['Copied', 'Copied']);
    });

    it('names as text', async () => {
      const toasts = await aRegion();
      await toasts.show(await opener(), { title: '<b>x</b> disabled', detail: '<img src=x>' });
      expect([...regionOf(toasts).querySelectorAll('b, img')]).to.deep.equal([]);
      expect(titles(toasts)).to.deep.equal(['<b>x</b> disabled']);
    });
  });

  describe('stays', () => {
    it('for a while, and goes', async () => {
      const toasts = await aRegion(SOON);
      await toasts.show(await opener(), undo());
      await until(() => titles(toasts).length === 0, 'the end of it');
    });

    it('6 seconds, 10 with a button', async () => {
      const toasts = document.createElement('mysafe-toasts');
      expect([toasts.durations.plain, toasts.durations.withAction]).to.deep.equal([6_000, 10_000]);
    });

    it('while focus is in it, and goes afterwards', async () => {
      const toasts = await aRegion();
      const from = await opener();
      await toasts.show(from, undo());
      toasts.durations = SOON;
      button(toasts, 'Undo').focus();
      await toasts.show(from, { title: 'Copied' });
      await new Promise((resolve) => setTimeout(resolve));
      expect(titles(toasts)).to.deep.equal(['Shared', 'Copied']);
      from.focus();
      await until(() => titles(toasts).length === 0, 'the end of both');
    });

    it('while the pointer is on it, and goes afterwards', async () => {
      const toasts = await aRegion();
      await toasts.show(await opener(), undo());
      toasts.durations = SOON;
      await Promise.all(toasts.shadowRoot!.getAnimations().map(({ finished }) => finished));
      const { left, top } = regionOf(toasts).querySelector('.toast')!.getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(left + 20), Math.round(top + 10)] });
      await toasts.show(document.body, { title: 'Copied' });
      await new Promise((resolve) => setTimeout(resolve));
      expect(titles(toasts)).to.deep.equal(['Shared', 'Copied']);
      await sendMouse({ type: 'move', position: [700, 5] });
      await until(() => titles(toasts).length === 0, 'the end of both');
    });

    it('at most three at once, the newest', async () => {
      const toasts = await aRegion();
      for (const title of ['1', '2', '3', '4']) await toasts.show(await opener(), { title });
      expect(titles(toasts)).to.deep.equal(['2', '3', '4']);
    });

    it('after its opener is gone', async () => {
      const toasts = await aRegion();
      const from = await opener();
      await toasts.show(from, undo());
      from.remove();
      expect(titles(toasts)).to.deep.equal(['Shared']);
    });
  });

  describe('has buttons', () => {
    it('“Undo” runs once and takes the toast away', async () => {
      const toasts = await aRegion();
      let runs = 0;
      await toasts.show(await opener(), undo(() => { runs += 1; }));
      button(toasts, 'Undo').click();
      await toasts.updateComplete;
      expect([runs, titles(toasts)]).to.deep.equal([1, []]);
    });

    it('“Close” takes that toast away and runs nothing', async () => {
      const toasts = await aRegion();
      let runs = 0;
      await toasts.show(await opener(), { title: 'Copied' });
      await toasts.show(await opener(), undo(() => { runs += 1; }));
      [...toasts.shadowRoot!.querySelectorAll<HTMLButtonElement>('[aria-label=Close]')].at(-1)!.click();
      await toasts.updateComplete;
      expect([runs, titles(toasts)]).to.deep.equal([0, ['Copied']]);
    });

    it('that give focus back to where it was', async () => {
      const toasts = await aRegion();
      const from = await opener();
      from.focus();
      await toasts.show(from, undo());
      button(toasts, 'Close').focus();
      await sendKeys({ press: 'Enter' });
      expect(document.activeElement).to.equal(from);
    });

    it('that keys reach', async () => {
      (await opener()).focus();
      const toasts = await aRegion();
      await toasts.show(document.body, undo());
      await sendKeys({ press: 'Tab' });
      expect(nameOf(focused()!)).to.equal('Undo');
    });
  });

  describe('where a modal window is open', () => {
    it('speaks inside it, also in a shadow root', async () => {
      const toasts = await aRegion();
      const { dialog, inside } = await modalInShadow();
      await toasts.show(inside, undo());
      expect(titles(standIn(dialog)!)).to.deep.equal(['Shared']);
      expect(titles(toasts)).to.deep.equal([]);
      await expect(dialog).to.be.accessible({ ignoredRules: ['aria-dialog-name'] });
    });

    it('can be pressed there', async () => {
      const toasts = await aRegion();
      const { dialog, inside } = await modalInShadow();
      let runs = 0;
      await toasts.show(inside, undo(() => { runs += 1; }));
      await Promise.all(standIn(dialog)!.shadowRoot!.getAnimations().map(({ finished }) => finished));
      const { left, top, width, height } = button(standIn(dialog)!, 'Undo').getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
      expect(runs).to.equal(1);
    });

    it('speaks inside it for somebody behind it', async () => {
      const toasts = await aRegion();
      const from = await opener();
      const { dialog } = await modalInShadow();
      await toasts.show(from, undo());
      expect(titles(standIn(dialog)!)).to.deep.equal(['Shared']);
    });

    it('goes back to the page when the window closes', async () => {
      const toasts = await aRegion();
      const { dialog, inside } = await modalInShadow();
      await toasts.show(inside, undo());
      dialog.close();
      await until(() => titles(toasts).length === 1, 'the toast in the page');
      expect([standIn(dialog), titles(toasts)]).to.deep.equal([null, ['Shared']]);
    });

    it('goes back to the page when the window is unmounted', async () => {
      const toasts = await aRegion();
      const { host, inside } = await modalInShadow();
      await toasts.show(inside, undo());
      host.remove();
      await until(() => titles(toasts).length === 1, 'the toast in the page');
    });

    it('moves into a window that opens later', async () => {
      const toasts = await aRegion();
      await toasts.show(await opener(), undo());
      const { dialog } = await modalInShadow();
      await until(() => standIn(dialog), 'the region in the window');
      expect([titles(standIn(dialog)!), titles(toasts)]).to.deep.equal([['Shared'], []]);
    });

    it('moves to the window on top', async () => {
      const toasts = await aRegion();
      const below = await modalInShadow();
      await toasts.show(below.inside, undo());
      const above = await modalInShadow();
      await toasts.show(above.inside, { title: 'Copied' });
      expect([standIn(below.dialog), titles(standIn(above.dialog)!)]).to.deep.equal([null, ['Shared', 'Copied']]);
    });
  });

  describe('looks right', () => {
    for (const [what, prepare] of Object.entries({
      'in the dark': () => emulateMedia({ colorScheme: 'dark' }),
      'in forced colours': () => emulateMedia({ forcedColors: 'active' }),
      'at 320 px': () => setViewport({ width: 320, height: 640 }),
    })) {
      it(what, async () => {
        await prepare();
        const toasts = await aRegion();
        await toasts.show(await opener(), { ...undo(), detail: 'x'.repeat(2_000) });
        await Promise.all(toasts.shadowRoot!.getAnimations().map(({ finished }) => finished));
        const box = regionOf(toasts).querySelector('.toast')!.getBoundingClientRect();
        expect(box.left).to.be.at.least(0);
        expect(box.right).to.be.at.most(innerWidth);
        expect(box.top).to.be.at.least(0);
        await expect(toasts).to.be.accessible();
        await setViewport({ width: 1280, height: 800 });
      });
    }
  });

  it('can be waited for by its title', async () => {
    await showToast(await opener(), undo());
    expect((await toast('Shared')).detail).to.equal('with Ana Souza');
  });
});
