import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecipientMatch, ShareSnapshot } from '../../core/for-components.js';
import { Timers } from '../shared/timers.js';
import type { ShareController } from './share-controller.js';

/** Red comes by itself only where nobody matches two letters or more and the person has paused so long (components.md 0.4). */
const SETTLE_MS = 600;
const SETTLE_LETTERS = 2;
const SPINNER_MS = 150;
const SAY_MS = 1_000;
const COUNT_MS = 500;

interface SearchHost extends ReactiveControllerHost {
  readonly validateOn: 'settle' | 'commit';
}

/** What a search shows and says with time: a spinner, “Searching…”, how many were found, and at last that nobody was. */
export class SearchWatch implements ReactiveController {
  readonly #host: SearchHost;
  readonly #box: { readonly options: readonly RecipientMatch[] };
  readonly #share: ShareController;
  readonly #timers = new Timers();
  #spins = false;

  constructor(host: SearchHost, box: { readonly options: readonly RecipientMatch[] }, share: ShareController) {
    this.#host = host;
    this.#box = box;
    this.#share = share;
    host.addController(this);
  }

  hostUpdated(): void {
    const { snapshot } = this.#share;
    if (snapshot) this.#watch(snapshot);
    else this.#timers.clear();
  }

  hostDisconnected(): void {
    this.#timers.clear();
  }

  /** Whether the search has taken long enough to show it. */
  get spins(): boolean {
    return this.#spins && this.#share.snapshot?.searching === true;
  }

  #watch(snapshot: ShareSnapshot): void {
    const { searching, query, matches, matchesFor, searchFault, entryProblem, status } = snapshot;
    const timers = this.#timers;
    if (!searching) this.#spins = false;
    timers.while('spin', searching, SPINNER_MS, () => {
      this.#spins = true;
      this.#host.requestUpdate();
    });
    timers.while('searching', searching, SAY_MS, () => { this.#share.say('share.say.searching'); });
    timers.while('sharing', status === 'saving', SAY_MS, () => { this.#share.say('share.say.sharing'); });
    const text = query.trim();
    const found = !searching && text !== '' && matchesFor === query && searchFault === undefined;
    const count = this.#box.options.length;
    timers.while(`count ${text}`, found && count > 0 && !entryProblem, COUNT_MS, () => { this.#share.say('share.say.suggestions', { n: count }); });
    timers.while('failed', searchFault !== undefined, 0, () => { this.#share.say('share.search-failed'); });
    const nobody = found && matches.length === 0 && text.length >= SETTLE_LETTERS && !entryProblem && this.#host.validateOn === 'settle';
    timers.while(`settle ${text}`, nobody, SETTLE_MS, () => { this.#share.draft?.flagUnknown(); });
  }
}
