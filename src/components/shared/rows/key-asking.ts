import type { Announcer } from '../announcer.js';
import type { RowFocus } from './row-focus.js';
import type { RowWords } from './row-words.js';

interface AskingHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Leads somebody who asked for what needs the keys to the unlock form, and back. */
export class KeyAsking {
  readonly #host: AskingHost;
  readonly #focus: RowFocus;
  readonly #announcer: Announcer;
  #from?: HTMLElement;

  constructor(host: AskingHost, focus: RowFocus, announcer: Announcer) {
    this.#host = host;
    this.#focus = focus;
    this.#announcer = announcer;
  }

  ask(words: RowWords, from: HTMLElement | undefined): void {
    this.#from = from;
    this.#announcer.say(words.text('locked'));
    this.#host.renderRoot.querySelector<HTMLElement>('mysafe-unlock')?.focus();
  }

  readonly onUnlocked = (hadFocus: boolean): void => {
    if (!hadFocus) return;
    if (this.#from?.isConnected) this.#from.focus();
    else this.#focus.focusTitle();
    this.#from = undefined;
  };
}
