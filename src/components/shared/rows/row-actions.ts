import type { Result, SecretId, SecretSummary, Vault } from '../../../core/for-components.js';
import { writeClipboard } from '../clipboard.js';
import { sentenceFor, sentenceForFault } from '../sentences.js';
import { noteTouched } from '../touched.js';
import { showToast } from '../../toasts/show-toast.js';
import type { ListAction } from './events.js';
import type { RowWords } from './row-words.js';
import type { WindowName } from './windows.js';

/** What the actions need of the element around. */
export interface ActionsHost extends Element {
  /** Reads the rows again. */
  refresh(): Promise<void>;
  focusRow(id: SecretId): boolean;
  menuButton(id: SecretId): HTMLElement | undefined;
  /** Opens one of our windows. Focus returns to `trigger`. */
  openWindow(name: WindowName, about: SecretSummary | SecretId | undefined, trigger?: HTMLElement): void;
  /** Something went wrong; `undefined` takes the sentence away. */
  tellProblem(sentence: string | undefined): void;
}

/** What each action does where the host does not do it itself. */
export class RowActions {
  readonly #host: ActionsHost;
  readonly #at: () => { readonly vault: Vault | undefined; readonly words: RowWords };

  constructor(host: ActionsHost, at: () => { readonly vault: Vault | undefined; readonly words: RowWords }) {
    this.#host = host;
    this.#at = at;
  }

  run(action: ListAction, secret?: SecretSummary, trigger?: HTMLElement): void {
    switch (action) {
      case 'view': return this.#host.openWindow('mysafe-secret-view', secret, trigger);
      case 'share': return this.#host.openWindow('mysafe-share-dialog', secret, trigger);
      case 'edit': case 'add': return this.#host.openWindow('mysafe-secret-form', secret?.id, trigger);
      case 'disable': case 'enable': return void (secret && this.#setEnabled(secret, action === 'enable'));
      case 'copy': return void (secret && this.copy(secret));
      default: // the host's own
    }
  }

  /** Disables or enables at once; disabling can be undone. */
  async #setEnabled({ id, name }: SecretSummary, enabled: boolean, undone = false): Promise<void> {
    const { vault, words } = this.#at();
    if (!vault) return;
    const done = await this.#attempt(async () => (await vault.secrets[enabled ? 'enable' : 'disable']([id]))[0]);
    if (!done) return;
    const undo = { label: words.text('undo'), run: () => void this.#setEnabled(done, true, true) };
    await showToast(this.#host, enabled ? { title: words.text('toast.enabled', { name }) } : { title: words.text('toast.disabled', { name }), action: undo });
    await this.#host.refresh();
    if (undone) this.#host.focusRow(id);
  }

  /** Copies the client secret without showing it: it never enters the page. Where the clipboard refuses, the view window helps on. Tells whether it was copied. */
  async copy(secret: SecretSummary): Promise<boolean> {
    const { id, name } = secret;
    const { vault, words } = this.#at();
    if (!vault) return false;
    const revealing = this.#attempt(() => vault.secrets.reveal(id, { purpose: 'copy' }));
    const value = revealing.then((revealed) => revealed?.clientSecret ?? Promise.reject(new Error('there is nothing to copy')));
    const written = await writeClipboard(value).then(() => true, () => false);
    if (!(await revealing)) return false;
    noteTouched(vault.me.id, secret);
    if (written) await showToast(this.#host, { title: words.text('toast.copied'), detail: words.text('toast.copied-what', { name }) });
    else this.#host.openWindow('mysafe-secret-view', secret, this.#host.menuButton(id));
    return written;
  }

  /** What came of it, or nothing where it was refused or failed; then the element says why. */
  async #attempt<T>(work: () => Promise<Result<T> | undefined>): Promise<T | undefined> {
    const { words } = this.#at();
    this.#host.tellProblem(undefined);
    try {
      const result = await work();
      if (result?.ok) return result.value;
      if (result) this.#host.tellProblem(sentenceFor(result.refusal, words));
    } catch (fault) {
      this.#host.tellProblem(sentenceForFault(fault, words));
    }
    return undefined;
  }
}
