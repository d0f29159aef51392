import type { PrincipalId } from '../../core/for-components.js';

const control = (row: Element | null | undefined, name = ''): HTMLElement | null | undefined => row?.querySelector<HTMLElement>(name ? `[data-control="${name}"]` : '[data-control]');

/** Where focus goes among the rows of the window. */
export class RowFocus {
  readonly #element: { readonly renderRoot: HTMLElement | DocumentFragment };

  constructor(element: { readonly renderRoot: HTMLElement | DocumentFragment }) {
    this.#element = element;
  }

  rowOf(id: PrincipalId): HTMLElement | null {
    return this.#element.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  }

  get #held(): NodeListOf<Element> {
    return this.#element.renderRoot.querySelectorAll('[aria-labelledby=has] > .recipient');
  }

  /** How many rows there are of those who have access. */
  get shownRows(): number {
    return this.#held.length;
  }

  /** To the row at this place among those who have access. */
  toRow(at: number): void {
    control(this.#held[at])?.focus();
  }

  /** To the first row that something is wrong with; `false` where there is none. */
  toProblem(): boolean {
    const wrong = control(this.#element.renderRoot.querySelector('.recipient:has(.error)'));
    wrong?.focus();
    return Boolean(wrong);
  }

  /** The same control in the row so many places on, through all rows of the window. */
  #neighbour(row: HTMLElement, by: 1 | -1, name: string): HTMLElement | undefined {
    const all = [...this.#element.renderRoot.querySelectorAll<HTMLElement>('.recipient[data-id]')];
    for (let at = all.indexOf(row) + by; at >= 0 && at < all.length; at += by) {
      const found = control(all[at], name);
      if (found) return found;
    }
    return undefined;
  }

  /** Where focus goes on once `row` is gone. */
  besides(row: HTMLElement | undefined): HTMLElement | undefined {
    return row && (this.#neighbour(row, 1, 'remove') ?? this.#neighbour(row, -1, 'remove'));
  }

  /** The keys on a row's controls: up and down move, Delete asks to remove it. */
  onKeydown(event: KeyboardEvent): 'remove' | undefined {
    const name = (event.target as HTMLElement).dataset['control'];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || !['ArrowDown', 'ArrowUp', 'Delete'].includes(event.key)) return undefined;
    event.preventDefault();
    if (event.key === 'Delete') return 'remove';
    this.#neighbour(event.currentTarget as HTMLElement, event.key === 'ArrowDown' ? 1 : -1, name)?.focus();
    return undefined;
  }
}
