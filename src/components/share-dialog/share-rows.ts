import type { DraftRow, Principal, ShareSnapshot, Vault } from '../../core/for-components.js';
import { Managers } from '../shared/managers.js';
import { nameOf } from '../shared/principals.js';
import { RowEnds } from './row-ends.js';
import type { RowFocus } from './row-focus.js';
import type { RowActions } from './rows.js';
import type { ShareController } from './share-controller.js';
import type { ShareElement } from './share-element.js';
import type { WindowWords } from './share-words.js';
import type { SharingFlow } from './sharing-flow.js';

/** The rows of the share window: what is done in them, and where focus goes. */
export class ShareRows {
  readonly #element: ShareElement;
  readonly #share: ShareController;
  readonly #flow: SharingFlow;
  readonly #focus: RowFocus;
  readonly #ends: RowEnds;
  readonly #managers: Managers;
  /** Whether a long list shows all of it. */
  showsAll = false;

  constructor(element: ShareElement, share: ShareController, flow: SharingFlow, focus: RowFocus) {
    this.#element = element;
    this.#share = share;
    this.#flow = flow;
    this.#focus = focus;
    this.#ends = new RowEnds(element);
    this.#managers = new Managers(element);
  }

  /** A new row vanishes, so focus goes on to the next one; a row that loses access stays, and so does focus. */
  #removeRow(item: HTMLElement | undefined, row: DraftRow): void {
    const next = this.#focus.besides(item);
    if (this.#share.remove(row) && !row.held) void this.#element.updateComplete.then(() => { (next ?? this.#element).focus(); });
  }

  /** The button is gone then, so focus goes on to the first row that was not there before. */
  showAll(): void {
    const shown = this.#focus.shownRows;
    this.showsAll = true;
    this.#element.requestUpdate();
    void this.#element.updateComplete.then(() => { this.#focus.toRow(shown); });
  }

  /** Who manages a private group: what is shared with it is entrusted to them. */
  #managedBy(principal: Principal, vault: Vault, words: WindowWords): string | undefined {
    const [secretId] = this.#element.secretIds;
    if (principal.kind === 'group' && principal.ownerId === vault.me.id) return words.text('share.managed-by-you');
    const name = secretId === undefined ? undefined : this.#managers.nameFor(principal, vault, secretId);
    return name === undefined ? undefined : words.text('share.managed-by', { name });
  }

  #end(row: DraftRow, vault: Vault, words: WindowWords): ReturnType<RowEnds['render']> {
    const { draft } = this.#share;
    const { id } = row.principal;
    return this.#ends.render(row, { words, policy: vault.policy, name: nameOf(row.principal, words), setEnd: (at) => { draft?.setEnd(id, at); }, renew: () => { draft?.renew(id); } });
  }

  view(snapshot: ShareSnapshot, vault: Vault, words: WindowWords): RowActions {
    const share = this.#share;
    const names = [...snapshot.added, ...snapshot.existing].map((row) => row.principal.name);
    return {
      words, levels: vault.policy.levels, readOnly: !snapshot.mayShare, flashed: share.flashed,
      repeated: new Set(names.filter((name, at) => names.indexOf(name) !== at)),
      ...(snapshot.mayShare && { end: (row: DraftRow) => this.#end(row, vault, words) }),
      setLevel: (row, level) => { share.setLevel(row, level); },
      remove: (row, item) => { this.#removeRow(item, row); },
      restore: (row) => { share.restore(row); },
      compared: this.#flow.compared, managedBy: (principal) => this.#managedBy(principal, vault, words), compare: (row) => void this.#flow.compareRow(row),
      onKeydown: (event, row) => { if (this.#focus.onKeydown(event) === 'remove') this.#removeRow(event.currentTarget as HTMLElement, row); },
    };
  }
}
