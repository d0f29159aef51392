import type { SecretSummary, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import type { BatchAction } from '../shared/rows/events.js';
import type { OpenableWindow } from '../shared/rows/windows.js';
import { onDemandOfList } from './load-on-demand.js';
import type { Selection } from './selection.js';
import { shareable } from './selection-bar.js';

interface BatchHost extends AsideFrom {
  readonly updateComplete: Promise<boolean>;
  readonly renderRoot: HTMLElement | DocumentFragment;
  requestUpdate(): void;
  refresh(): Promise<void>;
  rescueFocus(): void;
}

/** What is done with everything that is ticked. */
export class BatchActions {
  readonly #host: BatchHost;
  readonly #selection: Selection;
  #shares = false;

  constructor(host: BatchHost, selection: Selection) {
    this.#host = host;
    this.#selection = selection;
  }

  async run(action: BatchAction, vault: Vault, secrets: readonly SecretSummary[], trigger: HTMLElement): Promise<void> {
    if (action === 'share') return this.#share(shareable(secrets), trigger);
    const { runBatch } = await onDemandOfList();
    const { done, reasons } = await runBatch(this.#host, vault, action, secrets);
    this.#selection.settle(done, reasons);
    this.#host.requestUpdate();
    if (done.length > 0) await this.#host.refresh();
    await this.keepFocus();
  }

  #share(secrets: readonly SecretSummary[], trigger: HTMLElement): void {
    const dialog = this.#host.renderRoot.querySelector<OpenableWindow>('mysafe-share-dialog');
    if (!dialog) return;
    dialog.secrets = secrets;
    this.#shares = true;
    dialog.show?.(undefined, trigger);
  }

  /** The share window is about one row now. */
  forgetShare(dialog: OpenableWindow): void {
    this.#shares = false;
    dialog.secrets = undefined;
  }

  /** What was shared is no longer ticked; what was refused stays. */
  readonly onShared = (event: { readonly secretIds: readonly string[] }): void => {
    if (!this.#shares) return;
    this.#selection.drop(event.secretIds);
    void this.keepFocus();
  };

  /** The bar goes with the last tick, and what had focus in it. */
  async keepFocus(): Promise<void> {
    await this.#host.updateComplete;
    this.#host.rescueFocus();
  }
}
