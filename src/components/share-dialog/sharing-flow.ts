import type { DraftRow, PrincipalId } from '../../core/for-components.js';
import type { Compared } from '../shared/asides.js';
import type { DialogController } from '../shared/dialog-controller.js';
import { onDemand } from '../shared/register.js';
import { showToast } from '../toasts/show-toast.js';
import type { KeyChanged } from './banners.js';
import { MySafeSharedEvent } from './events.js';
import type { ShareController, SharedWith } from './share-controller.js';
import type { ShareElement } from './share-element.js';

/** From the press of Share to what is said of it, with the comparing of fingerprints that may come between. */
export class SharingFlow {
  readonly #element: ShareElement;
  readonly #share: ShareController;
  readonly #dialog: DialogController;
  readonly #focusProblem: () => Promise<void>;
  /** Whose fingerprint was compared while the window is open. */
  readonly compared = new Set<PrincipalId>();

  constructor(element: ShareElement, share: ShareController, dialog: DialogController, focusProblem: () => Promise<void>) {
    this.#element = element;
    this.#share = share;
    this.#dialog = dialog;
    this.#focusProblem = focusProblem;
  }

  async submit(): Promise<void> {
    const element = this.#element;
    const share = this.#share;
    const shared = await share.submit();
    if (shared) this.#tellShared(shared);
    else if (element.open) await this.#focusProblem();
    else if (share.said !== '') void showToast(element, { title: element.shareWords.text('toast.not-shared'), detail: share.said });
    const changed = share.takeKeyChange();
    if (changed && element.open) await this.compareAndShare(changed);
  }

  /** `true` once the person said that the fingerprints match. */
  async #compare(compared: Compared): Promise<boolean> {
    const { shareVault: vault } = this.#element;
    if (!vault || !(await (await onDemand()).compareFingerprint(this.#element, vault, compared)) || !this.#element.open) return false;
    this.compared.add(compared.user);
    this.#share.say('share.say.compared', { name: compared.name });
    return true;
  }

  /** The share that a changed key refused goes on by itself. */
  async compareAndShare({ user }: KeyChanged): Promise<void> {
    const { added = [], existing = [] } = this.#share.snapshot ?? {};
    const name = [...added, ...existing].find(({ principal }) => principal.id === user)?.principal.name;
    if (await this.#compare({ user, name, secretId: this.#element.secretIds[0] })) await this.submit();
  }

  async compareRow({ principal, level }: DraftRow): Promise<void> {
    const user = principal.kind === 'user' ? principal.id : principal.ownerId;
    if (!user || !(await this.#compare({ user, ...(principal.kind === 'user' && { name: principal.name }) }))) return;
    this.#share.draft?.setLevel(principal.id, level); // what stood in the way is gone
    await this.#element.updateComplete;
    this.#element.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(principal.id)}"] [data-control]`)?.focus();
  }

  /** The window may have been closed meanwhile, or show another secret: the toast tells all the same. */
  #tellShared(shared: SharedWith): void {
    const { secretIds, outcomes, done } = shared;
    const element = this.#element;
    // A host may keep the window open: then it shows what is so now.
    if (done && this.#share.isFor(element.shareVault, secretIds) && !this.#dialog.close('shared')) void element.refresh();
    const toasts = element.dispatchEvent(new MySafeSharedEvent(outcomes.map(({ secretId }) => secretId), outcomes)) && done;
    if (toasts) void onDemand().then(({ sayShared }) => sayShared(element, element.shareVault, shared, element.shareWords.locale));
  }
}
