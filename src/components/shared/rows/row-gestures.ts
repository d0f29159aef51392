import { LongPress } from './long-press.js';
import type { RowFocus } from './row-focus.js';
import { type RowMenu, rowIdOf } from './row-menu.js';

interface GesturesHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What keys, the right button and a held finger do in the rows. */
export class RowGestures {
  readonly #host: GesturesHost;
  readonly #menu: RowMenu;
  readonly #focus: RowFocus;
  readonly longPress = new LongPress((target, at) => { this.#openMenuOf(target, at); });

  constructor(host: GesturesHost, menu: RowMenu, focus: RowFocus) {
    this.#host = host;
    this.#menu = menu;
    this.#focus = focus;
  }

  /** ↓ and ↑ open the menu from ⋮; from another control they go to the same one of the next row. Enter, which does nothing to a box, goes on to what the ticks are for. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    const bar = event.key === 'Enter' && (event.target as Element).matches('[data-control=select]') && this.#host.renderRoot.querySelector<HTMLElement>('[data-batch]');
    if (bar) {
      event.preventDefault(); // it would press what has focus then
      return bar.focus();
    }
    const from = (event.target as Element).closest<HTMLElement>('[data-control]');
    const direction = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    const id = rowIdOf(event);
    if (!from || !direction || !id) return;
    if (from.dataset['control'] === 'menu') void this.#menu.open(id, { last: direction === -1 });
    else this.#focus.move(from, direction);
    event.preventDefault();
  };

  /** A link keeps the browser's own menu. */
  readonly onContextMenu = (event: MouseEvent): void => {
    const target = event.target as Element;
    if (target.closest('a[href]') || !target.closest('[data-id]')) return;
    event.preventDefault();
    const byPointer = event.clientX > 0 || event.clientY > 0;
    this.#openMenuOf(target, byPointer ? { x: event.clientX, y: event.clientY } : undefined);
  };

  #openMenuOf(target: Element, at?: { readonly x: number; readonly y: number }): void {
    const id = target.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id && !target.closest('a[href]')) void this.#menu.open(id, { at });
  }
}
