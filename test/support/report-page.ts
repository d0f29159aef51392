import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type AsidePage, asideIn } from './aside-page.js';
import { type ListPage, nameOf, until } from './secret-list-page.js';

/** What a list has besides its rows: ticks and what is done with them, the filters of single fields, export and print. */
export interface ReportPage {
  tickBox(name: string): HTMLInputElement;
  /** The box in the header. */
  readonly pageBox: HTMLInputElement;
  tick(...names: readonly string[]): Promise<void>;
  /** The names that are ticked on this page. */
  readonly ticked: readonly string[];
  /** What the bar says, and its buttons; nothing while there is no bar. */
  readonly bar: readonly string[];
  /** Presses a button of the bar and waits for the window that asks. */
  ask(button: string): Promise<AsidePage>;
  /** Presses a button of the asking window, and waits until the window is gone or has what came of it. */
  answer(asked: AsidePage, button: string): Promise<void>;
  /** What became of each secret, as the window lists it. */
  results(asked: AsidePage): readonly string[];
  openFilters(): Promise<void>;
  field(label: string): HTMLInputElement;
  fill(label: string, text: string): Promise<void>;
  more(item: 'Export CSV' | 'Print'): Promise<void>;
}

export function reportPage(page: ListPage): ReportPage {
  const { root } = page;
  const all = <E extends HTMLElement>(selector: string): E[] => [...root.querySelectorAll<E>(selector)];
  const bar = (): HTMLElement | undefined => all('[part=selection]')[0];
  const report: ReportPage = {
    tickBox: (name) => page.row(name).querySelector<HTMLInputElement>('input[type=checkbox]') ?? expect.fail(`no box in the row “${name}”`),
    get pageBox() { return root.querySelector<HTMLInputElement>('thead input[type=checkbox]') ?? expect.fail('no box in the header'); },
    async tick(...names) {
      for (const name of names) {
        report.tickBox(name).click();
        await page.list.updateComplete;
      }
    },
    get ticked() { return page.names.filter((name) => report.tickBox(name).checked); },
    get bar() { return bar() ? [...bar()!.querySelectorAll('p, button')].map(nameOf) : []; },
    async ask(button) {
      ([...(bar()?.querySelectorAll('button') ?? [])].find((one) => nameOf(one) === button) ?? expect.fail(`no “${button}” among ${report.bar.join(' | ')}`)).click();
      return asideIn(root, 'mysafe-batch');
    },
    async answer(asked, button) {
      await asked.click(button);
      await until(() => !asked.element.isConnected || asked.element.shadowRoot?.querySelector('[part=result]'), 'the end of it');
      await page.settled();
    },
    results: (asked) => [...(asked.element.shadowRoot?.querySelectorAll<HTMLElement>('[part=result]') ?? [])].map((item) => item.innerText.replace(/\s+/g, ' ').trim()),
    async openFilters() {
      page.button('Filters').click();
      await page.list.updateComplete;
    },
    field: (label) => root.querySelector<HTMLInputElement>(`#${all<HTMLLabelElement>('.filters label').find((one) => nameOf(one) === label)?.htmlFor ?? 'none'}`) ?? expect.fail(`no field “${label}”`),
    async fill(label, text) {
      const field = report.field(label);
      field.focus();
      if (field.type === 'date') {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      } else await sendKeys({ type: text });
      await page.settled();
    },
    async more(item) {
      page.button('More').click();
      await until(() => page.menu?.matches(':focus-within'), 'the menu');
      page.item(item).click();
    },
  };
  return report;
}
