import { type ReactiveControllerHost, type TemplateResult, html, nothing } from 'lit';
import type { MenuItem } from './menu-items.js';

export interface MenuHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What a menu belongs to, and what comes of it. `K` names the button that it is open for. */
export interface MenuOwner<K> {
  /** The id of the popover in the host's root. */
  readonly id: string;
  /** The button, if it is shown. */
  button(key: K): HTMLElement | undefined;
  chosen(action: string, key: K): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const MARGIN = 8;
const hasAnchors = (): boolean => CSS.supports('position-area: block-end');

/** One menu: a `popover` at its button, or at the pointer. Open for one button at a time. */
export class Menu<K extends string> {
  openFor?: K;
  protected readonly host: MenuHost;
  readonly #owner: MenuOwner<K>;
  #pressedOpen = false;

  constructor(host: MenuHost, owner: MenuOwner<K>) {
    this.host = host;
    this.#owner = owner;
  }

  get #popover(): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>(`#${this.#owner.id}`);
  }

  get #items(): readonly HTMLElement[] {
    return [...(this.#popover?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  /** Opens it with focus on its first or last item. */
  async open(key: K, { last = false, at }: { readonly last?: boolean; readonly at?: Point } = {}): Promise<void> {
    this.openFor = key;
    this.host.requestUpdate();
    await this.host.updateComplete;
    const popover = this.#popover;
    const button = this.#owner.button(key);
    if (!popover?.isConnected || !button || this.openFor !== key) return;
    if (!popover.matches(':popover-open')) popover.showPopover();
    popover.classList.toggle('at-point', Boolean(at) || !hasAnchors());
    if (at ?? !hasAnchors()) place(popover, at ?? below(button, popover));
    this.#items.at(last ? -1 : 0)?.focus();
  }

  /** Closes it; focus returns to the button where the menu had it. */
  close(): void {
    const key = this.openFor;
    if (key === undefined) return;
    const button = this.#popover?.matches(':focus-within') ? this.#owner.button(key) : undefined;
    this.openFor = undefined;
    button?.focus();
    this.hide();
    this.host.requestUpdate();
  }

  protected hide(): void {
    if (this.#popover?.matches(':popover-open')) this.#popover.hidePopover();
  }

  /** A press on the button of the open menu closes it (light dismiss); the click that follows must not open it again. */
  pressed(key: K | undefined): void {
    this.#pressedOpen = this.openFor !== undefined && key === this.openFor;
  }

  clicked(key: K | undefined): void {
    const wasOpen = this.#pressedOpen;
    this.#pressedOpen = false;
    if (wasOpen || key === undefined) this.close();
    else void this.open(key);
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'closed' && !this.#popover?.matches(':popover-open') && this.openFor !== undefined) {
      this.openFor = undefined;
      this.host.requestUpdate();
    }
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Tab') return this.close(); // from the button, Tab moves on by itself
    const target = targetOf(event, this.#items);
    if (event.key === 'Escape') this.close();
    else if (target) target.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onChoose = (event: Event): void => {
    const item = event.currentTarget as HTMLElement;
    const key = this.openFor;
    if (key === undefined || item.getAttribute('aria-disabled') === 'true') return;
    this.close();
    this.#owner.chosen(item.dataset['action'] ?? '', key);
  };

  render(name: string, items: readonly MenuItem[]): TemplateResult {
    return html`<div id=${this.#owner.id} class="menu" part="menu" popover role="menu" aria-label=${name} @keydown=${this.#onKeydown} @toggle=${this.#onToggle}>
      ${items.map((item, at) => this.#renderItem(item, at))}
    </div>`;
  }

  #renderItem({ action, label, reason, note }: MenuItem, at: number): TemplateResult {
    const why = reason ?? note;
    const id = `${this.#owner.id}-why-${at}`;
    return html`<div class="menu-row ${reason ? 'impossible' : ''}" role="none"><button class="menu-item" part="menu-item" type="button" role="menuitem" tabindex="-1" data-action=${action}
      aria-describedby=${why ? id : nothing} aria-disabled=${reason ? 'true' : nothing} @click=${this.#onChoose}
    >${label}</button>${why ? html`<span id=${id} class="why detail">${why}</span>` : nothing}</div>`;
  }
}

/** The item that a key goes to. */
function targetOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, items: readonly HTMLElement[]): HTMLElement | undefined {
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

function place(popover: HTMLElement, { x, y }: Point): void {
  const { width, height } = popover.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  popover.style.setProperty('--_x', `${Math.max(MARGIN, Math.min(x, clientWidth - width - MARGIN))}px`);
  popover.style.setProperty('--_y', `${Math.max(MARGIN, Math.min(y, clientHeight - height - MARGIN))}px`);
}

function below(button: HTMLElement, popover: HTMLElement): Point {
  const { left, right, bottom } = button.getBoundingClientRect();
  return { x: button.matches(':dir(rtl)') ? left : right - popover.getBoundingClientRect().width, y: bottom + 4 };
}
