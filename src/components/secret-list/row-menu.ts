import { type ReactiveController, type ReactiveControllerHost, type TemplateResult, html, nothing } from 'lit';
import type { SecretId } from '../../core/for-components.js';
import type { ListAction } from './events.js';
import type { MenuItem } from './menu-items.js';

interface MenuHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** Whether the row is on this page. */
  hasRow(id: SecretId): boolean;
  /** The ⋮ button of a row, if the row is shown. */
  menuButton(id: SecretId): HTMLElement | undefined;
  /** Focus was in something that is gone. */
  rescueFocus(): void;
  chosen(action: ListAction, id: SecretId): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const MARGIN = 8;
const hasAnchors = (): boolean => CSS.supports('position-area: block-end');

/** The one menu of the list, opened for one row at a time: a `popover` at the row's ⋮ button, or at the pointer. */
export class RowMenu implements ReactiveController {
  /** The row that the menu is open for. */
  openFor?: SecretId;
  readonly #host: MenuHost;
  #pressedOpen = false;
  #rowGone = false;

  constructor(host: MenuHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    if (!this.openFor || this.#host.hasRow(this.openFor)) return;
    this.openFor = undefined;
    this.#rowGone = true;
  }

  hostUpdated(): void {
    if (!this.#rowGone) return;
    this.#rowGone = false;
    if (this.#popover?.matches(':popover-open')) this.#popover.hidePopover();
    this.#host.rescueFocus();
  }

  get #popover(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[role=menu]');
  }

  get #items(): readonly HTMLElement[] {
    return [...(this.#popover?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  /** Opens the menu of a row, with focus on its first or last item. */
  async open(id: SecretId, { last = false, at }: { readonly last?: boolean; readonly at?: Point } = {}): Promise<void> {
    this.openFor = id;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const popover = this.#popover;
    const button = this.#host.menuButton(id);
    if (!popover || !button || this.openFor !== id) return;
    if (!popover.matches(':popover-open')) popover.showPopover();
    popover.classList.toggle('at-point', Boolean(at) || !hasAnchors());
    if (at ?? !hasAnchors()) this.#place(popover, at ?? below(button, popover));
    this.#items.at(last ? -1 : 0)?.focus();
  }

  /** Closes it; focus returns to the row's button where the menu had it. */
  close(): void {
    const id = this.openFor;
    if (!id) return;
    const button = this.#popover?.matches(':focus-within') ? this.#host.menuButton(id) : undefined;
    this.openFor = undefined;
    button?.focus();
    if (this.#popover?.matches(':popover-open')) this.#popover.hidePopover();
    this.#host.requestUpdate();
  }

  #place(popover: HTMLElement, { x, y }: Point): void {
    const { width, height } = popover.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    popover.style.setProperty('--_x', `${Math.max(MARGIN, Math.min(x, clientWidth - width - MARGIN))}px`);
    popover.style.setProperty('--_y', `${Math.max(MARGIN, Math.min(y, clientHeight - height - MARGIN))}px`);
  }

  /** A press on the ⋮ button of the open menu closes it (light dismiss); the click that follows must not open it again. */
  readonly onButtonPress = (event: PointerEvent): void => {
    this.#pressedOpen = this.openFor !== undefined && rowIdOf(event) === this.openFor;
  };

  readonly onButtonClick = (event: Event): void => {
    const id = rowIdOf(event);
    const wasOpen = this.#pressedOpen;
    this.#pressedOpen = false;
    if (wasOpen || !id) this.close();
    else void this.open(id);
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'closed' && !this.#popover?.matches(':popover-open') && this.openFor) {
      this.openFor = undefined;
      this.#host.requestUpdate();
    }
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Tab') return this.close(); // from the button, Tab moves on by itself
    const target = this.#targetOf(event);
    if (event.key === 'Escape') this.close();
    else if (target) target.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The item that a key goes to. */
  #targetOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): HTMLElement | undefined {
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    switch (key) {
      case 'ArrowDown': return items[(at + 1) % items.length];
      case 'ArrowUp': return items.at(at <= 0 ? -1 : at - 1);
      case 'Home': return items[0];
      case 'End': return items.at(-1);
      default: {
        if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
        const letter = key.toLocaleLowerCase();
        return [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
      }
    }
  }

  readonly #onChoose = (event: Event): void => {
    const item = event.currentTarget as HTMLElement;
    const id = this.openFor;
    if (!id || item.getAttribute('aria-disabled') === 'true') return;
    this.close();
    this.#host.chosen(item.dataset['action'] ?? '', id);
  };

  render(name: string, items: readonly MenuItem[]): TemplateResult {
    return html`<div id="menu" class="menu" part="menu" popover role="menu" aria-label=${name} @keydown=${this.#onKeydown} @toggle=${this.#onToggle}>
      ${items.map((item, at) => this.#renderItem(item, at))}
    </div>`;
  }

  #renderItem({ action, label, reason, note }: MenuItem, at: number): TemplateResult {
    const why = reason ?? note;
    return html`<div class="menu-row ${reason ? 'impossible' : ''}" role="none"><button class="menu-item" part="menu-item" type="button" role="menuitem" tabindex="-1" data-action=${action}
      aria-describedby=${why ? `why-${at}` : nothing} aria-disabled=${reason ? 'true' : nothing} @click=${this.#onChoose}
    >${label}</button>${why ? html`<span id="why-${at}" class="why detail">${why}</span>` : nothing}</div>`;
  }
}

/** The row that an event happened in. */
export const rowIdOf = (event: Event): SecretId | undefined => (event.target as Element | null)?.closest<HTMLElement>('[data-id]')?.dataset['id'];

function below(button: HTMLElement, popover: HTMLElement): Point {
  const { left, right, bottom } = button.getBoundingClientRect();
  return { x: button.matches(':dir(rtl)') ? left : right - popover.getBoundingClientRect().width, y: bottom + 4 };
}
