import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from './share-page.js';

const spoken = (element: Element | null | undefined): string => (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/gu, ' ').trim();

/** A window that stands over another: what it says, its buttons, what has focus. */
export interface AsidePage {
  readonly element: HTMLElement;
  readonly title: string;
  /** Everything that is to be read, line by line as it stands. */
  readonly text: string;
  readonly buttons: readonly string[];
  readonly focused: string;
  /** What is heard of each fingerprint, by its heading. */
  readonly fingerprints: Readonly<Record<string, string>>;
  click(button: string): Promise<void>;
  press(key: string): Promise<void>;
  closed(): Promise<void>;
  isAccessible(): Promise<void>;
}

/** Waits for the window with this element name in `root`, until it has read what it shows. */
export async function asideIn(root: ParentNode, name: 'mysafe-batch' | 'mysafe-fingerprint' | 'mysafe-leavers' | 'mysafe-recovery' | 'mysafe-secret-form' | 'mysafe-transfer' | 'mysafe-versions' | 'mysafe-why'): Promise<AsidePage> {
  const element = await until(() => root.querySelector<HTMLElement>(name), `<${name}>`);
  const inner = (await until(() => element.shadowRoot, 'its content'));
  await until(() => inner.querySelector('dialog')?.open && !inner.querySelector('[aria-busy=true]'), 'the window, read');
  const buttons = (): HTMLButtonElement[] => [...inner.querySelectorAll('button')];
  return {
    element,
    get title() { return spoken(inner.querySelector('h2')); },
    get text() { return spoken(inner.querySelector('.body')); },
    get buttons() { return buttons().map(spoken); },
    get focused() { return spoken(inner.activeElement); },
    get fingerprints() {
      return Object.fromEntries([...inner.querySelectorAll('.fingerprint')].map((one) => {
        expect([...one.querySelectorAll('.digits span')].map((group) => group.textContent).join(' '), 'what eyes see and what ears hear')
          .to.equal(one.querySelector('.sr-only')?.textContent.replaceAll(' ', '').replaceAll(',', ' '));
        return [spoken(one.querySelector('h3')), (one.querySelector('.sr-only')?.textContent ?? '').replaceAll(' ', '').replaceAll(',', ' ')];
      }));
    },
    async click(button) { (buttons().find((one) => spoken(one) === button) ?? expect.fail(`no button “${button}” among ${buttons().map(spoken).join(' | ')}`)).click(); await Promise.resolve(); },
    press: (key) => sendKeys({ press: key }),
    closed: async () => void (await until(() => !element.isConnected, 'the window gone')),
    isAccessible: async () => { await expect(element).to.be.accessible(); },
  };
}
