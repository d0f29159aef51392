import { expect, fixture } from '@open-wc/testing';
import type { Vault } from '../../src/core/index.js';

type Tag = 'mysafe-secret-list' | 'mysafe-secret-view' | 'mysafe-secret-form' | 'mysafe-share-dialog' | 'mysafe-unlock' | 'mysafe-home-cards' | 'mysafe-sharing-center' | 'mysafe-activity' | 'mysafe-group-list' | 'mysafe-group-editor';

/** An element on the page with a vault. */
export const place = <T extends Tag>(tag: T, vault: Vault): Promise<HTMLElementTagNameMap[T]> =>
  fixture(Object.assign(document.createElement(tag), { vault }) as never);

const channel = new MessageChannel();
/** The next turn of the page's own loop: everything that was ready has run. */
const turn = (): Promise<void> => new Promise((resolve) => {
  channel.port1.onmessage = () => { resolve(); };
  channel.port2.postMessage(undefined);
});

/** The payload that is walked, for the message of a failure. */
let current = '';
export const atPayload = (payload: string): void => { current = payload; };

/** What is called by a payload has a name, also where that is empty. */
export const nameFrom = (payload: string): string => payload || '(empty)';

/** Looks until it finds: first a turn of the page at a time, then a frame, since ciphers work outside the page. */
export async function until<T>(look: () => T | undefined | null | false, what: string): Promise<T> {
  for (let turns = 0; turns < 2_000; turns += 1) {
    const found = look();
    if (found) return found;
    await (turns < 1_000 ? turn() : new Promise(requestAnimationFrame));
  }
  return expect.fail(`${what} never came, at ${JSON.stringify(current.slice(0, 200))}`);
}

export const rootOf = (element: Element): ShadowRoot => element.shadowRoot ?? expect.fail('no shadow root');
export const find = <E extends HTMLElement = HTMLElement>(element: Element, selector: string): E | null => rootOf(element).querySelector<E>(selector);
export const all = (element: Element, selector: string): HTMLElement[] => [...rootOf(element).querySelectorAll<HTMLElement>(selector)];
export const textIn = (element: Element, selector: string): string | undefined => find(element, selector)?.textContent;
/** What an `<input>` makes of a text: it has no line breaks. */
export const onOneLine = (text: string): string => text.replace(/[\r\n]/g, '');

/** Types into a box of an element, as far as the element notices. */
export function typeInto(element: Element, selector: string, text: string): void {
  const box = find<HTMLInputElement>(element, selector) ?? expect.fail(`no ${selector}`);
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

export function pasteInto(element: Element, selector: string, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  find(element, selector)?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
}
