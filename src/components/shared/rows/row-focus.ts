import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface FocusHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

interface Held {
  readonly id: string;
  readonly control: string;
}

/** Keeps focus on the same button of the same row while rows come, go and move; where the row is gone, it goes to what names them. */
export class RowFocus implements ReactiveController {
  readonly #host: FocusHost;
  readonly #title: () => HTMLElement | null;
  #held?: Held;

  constructor(host: FocusHost, title: () => HTMLElement | null) {
    this.#host = host;
    this.#title = title;
    host.addController(this);
  }

  get #active(): HTMLElement | undefined {
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    return activeElement instanceof HTMLElement ? activeElement : undefined;
  }

  hostUpdate(): void {
    const active = this.#host.renderRoot instanceof ShadowRoot ? this.#active : undefined;
    const row = active?.closest<HTMLElement>('[data-id]');
    this.#held = row?.dataset['id'] ? { id: row.dataset['id'], control: active?.dataset['control'] ?? '' } : undefined;
  }

  hostUpdated(): void {
    const held = this.#held;
    this.#held = undefined;
    const row = this.#active?.closest<HTMLElement>('[data-id]'); // another row may stand where the focused one stood
    if (held && row?.dataset['id'] !== held.id) this.focusRow(held.id, held.control);
  }

  row(id: string): HTMLElement | undefined {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? undefined;
  }

  /** Focuses a button of a row, else its first one, else the title. Tells whether the row is shown. */
  focusRow(id: string, control = ''): boolean {
    const row = this.row(id);
    const target = row?.querySelector<HTMLElement>(`[data-control="${CSS.escape(control)}"]`) ?? row?.querySelector<HTMLElement>('button');
    if (target) target.focus();
    else this.focusTitle();
    return row !== undefined;
  }

  /** A title is focusable only while it has focus: nothing in a `role="table"` may be so but cells and what is in them. */
  focusTitle(): void {
    const title = this.#title();
    if (!title) return;
    title.tabIndex = -1;
    title.addEventListener('blur', () => { title.removeAttribute('tabindex'); }, { once: true });
    title.focus();
  }

  /** ↓ and ↑ go to the same button of the next and previous row that has it. */
  move(from: HTMLElement, direction: 1 | -1): boolean {
    const same = [...this.#host.renderRoot.querySelectorAll<HTMLElement>(`[data-id] [data-control="${CSS.escape(from.dataset['control'] ?? '')}"]`)];
    const target = same[same.indexOf(from) + direction];
    target?.focus();
    return target !== undefined;
  }
}
