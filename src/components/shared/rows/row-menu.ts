import type { ReactiveController } from 'lit';
import type { SecretId } from '../../../core/for-components.js';
import type { ListAction } from './events.js';
import { Menu, type MenuHost } from './menu.js';

interface RowMenuHost extends MenuHost {
  /** Whether the row is on this page. */
  hasRow(id: SecretId): boolean;
  /** The ⋮ button of a row, if the row is shown. */
  menuButton(id: SecretId): HTMLElement | undefined;
  /** Focus was in something that is gone. */
  rescueFocus(): void;
  chosen(action: ListAction, id: SecretId): void;
}

/** The one menu of the rows, open for one of them at a time. */
export class RowMenu extends Menu<SecretId> implements ReactiveController {
  readonly #list: RowMenuHost;
  #rowGone = false;

  constructor(host: RowMenuHost) {
    super(host, { id: 'menu', button: (id) => host.menuButton(id), chosen: (action, id) => { host.chosen(action, id); } });
    this.#list = host;
    host.addController(this);
  }

  hostUpdate(): void {
    if (!this.openFor || this.#list.hasRow(this.openFor)) return;
    this.openFor = undefined;
    this.#rowGone = true;
  }

  hostUpdated(): void {
    if (!this.#rowGone) return;
    this.#rowGone = false;
    this.hide();
    this.#list.rescueFocus();
  }

  readonly onButtonPress = (event: PointerEvent): void => { this.pressed(rowIdOf(event)); };
  readonly onButtonClick = (event: Event): void => { this.clicked(rowIdOf(event)); };
}

/** The row that an event happened in. */
export const rowIdOf = (event: Event): SecretId | undefined => (event.target as Element | null)?.closest<HTMLElement>('[data-id]')?.dataset['id'];
