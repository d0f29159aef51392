import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult, html as template } from 'lit';
import { DialogController, type DialogHost, deepActiveElement } from '../../../src/components/shared/dialog-controller.js';
import type { CloseReason } from '../../../src/components/shared/events.js';

class TestWindow extends LitElement implements DialogHost {
  declare readonly renderRoot: ShadowRoot;
  readonly controller = new DialogController(this);
  readonly closings: CloseReason[] = [];
  steps = 0;
  lightDismiss = true;

  mayClose(): boolean { return true; }
  closed(reason: CloseReason): void { this.closings.push(reason); }
  stepBack(): boolean { this.steps -= 1; return this.steps >= 0; }

  override render(): TemplateResult {
    return template`<dialog @cancel=${this.controller.onCancel} @keydown=${this.controller.onKeydown}><button>Inside</button></dialog>`;
  }
}
customElements.define('test-window', TestWindow);

interface Place { readonly element: TestWindow; readonly dialog: HTMLDialogElement; readonly trigger: HTMLButtonElement; readonly fallback: HTMLButtonElement; readonly hidden: HTMLButtonElement }

async function aPlace(): Promise<Place> {
  const place = await fixture<HTMLElement>(html`<div><button>Trigger</button><button hidden>Hidden</button><button>Fallback</button><test-window></test-window></div>`);
  const [trigger, hidden, fallback] = place.querySelectorAll('button');
  const element = place.querySelector<TestWindow>('test-window')!;
  await element.updateComplete;
  return { element, dialog: element.renderRoot.querySelector('dialog')!, trigger: trigger!, hidden: hidden!, fallback: fallback! };
}

const focused = (): string => deepActiveElement()?.textContent ?? '';

describe('DialogController', () => {
  it('gives focus back to the trigger', async () => {
    const { element, trigger } = await aPlace();
    element.controller.show(trigger);
    expect(focused()).to.equal('Inside');
    element.controller.close('cancel');
    expect([focused(), element.closings]).to.deep.equal(['Trigger', ['cancel']]);
  });

  it('gives it to the first fallback that is still there and can be seen when the trigger is gone', async () => {
    const { element, trigger, hidden, fallback } = await aPlace();
    element.controller.show(trigger, hidden, fallback);
    trigger.remove();
    element.controller.close('cancel');
    expect(focused()).to.equal('Fallback');
  });

  it('a wish of the browser to close goes one step back, then closes: “back” on a phone', async () => {
    const { element, dialog, trigger } = await aPlace();
    element.steps = 1;
    element.controller.show(trigger);
    const back = (): boolean => dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect([back(), dialog.open, element.closings]).to.deep.equal([false, true, []]);
    expect([back(), dialog.open, element.closings]).to.deep.equal([false, false, ['escape']]);
  });

  it('hears when the browser closed without asking', async () => {
    const { element, dialog, trigger } = await aPlace();
    element.controller.show(trigger);
    const event = new Promise((resolve) => { dialog.addEventListener('close', resolve, { once: true }); });
    dialog.close();
    await event;
    expect([element.closings, element.controller.isOpen]).to.deep.equal([['escape'], false]);
  });

  it('gives way to another window without a word, and comes back', async () => {
    const { element, dialog, trigger } = await aPlace();
    element.controller.show(trigger);
    const event = new Promise((resolve) => { dialog.addEventListener('close', resolve, { once: true }); });
    element.controller.giveWay();
    await event;
    expect([element.closings, element.controller.isOpen]).to.deep.equal([[], false]);
    element.controller.show(trigger);
    expect([element.controller.isOpen, focused()]).to.deep.equal([true, 'Inside']);
  });

  it('tells once where it closed itself', async () => {
    const { element, dialog, trigger } = await aPlace();
    element.controller.show(trigger);
    const event = new Promise((resolve) => { dialog.addEventListener('close', resolve, { once: true }); });
    element.controller.close('cancel');
    await event;
    expect(element.closings).to.deep.equal(['cancel']);
  });
});
