import { type ReactiveController, type ReactiveControllerHost, nothing, render } from 'lit';
import type { SecretPage } from '../../core/for-components.js';
import { sentenceForFault } from '../shared/sentences.js';
import { showToast } from '../toasts/show-toast.js';
import type { ReportAction } from '../shared/rows/events.js';
import type { MenuItem } from '../shared/rows/menu-items.js';
import type { ListWords } from './list-words.js';
import { onDemandOfList } from './load-on-demand.js';
import { progressBar } from './progress-bar.js';
import type { ReportSource } from './report.js';

/** Drawing the bar more often than this would take the time of the work itself. */
const BETWEEN_DRAWINGS = 100;

/** How far a report of several pages is. `of` where the number of rows is known. */
export interface ReportProgress {
  readonly action: ReportAction;
  readonly rows: number;
  readonly of?: number;
}

/** What can be done with everything that the filters show. */
export const reportItems = (words: ListWords): readonly MenuItem[] => [{ action: 'export', label: words.text('list.menu.export') }, { action: 'print', label: words.text('list.menu.print') }];

interface ReportHost extends ReactiveControllerHost, Element {
  tellProblem(sentence: string): void;
  /** Where focus goes from the button that stops it. */
  leaveProgress(): void;
}

/** Exports and prints what the filters show; one at a time. */
export class ReportActions implements ReactiveController {
  #progress?: ReportProgress;
  readonly #bar = document.createElement('div');
  readonly #host: ReportHost;
  readonly #words: () => ListWords;
  #running?: AbortController;
  #dispose?: () => void;
  #drawn = 0;

  constructor(host: ReportHost, words: () => ListWords) {
    this.#host = host;
    this.#words = words;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  async run(action: ReportAction, source: ReportSource): Promise<void> {
    this.stop();
    const running = (this.#running = new AbortController());
    try {
      const { writeReport } = await onDemandOfList();
      const { rows, dispose } = await writeReport(action, source, { signal: running.signal, onPage: (done, page) => { this.#show(action, done, page); } });
      this.#dispose = dispose;
      if (action === 'export') await showToast(this.#host, { title: this.#words().text('list.say.exported'), detail: this.#words().text('list.say.count', { n: rows }) });
    } catch (fault) {
      if (!running.signal.aborted) this.#host.tellProblem(sentenceForFault(fault, this.#words()));
    }
    if (this.#running === running) this.#end();
  }

  /** Stops what runs, and takes away what was put into the page for paper. */
  stop(): void {
    this.#running?.abort();
    this.#dispose?.();
    this.#dispose = undefined;
    this.#end();
  }

  /** The bar, in a place of its own: how far it is, is drawn there without the rows. */
  renderBar(): HTMLElement | typeof nothing {
    if (!this.#progress) return nothing;
    render(progressBar(this.#progress, this.#words(), () => { this.stop(); }), this.#bar);
    return this.#bar;
  }

  #end(): void {
    this.#running = undefined;
    if (!this.#progress) return;
    this.#host.leaveProgress();
    this.#progress = undefined;
    this.#host.requestUpdate();
  }

  /** What fits on one page is there before a bar could be seen. */
  #show(action: ReportAction, rows: number, { next, count, countIsExact }: SecretPage): void {
    const shown = this.#progress !== undefined;
    if (next === undefined && !shown) return;
    this.#progress = { action, rows, ...(countIsExact && { of: count }) };
    const now = performance.now();
    if (shown && now - this.#drawn < BETWEEN_DRAWINGS) return;
    this.#drawn = now;
    if (shown) this.renderBar();
    else this.#host.requestUpdate();
  }
}
